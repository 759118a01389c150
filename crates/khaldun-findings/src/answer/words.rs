//! The answer in words: a line, a paragraph, and what else would explain it.

use super::{Answer, Verdict};
use crate::plan::{Direction, Model as Answers, Plan};
use khaldun_stats::contrast::{Matched, Measure, Model};

/// In a line.
pub(super) fn headline(plan: &Plan, answer: &Answer) -> String {
    let verdict = answer.verdict.as_str();
    if let Some(reason) = answer.reasons.first() {
        return format!("{verdict}: {reason}");
    }
    match (plan.answer.model, main_wake(answer), &answer.effect) {
        (Answers::MatchedWake, Some((_, main)), _) => format!(
            "{verdict}: from before to after, the rate of {} changes {} times as much at {} as at {} (95 % interval {} to {})",
            plan.response.label,
            short(main.ratio),
            plan.trigger.label,
            plan.contrast.label,
            short(main.interval.low),
            short(main.interval.high)
        ),
        (Answers::Exposure, _, Some(effect)) => {
            format!("{verdict}: {}", ratio(plan, &effect.model))
        }
        _ => verdict.to_owned(),
    }
}

/// Matched wakes, and their measure in the main windows.
fn main_wake(answer: &Answer) -> Option<(&Matched, Measure)> {
    let wakes = answer.wakes.as_ref()?;
    Some((wakes, wakes.cells.first()?.alone?))
}

/// Where the interval lies.
fn stands(answer: &Answer) -> &'static str {
    match answer.verdict {
        Verdict::Supported => "The whole interval lies beyond that margin.",
        Verdict::Contradicted => "The whole interval lies short of that margin.",
        _ => "That does not decide it.",
    }
}

/// Matched wakes in words.
fn wakes(plan: &Plan, answer: &Answer) -> Vec<String> {
    let Some((wakes, main)) = main_wake(answer) else { return Vec::new() };
    let cell = wakes.cells[0];
    let told = |m: &Measure| {
        let interval = format!("{} to {}", short(m.interval.low), short(m.interval.high));
        format!("{} (95 % interval {interval}, p {})", short(m.ratio), chance(m.p))
    };
    let mut says = vec![format!(
        "Of {} trigger and {} contrast episodes, {} and {} have a wake of their own and a like of the other kind ({}). Among these the rate of {} changes from before to after by a factor that is {} times as large at triggers, with kinds dealt out anew {} times.",
        cell.episodes[0],
        cell.episodes[1],
        main.episodes[0],
        main.episodes[1],
        if wakes.matched_on.is_empty() {
            "too few to be matched".to_owned()
        } else {
            format!("matched on {}", wakes.matched_on.join(", "))
        },
        plan.response.label,
        told(&main),
        plan.answer.draws
    )];
    if let Some(m) = &wakes.placebo_earlier {
        let tail = if m.p <= 0.05 {
            ": the rates part already before the onset, so what follows it is not to be taken for an answer"
        } else {
            ""
        };
        says.push(format!(
            "With the onset {} days earlier the measure is {}{tail}.",
            cell.days,
            told(m)
        ));
    }
    if let Some(m) = &wakes.placebo_beside {
        says.push(format!("Between {} and {} km away it is {}.", cell.km, 2.0 * cell.km, told(m)));
    }
    if let Some(m) = &wakes.without_onset {
        says.push(format!("With the day of onset left out it is {}.", told(m)));
    }
    let adjusted = wakes.cells.iter().filter_map(|c| Some((c.p_adjusted?, c)));
    if let Some((p, c)) = adjusted.min_by(|a, b| a.0.total_cmp(&b.0)) {
        says.push(format!(
            "Over all {} pairs of windows the rates part most clearly within {} km and {} days (p {}, adjusted for their number).",
            wakes.cells.len(), c.km, c.days, chance(p)
        ));
    }
    if let Some(d) = wakes.detectable {
        says.push(format!(
            "A factor of {} or of {} would be found four times in five.",
            short(d),
            short(1.0 / d)
        ));
    }
    says
}

fn ratio(plan: &Plan, model: &Model) -> String {
    format!(
        "the rate of {} after {} is {} times that after {} (95 % interval {} to {})",
        plan.response.label,
        plan.trigger.label,
        short(model.ratio),
        plan.contrast.label,
        short(model.interval.low),
        short(model.interval.high)
    )
}

/// Two digits behind the point, or three significant ones.
pub(super) fn short(value: f64) -> String {
    if value.is_infinite() {
        return "∞".to_owned();
    }
    if value.is_nan() {
        return "unknown".to_owned();
    }
    if value != 0.0 && value.abs() < 0.1 { format!("{value:.4}") } else { format!("{value:.2}") }
}

/// A p-value: two digits, or that it is smaller than a ten-thousandth.
pub(super) fn chance(p: f64) -> String {
    if p < 0.0001 { "below 0.0001".to_owned() } else { short(p) }
}

/// In a paragraph.
pub(super) fn paragraph(plan: &Plan, answer: &Answer) -> String {
    let mut says: Vec<String> = Vec::new();
    let side = match plan.answer.direction {
        Direction::Less => "below",
        Direction::More => "above",
    };
    says.push(format!(
        "The claim would need the rate of {} after {} to be {side} {} times the rate after {}.",
        plan.response.label, plan.trigger.label, plan.answer.margin, plan.contrast.label
    ));
    if !answer.reasons.is_empty() {
        says.push(format!("This record cannot bear the test: {}.", answer.reasons.join("; ")));
    }
    if let Some(cell) = answer.cells.first() {
        says.push(format!(
            "Within {} km and {} days, {} responses were recorded after {} of {} trigger episodes ({} observed days) and {} after {} of {} contrast episodes ({} observed days); {} of {} days are observed.",
            cell.km, cell.days, cell.trigger.post, cell.trigger.eligible, cell.trigger.in_period,
            cell.trigger.post_days, cell.contrast.post, cell.contrast.eligible,
            cell.contrast.in_period, cell.contrast.post_days, answer.observed_days,
            answer.period_days
        ));
        says.push(format!(
            "The plain ratio of rates is {} after the episodes and {} before them.",
            short(cell.ratio.post),
            short(cell.ratio.pre)
        ));
    }
    if plan.answer.model == Answers::MatchedWake {
        let told = wakes(plan, answer);
        let decided = (!told.is_empty()).then(|| stands(answer).to_owned());
        says.extend(told);
        says.extend(decided);
    } else if let Some(effect) = &answer.effect {
        let m = &effect.model;
        says.push(format!(
            "With overlapping windows told apart, the ratio is {} (95 % interval {} to {}, p {}), each place compared with itself; leaving one place out it runs from {} to {}.",
            short(m.ratio), short(m.interval.low), short(m.interval.high), chance(m.p),
            short(effect.without_one_place.0), short(effect.without_one_place.1)
        ));
        says.push(stands(answer).to_owned());
        says.push(format!(
            "With these episodes and places, a ratio above one is found four times in five from {} on, one below from {} down.",
            short(effect.power.detectable), short(effect.power.detectable_below)
        ));
        if m.surroundings_interval.low > 1.0 || m.surroundings_interval.high < 1.0 {
            says.push(format!(
                "Around the episodes, outside the windows, the rates already stand as {} to 1 (95 % interval {} to {}): that part is no response.",
                short(m.surroundings), short(m.surroundings_interval.low), short(m.surroundings_interval.high)
            ));
        }
    }
    if let Some(c) = &answer.corrected {
        let [first, second, _] = c.detection.shares;
        says.push(format!(
            "Of the second list, the first holds {:.0} % near triggers and {:.0} % near contrast events; as recorded the ratio is {}, with that allowed for {} (95 % interval {} to {}).",
            first * 100.0, second * 100.0, short(c.recorded.ratio), short(c.model.ratio),
            short(c.model.interval.low), short(c.model.interval.high)
        ));
    }
    for s in &answer.silences {
        let bounds: Vec<String> = s
            .bounds
            .iter()
            .map(|(p, b)| format!("{} a day if {:.0} % are recorded", short(*b), p * 100.0))
            .collect();
        says.push(format!(
            "No response is recorded in {} observed days after {}; that leaves up to {} possible (95 % bound).",
            s.days, s.of, bounds.join(", ")
        ));
    }
    says.join(" ")
}

/// The same question asked otherwise: other models, a part of the rows, the largest and smallest place.
pub(super) fn beside(plan: &Plan, answer: &Answer) -> Vec<String> {
    let ratio = |m: &Model| {
        let Model { ratio, interval, .. } = m;
        format!("{} ({} to {})", short(*ratio), short(interval.low), short(interval.high))
    };
    let mut list = Vec::new();
    match (plan.answer.model, &answer.effect) {
        (Answers::MatchedWake, Some(effect)) => list.push(format!(
            "each place compared with itself, overlapping windows told apart: {}",
            ratio(&effect.model)
        )),
        (Answers::Exposure, _) => {
            let told = wakes(plan, answer).join(" ");
            if !told.is_empty() {
                list.push(format!("matched wakes. {told}"));
            }
        }
        _ => {}
    }
    if let Some(m) = &answer.without_surroundings {
        list.push(format!(
            "without allowing for a level of their own around episodes: {}",
            ratio(m)
        ));
    }
    if let Some(m) = &answer.second_opinion {
        list.push(format!(
            "among the places where {} happen, which one is chosen on a day: {}",
            plan.response.label,
            ratio(m)
        ));
    }
    for (origin, without) in &answer.without_origin {
        let told = without.as_ref().map_or_else(|| "no ratio can be had".to_owned(), ratio);
        list.push(format!("without the rows that rest on {origin} alone: {told}"));
    }
    list
}

/// What else would explain it.
pub(super) fn otherwise(plan: &Plan, answer: &Answer) -> Vec<String> {
    let mut list = Vec::new();
    if let Some(t) = answer.tipping {
        list.push(format!(
            "recording: if responses near {} were recorded {} times as often as near {}, the result would vanish",
            plan.trigger.label,
            short(t),
            plan.contrast.label
        ));
    }
    if answer.reasons.is_empty() {
        list.push("distance and means: the two kinds of events may lie at places that differ in reach; places are compared with themselves, so only changes over time at a place remain".to_owned());
        list.push("a common cause that sets in on the day of onset itself: an offensive of a third party, the weather, a truce".to_owned());
    }
    if plan.answer.model == Answers::MatchedWake && answer.reasons.is_empty() {
        list.push("unequal recording: where a share of 0.9 is recorded near the one kind and of 0.3 near the other, matched wakes read 1.15 where 1 is true, and 0.88 of their 95 % intervals hold the truth (simulated sets); the exposure model, beside it, holds it in 0.95".to_owned());
    }
    for set in answer.sets.iter().filter(|s| s.sides_only && s.name == plan.trigger.set) {
        list.push(format!(
            "what an event is: rows of {} say that there was fighting, not who began it",
            set.name
        ));
    }
    for set in &answer.sets {
        list.extend(set.not_seen.iter().map(|n| format!("{}: {n}", set.name)));
    }
    list
}
