//! Concentration: the space-time permutation scan statistic.
//!
//! **Question.** Where and when do events crowd, given how many each place and each day has in all?
//! **Assumptions.** Under the null hypothesis the days are exchangeable among the places: what is
//! busy is busy all the time, and a busy day is busy everywhere.
//! **Formula.** For every circle about a place and every run of days, `c` cases are held against
//! `μ = (cases in the circle)(cases in the days) / C`; where `c > μ`, the statistic is
//! `c log(c / μ) + (C - c) log((C - c) / (C - μ))`. The greatest over all cylinders is held against
//! that of the days dealt out anew. Further clusters are the greatest of other centres which share no
//! place with one told before, held against the same; one that every dealing out exceeds is not told. M. Kulldorff, R. Heffernan, J. Hartman,
//! R. Assunção and F. Mostashari, Public Library of Science Medicine 2(3) (2005) e59.
//! **When it misleads.** "Concentrated in" is relative: a front that is always busy is no cluster, and
//! where coverage began late, the first weeks elsewhere are. Sieges make long, thin shapes that circles
//! cut. Events that come in bursts (one operation, ten rows) are not exchangeable: merge
//! them first.
//!
//! ```
//! use khaldun_stats::knox::Metric;
//! use khaldun_stats::scan::{Case, Scan, scan};
//! // Three towns with a case each every fifteen days; five more in the second on days 41 to 43.
//! let mut cases: Vec<Case> =
//!     (0..24).map(|n| Case { place: n % 3, day: 5 * n as i64 }).collect();
//! cases.extend([41, 41, 42, 43, 43].map(|day| Case { place: 1, day }));
//! let towns = [(36.0, 37.0), (36.0, 38.0), (36.0, 39.0)];
//! let told = scan(&towns, &cases, &Scan::new(Metric::Sphere, 50.0, 7))?;
//! assert_eq!((&told[0].places[..], told[0].from, told[0].to, told[0].cases), (&[1][..], 41, 43, 5));
//! assert!(told[0].expected < 4.0);
//! # Ok::<(), khaldun_stats::Refusal>(())
//! ```

mod circles;

use crate::knox::Metric;
use crate::{Refusal, num};
use circles::Circles;
use rayon::prelude::*;

/// A case: its place by number, and its day.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Case {
    /// The place.
    pub place: usize,
    /// The day.
    pub day: i64,
}

/// What is looked for.
#[derive(Clone, Debug, PartialEq)]
pub struct Scan {
    /// How distances are measured.
    pub metric: Metric,
    /// The greatest radius.
    pub radius: f64,
    /// The greatest number of days.
    pub days: i64,
    /// Only what lasts until this day, if one is given: is anything going on now?
    pub alive_on: Option<i64>,
    /// The greatest share of all cases that a circle may hold.
    pub share: f64,
    /// The least number of cases in a cluster.
    pub cases: u32,
    /// How many times the days are dealt out anew.
    pub permutations: u32,
    /// The seed.
    pub seed: u64,
}

impl Scan {
    /// Clusters at any time within a radius and a number of days: at least two cases in circles of at
    /// most half of them, 999 permutations.
    pub fn new(metric: Metric, radius: f64, days: i64) -> Self {
        let (share, cases, permutations) = (0.5, 2, 999);
        Self { metric, radius, days, alive_on: None, share, cases, permutations, seed: 1 }
    }
}

/// A cluster.
#[derive(Clone, Debug, PartialEq)]
pub struct Cluster {
    /// The place at its centre.
    pub centre: usize,
    /// Its places, in order.
    pub places: Vec<usize>,
    /// How far the last of them is from the centre.
    pub radius: f64,
    /// First day.
    pub from: i64,
    /// Last day.
    pub to: i64,
    /// Cases in it.
    pub cases: u64,
    /// Cases expected in it.
    pub expected: f64,
    /// The statistic.
    pub log_ratio: f64,
    /// Share of greatest statistics as great or greater, the observed among them.
    pub p: f64,
}

/// Finds clusters, the greatest first; none of them shares a place with another.
pub fn scan(places: &[(f64, f64)], cases: &[Case], scan: &Scan) -> Result<Vec<Cluster>, Refusal> {
    let known = cases.iter().all(|c| c.place < places.len());
    if !known || scan.days < 1 || scan.radius.is_nan() || !(0.0..=1.0).contains(&scan.share) {
        return Err(Refusal::BadInput);
    }
    if cases.len() < 3 {
        return Err(Refusal::TooFewEvents { found: cases.len(), needed: 3 });
    }
    let circles = Circles::new(places, cases, scan);
    let days: Vec<usize> = cases.iter().map(|c| circles.day(c.day)).collect();
    let mut found: Vec<circles::Cylinder> =
        circles.greatest_of_centres(&days).into_iter().flatten().collect();
    found.sort_by(|a, b| b.log_ratio.total_cmp(&a.log_ratio).then(a.centre.cmp(&b.centre)));
    let mut chance: Vec<f64> = (0..scan.permutations)
        .into_par_iter()
        .map(|n| {
            let mut dealt = days.clone();
            num::shuffle(&mut num::stream(scan.seed, u64::from(n)), &mut dealt);
            let greatest = circles.greatest_of_centres(&dealt).into_iter().flatten();
            greatest.map(|c| c.log_ratio).fold(0.0, f64::max)
        })
        .collect();
    chance.sort_by(f64::total_cmp);
    let mut taken = vec![false; places.len()];
    let mut clusters = Vec::new();
    for cylinder in found {
        let members = circles.members(&cylinder);
        if members.iter().any(|m| taken[*m]) {
            continue;
        }
        let below = chance.partition_point(|c| *c < cylinder.log_ratio - 1e-9);
        let p = (1 + chance.len() - below) as f64 / (1 + chance.len()) as f64;
        for member in &members {
            taken[*member] = true;
        }
        if below == 0 && !chance.is_empty() {
            continue;
        }
        clusters.push(circles.cluster(&cylinder, members, p));
    }
    Ok(clusters)
}
