use super::reading::{Found, Reading};
use khaldun_model::{ActorForm, ActorRef, ActorType};

/// One body named so far: words of its names, and who it is.
struct Named {
    words: Vec<String>,
    actor: ActorRef,
    place: (usize, usize),
}

/// Shorter forms of a name given before: "the council" after "Southern Transitional Council", "the Belt" after
/// "Security Belt Forces".
///
/// *What it reads:* "the" and a capitalised word, or a noun of `data/actors/short_nouns.csv`, that stands in a
/// name given earlier in the account; the latest such name is meant.
///
/// *Known misreadings:* "the army" may be another army than the last one named.
pub(super) fn read(reading: &mut Reading<'_>) {
    let mut named: Vec<Named> = Vec::new();
    for n in 0..reading.blocks.len() {
        for at in 0..reading.blocks[n].words.len() {
            if let Some(found) =
                reading.at(reading.blocks[n].index, at).filter(|f| f.words.start == at)
            {
                remember(&mut named, reading, n, found);
            }
        }
    }
    for n in 0..reading.blocks.len() {
        for at in 0..reading.blocks[n].words.len() {
            if reading.at(reading.blocks[n].index, at).is_none()
                && let Some(found) = short(reading, &named, n, at)
            {
                reading.add(found);
            }
        }
    }
}

fn remember(named: &mut Vec<Named>, reading: &Reading<'_>, n: usize, found: &Found) {
    let Some(actor) = found.actor.as_ref() else { return };
    let body = !matches!(
        actor.kind,
        ActorType::Person | ActorType::Population | ActorType::State | ActorType::Government
    );
    if !body || matches!(found.form, ActorForm::Metonym | ActorForm::Short) {
        return;
    }
    let block = &reading.blocks[n];
    let written = block.words[found.words.clone()].iter().map(|w| w.folded.clone());
    let canonical = super::fold::key(&actor.name);
    let mut words: Vec<String> = canonical.split(' ').map(ToOwned::to_owned).collect();
    words.extend(written);
    named.push(Named { words, actor: actor.clone(), place: (n, found.words.start) });
}

fn short(reading: &Reading<'_>, named: &[Named], n: usize, at: usize) -> Option<Found> {
    let block = &reading.blocks[n];
    let word = &block.words[at];
    let before = at.checked_sub(1).map(|p| &block.words[p])?;
    let article = before.folded == "the";
    if word.apart || block.shouted {
        return None;
    }
    if !reading.uses(block, at..at + 1).is_empty() {
        return None;
    }
    let noun = reading.lexicon.is_short_noun(&word.folded);
    let name = word.capital && word.folded.len() > 3;
    // "the Army General Staff", "the council member" are something else.
    let next = block.words.get(at + 1).filter(|w| !w.apart);
    let compound = next.is_some_and(|w| w.capital) || is_compound(reading, n, at);
    // "from Army officers": a capitalised noun needs no article.
    let proper = noun && word.capital;
    if !(article && (noun || name) && !compound || proper) {
        return None;
    }
    let bearer = bearer(named, &word.folded, (n, at))?;
    let because = format!("short for {}, named before", bearer.actor.name);
    let actor = Some(bearer.actor.clone());
    Some(Found { block: block.index, words: at..at + 1, actor, form: ActorForm::Short, because })
}

/// Of the names that hold the word, the one the account uses most among those given before, the
/// latest of several; where none was given before, the one used most of those that come.
fn bearer<'n>(named: &'n [Named], word: &str, place: (usize, usize)) -> Option<&'n Named> {
    let holding = || named.iter().filter(|b| b.words.iter().any(|w| w == word));
    let uses = |b: &Named| holding().filter(|o| o.actor.name == b.actor.name).count();
    let before = holding().filter(|b| b.place < place).max_by_key(|b| (uses(b), b.place));
    before.or_else(|| {
        let first = holding().max_by_key(|b| uses(b))?;
        let rival = holding().any(|b| b.actor.name != first.actor.name && uses(b) == uses(first));
        (!rival).then_some(first)
    })
}

/// Whether the parser hangs the word on the noun after it.
fn is_compound(reading: &Reading<'_>, n: usize, at: usize) -> bool {
    use khaldun_language::Dep;
    let block = &reading.blocks[n];
    block.doc.zip(block.token(at)).is_some_and(|(d, t)| d.dep(t) == Dep::Compound)
}
