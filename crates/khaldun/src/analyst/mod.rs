//! The analyst's layer: what a person says of the machine's reading, kept apart from it.
//!
//! ```text
//! CASE/analyst/decisions.jsonl   one decision a line, in the order in which they were taken
//! CASE/analyst/README.md         what the folder is
//! ```
//!
//! `decisions.jsonl` is only ever added to; it is the record of what was decided and the undo log in
//! one. A decision is taken back by a later line that says so ([`Deed::Undo`]), and what stands now
//! is the fold of all lines that were not taken back ([`Layer`]). Every write replaces the file
//! whole, so that a reader never sees half a line.
//!
//! A decision points at the words it is about ([`Anchor`]): account, span and the words themselves,
//! never at a claim's number, which changes from one reading to the next. After a new reading a
//! decision is held to the claims that are there ([`Work`]): where no claim has exactly those words
//! at that place, or where the reading that was accepted has changed, it is listed as orphaned. It is
//! never moved to a claim that looks like it; a person may do that ([`Deed::Attach`]).

mod anchor;
mod deed;
mod layer;
mod log;
mod work;

pub use anchor::Anchor;
pub use deed::{Credibility, Deed, Field, Name, Rating, Reliability, Value};
pub use layer::{Decided, Hypothesis, Layer, Marked, Stand, Stood};
pub use log::{Entry, FILE, Log, Refused};
pub use work::{AccountWork, ClaimWork, Corrected, Origin, Orphan, Weighed, Work};

#[cfg(test)]
mod tests;
