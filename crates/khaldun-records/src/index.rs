//! Rows by place and time, in memory.

use crate::events::Events;
use khaldun_model::{Window, km_between};
use std::collections::BTreeMap;

/// Rows whose point stands for more than this are kept apart: they are few, and every search must
/// look at those of its days.
const WIDE_KM: f64 = 130.0;

/// Kilometres a degree of latitude.
const DEGREE: f64 = 111.2;

/// Where and when to look.
#[derive(Clone, Copy, Debug)]
pub struct Look {
    /// The days.
    pub window: Window,
    /// A point and how far around it rows may lie; the row's own radius is added to it.
    pub around: Option<((f64, f64), f64)>,
}

/// An index over the rows of a set: cells of one degree, within a cell by first day.
#[derive(Debug)]
pub struct Index {
    cells: BTreeMap<(i16, i16), Cell>,
    wide: Cell,
    all: Cell,
}

/// Rows by first day, with the longest of them, so that a search knows how far back to begin.
#[derive(Debug, Default)]
struct Cell {
    rows: Vec<(Window, u32)>,
    longest: i64,
}

impl Cell {
    fn add(&mut self, window: Window, row: u32) {
        self.rows.push((window, row));
        self.longest = self.longest.max(window.days());
    }

    fn sort(&mut self) {
        self.rows.sort_unstable();
    }

    fn meeting(&self, window: Window) -> impl Iterator<Item = u32> + '_ {
        use jiff::ToSpan as _;
        let from = window.start.saturating_sub(self.longest.days());
        let first = self.rows.partition_point(|(w, _)| w.start < from);
        let rows = self.rows[first..].iter().take_while(move |(w, _)| w.start <= window.end);
        rows.filter(move |(w, _)| w.meets(window)).map(|(_, row)| *row)
    }
}

fn cell_of(lat: f64, lon: f64) -> (i16, i16) {
    (lat.floor() as i16, lon.floor() as i16)
}

impl Index {
    /// Indexes the rows of a set.
    pub fn new(events: &Events) -> Self {
        let mut index =
            Self { cells: BTreeMap::new(), wide: Cell::default(), all: Cell::default() };
        for (row, event) in events.iter().enumerate() {
            let row = row as u32;
            index.all.add(event.window, row);
            match event.point {
                Some((lat, lon)) if event.radius_km <= WIDE_KM => {
                    index.cells.entry(cell_of(lat, lon)).or_default().add(event.window, row);
                }
                _ => index.wide.add(event.window, row),
            }
        }
        index.cells.values_mut().for_each(Cell::sort);
        index.wide.sort();
        index.all.sort();
        index
    }

    /// The rows that meet the days and may lie within reach, in the order of the set. Rows without
    /// a point, or with a point for a whole province, are among them whatever their distance.
    pub fn find(&self, events: &Events, look: Look) -> Vec<usize> {
        let mut found: Vec<u32> = match look.around {
            None => self.all.meeting(look.window).collect(),
            Some((point, km)) => {
                let near = self.near(look.window, point, km + WIDE_KM);
                let within = |row: &u32| {
                    let spot = events.spot(*row as usize);
                    spot.is_some_and(|(p, radius)| km_between(p, point) <= km + radius)
                };
                near.into_iter().filter(within).chain(self.wide.meeting(look.window)).collect()
            }
        };
        found.sort_unstable();
        found.dedup();
        found.into_iter().map(|row| row as usize).collect()
    }

    fn near(&self, window: Window, (lat, lon): (f64, f64), km: f64) -> Vec<u32> {
        let up = (km / DEGREE).ceil() as i16 + 1;
        let (south, north) = (lat.floor() as i16 - up, lat.floor() as i16 + up);
        // Degrees of longitude shrink towards the poles; near them the whole circle is searched.
        let farthest = (f64::from(south.abs().max((north + 1).abs()))).min(90.0).to_radians().cos();
        let across = if farthest * DEGREE * 170.0 <= km {
            180
        } else {
            (km / (DEGREE * farthest)).ceil() as i16 + 1
        };
        let column = lon.floor() as i16;
        let mut rows = Vec::new();
        for y in south..=north {
            let columns: std::collections::BTreeSet<i16> = (column - across..=column + across)
                .map(|x| (x + 180).rem_euclid(360) - 180)
                .collect();
            for x in columns {
                if let Some(cell) = self.cells.get(&(y, x)) {
                    rows.extend(cell.meeting(window));
                }
            }
        }
        rows
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Event;
    use jiff::ToSpan as _;
    use jiff::civil::date;
    use proptest::prelude::*;

    fn event(n: usize, lat: f64, lon: f64, day: i64, days: i64, radius: f64) -> Event {
        let start = date(2015, 1, 1).saturating_add(day.days());
        let mut event =
            Event::new(n.to_string(), Window { start, end: start.saturating_add(days.days()) }, 1);
        event.point = Some((lat, if lon >= 180.0 { -180.0 } else { lon }));
        event.radius_km = radius;
        event
    }

    proptest! {
        /// The index finds what a walk over all rows finds, across cell borders, the date line and
        /// the poles.
        #[test]
        fn it_agrees_with_a_walk(
            rows in prop::collection::vec((-90.0..=90.0_f64, -180.0..180.0_f64, 0..40_i64, 0..9_i64, 0.0..120.0_f64), 0..80),
            lat in -90.0..=90.0_f64, lon in -180.0..180.0_f64, km in 0.0..900.0_f64,
            day in 0..40_i64, days in 0..20_i64,
        ) {
            let events: Events = rows.iter().enumerate().map(|(n, r)| event(n, r.0, r.1, r.2, r.3, r.4)).collect();
            let start = date(2015, 1, 1).saturating_add(day.days());
            let window = Window { start, end: start.saturating_add(days.days()) };
            let index = Index::new(&events);
            let found = index.find(&events, Look { window, around: Some(((lat, lon), km)) });
            let walked: Vec<usize> = events.iter().enumerate()
                .filter(|(_, e)| e.window.meets(window) && e.point.is_some_and(|p| km_between(p, (lat, lon)) <= km + e.radius_km))
                .map(|(n, _)| n).collect();
            prop_assert_eq!(found, walked);
        }
    }

    #[test]
    fn it_looks_across_the_date_line() {
        let events = [event(0, -17.0, 179.9, 0, 0, 5.0), event(1, -17.0, -179.9, 0, 0, 5.0)];
        let events: Events = events.into_iter().collect();
        let window = Window::day(date(2015, 1, 1));
        let found = Index::new(&events)
            .find(&events, Look { window, around: Some(((-17.0, 179.95), 30.0)) });
        assert_eq!(found, [0, 1]);
    }
}
