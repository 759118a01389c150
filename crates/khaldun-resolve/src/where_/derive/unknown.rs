use super::super::scan::is_capital;
use super::{Desk, Draft, Taken, made_of};
use khaldun_language::{Doc, EntityKind, Pos};
use khaldun_model::{PlaceKind, PlaceMatch, PlaceUse};
use std::ops::Range;

/// Names that say where but that no gazetteer holds.
///
/// *What it reads:* proper names before a sort of site ("the Ar-Rimi camp", "Kamango palace") and names the recogniser
/// takes for places after "in", "at", "near". Where the sentence goes on with a place that is known ("in Buraiqa",
/// "near Goma"), the site lies near that one; otherwise nothing is chosen, and the mention says so.
///
/// *Example:* "a raid on the Kamango camp near Beni".
///
/// *Known misreadings:* "near" may be tens of kilometres; the reach given is fifteen beyond the other place's.
pub(super) fn read(desk: &Desk<'_>, drafts: &mut Vec<Draft>) {
    let mut found = Vec::new();
    let mut taken = Taken::of(drafts);
    for block in 0..desk.parsed.docs.len() {
        let Some(doc) = desk.doc(block) else { continue };
        let sites = (0..doc.tokens.len()).filter_map(|t| named_site(desk, doc, t));
        let entities =
            doc.entities().into_iter().filter(|(r, k)| is_place(desk, doc, block, r, *k));
        for tokens in sites.chain(entities.map(|(r, _)| trimmed(doc, r))) {
            if taken.leaves(block, &tokens) && !tokens.is_empty() {
                taken.add(block, &tokens);
                found.push(draft(desk, drafts, block, tokens));
            }
        }
    }
    drafts.extend(found);
    drafts.sort_by_key(|d| (d.block, d.tokens.start));
}

/// A run of proper names that ends before a sort of site at `t`.
fn named_site(desk: &Desk<'_>, doc: &Doc, t: usize) -> Option<Range<usize>> {
    let sort = doc.word(t).to_lowercase();
    if !desk.gazetteer.words.has("site", &sort) || !matches!(doc.pos(t), Pos::Noun | Pos::Propn) {
        return None;
    }
    let mut start = t;
    while start > 0 && part_of_name(desk, doc, start - 1) {
        start -= 1;
    }
    while start < t && doc.word(start) == "-" {
        start += 1;
    }
    let article = t - start > 1 || is_capital(doc.word(start));
    (start < t && article && is_capital(doc.word(t - 1))).then_some(start..t + 1)
}

fn part_of_name(desk: &Desk<'_>, doc: &Doc, i: usize) -> bool {
    let word = doc.word(i);
    let lower = word.to_lowercase();
    let proper = is_capital(word) && doc.pos(i) == Pos::Propn;
    let people = desk.gazetteer.demonym(word).is_some();
    let article =
        super::super::fold::is_article(word) && word != "the" && word != "an" && word != "at";
    let hyphen = word == "-" && i + 1 < doc.tokens.len() && is_capital(doc.word(i + 1));
    (proper && !people && !desk.gazetteer.words.has("organ", &lower)) || article || hyphen
}

/// An entity the recogniser takes for a place, in a place's position.
fn is_place(
    desk: &Desk<'_>,
    doc: &Doc,
    block: usize,
    range: &Range<usize>,
    kind: EntityKind,
) -> bool {
    if !matches!(kind, EntityKind::Gpe | EntityKind::Loc | EntityKind::Fac) {
        return false;
    }
    let tokens = trimmed(doc, range.clone());
    if tokens.is_empty() || !is_capital(doc.word(tokens.end - 1)) {
        return false;
    }
    let mut at = range.start.checked_sub(1);
    if desk.word(block, at) == "the" {
        at = at.and_then(|a| a.checked_sub(1));
    }
    desk.gazetteer.words.has("firmly", &desk.word(block, at))
}

/// Without a leading article and a trailing "'s".
fn trimmed(doc: &Doc, range: Range<usize>) -> Range<usize> {
    let the = doc.word(range.start).eq_ignore_ascii_case("the");
    let owned = matches!(doc.word(range.end - 1), "'s" | "’s");
    let start = range.start + usize::from(the);
    start..(range.end - usize::from(owned)).max(start)
}

fn draft(desk: &Desk<'_>, drafts: &[Draft], block: usize, tokens: Range<usize>) -> Draft {
    let mut draft = Draft {
        block,
        tokens: tokens.clone(),
        used_as: PlaceUse::Literal,
        found: None,
        abstained: None,
    };
    let name = desk.words(&draft).to_owned();
    match beside(desk, drafts, block, &tokens) {
        Some(other) => {
            let base = &other.place;
            let radius = base.radius_km + 15.0;
            let place = made_of(base, "near", name, PlaceKind::Site, (base.lat, base.lon), radius);
            let because = format!("not known itself; said to be in or near {}", base.name);
            draft.found = Some(PlaceMatch { place, confidence: other.confidence * 0.5, because });
        }
        None => draft.abstained = Some("no place of that name is known".to_owned()),
    }
    draft
}

/// The known place that "in", "near", "outside" or "," joins right behind.
fn beside<'d>(
    desk: &Desk<'_>,
    drafts: &'d [Draft],
    block: usize,
    tokens: &Range<usize>,
) -> Option<&'d PlaceMatch> {
    let next = drafts
        .iter()
        .find(|d| d.block == block && d.tokens.start > tokens.end && d.is_literal())?;
    let between: Vec<String> =
        (tokens.end..next.tokens.start).map(|t| desk.word(block, Some(t))).collect();
    let joined = between.len() <= 3
        && between.iter().any(|w| w == "," || desk.gazetteer.words.has("firmly", w));
    next.found.as_ref().filter(|f| joined && f.place.kind != PlaceKind::Country)
}
