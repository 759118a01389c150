//! Synthetic conflicts with planted truth.
//!
//! Sixty towns; episodes of two kinds in campaigns of one kind at a town, over three years; responses
//! that cluster at the same towns, with bursts which have nothing to do with the episodes. Three
//! designs plant a truth that a method must find, or must not be taken in by.

use rand::{RngExt as _, SeedableRng as _};
use rand_chacha::ChaCha8Rng;

/// Length of the period.
pub const DAYS: i64 = 1_096;
/// Days of a window, from the onset on.
pub const WINDOW: i64 = 7;
/// Radius of a window.
pub const KM: f64 = 25.0;
const EPISODES: usize = 400;
const RESPONSES: usize = 5_000;
const TOWNS: usize = 60;
const ZONE_DAYS: i64 = 30;

/// What is planted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Design {
    /// Both kinds are followed by twice the rate.
    Null,
    /// The first kind is followed by three times the rate, the second by the usual.
    Ratio3,
    /// Both by twice the rate, but 0.9 of the responses near the first kind are recorded, 0.3 near
    /// the second, 0.6 elsewhere.
    DifferentReporting,
}

/// A day and a point (latitude and longitude, degrees).
pub type Event = (i64, (f64, f64));

/// A synthetic conflict.
#[derive(Clone, Debug)]
pub struct Planted {
    /// Episodes of the first kind, in order of day.
    pub first: Vec<Event>,
    /// Episodes of the second kind.
    pub second: Vec<Event>,
    /// Responses as recorded.
    pub responses: Vec<Event>,
    /// A second, independent list that holds each true response with probability one half, and
    /// whether the recorded responses hold it too.
    pub other_list: Vec<(Event, bool)>,
}

/// Makes one of a design.
pub fn planted(design: Design, seed: u64) -> Planted {
    let multipliers = match design {
        Design::Null | Design::DifferentReporting => (2.0, 2.0),
        Design::Ratio3 => (3.0, 1.0),
    };
    made(multipliers, design == Design::DifferentReporting, seed)
}

/// Makes one in which windows of the first kind hold `ratio` times the rate of windows of the second,
/// whose product is four times the usual rate.
pub fn with_ratio(ratio: f64, seed: u64) -> Planted {
    made((2.0 * ratio.sqrt(), 2.0 / ratio.sqrt()), false, seed)
}

fn made((by_first, by_second): (f64, f64), reporting: bool, seed: u64) -> Planted {
    let mut rng = ChaCha8Rng::seed_from_u64(seed);
    let towns: Vec<Town> = (0..TOWNS).map(|_| Town::found(&mut rng)).collect();
    let first = campaigns(&towns, &mut rng);
    let second = campaigns(&towns, &mut rng);
    let sizes = running(towns.iter().map(|t| t.rates.last().copied().unwrap_or(0.0)));
    let mut made = Planted { first, second, responses: Vec::new(), other_list: Vec::new() };
    let highest = by_first.max(1.0) * by_second.max(1.0);
    // Candidates are drawn at the highest rate and kept in proportion to the rate that holds there.
    while made.responses.len() < RESPONSES {
        let town = &towns[pick(&sizes, &mut rng)];
        let event = (pick(&town.rates, &mut rng) as i64, town.near(&mut rng));
        let open = |episodes: &[Event]| around(episodes, event, 0..WINDOW).next().is_some();
        let factor = (if open(&made.first) { by_first } else { 1.0 })
            * (if open(&made.second) { by_second } else { 1.0 });
        if rng.random::<f64>() * highest >= factor {
            continue;
        }
        let recorded = !reporting || rng.random::<f64>() < detection(&made, event);
        if recorded {
            made.responses.push(event);
        }
        if rng.random_bool(0.5) {
            made.other_list.push((event, recorded));
        }
    }
    made.responses.sort_by_key(|e| e.0);
    made.other_list.sort_by_key(|e| e.0.0);
    made
}

/// The share recorded there and then: the episode nearest in time decides.
fn detection(made: &Planted, event: Event) -> f64 {
    let nearest = |episodes: &[Event]| around(episodes, event, -ZONE_DAYS..ZONE_DAYS + 1).min();
    match (nearest(&made.first), nearest(&made.second)) {
        (None, None) => 0.6,
        (Some(_), None) => 0.9,
        (None, Some(_)) => 0.3,
        (Some(a), Some(b)) => {
            if a <= b {
                0.9
            } else {
                0.3
            }
        }
    }
}

/// How far off in days the episodes near an event are, of those whose lag is in the range.
fn around(
    episodes: &[Event],
    (day, point): Event,
    lags: std::ops::Range<i64>,
) -> impl Iterator<Item = i64> {
    let from = episodes.partition_point(|e| day - e.0 >= lags.end);
    episodes[from..]
        .iter()
        .take_while(move |e| day - e.0 >= lags.start)
        .filter(move |e| km(e.1, point) <= KM)
        .map(move |e| (day - e.0).abs())
}

/// On a plane: towns are a few hundred km apart at most.
fn km(a: (f64, f64), b: (f64, f64)) -> f64 {
    let north = (a.0 - b.0) * 111.195;
    let east = (a.1 - b.1) * 111.195 * f64::midpoint(a.0, b.0).to_radians().cos();
    north.hypot(east)
}

struct Town {
    point: (f64, f64),
    /// Responses up to each day, up to a constant.
    rates: Vec<f64>,
}

impl Town {
    fn found(rng: &mut ChaCha8Rng) -> Self {
        let point = (33.3 + 3.5 * rng.random::<f64>(), 38.0 + 5.0 * rng.random::<f64>());
        let size = (0.8 * normal(rng)).exp();
        let mut rates = vec![size; DAYS as usize];
        for _ in 0..rng.random_range(2..7) {
            let start = rng.random_range(0..DAYS as usize);
            let length = rng.random_range(8..25);
            let times = 2.0 + 5.0 * rng.random::<f64>();
            rates.iter_mut().skip(start).take(length).for_each(|r| *r *= times);
        }
        Self { point, rates: running(rates.into_iter()) }
    }

    fn near(&self, rng: &mut ChaCha8Rng) -> (f64, f64) {
        let (north, east) = (5.5 * normal(rng), 5.5 * normal(rng));
        let lon = east / (111.195 * self.point.0.to_radians().cos());
        (self.point.0 + north / 111.195, self.point.1 + lon)
    }
}

/// Running sums.
fn running(values: impl Iterator<Item = f64>) -> Vec<f64> {
    values
        .scan(0.0, |sum, v| {
            *sum += v;
            Some(*sum)
        })
        .collect()
}

/// An index in proportion to the values behind running sums.
fn pick(sums: &[f64], rng: &mut ChaCha8Rng) -> usize {
    let at = rng.random::<f64>() * sums.last().copied().unwrap_or(0.0);
    sums.partition_point(|s| *s <= at).min(sums.len() - 1)
}

/// Campaigns of one kind, each at one town.
fn campaigns(towns: &[Town], rng: &mut ChaCha8Rng) -> Vec<Event> {
    let mut all = Vec::new();
    while all.len() < EPISODES {
        let town = &towns[rng.random_range(0..towns.len())];
        let mut day = rng.random_range(30..DAYS - 60);
        for _ in 0..rng.random_range(3..11) {
            if day > DAYS - 30 || all.len() == EPISODES {
                break;
            }
            all.push((day, town.near(rng)));
            day += rng.random_range(7..36);
        }
    }
    all.sort_by_key(|e| e.0);
    all
}

fn normal(rng: &mut ChaCha8Rng) -> f64 {
    let (u, v) = (1.0 - rng.random::<f64>(), rng.random::<f64>());
    (-2.0 * u.ln()).sqrt() * (2.0 * std::f64::consts::PI * v).cos()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_design_has_its_numbers() {
        let made = planted(Design::DifferentReporting, 5);
        assert_eq!((made.first.len(), made.second.len(), made.responses.len()), (400, 400, 5_000));
        let both = made.other_list.iter().filter(|r| r.1).count();
        assert!((2_000..3_000).contains(&both), "{both}");
        assert_eq!(planted(Design::DifferentReporting, 5).responses, made.responses);
        assert_eq!(with_ratio(1.0, 9).responses, planted(Design::Null, 9).responses);
    }
}
