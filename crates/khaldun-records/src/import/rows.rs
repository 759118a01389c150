//! Rows as every source hands them over: cells in the order of named columns.

use super::value;
use crate::{Error, country};
use std::cell::RefCell;
use std::collections::{BTreeMap, HashMap};

/// The names of the columns.
#[derive(Debug)]
pub(crate) struct Header {
    names: Vec<String>,
    places: BTreeMap<String, usize>,
    // Looking a column or a country up by a spelling takes longer than reading the row; both are
    // asked for again in every row.
    columns: RefCell<HashMap<String, Option<usize>>>,
    countries: RefCell<HashMap<String, Option<String>>>,
}

impl Header {
    pub(crate) fn new(names: Vec<String>) -> Self {
        let mut places = BTreeMap::new();
        for (n, name) in names.iter().enumerate() {
            places.entry(Self::key(name)).or_insert(n);
        }
        Self { names, places, columns: RefCell::default(), countries: RefCell::default() }
    }

    /// Column names are compared without case, spaces and underscores.
    fn key(name: &str) -> String {
        name.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect()
    }

    pub(crate) fn has(&self, name: &str) -> bool {
        self.places.contains_key(&Self::key(name))
    }

    pub(crate) fn names(&self) -> &[String] {
        &self.names
    }

    fn place(&self, name: &str) -> Option<usize> {
        // The exact name is tried first: it is the usual case.
        if let Some(n) = self.names.iter().position(|n| n == name) {
            return Some(n);
        }
        if let Some(known) = self.columns.borrow().get(name) {
            return *known;
        }
        let found = self.places.get(&Self::key(name)).copied();
        self.columns.borrow_mut().insert(name.to_owned(), found);
        found
    }

    fn country(&self, name: &str) -> Option<String> {
        if let Some(known) = self.countries.borrow().get(name) {
            return known.clone();
        }
        let found = country::iso2(name);
        self.countries.borrow_mut().insert(name.to_owned(), found.clone());
        found
    }

    /// Whether a row repeats names of columns where its values should stand: a second header.
    pub(crate) fn is_repeated_by(&self, cells: &Cells) -> bool {
        let same = (0..cells.len()).filter(|n| {
            let cell = cells.get(*n).unwrap_or("").trim();
            cell.len() > 1 && self.places.contains_key(&Self::key(cell))
        });
        let same = same.count();
        same >= 2 && same * 2 > cells.len()
    }
}

/// The cells of one record, end to end in one text.
#[derive(Debug, Default)]
pub(crate) struct Cells {
    text: String,
    ends: Vec<usize>,
    /// Where the record begins: a line of a text, a row's number elsewhere.
    pub(crate) line: u64,
    /// Whether its bytes were UTF-8.
    pub(crate) encoding: Encoding,
}

/// What the bytes of a record were.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) enum Encoding {
    /// ASCII, which every encoding shares.
    #[default]
    Plain,
    /// UTF-8 beyond ASCII.
    Utf8,
    /// Something else, read as Windows-1252.
    Other,
}

impl Cells {
    pub(crate) fn clear(&mut self) {
        self.text.clear();
        self.ends.clear();
        self.encoding = Encoding::Plain;
    }

    /// Adds a cell.
    pub(crate) fn push(&mut self, cell: &str) {
        self.text.push_str(cell);
        self.ends.push(self.text.len());
    }

    pub(crate) fn len(&self) -> usize {
        self.ends.len()
    }

    pub(crate) fn get(&self, n: usize) -> Option<&str> {
        let end = *self.ends.get(n)?;
        let start = if n == 0 { 0 } else { self.ends[n - 1] };
        self.text.get(start..end)
    }

    pub(crate) fn is_blank(&self) -> bool {
        self.text.trim().is_empty()
    }

    /// Takes the cells of a CSV record: UTF-8 where it is; else Windows-1252 cell by cell, since a
    /// name with a wrong accent is better than a lost row.
    pub(crate) fn fill(&mut self, record: &csv::ByteRecord) {
        self.clear();
        let whole = std::str::from_utf8(record.as_slice());
        let ends = (0..record.len()).filter_map(|n| record.range(n)).map(|r| r.end);
        if let Ok(text) = whole
            && ends.clone().all(|end| text.is_char_boundary(end))
        {
            self.text.push_str(text);
            self.ends.extend(ends);
            if !text.is_ascii() {
                self.encoding = Encoding::Utf8;
            }
            return;
        }
        self.encoding = Encoding::Other;
        for bytes in record {
            match std::str::from_utf8(bytes) {
                Ok(text) => self.text.push_str(text),
                Err(_) => self.text.extend(bytes.iter().map(|b| windows_1252(*b))),
            }
            self.ends.push(self.text.len());
        }
    }

    /// A checksum of the content, to tell whether two rows are the same; never kept.
    pub(crate) fn content(&self) -> u64 {
        use std::hash::{DefaultHasher, Hash as _, Hasher as _};
        let mut hasher = DefaultHasher::new();
        self.text.hash(&mut hasher);
        self.ends.hash(&mut hasher);
        hasher.finish()
    }
}

/// Windows-1252: Latin-1 with letters and signs where Latin-1 has controls.
fn windows_1252(byte: u8) -> char {
    const HIGH: [char; 32] = [
        '€', '\u{81}', '‚', 'ƒ', '„', '…', '†', '‡', 'ˆ', '‰', 'Š', '‹', 'Œ', '\u{8d}', 'Ž',
        '\u{8f}', '\u{90}', '‘', '’', '“', '”', '•', '–', '—', '˜', '™', 'š', '›', 'œ', '\u{9d}',
        'ž', 'Ÿ',
    ];
    match byte {
        0x80..=0x9f => HIGH[usize::from(byte - 0x80)],
        _ => char::from(byte),
    }
}

/// A table of any packing: its header, and its records one after the other.
pub(crate) trait Rows {
    /// The names of its columns.
    fn header(&self) -> &Header;
    /// Reads the next record; false at the end.
    fn next(&mut self, cells: &mut Cells) -> Result<bool, Error>;
    /// SHA-256 of the file as it was given, once all is read.
    fn checksum(&mut self) -> String;
}

/// One row with its line.
#[derive(Clone, Copy)]
pub(crate) struct Row<'t> {
    pub(crate) header: &'t Header,
    pub(crate) cells: &'t Cells,
    pub(crate) line: u64,
}

impl<'t> Row<'t> {
    pub(crate) fn new(header: &'t Header, cells: &'t Cells) -> Self {
        Self { header, cells, line: cells.line }
    }

    /// The cell of that column, without outer white space; empty where there is no such column.
    pub(crate) fn get(&self, column: &str) -> &'t str {
        self.raw(column).trim()
    }

    /// The cell exactly as it stands.
    pub(crate) fn raw(&self, column: &str) -> &'t str {
        self.header.place(column).and_then(|n| self.cells.get(n)).unwrap_or("")
    }

    /// A number, `None` where the cell is empty.
    pub(crate) fn number(&self, column: &str) -> Result<Option<f64>, String> {
        value::number(self.get(column)).map_err(|why| format!("column {column}: {why}"))
    }

    /// A day, `None` where the cell is empty.
    pub(crate) fn day(&self, column: &str) -> Result<Option<jiff::civil::Date>, String> {
        value::day(self.get(column)).map_err(|why| format!("column {column}: {why}"))
    }

    /// A point, `None` where both cells are empty.
    pub(crate) fn point(&self, lat: &str, lon: &str) -> Result<Option<(f64, f64)>, String> {
        match (self.number(lat)?, self.number(lon)?) {
            (Some(y), Some(x)) if y.abs() <= 90.0 && x.abs() <= 180.0 => Ok(Some((y, x))),
            (Some(y), Some(x)) if x.abs() <= 90.0 && y.abs() <= 180.0 => {
                Err(format!("latitude {y} is beyond the pole; are {lat} and {lon} swapped?"))
            }
            (Some(y), Some(x)) => Err(format!("no point on earth: {lat} {y}, {lon} {x}")),
            (None, None) => Ok(None),
            _ => Err(format!("one of {lat} and {lon} is empty")),
        }
    }

    /// A list in a cell.
    pub(crate) fn list(&self, column: &str, separator: &str) -> Vec<String> {
        let parts = self.get(column).split(separator).map(str::trim);
        parts.filter(|s| !s.is_empty()).map(str::to_owned).collect()
    }

    /// ISO 3166-1 alpha-2 of the country the cell names.
    pub(crate) fn country(&self, column: &str) -> Option<String> {
        self.header.country(self.get(column))
    }
}
