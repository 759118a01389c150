//! Two kinds of events that excite themselves and each other above a baseline that may bend.
//!
//! **Question.** How many events of the one kind does an event of the other call forth (raid and
//! reprisal), beyond what the times had in common?
//! **Assumptions.** Above a baseline that is linear between evenly spaced knots, each event adds to the
//! rate of either kind an amount that fades exponentially; amounts add up. Events at the same moment
//! do not excite each other: which came first is not known.
//! **Formula.** `λ_on(t) = b_on(t) + Σ_of n(of, on) Σ exp(-(t - s) / lag) / lag` over earlier events `s`;
//! the branching ratio `n(of, on)` is the mean number of events of kind `on` called forth directly by
//! one of kind `of`. One mean lag for both self-excitations, one for both cross-excitations, each within
//! bounds. Maximum likelihood by scoring, with the curvature summed over the events' own slopes (E. K. Berndt,
//! B. H. Hall, R. E. Hall and J. A. Hausman, Annals of Economic and Social Measurement 3 (1974) 653-665), in
//! time linear in the number of events (Y. Ogata, IEEE Transactions on Information Theory 27 (1981) 23-31).
//! Model: A. G. Hawkes, Biometrika 58 (1971) 83-90.
//! **When it misleads.** A baseline too stiff for the campaign turns common drift into excitation; one as
//! supple as the lag swallows excitation. Keep knots several of the longest lag apart, and believe no
//! excitation that the shifted clock of [`super::jittered`] makes as well. Dated to the day, events need
//! [`super::spread`], more than once.
//!
//! ```
//! use khaldun_stats::hawkes::{Design, Hold, Pair, fit};
//! // Each event of the first kind is followed by one of the second within two days.
//! let first: Vec<f64> = (0..40).map(|n| 9.0 * n as f64 + (n * n % 7) as f64).collect();
//! let second: Vec<f64> = first.iter().enumerate().map(|(n, t)| t + 0.2 + (n % 9) as f64 * 0.2).collect();
//! let pair = Pair { times: [first, second], span: (0.0, 370.0) };
//! let told = fit(&pair, &Design { knots: 5, lags: (0.25, 10.0) }, Hold::Nothing)?;
//! assert!(told.branching[0][1] > 0.8 && told.branching[1][0] < 0.2, "{told:?}");
//! # Ok::<(), khaldun_stats::Refusal>(())
//! ```

use super::baseline::Hats;
use crate::{Refusal, num};

/// Times of two kinds of events, each in ascending order, and the span that they were looked for in.
#[derive(Clone, Debug, PartialEq)]
pub struct Pair {
    /// The times of either kind.
    pub times: [Vec<f64>; 2],
    /// The span, in the same unit.
    pub span: (f64, f64),
}

/// How the model may bend.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Design {
    /// Knots of each baseline; one is a constant.
    pub knots: usize,
    /// The least and the greatest mean lag.
    pub lags: (f64, f64),
}

/// What a fit holds fixed.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Hold {
    /// Nothing.
    Nothing,
    /// The branching ratio of one kind on another.
    Ratio {
        /// The kind that excites.
        of: usize,
        /// The kind that is excited.
        on: usize,
        /// The ratio.
        ratio: f64,
    },
    /// The two cross ratios are the same.
    Alike,
}

/// A fit.
#[derive(Clone, Debug, PartialEq)]
pub struct Fit {
    /// Heights of either baseline at its knots, events per unit of time.
    pub heights: [Vec<f64>; 2],
    /// Branching ratios: `branching[of][on]`.
    pub branching: [[f64; 2]; 2],
    /// Mean lag of self-excitation and of cross-excitation.
    pub lags: [f64; 2],
    /// Log-likelihood.
    pub log_likelihood: f64,
    /// Turns taken.
    pub turns: u32,
}

/// Fewer events of either kind bear no fit.
const LEAST: usize = 10;

/// Turns after which the search is given up.
const MOST_TURNS: u32 = 400;

/// A turn that promises less of the log-likelihood than this is the last.
const LEAST_GAIN: f64 = 1e-6;

/// Fits the model.
pub fn fit(pair: &Pair, design: &Design, hold: Hold) -> Result<Fit, Refusal> {
    refit(pair, design, hold, None)
}

/// Fits the model from an earlier fit.
pub(super) fn refit(
    pair: &Pair,
    design: &Design,
    hold: Hold,
    start: Option<&Fit>,
) -> Result<Fit, Refusal> {
    let steps = Steps::new(pair, design, hold)?;
    // The likelihood may have a top at short lags and another at long ones.
    let (low, high) = (libm::log(design.lags.0), libm::log(design.lags.1));
    let part = |n: usize| libm::exp(low + (high - low) * (2 * n + 1) as f64 / 6.0);
    let mut starts: Vec<Row> = Vec::new();
    starts.extend(start.map(|fit| steps.start(Some(fit), fit.lags)));
    let own = start.map_or(part(1), |fit| fit.lags[0]);
    starts.extend((0..3).map(|n| steps.start(start, [own, part(n)])));
    let tops = starts.into_iter().filter_map(|row| steps.top(row));
    tops.max_by(|a, b| a.log_likelihood.total_cmp(&b.log_likelihood)).ok_or(Refusal::NoFit)
}

/// The sum of decayed pulses at each event: of which kind, onto which.
pub(super) struct Pulses {
    /// `exp(-(t - s) / lag)` over the earlier events, by `[of][on]`.
    pub(super) sum: [[f64; 2]; 2],
    /// The same, each times `t - s`.
    pub(super) age: [[f64; 2]; 2],
    /// The same, each times its square.
    square: [[f64; 2]; 2],
    /// Earlier events of either kind.
    pub(super) earlier: [usize; 2],
}

/// Goes through the events of both kinds in order, with the pulses of those strictly earlier.
pub(super) fn walk(pair: &Pair, lags: [f64; 2], mut tell: impl FnMut(usize, f64, &Pulses)) {
    let none = [[0.0; 2]; 2];
    let mut pulses = Pulses { sum: none, age: none, square: none, earlier: [0, 0] };
    let mut at = [0, 0];
    let mut now = pair.span.0;
    loop {
        let next = |kind: usize| pair.times[kind].get(at[kind]).copied().unwrap_or(f64::INFINITY);
        let t = next(0).min(next(1));
        if t.is_infinite() {
            break;
        }
        let fade = lags.map(|lag| libm::exp(-(t - now) / lag));
        for of in 0..2 {
            for on in 0..2 {
                let (fade, by) = (fade[usize::from(of != on)], t - now);
                let (sum, age) = (pulses.sum[of][on], pulses.age[of][on]);
                let square = pulses.square[of][on] + by * (2.0 * age + by * sum);
                pulses.square[of][on] = square * fade;
                pulses.age[of][on] = (age + by * sum) * fade;
                pulses.sum[of][on] = sum * fade;
            }
        }
        now = t;
        let together =
            [0, 1].map(|k| pair.times[k][at[k]..].iter().take_while(|s| **s == t).count());
        for (kind, count) in together.iter().enumerate() {
            for _ in 0..*count {
                tell(kind, t, &pulses);
            }
        }
        for (kind, count) in together.into_iter().enumerate() {
            at[kind] += count;
            pulses.earlier[kind] = at[kind];
            pulses.sum[kind].iter_mut().for_each(|s| *s += count as f64);
        }
    }
}

/// The parameters in a row: heights, then branching by `[of][on]`, then lags.
type Row = Vec<f64>;

/// The log-likelihood of a row, its slope, and minus its curvature: as it is, and without what lags
/// bend, which is never negative.
struct Slope {
    value: f64,
    score: Vec<f64>,
    curve: Vec<f64>,
    plain: Vec<f64>,
}

struct Steps<'a> {
    pair: &'a Pair,
    design: &'a Design,
    hats: Hats,
    hold: Hold,
    /// Which free number each parameter is; none where it is held fixed.
    free: Vec<Option<usize>>,
}

impl<'a> Steps<'a> {
    fn new(pair: &'a Pair, design: &'a Design, hold: Hold) -> Result<Self, Refusal> {
        let (start, end) = pair.span;
        let within =
            |times: &Vec<f64>| times.iter().all(|t| (start..=end).contains(t)) && times.is_sorted();
        let held = match hold {
            Hold::Ratio { of, on, ratio } => of < 2 && on < 2 && (0.0..1e6).contains(&ratio),
            Hold::Nothing | Hold::Alike => true,
        };
        let lags = design.lags.0 > 0.0 && design.lags.0 <= design.lags.1;
        if !pair.times.iter().all(within) || !held || !lags || design.knots == 0 || end <= start {
            return Err(Refusal::BadInput);
        }
        let found = pair.times[0].len().min(pair.times[1].len());
        if found < LEAST {
            return Err(Refusal::TooFewEvents { found, needed: LEAST });
        }
        let ratios = 2 * design.knots;
        let mut free: Vec<Option<usize>> = (0..ratios + 6).map(Some).collect();
        match hold {
            Hold::Nothing => {}
            Hold::Ratio { of, on, .. } => free[ratios + 2 * of + on] = None,
            Hold::Alike => free[ratios + 2] = free[ratios + 1],
        }
        Ok(Self { pair, design, hats: Hats::new(pair.span, design.knots), hold, free })
    }

    /// Climbs from a row to the next top.
    fn top(&self, mut at: Row) -> Option<Fit> {
        let mut here = self.slope(&at);
        let mut damp = 1e-3;
        for turns in 1..=MOST_TURNS {
            let Some((next, there)) = self.climb(&at, &here, &mut damp) else {
                return Some(self.told(&at, here.value, turns));
            };
            (at, here) = (next, there);
        }
        None
    }

    fn start(&self, fit: Option<&Fit>, lags: [f64; 2]) -> Row {
        let mut row = Vec::new();
        if let Some(fit) = fit {
            row.extend(fit.heights.iter().flatten().map(|h| h.max(1e-9)));
            row.extend(fit.branching.iter().flatten().map(|b| b.max(0.01)));
        } else {
            let length = self.pair.span.1 - self.pair.span.0;
            for times in &self.pair.times {
                row.resize(row.len() + self.design.knots, 0.6 * times.len() as f64 / length);
            }
            row.extend([0.2; 4]);
        }
        row.extend(lags);
        let ratios = self.ratios();
        match self.hold {
            Hold::Nothing => {}
            Hold::Ratio { of, on, ratio } => row[ratios + 2 * of + on] = ratio,
            Hold::Alike => {
                let mean = 0.5 * (row[ratios + 1] + row[ratios + 2]);
                row[ratios + 1] = mean;
                row[ratios + 2] = mean;
            }
        }
        (0..row.len()).for_each(|k| row[k] = row[k].clamp(self.bounds(k).0, self.bounds(k).1));
        row
    }

    fn ratios(&self) -> usize {
        2 * self.design.knots
    }

    /// What a parameter lies between.
    fn bounds(&self, k: usize) -> (f64, f64) {
        if k < self.ratios() + 4 { (0.0, f64::INFINITY) } else { self.design.lags }
    }

    /// The next row and its slope; `None` at the top. `damp` is what is added to the diagonal of the
    /// curvature: less after a step uphill, more where none is found.
    fn climb(&self, at: &[f64], here: &Slope, damp: &mut f64) -> Option<(Row, Slope)> {
        while *damp < 1e9 {
            let (row, promised) = self
                .step(at, here, &here.curve, *damp)
                .or_else(|| self.step(at, here, &here.plain, *damp))?;
            if promised * (1.0 + *damp) < LEAST_GAIN {
                return None;
            }
            let there = self.slope(&row);
            if there.value > here.value {
                *damp = (*damp * 0.1).max(1e-9);
                return Some((row, there));
            }
            *damp *= 10.0;
        }
        None
    }

    /// A step within the bounds, and what it promises to gain. What would go beyond a bound goes just
    /// there, and the others follow. `None` where the curvature is not definite.
    fn step(&self, at: &[f64], here: &Slope, bends: &[f64], damp: f64) -> Option<(Row, f64)> {
        let size = at.len();
        // Parameters that share a free number are one: slopes and curvatures add up.
        let (mut slope, mut curve) = (vec![0.0; size], vec![0.0; size * size]);
        for (i, a) in self.free.iter().enumerate() {
            let Some(a) = *a else { continue };
            slope[a] += here.score[i];
            for (j, b) in self.free.iter().enumerate() {
                if let Some(b) = *b {
                    curve[a * size + b] += bends[i * size + j];
                }
            }
        }
        let mut moved: Vec<Option<f64>> = (0..size)
            .map(|k| {
                let (low, high) = self.bounds(k);
                let rests = self.free[k] != Some(k)
                    || (at[k] <= low && slope[k] <= 0.0)
                    || (at[k] >= high && slope[k] >= 0.0)
                    || here.plain[k * size + k] <= 1e-12;
                rests.then_some(0.0)
            })
            .collect();
        loop {
            let moving: Vec<usize> = (0..size).filter(|k| moved[*k].is_none()).collect();
            let n = moving.len();
            let pull: Vec<f64> = moving
                .iter()
                .map(|k| {
                    let set = moved.iter().enumerate().filter_map(|(j, m)| Some((j, (*m)?)));
                    slope[*k] - set.map(|(j, m)| curve[k * size + j] * m).sum::<f64>()
                })
                .collect();
            let mut part = vec![0.0; n * n];
            for (i, a) in moving.iter().enumerate() {
                for (j, b) in moving.iter().enumerate() {
                    part[i * n + j] = curve[a * size + b] * if i == j { 1.0 + damp } else { 1.0 };
                }
            }
            let step = num::solve_spd(&part, &pull)?;
            let mut within = true;
            for (k, by) in moving.iter().zip(&step) {
                let (low, high) = self.bounds(*k);
                let to = at[*k] + by;
                if !(low..=high).contains(&to) {
                    moved[*k] = Some(to.clamp(low, high) - at[*k]);
                    within = false;
                }
            }
            if within {
                moving.iter().zip(step).for_each(|(k, by)| moved[*k] = Some(by));
                break;
            }
        }
        let moved: Vec<f64> = moved.into_iter().map(|m| m.unwrap_or(0.0)).collect();
        let row = (0..size).map(|k| {
            self.free[k].map_or(at[k], |f| {
                let (low, high) = self.bounds(k);
                (at[k] + moved[f]).clamp(low, high)
            })
        });
        let promised = moved.iter().zip(&slope).map(|(m, s)| m * s).sum();
        Some((row.collect(), promised))
    }

    /// The log-likelihood of a row with its slope and curvature.
    fn slope(&self, row: &[f64]) -> Slope {
        let (knots, ratios, size) = (self.design.knots, self.ratios(), row.len());
        let lags = [row[ratios + 4], row[ratios + 5]];
        let (mut value, mut score) = (0.0, vec![0.0; size]);
        let mut plain = vec![0.0; size * size];
        // What ratios and lags, and lags alone, bend: by ratio and its lag.
        let (mut mixed, mut bent) = ([[0.0; 2]; 2], [0.0; 2]);
        walk(self.pair, lags, |on, t, pulses| {
            // By how much the rate grows with each parameter that bears on it.
            let over = self.hats.over(t);
            let mut grows = [(0_usize, 0.0_f64); 6];
            let mut rate = 0.0;
            for (slot, (k, h)) in over.into_iter().enumerate() {
                grows[slot] = (on * knots + k, h);
                rate += row[on * knots + k] * h;
            }
            for of in 0..2 {
                let cross = usize::from(of != on);
                let (k, lag) = (ratios + 2 * of + on, lags[cross]);
                let density = pulses.sum[of][on] / lag;
                grows[2 + of] = (k, density);
                rate += row[k] * density;
                let by_lag = (pulses.age[of][on] / lag - pulses.sum[of][on]) / (lag * lag);
                grows[4 + of] = (ratios + 4 + cross, row[k] * by_lag);
            }
            if rate <= 0.0 {
                value = f64::NEG_INFINITY;
                return;
            }
            value += libm::log(rate);
            for of in 0..2 {
                let cross = usize::from(of != on);
                let (ratio, lag) = (row[ratios + 2 * of + on], lags[cross]);
                let (sum, age, square) =
                    (pulses.sum[of][on], pulses.age[of][on], pulses.square[of][on]);
                mixed[of][on] += (age / lag - sum) / (lag * lag * rate);
                let twice = 2.0 * sum + (square / lag - 4.0 * age) / lag;
                bent[cross] += ratio * twice / (lag * lag * lag * rate);
            }
            for (a, by) in grows {
                let by = by / rate;
                score[a] += by;
                for (b, and) in grows {
                    plain[a * size + b] += by * and / rate;
                }
            }
        });
        for k in 0..ratios {
            let area = self.hats.area(k % knots);
            value -= row[k] * area;
            score[k] -= area;
        }
        // What the events can still call forth within the span, and how that changes with the lag.
        for of in 0..2 {
            for on in 0..2 {
                let cross = usize::from(of != on);
                let (k, lag) = (ratios + 2 * of + on, lags[cross]);
                // What came long before the end has called forth all that it will.
                let full =
                    self.pair.times[of].partition_point(|t| self.pair.span.1 - t > 45.0 * lag);
                let left = self.pair.times[of][full..].iter().map(|t| self.pair.span.1 - t);
                let (reach, change, bend) =
                    left.fold((full as f64, 0.0, 0.0), |(sum, change, bend), left| {
                        let (fade, by) = (libm::exp(-left / lag), left / (lag * lag));
                        (sum + 1.0 - fade, change - fade * by, bend - fade * by * (by - 2.0 / lag))
                    });
                value -= row[k] * reach;
                score[k] -= reach;
                score[ratios + 4 + cross] -= row[k] * change;
                mixed[of][on] -= change;
                bent[cross] -= row[k] * bend;
            }
        }
        let mut curve = plain.clone();
        for of in 0..2 {
            for on in 0..2 {
                let cross = usize::from(of != on);
                let (k, lag) = (ratios + 2 * of + on, ratios + 4 + cross);
                curve[k * size + lag] -= mixed[of][on];
                curve[lag * size + k] -= mixed[of][on];
                curve[lag * size + lag] -= 0.5 * bent[cross];
            }
        }
        Slope { value, score, curve, plain }
    }

    fn told(&self, row: &[f64], log_likelihood: f64, turns: u32) -> Fit {
        let (knots, ratios) = (self.design.knots, self.ratios());
        Fit {
            heights: [row[..knots].to_vec(), row[knots..ratios].to_vec()],
            branching: [[row[ratios], row[ratios + 1]], [row[ratios + 2], row[ratios + 3]]],
            lags: [row[ratios + 4], row[ratios + 5]],
            log_likelihood,
            turns,
        }
    }
}
