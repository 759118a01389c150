//! What do the records say to a plan?
//!
//! Rows become numbers ([`mod@select`]), numbers go to `khaldun-stats`, what comes back is told
//! ([`crate::answer`]). Every episode keeps the id of its first row, every count the set it is from.

mod excitation;
mod select;

use crate::answer::{Answer, Cell, Effect, Layout, PlaceDays, Silence, Verdict, tell};
use crate::plan::{Direction, Model, Plan};
use khaldun_match::Relations;
use khaldun_records::RecordSet;
use khaldun_stats::contrast::{
    self, Counts, Interval, Kind, Options, Response, WakeSettings, bootstrap, counts, exposure,
    leave_one_out, permute, power, rate_ratio, sums, without_each,
};
use khaldun_stats::{adjust, silence, sphere};
pub use select::{Selected, select};

/// Fewest episodes of each kind, and responses inside windows, from which anything is estimated.
const FEWEST_EPISODES: usize = 10;
const FEWEST_RESPONSES: f64 = 10.0;
/// Draws for each ratio of the power curve.
const POWER_DRAWS: u64 = 200;

/// Runs a plan, or says why it cannot be tested.
pub fn run(plan: &Plan, sets: &[&RecordSet], relations: &dyn Relations) -> Answer {
    let problems = crate::plan::problems(plan, sets, relations);
    let mut answer = Answer::open(plan, sets);
    if !problems.is_empty() {
        answer.reasons =
            problems.iter().map(|p| format!("{}: {}; {}", p.key, p.what, p.help)).collect();
        return tell(plan, answer);
    }
    let selected = match select(plan, sets, relations) {
        Ok(selected) => selected,
        Err(reason) => {
            answer.reasons = vec![reason];
            return tell(plan, answer);
        }
    };
    if plan.answer.model == Model::Excitation {
        excitation::answer(plan, &selected, &mut answer);
    } else {
        count(plan, &selected, &mut answer);
        if answer.reasons.is_empty() {
            estimate(plan, &selected, &mut answer);
        }
    }
    tell(plan, answer)
}

/// What a plan counts, before responses are held against triggers: nothing here tells the answer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Preview {
    /// What would be counted, in words.
    pub says: Vec<(&'static str, String)>,
    /// What would be left out or merged.
    pub left_out: Vec<String>,
    /// Why the record could not bear the test.
    pub reasons: Vec<String>,
}

/// Counts rows, episodes and days of a plan without problems.
///
/// # Errors
/// The reason why there is nothing to count.
pub fn preview(
    plan: &Plan,
    sets: &[&RecordSet],
    relations: &dyn Relations,
) -> Result<Preview, String> {
    let selected = select(plan, sets, relations)?;
    let days = &selected.days;
    let observed = days.between(days.first, days.last());
    let all: u64 = selected.responses.iter().map(|r| u64::from(r.count)).sum();
    let rows = selected.responses.len();
    let told = if all == rows as u64 { format!("{rows}") } else { format!("{all} in {rows} rows") };
    let mut says = vec![
        (
            "days",
            format!(
                "{observed} of {} are observed, {} to {}",
                days.observed.len(),
                date(days.first),
                date(days.last())
            ),
        ),
        ("responses", format!("{told}, at {} points", selected.places.len())),
    ];
    let excites = plan.answer.model == Model::Excitation;
    for (what, kind) in [("triggers", Kind::First), ("contrast", Kind::Second)] {
        if excites && kind == Kind::Second {
            continue;
        }
        let all = selected.episodes.iter().filter(|e| e.kind == kind).count();
        says.push((
            what,
            format!(
                "{all} episodes, {} with main windows that the record covers",
                eligible(plan, &selected, kind)
            ),
        ));
    }
    let reasons = if excites { excitation::unfit(plan, &selected) } else { unfit(plan, &selected) };
    Ok(Preview { says, reasons, left_out: selected.left_out })
}

/// A day counted from 1970-01-01, as a date.
fn date(day: i64) -> String {
    let first = jiff::civil::Date::constant(1970, 1, 1);
    first
        .checked_add(jiff::Span::new().days(day))
        .map_or_else(|_| day.to_string(), |d| d.to_string())
}

/// Episodes whose main windows lie within the period and are observed by two thirds.
fn eligible(plan: &Plan, selected: &Selected, kind: Kind) -> usize {
    let Some((km, t)) = plan.main() else { return 0 };
    let told = counts(&selected.episodes, &[], &selected.days, km, t);
    told.iter().filter(|c| c.kind == kind && c.eligible).count()
}

/// Why the record cannot bear the test, as far as days and episodes tell.
fn unfit(plan: &Plan, selected: &Selected) -> Vec<String> {
    let mut reasons = Vec::new();
    let days = selected.days.observed.len() as i64;
    let longest = plan.windows.days.iter().max().copied().unwrap_or(0);
    if longest * 2 > days {
        reasons.push(format!(
            "windows of {longest} days before and after do not fit into the {days} days the record covers"
        ));
        return reasons;
    }
    for (what, kind) in [("trigger", Kind::First), ("contrast", Kind::Second)] {
        let found = eligible(plan, selected, kind);
        if found < FEWEST_EPISODES {
            reasons.push(format!(
                "{found} {what} episodes have windows that the record covers; at least {FEWEST_EPISODES} are needed"
            ));
        }
    }
    reasons
}

/// The counts of every pair of windows, and whether they bear a test.
fn count(plan: &Plan, selected: &Selected, answer: &mut Answer) {
    answer.left_out.clone_from(&selected.left_out);
    answer.layout = Some(layout(plan, selected));
    answer.observed_days = selected.days.between(selected.days.first, selected.days.last());
    answer.period_days = selected.days.observed.len() as i64;
    let (episodes, responses) = (&selected.episodes, &selected.responses);
    let places = nearest(selected);
    for &km in &plan.windows.km {
        for &t in &plan.windows.days {
            let told = counts(episodes, responses, &selected.days, km, t);
            let distance = |n: usize| places[n].map_or(f64::INFINITY, |p| p.1);
            let cases: Vec<(f64, Kind, usize)> = told
                .iter()
                .enumerate()
                .filter(|(_, c)| c.eligible)
                .map(|(n, c)| (c.change, c.kind, stratum(distance(n), km)))
                .collect();
            let permuted = permute(&cases, plan.answer.draws, plan.answer.seed);
            let place: Vec<usize> = places.iter().map(|p| p.map_or(usize::MAX, |p| p.0)).collect();
            let [post, _, relative] = bootstrap(&told, &place, plan.answer.draws, plan.answer.seed);
            let range = |of: fn(&contrast::Ratio) -> f64| {
                let left = without_each(&told, &place);
                let values = left.iter().map(|(_, r)| of(r)).filter(|v| !v.is_nan());
                values.fold((f64::INFINITY, f64::NEG_INFINITY), |(a, b), v| (a.min(v), b.max(v)))
            };
            answer.cells.push(Cell {
                km,
                days: t,
                trigger: sums(&told, Kind::First),
                contrast: sums(&told, Kind::Second),
                ratio: rate_ratio(&told),
                mantel_haenszel: contrast::mantel_haenszel(&told, &place),
                interval: post,
                relative_interval: relative,
                without_one_place: range(|r| r.post),
                p: permuted.p,
                p_adjusted: f64::NAN,
                permuted: permuted.draws,
                statistic: permuted.statistic,
                expected: permuted.expected,
                rows: episode_rows(selected, &told),
            });
        }
    }
    let raw: Vec<f64> = answer.cells.iter().map(|c| c.p).collect();
    for (cell, p) in answer.cells.iter_mut().zip(adjust::holm(&raw)) {
        cell.p_adjusted = p;
    }
    answer.reasons = unfit(plan, selected);
    let Some(main) = answer.cells.first() else { return };
    for sums in [(&plan.trigger, main.trigger), (&plan.contrast, main.contrast)] {
        if sums.1.post == 0 {
            let share = |p: f64| silence::bound(p, 0.95) / sums.1.post_days.max(1) as f64;
            answer.silences.push(Silence {
                of: sums.0.label.clone(),
                days: sums.1.post_days,
                bounds: [1.0, 0.5, 0.25].map(|p| (p, share(p))).to_vec(),
            });
        }
    }
}

/// Both measures, and the verdict of the one that the plan names.
fn estimate(plan: &Plan, selected: &Selected, answer: &mut Answer) {
    let settings = WakeSettings {
        km: plan.windows.km.clone(),
        days: plan.windows.days.clone(),
        draws: plan.answer.draws,
        seed: plan.answer.seed,
    };
    answer.wakes =
        contrast::matched(&selected.episodes, &selected.responses, &selected.days, &settings);
    let exposed = exposed(plan, selected, answer);
    let verdict = match plan.answer.model {
        Model::MatchedWake => wake(plan, answer),
        Model::Exposure | Model::Excitation => exposed.map(|interval| judge(plan, interval)),
    };
    let verdict = match verdict {
        Ok(verdict) => verdict,
        Err(reason) => {
            answer.reasons.push(reason);
            return;
        }
    };
    // Where a second list allows for recording, both must agree.
    let other = answer.corrected.as_ref().map(|c| judge(plan, c.model.interval));
    answer.verdict = match other {
        Some(other) if other != verdict => Verdict::NotDistinguishable,
        _ => verdict,
    };
}

/// The verdict of matched wakes. A difference that stands before the onset is no answer to it.
fn wake(plan: &Plan, answer: &Answer) -> Result<Verdict, String> {
    let main = answer.wakes.as_ref().and_then(|w| w.cells.first()?.alone);
    let main = main.ok_or_else(|| {
        format!(
            "fewer than {FEWEST_EPISODES} like episodes of a kind have wakes that stand alone in the main windows; model = \"exposure\" keeps those that overlap"
        )
    })?;
    let before = answer.wakes.as_ref().and_then(|w| w.placebo_earlier);
    Ok(if before.is_some_and(|m| m.p <= 0.05) {
        Verdict::NotDistinguishable
    } else {
        judge(plan, main.interval)
    })
}

/// Fits the exposure model and what stands beside it; gives its interval, or why there is none.
fn exposed(plan: &Plan, selected: &Selected, answer: &mut Answer) -> Result<Interval, String> {
    let (km, t) = plan.main().unwrap_or_default();
    let options = Options::new(km, t);
    let (episodes, days) = (&selected.episodes, &selected.days);
    let laid = exposure(episodes, &selected.responses, days, options, None);
    answer.inside = laid.inside;
    let within: f64 = laid.inside.iter().sum();
    if within < FEWEST_RESPONSES {
        return Err(format!(
            "{within} responses lie in any window; at least {FEWEST_RESPONSES} are needed for a ratio"
        ));
    }
    let model = laid
        .fit()
        .ok_or("the windows of the two kinds do not differ enough at any one place for a ratio")?;
    let others: Vec<f64> = leave_one_out(&laid).iter().map(|l| l.1).collect();
    let span = others.iter().fold((model.ratio, model.ratio), |(a, b), v| (a.min(*v), b.max(*v)));
    let powered = power(&laid, &model, POWER_DRAWS, plan.answer.seed);
    answer.second_opinion = contrast::choice(episodes, &selected.responses, days, options);
    let plain = Options { surround: 0, ..options };
    answer.without_surroundings = exposure(episodes, &selected.responses, days, plain, None).fit();
    if !selected.second.is_empty() {
        let (first, second) = (&selected.responses, &selected.second);
        answer.corrected = contrast::corrected(episodes, first, second, days, options);
    }
    for origin in selected.origins() {
        let kept: Vec<Response> = selected.without_origin(&origin);
        let fitted = exposure(episodes, &kept, days, options, None).fit();
        answer.without_origin.push((origin, fitted));
    }
    let interval = model.interval;
    answer.tipping = if interval.low > 1.0 {
        Some(interval.low)
    } else {
        Some(interval.high).filter(|high| *high < 1.0)
    };
    answer.effect = Some(Effect { model, without_one_place: span, power: powered });
    Ok(interval)
}

/// Whole interval beyond the margin: supported; short of it: contradicted; else not distinguishable.
fn judge(plan: &Plan, interval: Interval) -> Verdict {
    let margin = plan.answer.margin;
    match plan.answer.direction {
        Direction::Less if interval.high < margin => Verdict::Supported,
        Direction::Less if interval.low > margin => Verdict::Contradicted,
        Direction::More if interval.low > margin => Verdict::Supported,
        Direction::More if interval.high < margin => Verdict::Contradicted,
        _ => Verdict::NotDistinguishable,
    }
}

/// The nearest place of responses to each episode, and how far it is.
fn nearest(selected: &Selected) -> Vec<Option<(usize, f64)>> {
    let of = |point: (f64, f64)| {
        let all = selected.places.iter().enumerate().map(|(n, p)| (n, sphere::km(*p, point)));
        all.min_by(|a, b| a.1.total_cmp(&b.1))
    };
    selected.episodes.iter().map(|e| of(e.point)).collect()
}

/// Strata of the permutation: how far the nearest place of responses is.
fn stratum(far: f64, km: f64) -> usize {
    if far <= km / 2.0 {
        0
    } else if far <= km {
        1
    } else {
        2
    }
}

/// The dozen places with most responses, for a figure.
fn layout(plan: &Plan, selected: &Selected) -> Layout {
    const MOST: usize = 12;
    let km = plan.windows.km.first().copied().unwrap_or(0.0);
    let mut leaders: Vec<((f64, f64), u32)> = Vec::new();
    for r in &selected.responses {
        match leaders.iter_mut().find(|l| sphere::km(l.0, r.point) <= km / 2.0) {
            Some(leader) => leader.1 += r.count,
            None => leaders.push((r.point, r.count)),
        }
    }
    leaders
        .sort_by(|a, b| b.1.cmp(&a.1).then(a.0.0.total_cmp(&b.0.0)).then(a.0.1.total_cmp(&b.0.1)));
    let name = |point: (f64, f64)| {
        let near = |p: &&crate::plan::Point| sphere::km((p.lat, p.lon), point) < 0.5;
        let known = plan.response.points.iter().find(|(_, p)| near(p));
        known.map_or_else(|| format!("{:.2} N {:.2} E", point.0, point.1), |(n, _)| n.clone())
    };
    let places = leaders.iter().take(MOST).map(|(point, _)| {
        let days = |kind: Kind| {
            let near = selected
                .episodes
                .iter()
                .filter(|e| e.kind == kind && sphere::km(e.point, *point) <= km);
            near.map(|e| e.day).collect()
        };
        let own = selected.responses.iter().filter(|r| sphere::km(r.point, *point) <= km / 2.0);
        PlaceDays {
            label: name(*point),
            triggers: days(Kind::First),
            contrasts: days(Kind::Second),
            responses: own.map(|r| (r.day, r.count)).collect(),
        }
    });
    Layout {
        first_day: selected.days.first,
        observed: selected.days.observed.clone(),
        places: places.collect(),
    }
}

fn episode_rows(selected: &Selected, told: &[Counts]) -> Vec<(String, Counts)> {
    selected.ids.iter().cloned().zip(told.iter().copied()).collect()
}
