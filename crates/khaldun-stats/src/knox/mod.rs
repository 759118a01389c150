//! Near repeats: do events close in space come close in time more often than chance has it?
//!
//! [`table()`] counts pairs within one set by bands of distance and of time and permutes the times;
//! [`cross()`] counts pairs across two sets by distance and signed lag and shifts the clock of one.

mod bands;
mod cross;
mod table;

pub use bands::Metric;
pub use cross::{Cross, CrossCell, cross};
pub use table::{Cell, Table, table};
