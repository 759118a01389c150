//! What does the record hold?
//!
//! A [`RecordSet`] is event records of one provenance with its [`Manifest`] (name, version,
//! licence) and its [`Coverage`] (what it could have held). Importers read public layouts by column
//! name; rows that cannot be read are reported by file and line, never dropped in silence.
//!
//! ```
//! let set = khaldun_records::import::starter();
//! assert_eq!(set.manifest.name, "starter");
//! assert!(set.coverage.declared.selection, "absence from the starter says nothing");
//! ```
//!
//! This crate judges nothing: whether a claim agrees with a row is the next crate's question.

mod country;
mod coverage;
mod error;
mod event;
mod events;
pub mod fold;
pub mod import;
mod index;
mod manifest;
mod near;
pub mod store;

pub use country::{Countries, Country, iso2};
pub use coverage::{Ask, Bounds, Coverage, Covered, Declared, Lack, LackKind, Measure, say};
pub use error::Error;
pub use event::{Event, Standing, Toll};
pub use events::{Events, Rows};
pub use index::{Index, Look};
pub use manifest::{Manifest, RecordSet, Summary, Tally};
pub use near::{Near, count_by_walking};
