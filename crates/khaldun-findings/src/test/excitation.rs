//! Raid and reprisal: do triggers call responses forth?
//!
//! Two questions to the same events. *In time, over the whole area of the plan*: above a baseline of each
//! kind that may bend, how many responses does a trigger call forth, and does the turned clock of
//! triggers show as much (`khaldun_stats::hawkes`)? *Near in space*: are there more pairs within the windows
//! after triggers than if the clock of responses is shifted round (`khaldun_stats::knox::cross`)? Supported
//! is what all three bear out.

use super::{Selected, date, eligible};
use crate::answer::{Answer, Excitation, Lag, Near, Verdict};
use crate::plan::{Direction, Plan};
use khaldun_stats::contrast::{Interval, Kind};
use khaldun_stats::hawkes::{self, Design, Fit, Hold, Pair};
use khaldun_stats::knox::{self, Metric};
use khaldun_stats::{Refusal, num};

/// Fewest trigger episodes and responses.
const FEWEST: usize = 30;
/// The least mean lag, days: events are dated to the day.
const SHORTEST_LAG: f64 = 0.5;
/// Knots of the baseline and turned clocks, in longest lags.
const KNOTS_APART: f64 = 6.0;
const TURNED_WITHIN: f64 = 2.0;
/// More knots make the excitation come out too high by more than its interval allows for.
const MOST_KNOTS: usize = 13;
/// Events dated to the day are put at random moments of it so often; the middle fit is taken.
const SPREADS: u64 = 5;
/// Turned and shifted clocks.
const TURNS: u32 = 999;
/// At most this share of the days may be unobserved, and of the rows both trigger and response.
const MOST: f64 = 0.1;

/// Why the record cannot bear the test, as far as days and events tell.
pub(super) fn unfit(plan: &Plan, selected: &Selected) -> Vec<String> {
    let mut reasons = Vec::new();
    let days = &selected.days;
    let length = days.observed.len() as i64;
    let (_, reach) = plan.main().unwrap_or_default();
    let (least, longest) = (2.0 * KNOTS_APART * reach as f64, 2 * longest(plan));
    if (length as f64) < least || longest > length {
        reasons.push(format!(
            "mean lags of up to {reach} days need a baseline over {least:.0} days or more, and the windows {longest} days; the record covers {length}"
        ));
        return reasons;
    }
    let unobserved = length - days.between(days.first, days.last());
    if unobserved as f64 > MOST * length as f64 {
        reasons.push(format!(
            "{unobserved} of {length} days are not observed; excitation needs a record that runs on, with a tenth of gaps at most"
        ));
    }
    let found = eligible(plan, selected, Kind::First);
    if found < FEWEST {
        reasons.push(format!(
            "{found} trigger episodes have windows that the record covers; at least {FEWEST} are needed"
        ));
    }
    let found = selected.responses.len();
    if found < FEWEST {
        reasons.push(format!("{found} responses; at least {FEWEST} are needed"));
    }
    let least = selected.ids.len().min(found);
    if selected.shared as f64 > MOST * least as f64 {
        reasons.push(format!(
            "{} rows of {} count both as {} and as {}, so that which came first is not told: name a set that says who acted",
            selected.shared, plan.trigger.set, plan.trigger.label, plan.response.label
        ));
    }
    reasons
}

fn longest(plan: &Plan) -> i64 {
    plan.windows.days.iter().max().copied().unwrap_or(1)
}

/// Answers, or says why not.
pub(super) fn answer(plan: &Plan, selected: &Selected, answer: &mut Answer) {
    answer.left_out.clone_from(&selected.left_out);
    answer.layout = Some(super::layout(plan, selected));
    answer.observed_days = selected.days.between(selected.days.first, selected.days.last());
    answer.period_days = selected.days.observed.len() as i64;
    answer.reasons = unfit(plan, selected);
    if !answer.reasons.is_empty() {
        return;
    }
    match excited(plan, selected) {
        Ok(told) => {
            answer.verdict = judge(plan, &told);
            answer.excitation = Some(told);
        }
        Err(refusal) => answer.reasons.push(format!("no fit can be had: {refusal}")),
    }
}

/// Supported where the interval lies beyond the margin; more reprisals than that moreover only where the
/// turned clock and the pairs near in space show them too.
fn judge(plan: &Plan, told: &Excitation) -> Verdict {
    let margin = plan.answer.margin;
    let (above, below) = (told.interval.low > margin, told.interval.high < margin);
    let near = told.near.first().is_some_and(|n| n.p <= 0.05);
    let shown = above && told.turned <= 0.05 && near;
    match plan.answer.direction {
        Direction::More if shown => Verdict::Supported,
        Direction::More if below => Verdict::Contradicted,
        Direction::Less if below => Verdict::Supported,
        Direction::Less if shown => Verdict::Contradicted,
        _ => Verdict::NotDistinguishable,
    }
}

/// An event: its day, its point, its row.
type Dated<'a> = (i64, (f64, f64), &'a str);

fn excited(plan: &Plan, selected: &Selected) -> Result<Excitation, Refusal> {
    let days = &selected.days;
    let (seed, (km, reach)) = (plan.answer.seed, plan.main().unwrap_or_default());
    let triggers = selected.episodes.iter().zip(&selected.ids);
    let mut triggers: Vec<Dated<'_>> = triggers
        .filter(|(e, _)| days.has(e.day))
        .map(|(e, id)| (e.day, e.point, id.as_str()))
        .collect();
    let responses = selected.responses.iter().zip(&selected.response_ids);
    let mut responses: Vec<Dated<'_>> =
        responses.map(|(r, id)| (r.day, r.point, id.as_str())).collect();
    for events in [&mut triggers, &mut responses] {
        events.sort_by(|a, b| (a.0, a.2.len(), a.2).cmp(&(b.0, b.2.len(), b.2)));
    }
    let span = (days.first as f64, (days.last() + 1) as f64);
    let reach = reach as f64;
    let knots = (((span.1 - span.0) / (KNOTS_APART * reach)) as usize + 1).min(MOST_KNOTS);
    let design = Design { knots, lags: (SHORTEST_LAG, reach.max(2.0 * SHORTEST_LAG)) };
    let (pair, best) = middle([&triggers, &responses], span, &design, seed)?;
    let within = TURNED_WITHIN * reach;
    let turned = hawkes::jittered(&pair, &design, (0, 1), within, TURNS, seed)?;
    let interval = |way: (usize, usize)| {
        let told = hawkes::interval(&pair, &design, &best, way, 0.95)?;
        Ok::<Interval, Refusal>(Interval { low: told.0, high: told.1 })
    };
    let fits = hawkes::rescaled(&pair, &best).map(|(_, p)| p);
    let mut near = Vec::new();
    for &km in &plan.windows.km {
        for &t in &plan.windows.days {
            let breaks = [-t, 0, 1, t + 1];
            let cells = across(&triggers, &responses, days, km, &breaks, seed)?;
            near.push(Near {
                km,
                days: t,
                pairs: [0, 1, 2].map(|n: usize| cells[n].observed),
                expected: [0, 1, 2].map(|n: usize| cells[n].mean),
                p: cells[2].p_more,
            });
        }
    }
    let longest = longest(plan);
    let breaks: Vec<i64> = (-longest..=longest + 1).collect();
    let by_day = across(&triggers, &responses, days, km, &breaks, seed)?;
    let lags = breaks.iter().zip(&by_day);
    let lag = |(days, cell): (&i64, &knox::CrossCell)| Lag {
        days: *days,
        pairs: cell.observed,
        expected: cell.mean,
    };
    let named = |kind: Kind| move |e: &Dated<'_>| (kind, e.2.to_owned(), e.0);
    let events = triggers.iter().map(named(Kind::First));
    Ok(Excitation {
        triggers: triggers.len(),
        responses: responses.len(),
        answered: best.branching[0][1],
        interval: interval((0, 1))?,
        lag: best.lags[1],
        back: best.branching[1][0],
        back_interval: interval((1, 0))?,
        turned: turned.p,
        turned_within: within as i64,
        knots_apart: ((span.1 - span.0) / (knots.max(2) - 1) as f64) as i64,
        fits,
        near,
        lags: lags.map(lag).collect(),
        events: events
            .chain(responses.iter().map(named(Kind::Second)))
            .map(|(kind, row, day)| (kind, row, date(day)))
            .collect(),
    })
}

/// Of several ways to put events at moments of their days, the one whose excitation is in the middle.
fn middle(
    events: [&[Dated<'_>]; 2],
    span: (f64, f64),
    design: &Design,
    seed: u64,
) -> Result<(Pair, Fit), Refusal> {
    let of = |kind: usize| events[kind].iter().map(|e| e.0).collect::<Vec<i64>>();
    let days = [of(0), of(1)];
    let mut fits = Vec::new();
    for n in 0..SPREADS {
        let mut rng = num::stream(seed, n);
        let times = [0, 1].map(|kind: usize| hawkes::spread(&days[kind], &mut rng));
        let pair = Pair { times, span };
        let fit = hawkes::fit(&pair, design, Hold::Nothing)?;
        fits.push((pair, fit));
    }
    fits.sort_by(|a, b| a.1.branching[0][1].total_cmp(&b.1.branching[0][1]));
    Ok(fits.swap_remove(fits.len() / 2))
}

/// Pairs within a radius, by lag.
fn across(
    triggers: &[Dated<'_>],
    responses: &[Dated<'_>],
    days: &khaldun_stats::contrast::Days,
    km: f64,
    breaks: &[i64],
    seed: u64,
) -> Result<Vec<knox::CrossCell>, Refusal> {
    let split = |events: &[Dated<'_>]| -> (Vec<(f64, f64)>, Vec<i64>) {
        events.iter().map(|e| (e.1, e.0)).unzip()
    };
    let (a, b) = (split(triggers), split(responses));
    let period = (days.first, days.last() + 1);
    // A band takes its lower end in and leaves its upper end out; the radius itself belongs to it.
    let space = [0.0, km * (1.0 + 1e-9)];
    let told = knox::cross(
        (&a.0, &a.1),
        (&b.0, &b.1),
        Metric::Sphere,
        &space,
        breaks,
        period,
        TURNS,
        seed,
    )?;
    Ok(told.cells.into_iter().next().unwrap_or_default())
}
