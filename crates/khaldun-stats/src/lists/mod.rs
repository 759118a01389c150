//! Several lists of the same thing: how many does none of them hold, and what does each of them see?
//!
//! [`overlap()`] holds two lists against each other; [`models()`] fits capture-recapture models to three or
//! more and shows them all.

mod models;
mod overlap;

pub use models::{Fitted, Kind, Models, models};
pub use overlap::{Overlap, overlap};
