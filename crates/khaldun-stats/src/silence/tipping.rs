//! The detection ratio at which a difference would vanish.
//!
//! **Question.** How much better would the record have to see one of two conditions for the difference
//! between them to be one of seeing alone?
//! **Assumptions.** Counts are Poisson given exposure; recording is independent of what else
//! differs.
//! **Formula.** With `k₁` events over exposure `e₁` against `k₀` over `e₀`, the rate ratio is
//! `r = (k₁ / e₁) / (k₀ / e₀)`; given their sum, `k₁` is binomial with share `r e₁ / (r e₁ + e₀)`, whose exact interval
//! gives that of `r` (J. Przyborowski and H. Wilenski, Biometrika 31 (1940) 313-323). Recording with
//! probability `p₁` and `p₀` multiplies `r` by `p₁ / p₀`, so the point vanishes at the detection ratio
//! `p₁ / p₀ = r`, and significance already at the end of the interval that lies nearer to 1.
//! **When it misleads.** Bursts make counts more variable than Poisson; the interval is then too
//! narrow, and the ratio at which significance goes lies nearer to 1 than is said here.
//!
//! ```
//! use khaldun_stats::silence::tipping;
//! // 4 responses after 40 triggers of the one kind, 30 after 60 of the other.
//! let told = tipping((4, 40.0), (30, 60.0), 0.95).expect("events and exposure");
//! assert!((told.ratio - 0.2).abs() < 1e-12);
//! // Seeing the first only 0.57 times as well as the second would do.
//! assert!(told.interval.1 < 0.58 && told.interval.1 > 0.55);
//! assert_eq!(told.significance_goes_at, Some(told.interval.1));
//! ```

use crate::{Refusal, num};

/// A rate ratio and the detection ratios that would explain it away.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Tipping {
    /// The ratio of rates; also the detection ratio (first to second) at which it would be 1.
    pub ratio: f64,
    /// Its exact interval.
    pub interval: (f64, f64),
    /// The detection ratio (first to second) from which on the interval would hold 1; `None` where
    /// it holds 1 as it is.
    pub significance_goes_at: Option<f64>,
}

/// Holds `(events, exposure)` of one condition against that of another.
pub fn tipping(first: (u64, f64), second: (u64, f64), level: f64) -> Result<Tipping, Refusal> {
    let exposed = |e: f64| e.is_finite() && e > 0.0;
    if !exposed(first.1) || !exposed(second.1) || !(0.0..1.0).contains(&level) {
        return Err(Refusal::BadInput);
    }
    let n = first.0 + second.0;
    if n == 0 {
        return Err(Refusal::TooFewEvents { found: 0, needed: 1 });
    }
    let odds = |share: f64| share / (1.0 - share) * second.1 / first.1;
    let (low, high) = num::binomial_interval(first.0, n, level);
    let interval = (odds(low), odds(high));
    let ratio = (first.0 as f64 / first.1) / (second.0 as f64 / second.1);
    let significance_goes_at = if interval.1 < 1.0 {
        Some(interval.1)
    } else if interval.0 > 1.0 {
        Some(interval.0)
    } else {
        None
    };
    Ok(Tipping { ratio, interval, significance_goes_at })
}
