//! POLECAT weekly files, by their published columns.
//!
//! **Unverified:** written from the published list of columns; no file of the set was at hand.
//! Source: POLECAT weekly data, Harvard Dataverse doi:10.7910/DVN/AJGVIT.

use super::format::Format;
use super::rows::Row;
use super::value;
use crate::{Declared, Event, Manifest};
use khaldun_model::{Plover, Window};

pub(crate) struct Polecat;

impl Format for Polecat {
    fn title(&self) -> &'static str {
        "POLECAT (importer unverified)"
    }

    fn columns(&self) -> &[&str] {
        &[
            "Event ID",
            "Event Date",
            "Event Type",
            "Event Mode",
            "Actor Name",
            "Recipient Name",
            "Country",
            "Latitude",
            "Longitude",
        ]
    }

    fn manifest(&self) -> Manifest {
        Manifest {
            name: "polecat".to_owned(),
            title: "POLECAT events (importer written from the published columns, unverified)"
                .to_owned(),
            version: "not stated in the file".to_owned(),
            licence: "terms of the POLECAT dataverse, not checked".to_owned(),
            rows_may_be_shown: false,
            ..Manifest::default()
        }
    }

    fn declared(&self) -> Declared {
        Declared {
            thresholds: vec!["a news report that the machine could code".to_owned()],
            blind_spots: vec![
                "this importer was never tried on a file of the set: compare some rows".to_owned(),
                "a row is a report, not an event: several rows may tell of one".to_owned(),
                "actors may be given by country and sector alone".to_owned(),
            ],
            ..Declared::default()
        }
    }

    fn event(&self, row: &Row<'_>) -> Result<Event, String> {
        let day = row.day("Event Date")?.ok_or("column Event Date is empty")?;
        let mut event = Event::new(row.get("Event ID"), Window::day(day), row.line);
        "day".clone_into(&mut event.date_precision);
        let kind = row.get("Event Type");
        event.action = Plover::parse(&kind.to_uppercase());
        if event.action.is_none() && !kind.is_empty() {
            return Err(format!("Event Type: \"{}\" is no PLOVER class", value::short(kind)));
        }
        event.point = row.point("Latitude", "Longitude")?;
        let place = row.get("Placename");
        event.radius_km = match row.get("Feature Type") {
            f if f.starts_with("PPL") || !row.get("City").is_empty() => 15.0,
            f if f.starts_with("ADM2") || !row.get("District").is_empty() => 45.0,
            f if f.starts_with("ADM1") || !row.get("Province").is_empty() => 120.0,
            f if f.starts_with("PCL") => 500.0,
            _ => 60.0,
        };
        event.place = [place, row.get("City"), row.get("District"), row.get("Province")]
            .into_iter()
            .filter(|s| !s.is_empty() && *s != "None")
            .map(str::to_owned)
            .collect();
        event.place.dedup();
        event.country = row.country("Country");
        event.actors = party(row, "Actor");
        event.targets = party(row, "Recipient");
        let words = [kind, row.get("Event Mode"), row.get("Contexts")];
        event.what = words.into_iter().filter(|w| !w.is_empty()).collect::<Vec<_>>().join("; ");
        event.sources = row.list("Source", ";");
        "coded by a machine".clone_into(&mut event.verified);
        Ok(event)
    }
}

/// Names of an actor or recipient, or its country where it has none.
fn party(row: &Row<'_>, of: &str) -> Vec<String> {
    let names = row.list(&format!("{of} Name"), ";");
    let names: Vec<String> = names.into_iter().filter(|n| n != "None").collect();
    if !names.is_empty() {
        return names;
    }
    row.list(&format!("{of} Country"), ";").into_iter().filter(|n| n != "None").collect()
}

#[cfg(test)]
mod tests {
    use super::super::read_text;

    #[test]
    fn the_published_columns() {
        let head = "#!Event ID\tEvent Date\tEvent Type\tEvent Mode\tIntensity\tQuad Code\tContexts\tActor Name\tActor Country\tRecipient Name\tRecipient Country\tPlacename\tCity\tDistrict\tProvince\tCountry\tLatitude\tLongitude\tFeature Type\tSource\n";
        let row = "20200105-1\t2020-01-05\tASSAULT\tbeat\t-9.0\tMATERIAL CONFLICT\tcrime\tPolice\tKEN\tNone\tKEN\tKisumu\tKisumu\t\tKisumu County\tKEN\t-0.1\t34.75\tPPLA\tStandard\n";
        let set = read_text("p.tsv", &format!("{head}{row}")).unwrap();
        let event = &set.events[0];
        assert_eq!(event.actors, ["Police"]);
        assert_eq!(event.targets, ["KEN"]);
        assert_eq!(event.country.as_deref(), Some("KE"));
        assert_eq!(event.action, Some(khaldun_model::Plover::Assault));
    }
}
