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
//! bounds. Maximum likelihood by expectation and maximisation (A. Veen and F. P. Schoenberg, JASA 103
//! (2008) 614-624), in time linear in the number of events (Y. Ogata, IEEE Transactions on Information
//! Theory 27 (1981) 23-31), with extrapolated steps (R. Varadhan and C. Roland, Scandinavian Journal of
//! Statistics 35 (2008) 335-353). Model: A. G. Hawkes, Biometrika 58 (1971) 83-90.
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
use crate::Refusal;

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
const MOST_TURNS: u32 = 6_000;

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
    let mut at = steps.start(start);
    let mut turns = 0;
    let mut last = f64::NEG_INFINITY;
    while turns < MOST_TURNS {
        let (here, once) = steps.turn(&at);
        let (_, twice) = steps.turn(&once);
        let far = extrapolated(&at, &once, &twice);
        let (there, next) = steps.turn(&steps.held(far));
        turns += 3;
        at = if there >= here { next } else { twice };
        if (here - last).abs() <= 1e-7 {
            let (log_likelihood, _) = steps.turn(&at);
            return Ok(steps.told(&at, log_likelihood, turns));
        }
        last = here;
    }
    Err(Refusal::NoFit)
}

/// The sum of decayed pulses at each event: of which kind, onto which.
pub(super) struct Pulses {
    /// `exp(-(t - s) / lag)` over the earlier events, by `[of][on]`.
    pub(super) sum: [[f64; 2]; 2],
    /// The same, each times `t - s`.
    pub(super) age: [[f64; 2]; 2],
    /// Earlier events of either kind.
    pub(super) earlier: [usize; 2],
}

/// Goes through the events of both kinds in order, with the pulses of those strictly earlier.
pub(super) fn walk(pair: &Pair, lags: [f64; 2], mut tell: impl FnMut(usize, f64, &Pulses)) {
    let mut pulses = Pulses { sum: [[0.0; 2]; 2], age: [[0.0; 2]; 2], earlier: [0, 0] };
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
                let fade = fade[usize::from(of != on)];
                pulses.age[of][on] = (pulses.age[of][on] + (t - now) * pulses.sum[of][on]) * fade;
                pulses.sum[of][on] *= fade;
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

struct Steps<'a> {
    pair: &'a Pair,
    design: &'a Design,
    hats: Hats,
    hold: Hold,
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
        Ok(Self { pair, design, hats: Hats::new(pair.span, design.knots), hold })
    }

    fn start(&self, fit: Option<&Fit>) -> Row {
        let mut row = Vec::new();
        if let Some(fit) = fit {
            row.extend(fit.heights.iter().flatten().map(|h| h.max(1e-9)));
            row.extend(fit.branching.iter().flatten().map(|b| b.max(0.01)));
            row.extend(fit.lags);
        } else {
            let length = self.pair.span.1 - self.pair.span.0;
            for times in &self.pair.times {
                row.resize(row.len() + self.design.knots, 0.6 * times.len() as f64 / length);
            }
            row.extend([0.2; 4]);
            row.extend([(self.design.lags.0 * self.design.lags.1).sqrt(); 2]);
        }
        self.held(row)
    }

    fn ratios(&self) -> usize {
        2 * self.design.knots
    }

    /// Puts back what is held fixed, and the lags within their bounds.
    fn held(&self, mut row: Row) -> Row {
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
        for lag in &mut row[ratios + 4..] {
            *lag = lag.clamp(self.design.lags.0, self.design.lags.1);
        }
        row
    }

    /// The log-likelihood of a row, and the row of the next turn.
    fn turn(&self, row: &[f64]) -> (f64, Row) {
        let (knots, ratios) = (self.design.knots, self.ratios());
        let lags = [row[ratios + 4], row[ratios + 5]];
        let mut own = vec![0.0; ratios];
        let (mut called, mut ages) = ([[0.0; 2]; 2], [[0.0; 2]; 2]);
        let mut value = 0.0;
        walk(self.pair, lags, |on, t, pulses| {
            let over = self.hats.over(t);
            let part = over.map(|(k, h)| row[on * knots + k] * h);
            let weight = |of: usize| row[ratios + 2 * of + on] / lags[usize::from(of != on)];
            let excited = [0, 1].map(|of| weight(of) * pulses.sum[of][on]);
            let rate = (part[0] + part[1] + excited[0] + excited[1]).max(1e-300);
            value += libm::log(rate);
            for ((k, _), p) in over.iter().zip(part) {
                own[on * knots + k] += p / rate;
            }
            for of in 0..2 {
                called[of][on] += excited[of] / rate;
                ages[of][on] += weight(of) * pulses.age[of][on] / rate;
            }
        });
        let mut next = row.to_vec();
        for (k, height) in next[..ratios].iter_mut().enumerate() {
            let area = self.hats.area(k % knots);
            value -= *height * area;
            *height = own[k] / area;
        }
        // What the events can still call forth within the span, and how that changes with the lag.
        let reach = |of: usize, lag: f64| {
            let left = self.pair.times[of].iter().map(|t| self.pair.span.1 - t);
            left.fold((0.0, 0.0), |(sum, slope), left| {
                let fade = libm::exp(-left / lag);
                (sum + 1.0 - fade, slope + left * fade)
            })
        };
        let (mut parts, mut sums) = ([0.0; 2], [0.0; 2]);
        let (mut all_called, mut all_reach) = (0.0, 0.0);
        for of in 0..2 {
            for on in 0..2 {
                let cross = usize::from(of != on);
                let (sum, slope) = reach(of, lags[cross]);
                let ratio = row[ratios + 2 * of + on];
                value -= ratio * sum;
                next[ratios + 2 * of + on] = if sum > 0.0 { called[of][on] / sum } else { ratio };
                parts[cross] += called[of][on];
                sums[cross] += ages[of][on] + ratio * slope;
                if cross == 1 {
                    all_called += called[of][on];
                    all_reach += sum;
                }
            }
        }
        if self.hold == Hold::Alike && all_reach > 0.0 {
            next[ratios + 1] = all_called / all_reach;
            next[ratios + 2] = all_called / all_reach;
        }
        for cross in 0..2 {
            if parts[cross] > 1e-9 {
                next[ratios + 4 + cross] = sums[cross] / parts[cross];
            }
        }
        (value, self.held(next))
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

/// A long step along the way of two turns, over the logarithms.
fn extrapolated(at: &[f64], once: &[f64], twice: &[f64]) -> Row {
    const FLOOR: f64 = 1e-12;
    let log = |v: &[f64]| v.iter().map(|x| libm::log(x.max(FLOOR))).collect::<Vec<f64>>();
    let (a, b, c) = (log(at), log(once), log(twice));
    let first: Vec<f64> = b.iter().zip(&a).map(|(b, a)| b - a).collect();
    let bend: Vec<f64> =
        c.iter().zip(&b).zip(&first).map(|((c, b), first)| c - b - first).collect();
    let norm = |v: &[f64]| v.iter().map(|x| x * x).sum::<f64>().sqrt();
    let length =
        if norm(&bend) > 0.0 { (norm(&first) / norm(&bend)).clamp(1.0, 256.0) } else { 1.0 };
    (0..a.len())
        .map(|k| {
            let step = 2.0 * length * first[k] + length * length * bend[k];
            libm::exp((a[k] + step).clamp(-28.0, 28.0))
        })
        .collect()
}
