//! Intervals of counts and shares, and the quantiles that they are made of.

use super::{gamma_upper, normal_quantile, special::beta_fraction};

/// The value in `[low, high]` at which a rising function reaches `target`, by bisection.
pub fn bisect(low: f64, high: f64, target: f64, f: impl Fn(f64) -> f64) -> f64 {
    let (mut low, mut high) = (low, high);
    for _ in 0..200 {
        let middle = 0.5 * (low + high);
        if middle <= low || middle >= high {
            break;
        }
        if f(middle) < target {
            low = middle;
        } else {
            high = middle;
        }
    }
    0.5 * (low + high)
}

/// The exact interval of a Poisson mean after `n` events (F. Garwood, Biometrika 28 (1936) 437-442).
///
/// ```
/// let (low, high) = khaldun_stats::num::poisson_interval(10, 0.95);
/// assert!((low - 4.795_389).abs() < 1e-6 && (high - 18.390_356).abs() < 1e-6);
/// ```
pub fn poisson_interval(n: u64, level: f64) -> (f64, f64) {
    let tail = (1.0 - level) / 2.0;
    let n = n as f64;
    let most = n + 20.0 * (n + 1.0).sqrt() + 100.0;
    let low = if n == 0.0 { 0.0 } else { bisect(0.0, n, tail, |m| 1.0 - gamma_upper(n, m)) };
    (low, bisect(n, most, 1.0 - tail, |m| 1.0 - gamma_upper(n + 1.0, m)))
}

/// The exact interval of a share after `k` of `n` (C. J. Clopper and E. S. Pearson, Biometrika 26
/// (1934) 404-413).
///
/// ```
/// let (low, high) = khaldun_stats::num::binomial_interval(3, 10, 0.95);
/// assert!((low - 0.066_739_5).abs() < 1e-6 && (high - 0.652_452_9).abs() < 1e-6);
/// ```
pub fn binomial_interval(k: u64, n: u64, level: f64) -> (f64, f64) {
    let tail = (1.0 - level) / 2.0;
    let (k, n) = (k as f64, n as f64);
    let low =
        if k <= 0.0 { 0.0 } else { bisect(0.0, 1.0, tail, |p| beta_fraction(k, n - k + 1.0, p)) };
    let high = if k >= n {
        1.0
    } else {
        bisect(0.0, 1.0, 1.0 - tail, |p| beta_fraction(k + 1.0, n - k, p))
    };
    (low, high)
}

/// The score interval of a share after `k` of `n` (E. B. Wilson, JASA 22 (1927) 209-212), which keeps
/// its coverage on average where the exact one is wider than it says.
///
/// ```
/// let (low, high) = khaldun_stats::num::wilson_interval(0, 10, 0.95);
/// assert!(low == 0.0 && (high - 0.277_533).abs() < 1e-6);
/// ```
pub fn wilson_interval(k: u64, n: u64, level: f64) -> (f64, f64) {
    if n == 0 {
        return (0.0, 1.0);
    }
    let z = normal_quantile(0.5 + level / 2.0);
    let (k, n) = (k as f64, n as f64);
    let share = k / n;
    let middle = share + z * z / (2.0 * n);
    let half = z * (share * (1.0 - share) / n + z * z / (4.0 * n * n)).sqrt();
    let scale = 1.0 + z * z / n;
    let low = if k <= 0.0 { 0.0 } else { (middle - half) / scale };
    (low, if k >= n { 1.0 } else { (middle + half) / scale })
}

/// The value that a chi-squared variable exceeds with probability `p`.
///
/// ```
/// assert!((khaldun_stats::num::chi2_critical(0.05, 1.0) - 3.841_458_8).abs() < 1e-6);
/// ```
pub fn chi2_critical(p: f64, df: f64) -> f64 {
    bisect(0.0, df + 40.0 * (df + 1.0) + 200.0, 1.0 - p, |x| 1.0 - gamma_upper(df / 2.0, x / 2.0))
}
