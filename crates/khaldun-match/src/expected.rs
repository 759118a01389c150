//! What the set would be expected to hold: how often it has rows there, and of those parties.
//!
//! Absence weighs as much as the set is dense: a place where it has a row every other day is not a
//! place where it has one a year. The statement counts, and concludes nothing.

use crate::compare::Asked;
use crate::judge::Held;
use crate::name::Name;
use crate::party::Parties;
use jiff::ToSpan as _;
use khaldun_model::Window;
use khaldun_records::{Event, Look};
use std::collections::BTreeMap;

/// Kilometres around the claim's place in which rows are counted.
const AROUND_KM: f64 = 50.0;
/// Days on either side of the claim's window in which rows are counted.
const AROUND_DAYS: i64 = 183;

/// How often the set has rows around the claim's place and days, and with its parties: one or two
/// sentences, or none where the claim gives no place or no day.
pub(crate) fn around(asked: &Asked<'_>, held: &Held<'_>, parties: &Parties<'_>) -> String {
    let Some(days) = asked.question.window else { return String::new() };
    let window = Window {
        start: days.start.saturating_sub(AROUND_DAYS.days()),
        end: days.end.saturating_add(AROUND_DAYS.days()),
    };
    let spot = asked.question.places.iter().find_map(|p| p.point.filter(|_| !p.whole_country));
    let Some(point) = spot else { return String::new() };
    let events = &held.set.events;
    let found = held.index.find(events, Look { window, around: Some((point, AROUND_KM)) });
    let rows: Vec<&Event> =
        found.into_iter().map(|at| &events[at]).filter(|e| e.radius_km <= AROUND_KM).collect();
    if rows.is_empty() {
        return "Within 50 km it has no row at all in the half year on either side: how well it sees the place is not known."
            .to_owned();
    }
    let span = held.set.coverage.span.and_then(|s| s.meet(window)).unwrap_or(window).days();
    let often = match span as f64 / rows.len() as f64 {
        d if d < 1.5 => "about one a day".to_owned(),
        d => format!("about one in {d:.0} days"),
    };
    let count = rows.len();
    let with = with_parties(asked, &rows, parties);
    let n = if count == 1 { "1 row".to_owned() } else { format!("{count} rows") };
    format!("Within 50 km it has {n} in the half year on either side, {often}{with}.")
}

/// ", 12 of them with the Red Front": the rows that have one of the claim's parties.
fn with_parties(asked: &Asked<'_>, rows: &[&Event], parties: &Parties<'_>) -> String {
    let claimed = if asked.actors.is_empty() { &asked.targets } else { &asked.actors };
    let Some(first) = claimed.first() else { return String::new() };
    let mut met: BTreeMap<&str, bool> = BTreeMap::new();
    let mut count = 0;
    for event in rows {
        let has = event.parties().any(|side| {
            *met.entry(side)
                .or_insert_with(|| parties.meet(claimed, &[Name::read(side)], event).is_some())
        });
        count += usize::from(has);
    }
    let names =
        if claimed.len() == 1 { first.text.clone() } else { format!("{} or its kind", first.text) };
    match count {
        0 => format!(", none of them with {names}"),
        n => format!(", {n} of them with {names}"),
    }
}
