//! Who stands with whom over time: signed dyads by month, and how far a signed network is from balance.
//!
//! Context for a claim about alliances, never its test.

mod dyad;
mod frustration;
mod kernel;
mod odd_cycles;
mod resampled;

pub use dyad::{Act, Month, Series, series};
pub use frustration::{Edge, Frustration, frustration};
pub use resampled::{Pair, Resampled, resampled};
