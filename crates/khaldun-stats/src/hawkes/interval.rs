//! Intervals of branching ratios, and the contrast of directions.
//!
//! **Question.** How sure is a branching ratio, and does the one kind call forth the other more than
//! it is called forth by it?
//! **Assumptions.** Those of the model, and enough events for the likelihood to be nearly quadratic.
//! **Formula.** The interval holds the ratios at which twice the loss of log-likelihood, all else fitted
//! anew, stays below the critical value of χ² with one degree of freedom; it begins at 0 where 0 is
//! among them. [`calibrated`] takes the critical value from sets simulated from the fit and fitted in turn,
//! where it is greater (parametric bootstrap: B. Efron and R. J. Tibshirani, An Introduction to the
//! Bootstrap (1993)): it knows of the bias of few events and of the lag that means nothing at 0. The contrast holds the fit against one with both cross ratios the same.
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
use super::simulate::simulated;
use crate::{Refusal, num};
use rayon::prelude::*;

/// The interval of the branching ratio of one kind on another, at a level.
pub fn interval(
    pair: &Pair,
    design: &Design,
    best: &Fit,
    (of, on): (usize, usize),
    level: f64,
) -> Result<(f64, f64), Refusal> {
    within(pair, design, best, (of, on), num::chi2_critical(1.0 - level, 1.0) / 2.0)
}

/// The same with a critical value from `draws` simulated sets.
pub fn calibrated(
    pair: &Pair,
    design: &Design,
    best: &Fit,
    (of, on): (usize, usize),
    level: f64,
    draws: u32,
    seed: u64,
) -> Result<(f64, f64), Refusal> {
    if of > 1 || on > 1 {
        return Err(Refusal::BadInput);
    }
    let hold = Hold::Ratio { of, on, ratio: best.branching[of][on] };
    let mut losses: Vec<f64> = (0..draws)
        .into_par_iter()
        .filter_map(|n| {
            let made = simulated(best, pair.span, &mut num::stream(seed, u64::from(n)));
            let free = refit(&made, design, Hold::Nothing, Some(best)).ok()?;
            let held = refit(&made, design, hold, Some(&free)).ok()?;
            Some(free.log_likelihood - held.log_likelihood)
        })
        .collect();
    if losses.len() < LEAST_DRAWS {
        return Err(Refusal::TooFewEvents { found: losses.len(), needed: LEAST_DRAWS });
    }
    losses.sort_by(f64::total_cmp);
    let critical = num::chi2_critical(1.0 - level, 1.0) / 2.0;
    within(pair, design, best, (of, on), critical.max(num::quantile(&losses, level)))
}

/// Fewer simulated sets give no critical value.
const LEAST_DRAWS: usize = 20;

/// The ratios that lose less than `critical` of the log-likelihood.
fn within(
    pair: &Pair,
    design: &Design,
    best: &Fit,
    (of, on): (usize, usize),
    critical: f64,
) -> Result<(f64, f64), Refusal> {
    if of > 1 || on > 1 || critical.is_nan() || critical <= 0.0 {
        return Err(Refusal::BadInput);
    }
    let loss = |ratio: f64| {
        let held = refit(pair, design, Hold::Ratio { of, on, ratio }, Some(best))?;
        Ok::<f64, Refusal>(best.log_likelihood - held.log_likelihood)
    };
    let estimate = best.branching[of][on];
    // Between a ratio that is inside and one that is outside.
    let edge = |mut inside: f64, mut outside: f64| {
        while (outside - inside).abs() > 2e-3 * (1e-2 + estimate) {
            let middle = 0.5 * (inside + outside);
            if loss(middle)? <= critical {
                inside = middle;
            } else {
                outside = middle;
            }
        }
        Ok::<f64, Refusal>(0.5 * (inside + outside))
    };
    let low = if loss(0.0)? <= critical { 0.0 } else { edge(estimate, 0.0)? };
    let mut step = 0.1 + 0.5 * estimate;
    while loss(estimate + step)? <= critical {
        step *= 2.0;
        if step > 1e3 {
            return Ok((low, f64::INFINITY));
        }
    }
    Ok((low, edge(estimate, estimate + step)?))
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
