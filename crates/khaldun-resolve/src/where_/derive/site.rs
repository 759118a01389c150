use super::{Desk, Draft, made_of};
use khaldun_model::{Place, PlaceKind, PlaceMatch, PlaceUse};

/// Airports, camps, palaces, bridges, dams, outskirts.
///
/// *What it reads:* a place name with a sort of site after it ("Haditha dam", "Latakia countryside") or before it
/// ("the airport of Aden", "the outskirts of Kunduz"). Where the gazetteer knows that site, it is taken; otherwise
/// it lies at or near the place it is named after, with a reach that says so.
///
/// *Example:* "fighting at the airport of Goma", "a strike on Shayrat air base".
///
/// *Known misreadings:* a street or school of that name may stand in another town.
pub(super) fn read(desk: &Desk<'_>, drafts: &mut [Draft]) {
    for i in 0..drafts.len() {
        let draft = &drafts[i];
        if draft.used_as == PlaceUse::Demonym || draft.found.is_none() {
            continue;
        }
        let limit = drafts
            .get(i + 1)
            .filter(|n| n.block == draft.block)
            .map_or(usize::MAX, |n| n.tokens.start);
        let floor = i
            .checked_sub(1)
            .map(|p| &drafts[p])
            .filter(|p| p.block == draft.block)
            .map_or(0, |p| p.tokens.end);
        let body = |sort: &str| {
            draft.used_as == PlaceUse::InName && desk.gazetteer.words.has("organ", sort)
        };
        if let Some((end, sort)) = after(desk, draft).filter(|(end, s)| *end <= limit && !body(s)) {
            extend(desk, &mut drafts[i], None, Some(end), &sort);
        } else if let Some((start, sort)) = before(desk, draft).filter(|(start, _)| *start >= floor)
        {
            extend(desk, &mut drafts[i], Some(start), None, &sort);
        }
    }
}

/// "X airport", "X air base", "X refugee camp", "X's northern countryside".
fn after(desk: &Desk<'_>, draft: &Draft) -> Option<(usize, String)> {
    const BETWEEN: [&str; 15] = [
        "air",
        "international",
        "military",
        "refugee",
        "border",
        "presidential",
        "naval",
        "army",
        "central",
        "power",
        "'s",
        "’s",
        "displacement",
        "idp",
        "oil",
    ];
    for at in draft.tokens.end..draft.tokens.end + 3 {
        let word = desk.word(draft.block, Some(at));
        if is_sort(desk, &word) {
            return Some((at + 1, word));
        }
        let passes = BETWEEN.contains(&word.as_str()) || super::direction(&word).is_some();
        if !passes {
            return None;
        }
    }
    None
}

/// "the airport of X", "the outskirts of X", "the port at X" is left: "at" says where, not which.
fn before(desk: &Desk<'_>, draft: &Draft) -> Option<(usize, String)> {
    // "The coast of Sri Lanka" says no more than Sri Lanka does.
    if draft.place().is_some_and(|p| matches!(p.kind, PlaceKind::Country | PlaceKind::Area)) {
        return None;
    }
    let of = draft.tokens.start.checked_sub(1)?;
    let sort = of.checked_sub(1)?;
    let word = desk.word(draft.block, Some(sort));
    let fits = desk.word(draft.block, Some(of)) == "of" && is_sort(desk, &word);
    fits.then_some((sort, word))
}

fn is_sort(desk: &Desk<'_>, word: &str) -> bool {
    desk.gazetteer.words.has("site", word) || desk.gazetteer.words.has("area", word)
}

fn extend(
    desk: &Desk<'_>,
    draft: &mut Draft,
    start: Option<usize>,
    end: Option<usize>,
    sort: &str,
) {
    let Some(base) = draft.found.take() else { return };
    // A base or a dam that the gazetteer knows keeps its place; only the words grow.
    let site_already = base.place.kind == PlaceKind::Site;
    draft.tokens = start.unwrap_or(draft.tokens.start)..end.unwrap_or(draft.tokens.end);
    draft.used_as = PlaceUse::Literal;
    if site_already {
        draft.found = Some(base);
        return;
    }
    let words = desk.words(draft).to_owned();
    let turned = format!("{} {sort}", base.place.name);
    let known = |w: &str| super::super::known(desk.gazetteer, w, &base.place);
    let known = known(&words).or_else(|| known(&turned));
    draft.found = Some(match known {
        Some(place) => {
            PlaceMatch { place, confidence: base.confidence, because: format!("{words} is known") }
        }
        None => near(desk, &base, words, sort),
    });
}

/// At or near the place it is named after.
fn near(desk: &Desk<'_>, base: &PlaceMatch, name: String, sort: &str) -> PlaceMatch {
    let area = desk.gazetteer.words.has("area", sort);
    let more = if area { 20.0 } else { 8.0 };
    let kind = if area { PlaceKind::Region } else { PlaceKind::Site };
    let Place { lat, lon, radius_km, .. } = base.place;
    let place = made_of(&base.place, sort, name, kind, (lat, lon), radius_km + more);
    let because = format!("named after {}, at or near it", base.place.name);
    PlaceMatch { place, confidence: base.confidence * 0.8, because }
}
