//! The built-in starter record: 604 dated events of eight theatres, compiled for this project.

use super::format::Format;
use super::rows::Row;
use crate::{Declared, Event, Manifest, RecordSet, Standing, Tally};
use khaldun_model::{Plover, Window};
use std::fmt::Write as _;

const LEVANT: &str = include_str!("../../../../data/starter/levant-2003-2017.csv");
const OTHERS: &str = include_str!("../../../../data/starter/other-conflicts.csv");

/// The record that is built into the program.
///
/// # Panics
/// Never at run time: a test reads both files to the last row.
pub fn starter() -> RecordSet {
    let files = [("levant-2003-2017.csv", LEVANT), ("other-conflicts.csv", OTHERS)];
    let (mut events, mut tally, mut notes, mut sums) =
        (Vec::new(), Tally::default(), Vec::new(), String::new());
    for (file, text) in files {
        let Ok(set) = super::read_text(file, text) else { continue };
        let _ = write!(sums, "{}{}", if sums.is_empty() { "" } else { " " }, set.manifest.sha256);
        events.extend(&set.events);
        tally.read += set.tally.read;
        tally.refused += set.tally.refused;
        notes.extend(set.notes);
    }
    let manifest = Manifest { sha256: sums, ..Starter.manifest() };
    RecordSet::new(manifest, Starter.declared(), events, tally, notes)
}

/// The layout of the starter files; other files of the same columns are read too.
pub(crate) struct Starter;

impl Format for Starter {
    fn title(&self) -> &'static str {
        "the starter layout"
    }

    fn columns(&self) -> &[&str] {
        &[
            "id",
            "date_start",
            "date_end",
            "date_precision",
            "place",
            "lat",
            "lon",
            "place_precision",
            "actors",
            "targets",
            "action",
            "what",
            "verified",
        ]
    }

    fn manifest(&self) -> Manifest {
        Manifest {
            name: "starter".to_owned(),
            title: "Starter record: a small selection of events of eight conflicts, built in"
                .to_owned(),
            version: "1".to_owned(),
            licence: "CC0-1.0".to_owned(),
            rows_may_be_shown: true,
            ..Manifest::default()
        }
    }

    fn declared(&self) -> Declared {
        Declared {
            selection: true,
            thresholds: vec![
                "chosen by the compiler, contested events above all; not every event of a kind".to_owned(),
            ],
            blind_spots: vec![
                "frequencies say nothing: which events are in is a choice".to_owned(),
                "sources are almost all in English; no second reader has checked the rows".to_owned(),
                "rows marked `general` were written from general knowledge, their sources not opened".to_owned(),
                "figures may span rival sources, mix fighters and civilians, or cover a whole battle".to_owned(),
            ],
            ..Declared::default()
        }
    }

    fn event(&self, row: &Row<'_>) -> Result<Event, String> {
        let start = row.day("date_start")?.ok_or("column date_start is empty")?;
        let end = row.day("date_end")?.unwrap_or(start);
        if end < start {
            return Err(format!("it ends ({end}) before it begins ({start})"));
        }
        let mut event =
            Event::new(row.get("id"), widened(start, end, row.get("date_precision")), row.line);
        row.get("date_precision").clone_into(&mut event.date_precision);
        event.place = std::iter::once(row.get("place").to_owned())
            .chain(row.list("other_spellings", ";"))
            .filter(|s| !s.is_empty())
            .collect();
        event.country = Some(row.get("country").to_owned()).filter(|c| !c.is_empty());
        event.point = row.point("lat", "lon")?;
        event.radius_km = radius(row.get("place_precision"));
        for (column, targets) in [("actors", false), ("targets", true)] {
            for cell in row.list(column, ";") {
                let (name, word) = strip(&cell);
                if let Some(word) = word {
                    event.standing.push(Standing { name: name.clone(), word });
                }
                if targets { event.targets.push(name) } else { event.actors.push(name) }
            }
        }
        let action = row.get("action");
        event.action = Plover::parse(action);
        if event.action.is_none() && !action.is_empty() {
            return Err(format!("column action: \"{action}\" is no PLOVER class"));
        }
        row.get("what").clone_into(&mut event.what);
        row.get("outcome").clone_into(&mut event.outcome);
        event.deaths = match (row.number("deaths_low")?, row.number("deaths_high")?) {
            (Some(low), high) => Some((low, high.unwrap_or(low))),
            (None, Some(high)) => Some((high, high)),
            (None, None) => None,
        };
        row.get("deaths_by").clone_into(&mut event.deaths_by);
        event.sources = row.list("sources", ";");
        row.get("verified").clone_into(&mut event.verified);
        Ok(event)
    }
}

/// "few-days" on equal dates is read as "about that day": two days either way.
fn widened(start: jiff::civil::Date, end: jiff::civil::Date, precision: &str) -> Window {
    use jiff::ToSpan as _;
    if precision == "few-days" && start == end {
        return Window { start: start.saturating_sub(2.days()), end: end.saturating_add(2.days()) };
    }
    Window { start, end }
}

/// How far off a point of that precision may be, in km; a town's row may lie anywhere in the town.
fn radius(precision: &str) -> f64 {
    match precision {
        "site" => 3.0,
        "town" => 8.0,
        "district" => 25.0,
        "province" => 90.0,
        "country" => 500.0,
        _ => 10.0,
    }
}

/// "Wagner Group (accused)" is Wagner Group, named with the standing "accused". Brackets that
/// are part of a name ("Red Berets (Mali)") stay.
fn strip(cell: &str) -> (String, Option<String>) {
    const WORDS: [&str; 4] = ["accused", "claimed", "disputed", "UN finding"];
    let cut = cell.strip_suffix(')').and_then(|c| c.rsplit_once(" ("));
    match cut {
        Some((name, word)) if WORDS.contains(&word) || word.starts_with("per ") => {
            (name.trim().to_owned(), Some(word.to_owned()))
        }
        _ => (cell.to_owned(), None),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_row_is_read() {
        let set = starter();
        assert_eq!(set.notes, Vec::new());
        assert_eq!((set.tally.read, set.tally.refused), (604, 0));
        assert!(set.events.iter().all(|e| e.point.is_some() && e.action.is_some()));
        assert!(set.events.iter().all(|e| !e.verified.is_empty() && !e.sources.is_empty()));
        assert_eq!(set.manifest.sha256.len(), 129);
    }

    #[test]
    fn the_standing_of_an_attribution_is_kept_apart_from_the_name() {
        let with = |c: &str| strip(c);
        assert_eq!(with("Wagner Group (accused)"), ("Wagner Group".into(), Some("accused".into())));
        assert_eq!(with("Parachutists (Red Berets)").1, None);
        let set = starter();
        assert!(set.events.iter().any(|e| e.standing.iter().any(|s| s.word == "accused")));
        assert!(set.events.iter().all(|e| e.parties().all(|n| !n.contains("(accused)"))));
    }
}
