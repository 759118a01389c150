//! `cargo xtask simulate`: do the two measures of a contrast keep their promises?
//!
//! Sets with planted truth (`khaldun_testkit::planted`), fresh seeds each, into `docs/simulated.md`. The whole
//! of it takes nine minutes of processor time; `--sets 20 --null-sets 50` gives an impression in one.

use anyhow::Result;
use khaldun_stats::contrast::{
    Days, Episode, Kind, Measure, Model, Options as Looks, Response, WakeSettings, corrected,
    exposure, matched,
};
use khaldun_stats::num;
use khaldun_testkit::planted::{self, DAYS, Design, KM, Planted, WINDOW};
use rayon::prelude::*;
use std::fmt::Write as _;
use std::path::PathBuf;

/// What `cargo xtask simulate` takes.
#[derive(clap::Args)]
pub(crate) struct Options {
    /// The first seed; the sets take this one and those after it.
    #[arg(long, default_value_t = 20_161_212)]
    seed: u64,
    /// Sets of each planted design and of each point of a power curve.
    #[arg(long, default_value_t = 200)]
    sets: u64,
    /// Sets for the size of the test and the uniformity of its p-values.
    #[arg(long, default_value_t = 2_000)]
    null_sets: u64,
    /// Where the table goes [default: docs/simulated.md].
    #[arg(long)]
    to: Option<PathBuf>,
}

/// Differences smaller than this are called none, as plans do by default.
const MARGIN: f64 = 1.25;
/// How often kinds are dealt out anew in each set.
const DRAWS: u64 = 399;
/// Ratios of the power curves.
const RATIOS: [f64; 9] = [0.4, 0.5, 0.67, 0.8, 1.0, 1.25, 1.5, 2.0, 2.5];

/// An interval and a p-value, of whichever measure.
#[derive(Clone, Copy)]
struct Outcome {
    ratio: f64,
    low: f64,
    high: f64,
    p: f64,
}

impl From<&Model> for Outcome {
    fn from(m: &Model) -> Self {
        Self { ratio: m.ratio, low: m.interval.low, high: m.interval.high, p: m.p }
    }
}

impl From<Measure> for Outcome {
    fn from(m: Measure) -> Self {
        Self { ratio: m.ratio, low: m.interval.low, high: m.interval.high, p: m.p }
    }
}

/// What one set gave: the exposure model, with a second list allowed for and with nothing allowed for,
/// matched wakes in the main windows, and the smallest p-value over all windows, adjusted.
#[derive(Clone, Copy, Default)]
struct Both {
    exposure: Option<Outcome>,
    listed: Option<Outcome>,
    plain: Option<Outcome>,
    wakes: Option<Outcome>,
    largest: Option<f64>,
}

pub(crate) fn run(options: &Options) -> Result<()> {
    let text = table(options);
    print!("{text}");
    let to = options.to.clone().unwrap_or_else(|| crate::root().join("docs/simulated.md"));
    std::fs::write(&to, text)?;
    eprintln!("written to {}", to.display());
    Ok(())
}

fn table(options: &Options) -> String {
    let Options { seed, sets, null_sets, .. } = *options;
    let planted =
        |design, offset: u64, count| all(count, |n| planted::planted(design, seed + offset + n));
    let null = planted(Design::Null, 1_000_000, null_sets);
    let few = planted(Design::Null, 0, sets);
    let three = planted(Design::Ratio3, 10_000, sets);
    let reporting = planted(Design::DifferentReporting, 20_000, sets);
    let mut out = format!(
        "# Simulated\n\nWritten by `cargo xtask simulate --seed {seed} --sets {sets} --null-sets {null_sets}`; what the sets are, docs/stats.md tells.\n\n## Size and coverage\n\n\
         Main windows of {KM} km and {WINDOW} days, {DRAWS} draws; a set is called a difference where the whole interval lies beyond {MARGIN} or short of its inverse.\n\n\
         | design | measure | truth | sets | covered by the 95 % interval | p < 0.05 | called a difference | median ratio |\n|---|---|---|---|---|---|---|---|\n"
    );
    let wakes: fn(&Both) -> Option<Outcome> = |b| b.wakes;
    let model: fn(&Both) -> Option<Outcome> = |b| b.exposure;
    for (design, truth, of) in [
        ("null, for size", 1.0, &null),
        ("null", 1.0, &few),
        ("ratio 3", 3.0, &three),
        ("reporting only", 1.0, &reporting),
    ] {
        for (measure, pick) in [("exposure", model), ("matched wakes", wakes)] {
            row(&mut out, design, measure, truth, &picked(of, pick));
        }
    }
    let listed = picked(&reporting, |b| b.listed);
    row(&mut out, "reporting only", "exposure, second list allowed for", 1.0, &listed);
    let plain = picked(&reporting, |b| b.plain);
    row(&mut out, "reporting only", "exposure, nothing allowed for", 1.0, &plain);
    let any = null.iter().filter(|b| b.largest.is_some_and(|p| p < 0.05)).count();
    let _ = writeln!(
        out,
        "\nOver all six windows of matched wakes (25 and 50 km; 7, 3 and 14 days), the smallest adjusted p-value was below 0.05 in {:.3} of the null sets.",
        any as f64 / null.len().max(1) as f64
    );
    out.push_str("\n## p-values of the null sets, in tenths\n\n| measure | 0 to 0.1 | | | | | | | | | to 1 | distance from uniform, p |\n|---|---|---|---|---|---|---|---|---|---|---|---|\n");
    for (measure, pick) in [("exposure", model), ("matched wakes", wakes)] {
        let p: Vec<f64> = picked(&null, pick).iter().map(|o| o.p).collect();
        let (distance, chance) = num::uniform_ks(&p);
        let counts: Vec<String> = tenths(&p).iter().map(ToString::to_string).collect();
        let _ =
            writeln!(out, "| {measure} | {} | {distance:.3}, {chance:.2} |", counts.join(" | "));
    }
    let _ = writeln!(
        out,
        "\n## Power\n\nThe share of {sets} sets in which p < 0.05, and (behind it) in which a difference was called, by the ratio planted.\n\n| measure | {} |\n|---{}|",
        RATIOS.map(|r| r.to_string()).join(" | "),
        "|---".repeat(RATIOS.len())
    );
    let curves: Vec<Vec<Both>> = RATIOS
        .iter()
        .zip(0..)
        .map(|(ratio, k)| {
            all(sets, |n| planted::with_ratio(*ratio, seed + 2_000_000 + k * 10_000 + n))
        })
        .collect();
    for (measure, pick) in [("exposure", model), ("matched wakes", wakes)] {
        let points = curves.iter().map(|c| {
            let found = picked(c, pick);
            format!("{:.2}, {:.2}", share(&found, |o| o.p < 0.05), share(&found, called))
        });
        let _ = writeln!(out, "| {measure} | {} |", points.collect::<Vec<_>>().join(" | "));
    }
    out
}

fn all(sets: u64, make: impl Fn(u64) -> Planted + Sync) -> Vec<Both> {
    (0..sets).into_par_iter().map(|n| both(&make(n), n)).collect()
}

fn both(set: &Planted, n: u64) -> Both {
    let (episodes, responses, days) = laid(set);
    let looks = Looks::new(KM, WINDOW);
    let mut both = Both {
        exposure: exposure(&episodes, &responses, &days, looks, None)
            .fit()
            .map(|m| Outcome::from(&m)),
        ..Both::default()
    };
    // Only where recording is what differs does the second list matter.
    if set.other_list.iter().any(|(_, recorded)| !recorded) {
        let second: Vec<(Response, bool)> =
            set.other_list.iter().map(|(e, both)| (response(e), *both)).collect();
        if let Some(told) = corrected(&episodes, &responses, &second, &days, looks) {
            both.listed = Some(Outcome::from(&told.model));
            both.plain = Some(Outcome::from(&told.recorded));
        }
    }
    let settings =
        WakeSettings { km: vec![KM, 2.0 * KM], days: vec![WINDOW, 3, 14], draws: DRAWS, seed: n };
    if let Some(told) = matched(&episodes, &responses, &days, &settings) {
        both.wakes = told.cells[0].alone.map(Outcome::from);
        both.largest = told.cells.iter().filter_map(|c| c.p_adjusted).min_by(f64::total_cmp);
    }
    both
}

fn laid(set: &Planted) -> (Vec<Episode>, Vec<Response>, Days) {
    let of = |events: &[planted::Event], kind| {
        events.iter().map(|e| Episode { day: e.0, point: e.1, kind }).collect::<Vec<_>>()
    };
    let mut episodes = of(&set.first, Kind::First);
    episodes.extend(of(&set.second, Kind::Second));
    (episodes, set.responses.iter().map(response).collect(), Days::all(0, DAYS - 1))
}

fn response(event: &planted::Event) -> Response {
    Response { day: event.0, point: event.1, count: 1 }
}

fn picked(sets: &[Both], pick: impl Fn(&Both) -> Option<Outcome>) -> Vec<Outcome> {
    sets.iter().filter_map(pick).collect()
}

fn share(outcomes: &[Outcome], test: impl Fn(&Outcome) -> bool) -> f64 {
    outcomes.iter().filter(|o| test(o)).count() as f64 / outcomes.len().max(1) as f64
}

fn called(o: &Outcome) -> bool {
    o.low > MARGIN || o.high < 1.0 / MARGIN
}

fn row(out: &mut String, design: &str, measure: &str, truth: f64, outcomes: &[Outcome]) {
    let mut ratios: Vec<f64> = outcomes.iter().map(|o| o.ratio).collect();
    ratios.sort_by(f64::total_cmp);
    let _ = writeln!(
        out,
        "| {design} | {measure} | {truth} | {} | {:.3} | {:.3} | {:.3} | {:.2} |",
        outcomes.len(),
        share(outcomes, |o| o.low <= truth && truth <= o.high),
        share(outcomes, |o| o.p < 0.05),
        share(outcomes, called),
        num::quantile(&ratios, 0.5)
    );
}

fn tenths(p: &[f64]) -> [usize; 10] {
    let mut counts = [0; 10];
    for p in p {
        counts[((p * 10.0) as usize).min(9)] += 1;
    }
    counts
}
