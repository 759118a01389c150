use super::{Desk, Draft, amid, beginning, between, ending, replace};
use khaldun_language::Pos;
use khaldun_model::{Place, PlaceMatch, PlaceUse};

/// How far along a road to somewhere, or from it, is taken to be meant, in km.
const ALONG: f64 = 30.0;

/// Roads.
///
/// *What it reads:* "the road from X to Y", "the road linking X to Y", "the X-Y highway", "the X to Y railway": an area that covers both ends, since
/// where on the way is not told. With one end told, "the road to X": about X, with a reach of thirty kilometres more.
///
/// *Example:* "a bus was stopped on the Bamako-Segou highway", "a convoy on the road from Gardez to Khost".
///
/// *Known misreadings:* roads bend; one that leaves the circle around both ends is not followed. "The Damascus road" with no other end stays
/// unread: it may lie anywhere.
pub(super) fn read(desk: &Desk<'_>, drafts: &mut Vec<Draft>) {
    let mut found = Vec::new();
    for block in 0..desk.parsed.docs.len() {
        let Some(doc) = desk.doc(block) else { continue };
        for t in 0..doc.tokens.len() {
            if matches!(doc.pos(t), Pos::Noun | Pos::Propn) && desk.listed("road", block, t) {
                let road = named(desk, drafts, block, t)
                    .or_else(|| ends(desk, drafts, block, t))
                    .or_else(|| one_end(desk, drafts, block, t));
                found.extend(road);
            }
        }
    }
    replace(drafts, found);
}

fn shape(block: usize, tokens: std::ops::Range<usize>) -> Draft {
    Draft { block, tokens, used_as: PlaceUse::Literal, found: None, abstained: None }
}

fn road(desk: &Desk<'_>, a: &Draft, b: &Draft, shape: Draft) -> Option<Draft> {
    let name = desk.words(&shape).to_owned();
    let (a, b) = (a.found.as_ref()?, b.found.as_ref()?);
    Some(Draft { found: Some(amid(a, b, "road", name, 0.6)), ..shape })
}

/// "the X-Y highway", "the X to Y coastal road".
fn named(desk: &Desk<'_>, drafts: &[Draft], block: usize, t: usize) -> Option<Draft> {
    let mut at = t;
    while t - at < 3 && at > 0 && desk.listed("roadly", block, at - 1) {
        at -= 1;
    }
    let last = ending(drafts, block, at).filter(|d| between::stands(d))?;
    let joint = last.tokens.start.checked_sub(1)?;
    let joined = matches!(
        desk.word(block, Some(joint)).as_str(),
        "-" | "\u{2013}" | "\u{2014}" | "/" | "to"
    );
    let first = ending(drafts, block, joint).filter(|d| joined && between::stands(d))?;
    road(desk, first, last, shape(block, first.tokens.start..t + 1))
}

/// "road from X to Y", "road between X and Y", "road that links X with Y".
fn ends(desk: &Desk<'_>, drafts: &[Draft], block: usize, t: usize) -> Option<Draft> {
    let mut at = t + 1;
    for _ in 0..3 {
        let word = desk.word(block, Some(at));
        let passes = matches!(
            word.as_str(),
            "that" | "which" | "leading" | "running" | "going" | "runs" | "leads"
        );
        at += usize::from(passes);
    }
    let by = desk.word(block, Some(at));
    let links = matches!(
        by.as_str(),
        "from" | "between" | "linking" | "connecting" | "joining" | "links" | "connects" | "joins"
    );
    let (a, b) = links.then(|| between::pair(desk, drafts, block, at + 1)).flatten()?;
    road(desk, a, b, shape(block, t..b.tokens.end))
}

/// "road to X", "road out of X".
fn one_end(desk: &Desk<'_>, drafts: &[Draft], block: usize, t: usize) -> Option<Draft> {
    let at = match (desk.word(block, Some(t + 1)).as_str(), desk.word(block, Some(t + 2)).as_str())
    {
        ("out", "of") | ("leading", "to" | "into" | "from") => t + 3,
        ("to" | "into" | "from" | "towards" | "toward", _) => t + 2,
        _ => return None,
    };
    let end = beginning(drafts, block, at).filter(|d| between::stands(d))?;
    let found = end.found.as_ref()?;
    let shape = shape(block, t..end.tokens.end);
    let place = Place {
        id: format!("{}#road", found.place.id),
        name: desk.words(&shape).to_owned(),
        radius_km: found.place.radius_km + ALONG,
        kind: khaldun_model::PlaceKind::Region,
        ..found.place.clone()
    };
    let because = format!("a road at {}; how far along is not told", found.place.name);
    let found = PlaceMatch { place, confidence: found.confidence * 0.8, because };
    Some(Draft { found: Some(found), ..shape })
}
