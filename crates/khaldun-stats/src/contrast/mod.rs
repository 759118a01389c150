//! The contrast test: responses after episodes of one kind against episodes of another.
//!
//! A claim that an actor held back, or struck, while a certain thing went on is a claim about a
//! difference; a single count of zero never settles it. The two kinds are called *first* and
//! *second* here, and every measure is first over second, so that swapping them turns a ratio into
//! its inverse and nothing else.
//!
//! | file | question |
//! |---|---|
//! | `windows` | What was counted before and after each episode? |
//! | `permute` | Could the labels have been given by chance? |
//! | `ratio` | How many times the rate, and does it rest on one place? |
//! | `exposure` | How many times the rate, where windows overlap? |
//! | `matched` | Among like episodes, in which windows do the rates part? |
//! | `choice` | Among the places it could have struck that day, which did it choose? |
//! | `detection` | Does recording alone explain it? |
//! | `power` | What could these data have shown? |

mod choice;
mod clogit;
mod detection;
mod exposure;
mod matched;
mod permute;
mod power;
mod ratio;
mod windows;

pub use choice::choice;
pub use detection::{Corrected, Detection, corrected};
pub use exposure::{Exposure, Model, Options, exposure, leave_one_out};
pub use matched::{Matched, Measure, Settings as WakeSettings, WakeCell, matched};
pub use permute::{Permuted, permute};
pub use power::{Power, power};
pub use ratio::{Interval, Ratio, bootstrap, mantel_haenszel, rate_ratio, without_each};
pub use windows::{Counts, Sums, counts, sums};

use serde::Serialize;

/// Which of the two kinds of episode.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Kind {
    /// The one in question.
    First,
    /// The one it is held against.
    Second,
}

/// An episode that may be answered.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Episode {
    /// Day of onset, from any origin.
    pub day: i64,
    /// Latitude and longitude, degrees.
    pub point: (f64, f64),
    /// Its kind.
    pub kind: Kind,
}

/// A response.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Response {
    /// Its day, from the same origin.
    pub day: i64,
    /// Latitude and longitude, degrees.
    pub point: (f64, f64),
    /// How many it stands for.
    pub count: u32,
}

/// The days the responses' record covers: from `first`, one entry a day. A day that is not observed
/// is unknown, never a zero.
#[derive(Clone, Debug, PartialEq)]
pub struct Days {
    /// The first day.
    pub first: i64,
    /// Whether each day is observed.
    pub observed: Vec<bool>,
    /// Number of observed days before each day.
    before: Vec<i64>,
}

impl Days {
    /// Coverage from a first day on.
    pub fn new(first: i64, observed: Vec<bool>) -> Self {
        let mut before = vec![0];
        for seen in &observed {
            before.push(before[before.len() - 1] + i64::from(*seen));
        }
        Self { first, observed, before }
    }

    /// Every day from `first` to `last` (inclusive) observed.
    pub fn all(first: i64, last: i64) -> Self {
        Self::new(first, vec![true; (last - first + 1).max(0) as usize])
    }

    /// The last day.
    pub fn last(&self) -> i64 {
        self.first + self.observed.len() as i64 - 1
    }

    /// Observed days from `from` to `to`, both inclusive.
    pub fn between(&self, from: i64, to: i64) -> i64 {
        let place = |day: i64| (day - self.first).clamp(0, self.observed.len() as i64) as usize;
        (self.before[place(to + 1)] - self.before[place(from)]).max(0)
    }

    /// Whether a day is observed.
    pub fn has(&self, day: i64) -> bool {
        usize::try_from(day - self.first)
            .is_ok_and(|n| self.observed.get(n).copied().unwrap_or(false))
    }
}
