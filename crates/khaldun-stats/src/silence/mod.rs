//! What a zero bears: bounds on what may have happened where nothing was recorded.
//!
//! [`bound()`] says how much a zero leaves possible; [`tipping()`] how unequal the seeing would have to be
//! for a difference to be nothing but a difference of seeing.

mod bound;
mod tipping;

pub use bound::{bound, bound_of_interval};
pub use tipping::{Tipping, tipping};
