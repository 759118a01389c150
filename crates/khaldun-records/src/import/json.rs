//! JSON as the APIs of UCDP and ACLED give it: pages with a list of rows, or rows alone, one value
//! after the other.

use super::open::{Budget, Sum};
use super::rows::{Cells, Encoding, Header, Rows};
use crate::Error;
use crate::error::Kind;
use serde_json::{Deserializer, Map, StreamDeserializer, Value, de::IoRead};
use std::collections::VecDeque;
use std::fmt::Write as _;
use std::io::Read;

/// Names under which pages hold their rows.
const LISTS: &[&str] = &["Result", "results", "data", "Data", "features", "events"];

/// Rows out of JSON values.
pub(crate) struct Pages<'a> {
    file: String,
    header: Header,
    values: StreamDeserializer<'a, IoRead<Box<dyn Read + 'a>>, Value>,
    rows: VecDeque<Map<String, Value>>,
    row: u64,
    budget: Budget,
    sum: Sum,
    scratch: String,
}

impl<'a> Pages<'a> {
    /// Reads the first page; the names of its columns are the keys of its rows.
    pub(crate) fn new(
        file: &str,
        bytes: Box<dyn Read + 'a>,
        budget: Budget,
        sum: Sum,
    ) -> Result<Self, Error> {
        let values = Deserializer::from_reader(bytes).into_iter();
        let mut pages = Self {
            file: file.to_owned(),
            header: Header::new(Vec::new()),
            values,
            rows: VecDeque::new(),
            row: 0,
            budget,
            sum,
            scratch: String::new(),
        };
        pages.more()?;
        let mut names: Vec<String> = Vec::new();
        let mut seen = std::collections::BTreeSet::new();
        for key in pages.rows.iter().flat_map(Map::keys) {
            if seen.insert(key) {
                names.push(key.clone());
            }
        }
        if names.is_empty() {
            let why = "JSON without rows in it: no object, or a page whose list is empty";
            return Err(Error::new(file, Kind::NotATable(why.to_owned())));
        }
        pages.header = Header::new(names);
        Ok(pages)
    }

    /// Reads pages until one has rows; false at the end.
    fn more(&mut self) -> Result<bool, Error> {
        while self.rows.is_empty() {
            self.budget.new_page();
            let line = self.row + 1;
            match self.values.next() {
                None => return Ok(false),
                Some(Err(e)) => {
                    let cause = format!("row {line} or its page: {e}");
                    return Err(Error::new(&self.file, Kind::Reading { line, cause }));
                }
                Some(Ok(value)) => self.rows.extend(rows_of(value)),
            }
        }
        Ok(true)
    }
}

/// The rows of a value: of a page, of a list, of an object of objects, or the value itself.
fn rows_of(value: Value) -> Vec<Map<String, Value>> {
    match value {
        Value::Array(list) => list.into_iter().flat_map(rows_of).collect(),
        Value::Object(mut map) => {
            for name in LISTS {
                if matches!(map.get(*name), Some(Value::Array(_))) {
                    return map.remove(*name).map(rows_of).unwrap_or_default();
                }
            }
            if let Some(Value::Object(_)) = map.get("properties") {
                // A GeoJSON feature: its point stands beside its properties.
                let point = map.get("geometry").and_then(|g| g.get("coordinates")).cloned();
                let Some(Value::Object(mut row)) = map.remove("properties") else {
                    return Vec::new();
                };
                if let Some(Value::Array(xy)) = point {
                    for (name, value) in ["longitude", "latitude"].into_iter().zip(xy) {
                        row.entry(name).or_insert(value);
                    }
                }
                return vec![row];
            }
            if !map.is_empty() && map.values().all(Value::is_object) {
                return map.into_iter().flat_map(|(_, v)| rows_of(v)).collect();
            }
            vec![map]
        }
        _ => Vec::new(),
    }
}

impl Rows for Pages<'_> {
    fn header(&self) -> &Header {
        &self.header
    }

    fn next(&mut self, cells: &mut Cells) -> Result<bool, Error> {
        if !self.more()? {
            return Ok(false);
        }
        let Some(row) = self.rows.pop_front() else { return Ok(false) };
        self.row += 1;
        cells.clear();
        cells.line = self.row;
        for name in self.header.names() {
            match row.get(name) {
                None | Some(Value::Null) => cells.push(""),
                Some(Value::String(text)) => cells.push(text),
                Some(other) => {
                    self.scratch.clear();
                    let _ = write!(self.scratch, "{other}");
                    cells.push(&self.scratch);
                }
            }
        }
        cells.encoding = Encoding::Plain;
        Ok(true)
    }

    fn checksum(&mut self) -> String {
        self.sum.hex()
    }
}
