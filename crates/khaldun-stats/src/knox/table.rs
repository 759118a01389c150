//! The Knox table of one set of events, with permuted times.
//!
//! **Question.** Does an event make another one near it and soon after it likelier?
//! **Assumptions.** Under the null hypothesis the times are exchangeable among the places: season and
//! trend are the same everywhere.
//! **Formula.** Pairs of events are counted by band of distance and band of |days apart|, bands
//! closed below and open above. The times are dealt out anew among the places, `permutations` times;
//! `p = (1 + tables with as many pairs or more) / (1 + permutations)`, and the Knox ratio is observed
//! over the mean of the permuted counts. Adjusted p-values hold the greatest standardised excess of
//! each permuted table against that of the cell, so that the whole table may be read at once.
//! E. G. Knox, Applied Statistics 13 (1964) 25-29; J. H. Ratcliffe and G. F. Rengert, Security
//! Journal 21 (2008) 58-76; maximum: P. H. Westfall and S. S. Young, Resampling-Based Multiple Testing
//! (1993).
//! **When it misleads.** A population that moves or a front that shifts makes near pairs without any
//! event making another likelier. Events reported twice are perfect near repeats. Coordinates of
//! a district's centre make everything in it "the same place".
//!
//! ```
//! use khaldun_stats::knox::{Metric, table};
//! // Two bursts, each at a place of its own, ten days apart.
//! let points = [(0.0, 0.0), (10.0, 0.0), (20.0, 0.0), (900.0, 0.0), (910.0, 0.0), (920.0, 0.0)];
//! let days = [0, 1, 2, 10, 11, 12];
//! let told = table(&points, &days, Metric::Plane, &[0.0, 100.0, f64::INFINITY], &[0, 3, 100], 99, 7)?;
//! assert_eq!(told.observed(), [[6, 0], [0, 9]]);
//! assert!(told.cells[0][0].ratio > 1.0 && told.cells[0][0].p <= 0.2);
//! # Ok::<(), khaldun_stats::Refusal>(())
//! ```

use super::bands::{Metric, ascend, band, near};
use crate::{Refusal, num};
use rayon::prelude::*;

/// A Knox table: a row for each band of distance, a column for each band of time.
#[derive(Clone, Debug, PartialEq)]
pub struct Table {
    /// The cells, by distance, then by time.
    pub cells: Vec<Vec<Cell>>,
    /// How many times the days were dealt out anew.
    pub permutations: u32,
}

/// One cell of a Knox table.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Cell {
    /// Pairs counted.
    pub observed: u64,
    /// Mean of the permuted counts; `NaN` without permutations.
    pub mean: f64,
    /// Observed over mean.
    pub ratio: f64,
    /// Share of tables with as many pairs or more, the observed table among them.
    pub p: f64,
    /// The same for the greatest excess anywhere in the table.
    pub p_adjusted: f64,
}

impl Table {
    /// The counts alone.
    pub fn observed(&self) -> Vec<Vec<u64>> {
        self.cells.iter().map(|row| row.iter().map(|c| c.observed).collect()).collect()
    }
}

/// Counts the pairs of a set of events.
///
/// `space` and `time` are ascending breaks, time in days; the last break of space may be infinite.
pub fn table(
    points: &[(f64, f64)],
    days: &[i64],
    metric: Metric,
    space: &[f64],
    time: &[i64],
    permutations: u32,
    seed: u64,
) -> Result<Table, Refusal> {
    if points.len() != days.len() || !ascend(space) || !ascend(time) {
        return Err(Refusal::BadInput);
    }
    if points.len() < 2 {
        return Err(Refusal::TooFewEvents { found: points.len(), needed: 2 });
    }
    // Far pairs are not held: the pairs of each band of time are the same however the days are dealt.
    let open = space[space.len() - 1].is_infinite();
    let closed = if open { &space[..space.len() - 1] } else { space };
    let pairs =
        if closed.len() < 2 { Vec::new() } else { near(points, points, metric, closed, true)? };
    let (rows, columns) = (space.len() - 1, time.len() - 1);
    let totals = totals(days, time);
    let count = |days: &[i64]| {
        let mut counts = vec![0_u64; rows * columns];
        for pair in &pairs {
            let apart = (days[pair.a as usize] - days[pair.b as usize]).abs();
            if let Some(column) = band(time, &apart) {
                counts[pair.band as usize * columns + column] += 1;
            }
        }
        if open {
            for column in 0..columns {
                let close: u64 = (0..rows - 1).map(|r| counts[r * columns + column]).sum();
                counts[(rows - 1) * columns + column] = totals[column] - close;
            }
        }
        counts
    };
    let observed = count(days);
    let permuted: Vec<Vec<u64>> = (0..permutations)
        .into_par_iter()
        .map(|n| {
            let mut dealt = days.to_vec();
            num::shuffle(&mut num::stream(seed, u64::from(n)), &mut dealt);
            count(&dealt)
        })
        .collect();
    let cells = cells(&observed, &permuted);
    Ok(Table { cells: cells.chunks(columns).map(<[Cell]>::to_vec).collect(), permutations })
}

/// All pairs by band of time.
fn totals(days: &[i64], time: &[i64]) -> Vec<u64> {
    let mut sorted = days.to_vec();
    sorted.sort_unstable();
    let within = |reach: i64| -> u64 {
        let (mut from, mut sum) = (0, 0);
        for (at, day) in sorted.iter().enumerate() {
            while day - sorted[from] >= reach {
                from += 1;
                if from > at {
                    break;
                }
            }
            sum += at.saturating_sub(from) as u64;
        }
        sum
    };
    time.windows(2).map(|w| within(w[1]) - within(w[0].max(0))).collect()
}

fn cells(observed: &[u64], permuted: &[Vec<u64>]) -> Vec<Cell> {
    let n = permuted.len() as f64;
    let moments: Vec<(f64, f64)> = (0..observed.len())
        .map(|k| {
            let mean = permuted.iter().map(|t| t[k] as f64).sum::<f64>() / n;
            let square =
                permuted.iter().map(|t| (t[k] as f64 - mean) * (t[k] as f64 - mean)).sum::<f64>();
            (mean, (square / n).sqrt())
        })
        .collect();
    let excess = |count: u64, k: usize| {
        let (mean, deviation) = moments[k];
        if deviation > 0.0 { (count as f64 - mean) / deviation } else { 0.0 }
    };
    let greatest: Vec<f64> = permuted
        .iter()
        .map(|t| t.iter().enumerate().map(|(k, c)| excess(*c, k)).fold(f64::MIN, f64::max))
        .collect();
    let share = |more: usize| (1 + more) as f64 / (1.0 + n);
    observed
        .iter()
        .enumerate()
        .map(|(k, &count)| Cell {
            observed: count,
            mean: moments[k].0,
            ratio: count as f64 / moments[k].0,
            p: share(permuted.iter().filter(|t| t[k] >= count).count()),
            p_adjusted: share(greatest.iter().filter(|g| **g >= excess(count, k) - 1e-12).count()),
        })
        .collect()
}
