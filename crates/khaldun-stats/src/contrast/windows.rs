//! Counts before and after each episode.
//!
//! **Question.** What was recorded within s km in the t days before and after an episode?
//! **Assumptions.** The day of onset counts as after. Days without coverage are unknown: rates divide
//! by observed days, and a window counts only where two thirds of each half are observed.
//! **Formula.** y = t · (after/observed after − before/observed before).
//! **When it misleads.** Windows of neighbouring episodes overlap, so that one response answers
//! several; see `exposure`.

use super::{Days, Episode, Kind, Response};
use crate::sphere;
use crate::wake::{Counter, Event, Windows};
use serde::Serialize;

/// What was counted around one episode.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Counts {
    /// The episode's kind.
    pub kind: Kind,
    /// Responses on the t days before the day of onset.
    pub pre: u32,
    /// Responses on the day of onset and the t − 1 days after it.
    pub post: u32,
    /// Observed days before.
    pub pre_days: i64,
    /// Observed days after.
    pub post_days: i64,
    /// Whether both halves lie within the period.
    pub in_period: bool,
    /// Whether moreover two thirds of each half are observed.
    pub eligible: bool,
    /// Whether both halves are observed in full.
    pub complete: bool,
    /// The change in responses, as of fully observed windows.
    pub change: f64,
}

/// Counts around every episode, for a radius in km and a window in days.
///
/// ```
/// use khaldun_stats::contrast::{Days, Episode, Kind, Response, counts};
/// let here = (35.0, 38.0);
/// let episodes = [Episode { day: 10, point: here, kind: Kind::First }];
/// let strike = |day| Response { day, point: here, count: 1 };
/// let told = counts(&episodes, &[strike(9), strike(10), strike(12)], &Days::all(0, 30), 25.0, 3);
/// assert_eq!((told[0].pre, told[0].post, told[0].change), (1, 2, 1.0));
/// ```
pub fn counts(
    episodes: &[Episode],
    responses: &[Response],
    days: &Days,
    km: f64,
    t: i64,
) -> Vec<Counts> {
    let mut events: Vec<Event> = responses
        .iter()
        .filter(|r| days.has(r.day))
        .map(|r| Event { time: r.day, point: r.point, class: 0, weight: r.count })
        .collect();
    events.sort_by_key(|e| e.time);
    let lags = t.max(1) as usize;
    let counter = Counter::new(
        &events,
        Windows { radii: vec![km], lags, unit: 1, classes: 1, km_per_radian: sphere::EARTH_KM },
    );
    let at: Vec<_> = episodes.iter().map(|e| counter.at(e.day, e.point)).collect();
    let need = (2 * t + 2) / 3;
    let wakes = counter.count_all(&at);
    episodes
        .iter()
        .zip(&wakes)
        .map(|(e, wake)| {
            let (pre, post) = (wake.before(0, 0, 1..=lags), wake.after(0, 0, 0..=lags - 1));
            let pre_days = days.between(e.day - t, e.day - 1);
            let post_days = days.between(e.day, e.day + t - 1);
            let in_period = e.day - t >= days.first && e.day + t - 1 <= days.last();
            let rate = |n: u32, d: i64| if d > 0 { f64::from(n) / d as f64 } else { 0.0 };
            Counts {
                kind: e.kind,
                pre,
                post,
                pre_days,
                post_days,
                in_period,
                eligible: in_period && pre_days >= need && post_days >= need,
                complete: in_period && pre_days == t && post_days == t,
                change: t as f64 * (rate(post, post_days) - rate(pre, pre_days)),
            }
        })
        .collect()
}

/// Sums over the eligible episodes of one kind.
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize)]
pub struct Sums {
    /// Episodes within the period.
    pub in_period: usize,
    /// Episodes that count.
    pub eligible: usize,
    /// Responses before.
    pub pre: u64,
    /// Responses after.
    pub post: u64,
    /// Observed days before.
    pub pre_days: i64,
    /// Observed days after.
    pub post_days: i64,
    /// Mean change as of fully observed windows.
    pub mean_change: f64,
    /// Mean of after less before, as recorded.
    pub mean_raw: f64,
}

/// Sums the eligible episodes of a kind.
pub fn sums(counts: &[Counts], kind: Kind) -> Sums {
    let mut sums = Sums::default();
    for c in counts.iter().filter(|c| c.kind == kind) {
        sums.in_period += usize::from(c.in_period);
        if !c.eligible {
            continue;
        }
        sums.eligible += 1;
        sums.pre += u64::from(c.pre);
        sums.post += u64::from(c.post);
        sums.pre_days += c.pre_days;
        sums.post_days += c.post_days;
        sums.mean_change += c.change;
    }
    let n = sums.eligible.max(1) as f64;
    sums.mean_change /= n;
    sums.mean_raw = (sums.post as f64 - sums.pre as f64) / n;
    sums
}
