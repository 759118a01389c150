//! Tables by column name: header, rows, and what to say of rows that cannot be read.

use super::format::Format;
use super::guard::{Budget, Opened};
use super::value;
use crate::error::Kind;
use crate::{Error, Event, RecordSet, Tally};
use csv::ByteRecord;
use khaldun_diag::{Diagnostic, Severity, Source};
use sha2::{Digest, Sha256};
use std::cell::RefCell;
use std::collections::BTreeMap;
use std::io::{self, Read};
use std::rc::Rc;

/// Notes on single rows that are kept in full; further ones are counted by reason.
const NOTES: usize = 1000;

/// The names of the columns.
#[derive(Clone, Debug)]
pub(crate) struct Header {
    names: Vec<String>,
    places: BTreeMap<String, usize>,
}

impl Header {
    pub(crate) fn new(names: Vec<String>) -> Self {
        let mut places = BTreeMap::new();
        for (n, name) in names.iter().enumerate() {
            places.entry(Self::key(name)).or_insert(n);
        }
        Self { names, places }
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
        // The exact name is tried first: it is the usual case and needs no new string.
        self.names
            .iter()
            .position(|n| n == name)
            .or_else(|| self.places.get(&Self::key(name)).copied())
    }
}

/// One row with its line.
pub(crate) struct Row<'t> {
    header: &'t Header,
    cells: &'t [String],
    pub(crate) line: u64,
}

impl<'t> Row<'t> {
    /// The cell of that column, without outer white space; empty where there is no such column.
    pub(crate) fn get(&self, column: &str) -> &'t str {
        self.raw(column).trim()
    }

    /// The cell exactly as it stands.
    pub(crate) fn raw(&self, column: &str) -> &'t str {
        self.header.place(column).and_then(|n| self.cells.get(n)).map_or("", String::as_str)
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
}

/// Feeds a checksum with what passes.
struct Hashing<'a> {
    inner: Box<dyn Read + 'a>,
    sum: Rc<RefCell<Sha256>>,
}

impl Read for Hashing<'_> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let n = self.inner.read(buffer)?;
        self.sum.borrow_mut().update(&buffer[..n]);
        Ok(n)
    }
}

/// A table whose header is read.
pub(crate) struct Table<'a> {
    pub(crate) header: Header,
    reader: csv::Reader<Box<dyn Read + 'a>>,
    budget: Budget,
    sum: Rc<RefCell<Sha256>>,
}

impl<'a> Table<'a> {
    /// Reads the first line; its delimiter is the one of tab, comma, semicolon and bar that it
    /// holds most of.
    pub(crate) fn new(file: &str, opened: Opened<'a>) -> Result<Self, Error> {
        let sum = Rc::new(RefCell::new(Sha256::new()));
        let mut bytes = Hashing { inner: opened.bytes, sum: Rc::clone(&sum) };
        let head = first_line(&mut bytes)
            .map_err(|e| Error::new(file, Kind::Reading { line: 1, cause: e.to_string() }))?;
        let body = head.strip_prefix(b"\xef\xbb\xbf").unwrap_or(&head);
        refuse_what_is_no_text(file, body)?;
        let delimiter = delimiter(body);
        let whole: Box<dyn Read + 'a> = Box::new(io::Cursor::new(body.to_vec()).chain(bytes));
        let mut reader = csv::ReaderBuilder::new()
            .delimiter(delimiter)
            .flexible(true)
            .has_headers(false)
            .from_reader(whole);
        let mut first = ByteRecord::new();
        let got = reader.read_byte_record(&mut first);
        got.map_err(|e| Error::new(file, Kind::Reading { line: 1, cause: e.to_string() }))?;
        let names: Vec<String> = first.iter().map(|c| decode(c).trim().to_owned()).collect();
        if names.len() < 2 {
            let why = "no line of column names: the first line has a single cell";
            return Err(Error::new(file, Kind::NotATable(why.to_owned())));
        }
        Ok(Self { header: Header::new(names), reader, budget: opened.budget, sum })
    }

    /// Hands every row to `take` until it says to stop.
    pub(crate) fn rows(
        &mut self,
        file: &str,
        mut take: impl FnMut(&Row<'_>, usize),
    ) -> Result<(), Error> {
        let mut record = ByteRecord::new();
        let mut cells: Vec<String> = Vec::new();
        loop {
            self.budget.new_row();
            let line = self.reader.position().line();
            match self.reader.read_byte_record(&mut record) {
                Ok(true) => {}
                Ok(false) => return Ok(()),
                Err(e) => {
                    return Err(Error::new(file, Kind::Reading { line, cause: e.to_string() }));
                }
            }
            let line = record.position().map_or(line, csv::Position::line);
            cells.resize_with(record.len(), String::new);
            for (cell, bytes) in cells.iter_mut().zip(record.iter()) {
                cell.clear();
                decode_into(bytes, cell);
            }
            take(&Row { header: &self.header, cells: &cells, line }, record.len());
        }
    }

    fn checksum(&self) -> String {
        khaldun_text::hex(&self.sum.borrow().clone().finalize())
    }
}

fn first_line(input: &mut impl Read) -> io::Result<Vec<u8>> {
    let (mut head, mut piece) = (Vec::new(), [0; 4096]);
    loop {
        let n = input.read(&mut piece)?;
        head.extend_from_slice(&piece[..n]);
        if n == 0 || head.contains(&b'\n') || head.len() > 1 << 16 {
            return Ok(head);
        }
    }
}

fn refuse_what_is_no_text(file: &str, head: &[u8]) -> Result<(), Error> {
    let refuse = |why: &str| Err(Error::new(file, Kind::NotATable(why.to_owned())));
    if head.iter().all(u8::is_ascii_whitespace) {
        return refuse("the file is empty");
    }
    if head.starts_with(b"PK\x03\x04") {
        return refuse("a zip archive or a spreadsheet; unpack it, or save the sheet as CSV");
    }
    if head.starts_with(b"PAR1") {
        return refuse("a Parquet file; save it as CSV");
    }
    if head.starts_with(b"\xff\xfe") || head.starts_with(b"\xfe\xff") {
        return refuse("UTF-16 text; save it as UTF-8");
    }
    if head.contains(&0) {
        return refuse("not text: it holds NUL bytes");
    }
    Ok(())
}

fn delimiter(head: &[u8]) -> u8 {
    let line = head.split(|b| *b == b'\n').next().unwrap_or(head);
    let count = |d: u8| line.split(|b| *b == d).count();
    b"\t;|".iter().copied().fold(b',', |best, d| if count(d) > count(best) { d } else { best })
}

/// UTF-8 where it is; else Windows-1252's lower half of Latin-1, byte by byte: a name with a wrong
/// accent is better than a lost row.
fn decode_into(bytes: &[u8], out: &mut String) {
    match std::str::from_utf8(bytes) {
        Ok(text) => out.push_str(text),
        Err(_) => out.extend(bytes.iter().map(|b| char::from(*b))),
    }
}

fn decode(bytes: &[u8]) -> String {
    let mut out = String::new();
    decode_into(bytes, &mut out);
    out
}

/// Collects notes on rows: the first thousand in full, the rest by reason.
struct Refusals {
    file: String,
    notes: Vec<Diagnostic>,
    beyond: BTreeMap<String, u64>,
    first: Option<String>,
}

impl Refusals {
    fn add(&mut self, line: u64, why: String) {
        self.first.get_or_insert_with(|| format!("line {line}: {why}"));
        if self.notes.len() >= NOTES {
            let reason = why.split(':').next().unwrap_or("").to_owned();
            *self.beyond.entry(reason).or_default() += 1;
            return;
        }
        let source = Source::Line { file: self.file.clone(), line };
        self.notes.push(
            Diagnostic::new("KH-REC-001", Severity::Warning, "this row could not be read", source)
                .note(why),
        );
    }

    fn finish(mut self) -> Vec<Diagnostic> {
        for (reason, count) in self.beyond {
            let source = Source::Whole(self.file.clone());
            let headline = format!("{count} further rows could not be read");
            self.notes.push(
                Diagnostic::new("KH-REC-002", Severity::Warning, headline, source).note(reason),
            );
        }
        self.notes
    }
}

/// Reads all rows of a table by a format.
pub(crate) fn import(
    file: &str,
    mut table: Table<'_>,
    format: &dyn Format,
) -> Result<RecordSet, Error> {
    let mut events: Vec<Event> = Vec::new();
    let mut tally = Tally::default();
    let mut refusals =
        Refusals { file: file.to_owned(), notes: Vec::new(), beyond: BTreeMap::new(), first: None };
    let columns = table.header.names().len();
    table.rows(file, |row, cells| {
        if format.is_no_record(row) || row.cells.iter().all(|c| c.trim().is_empty()) {
            tally.skipped += 1;
            return;
        }
        let event = if cells == columns {
            format.event(row)
        } else {
            Err(format!("{cells} cells under {columns} column names: its columns are shifted"))
        };
        match event {
            Ok(event) => {
                tally.read += 1;
                events.push(event);
            }
            Err(why) => {
                tally.refused += 1;
                refusals.add(row.line, why);
            }
        }
    })?;
    if events.is_empty() && tally.refused > 0 {
        let first = refusals.first.unwrap_or_default();
        return Err(Error::new(file, Kind::Shifted { rows: tally.refused, first }));
    }
    format.finish(&mut events);
    let mut manifest = format.manifest();
    manifest.sha256 = table.checksum();
    let mut notes = refusals.finish();
    if tally.refused > tally.read {
        let headline = format!(
            "{} of {} rows do not fit the columns: a column may have been dropped or added",
            tally.refused,
            tally.refused + tally.read
        );
        let source = Source::Whole(file.to_owned());
        notes.insert(0, Diagnostic::new("KH-REC-003", Severity::Error, headline, source));
    }
    Ok(RecordSet::new(manifest, format.declared(), events, tally, notes))
}
