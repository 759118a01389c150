//! Many tests at once.
//!
//! **Question.** Of several p-values, which are still small when all are looked at?
//! **Assumptions.** None for Holm; independence or positive dependence for Benjamini-Hochberg.
//! **Formula.** S. Holm, Scand. J. Statist. 6 (1979) 65-70 (any false finding); Y. Benjamini and Y.
//! Hochberg, J. R. Stat. Soc. B 57 (1995) 289-300 (share of false findings).
//! **When it misleads.** Tests that were tried and not listed are not adjusted for.
//!
//! ```
//! use khaldun_stats::adjust::{benjamini_hochberg, holm};
//! assert_eq!(holm(&[0.01, 0.04, 0.03]), [0.03, 0.06, 0.06]);
//! assert_eq!(benjamini_hochberg(&[0.01, 0.04, 0.03]), [0.03, 0.04, 0.04]);
//! ```

fn order(p: &[f64]) -> Vec<usize> {
    let mut order: Vec<usize> = (0..p.len()).collect();
    order.sort_by(|a, b| p[*a].total_cmp(&p[*b]));
    order
}

/// Holm's adjusted p-values.
pub fn holm(p: &[f64]) -> Vec<f64> {
    let mut adjusted = vec![0.0; p.len()];
    let mut highest: f64 = 0.0;
    for (rank, n) in order(p).into_iter().enumerate() {
        highest = highest.max((p.len() - rank) as f64 * p[n]).min(1.0);
        adjusted[n] = highest;
    }
    adjusted
}

/// Benjamini and Hochberg's adjusted p-values.
pub fn benjamini_hochberg(p: &[f64]) -> Vec<f64> {
    let mut adjusted = vec![0.0; p.len()];
    let mut lowest: f64 = 1.0;
    for (rank, n) in order(p).into_iter().enumerate().rev() {
        lowest = lowest.min(p[n] * p.len() as f64 / (rank + 1) as f64);
        adjusted[n] = lowest;
    }
    adjusted
}
