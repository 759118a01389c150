//! Rate ratios, with places as the unit of chance.
//!
//! **Question.** How many times the rate of responses follows the first kind, and does that rest on
//! one place?
//! **Assumptions.** Places are independent of each other; within one anything may hang together.
//! **Formula.** (Σ after / Σ observed days) of first over second. Interval: places are drawn with
//! replacement, 2.5 and 97.5 % quantiles (B. Efron, Ann. Stat. 7 (1979) 1-26); a zero denominator
//! counts as infinite. Mantel-Haenszel: Σ aᵢ Tᵢ₀/Tᵢ over Σ bᵢ Tᵢ₁/Tᵢ over places with both kinds.
//! **When it misleads.** Overlapping windows of the two kinds pull the ratio towards one: see
//! `exposure`. With fewer than some twenty places the interval is too short.

use super::Counts;
use crate::num;
use rand::RngExt as _;
use rayon::prelude::*;
use serde::Serialize;
use std::collections::BTreeMap;

/// A ratio with the counts it comes from.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
pub struct Ratio {
    /// After first over after second.
    pub post: f64,
    /// Before first over before second.
    pub pre: f64,
    /// Ratio of the two.
    pub relative: f64,
}

/// An interval.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
pub struct Interval {
    /// Lower limit.
    pub low: f64,
    /// Upper limit.
    pub high: f64,
}

/// Responses and days, first and second.
#[derive(Clone, Copy, Default)]
struct Table {
    pre: [(f64, f64); 2],
    post: [(f64, f64); 2],
}

impl Table {
    fn add(&mut self, c: &Counts) {
        let k = c.kind as usize;
        self.pre[k].0 += f64::from(c.pre);
        self.pre[k].1 += c.pre_days as f64;
        self.post[k].0 += f64::from(c.post);
        self.post[k].1 += c.post_days as f64;
    }

    fn plus(mut self, other: &Self) -> Self {
        for k in 0..2 {
            for (mine, theirs) in [(&mut self.pre, &other.pre), (&mut self.post, &other.post)] {
                mine[k].0 += theirs[k].0;
                mine[k].1 += theirs[k].1;
            }
        }
        self
    }

    fn ratio(&self) -> Ratio {
        let of = |half: &[(f64, f64); 2]| {
            let [first, second] = half.map(|(n, d)| n / d);
            if second == 0.0 && first > 0.0 { f64::INFINITY } else { first / second }
        };
        let (post, pre) = (of(&self.post), of(&self.pre));
        Ratio { post, pre, relative: post / pre }
    }
}

/// The ratios over eligible episodes.
pub fn rate_ratio(counts: &[Counts]) -> Ratio {
    let mut table = Table::default();
    counts.iter().filter(|c| c.eligible).for_each(|c| table.add(c));
    table.ratio()
}

fn by_place(counts: &[Counts], places: &[usize]) -> Vec<(usize, Table)> {
    let mut tables: BTreeMap<usize, Table> = BTreeMap::new();
    for (c, place) in counts.iter().zip(places).filter(|(c, _)| c.eligible) {
        tables.entry(*place).or_default().add(c);
    }
    tables.into_iter().collect()
}

/// Intervals of the ratios (after, before, relative) by drawing places with replacement; `places`
/// gives the place of each episode.
pub fn bootstrap(counts: &[Counts], places: &[usize], draws: u64, seed: u64) -> [Interval; 3] {
    let tables = by_place(counts, places);
    let drawn: Vec<Ratio> = (0..draws)
        .into_par_iter()
        .map(|n| {
            let mut rng = num::stream(seed, n);
            let sum = (0..tables.len()).fold(Table::default(), |sum, _| {
                sum.plus(&tables[rng.random_range(0..tables.len())].1)
            });
            sum.ratio()
        })
        .collect();
    [|r: &Ratio| r.post, |r: &Ratio| r.pre, |r: &Ratio| r.relative].map(|of: fn(&Ratio) -> f64| {
        let mut values: Vec<f64> = drawn.iter().map(of).filter(|v| !v.is_nan()).collect();
        values.sort_by(f64::total_cmp);
        Interval { low: num::quantile(&values, 0.025), high: num::quantile(&values, 0.975) }
    })
}

/// The ratios with each place left out in turn.
pub fn without_each(counts: &[Counts], places: &[usize]) -> Vec<(usize, Ratio)> {
    let tables = by_place(counts, places);
    let left = |out: usize| {
        let others = tables.iter().filter(|(place, _)| *place != out);
        others.fold(Table::default(), |sum, (_, t)| sum.plus(t)).ratio()
    };
    tables.iter().map(|(place, _)| (*place, left(*place))).collect()
}

/// The Mantel-Haenszel rate ratio after the episodes, over places with both kinds.
///
/// ```
/// use khaldun_stats::contrast::{Counts, Kind, mantel_haenszel};
/// let one = |kind, post| Counts {
///     kind, post, pre: 0, pre_days: 7, post_days: 7, in_period: true, eligible: true, complete: true, change: 0.0,
/// };
/// let counts = [one(Kind::First, 6), one(Kind::Second, 2), one(Kind::First, 9)];
/// assert_eq!(mantel_haenszel(&counts, &[0, 0, 1]), 3.0);
/// ```
pub fn mantel_haenszel(counts: &[Counts], places: &[usize]) -> f64 {
    let (mut over, mut under) = (0.0, 0.0);
    for (_, table) in by_place(counts, places) {
        let [(a, t1), (b, t0)] = table.post;
        if t1 > 0.0 && t0 > 0.0 {
            over += a * t0 / (t1 + t0);
            under += b * t1 / (t1 + t0);
        }
    }
    over / under
}
