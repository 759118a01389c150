//! What do the counts bear?
//!
//! Statistics over numbers, seeds and plans. This crate knows no text, no actor and no side, so that
//! swapping the parties cannot move a digit (wall 2). Every result is the same for a seed whatever
//! the number of threads: random numbers come from numbered streams ([`num::stream`]), sums run in a
//! fixed order, transcendental functions come from one library.
//!
//! ```
//! use khaldun_stats::sphere;
//! let km = sphere::km((36.2021, 37.1343), (35.9506, 39.0094));
//! assert_eq!(km.round(), 171.0);
//! ```
//!
//! It does not read files, draw figures or choose words.
#![allow(
    clippy::many_single_char_names,
    clippy::float_cmp,
    clippy::needless_range_loop,
    reason = "formulas keep the letters and indices of their papers; what is exact is compared exactly"
)]

pub mod adjust;
pub mod contrast;
pub mod episode;
pub mod hawkes;
pub mod knox;
pub mod lists;
pub mod num;
pub mod raters;
mod refusal;
pub mod relations;
pub mod scan;
pub mod silence;
pub mod sphere;
pub mod wake;

pub use refusal::Refusal;
