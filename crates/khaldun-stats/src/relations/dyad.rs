//! A dyad by month: support and hostility, with intervals.
//!
//! **Question.** How did two parties deal with each other, month by month?
//! **Assumptions.** Acts are recorded independently of each other and come as a Poisson process within a
//! month; support and hostility are recorded alike.
//! **Formula.** For every covered month the counts with their exact Poisson intervals
//! ([`num::poisson_interval`]) and the share of hostile acts with Wilson's ([`num::wilson_interval`]).
//! A month without coverage has no row: it is unobserved, not quiet.
//! **When it misleads.** Fighting makes news, and help does not: the share speaks of the record.
//! A month with few acts has an interval that holds nearly everything; read it before the
//! share.
//!
//! ```
//! use khaldun_stats::relations::{Act, series};
//! let hostile = |month| Act { month, hostile: true };
//! let support = |month| Act { month, hostile: false };
//! let acts = [hostile(3), hostile(3), support(3), hostile(9)];
//! let told = series(&acts, &[3, 4], 0.95);
//! assert_eq!((told.months[0].hostile, told.months[0].support), (2, 1));
//! // Nothing is recorded in the covered month 4: up to 3.7 acts are still compatible with that.
//! assert!((told.months[1].hostile_interval.1 - 3.688_879).abs() < 1e-6);
//! assert_eq!(told.uncovered, 1);
//! ```

use crate::num;
use std::collections::BTreeMap;

/// An act of the dyad.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Act {
    /// Its month, counted from anywhere.
    pub month: i32,
    /// Hostile, or of support.
    pub hostile: bool,
}

/// The dyad over time.
#[derive(Clone, Debug, PartialEq)]
pub struct Series {
    /// Covered months, in order.
    pub months: Vec<Month>,
    /// Acts in months that are not covered, which are not counted.
    pub uncovered: usize,
}

/// One covered month.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Month {
    /// Which.
    pub month: i32,
    /// Acts of support.
    pub support: u64,
    /// Interval of their mean number.
    pub support_interval: (f64, f64),
    /// Hostile acts.
    pub hostile: u64,
    /// Interval of their mean number.
    pub hostile_interval: (f64, f64),
    /// Share of hostile acts with its interval; `None` without acts.
    pub hostile_share: Option<(f64, f64, f64)>,
}

/// Counts the acts by covered month, with intervals at a level.
pub fn series(acts: &[Act], covered: &[i32], level: f64) -> Series {
    let mut counts: BTreeMap<i32, [u64; 2]> = covered.iter().map(|m| (*m, [0, 0])).collect();
    let mut uncovered = 0;
    for act in acts {
        match counts.get_mut(&act.month) {
            Some(count) => count[usize::from(act.hostile)] += 1,
            None => uncovered += 1,
        }
    }
    let month = |(month, [support, hostile]): (i32, [u64; 2])| Month {
        month,
        support,
        support_interval: num::poisson_interval(support, level),
        hostile,
        hostile_interval: num::poisson_interval(hostile, level),
        hostile_share: (support + hostile > 0).then(|| {
            let (low, high) = num::wilson_interval(hostile, support + hostile, level);
            (hostile as f64 / (support + hostile) as f64, low, high)
        }),
    };
    Series { months: counts.into_iter().map(month).collect(), uncovered }
}
