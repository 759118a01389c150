//! How many rows a claim's place and days would meet by chance.
//!
//! In a set with ten rows a day about a city, that a row lies in the city on the day says nothing: it
//! would, whatever the claim. Where that is so, a claim that names no one must be singled out by
//! its figures or its words before a row counts as its event.

use crate::compare::Asked;
use crate::judge::Held;
use jiff::ToSpan as _;
use khaldun_model::Window;
use khaldun_records::Look;

/// Above so many rows expected by chance, place and day tell nothing.
const CROWD: f64 = 0.5;
/// Days on either side over which the rate is taken.
const RATE_DAYS: i64 = 45;
/// Kilometres beyond the place's own reach within which rows count as there.
const THERE_KM: f64 = 25.0;

/// Whether rows lie about the claim's place so densely that one of its days would meet some anyway.
pub(crate) fn crowded(asked: &Asked<'_>, held: &Held<'_>) -> bool {
    let Some(days) = asked.question.window else { return false };
    let window = Window {
        start: days.start.saturating_sub(RATE_DAYS.days()),
        end: days.end.saturating_add(RATE_DAYS.days()),
    };
    let events = &held.set.events;
    let spots = asked.question.places.iter().filter(|p| !p.whole_country);
    let points: Vec<_> =
        spots.filter_map(|p| p.point.map(|at| (at, p.radius_km + THERE_KM))).collect();
    let look = |around| held.index.find(events, Look { window, around }).len();
    let rows: usize = if points.is_empty() {
        look(None)
    } else {
        points.into_iter().map(|around| look(Some(around))).sum()
    };
    // The set may begin or end within the stretch.
    let seen = held.set.coverage.span.and_then(|s| s.meet(window)).unwrap_or(window).days();
    rows as f64 / seen.max(1) as f64 * days.days() as f64 > CROWD && rows > 5
}
