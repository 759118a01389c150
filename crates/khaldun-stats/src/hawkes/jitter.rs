//! The clock of the exciting kind, turned a little.
//!
//! **Question.** Is what looks like excitation more than two series rising and falling together?
//! **Assumptions.** Within a window of the given length the exciting events might as well have come a
//! little earlier or later, all together: the baseline does not bend within a window.
//! **Formula.** The span is cut into windows; within each, the times of the exciting kind are turned
//! round by a random amount, so that every window keeps its events and mostly their bursts; the
//! excited kind stays as it is. The statistic is the score of the branching ratio at 0 against a fit
//! without it, at five lags between the bounds, each standardised by the turned clocks, the greatest
//! of the five; `p = (1 + turned with one as great) / (1 + turned)`. Jitter: A. Amarasingham, M. T. Harrison,
//! N. G. Hatsopoulos and S. Geman, Journal of Neurophysiology 107 (2012) 517-531.
//! **When it misleads.** Windows not much longer than the lag leave nothing to be seen; windows so long
//! that the baseline bends within them let drift pass for excitation. Take more than one length.
//!
//! ```
//! use khaldun_stats::hawkes::{Design, Pair, jittered};
//! let first: Vec<f64> = (0..40).map(|n| 9.0 * n as f64 + (n * n % 7) as f64).collect();
//! let second: Vec<f64> = first.iter().enumerate().map(|(n, t)| t + 0.2 + (n % 9) as f64 * 0.1).collect();
//! let pair = Pair { times: [first, second], span: (0.0, 370.0) };
//! let design = Design { knots: 5, lags: (0.25, 4.0) };
//! assert!(jittered(&pair, &design, (0, 1), 30.0, 199, 1)?.p < 0.02);
//! assert!(jittered(&pair, &design, (1, 0), 30.0, 199, 1)?.p > 0.1);
//! # Ok::<(), khaldun_stats::Refusal>(())
//! ```

use super::baseline::Hats;
use super::pair::{Design, Hold, Pair, fit, walk};
use crate::{Refusal, num};
use rand_chacha::ChaCha8Rng;
use rayon::prelude::*;

/// What the turned clock shows.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Jittered {
    /// The greatest standardised score over the lags.
    pub score: f64,
    /// The lag at which it is greatest.
    pub lag: f64,
    /// Share of turned clocks with one as great, the observed among them.
    pub p: f64,
}

/// Tests the excitation of one kind on another by turning the clock of the first within windows.
pub fn jittered(
    pair: &Pair,
    design: &Design,
    (of, on): (usize, usize),
    window: f64,
    turns: u32,
    seed: u64,
) -> Result<Jittered, Refusal> {
    if of > 1 || on > 1 || of == on || window.is_nan() || window <= 0.0 {
        return Err(Refusal::BadInput);
    }
    let without = fit(pair, design, Hold::Ratio { of, on, ratio: 0.0 })?;
    let hats = Hats::new(pair.span, design.knots);
    let mut rates = Vec::new();
    walk(pair, without.lags, |kind, t, pulses| {
        if kind == on {
            let own = without.branching[on][on] / without.lags[0] * pulses.sum[on][on];
            rates.push((t, (hats.height(&without.heights[on], t) + own).max(1e-300)));
        }
    });
    let grow = libm::sqrt(libm::sqrt(design.lags.1 / design.lags.0));
    let lags: Vec<f64> =
        (0..5).scan(design.lags.0, |lag, _| Some(std::mem::replace(lag, *lag * grow))).collect();
    let scores = |times: &[f64]| -> Vec<f64> {
        lags.iter().map(|lag| score(times, &rates, *lag, pair.span.1)).collect()
    };
    let observed = scores(&pair.times[of]);
    let turned: Vec<Vec<f64>> = (0..turns)
        .into_par_iter()
        .map(|n| {
            let mut rng = num::stream(seed, u64::from(n));
            scores(&turned(&mut rng, &pair.times[of], pair.span, window))
        })
        .collect();
    let n = f64::from(turns);
    let moments: Vec<(f64, f64)> = (0..lags.len())
        .map(|k| {
            let mean = turned.iter().map(|t| t[k]).sum::<f64>() / n;
            let square = turned.iter().map(|t| (t[k] - mean) * (t[k] - mean)).sum::<f64>();
            (mean, (square / n).sqrt().max(1e-12))
        })
        .collect();
    let greatest = |scores: &[f64]| {
        let standard = |k: usize| (scores[k] - moments[k].0) / moments[k].1;
        let best = (1..lags.len()).fold(0, |b, k| if standard(k) > standard(b) { k } else { b });
        (standard(best), lags[best])
    };
    let (score, lag) = greatest(&observed);
    let more = turned.iter().filter(|t| greatest(t).0 >= score - 1e-12).count();
    Ok(Jittered { score, lag, p: (1 + more) as f64 / (1.0 + n) })
}

/// The slope of the log-likelihood by the branching ratio, at 0: `times` excite events at `rates`.
fn score(times: &[f64], rates: &[(f64, f64)], lag: f64, end: f64) -> f64 {
    let (mut sum, mut now, mut at, mut total) = (0.0, f64::NEG_INFINITY, 0, 0.0);
    for (t, rate) in rates {
        while let Some(next) = times.get(at).filter(|s| *s < t) {
            sum = 1.0 + if sum > 0.0 { sum * libm::exp(-(next - now) / lag) } else { 0.0 };
            (now, at) = (*next, at + 1);
        }
        if sum > 0.0 {
            total += sum * libm::exp(-(t - now) / lag) / (lag * rate);
        }
    }
    total - times.iter().map(|s| 1.0 - libm::exp(-(end - s) / lag)).sum::<f64>()
}

/// Turns the times within each window round by an amount of its own.
fn turned(rng: &mut ChaCha8Rng, times: &[f64], span: (f64, f64), window: f64) -> Vec<f64> {
    let mut moved = Vec::with_capacity(times.len());
    let mut rest = times;
    while let Some(first) = rest.first() {
        let from = span.0 + ((first - span.0) / window).floor() * window;
        let to = (from + window).min(span.1);
        let inside = rest.partition_point(|t| *t < from + window).max(1);
        let by = num::uniform(rng) * (to - from);
        let start = moved.len();
        for t in &rest[..inside] {
            let t = t + by;
            moved.push(if t >= to { (t - (to - from)).max(from) } else { t });
        }
        moved[start..].sort_by(f64::total_cmp);
        rest = &rest[inside..];
    }
    moved
}
