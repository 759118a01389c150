//! What could these data have shown?
//!
//! **Question.** How large must the ratio be for a test at 5 % to find it four times in five, with
//! these episodes, places, days and numbers of responses?
//! **Assumptions.** The exposure model's; extra scatter is a factor on the variance, as fitted.
//! **Formula.** Responses of each place and block are drawn anew at a ratio and the model fitted; the
//! scatter of the log ratio about its mean is widened by the square root of the dispersion. The
//! smallest ratio above one whose power reaches 0.8 is found by halving.
//! **When it misleads.** It speaks of the smallest effect of this shape (a constant factor inside
//! windows), not of others.

use super::clogit::Conditional;
use super::exposure::{Exposure, Model};
use crate::num;
use rayon::prelude::*;
use serde::Serialize;

/// Power of the layout.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Power {
    /// The smallest ratio above one found with probability 0.8; infinite where none up to 100 is.
    pub detectable: f64,
    /// The largest ratio below one found with probability 0.8; zero where none is.
    pub detectable_below: f64,
    /// Ratio and power, for a curve.
    pub curve: Vec<(f64, f64)>,
    /// Draws at each ratio.
    pub draws: u64,
}

/// Simulates power from the layout.
pub fn power(exposure: &Exposure, fitted: &Model, draws: u64, seed: u64) -> Power {
    let at = |ratio: f64| share_found(exposure, fitted, ratio, draws, seed);
    let most = libm::log(100.0);
    let search = |sign: f64| {
        // In log ratio: `low` is not found often enough, `high` is. Widened step by step, since at
        // the far end one kind's windows hold nothing and the fit has no maximum.
        let (mut low, mut high) = (0.0, 0.1);
        while at(libm::exp(sign * high)) < 0.8 {
            (low, high) = (high, high * 2.0);
            if high > most {
                return None;
            }
        }
        while high - low > 0.02 {
            let middle = f64::midpoint(low, high);
            if at(libm::exp(sign * middle)) < 0.8 { low = middle } else { high = middle }
        }
        Some(libm::exp(sign * high))
    };
    let curve = [0.25, 0.5, 0.67, 0.8, 1.0, 1.25, 1.5, 2.0, 4.0].map(|r| (r, at(r))).to_vec();
    Power {
        detectable: search(1.0).unwrap_or(f64::INFINITY),
        detectable_below: search(-1.0).unwrap_or(0.0),
        curve,
        draws,
    }
}

/// The share of draws at a ratio in which one is outside the 95 % interval.
fn share_found(exposure: &Exposure, fitted: &Model, ratio: f64, draws: u64, seed: u64) -> f64 {
    // The ratio is spread about the middle of the two fitted multipliers.
    let middle = libm::log(fitted.first * fitted.second) / 2.0;
    let half = libm::log(ratio) / 2.0;
    let (first, second) = (libm::exp(middle + half), libm::exp(middle - half));
    let widen = fitted.dispersion.max(1.0).sqrt();
    let found: usize = (0..draws)
        .into_par_iter()
        .filter(|n| {
            let drawn = redraw(exposure, first, second, seed, *n);
            let Some(model) = drawn.fit_plain() else { return false };
            // The draw's scatter about the truth, widened; its error likewise.
            let value = libm::log(ratio) + (model.0 - libm::log(ratio)) * widen;
            (value / (model.1 * widen)).abs() > 1.96
        })
        .count();
    found as f64 / draws.max(1) as f64
}

/// The same places, blocks and totals, with the days drawn anew.
fn redraw(exposure: &Exposure, first: f64, second: f64, seed: u64, n: u64) -> Exposure {
    let mut rng = num::stream(seed, n);
    let multiplier = |pattern: usize| {
        let part = |bit: usize, by: f64| if pattern >> bit & 1 == 1 { by } else { 1.0 };
        part(0, first) * part(1, second)
    };
    let strata = exposure
        .conditional
        .strata
        .iter()
        .map(|(cluster, cells)| {
            let total: f64 = cells.iter().map(|c| c.1 * multiplier(c.0)).sum();
            let mut drawn: Vec<(usize, f64, f64)> = cells.iter().map(|c| (c.0, c.1, 0.0)).collect();
            let y: f64 = cells.iter().map(|c| c.2).sum();
            for _ in 0..y as u64 {
                let mut left = num::uniform(&mut rng) * total;
                let last = drawn.len() - 1;
                let picked = drawn.iter().position(|c| {
                    left -= c.1 * multiplier(c.0);
                    left < 0.0
                });
                drawn[picked.unwrap_or(last)].2 += 1.0;
            }
            (*cluster, drawn)
        })
        .collect();
    Exposure {
        conditional: Conditional { patterns: exposure.conditional.patterns.clone(), strata },
        clusters: Vec::new(),
        inside: [0.0; 3],
    }
}
