//! Strikes counted by place and day: `id, date, place, strikes`.

use super::format::Format;
use super::places;
use super::rows::Row;
use crate::{Declared, Event, Manifest};
use khaldun_model::{Plover, Window};

pub(crate) struct PlaceDay;

impl Format for PlaceDay {
    fn title(&self) -> &'static str {
        "strikes by place and day"
    }

    fn columns(&self) -> &[&str] {
        &["id", "date", "place", "strikes"]
    }

    fn manifest(&self) -> Manifest {
        Manifest {
            name: "strikes-place-day".to_owned(),
            title: "Coalition strikes counted by place and day".to_owned(),
            version: "compiled file".to_owned(),
            licence: "not stated".to_owned(),
            rows_may_be_shown: false,
            ..Manifest::default()
        }
    }

    fn declared(&self) -> Declared {
        Declared {
            daily: true,
            kinds: vec![Plover::Assault],
            only_actors: vec!["US-led coalition".to_owned(), "United States".to_owned()],
            thresholds: vec!["strikes that the coalition itself announced".to_owned()],
            blind_spots: vec![
                "a count a place and day: no target, no outcome, no deaths".to_owned(),
            ],
            ..Declared::default()
        }
    }

    fn event(&self, row: &Row<'_>) -> Result<Event, String> {
        let day = row.day("date")?.ok_or("column date is empty")?;
        let mut event = Event::new(row.get("id"), Window::day(day), row.line);
        "day".clone_into(&mut event.date_precision);
        let place = row.get("place");
        event.place = vec![place.to_owned()];
        if let Some(named) = places::find(place, None) {
            event.point = Some(named.point);
            event.radius_km = named.radius_km;
            event.country = Some(named.country.clone());
            event.place.extend(named.names.iter().cloned());
        }
        event.actors = vec!["US-led coalition".to_owned()];
        event.targets = vec!["Islamic State".to_owned()];
        event.action = Some(Plover::Assault);
        event.strikes = row.number("strikes")?;
        event.what = format!("{} strikes near {place}", row.get("strikes"));
        event.sources = vec!["CJTF-OIR release".to_owned()];
        "derived from the party's own releases".clone_into(&mut event.verified);
        Ok(event)
    }
}
