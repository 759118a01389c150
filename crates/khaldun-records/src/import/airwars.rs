//! Airwars-like incident tables: alleged harm to civilians by strikes.

use super::format::Format;
use super::rows::Row;
use crate::{Declared, Event, Manifest, Toll};
use khaldun_model::{Plover, Window};

pub(crate) struct Airwars;

impl Format for Airwars {
    fn title(&self) -> &'static str {
        "Airwars incidents"
    }

    fn columns(&self) -> &[&str] {
        &[
            "code",
            "date",
            "date_end",
            "location_en",
            "latitude",
            "longitude",
            "geo_accuracy",
            "belligerents",
            "harm_status",
            "civ_killed_min",
            "civ_killed_max",
        ]
    }

    fn manifest(&self) -> Manifest {
        Manifest {
            name: "airwars".to_owned(),
            title: "Airwars incidents of alleged harm to civilians".to_owned(),
            version: "not stated in the file".to_owned(),
            licence: "no open licence known".to_owned(),
            rows_may_be_shown: false,
            ..Manifest::default()
        }
    }

    fn declared(&self) -> Declared {
        Declared {
            needs_civilian_harm: true,
            kinds: vec![Plover::Assault],
            thresholds: vec![
                "harm to civilians by a strike is alleged by at least one source".to_owned(),
            ],
            blind_spots: vec![
                "strikes on fighters, oil or empty ground are absent by design".to_owned(),
                "several belligerents in one field: claimed against each, in no order".to_owned(),
                "its sources are often local monitors whom other sets use too".to_owned(),
            ],
            ..Declared::default()
        }
    }

    fn event(&self, row: &Row<'_>) -> Result<Event, String> {
        let start = row.day("date")?.ok_or("column date is empty")?;
        if start.year() == 1970 {
            return Err("column date: 1970-01-01 stands for a date not known".to_owned());
        }
        let end = row.day("date_end")?.unwrap_or(start).max(start);
        let mut event = Event::new(row.get("code"), Window { start, end }, row.line);
        row.get("date_type").clone_into(&mut event.date_precision);
        event.point = row.point("latitude", "longitude")?;
        let accuracy = row.get("geo_accuracy");
        event.radius_km = radius(accuracy);
        event.place = [row.get("location_en"), row.get("location_ar")]
            .into_iter()
            .flat_map(|s| s.split(','))
            .map(str::trim)
            .filter(|s| !s.is_empty())
            .map(str::to_owned)
            .collect();
        event.country = event.point.and_then(|_| row.country("country")).or_else(|| {
            // The layout has no country: the table is Syria's where its provinces are.
            (!row.get("governorate").is_empty()).then(|| "SY".to_owned())
        });
        event.actors = row.list("belligerents", ",").into_iter().map(|b| belligerent(&b)).collect();
        event.targets = vec!["civilians".to_owned()];
        event.action = Some(Plover::Assault);
        let (low, high) = (row.number("civ_killed_min")?, row.number("civ_killed_max")?);
        event.deaths = low.or(high).map(|l| (l, high.unwrap_or(l)));
        if let Some((low, high)) = event.deaths {
            event.tolls.push(Toll { of: "civilians".to_owned(), low, high });
        }
        if let (Some(low), Some(high)) =
            (row.number("mil_killed_min")?, row.number("mil_killed_max")?)
        {
            event.tolls.push(Toll { of: "fighters".to_owned(), low, high });
        }
        event.strikes = row.number("total_strikes")?.filter(|n| *n > 0.0);
        let what = [row.get("strike_type"), row.get("infrastructure")].join(" ");
        what.trim().clone_into(&mut event.what);
        event.outcome = row.get("harm_status").to_lowercase();
        event.verified = format!(
            "{}; strike {}",
            row.get("harm_status"),
            row.get("strike_status").to_lowercase()
        );
        event.sources = vec!["Airwars".to_owned()];
        Ok(event)
    }
}

/// How far off the point may be, in km, from the table's own word.
fn radius(accuracy: &str) -> f64 {
    let word = accuracy.to_lowercase();
    match word.as_str() {
        w if w.starts_with("within") || w.starts_with("exact") || w.contains("street") => 2.0,
        w if w.contains("neighbourhood") || w.contains("landmark") => 4.0,
        w if w.contains("village") => 5.0,
        w if w.contains("town") => 6.0,
        w if w.contains("city") => 10.0,
        w if w.contains("subdistrict") => 20.0,
        w if w.contains("district") => 35.0,
        w if w.contains("province") || w.contains("governorate") => 90.0,
        _ => 15.0,
    }
}

/// The table's names for belligerents as accounts name them.
fn belligerent(name: &str) -> String {
    match name {
        "U.S.-led Coalition" | "US-led Coalition" => "US-led coalition".to_owned(),
        "US Forces" => "United States".to_owned(),
        _ => match name.rsplit_once(' ') {
            Some((of, "Military" | "Regime")) => format!("{of} armed forces"),
            _ => name.to_owned(),
        },
    }
}
