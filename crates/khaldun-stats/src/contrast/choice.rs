//! Among the places it could have struck that day, which did it choose?
//!
//! **Question.** On a day of responses, is a place in a window of the first kind chosen more often
//! than one in a window of the second, given how often each is chosen otherwise?
//! **Assumptions.** Each response goes to one of the known places; between days the places' standing
//! differs only by the windows and surroundings open there.
//! **Formula.** Conditional logit over the places of each day, with a place's rate outside windows as
//! its opportunity (D. `McFadden`, in Frontiers in Econometrics, 1974). The actor's tempo cancels.
//! Standard errors by a jackknife over blocks of days.
//! **When it misleads.** Places are points here: a window that covers part of a place covers all or
//! none of it. It is a second opinion on `exposure`, which compares days at a place; the two share
//! no nuisance.

use super::clogit::Conditional;
use super::exposure::{self, Exposure, Model, Options};
use super::{Days, Episode, Response};
use std::collections::BTreeMap;

/// Fits the choice among places; `None` where the data do not tell the windows apart.
pub fn choice(
    episodes: &[Episode],
    responses: &[Response],
    days: &Days,
    options: Options,
) -> Option<Model> {
    let (places, clusters) = exposure::places(responses, days, options.km);
    let codes = exposure::codes_at(&clusters, episodes, days, options);
    let mut counted: BTreeMap<(i64, usize), f64> = BTreeMap::new();
    for place in &places {
        for (day, count) in &place.responses {
            *counted.entry((*day, place.cluster)).or_default() += count;
        }
    }
    // A place's rate on days without any window, half a response added so that none is impossible.
    let mut quiet = vec![(0.5, 1.0); clusters.len()];
    for (cluster, codes) in codes.iter().enumerate() {
        for (n, code) in codes.iter().enumerate().filter(|(n, _)| days.observed[*n]) {
            if code.trailing_zeros() >= 2 {
                quiet[cluster].1 += 1.0;
                let day = days.first + n as i64;
                quiet[cluster].0 += counted.get(&(day, cluster)).copied().unwrap_or(0.0);
            }
        }
    }
    let mut conditional = Conditional { patterns: exposure::patterns(), strata: Vec::new() };
    for n in (0..days.observed.len()).filter(|n| days.observed[*n]) {
        let day = days.first + n as i64;
        if counted.range((day, 0)..=(day, usize::MAX)).next().is_none() {
            continue;
        }
        let mut cells: BTreeMap<usize, (f64, f64)> = BTreeMap::new();
        for (cluster, codes) in codes.iter().enumerate() {
            let cell = cells.entry(usize::from(codes[n])).or_default();
            cell.0 += quiet[cluster].0 / quiet[cluster].1;
            cell.1 += counted.get(&(day, cluster)).copied().unwrap_or(0.0);
        }
        let cells = cells.into_iter().map(|(k, (o, r))| (k, o, r)).collect();
        conditional.strata.push((n / 30, cells));
    }
    let blocks = days.observed.len().div_ceil(30);
    Exposure { conditional, clusters: vec![(0.0, 0.0); blocks], inside: [0.0; 3] }.fit()
}
