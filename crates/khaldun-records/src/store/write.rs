//! Takes rows in as they come and writes them out by month.

use super::columns::{self, Stored as Row};
use super::{Current, LAYOUT, Part, Shelf, Stored, cell, codec, current, disk, note, stored};
use crate::error::Kind;
use crate::{Error, Event, Summary};
use sha2::{Digest as _, Sha256};
use std::collections::BTreeMap;
use std::io::Write;

/// Bytes of rows held in memory before they go to the disk.
const HELD: usize = 96 << 20;

/// Bytes of rows sorted and written at once; a month with more gets several files.
const SORTED: usize = 48 << 20;

/// What came of an import.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Added {
    /// A set that was not there.
    New,
    /// The set was there with other rows; these are kept as the version before.
    Replaced,
    /// The same rows were there: nothing was changed.
    Unchanged,
}

/// The rows of one month on their way.
#[derive(Default)]
struct Month {
    held: Vec<u8>,
    /// Where earlier rows of it lie in the spill file: offset and length.
    spilled: Vec<(u64, usize)>,
}

/// An import under way. Dropped before [`Import::finish`], it changes nothing: what it wrote lies
/// under a name that no reader looks at, and the next import clears it.
pub struct Import<'s> {
    shelf: &'s dyn Shelf,
    name: String,
    months: BTreeMap<(i16, i8), Month>,
    held: usize,
    spill: Option<(Box<dyn Write + Send>, u64)>,
    rows: u64,
    longest_days: i64,
    /// Over all rows: the same rows make the same generation.
    sum: Sha256,
}

impl<'s> Import<'s> {
    /// Begins to take in a set of that name.
    pub fn new(shelf: &'s dyn Shelf, name: &str) -> Result<Self, Error> {
        if !super::is_name(name) {
            let why = "a set's name has letters, digits, dots and dashes only".to_owned();
            return Err(Error::new(name, Kind::Store(why)));
        }
        let import = Self {
            shelf,
            name: name.to_owned(),
            months: BTreeMap::new(),
            held: 0,
            spill: None,
            rows: 0,
            longest_days: 1,
            sum: Sha256::new(),
        };
        import.clear()?;
        Ok(import)
    }

    fn fresh(&self) -> String {
        format!("{}/.new", self.name)
    }

    fn spill_path(&self) -> String {
        format!("{}/.spill", self.name)
    }

    /// Removes what an import that was stopped left behind.
    fn clear(&self) -> Result<(), Error> {
        for path in [self.fresh(), self.spill_path()] {
            self.shelf.remove(&path).map_err(disk(&self.name))?;
        }
        Ok(())
    }

    /// Gives the import up and removes what it wrote; the store is as it was.
    pub fn abandon(mut self) -> Result<(), Error> {
        self.spill = None;
        self.clear()
    }

    /// Takes a row.
    pub fn add(&mut self, event: &Event) -> Result<(), Error> {
        let day = event.window.start;
        let month = self.months.entry((day.year(), day.month())).or_default();
        let before = month.held.len();
        codec::put(&mut month.held, self.rows, event);
        self.sum.update(&month.held[before..]);
        self.held += month.held.len() - before;
        self.rows += 1;
        self.longest_days = self.longest_days.max(event.window.days());
        if self.held > HELD { self.spill() } else { Ok(()) }
    }

    /// Moves the rows held to the disk.
    fn spill(&mut self) -> Result<(), Error> {
        let failed = |e: std::io::Error| super::damaged(&self.name, e.to_string());
        if self.spill.is_none() {
            let path = format!("{}/.spill", self.name);
            self.spill = Some((self.shelf.create(&path).map_err(failed)?, 0));
        }
        let Some((file, offset)) = &mut self.spill else { return Ok(()) };
        for month in self.months.values_mut().filter(|m| !m.held.is_empty()) {
            file.write_all(&month.held).map_err(failed)?;
            month.spilled.push((*offset, month.held.len()));
            *offset += month.held.len() as u64;
            month.held = Vec::new();
        }
        self.held = 0;
        Ok(())
    }

    /// Writes the rows by month and makes them the current version of the set.
    pub fn finish(mut self, summary: &Summary) -> Result<Added, Error> {
        if let Some((mut file, _)) = self.spill.take() {
            file.flush().map_err(disk(&self.name))?;
            drop(file);
        }
        let mut files = Vec::new();
        for ((year, month), rows) in std::mem::take(&mut self.months) {
            self.month((year, month), rows, &mut files)?;
        }
        let stored = Stored {
            layout: LAYOUT,
            manifest: summary.manifest.clone(),
            coverage: summary.coverage.clone(),
            tally: summary.tally,
            notes: summary.notes.iter().map(note::Note::write).collect(),
            files,
            longest_days: self.longest_days,
        };
        let json = serde_json::to_vec_pretty(&stored)
            .map_err(|e| super::damaged(&self.name, e.to_string()))?;
        let mut sum = self.sum.clone();
        sum.update(&json);
        let generation = format!("g-{}", &khaldun_text::hex(&sum.finalize())[..16]);
        self.write(&format!("{}/set.json", self.fresh()), &json)?;
        let added = self.publish(&generation);
        self.clear()?;
        added
    }

    /// Sorts and writes the rows of a month.
    fn month(
        &self,
        (year, month): (i16, i8),
        rows: Month,
        files: &mut Vec<Part>,
    ) -> Result<(), Error> {
        let mut pieces: Vec<Vec<u8>> = Vec::new();
        let mut size = 0;
        let mut part = 1;
        let mut write = |pieces: &mut Vec<Vec<u8>>| -> Result<(), Error> {
            let name = match part {
                1 => format!("{year:04}-{month:02}.parquet"),
                n => format!("{year:04}-{month:02}.{n}.parquet"),
            };
            part += 1;
            let rows = self.part(&name, std::mem::take(pieces))?;
            files.push(Part { name, year, month, rows });
            Ok(())
        };
        for (offset, len) in rows.spilled {
            let piece = self.shelf.read_part(&self.spill_path(), offset, len);
            pieces.push(piece.map_err(disk(&self.name))?);
            size += len;
            if size > SORTED {
                write(&mut pieces)?;
                size = 0;
            }
        }
        pieces.push(rows.held);
        if pieces.iter().any(|p| !p.is_empty()) { write(&mut pieces) } else { Ok(()) }
    }

    /// Writes one file and says how many rows it has.
    fn part(&self, name: &str, pieces: Vec<Vec<u8>>) -> Result<u64, Error> {
        let mut rows: Vec<Row> = Vec::new();
        for piece in pieces {
            let mut reader = codec::Reader::new(&piece);
            while let Some((seq, event)) = reader.next() {
                rows.push(Row { cell: cell::of(event.point), seq, event });
            }
        }
        rows.sort_by_key(|r| (r.cell, r.event.window.start, r.seq));
        let path = format!("{}/{name}", self.fresh());
        let out = self.shelf.create(&path).map_err(disk(&self.name))?;
        columns::write(out, &rows)
            .map_err(|e| super::damaged(&self.name, format!("{path}: {e}")))?;
        Ok(rows.len() as u64)
    }

    fn write(&self, path: &str, bytes: &[u8]) -> Result<(), Error> {
        let mut file = self.shelf.create(path).map_err(disk(&self.name))?;
        file.write_all(bytes).and_then(|()| file.flush()).map_err(disk(&self.name))
    }

    /// Makes what was written the current generation, by one renaming.
    fn publish(&self, generation: &str) -> Result<Added, Error> {
        let name = &self.name;
        let known = current(self.shelf, name)?;
        // A set that was damaged by hand is replaced like any other.
        let whole = |g: &str| stored(self.shelf, name, g).is_ok();
        if known.as_ref().is_some_and(|c| c.now == generation && whole(generation)) {
            return Ok(Added::Unchanged);
        }
        let home = format!("{name}/{generation}");
        if whole(generation) {
            // The version before comes back: its files are there.
        } else {
            self.shelf.remove(&home).map_err(disk(name))?;
            self.shelf.rename(&self.fresh(), &home).map_err(disk(name))?;
        }
        let before = known.map(|c| c.now).filter(|now| now != generation);
        let next = Current { now: generation.to_owned(), before };
        let text = format!("{}\n{}\n", next.now, next.before.as_deref().unwrap_or(""));
        let part = format!("{name}/current.part");
        self.write(&part, text.as_bytes())?;
        self.shelf.rename(&part, &format!("{name}/current")).map_err(disk(name))?;
        for old in self.shelf.list(name).map_err(disk(name))? {
            let kept = old == next.now || next.before.as_ref() == Some(&old);
            if old.starts_with("g-") && !kept {
                self.shelf.remove(&format!("{name}/{old}")).map_err(disk(name))?;
            }
        }
        Ok(if next.before.is_some() { Added::Replaced } else { Added::New })
    }
}
