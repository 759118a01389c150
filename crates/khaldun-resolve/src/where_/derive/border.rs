use super::{Desk, Draft, again, amid, beginning, direction, ending, replace};
use crate::where_::line;
use khaldun_language::Pos;
use khaldun_model::{Place, PlaceKind, PlaceMatch, PlaceUse};

/// Borders.
///
/// *What it reads:* "the Syria-Turkey border", "the Thai-Cambodian frontier", "the border between Mali and Niger", "Chad's border with
/// Sudan"; and with one state named, "the Venezuelan border", "the border with Kenya", where the state the account speaks of
/// most is the other, or the only one of the paragraph that touches it. The border is a line, taken from the map; beside a town the stretch
/// nearest to it is meant ([`super::stretch`]). Where two regions meet, an area covers the ground between their middles.
///
/// *Why it matters:* the middle of either state is hundreds of kilometres away from anything that happened there.
///
/// *Example:* "drones crossed the border between Armenia and Azerbaijan".
///
/// *Known misreadings:* the map draws borders by control on the ground and at 1 : 50 million. A "border town" or "border
/// guard" is no border.
///
/// *Sources:* data/basemap.
pub(super) fn read(desk: &Desk<'_>, drafts: &mut Vec<Draft>) {
    let home = again::main_country(drafts);
    let mut found = Vec::new();
    for block in 0..desk.parsed.docs.len() {
        let Some(doc) = desk.doc(block) else { continue };
        for t in 0..doc.tokens.len() {
            let noun = matches!(doc.pos(t), Pos::Noun | Pos::Propn);
            if noun && desk.listed("frontier", block, t) && !desk.listed("bordered", block, t + 1) {
                found.extend(draft(desk, drafts, block, t, home.as_ref()));
            }
        }
    }
    replace(drafts, found);
}

/// The border whose noun stands at `t`, with the names before and behind it.
fn draft(
    desk: &Desk<'_>,
    drafts: &[Draft],
    block: usize,
    t: usize,
    home: Option<&Place>,
) -> Option<Draft> {
    let before = before(desk, drafts, block, t);
    let behind = behind(desk, drafts, block, t);
    let start = before.first().map_or(t, |d| d.tokens.start);
    let named = start..behind.last().map_or(t + 1, |d| d.tokens.end);
    let sides: Vec<&PlaceMatch> =
        before.iter().chain(&behind).filter_map(|d| d.found.as_ref()).collect();
    let area = behind.is_empty() && desk.listed("along", block, t + 1);
    let tokens = named.start..named.end + usize::from(area);
    let shape = Draft { block, tokens, used_as: PlaceUse::Literal, found: None, abstained: None };
    let match_ = match sides[..] {
        [a, b] => meeting(a, b, desk.words(&shape))?,
        [one] => {
            let other = |p: &Place| touching(&one.place, p);
            let near = drafts.iter().filter(|d| d.block == block).filter_map(Draft::place);
            let mut near: Vec<Place> = near.filter_map(other).collect();
            near.dedup_by(|a, b| a.id == b.id);
            let place = home.and_then(other).or_else(|| match &near[..] {
                [only] => Some(only.clone()),
                _ => None,
            })?;
            let because = format!("the {}; the other side is the account's", place.name);
            PlaceMatch { place, confidence: one.confidence * 0.7, because }
        }
        _ => return None,
    };
    Some(Draft { found: Some(match_), ..shape })
}

fn touching(a: &Place, b: &Place) -> Option<Place> {
    let (from, to) = (a.country.as_deref()?, b.country.as_deref()?);
    let states = a.kind == PlaceKind::Country && b.kind == PlaceKind::Country && from != to;
    line::between((from, &a.name), (to, &b.name)).filter(|_| states)
}

/// Where two places meet.
fn meeting(a: &PlaceMatch, b: &PlaceMatch, words: &str) -> Option<PlaceMatch> {
    if let Some(place) = touching(&a.place, &b.place) {
        let because = format!("the {}, as the map has it", place.name);
        return Some(PlaceMatch { place, confidence: a.confidence.min(b.confidence), because });
    }
    let regions = a.place.kind == PlaceKind::Region && b.place.kind == PlaceKind::Region;
    regions.then(|| amid(a, b, "border", words.to_owned(), 0.5))
}

/// "A-B border", "A's long border": the names right before `t`.
fn before<'d>(desk: &Desk<'_>, drafts: &'d [Draft], block: usize, t: usize) -> Vec<&'d Draft> {
    let mut at = t;
    for _ in 0..2 {
        let word = desk.word(block, at.checked_sub(1));
        if desk.gazetteer.words.has("borderly", &word) || direction(&word).is_some() {
            at -= 1;
        }
    }
    if matches!(desk.word(block, at.checked_sub(1)).as_str(), "'s" | "\u{2019}s" | "'" | "\u{2019}")
    {
        at -= 1;
    }
    let Some(last) = ending(drafts, block, at).filter(|d| d.used_as != PlaceUse::InName) else {
        return Vec::new();
    };
    let joint = last.tokens.start.checked_sub(1);
    let joined =
        matches!(desk.word(block, joint).as_str(), "-" | "\u{2013}" | "\u{2014}" | "/" | "and");
    let first = joint.filter(|_| joined).and_then(|j| ending(drafts, block, j));
    first.into_iter().chain([last]).collect()
}

/// "border between A and B", "border with B", "border of A and B": the names right behind `t`.
fn behind<'d>(desk: &Desk<'_>, drafts: &'d [Draft], block: usize, t: usize) -> Vec<&'d Draft> {
    let by = desk.word(block, Some(t + 1));
    if !matches!(by.as_str(), "between" | "with" | "of" | "separating" | "dividing") {
        return Vec::new();
    }
    let from = |at: usize| {
        let passes = ["the", "neighbouring", "neighboring"];
        let article = passes.contains(&desk.word(block, Some(at)).as_str());
        beginning(drafts, block, at + usize::from(article))
    };
    let Some(first) = from(t + 2) else { return Vec::new() };
    let second = matches!(desk.word(block, Some(first.tokens.end)).as_str(), "and" | "from")
        .then(|| from(first.tokens.end + 1))
        .flatten();
    match (by.as_str(), second) {
        ("with", _) => vec![first],
        (_, Some(second)) => vec![first, second],
        ("of", None) => vec![first],
        _ => Vec::new(),
    }
}
