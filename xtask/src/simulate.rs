//! `cargo xtask simulate`: does the contrast test keep its promises?
//!
//! Sets with planted truth (`khaldun_testkit::planted`), fresh seeds each; docs/stats.md
//! tells its figures with the seed they were made with.

use khaldun_stats::contrast::{
    Days, Episode, Kind, Model, Options as Looks, Response, corrected, exposure,
};
use khaldun_testkit::planted::{self, DAYS, Design, KM, Planted, WINDOW};
use rayon::prelude::*;

/// What `cargo xtask simulate` takes.
#[derive(clap::Args)]
pub(crate) struct Options {
    /// The first seed; the sets take this one and those after it.
    #[arg(long, default_value_t = 20_161_212)]
    seed: u64,
    /// Sets of each planted design.
    #[arg(long, default_value_t = 200)]
    sets: u64,
    /// Sets for the size of the test and the uniformity of its p-values.
    #[arg(long, default_value_t = 2_000)]
    null_sets: u64,
}

/// Differences smaller than this are called none, as plans do by default.
const MARGIN: f64 = 1.25;

pub(crate) fn run(options: &Options) {
    println!("seed {}, sets {}, null sets {}\n", options.seed, options.sets, options.null_sets);
    println!(
        "| design | truth | sets | covered by the 95 % interval | p < 0.05 | called a difference | median ratio |"
    );
    println!("|---|---|---|---|---|---|---|---|");
    let null = models(Design::Null, options.seed + 1_000_000, options.null_sets);
    row("null", 1.0, &null);
    row("null", 1.0, &models(Design::Null, options.seed, options.sets));
    row("ratio 3", 3.0, &models(Design::Ratio3, options.seed + 10_000, options.sets));
    let reporting: Vec<Both> =
        fits(Design::DifferentReporting, options.seed + 20_000, options.sets);
    let of =
        |pick: fn(&Both) -> &Model| reporting.iter().map(|b| pick(b).clone()).collect::<Vec<_>>();
    row("reporting only", 1.0, &of(|b| &b.model));
    row("  the same, second list allowed for", 1.0, &of(|b| &b.corrected));
    row("  the same, nothing allowed for", 1.0, &of(|b| &b.recorded));
    println!("\np-values of the {} null sets in tenths: {:?}", null.len(), tenths(&null));
}

struct Both {
    model: Model,
    corrected: Model,
    recorded: Model,
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

fn models(design: Design, seed: u64, sets: u64) -> Vec<Model> {
    (0..sets)
        .into_par_iter()
        .filter_map(|n| {
            let (episodes, responses, days) = laid(&planted::planted(design, seed + n));
            exposure(&episodes, &responses, &days, Looks::new(KM, WINDOW), None).fit()
        })
        .collect()
}

fn fits(design: Design, seed: u64, sets: u64) -> Vec<Both> {
    (0..sets)
        .into_par_iter()
        .filter_map(|n| {
            let set = planted::planted(design, seed + n);
            let (episodes, responses, days) = laid(&set);
            let looks = Looks::new(KM, WINDOW);
            let model = exposure(&episodes, &responses, &days, looks, None).fit()?;
            let second: Vec<(Response, bool)> =
                set.other_list.iter().map(|(e, both)| (response(e), *both)).collect();
            let allowed = corrected(&episodes, &responses, &second, &days, looks)?;
            Some(Both { model, corrected: allowed.model, recorded: allowed.recorded })
        })
        .collect()
}

fn row(name: &str, truth: f64, models: &[Model]) {
    let share = |test: &dyn Fn(&Model) -> bool| {
        models.iter().filter(|m| test(m)).count() as f64 / models.len().max(1) as f64
    };
    let covered = share(&|m| m.interval.low <= truth && truth <= m.interval.high);
    let small = share(&|m| m.p < 0.05);
    let called = share(&|m| m.interval.low > MARGIN || m.interval.high < 1.0 / MARGIN);
    let mut ratios: Vec<f64> = models.iter().map(|m| m.ratio).collect();
    ratios.sort_by(f64::total_cmp);
    let median = ratios.get(ratios.len() / 2).copied().unwrap_or(f64::NAN);
    let n = models.len().max(1) as f64;
    let logs: Vec<f64> = ratios.iter().map(|r| r.ln()).collect();
    let mean = logs.iter().sum::<f64>() / n;
    let scatter = logs.iter().map(|l| (l - mean) * (l - mean)).sum::<f64>() / n;
    let stated = models.iter().map(|m| m.error * m.error).sum::<f64>() / n;
    println!(
        "| {name} | {truth} | {} | {covered:.3} | {small:.3} | {called:.3} | {median:.2} | {:.3} |",
        models.len(),
        (scatter / stated).sqrt()
    );
}

fn tenths(models: &[Model]) -> [usize; 10] {
    let mut counts = [0; 10];
    for m in models {
        counts[((m.p * 10.0) as usize).min(9)] += 1;
    }
    counts
}
