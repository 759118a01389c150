//! What is wrong with a plan, before anything is counted.

use super::{Model, Plan, Rows};
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
    let mut found = ranges(plan);
    for (key, rows) in plan.parts() {
        rows_problems(key, rows, sets, relations, &mut found);
    }
    if plan.answer.model == Model::Excitation {
        if !plan.contrast.is_empty() {
            found.push(Problem::new(
                "contrast",
                "excitation holds triggers against their own clock, not against other events",
                "leave [contrast] out, or take another model",
            ));
        }
    } else if plan.trigger == plan.contrast {
        found.push(Problem::new(
            "contrast",
            "it takes the same rows as the trigger",
            "say against which events the trigger is held",
        ));
    }
    found
}

/// Numbers out of their range.
fn ranges(plan: &Plan) -> Vec<Problem> {
    let mut found = Vec::new();
    let mut expect = |fits: bool, key: &str, what: &str, help: &str| {
        if !fits {
            found.push(Problem::new(key, what, help));
        }
    };
    let windows = &plan.windows;
    expect(
        !windows.km.is_empty() && windows.km.iter().all(|km| (0.1..=500.0).contains(km)),
        "windows.km",
        "radii must lie between 0.1 and 500 km",
        "name at least one",
    );
    expect(
        !windows.days.is_empty() && windows.days.iter().all(|d| (1..=365).contains(d)),
        "windows.days",
        "lengths must lie between 1 and 365 days",
        "name at least one",
    );
    let cells = windows.km.len() * windows.days.len();
    expect(cells <= 100, "windows", "there are more than 100 pairs of windows", "leave some out");
    let twice = |v: &[f64]| (1..v.len()).any(|n| v[..n].contains(&v[n]));
    let days: Vec<f64> = windows.days.iter().map(|d| *d as f64).collect();
    expect(
        !twice(&windows.km) && !twice(&days),
        "windows",
        "a radius or a length stands twice",
        "leave one of the two out",
    );
    let episodes = &plan.episodes;
    expect(
        (0.0..=500.0).contains(&episodes.km) && (0..=365).contains(&episodes.days),
        "episodes",
        "rows are merged within 0 to 500 km and 0 to 365 days",
        "see [episodes] in docs/plans.md",
    );
    expect(
        plan.coverage.from.zip(plan.coverage.to).is_none_or(|(from, to)| from <= to),
        "coverage",
        "it ends before it begins",
        "change from and to over",
    );
    expect(
        (99..=100_000).contains(&plan.answer.draws),
        "answer.draws",
        "draws must lie between 99 and 100000",
        "10000 is usual",
    );
    let margin = plan.answer.margin;
    let (fits, help) = match (plan.answer.model, plan.answer.direction) {
        (Model::Excitation, _) => (
            margin > 0.0 && margin <= 100.0,
            "for excitation, give how many responses a trigger calls forth, say 0.1",
        ),
        (_, super::Direction::Less) => (
            margin > 0.0 && margin <= 1.0,
            "for less, give a ratio of at most 1; for more, one of at least 1",
        ),
        (_, super::Direction::More) => (
            margin >= 1.0 && margin.is_finite(),
            "for less, give a ratio of at most 1; for more, one of at least 1",
        ),
    };
    expect(
        fits,
        "answer.margin",
        &format!("a margin of {margin} does not fit the direction and the model"),
        help,
    );
    for (part, rows) in plan.parts() {
        for (name, p) in &rows.points {
            expect(
                (-90.0..=90.0).contains(&p.lat) && (-180.0..=180.0).contains(&p.lon),
                &format!("{part}.points"),
                &format!("{name} lies at {}, {}, which is on no globe", p.lat, p.lon),
                "give latitude (-90 to 90) and longitude (-180 to 180) in degrees",
            );
        }
        expect(
            rows.within_km.is_none_or(|km| km >= 0.0),
            &format!("{part}.within_km"),
            "a radius is never below 0",
            "leave it out to take all rows",
        );
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
    let count = |of: &dyn Fn(&RecordSet) -> usize| own.iter().map(|s| of(s)).sum::<usize>();
    let other = |wanted: &[String], held: &dyn Fn(&RecordSet) -> Vec<String>| {
        let none = count(&|s| held(s).iter().filter(|k| wanted.contains(k)).count()) == 0;
        (!wanted.is_empty() && none).then(|| held(own[0]).join(", "))
    };
    if let Some(kinds) =
        other(&rows.acts, &|s| s.coverage.kinds.iter().map(|(k, _)| k.clone()).collect())
    {
        found.push(Problem::new(
            format!("{key}.acts"),
            format!("no row of {} is of the class {}", rows.set, rows.acts.join(" or ")),
            format!("it has {kinds}"),
        ));
    }
    if let Some(countries) =
        other(&rows.countries, &|s| s.coverage.countries.iter().map(|(k, _)| k.clone()).collect())
    {
        found.push(Problem::new(
            format!("{key}.countries"),
            format!("no row of {} lies in {}", rows.set, rows.countries.join(" or ")),
            format!("it has rows in {countries}; leave countries out to take all"),
        ));
    }
    let given = |name: &String| sets.iter().any(|s| s.manifest.name == *name);
    if !rows.second_set.is_empty() && !given(&rows.second_set) {
        found.push(Problem::new(
            format!("{key}.second_set"),
            format!("no set {} was given", rows.second_set),
            "give its file with --records",
        ));
    }
    let filed = |name: &String| {
        own.iter().any(|s| s.coverage.sides.iter().any(|(side, _)| names(name, side, relations)))
    };
    for name in rows.parties.iter().chain(&rows.actors) {
        let holds = filed(name);
        // One that stands for, or behind, another of the same list that the set does hold.
        let other = rows.actors.iter().any(|o| {
            let tied = relations.tie(name, o, None).or_else(|| relations.tie(o, name, None));
            o != name && rows.actors.contains(name) && tied.is_some() && filed(o)
        });
        if holds || other {
            continue;
        }
        let declared = &own[0].coverage.declared;
        let never = declared.never_sides.iter().any(|n| names(name, n, relations));
        let follows = declared.only_actors.iter().any(|n| names(name, n, relations));
        let why = if never {
            format!("{} never files {name} as a side", rows.set)
        } else if follows {
            let sides: Vec<&str> =
                own[0].coverage.sides.iter().take(5).map(|(side, _)| side.as_str()).collect();
            format!(
                "{} follows the acts of {name}, but no row names it: its rows name {}",
                rows.set,
                sides.join(", ")
            )
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
