//! What is wrong with a plan, before anything is counted.

use super::{Plan, Rows};
use khaldun_match::{Relations, Tie};
use khaldun_model::Plover;
use khaldun_records::RecordSet;

/// Why a plan cannot be tested with these sets, and what to do.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Problem {
    /// Where in the plan.
    pub key: String,
    /// What is wrong.
    pub what: String,
    /// What to do.
    pub help: String,
}

impl Problem {
    fn new(key: impl Into<String>, what: impl Into<String>, help: impl Into<String>) -> Self {
        Self { key: key.into(), what: what.into(), help: help.into() }
    }
}

/// What is wrong with a plan: open places, numbers out of range, sets that are not there, actors that
/// a set cannot hold.
pub fn problems(plan: &Plan, sets: &[&RecordSet], relations: &dyn Relations) -> Vec<Problem> {
    let mut found = Vec::new();
    if plan.windows.km.is_empty() || plan.windows.km.iter().any(|km| !(0.1..=500.0).contains(km)) {
        found.push(Problem::new(
            "windows.km",
            "radii must lie between 0.1 and 500 km",
            "name at least one",
        ));
    }
    if plan.windows.days.is_empty() || plan.windows.days.iter().any(|d| !(1..=365).contains(d)) {
        found.push(Problem::new(
            "windows.days",
            "lengths must lie between 1 and 365 days",
            "name at least one",
        ));
    }
    let margin = plan.answer.margin;
    let fits = match plan.answer.direction {
        super::Direction::Less => margin > 0.0 && margin <= 1.0,
        super::Direction::More => margin >= 1.0 && margin.is_finite(),
    };
    if !fits {
        found.push(Problem::new(
            "answer.margin",
            format!("a margin of {margin} does not fit the direction"),
            "for less, give a ratio of at most 1; for more, one of at least 1",
        ));
    }
    for (key, rows) in
        [("response", &plan.response), ("trigger", &plan.trigger), ("contrast", &plan.contrast)]
    {
        rows_problems(key, rows, sets, relations, &mut found);
    }
    if plan.trigger == plan.contrast {
        found.push(Problem::new(
            "contrast",
            "it takes the same rows as the trigger",
            "say against which events the trigger is held",
        ));
    }
    found
}

fn rows_problems(
    key: &str,
    rows: &Rows,
    sets: &[&RecordSet],
    relations: &dyn Relations,
    found: &mut Vec<Problem>,
) {
    if rows.set.is_empty() {
        found.push(Problem::new(
            format!("{key}.set"),
            "no record set is named",
            "name one, as `khaldun records list` has it",
        ));
        return;
    }
    if rows.parties.is_empty() && rows.actors.is_empty() {
        found.push(Problem::new(
            key,
            "neither parties nor actors are named",
            "fill in who takes part in these rows",
        ));
    }
    if let Some(act) = rows.acts.iter().find(|a| Plover::parse(a).is_none()) {
        found.push(Problem::new(
            format!("{key}.acts"),
            format!("{act} is no class of act"),
            "docs/plover.md lists the classes",
        ));
    }
    let own: Vec<&&RecordSet> = sets.iter().filter(|s| s.manifest.name == rows.set).collect();
    if own.is_empty() {
        found.push(Problem::new(
            format!("{key}.set"),
            format!("no set {} was given", rows.set),
            "give its file with --records",
        ));
        return;
    }
    for name in rows.parties.iter().chain(&rows.actors) {
        let holds = own
            .iter()
            .any(|s| s.coverage.sides.iter().any(|(side, _)| names(name, side, relations)));
        if holds {
            continue;
        }
        let declared = &own[0].coverage.declared;
        let never = declared.never_sides.iter().any(|n| names(name, n, relations));
        let why = if never {
            format!("{} never files {name} as a side", rows.set)
        } else if !declared.only_actors.is_empty() {
            format!(
                "{} follows the acts of {} alone, not of {name}",
                rows.set,
                declared.only_actors.join(", ")
            )
        } else {
            format!("no row of {} names {name}", rows.set)
        };
        found.push(Problem::new(
            key,
            why,
            "absence from such a set says nothing: name another set",
        ));
    }
}

/// Whether a name of the plan and a name of a row are one actor's.
pub(crate) fn names(planned: &str, filed: &str, relations: &dyn Relations) -> bool {
    planned.to_lowercase() == filed.to_lowercase()
        || matches!(relations.tie(planned, filed, None), Some(Tie::Same(_)))
}
