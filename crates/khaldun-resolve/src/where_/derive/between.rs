use super::{Desk, Draft, amid, beginning, replace};
use khaldun_model::{PlaceKind, PlaceMatch, PlaceUse};

/// What lies between two places.
///
/// *What it reads:* "between X and Y", X and Y towns, sites or regions. Where on the way is not told: the answer is an area whose
/// reach covers both; "half way between" takes a quarter of it.
///
/// *Example:* "a patrol was ambushed between Gao and Ansongo", "a village half way between Kupiansk and Svatove".
///
/// *Known misreadings:* talks, trade, a match "between" two towns happen elsewhere: what stands before is looked up in a list
/// (`data/places/words.csv`, *mutual*). Militias named after their towns fight "between" them in no place that is told.
pub(super) fn read(desk: &Desk<'_>, drafts: &mut Vec<Draft>) {
    let mut found = Vec::new();
    for block in 0..desk.parsed.docs.len() {
        let Some(doc) = desk.doc(block) else { continue };
        for t in 0..doc.tokens.len() {
            if doc.word(t).eq_ignore_ascii_case("between") {
                found.extend(draft(desk, drafts, block, t));
            }
        }
    }
    replace(drafts, found);
}

fn draft(desk: &Desk<'_>, drafts: &[Draft], block: usize, t: usize) -> Option<Draft> {
    let (a, b) = pair(desk, drafts, block, t + 1)?;
    let before = t.checked_sub(1);
    if before.is_some_and(|w| desk.listed("mutual", block, w)) {
        return None;
    }
    let half = matches!(desk.word(block, before).as_str(), "halfway" | "midway" | "way" | "-way");
    let start = match desk.word(block, before.and_then(|w| w.checked_sub(1))).as_str() {
        "half" | "mid" if half => t - 2,
        _ if half => t - 1,
        _ => t,
    };
    let tokens = start..b.tokens.end;
    let shape = Draft { block, tokens, used_as: PlaceUse::Literal, found: None, abstained: None };
    let name = desk.words(&shape).to_owned();
    let share = if half { 0.25 } else { 0.5 };
    let (a, b) = (a.found.as_ref()?, b.found.as_ref()?);
    Some(Draft { found: Some(amid(a, b, "between", name, share)), ..shape })
}

/// The two places of "X and Y" from token `at`: towns, sites or regions.
pub(super) fn pair<'d>(
    desk: &Desk<'_>,
    drafts: &'d [Draft],
    block: usize,
    at: usize,
) -> Option<(&'d Draft, &'d Draft)> {
    let from = |mut at: usize| {
        for _ in 0..4 {
            let word = desk.word(block, Some(at));
            let passes = matches!(
                word.as_str(),
                "the"
                    | "of"
                    | "nearby"
                    | "neighbouring"
                    | "towns"
                    | "cities"
                    | "villages"
                    | "provinces"
                    | "districts"
            );
            at += usize::from(passes || desk.gazetteer.words.has("kind", &word));
        }
        beginning(drafts, block, at).filter(|d| stands(d))
    };
    let a = from(at)?;
    let mut and = a.tokens.end;
    if desk.listed("kind", block, and) {
        and += 1;
    }
    let joined = matches!(desk.word(block, Some(and)).as_str(), "and" | "to" | "with");
    let b = joined.then(|| from(and + 1)).flatten()?;
    let id = |d: &Draft| d.place().map(|p| p.id.clone());
    (id(a) != id(b)).then_some((a, b))
}

/// Whether something can lie between it and another.
pub(super) fn stands(draft: &Draft) -> bool {
    use PlaceKind::{Quarter, Region, Site, Town};
    let kind = |f: &PlaceMatch| matches!(f.place.kind, Town | Site | Quarter | Region);
    draft.used_as == PlaceUse::Literal && draft.found.as_ref().is_some_and(kind)
}
