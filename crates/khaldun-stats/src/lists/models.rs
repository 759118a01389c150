//! Capture-recapture with three lists or more: all models, side by side.
//!
//! **Question.** How many cases stand on none of the lists?
//! **Assumptions.** The population is closed, cases are matched across lists without error, and, for
//! each model, its own: M0, all lists alike and independent; Mt, lists of different reach,
//! independent; Mth, cases that differ in how visible they are, by a form that no data can check;
//! log-linear, pairs of lists that depend on each other, and no three beyond their pairs.
//! **Formula.** The counts of the `2ᵏ - 1` observed patterns are Poisson with `log μ` linear in a
//! column for each list (for M0, one for the number of lists), the pairs, and for Mth a column of the number
//! `j` of lists: Chao's lower bound `max(0, j - 2), …, max(0, j - k + 1)` with negative coefficients left out; `2ʲ - 1`
//! (Poisson), `j² / 2` (Darroch), `log 3.5 - log(3.5 + j)` (Gamma). The unseen are
//! `exp(intercept)`, the standard error is `√(e + e² var)` with `e` the unseen. S. E. Fienberg, Biometrika 59
//! (1972) 591-603; S. Baillargeon and L.-P. Rivest, Journal of Statistical Software 19(5) (2007).
//! **When it misleads.** Always, if one number is taken from it. The same counts bear totals that differ
//! by a factor of two and more, and nothing in them says which is right: what tells the models apart
//! is how the unseen behave. Read [`Models::range`] first.
//!
//! ```
//! use khaldun_stats::lists::{Kind, models};
//! // Three independent lists, each seeing half of 800: patterns 001 to 111 hold 100 each.
//! let told = models(&[0, 100, 100, 100, 100, 100, 100, 100])?;
//! let mt = told.of(&Kind::Mt).expect("fitted");
//! assert!((mt.total - 800.0).abs() < 1e-6);
//! assert_eq!(told.seen, 700);
//! assert!(told.range().0 <= 800.0 && told.range().1 >= 800.0);
//! // With few overlaps there is no answer.
//! assert!(models(&[0, 30, 30, 5, 30, 5, 5, 1]).is_err());
//! # Ok::<(), khaldun_stats::Refusal>(())
//! ```

use crate::{Refusal, num};

/// As many lists are fitted in all combinations of their pairs (2¹⁰ models).
const MOST_LISTS: usize = 5;

/// Fewer cases on more than one list bear no answer.
const LEAST_OVERLAPS: usize = 50;

/// A model of the lists.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Kind {
    /// All lists alike and independent.
    M0,
    /// Lists of different reach, independent.
    Mt,
    /// Lists of different reach, cases of different visibility: Chao's lower bound.
    Chao,
    /// The same with visibility of Poisson form (base 2).
    Poisson2,
    /// The same of Darroch's form.
    Darroch,
    /// The same of Gamma form (3.5).
    Gamma,
    /// Log-linear: lists of different reach, and these pairs of lists depend on each other.
    Pairs(Vec<(usize, usize)>),
}

/// A fitted model.
#[derive(Clone, Debug, PartialEq)]
pub struct Fitted {
    /// Which.
    pub kind: Kind,
    /// Estimated number of cases, seen and unseen.
    pub total: f64,
    /// Standard error of the number.
    pub error: f64,
    /// Deviance from the saturated model.
    pub deviance: f64,
    /// Its degrees of freedom.
    pub df: usize,
    /// Bayesian information criterion, with the number of cases seen.
    pub bic: f64,
}

/// All models of a set of lists.
#[derive(Clone, Debug, PartialEq)]
pub struct Models {
    /// Cases on at least one list.
    pub seen: u64,
    /// Cases on more than one.
    pub overlaps: u64,
    /// M0, Mt and the models of visibility; those that cannot be fitted are missing.
    pub closed: Vec<Fitted>,
    /// The log-linear models, the least BIC first.
    pub log_linear: Vec<Fitted>,
}

impl Models {
    /// The model of a kind, where it could be fitted.
    pub fn of(&self, kind: &Kind) -> Option<&Fitted> {
        self.closed.iter().chain(&self.log_linear).find(|f| f.kind == *kind)
    }

    /// The least and the greatest total of all models.
    pub fn range(&self) -> (f64, f64) {
        let totals = self.closed.iter().chain(&self.log_linear).map(|f| f.total);
        totals.fold((f64::INFINITY, 0.0), |(low, high), t| (low.min(t), high.max(t)))
    }
}

/// Fits all models. `counts[pattern]` is the number of cases on just the lists whose bits are set in
/// `pattern`; `counts[0]`, which nobody knows, is not read.
pub fn models(counts: &[u64]) -> Result<Models, Refusal> {
    let lists = counts.len().trailing_zeros() as usize;
    if !counts.len().is_power_of_two() {
        return Err(Refusal::BadInput);
    }
    if lists < 3 {
        return Err(Refusal::TooFewLists { found: lists, needed: 3 });
    }
    if lists > MOST_LISTS {
        return Err(Refusal::TooMany { found: lists, limit: MOST_LISTS });
    }
    let seen: u64 = counts[1..].iter().sum();
    let overlaps: u64 = (1..counts.len()).filter(|p| p.count_ones() > 1).map(|p| counts[p]).sum();
    if overlaps < LEAST_OVERLAPS as u64 {
        return Err(Refusal::TooFewOverlaps { found: overlaps as usize, needed: LEAST_OVERLAPS });
    }
    let design = Design { lists, seen: seen as f64, counts: &counts[1..] };
    let kinds = [Kind::M0, Kind::Mt, Kind::Chao, Kind::Poisson2, Kind::Darroch, Kind::Gamma];
    let closed = kinds.into_iter().filter_map(|k| design.fit(k)).collect();
    let pairs: Vec<(usize, usize)> =
        (0..lists).flat_map(|a| (a + 1..lists).map(move |b| (a, b))).collect();
    let mut log_linear: Vec<Fitted> = (0..1_usize << pairs.len())
        .filter_map(|set| {
            let chosen = (0..pairs.len()).filter(|k| set >> k & 1 == 1).map(|k| pairs[k]);
            design.fit(Kind::Pairs(chosen.collect()))
        })
        .collect();
    log_linear.sort_by(|a, b| a.bic.total_cmp(&b.bic));
    Ok(Models { seen, overlaps, closed, log_linear })
}

struct Design<'a> {
    lists: usize,
    seen: f64,
    counts: &'a [u64],
}

impl Design<'_> {
    /// A column over the patterns 1, 2, …
    fn column(&self, value: impl Fn(usize) -> f64) -> Vec<f64> {
        (1..=self.counts.len()).map(value).collect()
    }

    fn fit(&self, kind: Kind) -> Option<Fitted> {
        let on = |pattern: usize, list: usize| (pattern >> list & 1) as f64;
        let number = |pattern: usize| f64::from(pattern.count_ones());
        let mut columns = vec![self.column(|_| 1.0)];
        if kind == Kind::M0 {
            columns.push(self.column(number));
        } else {
            columns.extend((0..self.lists).map(|l| self.column(|p| on(p, l))));
        }
        let of_number = |form: &dyn Fn(f64) -> f64| self.column(|p| form(number(p)));
        match &kind {
            Kind::M0 | Kind::Mt => {}
            Kind::Chao => return self.chao(&columns),
            Kind::Poisson2 => columns.push(of_number(&|j| libm::exp2(j) - 1.0)),
            Kind::Darroch => columns.push(of_number(&|j| j * j / 2.0)),
            Kind::Gamma => columns.push(of_number(&|j| libm::log(3.5) - libm::log(3.5 + j))),
            Kind::Pairs(pairs) => {
                columns.extend(pairs.iter().map(|(a, b)| self.column(|p| on(p, *a) * on(p, *b))));
            }
        }
        Some(self.fitted(kind, &self.solve(&columns)?))
    }

    /// Chao's columns, without those whose coefficients are negative.
    fn chao(&self, base: &[Vec<f64>]) -> Option<Fitted> {
        let mut from: Vec<usize> = (2..self.lists).collect();
        loop {
            let mut columns = base.to_vec();
            columns.extend(from.iter().map(|f| {
                self.column(|p| f64::from(p.count_ones()) - *f as f64)
                    .into_iter()
                    .map(|v| v.max(0.0))
                    .collect()
            }));
            let fit = self.solve(&columns)?;
            let slopes = &fit.coefficients[base.len()..];
            let kept: Vec<usize> =
                from.iter().zip(slopes).filter(|(_, s)| **s >= 0.0).map(|(f, _)| *f).collect();
            if kept.len() == from.len() {
                return Some(self.fitted(Kind::Chao, &fit));
            }
            from = kept;
        }
    }

    fn solve(&self, columns: &[Vec<f64>]) -> Option<num::PoissonFit> {
        let counts: Vec<f64> = self.counts.iter().map(|c| *c as f64).collect();
        num::poisson_fit(columns, &counts)
    }

    fn fitted(&self, kind: Kind, fit: &num::PoissonFit) -> Fitted {
        let unseen = libm::exp(fit.coefficients[0]);
        let parameters = fit.coefficients.len();
        Fitted {
            kind,
            total: self.seen + unseen,
            error: (unseen + unseen * unseen * fit.covariance[0]).sqrt(),
            deviance: fit.deviance,
            df: self.counts.len() - parameters,
            bic: parameters as f64 * libm::log(self.seen) - 2.0 * fit.log_likelihood,
        }
    }
}
