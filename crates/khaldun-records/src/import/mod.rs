//! Bytes of a public format -> a [`RecordSet`].
//!
//! One module a format. Every importer reads by column name, one row at a time, from any reader;
//! gzip is seen by its first bytes. A row that cannot be read becomes a note with file and line.

mod acled;
mod airwars;
mod centcom;
mod format;
mod guard;
mod mapped;
mod place_day;
mod places;
mod starter;
mod table;
mod ucdp;
mod value;

pub use mapped::{ColumnMap, propose};
pub use starter::starter;

use crate::error::Kind;
use crate::{Error, RecordSet};
use format::Format;
use std::io::Read;

/// Reads a record file; its format is known by its columns, or told by a column map.
///
/// `file` is how the user named it; it heads every message.
pub fn read(file: &str, input: impl Read, map: Option<&ColumnMap>) -> Result<RecordSet, Error> {
    let opened = guard::open(file, input)?;
    let table = table::Table::new(file, opened)?;
    let format: Box<dyn Format> = match map {
        Some(map) => Box::new(mapped::Mapped::new(file, map, &table.header)?),
        None => recognise(file, &table)?,
    };
    table::import(file, table, format.as_ref())
}

/// The names of a table's columns.
pub fn header(file: &str, input: impl Read) -> Result<Vec<String>, Error> {
    let opened = guard::open(file, input)?;
    Ok(table::Table::new(file, opened)?.header.names().to_vec())
}

/// Reads text that is at hand already (the built-in set, tests).
pub fn read_text(file: &str, text: &str) -> Result<RecordSet, Error> {
    read(file, text.as_bytes(), None)
}

fn recognise(file: &str, table: &table::Table<'_>) -> Result<Box<dyn Format>, Error> {
    let known: Vec<Box<dyn Format>> = vec![
        Box::new(starter::Starter),
        Box::new(ucdp::Ucdp),
        Box::new(centcom::Centcom),
        Box::new(airwars::Airwars),
        Box::new(place_day::PlaceDay),
        Box::new(acled::Acled),
    ];
    let missing = |f: &dyn Format| -> Vec<String> {
        let wants = f.columns().iter().filter(|c| !table.header.has(c));
        wants.map(|c| (*c).to_owned()).collect()
    };
    let mut nearest: Option<(usize, String, Vec<String>)> = None;
    for format in known {
        let lacks = missing(format.as_ref());
        if lacks.is_empty() {
            return Ok(format);
        }
        let has = format.columns().len() - lacks.len();
        if has * 2 >= format.columns().len() && nearest.as_ref().is_none_or(|n| has > n.0) {
            nearest = Some((has, format.title().to_owned(), lacks));
        }
    }
    let (wanted, missing) = nearest.map(|(_, t, m)| (t, m)).unwrap_or_default();
    let found = table.header.names().to_vec();
    Err(Error::new(file, Kind::Columns { wanted, found, missing }))
}
