//! ICEWS coded event data, weekly and yearly files, 1995 to April 2023, by column name.
//!
//! Sources: ICEWS Coded Event Data (Boschee et al.), read with CAMEO codes; renamings of the
//! columns (`event_id`, `Event ID`) are the same to us.

use super::cameo;
use super::format::Format;
use super::rows::Row;
use super::value;
use crate::{Declared, Event, Manifest};
use khaldun_model::Window;

pub(crate) struct Icews;

impl Format for Icews {
    fn title(&self) -> &'static str {
        "ICEWS"
    }

    fn columns(&self) -> &[&str] {
        &[
            "Event ID",
            "Event Date",
            "Source Name",
            "Event Text",
            "CAMEO Code",
            "Intensity",
            "Target Name",
            "Country",
            "Latitude",
            "Longitude",
        ]
    }

    fn manifest(&self) -> Manifest {
        Manifest {
            name: "icews".to_owned(),
            title: "ICEWS coded event data".to_owned(),
            version: "not stated in the file".to_owned(),
            licence: "terms of the ICEWS dataverse, not checked".to_owned(),
            rows_may_be_shown: false,
            ..Manifest::default()
        }
    }

    fn declared(&self) -> Declared {
        Declared {
            thresholds: vec!["a sentence of a news report that the machine could code".to_owned()],
            blind_spots: vec![
                "a row is a report, not an event: several rows may tell of one".to_owned(),
                "the day is that of the report; the act may be earlier".to_owned(),
                "places are those of the sentence, at times only a country".to_owned(),
                "no deaths are told; the set ends in April 2023".to_owned(),
            ],
            ..Declared::default()
        }
    }

    fn event(&self, row: &Row<'_>) -> Result<Event, String> {
        let day = row.day("Event Date")?.ok_or("column Event Date is empty")?;
        let mut event = Event::new(row.get("Event ID"), Window::day(day), row.line);
        "day of the report".clone_into(&mut event.date_precision);
        let told = row.get("CAMEO Code");
        let (code, root) = cameo::code(told, row.number("Intensity")?)
            .ok_or_else(|| format!("CAMEO Code: \"{}\" is no code", value::short(told)))?;
        event.action = cameo::plover(&code, root);
        event.point = row.point("Latitude", "Longitude")?;
        let (city, district) = (row.get("City"), row.get("District"));
        let province = row.get("Province");
        event.radius_km = match () {
            () if !city.is_empty() => 15.0,
            () if !district.is_empty() => 45.0,
            () if !province.is_empty() => 120.0,
            () => 500.0,
        };
        event.place = [city, district, province]
            .into_iter()
            .filter(|s| !s.is_empty() && *s != "NULL")
            .map(str::to_owned)
            .collect();
        event.country = row.country("Country");
        event.actors = named(row.get("Source Name"));
        event.targets = named(row.get("Target Name"));
        event.what = format!("{} (CAMEO {code})", row.get("Event Text"));
        event.sources = named(row.get("Publisher"));
        "coded by a machine".clone_into(&mut event.verified);
        Ok(event)
    }
}

/// Names of nobody are nobody.
fn named(cell: &str) -> Vec<String> {
    let known = !matches!(cell, "" | "NULL" | "None" | "Unspecified Actor");
    known.then(|| cell.to_owned()).into_iter().collect()
}
