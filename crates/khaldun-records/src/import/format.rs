use super::rows::Row;
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
    /// Where the format's ids stand for one event in one version: the id, and a checksum of what
    /// must not differ where it occurs again.
    fn identity<'t>(&self, _row: &Row<'t>) -> Option<(&'t str, u64)> {
        None
    }
    /// Whether a row of another number of cells may still be of the format.
    fn may_have(&self, _cells: usize) -> bool {
        false
    }
    /// The event a row tells of, or why it cannot be read.
    fn event(&self, row: &Row<'_>) -> Result<Event, String>;
    /// The events a row tells of: one, but for tables with a column a place.
    fn events(&self, row: &Row<'_>, take: &mut dyn FnMut(Event)) -> Result<(), String> {
        self.event(row).map(take)
    }
}
