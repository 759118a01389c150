//! Matched wakes: like episodes, every pair of windows, labels dealt out anew.
//!
//! **Question.** Among episodes that were alike before their onset, does the rate of responses rise more
//! after those of the first kind than after those of the second, and in which windows?
//! **Assumptions.** Within a stratum of like episodes the kinds could have changed places. A ratio, not a
//! difference, is what recording leaves alone: where a share of all responses is recorded, before and
//! after, it cancels.
//! **Formula.** Windows are symmetric: the t days before the day of onset, and t days from it on; the order
//! of rows of one day never counts. *Overlap*: an episode with another of either kind within s km whose
//! wake reaches into its own is left out of that cell, so that no response is counted twice.
//! *Matching*: coarsened exact matching (S. M. Iacus, G. King and G. Porro, Political Analysis 20 (2012)
//! 1-24) on what is known before the onset in the widest window: level of responses, their trend, earlier
//! episodes near, part of the period; the finer, the more episodes there are. Each kind
//! weighs by the share of the other in its stratum (F. Li, K. L. Morgan and A. M. Zaslavsky, JASA 113
//! (2018) 390-400). *Measure*: (after over before, first kind) over (after over before, second kind),
//! each a rate by observed days; error by place (linearised). *Inference*: kinds are dealt out anew
//! within strata, whole campaigns at a time (episodes of one kind that follow one another at a place: dealt out
//! singly, 7 null sets in 100 fell below 0.05); the statistic is divided by its error each time, so that places of unequal weight do
//! not matter (A. Janssen, Statist. Probab. Lett. 36 (1997) 9-21; E. `Chung` and J. P. Romano, Ann. Stat. 41
//! (2013) 484-507); the largest over all cells in each draw adjusts for the number of windows (P. H.
//! Westfall and S. S. Young, Resampling-based multiple testing, 1993). Intervals use the same draws.
//! *Placebos*: the same measure with the onset t days earlier (what had begun before is no answer), and
//! with responses between s and 2s km away.
//! **When it misleads.** Where wakes overlap most, few episodes are left, and they are the lonely ones:
//! `exposure` keeps them all. A change that comes with the first kind for another reason, on the day
//! of onset and at that place, looks like an answer.

use super::{Days, Episode, Interval, Kind, Response};
use crate::wake::{Counter, Event, Windows};
use crate::{num, sphere};
use rayon::prelude::*;
use serde::Serialize;
use std::collections::BTreeMap;

/// Fewest episodes of each kind in a cell.
const FEWEST: usize = 10;
/// Episodes to a stratum, on average, that a covariate must leave.
const TO_A_STRATUM: usize = 8;
/// Half a response to each sum, where one of the four is empty.
const HALF: f64 = 0.5;

/// The windows and draws.
#[derive(Clone, Debug, PartialEq)]
pub struct Settings {
    /// Radii, km; the first answers.
    pub km: Vec<f64>,
    /// Lengths, days; the first answers.
    pub days: Vec<i64>,
    /// How often kinds are dealt out anew.
    pub draws: u64,
    /// Seed of the draws.
    pub seed: u64,
}

/// A measure with its error.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
pub struct Measure {
    /// After over before of the first kind, over that of the second.
    pub ratio: f64,
    /// 95 % interval, by the draws.
    pub interval: Interval,
    /// Two-sided p-value of a ratio of one, by the draws.
    pub p: f64,
    /// Standard error of the log ratio.
    pub error: f64,
    /// Episodes of the first and second kind in it.
    pub episodes: [usize; 2],
}

/// One pair of windows.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
pub struct WakeCell {
    /// Radius, km.
    pub km: f64,
    /// Length, days.
    pub days: i64,
    /// Episodes of each kind whose windows are observed.
    pub episodes: [usize; 2],
    /// Of these, how many share their wake with another.
    pub overlapping: [usize; 2],
    /// The measure among episodes that do not and have a like; `None` where fewer than ten of a kind are left.
    pub alone: Option<Measure>,
    /// The interval that holds for all cells at once.
    pub simultaneous: Option<Interval>,
    /// The p-value adjusted for the number of cells (max-T).
    pub p_adjusted: Option<f64>,
    /// Ratio with overlapping wakes kept.
    pub all: f64,
}

/// What matched wakes tell.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Matched {
    /// Every pair of windows, the main one first.
    pub cells: Vec<WakeCell>,
    /// Episodes of each kind whose widest windows are observed.
    pub episodes: [usize; 2],
    /// Strata of like episodes.
    pub strata: usize,
    /// Share of the first kind's episodes in strata without the second, and the reverse.
    pub unlike: [f64; 2],
    /// What they were matched on.
    pub matched_on: Vec<&'static str>,
    /// In the main windows, with the onset that many days earlier.
    pub placebo_earlier: Option<Measure>,
    /// In the main windows, with responses between one and two radii away.
    pub placebo_beside: Option<Measure>,
    /// In the main windows, with the day of onset left out on both sides.
    pub without_onset: Option<Measure>,
    /// The ratio above one that the main cell finds four times in five.
    pub detectable: Option<f64>,
    /// The statistic of the main cell in each draw.
    #[serde(skip)]
    pub permuted: Vec<f64>,
}

/// Before and after, with the days that are observed.
#[derive(Clone, Copy, Debug, Default)]
struct Wake {
    pre: f64,
    post: f64,
    pre_days: f64,
    post_days: f64,
}

/// One outcome of all episodes: what is measured, and of whom.
struct Column {
    wakes: Vec<Wake>,
    /// Whether an episode counts, and whether it does when overlaps are kept.
    alone: Vec<bool>,
    kept: Vec<bool>,
}

/// An episode's counts around it.
struct Around {
    columns: Vec<(Wake, bool, bool)>,
    level: u32,
    trend: i64,
    earlier: u32,
}

/// Runs all pairs of windows; `None` where fewer than ten episodes of a kind have their widest windows observed.
///
/// ```
/// use khaldun_stats::contrast::{Days, Episode, Kind, Response, WakeSettings, matched};
/// let town = |n: i64| (10.0 + n as f64, 20.0);
/// let episodes: Vec<Episode> = (0..60)
///     .map(|n| Episode { day: 100 + 7 * n, point: town(n), kind: if n % 2 == 0 { Kind::First } else { Kind::Second } })
///     .collect();
/// // Three responses after the first kind (two or four by turns), one after the second, one before each.
/// let mut responses = Vec::new();
/// for (n, e) in episodes.iter().enumerate() {
///     let after = if e.kind == Kind::Second { 1 } else if n % 4 == 0 { 2 } else { 4 };
///     responses.push(Response { day: e.day - 2, point: e.point, count: 1 });
///     responses.push(Response { day: e.day + 1, point: e.point, count: after });
/// }
/// let settings = WakeSettings { km: vec![25.0], days: vec![7], draws: 199, seed: 1 };
/// let told = matched(&episodes, &responses, &Days::all(0, 700), &settings).expect("enough");
/// let main = told.cells[0].alone.expect("a measure");
/// assert!((main.ratio - 3.0).abs() < 1e-9);
/// ```
pub fn matched(
    episodes: &[Episode],
    responses: &[Response],
    days: &Days,
    settings: &Settings,
) -> Option<Matched> {
    let longest = settings.days.iter().copied().max()?;
    let (&main_km, &main_days) = (settings.km.first()?, settings.days.first()?);
    let whole = |e: &&Episode| observed(days, e.day, longest);
    let mut used: Vec<Episode> = episodes.iter().filter(whole).copied().collect();
    // In an order that knows no kind, so that changing the kinds over changes nothing else.
    used.sort_by(|a, b| {
        let place = a.point.0.total_cmp(&b.point.0).then(a.point.1.total_cmp(&b.point.1));
        a.day.cmp(&b.day).then(place)
    });
    let first: Vec<bool> = used.iter().map(|e| e.kind == Kind::First).collect();
    let totals = tally(&first, |_| true);
    if totals.iter().any(|n| *n < FEWEST) {
        return None;
    }
    let around = counted(&used, episodes, responses, days, settings);
    let (strata, matched_on) = strata(&around, &used, days);
    let places = places(&used, main_km);
    let cells = settings.km.len() * settings.days.len();
    let columns: Vec<Column> = (0..cells + 3)
        .map(|k| Column {
            wakes: around.iter().map(|a| a.columns[k].0).collect(),
            alone: around.iter().map(|a| a.columns[k].1).collect(),
            kept: around.iter().map(|a| a.columns[k].2).collect(),
        })
        .collect();
    let lots = Lots::new(&used, &strata, &places, 3 * longest);
    let told: Vec<Option<Told>> =
        columns.iter().map(|c| tell(c, &c.alone, &first, &strata, &places)).collect();
    let drawn: Vec<Vec<f64>> = (0..settings.draws)
        .into_par_iter()
        .map(|n| {
            let dealt = lots.deal(settings.seed, n);
            let t = |c: &Column| tell(c, &c.alone, &dealt, &strata, &places).map_or(0.0, |t| t.t());
            columns.iter().map(t).collect()
        })
        .collect();
    let measure = |k: usize| {
        let column: Vec<f64> = drawn.iter().map(|d| d[k].abs()).collect();
        told[k].as_ref().map(|t| t.measure(&column))
    };
    // The largest over the cells that can be told; placebos stand apart.
    let live: Vec<usize> = (0..cells).filter(|k| told[*k].is_some()).collect();
    let largest: Vec<f64> =
        drawn.iter().map(|d| live.iter().map(|k| d[*k].abs()).fold(0.0, f64::max)).collect();
    let mut found = Vec::new();
    for (a, &km) in settings.km.iter().enumerate() {
        for (b, &length) in settings.days.iter().enumerate() {
            let k = a * settings.days.len() + b;
            let column = &columns[k];
            let all = tell(column, &column.kept, &first, &strata, &places);
            found.push(WakeCell {
                km,
                days: length,
                episodes: tally(&first, |n| column.kept[n]),
                overlapping: tally(&first, |n| column.kept[n] && !column.alone[n]),
                alone: measure(k),
                simultaneous: told[k].as_ref().map(|t| t.interval(critical(&largest))),
                p_adjusted: told[k].as_ref().map(|t| chance(t.t(), &largest)),
                all: all.map_or(f64::NAN, |t| libm::exp(t.log_ratio)),
            });
        }
    }
    debug_assert_eq!(found.first().map(|c| (c.km, c.days)), Some((main_km, main_days)));
    let mut kinds: BTreeMap<usize, [usize; 2]> = BTreeMap::new();
    for (s, f) in strata.iter().zip(&first) {
        kinds.entry(*s).or_default()[usize::from(!*f)] += 1;
    }
    let unlike = [0, 1].map(|k| {
        let alone: usize = kinds.values().filter(|n| n[1 - k] == 0).map(|n| n[k]).sum();
        alone as f64 / totals[k] as f64
    });
    let permuted: Vec<f64> = drawn.iter().map(|d| d[0]).collect();
    let main: Vec<f64> = permuted.iter().map(|t| t.abs()).collect();
    Some(Matched {
        cells: found,
        episodes: totals,
        strata: kinds.values().filter(|n| n[0] > 0 && n[1] > 0).count(),
        unlike,
        matched_on,
        placebo_earlier: measure(cells),
        placebo_beside: measure(cells + 1),
        without_onset: measure(cells + 2),
        // Found where the statistic passes its critical value; 0.84 is the normal 80 % quantile.
        detectable: told[0].as_ref().map(|t| libm::exp((critical(&main) + 0.841_621) * t.error)),
        permuted,
    })
}

/// Whether both halves lie in the period and are observed by two thirds.
fn observed(days: &Days, day: i64, t: i64) -> bool {
    let need = (2 * t + 2) / 3;
    day - t >= days.first
        && day + t - 1 <= days.last()
        && days.between(day - t, day - 1) >= need
        && days.between(day, day + t - 1) >= need
}

fn tally(first: &[bool], of: impl Fn(usize) -> bool) -> [usize; 2] {
    let mut counts = [0, 0];
    for (_, f) in first.iter().enumerate().filter(|(n, _)| of(*n)) {
        counts[usize::from(!*f)] += 1;
    }
    counts
}

/// Everything around the episodes in use, in one pass each.
fn counted(
    used: &[Episode],
    all: &[Episode],
    responses: &[Response],
    days: &Days,
    settings: &Settings,
) -> Vec<Around> {
    let mut events: Vec<Event> = responses
        .iter()
        .filter(|r| days.has(r.day))
        .map(|r| Event { time: r.day, point: r.point, class: 0, weight: r.count })
        .chain(all.iter().map(|e| Event { time: e.day, point: e.point, class: 1, weight: 1 }))
        .collect();
    events.sort_by_key(|e| e.time);
    let mut radii = settings.km.clone();
    radii.push(2.0 * settings.km[0]);
    radii.sort_by(f64::total_cmp);
    radii.dedup();
    let radius = |km: f64| radii.iter().position(|r| *r == km).unwrap_or(0);
    let (ring, widest) =
        (radius(2.0 * settings.km[0]), radius(settings.km.iter().copied().fold(0.0, f64::max)));
    let longest = settings.days.iter().copied().max().unwrap_or(1);
    let lags = 3 * longest as usize;
    let counter = Counter::new(
        &events,
        Windows {
            radii: radii.clone(),
            lags,
            unit: 1,
            classes: 2,
            km_per_radian: sphere::EARTH_KM,
        },
    );
    used.par_iter()
        .map(|e| {
            let wake = counter.count(counter.at(e.day, e.point));
            let near = |r: usize, from: i64, to: i64| -> u32 {
                // Days from the onset; the episode itself is not near itself.
                let back = if from < 0 {
                    wake.before(1, r, (-to.min(-1)) as usize..=(-from) as usize)
                } else {
                    0
                };
                let own = u32::from(from <= 0 && to >= 0);
                let on =
                    if to >= 0 { wake.after(1, r, from.max(0) as usize..=to as usize) } else { 0 };
                back + on - own
            };
            let halves = |r: usize, t: i64, shift: i64, gap: i64| {
                let at = e.day - shift;
                let lag = |d: i64| d as usize;
                let pre = wake.before(0, r, lag(shift + 1)..=lag(shift + t));
                let post = if shift > 0 {
                    wake.before(0, r, lag(shift - t + 1)..=lag(shift))
                } else {
                    wake.after(0, r, lag(gap)..=lag(gap + t - 1))
                };
                Wake {
                    pre: f64::from(pre),
                    post: f64::from(post),
                    pre_days: days.between(at - t, at - 1) as f64,
                    post_days: days.between(at + gap, at + gap + t - 1) as f64,
                }
            };
            let mut columns = Vec::new();
            for &km in &settings.km {
                for &t in &settings.days {
                    let r = radius(km);
                    let alone = near(r, 1 - 2 * t, t - 1) == 0;
                    columns.push((halves(r, t, 0, 0), alone, true));
                }
            }
            let (r, t) = (radius(settings.km[0]), settings.days[0]);
            let alone = near(r, 1 - 3 * t, t - 1) == 0;
            let whole = observed(days, e.day - t, t);
            // The placebo's later half is the real one's earlier half: both end before the onset.
            columns.push((halves(r, t, t, 0), alone && whole, whole));
            let (inner, outer) = (halves(r, t, 0, 0), halves(ring, t, 0, 0));
            let beside =
                Wake { pre: outer.pre - inner.pre, post: outer.post - inner.post, ..outer };
            let alone = near(r, 1 - 2 * t, t - 1) == 0;
            columns.push((beside, alone, true));
            columns.push((
                halves(r, t, 0, 1),
                alone && days.between(e.day + 1, e.day + t) > 0,
                true,
            ));
            let half = (longest / 2).max(1) as usize;
            let level = wake.before(0, widest, 1..=longest as usize);
            let recent = wake.before(0, widest, 1..=half);
            Around {
                columns,
                level,
                trend: i64::from(recent) * 2 - i64::from(level),
                earlier: near(widest, -longest, 0),
            }
        })
        .collect()
}

/// A covariate: its name, its bins, and the bin of an episode.
type Covariate<'a> = (&'static str, usize, &'a dyn Fn(usize) -> usize);

/// The stratum of each episode: covariates are taken in turn, as long as enough episodes are left to each.
fn strata(around: &[Around], used: &[Episode], days: &Days) -> (Vec<usize>, Vec<&'static str>) {
    let mut levels: Vec<u32> = around.iter().map(|a| a.level).filter(|l| *l > 0).collect();
    levels.sort_unstable();
    let middle = levels.get(levels.len() / 2).copied().unwrap_or(0);
    let parts = (days.observed.len() as i64 / 180).max(1);
    let length = (days.observed.len() as i64).div_euclid(parts).max(1) + 1;
    let covariates: [Covariate<'_>; 4] = [
        ("level of responses before", 3, &|n| {
            usize::from(around[n].level > 0) + usize::from(around[n].level > middle)
        }),
        ("their trend", 3, &|n| (around[n].trend.signum() + 1) as usize),
        ("earlier episodes near", 2, &|n| usize::from(around[n].earlier > 0)),
        ("half-year", parts as usize, &|n| ((used[n].day - days.first) / length) as usize),
    ];
    let mut strata = vec![0; used.len()];
    let mut count = 1;
    let mut names = Vec::new();
    for (name, bins, of) in covariates {
        if count * bins * TO_A_STRATUM > used.len() {
            continue;
        }
        for (n, stratum) in strata.iter_mut().enumerate() {
            *stratum = *stratum * bins + of(n).min(bins - 1);
        }
        count *= bins;
        names.push(name);
    }
    (strata, names)
}

/// The place of each episode: it joins the nearest founder within the radius, or founds a place.
fn places(used: &[Episode], km: f64) -> Vec<usize> {
    let mut founders: Vec<(f64, f64)> = Vec::new();
    used.iter()
        .map(|e| {
            let near = founders.iter().enumerate().map(|(n, f)| (sphere::km(*f, e.point), n));
            let best = near.filter(|(d, _)| *d <= km).min_by(|a, b| a.0.total_cmp(&b.0));
            best.map_or_else(
                || {
                    founders.push(e.point);
                    founders.len() - 1
                },
                |b| b.1,
            )
        })
        .collect()
}

/// Kinds to be dealt out anew within strata, whole campaigns at a time.
struct Lots {
    /// Campaigns of each stratum, the kind of its first, and how many are of that kind.
    strata: Vec<(Vec<Vec<usize>>, bool, usize)>,
    count: usize,
}

impl Lots {
    /// Episodes of one kind at one place, each at most `apart` days after the one before and none of the
    /// other kind between, keep together: whoever attacks there today attacks there next week.
    fn new(used: &[Episode], strata: &[usize], places: &[usize], apart: i64) -> Self {
        let mut campaigns: Vec<Vec<usize>> = Vec::new();
        let mut last: BTreeMap<usize, usize> = BTreeMap::new();
        for (n, e) in used.iter().enumerate() {
            let open = last.get(&places[n]).copied().filter(|c| {
                let before = &used[campaigns[*c][campaigns[*c].len() - 1]];
                before.kind == e.kind && e.day - before.day <= apart
            });
            if let Some(c) = open {
                campaigns[c].push(n);
            } else {
                last.insert(places[n], campaigns.len());
                campaigns.push(vec![n]);
            }
        }
        let mut members: BTreeMap<usize, Vec<Vec<usize>>> = BTreeMap::new();
        for campaign in campaigns {
            members.entry(strata[campaign[0]]).or_default().push(campaign);
        }
        let is_first = |c: &[usize]| used[c[0]].kind == Kind::First;
        let with_kind = |members: Vec<Vec<usize>>| {
            let kind = is_first(&members[0]);
            let alike = members.iter().filter(|c| is_first(c) == kind).count();
            (members, kind, alike)
        };
        Self { strata: members.into_values().map(with_kind).collect(), count: used.len() }
    }

    fn deal(&self, seed: u64, n: u64) -> Vec<bool> {
        let mut rng = num::stream(seed, n);
        let mut dealt = vec![false; self.count];
        for (members, kind, alike) in &self.strata {
            let mut order: Vec<usize> = (0..members.len()).collect();
            num::shuffle(&mut rng, &mut order);
            for (rank, c) in order.into_iter().enumerate() {
                members[c].iter().for_each(|k| dealt[*k] = (rank < *alike) == *kind);
            }
        }
        dealt
    }
}

/// A log ratio with its error.
struct Told {
    log_ratio: f64,
    error: f64,
    episodes: [usize; 2],
}

impl Told {
    fn t(&self) -> f64 {
        self.log_ratio / self.error
    }

    fn interval(&self, critical: f64) -> Interval {
        let reach = critical * self.error;
        Interval { low: libm::exp(self.log_ratio - reach), high: libm::exp(self.log_ratio + reach) }
    }

    fn measure(&self, drawn: &[f64]) -> Measure {
        Measure {
            ratio: libm::exp(self.log_ratio),
            interval: self.interval(critical(drawn)),
            p: chance(self.t(), drawn),
            error: self.error,
            episodes: self.episodes,
        }
    }
}

/// The 95 % quantile of the drawn statistics.
fn critical(drawn: &[f64]) -> f64 {
    let mut sorted = drawn.to_vec();
    sorted.sort_by(f64::total_cmp);
    num::quantile(&sorted, 0.95)
}

fn chance(t: f64, drawn: &[f64]) -> f64 {
    // Sums of the same numbers in another order may differ in the last digit.
    let far = t.abs() * (1.0 - 1e-12);
    (1.0 + drawn.iter().filter(|d| **d >= far).count() as f64) / (drawn.len() as f64 + 1.0)
}

/// The measure of a column for some labels.
fn tell(
    column: &Column,
    counts: &[bool],
    first: &[bool],
    strata: &[usize],
    places: &[usize],
) -> Option<Told> {
    let size = strata.iter().max().map_or(0, |s| s + 1);
    let mut kinds = vec![[0.0_f64; 2]; size];
    for n in (0..first.len()).filter(|n| counts[*n]) {
        kinds[strata[n]][usize::from(!first[n])] += 1.0;
    }
    // Each kind weighs by the share of the other in its stratum, which serves both alike.
    let weight = |n: usize| {
        let counts = kinds[strata[n]];
        counts[usize::from(first[n])] / (counts[0] + counts[1])
    };
    let mut sums = [Wake::default(); 2];
    let mut episodes = [0, 0];
    for n in (0..first.len()).filter(|n| counts[*n]) {
        let (w, k, wake) = (weight(n), usize::from(!first[n]), column.wakes[n]);
        episodes[k] += usize::from(w > 0.0);
        sums[k].pre += w * wake.pre;
        sums[k].post += w * wake.post;
        sums[k].pre_days += w * wake.pre_days;
        sums[k].post_days += w * wake.post_days;
    }
    if episodes.iter().any(|n| *n < FEWEST) || sums.iter().all(|s| s.pre + s.post == 0.0) {
        return None;
    }
    if sums.iter().any(|s| s.pre == 0.0 || s.post == 0.0) {
        for s in &mut sums {
            s.pre += HALF;
            s.post += HALF;
        }
    }
    let side = |s: &Wake| libm::log(s.post / s.post_days) - libm::log(s.pre / s.pre_days);
    let log_ratio = side(&sums[0]) - side(&sums[1]);
    let mut by_place = vec![(0.0_f64, false); places.iter().max().map_or(0, |p| p + 1)];
    for n in (0..first.len()).filter(|n| counts[*n]) {
        let (w, k, wake) = (weight(n), usize::from(!first[n]), column.wakes[n]);
        let s = &sums[k];
        let pull = wake.post / s.post - wake.post_days / s.post_days - wake.pre / s.pre
            + wake.pre_days / s.pre_days;
        let place = &mut by_place[places[n]];
        place.0 += if k == 0 { w * pull } else { -w * pull };
        place.1 |= w > 0.0;
    }
    let clusters = by_place.iter().filter(|p| p.1).count() as f64;
    if clusters < 2.0 {
        return None;
    }
    let variance = by_place.iter().map(|p| p.0 * p.0).sum::<f64>() * clusters / (clusters - 1.0);
    (variance > 0.0).then(|| Told { log_ratio, error: variance.sqrt(), episodes })
}
