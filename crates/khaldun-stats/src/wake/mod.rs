//! Matched wake analysis: what follows events of one kind, against events of another.

pub mod cem;
pub mod compat;
mod counter;

pub use counter::{At, Counter, Event, Wake, Windows};
