//! Delimited text: CSV, TSV and their kin, with a line of names or with none where the format has
//! none.

use super::gdelt;
use super::open::{Budget, Sum};
use super::rows::{Cells, Header, Rows};
use crate::Error;
use crate::error::Kind;
use csv::ByteRecord;
use std::io::{self, Read};

/// A table whose header is read.
pub(crate) struct Table<'a> {
    file: String,
    header: Header,
    reader: csv::Reader<Box<dyn Read + 'a>>,
    record: ByteRecord,
    budget: Budget,
    sum: Sum,
}

impl<'a> Table<'a> {
    /// `head` is the first line and what was read with it; the delimiter is the one of tab, comma,
    /// semicolon and bar that the line holds most of.
    pub(crate) fn new(
        file: &str,
        head: Vec<u8>,
        bytes: Box<dyn Read + 'a>,
        budget: Budget,
        sum: Sum,
    ) -> Result<Self, Error> {
        refuse_what_is_no_text(file, &head)?;
        let line = head.split(|b| *b == b'\n').next().unwrap_or(&head);
        let line = line.strip_suffix(b"\r").unwrap_or(line);
        let headless = gdelt::names_of(line);
        let delimiter = delimiter(line);
        let whole: Box<dyn Read + 'a> = Box::new(io::Cursor::new(head).chain(bytes));
        let mut reader = csv::ReaderBuilder::new()
            .delimiter(delimiter)
            .quoting(headless.is_none())
            .flexible(true)
            .has_headers(false)
            .buffer_capacity(1 << 16)
            .from_reader(whole);
        let header = if let Some(names) = headless {
            Header::new(names)
        } else {
            let mut first = ByteRecord::new();
            let got = reader.read_byte_record(&mut first);
            got.map_err(|e| Error::new(file, Kind::Reading { line: 1, cause: e.to_string() }))?;
            let mut cells = Cells::default();
            cells.fill(&first);
            let names = (0..cells.len()).filter_map(|n| cells.get(n));
            // POLECAT marks the line of names with "#!".
            let names = names.map(|n| n.trim().trim_start_matches("#!").to_owned());
            Header::new(names.collect())
        };
        if header.names().len() < 2 {
            let why = "no line of column names: the first line has a single cell";
            return Err(Error::new(file, Kind::NotATable(why.to_owned())));
        }
        let record = ByteRecord::new();
        Ok(Self { file: file.to_owned(), header, reader, record, budget, sum })
    }
}

impl Rows for Table<'_> {
    fn header(&self) -> &Header {
        &self.header
    }

    fn next(&mut self, cells: &mut Cells) -> Result<bool, Error> {
        self.budget.new_row();
        let line = self.reader.position().line();
        match self.reader.read_byte_record(&mut self.record) {
            Ok(true) => {}
            Ok(false) => return Ok(false),
            Err(e) => {
                return Err(Error::new(&self.file, Kind::Reading { line, cause: e.to_string() }));
            }
        }
        cells.fill(&self.record);
        cells.line = self.record.position().map_or(line, csv::Position::line);
        Ok(true)
    }

    fn checksum(&mut self) -> String {
        self.sum.hex()
    }
}

/// The first line, and what came with it; at most 64 kB.
pub(crate) fn first_line(input: &mut impl Read) -> io::Result<Vec<u8>> {
    let (mut head, mut piece) = (Vec::new(), [0; 4096]);
    loop {
        let n = input.read(&mut piece)?;
        head.extend_from_slice(&piece[..n]);
        if n == 0 || head.contains(&b'\n') || head.len() > 1 << 16 {
            if head.starts_with(b"\xef\xbb\xbf") {
                head.drain(..3);
            }
            return Ok(head);
        }
    }
}

fn refuse_what_is_no_text(file: &str, head: &[u8]) -> Result<(), Error> {
    let refuse = |why: &str| Err(Error::new(file, Kind::NotATable(why.to_owned())));
    if head.iter().all(u8::is_ascii_whitespace) {
        return refuse("the file is empty");
    }
    if head.starts_with(b"\xff\xfe") || head.starts_with(b"\xfe\xff") {
        return refuse("UTF-16 text; save it as UTF-8");
    }
    if head.starts_with(b"%PDF") {
        return refuse("a PDF; a table is needed");
    }
    if head.contains(&0) {
        return refuse("not text: it holds NUL bytes");
    }
    let start: Vec<u8> = head.iter().take(400).map(u8::to_ascii_lowercase).collect();
    if start.starts_with(b"<!doctype html") || start.starts_with(b"<html") {
        return refuse("a web page, as sites hand out in place of a file; download it again");
    }
    Ok(())
}

fn delimiter(line: &[u8]) -> u8 {
    let count = |d: u8| line.split(|b| *b == d).count();
    b"\t;|".iter().copied().fold(b',', |best, d| if count(d) > count(best) { d } else { best })
}
