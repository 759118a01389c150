//! Does recording alone explain a difference?
//!
//! **Question.** Two lists of the same responses: what share of the second does the first hold near
//! each kind of episode, and what is left of the ratio when that is allowed for?
//! **Assumptions.** The lists record independently of each other, given the surroundings; rows that
//! tell of one response carry one id.
//! **Formula.** Detection of the first list in the surroundings of a kind = rows of the second list
//! there that the first also has, over all rows of the second list there (the Lincoln-Petersen
//! estimate). The exposure model is fitted again with detection as part of opportunity; the
//! variance of the log of the two detections' ratio, (1 − p)/(n p) each, is added to the model's.
//! **When it misleads.** Lists that copy from each other make detection look high and equal. What no
//! list can see is not corrected.

use super::exposure::{Exposure, Model, Options, exposure, zone};
use super::{Days, Episode, Interval, Response};
use crate::{num, sphere};
use serde::Serialize;

/// Detection of the first list near first-kind episodes, near second-kind episodes, elsewhere.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
pub struct Detection {
    /// Rows of the second list that the first also has, and all rows of the second.
    pub counts: [(u32, u32); 3],
    /// The shares; `NaN` where the second list has no row.
    pub shares: [f64; 3],
    /// Two-sided p-value of equal detection near both kinds (chi-squared, one degree of freedom).
    pub p_equal: f64,
}

/// The ratio with detection allowed for.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Corrected {
    /// Detection of the first list.
    pub detection: Detection,
    /// The fit without allowing for anything around the windows: what the first list alone shows.
    pub recorded: Model,
    /// The fit with detection allowed for.
    pub model: Model,
}

/// Estimates detection from a second list, whose rows say whether the first has them too, and refits.
///
/// `None` where the second list has no row near one of the kinds, or the model cannot be fitted.
pub fn corrected(
    episodes: &[Episode],
    responses: &[Response],
    second: &[(Response, bool)],
    days: &Days,
    options: Options,
) -> Option<Corrected> {
    let detection = detection(episodes, second, days, options)?;
    let plain = Options { surround: 0, ..options };
    let recorded = exposure(episodes, responses, days, plain, None).fit()?;
    let laid: Exposure = exposure(episodes, responses, days, options, Some(detection.shares));
    let mut model = laid.fit()?;
    let spread = |k: usize| {
        let (seen, all) = detection.counts[k];
        f64::from(all - seen) / (f64::from(all) * f64::from(seen).max(0.5))
    };
    let error = (model.error * model.error + spread(0) + spread(1)).sqrt();
    let value = libm::log(model.ratio);
    // The model's own limit in units of its own error: a t quantile.
    let limit = (libm::log(model.interval.high) - value) / model.error;
    model.interval =
        Interval { low: libm::exp(value - limit * error), high: libm::exp(value + limit * error) };
    model.p = num::student_two_sided(value / error, model.degrees);
    model.error = error;
    Some(Corrected { detection, recorded, model })
}

/// Detection of the first list by surroundings; `None` where a kind's surroundings hold no row of
/// the second list.
fn detection(
    episodes: &[Episode],
    second: &[(Response, bool)],
    days: &Days,
    options: Options,
) -> Option<Detection> {
    let mut counts = [(0_u32, 0_u32); 3];
    let mut ordered: Vec<&Episode> = episodes.iter().collect();
    ordered.sort_by_key(|e| e.day);
    for (response, in_first) in second.iter().filter(|(r, _)| days.has(r.day)) {
        let from = ordered.partition_point(|e| e.day < response.day - options.surround);
        let to = ordered.partition_point(|e| e.day <= response.day + options.surround);
        let near =
            ordered[from..to].iter().filter(|e| sphere::km(e.point, response.point) <= options.km);
        let cell = &mut counts[zone(near.map(|e| (e.kind, (response.day - e.day).abs())))];
        cell.1 += response.count;
        cell.0 += if *in_first { response.count } else { 0 };
    }
    if counts[0].1 == 0 || counts[1].1 == 0 {
        return None;
    }
    let shares = counts.map(
        |(seen, all)| {
            if all == 0 { 1.0 } else { f64::from(seen.max(1)) / f64::from(all) }
        },
    );
    let (a, n) = (f64::from(counts[0].0), f64::from(counts[0].1));
    let (b, m) = (f64::from(counts[1].0), f64::from(counts[1].1));
    let pooled = (a + b) / (n + m);
    let variance = pooled * (1.0 - pooled) * (1.0 / n + 1.0 / m);
    let p_equal = if variance > 0.0 {
        let z = a / n - b / m;
        num::chi2_upper(z * z / variance, 1.0)
    } else {
        1.0
    };
    Some(Detection { counts, shares, p_equal })
}
