//! Coarsened exact matching.
//!
//! **Question.** Which treated and untreated cases are alike?
//! **Assumptions.** What makes cases comparable is among the covariates; cases in one bin of every
//! covariate are exchangeable.
//! **Formula.** Each covariate is cut into bins of equal width, as many break points as Sturges'
//! rule gives (⌈log₂ n + 1⌉); a stratum is a combination of bins; strata without both groups are
//! dropped. Untreated cases weigh by the treated to
//! untreated of their stratum, over the same of all strata. Imbalance L1 is half the sum
//! over strata of the difference of the groups' shares, over bins at round break points whose
//! number is Scott's rule. S. M. Iacus, G. King and G. Porro, Political Analysis 20 (2012) 1-24.
//! **When it misleads.** With many covariates few strata hold both groups, and the estimate speaks
//! of those few alone.
//!
//! ```
//! use khaldun_stats::wake::cem;
//! let matched = cem::matched(&[vec![0.1, 0.2, 0.9, 0.15]], &[true, false, true, false]);
//! assert_eq!(matched.weights, [1.0, 1.0, 0.0, 1.0]);
//! ```

use std::collections::BTreeMap;

/// What matching left.
#[derive(Clone, Debug, PartialEq)]
pub struct Matched {
    /// The stratum of each case, where its stratum holds both groups.
    pub stratum: Vec<Option<usize>>,
    /// Weight of each case; 0 for cases without a counterpart.
    pub weights: Vec<f64>,
}

/// Imbalance before or after matching.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Balance {
    /// L1, from 0 (the same distribution) to 1 (no stratum shared).
    pub l1: f64,
    /// Per cent of strata that hold both groups.
    pub common_support: f64,
}

/// Matches cases on covariates, each a column over all cases.
pub fn matched(covariates: &[Vec<f64>], treated: &[bool]) -> Matched {
    let bins: Vec<Vec<usize>> = covariates.iter().map(|c| binned(c, &sturges(c))).collect();
    let strata = strata(&bins, treated.len());
    let mut counts: BTreeMap<usize, [f64; 2]> = BTreeMap::new();
    for (s, t) in strata.iter().zip(treated) {
        counts.entry(*s).or_default()[usize::from(*t)] += 1.0;
    }
    let both: BTreeMap<usize, [f64; 2]> =
        counts.into_iter().filter(|(_, c)| c[0] > 0.0 && c[1] > 0.0).collect();
    let total = both.values().fold([0.0, 0.0], |sum, c| [sum[0] + c[0], sum[1] + c[1]]);
    let stratum: Vec<Option<usize>> =
        strata.iter().map(|s| both.contains_key(s).then_some(*s)).collect();
    let weights = stratum
        .iter()
        .zip(treated)
        .map(|(s, t)| match s.map(|s| both[&s]) {
            None => 0.0,
            Some(_) if *t => 1.0,
            Some(c) => c[1] / c[0] * total[0] / total[1],
        })
        .collect();
    Matched { stratum, weights }
}

/// Imbalance of the groups on the covariates.
pub fn balance(covariates: &[Vec<f64>], treated: &[bool]) -> Balance {
    let bins: Vec<Vec<usize>> =
        covariates.iter().map(|c| binned(c, &round_breaks(c, scott(c)))).collect();
    let mut counts: BTreeMap<usize, [f64; 2]> = BTreeMap::new();
    for (s, t) in strata(&bins, treated.len()).into_iter().zip(treated) {
        counts.entry(s).or_default()[usize::from(*t)] += 1.0;
    }
    let total = counts.values().fold([0.0, 0.0], |sum, c| [sum[0] + c[0], sum[1] + c[1]]);
    let apart: f64 = counts.values().map(|c| (c[0] / total[0] - c[1] / total[1]).abs()).sum();
    let shared = counts.values().filter(|c| c[0] > 0.0 && c[1] > 0.0).count();
    Balance { l1: apart / 2.0, common_support: 100.0 * shared as f64 / counts.len() as f64 }
}

/// Numbers each combination of bins, in order of first appearance.
fn strata(bins: &[Vec<usize>], cases: usize) -> Vec<usize> {
    let mut seen: BTreeMap<Vec<usize>, usize> = BTreeMap::new();
    (0..cases)
        .map(|i| {
            let next = seen.len();
            *seen.entry(bins.iter().map(|b| b[i]).collect()).or_insert(next)
        })
        .collect()
}

/// The bin of each value: bins are open below and closed above, the lowest closed on both sides.
fn binned(values: &[f64], breaks: &[f64]) -> Vec<usize> {
    values.iter().map(|v| breaks.partition_point(|b| b < v).max(1)).collect()
}

fn range(values: &[f64]) -> (f64, f64) {
    values.iter().fold((f64::INFINITY, f64::NEG_INFINITY), |(a, b), v| (a.min(*v), b.max(*v)))
}

/// Break points at equal distances, their number by Sturges' rule.
fn sturges(values: &[f64]) -> Vec<f64> {
    let count = (libm::log2(values.len().max(1) as f64) + 1.0).ceil() as usize;
    let (low, high) = range(values);
    evenly(low, high, count.saturating_sub(1).max(1))
}

fn evenly(low: f64, high: f64, steps: usize) -> Vec<f64> {
    let by = (high - low) / steps as f64;
    (0..=steps).map(|n| if n == steps { high } else { low + n as f64 * by }).collect()
}

/// Number of bins by Scott's rule.
fn scott(values: &[f64]) -> f64 {
    let n = values.len() as f64;
    let mean = values.iter().sum::<f64>() / n;
    let variance = values.iter().map(|v| (v - mean) * (v - mean)).sum::<f64>() / (n - 1.0);
    let width = 3.5 * variance.sqrt() / libm::cbrt(n);
    let (low, high) = range(values);
    if width > 0.0 { ((high - low) / width).ceil().max(1.0) } else { 1.0 }
}

/// About `bins` bins whose borders are 1, 2 or 5 times a power of ten apart (the rule of R's
/// `pretty`, with its usual bias to the larger step).
fn round_breaks(values: &[f64], bins: f64) -> Vec<f64> {
    const LARGER: f64 = 1.5;
    const LARGER_FIVE: f64 = 2.75;
    let (low, high) = range(values);
    if high <= low {
        return vec![low - 1.0, low];
    }
    let cell = (high - low) / bins.max(1.0);
    let base = libm::pow(10.0, libm::log10(cell).floor());
    let mut step = base;
    for (factor, bias) in [(2.0, LARGER), (5.0, LARGER_FIVE), (10.0, LARGER)] {
        if factor * base - cell >= bias * (cell - step) {
            break;
        }
        step = factor * base;
    }
    let first = (low / step + 1e-10).floor();
    let last = (high / step - 1e-10).ceil();
    evenly(first * step, last * step, (last - first).max(1.0) as usize)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn borders_are_round() {
        assert_eq!(round_breaks(&[0.3, 9.2], 5.0), [0.0, 2.0, 4.0, 6.0, 8.0, 10.0]);
        assert_eq!(binned(&[0.0, 2.0, 2.1], &[0.0, 2.0, 4.0]), [1, 1, 2]);
    }

    #[test]
    fn the_same_cases_are_balanced() {
        let values = vec![vec![1.0, 2.0, 3.0, 1.0, 2.0, 3.0]];
        let same = balance(&values, &[true, true, true, false, false, false]);
        assert_eq!((same.l1, same.common_support), (0.0, 100.0));
    }
}
