//! Pairs across two sets, with the clock of one shifted round.
//!
//! **Question.** Do events of the second kind come near and soon after events of the first more
//! often, or less often, than if the two clocks had nothing to do with each other?
//! **Assumptions.** Neither series as a whole drifts with the other: a shift of one clock leaves each
//! series as clustered as it was, and where it was.
//! **Formula.** Pairs (first, second) are counted by band of distance and band of lag, which is the
//! day of the second less the day of the first, so that negative bands count the opposite order.
//! All days of the second are moved by the same number of days round the period; every such shift
//! is taken where there are at most `shifts` of them, else that many drawn at random.
//! `p_more = (1 + shifts with as many pairs or more) / (1 + shifts)`, `p_fewer` likewise; two-sided
//! p-values are twice the lesser. Shifts on the torus: R. H. Lotwick and B. W. Silverman, Journal of the
//! Royal Statistical Society B 44 (1982) 406-413.
//! **When it misleads.** Both series rising together (a campaign, a season, a better press) look like
//! reprisals: hold the band of lag against its mirror, and see the excitation model with a flexible
//! baseline ([`crate::hawkes`]). Days without coverage shift along with the events.
//!
//! ```
//! use khaldun_stats::knox::{Metric, cross};
//! // Each raid is answered two days later at the same place.
//! let raids: Vec<i64> = vec![3, 17, 40, 58, 77, 90, 101];
//! let answers: Vec<i64> = raids.iter().map(|d| d + 2).collect();
//! let place = vec![(36.0, 37.0); 7];
//! let told = cross(
//!     (&place, &raids), (&place, &answers), Metric::Sphere, &[0.0, 25.0], &[-3, 0, 1, 4], (0, 120), 999, 7,
//! )?;
//! let [before, same, after] = &told.cells[0][..] else { unreachable!() };
//! assert_eq!((before.observed, same.observed, after.observed), (0, 0, 7));
//! assert!(after.p_more < 0.03 && before.p_more > 0.9);
//! # Ok::<(), khaldun_stats::Refusal>(())
//! ```

use super::bands::{Metric, ascend, band, near};
use crate::{Refusal, num};
use rayon::prelude::*;

/// Pairs across two sets: a row for each band of distance, a column for each band of lag.
#[derive(Clone, Debug, PartialEq)]
pub struct Cross {
    /// The cells, by distance, then by lag.
    pub cells: Vec<Vec<CrossCell>>,
    /// How many shifts they are held against.
    pub shifts: u32,
    /// Whether these are all the shifts there are.
    pub all_shifts: bool,
}

/// One cell of it.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct CrossCell {
    /// Pairs counted.
    pub observed: u64,
    /// Mean over the shifts.
    pub mean: f64,
    /// Observed over mean.
    pub ratio: f64,
    /// Share of shifts with as many pairs or more, the observed among them.
    pub p_more: f64,
    /// Share of shifts with as many pairs or fewer, the observed among them.
    pub p_fewer: f64,
}

/// Counts the pairs of two sets of events, each as points and days.
///
/// `space` and `lag` are ascending breaks, lag in days; `period` is the first day covered and the
/// first day after.
#[allow(
    clippy::too_many_arguments,
    reason = "two sets, two kinds of bands, the design of the null"
)]
pub fn cross(
    first: (&[(f64, f64)], &[i64]),
    second: (&[(f64, f64)], &[i64]),
    metric: Metric,
    space: &[f64],
    lag: &[i64],
    period: (i64, i64),
    shifts: u32,
    seed: u64,
) -> Result<Cross, Refusal> {
    let length = period.1 - period.0;
    let inside = |days: &[i64]| days.iter().all(|d| (period.0..period.1).contains(d));
    if first.0.len() != first.1.len()
        || second.0.len() != second.1.len()
        || !ascend(space)
        || !ascend(lag)
        || length < 2
        || !inside(first.1)
        || !inside(second.1)
    {
        return Err(Refusal::BadInput);
    }
    let pairs = near(first.0, second.0, metric, space, false)?;
    let columns = lag.len() - 1;
    let count = |by: i64| {
        let mut counts = vec![0_u64; (space.len() - 1) * columns];
        for pair in &pairs {
            let moved = (second.1[pair.b as usize] - period.0 + by) % length + period.0;
            if let Some(column) = band(lag, &(moved - first.1[pair.a as usize])) {
                counts[pair.band as usize * columns + column] += 1;
            }
        }
        counts
    };
    let observed = count(0);
    let all_shifts = length - 1 <= i64::from(shifts);
    let moves: Vec<i64> = if all_shifts {
        (1..length).collect()
    } else {
        let mut rng = num::stream(seed, 0);
        (0..shifts).map(|_| 1 + num::below(&mut rng, length as u64 - 1) as i64).collect()
    };
    let shifted: Vec<Vec<u64>> = moves.par_iter().map(|by| count(*by)).collect();
    let n = shifted.len() as f64;
    let cells: Vec<CrossCell> = observed
        .iter()
        .enumerate()
        .map(|(k, &count)| {
            let mean = shifted.iter().map(|t| t[k] as f64).sum::<f64>() / n;
            let share = |holds: &dyn Fn(u64) -> bool| {
                (1 + shifted.iter().filter(|t| holds(t[k])).count()) as f64 / (1.0 + n)
            };
            CrossCell {
                observed: count,
                mean,
                ratio: count as f64 / mean,
                p_more: share(&|c| c >= count),
                p_fewer: share(&|c| c <= count),
            }
        })
        .collect();
    Ok(Cross {
        cells: cells.chunks(columns).map(<[CrossCell]>::to_vec).collect(),
        shifts: shifted.len() as u32,
        all_shifts,
    })
}
