//! Bytes of a public format -> a [`RecordSet`].
//!
//! One module a format. Every importer reads by column name, one row at a time, from any reader;
//! what a file is packed with is seen by its first bytes. A row that cannot be read becomes a note
//! with file and line.

mod acled;
mod airwars;
mod cameo;
mod centcom;
mod columnar;
mod format;
mod gdelt;
mod gtd;
mod icews;
mod json;
mod mapped;
mod open;
mod place_day;
mod places;
mod polecat;
mod propose;
mod rows;
mod run;
mod shape;
mod sniff;
mod starter;
mod swap;
mod table;
mod ucdp;
mod value;

pub use mapped::{ColumnMap, Wide};
pub use propose::{Proposal, propose};
pub use starter::starter;

use crate::error::Kind;
use crate::{Error, Event, Events, RecordSet, Summary};
use format::Format;
use open::Held;
use rows::Rows;
use std::io::Read;

/// Reads a record file; its format is known by its columns, or told by a column map.
///
/// `file` is how the user named it; it heads every message.
pub fn read(file: &str, input: impl Read, map: Option<&ColumnMap>) -> Result<RecordSet, Error> {
    let mut events = Events::default();
    let summary = each(file, input, map, |event| {
        events.push(&event);
        Ok(())
    })?;
    Ok(RecordSet::from_summary(summary, events))
}

/// Reads a record file row by row, for sets that need not fit into memory.
///
/// `take` may stop the reading by an error, which is handed back.
pub fn each(
    file: &str,
    input: impl Read,
    map: Option<&ColumnMap>,
    mut take: impl FnMut(Event) -> Result<(), Error>,
) -> Result<Summary, Error> {
    let mut rows = table(file, input)?;
    let format: Box<dyn Format> = match map {
        Some(map) => Box::new(mapped::Mapped::new(file, map, rows.header())?),
        None => recognise(file, rows.as_mut())?,
    };
    run::import(file, rows.as_mut(), format.as_ref(), &mut take)
}

/// The short name of the set that a file holds, by its columns alone.
pub fn name(file: &str, input: impl Read, map: Option<&ColumnMap>) -> Result<String, Error> {
    let mut rows = table(file, input)?;
    Ok(match map {
        Some(map) => mapped::Mapped::new(file, map, rows.header())?.manifest().name,
        None => recognise(file, rows.as_mut())?.manifest().name,
    })
}

/// Reads text that is at hand already (the built-in set, tests).
pub fn read_text(file: &str, text: &str) -> Result<RecordSet, Error> {
    read(file, text.as_bytes(), None)
}

/// Opens the table in a file, whatever it is packed in.
fn table<'a>(file: &str, input: impl Read + 'a) -> Result<Box<dyn Rows + 'a>, Error> {
    let opened = open::open(file, input)?;
    let mut bytes = match opened.held {
        Held::Parquet(bytes) => {
            return Ok(Box::new(columnar::Columns::new(file, bytes, opened.sum)?));
        }
        Held::Text(bytes) => bytes,
    };
    let head = table::first_line(&mut bytes)
        .map_err(|e| Error::new(file, Kind::Reading { line: 1, cause: e.to_string() }))?;
    if head.trim_ascii_start().starts_with(b"{") || head.trim_ascii_start().starts_with(b"[") {
        let whole = Box::new(std::io::Cursor::new(head).chain(bytes));
        return Ok(Box::new(json::Pages::new(file, whole, opened.budget, opened.sum)?));
    }
    Ok(Box::new(table::Table::new(file, head, bytes, opened.budget, opened.sum)?))
}

/// All formats, those with the most telling columns first.
fn known() -> Vec<Box<dyn Format>> {
    vec![
        Box::new(starter::Starter),
        Box::new(ucdp::Ucdp),
        Box::new(centcom::Centcom),
        Box::new(airwars::Airwars),
        Box::new(place_day::PlaceDay),
        Box::new(acled::Acled),
        Box::new(gdelt::Gdelt),
        Box::new(icews::Icews),
        Box::new(polecat::Polecat),
        Box::new(gtd::Gtd),
        Box::new(gtd::Derived),
    ]
}

fn recognise(file: &str, rows: &mut dyn Rows) -> Result<Box<dyn Format>, Error> {
    let missing = |f: &dyn Format| -> Vec<String> {
        let wants = f.columns().iter().filter(|c| !rows.header().has(c));
        wants.map(|c| (*c).to_owned()).collect()
    };
    let mut nearest: Option<(usize, String, Vec<String>)> = None;
    for format in known() {
        let lacks = missing(format.as_ref());
        if lacks.is_empty() {
            return Ok(format);
        }
        let has = format.columns().len() - lacks.len();
        if has * 2 >= format.columns().len() && nearest.as_ref().is_none_or(|n| has > n.0) {
            nearest = Some((has, format.title().to_owned(), lacks));
        }
    }
    if nearest.is_none()
        && let Some(error) = shape::no_events(file, rows)?
    {
        return Err(error);
    }
    let (wanted, missing) = nearest.map(|(_, t, m)| (t, m)).unwrap_or_default();
    let found = rows.header().names().to_vec();
    Err(Error::new(file, Kind::Columns { wanted, found, missing }))
}
