//! Record sets kept in a folder: Parquet by month and cell, replaced whole or not at all.
//!
//! ```text
//! STORE/ucdp-ged/current             the generation that counts, and the one before it
//! STORE/ucdp-ged/g-41c0…/set.json    manifest, coverage, tally, notes, list of files
//! STORE/ucdp-ged/g-41c0…/2016-09.parquet    rows that begin in that month, by cell
//! ```
//!
//! A generation is written beside the others and becomes current by the renaming of one small file;
//! whoever is stopped on the way leaves the old one as it was. The files come through a [`Shelf`]:
//! this crate opens none itself.

mod cell;
mod codec;
mod columns;
mod diff;
mod note;
mod shelf;
mod write;

pub use diff::{Change, Diff, compare};
pub use shelf::Shelf;
pub use write::{Added, Import};

use crate::error::Kind;
use crate::{Bounds, Coverage, Error, Event, Events, Manifest, RecordSet, Summary, Tally};
use khaldun_model::Window;
use serde::{Deserialize, Serialize};
use std::io;

/// The layout this program writes; one it does not know is refused, not guessed at.
const LAYOUT: u32 = 1;

/// What `set.json` holds.
#[derive(Clone, Debug, Serialize, Deserialize)]
struct Stored {
    layout: u32,
    manifest: Manifest,
    coverage: Coverage,
    tally: Tally,
    notes: Vec<note::Note>,
    /// Files with the month of their rows and their number.
    files: Vec<Part>,
    /// Days of the longest row: how far back a search must begin.
    longest_days: i64,
}

#[derive(Clone, Debug, Serialize, Deserialize)]
struct Part {
    name: String,
    year: i16,
    month: i8,
    rows: u64,
}

/// Which generation counts.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
struct Current {
    now: String,
    before: Option<String>,
}

/// Which rows are wanted.
#[derive(Clone, Copy, Debug, Default)]
pub struct Wanted {
    /// Rows that meet these days.
    pub window: Option<Window>,
    /// Rows in or near this box (whole cells of five degrees; rows without a point always).
    pub bounds: Option<Bounds>,
}

/// A set's rows now, or as they were before the last change.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Version {
    /// As they are.
    #[default]
    Now,
    /// As they were before.
    Before,
}

fn damaged(name: &str, why: impl Into<String>) -> Error {
    Error::new(name, Kind::Store(why.into()))
}

fn disk(name: &str) -> impl Fn(io::Error) -> Error + '_ {
    move |e| damaged(name, e.to_string())
}

/// Whether a name may be a set's: letters, digits, dots, dashes and underscores.
pub fn is_name(name: &str) -> bool {
    let sign = |c: char| c.is_ascii_alphanumeric() || matches!(c, '-' | '_' | '.');
    !name.is_empty() && !name.starts_with('.') && name.len() <= 80 && name.chars().all(sign)
}

/// The sets of a store, by name.
pub fn names(shelf: &dyn Shelf) -> Result<Vec<String>, Error> {
    let mut names = Vec::new();
    for name in shelf.list("").map_err(disk("the store"))? {
        if is_name(&name) && current(shelf, &name)?.is_some() {
            names.push(name);
        }
    }
    Ok(names)
}

fn current(shelf: &dyn Shelf, name: &str) -> Result<Option<Current>, Error> {
    let Some(bytes) = shelf.read(&format!("{name}/current")).map_err(disk(name))? else {
        return Ok(None);
    };
    let text = String::from_utf8_lossy(&bytes);
    let mut lines = text.lines().filter(|l| !l.is_empty()).map(str::to_owned);
    let now = lines.next().ok_or_else(|| damaged(name, "its file `current` is empty"))?;
    Ok(Some(Current { now, before: lines.next() }))
}

fn generation(shelf: &dyn Shelf, name: &str, version: Version) -> Result<String, Error> {
    let known =
        current(shelf, name)?.ok_or_else(|| damaged(name, "the store has no set of that name"))?;
    match version {
        Version::Now => Ok(known.now),
        Version::Before => known
            .before
            .ok_or_else(|| damaged(name, "the store holds no earlier version of this set")),
    }
}

fn stored(shelf: &dyn Shelf, name: &str, generation: &str) -> Result<Stored, Error> {
    let path = format!("{name}/{generation}/set.json");
    let bytes = shelf.read(&path).map_err(disk(name))?;
    let bytes = bytes.ok_or_else(|| damaged(name, format!("{path} is missing")))?;
    let stored: Stored = serde_json::from_slice(&bytes)
        .map_err(|e| damaged(name, format!("{path} cannot be read: {e}")))?;
    if stored.layout != LAYOUT {
        let why = format!("it is of layout {}, this program reads {LAYOUT}", stored.layout);
        return Err(damaged(name, why));
    }
    Ok(stored)
}

/// What is known of a set, without its rows.
pub fn summary(shelf: &dyn Shelf, name: &str) -> Result<Summary, Error> {
    let generation = generation(shelf, name, Version::Now)?;
    Ok(stored(shelf, name, &generation)?.summary())
}

impl Stored {
    fn summary(self) -> Summary {
        let notes = self.notes.into_iter().filter_map(note::Note::read).collect();
        Summary { manifest: self.manifest, coverage: self.coverage, tally: self.tally, notes }
    }
}

/// Hands over the wanted rows of a set, each with its place in the imported file, month by month.
pub fn rows(
    shelf: &dyn Shelf,
    name: &str,
    version: Version,
    wanted: Wanted,
    take: &mut dyn FnMut(u64, Event),
) -> Result<(), Error> {
    let generation = generation(shelf, name, version)?;
    let stored = stored(shelf, name, &generation)?;
    for part in &stored.files {
        if wanted.window.is_some_and(|w| !part.may_meet(w, stored.longest_days)) {
            continue;
        }
        let path = format!("{name}/{generation}/{}", part.name);
        let bytes = shelf.read(&path).map_err(disk(name))?;
        let bytes = bytes.ok_or_else(|| damaged(name, format!("{path} is missing")))?;
        let mut found = 0;
        columns::read(bytes.into(), wanted.bounds, &mut |seq, event| {
            found += 1;
            if wanted.window.is_none_or(|w| event.window.meets(w)) {
                take(seq, event);
            }
        })
        .map_err(|e| damaged(name, format!("{path}: {e}")))?;
        if wanted.bounds.is_none() && found != part.rows {
            let why = format!("{path} has {found} rows, not {}", part.rows);
            return Err(damaged(name, why));
        }
    }
    Ok(())
}

impl Part {
    fn may_meet(&self, window: Window, longest: i64) -> bool {
        use jiff::ToSpan as _;
        let Ok(first) = jiff::civil::Date::new(self.year, self.month, 1) else { return true };
        let last = first.last_of_month().saturating_add(longest.days());
        first <= window.end && window.start <= last
    }
}

/// A whole set, its rows in the order of the file they came from.
pub fn load(shelf: &dyn Shelf, name: &str, version: Version) -> Result<RecordSet, Error> {
    let generation = generation(shelf, name, version)?;
    let summary = stored(shelf, name, &generation)?.summary();
    let (mut events, mut places) = (Events::default(), Vec::new());
    rows(shelf, name, version, Wanted::default(), &mut |seq, event| {
        events.push(&event);
        places.push(seq);
    })?;
    events.arrange(&places);
    Ok(RecordSet::from_summary(summary, events))
}

/// Takes a set out of the store, with its earlier version.
pub fn remove(shelf: &dyn Shelf, name: &str) -> Result<(), Error> {
    generation(shelf, name, Version::Now)?;
    // Without `current` the set is gone; what remains of its files is no set.
    shelf.remove(&format!("{name}/current")).map_err(disk(name))?;
    shelf.remove(name).map_err(disk(name))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_cannot_lead_out_of_the_store() {
        assert!(is_name("ucdp-ged_25.1"));
        for bad in ["", "..", ".new", "a/b", "a\\b", "ü", &"x".repeat(81)] {
            assert!(!is_name(bad), "{bad}");
        }
    }
}
