//! Latitude and longitude exchanged, where both are degrees that may be.
//!
//! A latitude beyond the pole gives a swap away at once; in most of Africa, Europe and the Near East it does not. There the
//! country that the rows name tells: its rows lie outside the boxes around it, and inside once exchanged.

use crate::Event;
use khaldun_basemap::{Basemap, Bounds};
use khaldun_diag::{Diagnostic, Severity, Source};
use std::collections::BTreeMap;

/// So many rows of one country are needed to tell a habit from a slip.
const ENOUGH: u64 = 3;

/// Degrees about a country's boxes that still count: coasts, and points set loosely.
const MARGIN: f64 = 1.0;

/// Rows by their countries.
#[derive(Default)]
pub(super) struct Swaps(BTreeMap<String, Country>);

struct Country {
    boxes: Vec<Bounds>,
    rows: u64,
    swapped: u64,
    first: u64,
}

impl Swaps {
    pub(super) fn see(&mut self, event: &Event) {
        let (Some(code), Some((lat, lon))) = (event.country.as_deref(), event.point) else {
            return;
        };
        if !self.0.contains_key(code) {
            let boxes = Basemap::builtin().boxes(code);
            self.0.insert(code.to_owned(), Country { boxes, rows: 0, swapped: 0, first: 0 });
        }
        let Some(country) = self.0.get_mut(code) else { return };
        let inside = |at| country.boxes.iter().any(|b| b.holds(at, MARGIN));
        let swapped = !inside((lat, lon)) && inside((lon, lat));
        country.rows += 1;
        if swapped {
            country.swapped += 1;
            if country.first == 0 {
                country.first = event.line;
            }
        }
    }

    /// A warning for each country most of whose rows lie in it only when exchanged.
    pub(super) fn notes(&self, file: &str) -> Vec<Diagnostic> {
        let most = |c: &&Country| c.rows >= ENOUGH && c.swapped * 2 > c.rows;
        let note = |(code, c): (&String, &Country)| {
            let source = Source::Line { file: file.to_owned(), line: c.first };
            let headline = format!(
                "latitude and longitude look exchanged: {} of {} rows of {code}, the first here",
                c.swapped, c.rows
            );
            Diagnostic::new("KH-REC-006", Severity::Warning, headline, source)
                .note("as they stand these points lie outside the country, exchanged inside it; they are kept as they stand")
                .help("exchange the two columns, or name them in a column map, and import again")
        };
        self.0.iter().filter(|(_, c)| most(c)).map(note).collect()
    }
}
