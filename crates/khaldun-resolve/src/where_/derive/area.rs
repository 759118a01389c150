use super::{Desk, Draft, made_of, shifted};
use khaldun_model::{Place, PlaceKind, PlaceMatch};

/// The bearing of a direction word, in degrees from north.
pub(in super::super) fn direction(word: &str) -> Option<f64> {
    let plain = word.to_lowercase().replace(['-', ' '], "");
    let plain = plain.strip_suffix("ern").unwrap_or(&plain);
    let all = [
        ("north", 0.0),
        ("northeast", 45.0),
        ("east", 90.0),
        ("southeast", 135.0),
        ("south", 180.0),
        ("southwest", 225.0),
        ("west", 270.0),
        ("northwest", 315.0),
    ];
    all.iter().find(|(w, _)| *w == plain).map(|(_, d)| *d)
}

/// Directions and distances.
///
/// *What it reads:* "northern Mali", "central Mali", "the north-east of Syria" (a part of it: the point is moved towards
/// that side by half its reach, which halves); "south of Tripoli", "30 km north of Mosul" (outside it: moved
/// by the distance told, or by ten kilometres beyond its reach, and uncertain by as much). A river or a border has no
/// middle to be moved: "west of the Euphrates" stays on the line, wider by the distance told.
///
/// *Example:* "shells fell in northern Mali", "a convoy was hit 30 km north of Mosul".
///
/// *Known misreadings:* "west of the city" leads nowhere until the city is named.
pub(super) fn read(desk: &Desk<'_>, drafts: &mut [Draft]) {
    for draft in drafts.iter_mut().filter(|d| d.is_literal()) {
        let Some(place) = draft.place().cloned() else { continue };
        if place.kind.is_line() {
            if let Some((start, _, _, km)) = of(desk, draft) {
                draft.tokens.start = start;
                beside(draft, &place, km);
            }
        } else if desk.word(draft.block, draft.tokens.start.checked_sub(1)) == "central" {
            draft.tokens.start -= 1;
            middle(desk, draft, &place);
        } else if let Some((start, bearing)) = adjective(desk, draft) {
            draft.tokens.start = start;
            part(desk, draft, &place, bearing);
        } else if let Some((start, bearing, inside, km)) = of(desk, draft) {
            draft.tokens.start = start;
            if inside {
                part(desk, draft, &place, bearing);
            } else {
                beyond(desk, draft, &place, bearing, km);
            }
        }
    }
}

/// "northern X", "north-eastern X".
fn adjective(desk: &Desk<'_>, draft: &Draft) -> Option<(usize, f64)> {
    direction_before(desk, draft.block, draft.tokens.start)
}

/// A direction that ends right before token `at`: one token, or three with a hyphen.
fn direction_before(desk: &Desk<'_>, block: usize, at: usize) -> Option<(usize, f64)> {
    let word = |back: usize| desk.word(block, at.checked_sub(back));
    if matches!(word(2).as_str(), "-" | "–") {
        let joined = format!("{}{}", word(3), word(1));
        if let Some(bearing) = direction(&joined) {
            return Some((at - 3, bearing));
        }
    }
    direction(&word(1)).map(|bearing| (at - 1, bearing))
}

/// "the north of X" (inside), "north of X", "30 km north of X" (outside).
fn of(desk: &Desk<'_>, draft: &Draft) -> Option<(usize, f64, bool, Option<f64>)> {
    let block = draft.block;
    let mut at = draft.tokens.start;
    if desk.word(block, at.checked_sub(1)) == "the" {
        at -= 1;
    }
    if desk.word(block, at.checked_sub(1)) != "of" {
        return None;
    }
    let (start, bearing) = direction_before(desk, block, at - 1)?;
    let inside = desk.word(block, start.checked_sub(1)) == "the";
    let (start, km) = distance(desk, block, start).map_or((start, None), |(s, km)| (s, Some(km)));
    Some((start, bearing, inside && km.is_none(), km))
}

/// "30 km", "about 30 kilometres", "20 miles" right before token `at`: where the number stands, and km.
fn distance(desk: &Desk<'_>, block: usize, at: usize) -> Option<(usize, f64)> {
    let mut unit = at.checked_sub(1)?;
    if matches!(desk.word(block, Some(unit)).as_str(), "to" | "the") {
        unit = unit.checked_sub(2)?;
    }
    let factor = match desk.word(block, Some(unit)).trim_end_matches('.') {
        "km" | "kms" | "kilometres" | "kilometers" | "kilometre" | "kilometer" => 1.0,
        "mile" | "miles" | "mi" => 1.609,
        "metres" | "meters" | "m" => 0.001,
        _ => return None,
    };
    let mut number = unit.checked_sub(1)?;
    if desk.word(block, Some(number)) == "-" {
        number = number.checked_sub(1)?;
    }
    let told = desk.word(block, Some(number)).replace(',', "");
    let told = told.parse::<f64>().ok().or_else(|| spelt(&told))?;
    (told > 0.0 && told * factor < 2000.0).then_some((number, told * factor))
}

fn spelt(word: &str) -> Option<f64> {
    const NUMBERS: [(&str, f64); 17] = [
        ("two", 2.0),
        ("three", 3.0),
        ("four", 4.0),
        ("five", 5.0),
        ("six", 6.0),
        ("seven", 7.0),
        ("eight", 8.0),
        ("nine", 9.0),
        ("ten", 10.0),
        ("twelve", 12.0),
        ("fifteen", 15.0),
        ("twenty", 20.0),
        ("thirty", 30.0),
        ("forty", 40.0),
        ("fifty", 50.0),
        ("sixty", 60.0),
        ("hundred", 100.0),
    ];
    NUMBERS.iter().find(|(w, _)| *w == word).map(|(_, n)| *n)
}

/// "central Mali", "central Aleppo": about its middle, half its reach.
fn middle(desk: &Desk<'_>, draft: &mut Draft, place: &Place) {
    let words = desk.words(draft).to_owned();
    let known = super::super::known(desk.gazetteer, &words, place);
    let because = format!("the middle of {}", place.name);
    let made = || {
        let radius = (place.radius_km * 0.5).max(1.0);
        let kind = match place.kind {
            PlaceKind::Town | PlaceKind::Quarter => PlaceKind::Quarter,
            _ => PlaceKind::Region,
        };
        made_of(place, "central", words.clone(), kind, (place.lat, place.lon), radius)
    };
    let confidence = draft.found.as_ref().map_or(0.5, |f| f.confidence);
    let place = known.unwrap_or_else(made);
    draft.found = Some(PlaceMatch { place, confidence, because });
}

/// A part of the place, on that side; the gazetteer's own name for it where it has one.
fn part(desk: &Desk<'_>, draft: &mut Draft, place: &Place, bearing: f64) {
    let words = desk.words(draft).to_owned();
    let known = super::super::known(desk.gazetteer, &words, place);
    let found = draft.found.take();
    let confidence = found.as_ref().map_or(0.5, |f| f.confidence);
    let (place, because) = if let Some(known) = known {
        (known, format!("{words} is a region of its own"))
    } else {
        let point = shifted(place, place.radius_km * 0.5, bearing);
        let tag = format!("{bearing:.0}");
        let radius = (place.radius_km * 0.6).max(2.0);
        let kind = match place.kind {
            PlaceKind::Town | PlaceKind::Quarter => PlaceKind::Quarter,
            _ => PlaceKind::Region,
        };
        let why = format!("that side of {}", place.name);
        (made_of(place, &tag, words, kind, point, radius), why)
    };
    draft.found = Some(PlaceMatch { place, confidence, because });
}

/// On one side of a line.
fn beside(draft: &mut Draft, line: &Place, km: Option<f64>) {
    let place = Place { radius_km: line.radius_km + km.unwrap_or(10.0), ..line.clone() };
    let because = format!("on that side of {}, a line", line.name);
    let confidence = draft.found.as_ref().map_or(0.5, |f| f.confidence) * 0.8;
    draft.found = Some(PlaceMatch { place, confidence, because });
}

/// A point outside the place, in that direction.
fn beyond(desk: &Desk<'_>, draft: &mut Draft, place: &Place, bearing: f64, km: Option<f64>) {
    let away = km.unwrap_or(place.radius_km + 10.0);
    let point = shifted(place, away, bearing);
    let radius = (away * 0.4).max(5.0);
    let name = desk.words(draft).to_owned();
    let because = match km {
        Some(km) => format!("{km:.0} km from {} in that direction", place.name),
        None => format!("in that direction from {}, no distance told", place.name),
    };
    let confidence = draft.found.as_ref().map_or(0.5, |f| f.confidence) * 0.8;
    let tag = format!("{bearing:.0}-{away:.0}");
    let place = made_of(place, &tag, name, PlaceKind::Region, point, radius);
    draft.found = Some(PlaceMatch { place, confidence, because });
}
