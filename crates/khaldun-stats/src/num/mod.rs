//! The arithmetic that the statistics share.

mod draw;
mod interval;
mod ks;
mod minimum;
mod ols;
mod poisson_fit;
mod special;

pub use draw::{below, exponential, shuffle};
pub use interval::{binomial_interval, bisect, chi2_critical, poisson_interval, wilson_interval};
pub use ks::uniform_ks;
pub use minimum::{Minimum, minimum};
pub use ols::{Fit, ols};
pub use poisson_fit::{PoissonFit, poisson_fit};
pub use special::{
    chi2_upper, gamma_upper, ln_gamma, normal_cdf, normal_quantile, poisson_upper,
    student_two_sided,
};

use rand::{RngExt as _, SeedableRng as _};
use rand_chacha::ChaCha8Rng;

/// The random stream number `n` of a seed: `ChaCha` with eight rounds.
///
/// Work that is shared out among threads takes a stream for each piece, so that the result does not
/// depend on which thread does which piece.
pub fn stream(seed: u64, n: u64) -> ChaCha8Rng {
    let mut rng = ChaCha8Rng::seed_from_u64(seed);
    rng.set_stream(n);
    rng
}

/// A number in `[0, 1)`.
pub fn uniform(rng: &mut ChaCha8Rng) -> f64 {
    rng.random::<f64>()
}

/// A standard normal deviate (inversion).
pub fn normal(rng: &mut ChaCha8Rng) -> f64 {
    normal_quantile(uniform(rng).max(1e-300))
}

/// A Poisson count of mean `mean`: inversion in steps of at most 500, so that nothing underflows.
pub fn poisson(rng: &mut ChaCha8Rng, mean: f64) -> u32 {
    let (mut left, mut count) = (mean.max(0.0), 0);
    while left > 0.0 {
        let step = left.min(500.0);
        left -= step;
        let (target, mut p) = (uniform(rng), libm::exp(-step));
        let (mut sum, mut k) = (p, 0_u32);
        while sum < target && k < 2_000 {
            k += 1;
            p *= step / f64::from(k);
            sum += p;
        }
        count += k;
    }
    count
}

/// The quantile `p` of values already in ascending order (linear between neighbours, Hyndman and
/// Fan's type 7). `NaN` where there is no value.
pub fn quantile(sorted: &[f64], p: f64) -> f64 {
    let Some(last) = sorted.len().checked_sub(1) else { return f64::NAN };
    let at = p.clamp(0.0, 1.0) * last as f64;
    let low = at.floor() as usize;
    let (a, b) = (sorted[low], sorted[(low + 1).min(last)]);
    if a == b { a } else { a + (b - a) * (at - low as f64) }
}

/// Solves the symmetric positive definite system `a x = b` (row-major `a`) by Cholesky; `None` where
/// it is not positive definite.
pub fn solve_spd(a: &[f64], b: &[f64]) -> Option<Vec<f64>> {
    let inverse = invert_spd(a, b.len())?;
    let n = b.len();
    Some((0..n).map(|i| (0..n).map(|j| inverse[i * n + j] * b[j]).sum()).collect())
}

/// The inverse of a symmetric positive definite matrix of `n` rows (row-major), by Cholesky.
pub fn invert_spd(a: &[f64], n: usize) -> Option<Vec<f64>> {
    let mut l = vec![0.0; n * n];
    for i in 0..n {
        for j in 0..=i {
            let dot: f64 = (0..j).map(|k| l[i * n + k] * l[j * n + k]).sum();
            let rest = a[i * n + j] - dot;
            if i == j {
                if rest.is_nan() || rest <= 1e-13 * a[i * n + i].abs() {
                    return None;
                }
                l[i * n + i] = rest.sqrt();
            } else {
                l[i * n + j] = rest / l[j * n + j];
            }
        }
    }
    let mut inverse = vec![0.0; n * n];
    for column in 0..n {
        let mut y = vec![0.0; n];
        for i in column..n {
            let unit = if i == column { 1.0 } else { 0.0 };
            let dot: f64 = (column..i).map(|k| l[i * n + k] * y[k]).sum();
            y[i] = (unit - dot) / l[i * n + i];
        }
        for i in (0..n).rev() {
            let dot: f64 = (i + 1..n).map(|k| l[k * n + i] * inverse[k * n + column]).sum();
            inverse[i * n + column] = (y[i] - dot) / l[i * n + i];
        }
    }
    Some(inverse)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn streams_differ_and_repeat() {
        let draw = |seed, n| uniform(&mut stream(seed, n)).to_bits();
        assert_eq!(draw(7, 3), draw(7, 3));
        assert_ne!(draw(7, 3), draw(7, 4));
        assert_ne!(draw(7, 3), draw(8, 3));
    }

    #[test]
    fn poisson_has_its_mean() {
        let mut rng = stream(1, 0);
        let total: u32 = (0..4_000).map(|_| poisson(&mut rng, 2.5)).sum();
        assert!((f64::from(total) / 4_000.0 - 2.5).abs() < 0.1);
    }

    #[test]
    fn an_inverse_is_one() {
        let a = [4.0, 1.0, 0.5, 1.0, 3.0, 0.2, 0.5, 0.2, 2.0];
        let x = solve_spd(&a, &[1.0, 2.0, 3.0]).expect("positive definite");
        let back: f64 = 4.0 * x[0] + x[1] + 0.5 * x[2];
        assert!((back - 1.0).abs() < 1e-12);
        assert_eq!(invert_spd(&[1.0, 1.0, 1.0, 1.0], 2), None);
    }

    #[test]
    fn quantiles() {
        assert_eq!(quantile(&[1.0, 2.0, 4.0], 0.5), 2.0);
        assert_eq!(quantile(&[1.0, 2.0, 4.0], 0.75), 3.0);
        assert_eq!(quantile(&[1.0, f64::INFINITY], 1.0), f64::INFINITY);
    }
}
