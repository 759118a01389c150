use super::{Desk, Draft, Taken, direction, made_of, shifted};
use khaldun_language::{Dep, Doc, Pos};
use khaldun_model::{Place, PlaceKind, PlaceMatch, PlaceUse};
use std::collections::BTreeMap;
use std::ops::Range;

/// Places named again by what they are: "the airport", "the palace", "the south".
///
/// *What it reads:* "the" and a sort of site, singular, that nothing else names: the last site of that sort
/// in the account; failing that, for airports and ports, those of the last town named. "The north", "the east" of the
/// country the account speaks of most.
///
/// *Example:* "Rebels entered Goma … fighting went on at the airport" (that of Goma).
///
/// *Known misreadings:* with two camps in play, "the camp" is the last one named.
pub(super) fn read(desk: &Desk<'_>, drafts: &mut Vec<Draft>) {
    let country = main_country(drafts);
    let mut found: Vec<Draft> = Vec::new();
    let taken = Taken::of(drafts);
    for block in 0..desk.parsed.docs.len() {
        let Some(doc) = desk.doc(block) else { continue };
        for t in 1..doc.tokens.len() {
            let tokens = t..t + 1;
            if !doc.word(t - 1).eq_ignore_ascii_case("the") || !taken.leaves(block, &tokens) {
                continue;
            }
            let place = if desk.gazetteer.words.has("returning", doc.word(t)) && alone(doc, t) {
                site(desk, drafts, block, t)
            } else if doc.pos(t) == Pos::Noun || doc.pos(t) == Pos::Propn {
                side(desk, doc, t, country.as_ref())
            } else {
                None
            };
            found.extend(place.map(|p| draft(block, tokens, p)));
        }
    }
    drafts.extend(found);
}

fn draft(block: usize, tokens: Range<usize>, found: PlaceMatch) -> Draft {
    Draft { block, tokens, used_as: PlaceUse::Literal, found: Some(found), abstained: None }
}

/// No "of" and no name follows.
fn alone(doc: &Doc, t: usize) -> bool {
    let next = (t + 1 < doc.tokens.len()).then(|| doc.word(t + 1));
    let named = t + 2 < doc.tokens.len() && super::super::scan::is_capital(doc.word(t + 2));
    !matches!((next, named), (Some("of" | "-"), _) | (Some("in" | "at" | "near"), true))
}

fn site(desk: &Desk<'_>, drafts: &[Draft], block: usize, t: usize) -> Option<PlaceMatch> {
    let sort = desk.word(block, Some(t));
    let before = |d: &&Draft| (d.block, d.tokens.start) < (block, t) && d.found.is_some();
    let earlier = || drafts.iter().rev().filter(before);
    let same = |d: &&Draft| {
        let words = desk.words(d).to_lowercase();
        let name = d.place().map_or_else(String::new, |p| p.name.to_lowercase());
        words.split_whitespace().any(|w| w == sort) || name.split_whitespace().any(|w| w == sort)
    };
    if let Some(found) = earlier().find(same).and_then(|d| d.found.clone()) {
        let because = format!("the {sort} named before: {}", found.place.name);
        return Some(PlaceMatch { because, confidence: found.confidence * 0.8, ..found });
    }
    if !matches!(sort.as_str(), "airport" | "port") {
        return None;
    }
    let town = earlier()
        .find(|d| d.is_literal() && d.place().is_some_and(|p| p.kind == PlaceKind::Town))?;
    let base = town.found.as_ref()?;
    let name = format!("{} {sort}", base.place.name);
    let because = format!("the {sort} of {}, the last town named", base.place.name);
    let made = || {
        let Place { lat, lon, radius_km, .. } = base.place;
        made_of(&base.place, &sort, name.clone(), PlaceKind::Site, (lat, lon), radius_km + 8.0)
    };
    let place = super::super::known(desk.gazetteer, &name, &base.place).unwrap_or_else(made);
    Some(PlaceMatch { place, confidence: base.confidence * 0.6, because })
}

/// "the south": that side of the account's country.
fn side(desk: &Desk<'_>, doc: &Doc, t: usize, country: Option<&Place>) -> Option<PlaceMatch> {
    let word = doc.word(t).to_lowercase();
    let bearing = direction(&word).filter(|_| alone(doc, t) && !word.ends_with("ern"))?;
    // "the west coast", "the north market": the word belongs to what follows. "The West" is a camp, no place.
    if doc.dep(t) == Dep::Compound
        || doc.dep(t) == Dep::Amod
        || doc.word(t) == "West"
        || doc.word(t) == "East"
    {
        return None;
    }
    let country = country?;
    let name = format!("{word}ern {}", country.name);
    let known = super::super::known(desk.gazetteer, &name, country);
    let made = || {
        let point = shifted(country, country.radius_km * 0.5, bearing);
        made_of(country, &word, name.clone(), PlaceKind::Region, point, country.radius_km * 0.6)
    };
    let place = known.unwrap_or_else(made);
    let because = format!("the account speaks of {} most", country.name);
    Some(PlaceMatch { place, confidence: 0.6, because })
}

/// The country that most literal mentions lie in, if it leads clearly.
pub(super) fn main_country(drafts: &[Draft]) -> Option<Place> {
    let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
    let mut places: BTreeMap<&str, &Place> = BTreeMap::new();
    for place in drafts.iter().filter_map(Draft::place) {
        let Some(cc) = place.country.as_deref() else { continue };
        *counts.entry(cc).or_default() += 1;
        if place.kind == PlaceKind::Country {
            places.entry(cc).or_insert(place);
        }
    }
    let (cc, most) = counts.iter().max_by_key(|(_, n)| **n)?;
    let all: usize = counts.values().sum();
    let named = places.get(cc).map(|p| (*p).clone());
    named.filter(|_| most * 3 >= all)
}
