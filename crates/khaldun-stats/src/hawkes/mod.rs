//! Excitation: do events call forth events?
//!
//! [`etas`] is a self-exciting process of events with sizes and a power-law memory; [`fit`] one of two
//! kinds of events that excite themselves and each other, with [`interval()`]s, the contrast of
//! [`directions`], a null with the clock turned a little ([`jittered`]) and a test of fit ([`rescaled`]).

mod baseline;
pub mod etas;
mod interval;
mod jitter;
mod pair;
mod rescale;
mod simulate;

pub use interval::{Directions, directions, interval};
pub use jitter::{Jittered, jittered};
pub use pair::{Design, Fit, Hold, Pair, fit};
pub use rescale::rescaled;
pub use simulate::{simulated, spread};
