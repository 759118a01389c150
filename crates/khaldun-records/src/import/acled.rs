//! ACLED exports, old numeric and new text layouts, by column name.
//!
//! `actor1` and `actor2` imply no direction (ACLED codebook), except where the event type is
//! violence against civilians or a remote attack.

use super::format::Format;
use super::rows::Row;
use crate::{Declared, Event, Manifest};
use jiff::ToSpan as _;
use khaldun_model::{Plover, Window};

pub(crate) struct Acled;

impl Format for Acled {
    fn title(&self) -> &'static str {
        "ACLED"
    }

    fn columns(&self) -> &[&str] {
        &[
            "event_id_cnty",
            "event_date",
            "time_precision",
            "event_type",
            "actor1",
            "actor2",
            "country",
            "location",
            "latitude",
            "longitude",
            "geo_precision",
            "source",
            "notes",
            "fatalities",
        ]
    }

    fn manifest(&self) -> Manifest {
        Manifest {
            name: "acled".to_owned(),
            title: "Armed Conflict Location and Event Data (the user's own export)".to_owned(),
            version: "not stated in the file".to_owned(),
            licence: "ACLED terms: raw rows may not be published".to_owned(),
            rows_may_be_shown: false,
            ..Manifest::default()
        }
    }

    fn declared(&self) -> Declared {
        Declared {
            kinds: vec![
                Plover::Assault,
                Plover::Coerce,
                Plover::Protest,
                Plover::Mobilize,
                Plover::Agree,
            ],
            thresholds: vec![
                "political violence, demonstrations and some strategic developments".to_owned(),
            ],
            blind_spots: vec![
                "one figure of deaths a row, the most conservative report".to_owned(),
                "actor1 and actor2 stand in no direction in battles".to_owned(),
                "rows are revised and deleted weekly: keep the day of access".to_owned(),
            ],
            ..Declared::default()
        }
    }

    /// Rows are revised: the same event with two timestamps is two exports in one file. (The
    /// export by actor has a row a side, with one timestamp.)
    fn identity<'t>(&self, row: &Row<'t>) -> Option<(&'t str, u64)> {
        let stamp = row.get("timestamp").parse().ok()?;
        Some((row.get("event_id_cnty"), stamp))
    }

    fn event(&self, row: &Row<'_>) -> Result<Event, String> {
        let text = row.get("event_date");
        let day = super::value::day(text)
            .or_else(|_| super::value::day_by("DD-MM-YYYY", text))
            .map_err(|why| format!("column event_date: {why}"))?
            .ok_or("column event_date is empty")?;
        let slack = match row.get("time_precision") {
            "2" => 3,
            "3" => 15,
            _ => 0,
        };
        let window = Window {
            start: day.saturating_sub(slack.days()),
            end: day.saturating_add(slack.days()),
        };
        let mut event = Event::new(row.get("event_id_cnty"), window, row.line);
        event.date_precision = format!("time_precision {}", row.get("time_precision"));
        event.point = row.point("latitude", "longitude")?;
        event.radius_km = match row.get("geo_precision") {
            "1" => 5.0,
            "2" => 25.0,
            _ => 90.0,
        };
        event.place = vec![row.get("location").to_owned()];
        event.country = row.country("country");
        event.actors = [row.get("actor1"), row.get("assoc_actor_1")]
            .iter()
            .flat_map(|c| c.split(';'))
            .map(name)
            .filter(|s| !s.is_empty())
            .collect();
        event.targets = [row.get("actor2"), row.get("assoc_actor_2")]
            .iter()
            .flat_map(|c| c.split(';'))
            .map(name)
            .filter(|s| !s.is_empty())
            .collect();
        let kind = row.get("event_type").to_lowercase();
        event.directed = kind.starts_with("violence against") || kind.starts_with("explosions");
        event.action = action(&kind, &row.get("sub_event_type").to_lowercase());
        row.get("notes").clone_into(&mut event.what);
        event.best = row.number("fatalities")?;
        event.deaths = event.best.map(|n| (n, n));
        event.sources = row.list("source", ";");
        row.get("source_scale").clone_into(&mut event.verified);
        Ok(event)
    }
}

/// Actors carry years in brackets: "Military Forces of Syria (2000-2024)".
fn name(cell: &str) -> String {
    let cell = cell.trim();
    match cell.rsplit_once(" (") {
        Some((head, years)) if years.starts_with(|c: char| c.is_ascii_digit()) => {
            let rest = years.split_once(')').map_or("", |(_, r)| r);
            format!("{head}{rest}")
        }
        _ => cell.to_owned(),
    }
}

fn action(kind: &str, sub: &str) -> Option<Plover> {
    Some(match (kind, sub) {
        (_, "agreement") => Plover::Agree,
        (_, "arrests" | "abduction/forced disappearance" | "looting/property destruction") => {
            Plover::Coerce
        }
        ("battles" | "explosions/remote violence" | "violence against civilians", _) => {
            Plover::Assault
        }
        ("protests" | "riots", _) => Plover::Protest,
        ("strategic developments", _) => Plover::Mobilize,
        _ => return None,
    })
}
