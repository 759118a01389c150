//! How many times the rate, where windows overlap.
//!
//! **Question.** At one place, how many times likelier is a response on a day inside a window of the
//! first kind than on one inside a window of the second?
//! **Assumptions.** At a place and within a block of days the rate is constant but for the windows:
//! each kind multiplies it while any of its windows is open, and open windows of both kinds multiply.
//! Around episodes of either kind (`surround` days to each side) the level may differ from
//! elsewhere, for whatever reason: recording, campaigns, attention.
//! **Formula.** Given a place, a block and the number of responses in it, their days are multinomial
//! with probability ∝ exp(β₁·in first + β₂·in second + γ·surroundings): place and season cancel
//! (conditional Poisson; B. G. Armstrong, A. Gasparrini and A. Tobias, BMC Med. Res. Methodol. 14
//! (2014) 122). The ratio is exp(β₁ − β₂). Standard errors are those of a jackknife over clusters
//! of places (one Newton step each), so that bursts, which are not independent, do not make the
//! interval short; t quantiles with Satterthwaite's degrees of freedom, which a few large towns make few.
//! **When it misleads.** Levels that change inside the surroundings at the very onset of episodes
//! look like responses. Blocks without contrast say nothing.

use super::clogit::{Conditional, Estimate, Stratum};
use super::{Days, Episode, Interval, Kind, Response};
use crate::wake::{Counter, Event, Windows};
use crate::{num, sphere};
use rayon::prelude::*;
use serde::Serialize;
use std::collections::BTreeMap;

/// How the exposure model looks at the data.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Options {
    /// Radius of a window, km.
    pub km: f64,
    /// Length of a window, days from the onset on.
    pub days: i64,
    /// Days to each side of an onset that count as its surroundings; 0 leaves them out.
    pub surround: i64,
    /// Length of a block, days.
    pub block: i64,
}

impl Options {
    /// Windows of `days` within `km`; surroundings of a month, blocks of half a year.
    pub fn new(km: f64, days: i64) -> Self {
        Self { km, days, surround: 30.max(2 * days), block: 180 }
    }
}

/// Where responses were: a point, the cluster it falls in, and its responses by day.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Place {
    /// Latitude and longitude, degrees.
    point: (f64, f64),
    /// Cluster for the jackknife.
    pub(super) cluster: usize,
    /// Day and responses, with the weight of one.
    pub(super) responses: Vec<(i64, f64)>,
}

/// The data laid out for the fit.
#[derive(Clone, Debug)]
pub struct Exposure {
    /// The likelihood.
    pub(super) conditional: Conditional,
    /// A point in the middle of each cluster.
    pub clusters: Vec<(f64, f64)>,
    /// Responses on days inside windows of the first kind alone, the second alone, both.
    pub inside: [f64; 3],
}

/// The model's answer.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Model {
    /// The rate in windows of the first kind over that in windows of the second.
    pub ratio: f64,
    /// 95 % interval.
    pub interval: Interval,
    /// Two-sided p-value of a ratio of one.
    pub p: f64,
    /// Windows of the first kind over no window.
    pub first: f64,
    /// Windows of the second kind over no window.
    pub second: f64,
    /// Surroundings of the first kind over those of the second, outside windows.
    pub surroundings: f64,
    /// Its 95 % interval.
    pub surroundings_interval: Interval,
    /// Standard error of the log ratio.
    pub error: f64,
    /// Robust over naive variance of the log ratio.
    pub dispersion: f64,
    /// Clusters of places.
    pub clusters: usize,
    /// Degrees of freedom of the error.
    pub degrees: f64,
}

const COVARIATES: usize = 4;

/// Groups responses by point and points into clusters. The heads of clusters are the points with most
/// responses around them, no two within `km`; each point goes with the nearest head, so that a town
/// is not cut in two.
pub(super) fn places(
    responses: &[Response],
    days: &Days,
    km: f64,
) -> (Vec<Place>, Vec<(f64, f64)>) {
    let mut by_point: BTreeMap<(u64, u64), Place> = BTreeMap::new();
    for r in responses.iter().filter(|r| days.has(r.day) && r.count > 0) {
        by_point
            .entry((r.point.0.to_bits(), r.point.1.to_bits()))
            .or_insert_with(|| Place { point: r.point, cluster: 0, responses: Vec::new() })
            .responses
            .push((r.day, f64::from(r.count)));
    }
    let mut places: Vec<Place> = by_point.into_values().collect();
    let events: Vec<Event> = places
        .iter()
        .map(|p| {
            let weight = p.responses.iter().map(|r| r.1).sum::<f64>() as u32;
            Event { time: 0, point: p.point, class: 0, weight }
        })
        .collect();
    let radii = vec![km / 2.0];
    let windows = Windows { radii, lags: 0, unit: 1, classes: 1, km_per_radian: sphere::EARTH_KM };
    let counter = Counter::new(&events, windows);
    let mut dense: Vec<(u32, usize)> = places
        .iter()
        .map(|p| counter.count(counter.at(0, p.point)).after(0, 0, 0..=0))
        .zip(0..)
        .collect();
    dense.sort_by_key(|(around, n)| (std::cmp::Reverse(*around), *n));
    let mut leaders: Vec<(f64, f64)> = Vec::new();
    for (_, n) in dense {
        if leaders.iter().all(|l| sphere::km(*l, places[n].point) > km) {
            leaders.push(places[n].point);
        }
    }
    let units: Vec<[f64; 3]> = leaders.iter().map(|l| sphere::unit(*l)).collect();
    for place in &mut places {
        let here = sphere::unit(place.point);
        let near = |u: &[f64; 3]| -(u[0] * here[0] + u[1] * here[1] + u[2] * here[2]);
        let best = (0..units.len()).min_by(|a, b| near(&units[*a]).total_cmp(&near(&units[*b])));
        place.cluster = best.unwrap_or(0);
    }
    (places, leaders)
}

/// Lays the data out; `detection` may give the share of responses that are recorded in the
/// surroundings of first, of second and elsewhere, which then enters as opportunity.
pub fn exposure(
    episodes: &[Episode],
    responses: &[Response],
    days: &Days,
    options: Options,
    detection: Option<[f64; 3]>,
) -> Exposure {
    let (places, clusters) = places(responses, days, options.km);
    let known = Known::new(episodes);
    let laid: Vec<(Vec<_>, [f64; 3])> = places
        .par_iter()
        .map(|place| {
            strata_of(place, &known.near(place.point, options.km), days, options, detection)
        })
        .collect();
    let mut conditional = Conditional { patterns: patterns(), strata: Vec::new() };
    let mut inside = [0.0; 3];
    for (strata, counted) in laid {
        conditional.strata.extend(strata);
        inside.iter_mut().zip(counted).for_each(|(a, b)| *a += b);
    }
    Exposure { conditional, clusters, inside }
}

/// Episodes, ready to be asked which of them are near.
struct Known<'a>(Vec<([f64; 3], &'a Episode)>);

impl<'a> Known<'a> {
    fn new(episodes: &'a [Episode]) -> Self {
        Self(episodes.iter().map(|e| (sphere::unit(e.point), e)).collect())
    }

    fn near(&self, point: (f64, f64), km: f64) -> Vec<&'a Episode> {
        let here = sphere::unit(point);
        // A little wide by the chord, then exactly.
        let chord = 2.0 * libm::sin(km / sphere::EARTH_KM / 2.0) * (1.0 + 1e-9);
        let inside = |u: &[f64; 3]| {
            let d = [u[0] - here[0], u[1] - here[1], u[2] - here[2]];
            d[0] * d[0] + d[1] * d[1] + d[2] * d[2] <= chord * chord
        };
        let all = self.0.iter().filter(|(u, _)| inside(u)).map(|(_, e)| *e);
        all.filter(|e| sphere::km(e.point, point) <= km).collect()
    }
}

/// The pattern of every day at each of some points.
pub(super) fn codes_at(
    points: &[(f64, f64)],
    episodes: &[Episode],
    days: &Days,
    options: Options,
) -> Vec<Vec<u8>> {
    let known = Known::new(episodes);
    points.iter().map(|p| day_codes(&known.near(*p, options.km), days, options)).collect()
}

/// Whose surroundings: 0 where the nearest onset in time is of the first kind, 1 of the second, 2
/// where none is near or both are as near.
pub(super) fn zone(near: impl Iterator<Item = (Kind, i64)>) -> usize {
    let mut nearest = [i64::MAX; 2];
    for (kind, apart) in near {
        nearest[kind as usize] = nearest[kind as usize].min(apart);
    }
    match nearest[0].cmp(&nearest[1]) {
        std::cmp::Ordering::Less => 0,
        std::cmp::Ordering::Greater => 1,
        std::cmp::Ordering::Equal => 2,
    }
}

/// A day's pattern: in a window of first (1), of second (2), nearest onset first (4), second (8).
pub(super) fn patterns() -> Vec<Vec<f64>> {
    (0..16_u8).map(|n| (0..COVARIATES).map(|k| f64::from(n >> k & 1)).collect()).collect()
}

fn strata_of(
    place: &Place,
    near: &[&Episode],
    days: &Days,
    options: Options,
    detection: Option<[f64; 3]>,
) -> (Vec<Stratum>, [f64; 3]) {
    let codes = day_codes(near, days, options);
    let blocks = codes.len().div_ceil(options.block.max(1) as usize).max(1);
    let length = codes.len().div_ceil(blocks).max(1);
    let mut inside = [0.0; 3];
    let mut strata: Vec<Stratum> = Vec::new();
    let mut responses = vec![[0.0_f64; 16]; blocks];
    for (day, count) in &place.responses {
        let n = (day - days.first) as usize;
        let window = usize::from(codes[n] & 3);
        if window > 0 {
            inside[window - 1] += count;
        }
        responses[n / length][usize::from(codes[n])] += count;
    }
    for (block, responses) in responses.iter().enumerate() {
        if responses.iter().all(|r| *r == 0.0) {
            continue;
        }
        let mut opportunity = [0.0_f64; 16];
        for n in block * length..((block + 1) * length).min(codes.len()) {
            if days.observed[n] {
                opportunity[usize::from(codes[n])] += 1.0;
            }
        }
        // With detection given, the surroundings are explained and leave the covariates.
        let mut cells = BTreeMap::new();
        for code in 0..16_usize {
            let zone = match code >> 2 {
                1 => 0,
                2 => 1,
                _ => 2,
            };
            let (key, seen) = detection.map_or((code, 1.0), |p| (code & 3, p[zone]));
            let cell = cells.entry(key).or_insert((0.0, 0.0));
            cell.0 += opportunity[code] * seen;
            cell.1 += responses[code];
        }
        let cells: Vec<_> =
            cells.into_iter().filter(|(_, (o, _))| *o > 0.0).map(|(k, (o, r))| (k, o, r)).collect();
        strata.push((place.cluster, cells));
    }
    (strata, inside)
}

/// The pattern of each day at a place.
fn day_codes(near: &[&Episode], days: &Days, options: Options) -> Vec<u8> {
    let count = days.observed.len();
    let mut codes = vec![0_u8; count];
    let mut nearest = vec![[i64::MAX; 2]; count];
    let surround = if options.surround == 0 { -1 } else { options.surround };
    for e in near {
        let kind = e.kind as usize;
        let from = (e.day - surround.max(0)).max(days.first);
        let to = (e.day + surround.max(options.days - 1)).min(days.last());
        for day in from..=to {
            let n = (day - days.first) as usize;
            let apart = day - e.day;
            if (0..options.days).contains(&apart) {
                codes[n] |= 1 << kind;
            }
            if apart.abs() <= surround {
                nearest[n][kind] = nearest[n][kind].min(apart.abs());
            }
        }
    }
    for (code, [first, second]) in codes.iter_mut().zip(nearest) {
        if first < i64::MAX && first <= second {
            *code |= 4;
        }
        if second < i64::MAX && second <= first {
            *code |= 8;
        }
    }
    codes
}

impl Exposure {
    /// Fits the model; `None` where the data do not tell the windows apart.
    pub fn fit(&self) -> Option<Model> {
        let (fitted, used) = self.estimate(usize::MAX)?;
        Some(model(&fitted, &used))
    }

    /// Fits with the covariates that vary, so that surroundings nobody saw do not stop the fit.
    fn estimate(&self, without: usize) -> Option<(Estimate, Vec<usize>)> {
        let used = self.varying(without)?;
        let patterns = self.conditional.patterns.iter();
        let narrowed = Conditional {
            patterns: patterns.map(|x| used.iter().map(|k| x[*k]).collect()).collect(),
            strata: self.conditional.strata.clone(),
        };
        Some((narrowed.fit_without(without)?, used))
    }

    /// The covariates that vary within a stratum; `None` where one of the two windows does not.
    pub(super) fn varying(&self, without: usize) -> Option<Vec<usize>> {
        let mut varies = [false; COVARIATES];
        for (cluster, cells) in &self.conditional.strata {
            if *cluster == without || cells.len() < 2 {
                continue;
            }
            for (k, on) in varies.iter_mut().enumerate() {
                *on |= cells.iter().any(|c| c.0 >> k & 1 == 1)
                    && cells.iter().any(|c| c.0 >> k & 1 == 0);
            }
        }
        let told = varies[0] && varies[1];
        told.then(|| (0..COVARIATES).filter(|k| varies[*k]).collect())
    }
}

fn model(e: &Estimate, used: &[usize]) -> Model {
    let weights = |of: &dyn Fn(usize) -> f64| used.iter().map(|k| of(*k)).collect::<Vec<f64>>();
    let difference = |a: usize, b: usize| {
        weights(&|k| f64::from(u8::from(k == a)) - f64::from(u8::from(k == b)))
    };
    let interval = |(value, error, _): (f64, f64, f64), df: f64| {
        let reach = student_quantile(df) * error;
        Interval { low: libm::exp(value - reach), high: libm::exp(value + reach) }
    };
    let main = e.linear(&difference(0, 1));
    let around = e.linear(&difference(2, 3));
    let df = e.degrees(&difference(0, 1));
    let single = |k: usize| used.iter().position(|u| *u == k).map_or(1.0, |n| libm::exp(e.beta[n]));
    Model {
        ratio: libm::exp(main.0),
        interval: interval(main, df),
        p: num::student_two_sided(main.0 / main.1, df),
        first: single(0),
        second: single(1),
        surroundings: libm::exp(around.0),
        surroundings_interval: interval(around, e.degrees(&difference(2, 3))),
        error: main.1,
        dispersion: (main.1 / main.2) * (main.1 / main.2),
        clusters: e.clusters,
        degrees: df,
    }
}

/// The 97.5 % quantile of Student's t, by bisection on its tail.
fn student_quantile(df: f64) -> f64 {
    let (mut low, mut high) = (1.0, 1_000.0);
    for _ in 0..80 {
        let middle = f64::midpoint(low, high);
        if num::student_two_sided(middle, df) > 0.05 { low = middle } else { high = middle }
    }
    high
}

/// The ratio with each cluster left out in turn.
pub fn leave_one_out(exposure: &Exposure) -> Vec<(usize, f64)> {
    (0..exposure.clusters.len())
        .into_par_iter()
        .filter_map(|c| exposure.estimate(c).map(|(e, used)| (c, model(&e, &used).ratio)))
        .collect()
}
