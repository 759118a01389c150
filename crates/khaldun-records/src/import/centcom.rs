//! Bullets of CENTCOM and CJTF-OIR strike releases: one row a bullet.
//!
//! The `date` is the day of the release; the strikes were flown that day or the day before. A
//! bullet may name several places. Places have no coordinates: a table gives them.

use super::format::Format;
use super::places;
use super::rows::Row;
use super::value;
use crate::{Declared, Event, Manifest, country};
use jiff::ToSpan as _;
use khaldun_model::{Plover, Window};
use sha1::{Digest as _, Sha1};

pub(crate) struct Centcom;

impl Format for Centcom {
    fn title(&self) -> &'static str {
        "CENTCOM strike releases"
    }

    fn columns(&self) -> &[&str] {
        &["date", "country", "location", "number", "description", "line"]
    }

    fn manifest(&self) -> Manifest {
        Manifest {
            name: "centcom-oir".to_owned(),
            title: "Strike releases of US CENTCOM and CJTF-OIR, one row a bullet".to_owned(),
            version: "compiled file".to_owned(),
            licence: "US-PD".to_owned(),
            rows_may_be_shown: true,
            ..Manifest::default()
        }
    }

    fn declared(&self) -> Declared {
        Declared {
            daily: true,
            lag_days: 1,
            kinds: vec![Plover::Assault],
            only_actors: vec!["US-led coalition".to_owned(), "United States".to_owned()],
            thresholds: vec!["strikes that the coalition itself announced".to_owned()],
            blind_spots: vec![
                "the dates are of the releases, one day after the strikes as a rule".to_owned(),
                "no deaths are told; corrections of later releases are not applied".to_owned(),
                "a strike is one or more engagements in roughly one place".to_owned(),
            ],
            ..Declared::default()
        }
    }

    fn event(&self, row: &Row<'_>) -> Result<Event, String> {
        let text = row.get("date");
        let release = value::day_by("MM/DD/YYYY", text)
            .or_else(|_| value::day(text))
            .map_err(|why| format!("column date: {why}"))?
            .ok_or("column date is empty")?;
        let window = Window { start: release.saturating_sub(1.day()), end: release };
        let location = row.get("location");
        let id = format!("{release}|{location}|{}", short_sum(row.raw("line")));
        let mut event = Event::new(id, window, row.line);
        "day of the release and the day before".clone_into(&mut event.date_precision);
        let named = row.get("country").rsplit(',').next().unwrap_or("").trim();
        event.country = country::iso2(named);
        event.place = location.split(" and ").map(str::to_owned).collect();
        let points: Vec<_> = event
            .place
            .iter()
            .filter_map(|name| places::find(name, event.country.as_deref()))
            .collect();
        if let Some(first) = points.first() {
            // A bullet over two places lies between them: the radius reaches both.
            let n = points.len() as f64;
            let middle =
                |f: fn(&(f64, f64)) -> f64| points.iter().map(|p| f(&p.point)).sum::<f64>() / n;
            let middle = (middle(|p| p.0), middle(|p| p.1));
            event.point = Some(middle);
            let reach = khaldun_model::km_between(middle, first.point);
            event.radius_km = reach + first.radius_km;
            event.country = Some(first.country.clone());
            event.place.extend(first.names.iter().cloned());
        }
        event.actors = vec!["US-led coalition".to_owned()];
        event.targets = vec!["Islamic State".to_owned()];
        event.action = Some(Plover::Assault);
        row.get("line").trim_start_matches(['-', ' ', '*']).clone_into(&mut event.what);
        event.strikes = row.number("number")?;
        event.sources = vec!["CJTF-OIR release".to_owned()];
        "announced by the party itself".clone_into(&mut event.verified);
        Ok(event)
    }
}

/// The first eight hexadecimal digits of the SHA-1 of the bullet: the rows have no id of their own.
fn short_sum(line: &str) -> String {
    let sum = Sha1::digest(line.as_bytes());
    khaldun_text::hex(&sum[..4])
}

#[cfg(test)]
mod tests {
    use super::super::read_text;

    const HEAD: &str = "date,country,location,number,manually_edited,description,line\n";

    #[test]
    fn a_bullet_with_two_places_reaches_both() {
        let row = "06/02/2015,Iraq,Tikrit and Samarra,2,,x,\"- Near Tikrit and Samarra, two strikes struck a bridge.\"\n";
        let set = read_text("c.csv", &format!("{HEAD}{row}")).unwrap();
        let event = &set.events[0];
        assert_eq!(event.window.days(), 2);
        assert!(event.id.starts_with("2015-06-02|Tikrit and Samarra|"));
        assert!(event.radius_km > 20.0 && event.strikes == Some(2.0));
    }

    #[test]
    fn days_without_a_release_are_gaps() {
        let row = |d: &str| format!("{d},Iraq,Tikrit,1,,x,\"- Near Tikrit, one strike.\"\n");
        let set = read_text("c.csv", &format!("{HEAD}{}{}", row("06/02/2015"), row("06/05/2015")))
            .unwrap();
        assert_eq!(set.coverage.gaps.len(), 1);
        assert_eq!(set.coverage.gaps[0].days(), 2);
    }
}
