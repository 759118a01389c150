//! Permutation of the kinds within strata.
//!
//! **Question.** Were the kinds handed out by chance among like episodes, how often would the
//! difference be as large?
//! **Assumptions.** Within a stratum the labels are exchangeable under no difference.
//! **Formula.** T = Σ change over first-kind episodes; E is its exact mean over all permutations;
//! p = (1 + #{|T* − E| ≥ |T − E|}) / (N + 1). R. A. Fisher, The Design of Experiments (1935);
//! B. Phipson and G. K. Smyth, Stat. Appl. Genet. Mol. Biol. 9 (2010) 39 for the +1.
//! **When it misleads.** Episodes that come in campaigns of one kind are not exchangeable one by one:
//! the p-value is then too small. Read it beside the interval, which goes by place.
//!
//! ```
//! use khaldun_stats::contrast::{Kind, permute};
//! let cases = [(5.0, Kind::First, 0), (6.0, Kind::First, 0), (0.0, Kind::Second, 0), (1.0, Kind::Second, 0)];
//! let told = permute(&cases, 999, 7);
//! assert_eq!((told.statistic, told.expected), (11.0, 6.0));
//! assert!(told.p > 0.25, "two of six labellings are as extreme");
//! ```

use super::Kind;
use crate::num;
use rand::seq::SliceRandom as _;
use rayon::prelude::*;

/// A permutation test's result.
#[derive(Clone, Debug, PartialEq)]
pub struct Permuted {
    /// The statistic as observed.
    pub statistic: f64,
    /// Its exact mean under permutation.
    pub expected: f64,
    /// Two-sided p-value.
    pub p: f64,
    /// The statistics of the permutations, in order of their streams.
    pub draws: Vec<f64>,
}

/// Permutes kinds within strata; a case is its value, its kind and its stratum.
pub fn permute(cases: &[(f64, Kind, usize)], draws: u64, seed: u64) -> Permuted {
    let count = cases.iter().map(|c| c.2 + 1).max().unwrap_or(0);
    let mut strata: Vec<(Vec<f64>, usize)> = vec![(Vec::new(), 0); count];
    for (value, kind, stratum) in cases {
        strata[*stratum].0.push(*value);
        strata[*stratum].1 += usize::from(*kind == Kind::First);
    }
    let statistic: f64 = cases.iter().filter(|c| c.1 == Kind::First).map(|c| c.0).sum();
    let expected: f64 = strata
        .iter()
        .filter(|(values, _)| !values.is_empty())
        .map(|(values, first)| values.iter().sum::<f64>() / values.len() as f64 * *first as f64)
        .sum();
    let drawn: Vec<f64> = (0..draws)
        .into_par_iter()
        .map(|n| {
            let mut rng = num::stream(seed, n);
            let mut sum = 0.0;
            for (values, first) in &strata {
                let mut values = values.clone();
                let (picked, _) = values.partial_shuffle(&mut rng, *first);
                sum += picked.iter().sum::<f64>();
            }
            sum
        })
        .collect();
    // Sums of the same numbers in another order may differ in the last digit.
    let far = (statistic - expected).abs() * (1.0 - 1e-12);
    let extreme = drawn.iter().filter(|t| (**t - expected).abs() >= far).count();
    let p = (1.0 + extreme as f64) / (draws as f64 + 1.0);
    Permuted { statistic, expected, p, draws: drawn }
}
