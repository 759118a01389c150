//! What could these data have shown?
//!
//! **Question.** How large must the ratio be for a test at 5 % to find it four times in five, with
//! these episodes, places, days and numbers of responses?
//! **Assumptions.** The exposure model's; extra scatter is a factor on the variance, as fitted.
//! **Formula.** Responses of each place and block are drawn anew at a ratio and the model fitted; the
//! scatter of the log ratio about its mean is widened by the square root of the dispersion. The
//! smallest ratio above one whose power reaches 0.8 is found by halving. Drawn responses enter the
//! likelihood by their sums over the covariates alone; all else is laid out once for all draws.
//! **When it misleads.** It speaks of the smallest effect of this shape (a constant factor inside
//! windows), not of others.

use super::clogit::{Conditional, Stratum};
use super::exposure::{Exposure, Model};
use crate::num;
use rayon::prelude::*;
use serde::Serialize;
use std::collections::BTreeMap;

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

/// The power asked for.
const WANTED: f64 = 0.8;

/// Simulates power from the layout.
pub fn power(exposure: &Exposure, fitted: &Model, draws: u64, seed: u64) -> Power {
    let Some(layout) = Layout::new(exposure) else {
        return Power {
            detectable: f64::INFINITY,
            detectable_below: 0.0,
            curve: Vec::new(),
            draws,
        };
    };
    let shares = |ratio: f64| Shares::new(&layout, fitted, ratio);
    let enough = |ratio: f64| shares(ratio).reaches(WANTED, draws, seed);
    let most = libm::log(100.0);
    let search = |sign: f64| {
        // In log ratio: `low` is not found often enough, `high` is. Widened step by step, since at
        // the far end one kind's windows hold nothing and the fit has no maximum.
        let (mut low, mut high) = (0.0, 0.1);
        while !enough(libm::exp(sign * high)) {
            (low, high) = (high, high * 2.0);
            if high > most {
                return None;
            }
        }
        while high - low > 0.02 {
            let middle = f64::midpoint(low, high);
            if enough(libm::exp(sign * middle)) { high = middle } else { low = middle }
        }
        Some(libm::exp(sign * high))
    };
    let curve = [0.25, 0.5, 0.67, 0.8, 1.0, 1.25, 1.5, 2.0, 4.0].map(|r| {
        let found = shares(r).found(0..draws, seed);
        (r, found as f64 / draws.max(1) as f64)
    });
    Power {
        detectable: search(1.0).unwrap_or(f64::INFINITY),
        detectable_below: search(-1.0).unwrap_or(0.0),
        curve: curve.to_vec(),
        draws,
    }
}

/// What all draws share: the strata with more than one pattern, in order, and the same with like strata
/// put together.
struct Layout {
    /// Covariates of each pattern, those that vary.
    patterns: Vec<Vec<f64>>,
    strata: Vec<(f64, Vec<(usize, f64)>)>,
    alike: Vec<(f64, Vec<(usize, f64)>)>,
}

impl Layout {
    /// `None` where the windows are not told apart.
    fn new(exposure: &Exposure) -> Option<Self> {
        let used = exposure.varying(usize::MAX)?;
        let Conditional { patterns, strata } = &exposure.conditional;
        let patterns = patterns.iter().map(|x| used.iter().map(|k| x[*k]).collect()).collect();
        let laid = |(_, cells): &Stratum| {
            let responses: f64 = cells.iter().map(|c| c.2).sum();
            (responses, cells.iter().map(|c| (c.0, c.1)).collect::<Vec<_>>())
        };
        let told = |(responses, cells): &(f64, Vec<_>)| *responses > 0.0 && cells.len() > 1;
        let strata: Vec<(f64, Vec<(usize, f64)>)> = strata.iter().map(laid).filter(told).collect();
        let mut alike: BTreeMap<Vec<(usize, u64)>, f64> = BTreeMap::new();
        for (responses, cells) in &strata {
            let key = cells.iter().map(|(k, o)| (*k, o.to_bits())).collect();
            *alike.entry(key).or_default() += responses;
        }
        let back = |(key, responses): (Vec<(usize, u64)>, f64)| {
            (responses, key.into_iter().map(|(k, o)| (k, f64::from_bits(o))).collect())
        };
        Some(Self { patterns, strata, alike: alike.into_iter().map(back).collect() })
    }

    /// What responses expected at `beta` sum to over the covariates, and the information.
    fn expected(&self, beta: &[f64]) -> (Vec<f64>, Vec<f64>) {
        let p = beta.len();
        let pull = |x: &Vec<f64>| libm::exp(x.iter().zip(beta).map(|(a, b)| a * b).sum());
        let weight: Vec<f64> = self.patterns.iter().map(pull).collect();
        let (mut sums, mut information) = (vec![0.0; p], vec![0.0; p * p]);
        let mut mean = vec![0.0; p];
        for (responses, cells) in &self.alike {
            let total: f64 = cells.iter().map(|(k, o)| o * weight[*k]).sum();
            mean.fill(0.0);
            for (k, opportunity) in cells {
                let share = opportunity * weight[*k] / total;
                let x = &self.patterns[*k];
                for i in 0..p {
                    let part = share * x[i];
                    mean[i] += part;
                    for j in 0..=i {
                        information[i * p + j] += responses * part * x[j];
                    }
                }
            }
            for i in 0..p {
                sums[i] += responses * mean[i];
                for j in 0..=i {
                    information[i * p + j] -= responses * mean[i] * mean[j];
                }
            }
        }
        for i in 0..p {
            for j in 0..i {
                information[j * p + i] = information[i * p + j];
            }
        }
        (sums, information)
    }
}

/// The shares of patterns in each stratum at a ratio, and where the search for each draw's fit begins.
struct Shares<'a> {
    layout: &'a Layout,
    ratio: f64,
    widen: f64,
    /// Running shares of the patterns of each stratum.
    running: Vec<Vec<f64>>,
    beta: Vec<f64>,
    expected: (Vec<f64>, Vec<f64>),
}

impl<'a> Shares<'a> {
    fn new(layout: &'a Layout, fitted: &Model, ratio: f64) -> Self {
        // The ratio is spread about the middle of the two fitted multipliers.
        let middle = libm::log(fitted.first * fitted.second) / 2.0;
        let half = libm::log(ratio) / 2.0;
        let p = layout.patterns.first().map_or(0, Vec::len);
        let mut beta = vec![0.0; p];
        beta[0] = middle + half;
        beta[1] = middle - half;
        let pull = |k: usize| -> f64 {
            libm::exp(layout.patterns[k].iter().zip(&beta).map(|(x, b)| x * b).sum())
        };
        let running = layout.strata.iter().map(|(_, cells)| {
            let total: f64 = cells.iter().map(|(k, o)| o * pull(*k)).sum();
            let sum = |sum: &mut f64, (k, o): &(usize, f64)| {
                *sum += o * pull(*k) / total;
                Some(*sum)
            };
            cells.iter().scan(0.0, sum).collect()
        });
        let running = running.collect();
        let widen = fitted.dispersion.max(1.0).sqrt();
        let expected = layout.expected(&beta);
        Self { layout, ratio, widen, running, beta, expected }
    }

    /// In how many of some draws one is outside the 95 % interval.
    fn found(&self, draws: std::ops::Range<u64>, seed: u64) -> u64 {
        draws.into_par_iter().filter(|n| self.finds(seed, *n)).count() as u64
    }

    /// Whether that is so in a share of all draws; no more are looked at than decide it.
    fn reaches(&self, share: f64, draws: u64, seed: u64) -> bool {
        const AT_ONCE: u64 = 40;
        let needed = (share * draws as f64).ceil() as u64;
        let (mut found, mut looked) = (0, 0);
        while looked < draws && found < needed && found + (draws - looked) >= needed {
            let next = (looked + AT_ONCE).min(draws);
            found += self.found(looked..next, seed);
            looked = next;
        }
        found >= needed
    }

    fn finds(&self, seed: u64, n: u64) -> bool {
        let Some((value, error)) = self.fit(&self.redraw(seed, n)) else { return false };
        // The draw's scatter about the truth, widened; its error likewise.
        let truth = libm::log(self.ratio);
        ((truth + (value - truth) * self.widen) / (error * self.widen)).abs() > 1.96
    }

    /// The same places, blocks and totals, with the days drawn anew: summed over the covariates.
    fn redraw(&self, seed: u64, n: u64) -> Vec<f64> {
        let mut rng = num::stream(seed, n);
        let mut drawn = vec![0.0; self.layout.patterns.len()];
        for ((responses, cells), running) in self.layout.strata.iter().zip(&self.running) {
            for _ in 0..*responses as u64 {
                let at = num::uniform(&mut rng);
                let picked = running.iter().position(|r| at < *r).unwrap_or(cells.len() - 1);
                drawn[cells[picked].0] += 1.0;
            }
        }
        let by = |k: usize| drawn.iter().zip(&self.layout.patterns).map(|(n, x)| n * x[k]).sum();
        (0..self.beta.len()).map(by).collect()
    }

    /// The log ratio of a draw and its error, as if responses were independent; `None` where the
    /// likelihood has no finite maximum.
    fn fit(&self, sums: &[f64]) -> Option<(f64, f64)> {
        let p = self.beta.len();
        let mut beta = self.beta.clone();
        let mut at = self.expected.clone();
        for _ in 0..60 {
            let score: Vec<f64> = sums.iter().zip(&at.0).map(|(a, b)| a - b).collect();
            let step = num::solve_spd(&at.1, &score)?;
            let gain: f64 = step.iter().zip(&score).map(|(s, g)| s * g).sum();
            if gain < 1e-8 {
                let inverse = num::invert_spd(&at.1, p)?;
                let variance = inverse[0] + inverse[p + 1] - 2.0 * inverse[1];
                return Some((beta[0] - beta[1], variance.max(0.0).sqrt()));
            }
            // Far from the top a step may go too far.
            let longest = step.iter().fold(1.0_f64, |m, s| m.max(s.abs()));
            beta.iter_mut().zip(&step).for_each(|(b, s)| *b += s / longest);
            if beta.iter().any(|b| b.abs() > 20.0) {
                return None;
            }
            at = self.layout.expected(&beta);
        }
        None
    }
}
