//! The bound next to every zero.
//!
//! **Question.** None is recorded: how many may there have been?
//! **Assumptions.** Each event would have been recorded with probability `p`, whatever the others;
//! events come as a Poisson process.
//! **Formula.** Recorded events are Poisson with mean `p λ`; none is recorded with probability
//! `exp(-p λ)`, which falls below `1 - level` at `λ = -ln(1 - level) / p`: at 95 %, 3.0 / p ("rule of
//! three", J. A. Hanley and A. Lippman-Hand, JAMA 249 (1983) 1743-1745, with detection).
//! **When it misleads.** `p` is hardly ever known. Where a cut-off road or a fallen network hides all
//! events at once, they are not recorded independently, and the bound is far too low. Days
//! without coverage have `p = 0`: they belong to no zero at all.
//!
//! ```
//! use khaldun_stats::silence::bound;
//! // A list that records six events of ten, and records none: up to five may have happened.
//! assert!((bound(0.6, 0.95) - 4.992_887).abs() < 1e-6);
//! assert_eq!(bound(0.0, 0.95), f64::INFINITY);
//! ```

/// The upper bound, at a level, on the mean number of events where none is recorded, given the
/// probability of recording each. Infinite where nothing would be recorded; `NaN` for arguments that
/// are not probabilities.
pub fn bound(detection: f64, level: f64) -> f64 {
    if !(0.0..=1.0).contains(&detection) || !(0.0..1.0).contains(&level) {
        return f64::NAN;
    }
    -libm::log1p(-level) / detection
}

/// The bounds at the ends of an interval for the probability of recording, the lower bound first.
///
/// ```
/// let (low, high) = khaldun_stats::silence::bound_of_interval((0.3, 0.6), 0.95);
/// assert!(low < 5.0 && high > 9.9);
/// ```
pub fn bound_of_interval(detection: (f64, f64), level: f64) -> (f64, f64) {
    (bound(detection.1, level), bound(detection.0, level))
}
