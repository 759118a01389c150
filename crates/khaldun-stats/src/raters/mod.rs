//! Several raters of the same items: which class has each item, and how far is each rater to be
//! relied on?
//!
//! **Question.** Where raters (coders, sources) disagree about the class of items, what is the share
//! of each class, the likely class of each item, and how often does each rater take one for another?
//! **Assumptions.** Each item has one true class; given it, ratings are independent, within and across
//! raters; a rater errs on every item of a class alike.
//! **Formula.** With `n(i, k, l)` the times rater `k` gave item `i` the class `l`, the posterior
//! of class `j` is proportional to `π(j) Π π(k; j, l)^n(i, k, l)`; the shares are the means of the
//! posteriors, the error rates their weighted counts; in turns from the shares of votes until the likelihood
//! settles. A. P. Dawid and A. M. Skene, Applied Statistics 28 (1979) 20-28.
//! **When it misleads.** Raters who copy each other count as agreeing independently. With two raters
//! the error rates are not identified. A class that nobody used stays at nothing.
//!
//! ```
//! use khaldun_stats::raters::{Rating, dawid_skene};
//! // Three raters; the third calls everything 0.
//! let truth = [0, 0, 1, 1, 1, 0];
//! let ratings: Vec<Rating> = (0..6)
//!     .flat_map(|item| {
//!         let of = move |rater, class| Rating { item, rater, class };
//!         [of(0, truth[item]), of(1, truth[item]), of(2, 0)]
//!     })
//!     .collect();
//! let told = dawid_skene(&ratings, 2)?;
//! assert_eq!(told.classes(), [0, 0, 1, 1, 1, 0]);
//! assert!((told.shares[1] - 0.5).abs() < 1e-6);
//! assert!(told.confusion[2][1][0] > 0.999);
//! # Ok::<(), khaldun_stats::Refusal>(())
//! ```

use crate::Refusal;

/// A class given to an item by a rater, each by number.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Rating {
    /// The item.
    pub item: usize,
    /// The rater; one may rate an item more than once.
    pub rater: usize,
    /// The class given, from 0.
    pub class: usize,
}

/// What the ratings say together.
#[derive(Clone, Debug, PartialEq)]
pub struct Agreement {
    /// The share of each class.
    pub shares: Vec<f64>,
    /// For each rater, true class and class given, the probability of giving it.
    pub confusion: Vec<Vec<Vec<f64>>>,
    /// For each item, the posterior of each class.
    pub posterior: Vec<Vec<f64>>,
    /// Log-likelihood, without multinomial constants.
    pub log_likelihood: f64,
    /// Turns taken.
    pub turns: u32,
}

impl Agreement {
    /// The likeliest class of each item (the first of equals).
    pub fn classes(&self) -> Vec<usize> {
        let best = |p: &Vec<f64>| {
            (1..p.len()).fold(0, |best, class| if p[class] > p[best] { class } else { best })
        };
        self.posterior.iter().map(best).collect()
    }
}

/// Fits the model; items and raters are numbered without gaps.
pub fn dawid_skene(ratings: &[Rating], classes: usize) -> Result<Agreement, Refusal> {
    let items = 1 + ratings.iter().map(|r| r.item).max().ok_or(NO_RATINGS)?;
    let raters = 1 + ratings.iter().map(|r| r.rater).max().ok_or(NO_RATINGS)?;
    let mut votes = vec![vec![0.0; classes]; items];
    if ratings.iter().any(|r| r.class >= classes) || items.max(raters) > ratings.len() {
        return Err(Refusal::BadInput);
    }
    for r in ratings {
        votes[r.item][r.class] += 1.0;
    }
    if votes.iter().any(|v| v.iter().sum::<f64>() == 0.0) {
        return Err(Refusal::BadInput);
    }
    let mut posterior: Vec<Vec<f64>> = votes.iter().map(|v| normalised(v)).collect();
    let mut before = f64::NEG_INFINITY;
    for turns in 1..=10_000 {
        let shares = mean(&posterior);
        let confusion = confusion(ratings, &posterior, raters);
        let (next, log_likelihood) = expect(ratings, &shares, &confusion, items);
        posterior = next;
        if (log_likelihood - before).abs() <= 1e-10 * (1.0 + log_likelihood.abs()) {
            return Ok(Agreement { shares, confusion, posterior, log_likelihood, turns });
        }
        before = log_likelihood;
    }
    Err(Refusal::NoFit)
}

const NO_RATINGS: Refusal = Refusal::TooFewEvents { found: 0, needed: 1 };

fn normalised(weights: &[f64]) -> Vec<f64> {
    let sum: f64 = weights.iter().sum();
    weights.iter().map(|w| if sum > 0.0 { w / sum } else { 0.0 }).collect()
}

fn mean(posterior: &[Vec<f64>]) -> Vec<f64> {
    (0..posterior[0].len())
        .map(|j| posterior.iter().map(|p| p[j]).sum::<f64>() / posterior.len() as f64)
        .collect()
}

/// Error rates given the posteriors; a class that no item of a rater has gives no rate.
fn confusion(ratings: &[Rating], posterior: &[Vec<f64>], raters: usize) -> Vec<Vec<Vec<f64>>> {
    let classes = posterior[0].len();
    let mut counts = vec![vec![vec![0.0; classes]; classes]; raters];
    for r in ratings {
        for (j, row) in counts[r.rater].iter_mut().enumerate() {
            row[r.class] += posterior[r.item][j];
        }
    }
    counts.iter().map(|rows| rows.iter().map(|row| normalised(row)).collect()).collect()
}

/// Posteriors and log-likelihood given shares and error rates.
fn expect(
    ratings: &[Rating],
    shares: &[f64],
    confusion: &[Vec<Vec<f64>>],
    items: usize,
) -> (Vec<Vec<f64>>, f64) {
    let start: Vec<f64> = shares.iter().map(|s| libm::log(*s)).collect();
    let mut logs = vec![start; items];
    for r in ratings {
        for (j, log) in logs[r.item].iter_mut().enumerate() {
            *log += libm::log(confusion[r.rater][j][r.class]);
        }
    }
    let mut log_likelihood = 0.0;
    let posterior = logs
        .iter()
        .map(|log| {
            let top = log.iter().copied().fold(f64::NEG_INFINITY, f64::max);
            let weights: Vec<f64> = log.iter().map(|l| libm::exp(l - top)).collect();
            log_likelihood += top + libm::log(weights.iter().sum::<f64>());
            normalised(&weights)
        })
        .collect();
    (posterior, log_likelihood)
}
