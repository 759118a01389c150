use super::{Desk, Draft};
use crate::where_::line;
use khaldun_model::{Place, PlaceKind, PlaceMatch};

/// How far from a town a line still runs by it, in km.
const BY: f64 = 60.0;

/// The stretch of a river or a border.
///
/// *What it reads:* a river or border whose course is known, in a paragraph that names towns: the stretch is the one nearest to
/// the nearest of them, if it runs within sixty kilometres of it; the reach shrinks to that.
///
/// *Example:* "boats crossed the Euphrates near Deir ez-Zor", "shells fell along the Line of Control near Poonch".
///
/// *Known misreadings:* where two towns on one river are named, the nearer in the text is taken.
pub(super) fn read(desk: &Desk<'_>, drafts: &mut [Draft]) {
    for i in 0..drafts.len() {
        let Some(found) = drafts[i].found.as_ref().filter(|f| f.place.kind.is_line()) else {
            continue;
        };
        let course = desk.gazetteer.course(&found.place.id);
        let away = |d: &Draft| d.tokens.start.abs_diff(drafts[i].tokens.start);
        let town = |d: &&Draft| {
            d.block == drafts[i].block && d.place().is_some_and(|p| p.kind == PlaceKind::Town)
        };
        let by = |d: &Draft| {
            let place = d.place()?;
            let (point, km) = line::nearest(&course, (place.lat, place.lon))?;
            (km < BY).then(|| (away(d), point, km, place.name.clone()))
        };
        let near = drafts.iter().filter(town).filter_map(by).min_by_key(|n| n.0);
        if let Some((_, (lat, lon), km, name)) = near {
            let because = format!("{}; the stretch nearest to {name}", found.because);
            let place = Place { lat, lon, radius_km: km + 20.0, ..found.place.clone() };
            drafts[i].found = Some(PlaceMatch { place, because, confidence: found.confidence });
        }
    }
}
