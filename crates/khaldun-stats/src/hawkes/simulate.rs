use super::baseline::Hats;
use super::pair::{Fit, Pair};
use crate::num;
use rand_chacha::ChaCha8Rng;

/// No more events are simulated.
const MOST: usize = 200_000;

/// Two kinds of events as a fit says they come: those of the baseline, by thinning, and all that they
/// call forth (A. G. Hawkes and D. Oakes, Journal of Applied Probability 11 (1974) 493-503).
///
/// Ratios at which the numbers would grow without end are cut off at 200,000 events.
pub fn simulated(fit: &Fit, span: (f64, f64), rng: &mut ChaCha8Rng) -> Pair {
    let mut times = [Vec::new(), Vec::new()];
    for (kind, heights) in fit.heights.iter().enumerate() {
        let hats = Hats::new(span, heights.len());
        let most = heights.iter().copied().fold(0.0, f64::max);
        for _ in 0..num::poisson(rng, most * (span.1 - span.0)) {
            let t = span.0 + num::uniform(rng) * (span.1 - span.0);
            if num::uniform(rng) * most < hats.height(heights, t) {
                times[kind].push(t);
            }
        }
    }
    let mut parents: Vec<(usize, f64)> =
        (0..2).flat_map(|k| times[k].iter().map(move |t| (k, *t))).collect();
    while let Some((of, t)) = parents.pop() {
        for on in 0..2 {
            for _ in 0..num::poisson(rng, fit.branching[of][on]) {
                let child = t + fit.lags[usize::from(of != on)] * num::exponential(rng);
                if child < span.1 && times[0].len() + times[1].len() < MOST {
                    times[on].push(child);
                    parents.push((on, child));
                }
            }
        }
    }
    for kind in &mut times {
        kind.sort_by(f64::total_cmp);
    }
    Pair { times, span }
}

/// Events dated to the day, put at random moments of their days, in order.
///
/// Which of one day's events came first is then chance: do it more than once, and believe what stays.
pub fn spread(days: &[i64], rng: &mut ChaCha8Rng) -> Vec<f64> {
    let mut times: Vec<f64> = days.iter().map(|d| *d as f64 + num::uniform(rng)).collect();
    times.sort_by(f64::total_cmp);
    times
}
