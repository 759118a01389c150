//! Does the model fit? The clock run at the speed of the rate.
//!
//! **Question.** Do the events come as the fitted rates say?
//! **Assumptions.** The fitted rates are the true ones.
//! **Formula.** The expected numbers of events between events of one kind are then independent
//! standard exponentials, so `1 - exp(-expected)` is uniform; told are the Kolmogorov-Smirnov distance of
//! either kind and its p-value. E. N. Brown, R. Barbieri, V. Ventura, R. E. Kass and L. M. Frank,
//! Neural Computation 14 (2002) 325-346.
//! **When it misleads.** The rates were fitted to the same events, so the p-value is too kind. Events at
//! the same moment have nothing expected between them and count against the model.
//!
//! ```
//! use khaldun_stats::hawkes::{Design, Hold, Pair, fit, rescaled};
//! let first: Vec<f64> = (0..60).map(|n| 6.0 * n as f64).collect();
//! let second: Vec<f64> = first.iter().map(|t| t + 2.5).collect();
//! let pair = Pair { times: [first, second], span: (0.0, 360.0) };
//! let told = fit(&pair, &Design { knots: 3, lags: (0.25, 4.0) }, Hold::Nothing)?;
//! // Clockwork does not come as chance has it.
//! assert!(rescaled(&pair, &told)[0].1 < 0.01);
//! # Ok::<(), khaldun_stats::Refusal>(())
//! ```

use super::baseline::Hats;
use super::pair::{Fit, Pair, walk};
use crate::num;

/// The Kolmogorov-Smirnov distance and its p-value for either kind.
pub fn rescaled(pair: &Pair, fit: &Fit) -> [(f64, f64); 2] {
    let hats = Hats::new(pair.span, fit.heights[0].len());
    let mut last = [0.0; 2];
    let mut shares: [Vec<f64>; 2] = [Vec::new(), Vec::new()];
    walk(pair, fit.lags, |on, t, pulses| {
        let called =
            |of: usize| fit.branching[of][on] * (pulses.earlier[of] as f64 - pulses.sum[of][on]);
        let expected = hats.until(&fit.heights[on], t) + called(0) + called(1);
        shares[on].push(-libm::expm1(last[on] - expected));
        last[on] = expected;
    });
    shares.map(|s| num::uniform_ks(&s))
}
