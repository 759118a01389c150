//! Reads all rows of a table by a format, and says what became of each.

use super::format::Format;
use super::rows::{Cells, Encoding, Row, Rows};
use super::swap::Swaps;
use crate::coverage::Measure;
use crate::error::Kind;
use crate::{Error, Event, Summary, Tally};
use khaldun_diag::{Diagnostic, Severity, Source};
use std::collections::{BTreeMap, HashMap};

/// Notes on single rows that are kept in full; further ones are counted by reason.
const NOTES: usize = 1000;

/// So many rows of one other width up to the end of a file are another layout, not damage.
const BLOCK: u64 = 5;

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

/// What the bytes of the rows were: the first line of each kind and its count.
#[derive(Default)]
struct Encodings {
    utf8: Option<u64>,
    other: Option<(u64, u64)>,
}

impl Encodings {
    fn see(&mut self, cells: &Cells) {
        match cells.encoding {
            Encoding::Plain => {}
            Encoding::Utf8 => {
                self.utf8.get_or_insert(cells.line);
            }
            Encoding::Other => self.other.get_or_insert((cells.line, 0)).1 += 1,
        }
    }

    fn note(&self, file: &str) -> Option<Diagnostic> {
        let (line, count) = self.other?;
        let source = Source::Line { file: file.to_owned(), line };
        let note = if let Some(utf8) = self.utf8 {
            let headline = format!("mixed encodings: {count} rows are not UTF-8, the first here");
            Diagnostic::new("KH-REC-004", Severity::Warning, headline, source)
                .note(format!("line {utf8} is UTF-8; rows that are not are read as Windows-1252"))
        } else {
            let headline = format!("{count} rows are not UTF-8, the first here");
            Diagnostic::new("KH-REC-004", Severity::Note, headline, source)
                .note("they are read as Windows-1252")
        };
        Some(note.help("look at the names in these rows; save the table as UTF-8 if they are odd"))
    }
}

/// Ids seen, with what must not differ where one occurs again.
#[derive(Default)]
struct Identities {
    seen: HashMap<u64, u64>,
    repeated: u64,
    first: Option<(u64, String)>,
}

impl Identities {
    /// The second occurrence of an id with another content is another version of the set.
    fn see(&mut self, file: &str, line: u64, id: &str, content: u64) -> Result<(), Error> {
        use std::hash::{BuildHasher as _, BuildHasherDefault, DefaultHasher};
        let key = BuildHasherDefault::<DefaultHasher>::default().hash_one(id);
        match self.seen.insert(key, content) {
            None => Ok(()),
            Some(before) if before == content => {
                self.repeated += 1;
                self.first.get_or_insert_with(|| (line, id.to_owned()));
                Ok(())
            }
            Some(_) => {
                let why = format!("event {id} stands there a second time with other values");
                Err(Error::new(file, Kind::Mixed { line, why }))
            }
        }
    }

    fn note(self, file: &str) -> Option<Diagnostic> {
        let (line, id) = self.first?;
        let source = Source::Line { file: file.to_owned(), line };
        let headline = format!("{} rows repeat an earlier one, first event {id}", self.repeated);
        Some(
            Diagnostic::new("KH-REC-005", Severity::Warning, headline, source)
                .help("look whether two files were pasted together; repeated rows are kept"),
        )
    }
}

/// Rows of another width than the header's that run on without a break.
#[derive(Default)]
struct Block {
    cells: usize,
    line: u64,
    rows: u64,
}

/// Reads all rows of a table by a format and hands each event to `take`.
pub(crate) fn import(
    file: &str,
    rows: &mut dyn Rows,
    format: &dyn Format,
    take: &mut dyn FnMut(Event) -> Result<(), Error>,
) -> Result<Summary, Error> {
    let mut tally = Tally::default();
    let mut refusals =
        Refusals { file: file.to_owned(), notes: Vec::new(), beyond: BTreeMap::new(), first: None };
    let (mut encodings, mut identities) = (Encodings::default(), Identities::default());
    let (mut measure, mut swaps) = (Measure::default(), Swaps::default());
    let mut block = Block::default();
    let columns = rows.header().names().len();
    let mut cells = Cells::default();
    let (mut given, mut stopped) = (0_u64, None);
    while rows.next(&mut cells)? {
        encodings.see(&cells);
        let row = Row::new(rows.header(), &cells);
        if cells.is_blank() || format.is_no_record(&row) {
            tally.skipped += 1;
            continue;
        }
        let fits = cells.len() == columns || format.may_have(cells.len());
        let outcome = if fits {
            format.events(&row, &mut |event| {
                measure.add(&event);
                swaps.see(&event);
                given += 1;
                if let Err(error) = take(event) {
                    stopped.get_or_insert(error);
                }
            })
        } else {
            let n = cells.len();
            Err(format!("{n} cells under {columns} column names: its columns are shifted"))
        };
        if let Some(error) = stopped {
            return Err(error);
        }
        match outcome {
            Ok(()) => {
                tally.read += 1;
                block.rows = 0;
                if let Some((id, content)) = format.identity(&row) {
                    identities.see(file, cells.line, id, content)?;
                }
            }
            Err(why) => {
                if rows.header().is_repeated_by(&cells) {
                    let why = "a second line of column names stands there".to_owned();
                    return Err(Error::new(file, Kind::Mixed { line: cells.line, why }));
                }
                if block.rows == 0 || block.cells != cells.len() {
                    block = Block { cells: cells.len(), line: cells.line, rows: 0 };
                }
                block.rows += 1;
                tally.refused += 1;
                refusals.add(cells.line, why);
            }
        }
    }
    if tally.read > 0 && block.rows >= BLOCK && block.cells != columns {
        let (line, why) = (
            block.line,
            format!("from there on rows have {} cells, before it {columns}", block.cells),
        );
        return Err(Error::new(file, Kind::Mixed { line, why }));
    }
    if given == 0 && tally.refused > 0 {
        let first = refusals.first.unwrap_or_default();
        return Err(Error::new(file, Kind::Shifted { rows: tally.refused, first }));
    }
    let mut manifest = format.manifest();
    manifest.sha256 = rows.checksum();
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
    notes.extend(encodings.note(file));
    notes.extend(identities.note(file));
    notes.extend(swaps.notes(file));
    Ok(Summary { manifest, coverage: measure.finish(format.declared()), tally, notes })
}
