//! Intervals of branching ratios, and the contrast of directions.
//!
//! **Question.** How sure is a branching ratio, and does the one kind call forth the other more than
//! it is called forth by it?
//! **Assumptions.** Those of the model, and enough events for the likelihood to be nearly quadratic.
//! **Formula.** The interval holds the ratios at which twice the loss of log-likelihood, all else fitted
//! anew, stays below a critical value; it begins at 0 where 0 is among them. The critical value at 95 % is
//! the 97 % point of χ² with one degree of freedom, not the 95 % point: under a baseline that bends, few
//! events make the fitted cross-excitation too high and the self-excitation too low, and at 0 the lag means
//! nothing, so that the true ratio loses more than 3.84 in seven to nine of a hundred simulated sets
//! (docs/stats.md). Sets simulated from the fit itself do not show it, since that fit has too little
//! self-excitation already. The contrast holds the fit against one with both cross ratios the same.
//! **When it misleads.** At 0 the lag means nothing, so the p-value of "no excitation" is too small:
//! ask the shifted clock ([`super::jittered`]). Ratios of rare kinds have intervals that run far up.
//!
//! ```
//! use khaldun_stats::hawkes::{Design, Hold, Pair, directions, fit, interval};
//! let first: Vec<f64> = (0..40).map(|n| 9.0 * n as f64 + (n * n % 7) as f64).collect();
//! let second: Vec<f64> = first.iter().enumerate().map(|(n, t)| t + 0.2 + (n % 9) as f64 * 0.2).collect();
//! let pair = Pair { times: [first, second], span: (0.0, 370.0) };
//! let design = Design { knots: 5, lags: (0.25, 10.0) };
//! let told = fit(&pair, &design, Hold::Nothing)?;
//! let (low, high) = interval(&pair, &design, &told, (0, 1), 0.95)?;
//! assert!(low > 0.5 && low < told.branching[0][1] && told.branching[0][1] < high);
//! let contrast = directions(&pair, &design, &told)?;
//! assert!(contrast.difference > 0.5 && contrast.p < 0.01);
//! # Ok::<(), khaldun_stats::Refusal>(())
//! ```

use super::pair::{Design, Fit, Hold, Pair, refit};
use crate::{Refusal, num};

/// The interval of the branching ratio of one kind on another, at a level.
pub fn interval(
    pair: &Pair,
    design: &Design,
    best: &Fit,
    (of, on): (usize, usize),
    level: f64,
) -> Result<(f64, f64), Refusal> {
    if of > 1 || on > 1 || !(level > 0.0 && level < 1.0) {
        return Err(Refusal::BadInput);
    }
    let critical = num::chi2_critical(LEFT_TO_CHANCE * (1.0 - level), 1.0) / 2.0;
    let profile = Profile { pair, design, best, of, on };
    Ok((profile.low(critical)?, profile.high(critical)?))
}

/// What part of the chance to miss is left to the χ² that few events do not quite follow.
const LEFT_TO_CHANCE: f64 = 0.6;

/// The log-likelihood by one ratio, all else fitted anew.
struct Profile<'a> {
    pair: &'a Pair,
    design: &'a Design,
    best: &'a Fit,
    of: usize,
    on: usize,
}

impl Profile<'_> {
    /// What a ratio loses of the log-likelihood.
    fn loss(&self, ratio: f64) -> Result<f64, Refusal> {
        let hold = Hold::Ratio { of: self.of, on: self.on, ratio };
        let held = refit(self.pair, self.design, hold, Some(self.best))?;
        Ok(self.best.log_likelihood - held.log_likelihood)
    }

    fn estimate(&self) -> f64 {
        self.best.branching[self.of][self.on]
    }

    /// The least ratio that loses no more than `critical`.
    fn low(&self, critical: f64) -> Result<f64, Refusal> {
        if self.loss(0.0)? <= critical {
            return Ok(0.0);
        }
        self.edge(critical, self.estimate(), 0.0)
    }

    /// The greatest.
    fn high(&self, critical: f64) -> Result<f64, Refusal> {
        let estimate = self.estimate();
        let mut step = 0.1 + 0.5 * estimate;
        while self.loss(estimate + step)? <= critical {
            step *= 2.0;
            if step > 1e3 {
                return Ok(f64::INFINITY);
            }
        }
        self.edge(critical, estimate, estimate + step)
    }

    /// Where the loss reaches `critical`, between a ratio that is inside and one that is outside.
    fn edge(&self, critical: f64, mut inside: f64, mut outside: f64) -> Result<f64, Refusal> {
        while (outside - inside).abs() > 2e-3 * (1e-2 + self.estimate()) {
            let middle = 0.5 * (inside + outside);
            if self.loss(middle)? <= critical {
                inside = middle;
            } else {
                outside = middle;
            }
        }
        Ok(0.5 * (inside + outside))
    }
}

/// The two directions held against each other.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Directions {
    /// Branching of the first kind on the second less that of the second on the first.
    pub difference: f64,
    /// Twice the loss of log-likelihood if both are the same.
    pub ratio: f64,
    /// Its p-value, two-sided.
    pub p: f64,
}

/// Holds the two cross-excitations of a fit against each other.
pub fn directions(pair: &Pair, design: &Design, best: &Fit) -> Result<Directions, Refusal> {
    let alike = refit(pair, design, Hold::Alike, Some(best))?;
    let ratio = (2.0 * (best.log_likelihood - alike.log_likelihood)).max(0.0);
    let difference = best.branching[0][1] - best.branching[1][0];
    Ok(Directions { difference, ratio, p: num::chi2_upper(ratio, 1.0) })
}
