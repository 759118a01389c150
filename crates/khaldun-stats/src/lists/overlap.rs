//! Two lists held against each other.
//!
//! **Question.** What share of the events does each of two lists record, and how many does neither?
//! **Assumptions.** Whether the one records an event has nothing to do with whether the other does;
//! every event is as likely to be recorded as another; pairs are matched without error.
//! **Formula.** With `a` and `b` events on the lists and `m` on both, the share that the first sees is
//! `m / b`, with Wilson's interval; the number of events is `(a + 1)(b + 1) / (m + 1) - 1`, nearly
//! unbiased (D. G. Chapman, University of California Publications in Statistics 1 (1951) 131-160), with
//! the variance `(a + 1)(b + 1)(a - m)(b - m) / ((m + 1)²(m + 2))` (G. A. F. Seber, Biometrika 57 (1970)
//! 313-318) and an interval that takes the logarithm of the number unseen as normal (A. Chao, Biometrics
//! 43 (1987) 783-791), so that it never falls below the number seen.
//! **When it misleads.** Two agencies that copy each other agree too well, and the unseen are taken for
//! few; two that look at different sides of a front agree too little, and they are taken for many.
//! Deaths of the known and the unknown are not equally likely to be recorded. Two lists cannot tell any
//! of this: hold it as a bound on one assumption, never as the number.
//!
//! ```
//! use khaldun_stats::lists::overlap;
//! let told = overlap(200, 150, 100, 0.95)?;
//! assert_eq!(told.seen, 250);
//! assert!((told.total - 299.5).abs() < 0.1); // Lincoln and Petersen: 300
//! assert!(told.interval.0 > 250.0 && told.interval.0 < 299.0 && told.interval.1 > 301.0);
//! assert!((told.first_sees.0 - 2.0 / 3.0).abs() < 1e-12); // of the second list's events
//! # Ok::<(), khaldun_stats::Refusal>(())
//! ```

use crate::{Refusal, num};

/// What two lists say of each other.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Overlap {
    /// Events on at least one of them.
    pub seen: u64,
    /// The estimated number of events.
    pub total: f64,
    /// Its interval.
    pub interval: (f64, f64),
    /// Share of the second list's events that the first records, with its interval.
    pub first_sees: (f64, f64, f64),
    /// Share of the first list's events that the second records, with its interval.
    pub second_sees: (f64, f64, f64),
}

/// Holds lists of `first` and `second` events, `both` of them shared, against each other. It takes
/// at least one shared event.
pub fn overlap(first: u64, second: u64, both: u64, level: f64) -> Result<Overlap, Refusal> {
    if both > first.min(second) || !(0.0..1.0).contains(&level) {
        return Err(Refusal::BadInput);
    }
    if both == 0 {
        return Err(Refusal::TooFewOverlaps { found: 0, needed: 1 });
    }
    let (a, b, m) = (first as f64, second as f64, both as f64);
    let seen = first + second - both;
    let total = (a + 1.0) * (b + 1.0) / (m + 1.0) - 1.0;
    let variance = (a + 1.0) * (b + 1.0) * (a - m) * (b - m) / ((m + 1.0) * (m + 1.0) * (m + 2.0));
    let unseen = total - seen as f64;
    let interval = if unseen > 0.0 {
        let z = num::normal_quantile(0.5 + level / 2.0);
        let spread = libm::exp(z * libm::log1p(variance / (unseen * unseen)).sqrt());
        (seen as f64 + unseen / spread, seen as f64 + unseen * spread)
    } else {
        (seen as f64, seen as f64)
    };
    let share = |of: u64| {
        let (low, high) = num::wilson_interval(both, of, level);
        (m / of as f64, low, high)
    };
    Ok(Overlap { seen, total, interval, first_sees: share(second), second_sees: share(first) })
}
