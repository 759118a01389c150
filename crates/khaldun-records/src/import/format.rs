use super::table::Row;
use crate::{Declared, Event, Manifest};

/// A public format: which columns make it out, and what a row of it says.
pub(crate) trait Format {
    /// Its name in messages.
    fn title(&self) -> &str;
    /// Columns without which a file is not of this format.
    fn columns(&self) -> &[&str];
    /// What a set of it is; the importer adds the checksum.
    fn manifest(&self) -> Manifest;
    /// What its makers say it holds.
    fn declared(&self) -> Declared;
    /// Whether the row is no record at all (a row of tags).
    fn is_no_record(&self, _row: &Row<'_>) -> bool {
        false
    }
    /// The event a row tells of, or why it cannot be read.
    fn event(&self, row: &Row<'_>) -> Result<Event, String>;
    /// Called once when all rows are read (ids of repeated rows, and the like).
    fn finish(&self, _events: &mut Vec<Event>) {}
}
