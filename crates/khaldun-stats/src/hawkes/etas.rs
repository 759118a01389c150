//! Events with sizes that excite further events: the epidemic-type aftershock sequence.
//!
//! **Question.** How many further events does an event of a given size call forth, and for how long?
//! **Assumptions.** A constant background; each event adds to the rate by its size and its age alone.
//! **Formula.** `λ(t) = μ + Σ K exp(α m) / (t - s + c)^p` over earlier events at `s` with size `m` above
//! the reference; the log-likelihood is `Σ log λ - ∫ λ` over the events and the span from `start` to
//! `end`, with all events before `start` as history. Y. Ogata, JASA 83 (1988) 9-27. Maximised by a
//! quasi-Newton method over the logarithms; a background that starts at 0 stays there.
//! **When it misleads.** A record that misses small events just after a great one puts `c` too high and
//! `α` too low. A campaign planned as a whole looks like one raid calling forth the next.
//!
//! ```
//! use khaldun_stats::hawkes::etas::{Catalogue, Etas, log_likelihood};
//! // Without excitation it is a Poisson process: n log μ - μ T.
//! let events = Catalogue { times: vec![1.0, 2.5, 7.0], sizes: vec![0.0; 3], span: (0.0, 10.0) };
//! let told = log_likelihood(&events, Etas { mu: 0.3, k: 0.0, c: 0.1, alpha: 1.0, p: 1.1 })?;
//! assert!((told - (3.0 * 0.3_f64.ln() - 3.0)).abs() < 1e-12);
//! # Ok::<(), khaldun_stats::Refusal>(())
//! ```

use crate::{Refusal, num};
use rayon::prelude::*;

/// Events in ascending order of time.
#[derive(Clone, Debug, PartialEq)]
pub struct Catalogue {
    /// Times, in any unit.
    pub times: Vec<f64>,
    /// Sizes, less the reference size.
    pub sizes: Vec<f64>,
    /// The span that the likelihood is of; events before it are history, events after it are not read.
    pub span: (f64, f64),
}

/// Parameters of the model.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Etas {
    /// Background rate, per unit of time.
    pub mu: f64,
    /// Productivity of an event of the reference size.
    pub k: f64,
    /// Delay, in the unit of time.
    pub c: f64,
    /// How productivity grows with size.
    pub alpha: f64,
    /// How fast the memory fades.
    pub p: f64,
}

/// A fit.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Fit {
    /// The parameters.
    pub etas: Etas,
    /// Log-likelihood there.
    pub log_likelihood: f64,
}

/// The log-likelihood of parameters.
pub fn log_likelihood(events: &Catalogue, etas: Etas) -> Result<f64, Refusal> {
    checked(events)?;
    Ok(likelihood(events, etas).0)
}

/// Maximum likelihood from a start; all parameters but the background must be above 0 there.
pub fn fit(events: &Catalogue, start: Etas) -> Result<Fit, Refusal> {
    checked(events)?;
    let positive = [start.k, start.c, start.alpha, start.p].iter().all(|v| *v > 0.0);
    if !positive || start.mu.is_nan() || start.mu < 0.0 {
        return Err(Refusal::BadInput);
    }
    let background = start.mu > 0.0;
    let of = |x: &[f64]| Etas {
        k: libm::exp(x[0]),
        c: libm::exp(x[1]),
        alpha: libm::exp(x[2]),
        p: libm::exp(x[3]),
        mu: x.get(4).map_or(0.0, |m| libm::exp(*m)),
    };
    let mut at = [start.k, start.c, start.alpha, start.p].map(libm::log).to_vec();
    if background {
        at.push(libm::log(start.mu));
    }
    let least = num::minimum(&at, |x| {
        let (value, slope) = likelihood(events, of(x));
        (-value, slope[..x.len()].iter().map(|s| -s).collect())
    })
    .ok_or(Refusal::NoFit)?;
    Ok(Fit { etas: of(&least.at), log_likelihood: -least.value })
}

fn checked(events: &Catalogue) -> Result<(), Refusal> {
    let ordered = events.times.windows(2).all(|w| w[0] <= w[1]);
    let finite = events.times.iter().chain(&events.sizes).all(|v| v.is_finite());
    if events.times.len() != events.sizes.len()
        || !ordered
        || !finite
        || events.span.0.is_nan()
        || events.span.1.is_nan()
        || events.span.0 >= events.span.1
    {
        return Err(Refusal::BadInput);
    }
    let within = |t: &&f64| (events.span.0..=events.span.1).contains(*t);
    match events.times.iter().filter(within).count() {
        0 => Err(Refusal::TooFewEvents { found: 0, needed: 1 }),
        _ => Ok(()),
    }
}

/// Log-likelihood and its slope by log k, log c, log α, log p, log μ.
fn likelihood(events: &Catalogue, etas: Etas) -> (f64, [f64; 5]) {
    let (start, end) = events.span;
    let n = events.times.partition_point(|t| *t <= end);
    let pieces: Vec<[f64; 6]> = (0..n)
        .into_par_iter()
        .map(|j| {
            let mut piece = integral(events, etas, j, start, end).map(|v| -v);
            if events.times[j] >= start {
                let [rate, slope @ ..] = rate(events, etas, j);
                piece[0] += libm::log(rate);
                piece[1..].iter_mut().zip(slope).for_each(|(p, s)| *p += s / rate);
            }
            piece
        })
        .collect();
    let mut sum = [0.0; 6];
    for piece in pieces {
        sum.iter_mut().zip(piece).for_each(|(s, p)| *s += p);
    }
    let [value, slope @ ..] = sum;
    let background = etas.mu * (end - start);
    (value - background, [slope[0], slope[1], slope[2], slope[3], slope[4] - background])
}

/// The rate just before event `j`, and its slopes.
fn rate(events: &Catalogue, etas: Etas, j: usize) -> [f64; 6] {
    let mut sum = [etas.mu, 0.0, 0.0, 0.0, 0.0, etas.mu];
    for i in 0..j {
        let age = events.times[j] - events.times[i] + etas.c;
        let log_age = libm::log(age);
        let term = etas.k * libm::exp(etas.alpha * events.sizes[i] - etas.p * log_age);
        sum[0] += term;
        sum[1] += term;
        sum[2] -= term * etas.p * etas.c / age;
        sum[3] += term * etas.alpha * events.sizes[i];
        sum[4] -= term * etas.p * log_age;
    }
    sum
}

/// What event `j` adds to the expected number within the span, and its slopes.
fn integral(events: &Catalogue, etas: Etas, j: usize, start: f64, end: f64) -> [f64; 6] {
    let from = (start - events.times[j]).max(0.0) + etas.c;
    let to = end - events.times[j] + etas.c;
    // ∫ u^-p du over [from, to], with u = from exp(s): stable where p is near 1.
    let (q, length) = (1.0 - etas.p, libm::log(to / from));
    let scale = libm::exp(q * libm::log(from));
    let x = q * length;
    let area = scale * length * if x == 0.0 { 1.0 } else { libm::expm1(x) / x };
    let moment = scale * length * length * first_moment(x);
    let by_q = libm::log(from) * area + moment;
    let by_c = libm::exp(-etas.p * libm::log(to)) - libm::exp(-etas.p * libm::log(from));
    let weight = etas.k * libm::exp(etas.alpha * events.sizes[j]);
    let value = weight * area;
    [
        value,
        value,
        weight * by_c * etas.c,
        value * etas.alpha * events.sizes[j],
        -weight * by_q * etas.p,
        0.0,
    ]
}

/// `∫ s exp(x s) ds` over [0, 1].
fn first_moment(x: f64) -> f64 {
    if x.abs() > 0.1 {
        return (x * libm::exp(x) - libm::expm1(x)) / (x * x);
    }
    let (mut term, mut sum) = (1.0, 0.5);
    for k in 1..12 {
        term *= x / f64::from(k);
        sum += term / f64::from(k + 2);
    }
    sum
}
