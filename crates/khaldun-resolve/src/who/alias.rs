use super::reading::{Found, Reading, unknown};
use super::register::NameForm;
use super::{metonym, register::NameUse};
use khaldun_model::{ActorForm, ActorType};

/// The longest name the register may hold, in words.
const LONGEST: usize = 10;

/// Names and aliases of the register, longest first.
///
/// *What it reads:* runs of words that spell a name of the register; articles inside a name may be
/// there or not, accents and apostrophes are passed over. Acronyms and names of up to three letters
/// must stand in their own capitals; a name written with a capital is not met without one.
///
/// *Why it matters:* one body has many names, and one name has had several bodies: of several
/// bearers the one whose name was in use at the account's date is taken, else the part rather than
/// the whole, else the one of the country the account is about; else nobody, and the mention says so.
///
/// *Known misreadings:* a person who shares a surname with a leader; a town that is also a body.
pub(super) fn read(reading: &mut Reading<'_>) {
    count_countries(reading);
    for n in 0..reading.blocks.len() {
        let mut at = 0;
        while at < reading.blocks[n].words.len() {
            at = one(reading, n, at);
        }
    }
}

/// Tries the names that begin at a word; returns the word to go on from.
fn one(reading: &mut Reading<'_>, n: usize, at: usize) -> usize {
    let block = &reading.blocks[n];
    let index = block.index;
    if let Some((actor, because)) = reading.acronyms.get(block.written(at)) {
        let (actor, because) = (Some(actor.clone()), because.clone());
        reading.add(Found {
            block: index,
            words: at..at + 1,
            actor,
            form: ActorForm::Name,
            because,
        });
        return at + 1;
    }
    let Some((length, uses)) = longest(reading, n, at) else { return at + 1 };
    let words = at..at + length;
    if qualifies_people(reading, n, &words, &uses) {
        return at + length;
    }
    let Some((actor, form, because)) = reading.choose(&uses) else {
        let because = format!("several actors bear the name {}", block.phrase(words.clone()));
        let form = ActorForm::Name;
        if uses.iter().all(|u| u.form < NameForm::Capital) {
            reading.add(Found { block: index, words, actor: None, form, because });
        }
        return at + length;
    };
    // "President Hadi" is a listed alias; the mention is the name.
    let titled = actor.kind == ActorType::Person
        && words.len() > 1
        && reading.lexicon.is_title(&block.words[words.start].folded);
    let words = words.start + usize::from(titled)..words.end;
    let actor =
        match form {
            NameForm::Canonical | NameForm::Alias if actor.kind != ActorType::State => {
                Some((actor.reference(), ActorForm::Name))
            }
            NameForm::Canonical | NameForm::Alias => metonym::state(reading, n, words.clone())
                .then(|| (actor.reference(), ActorForm::Name)),
            NameForm::Palace => metonym::palace(reading, n, words.clone())
                .then(|| (actor.reference(), ActorForm::Metonym)),
            NameForm::Capital => metonym::acts(reading, n, words.clone())
                .then(|| (actor.reference(), ActorForm::Metonym)),
            NameForm::People => {
                let name = block.phrase(words.clone());
                let people = unknown(name, ActorType::Population, actor.country.clone());
                Some((people, ActorForm::Name))
            }
            NameForm::Adjective => metonym::nation(reading, n, words.clone())
                .then(|| (actor.reference(), ActorForm::Name)),
        };
    if let Some((actor, form)) = actor {
        let because = if form == ActorForm::Metonym {
            format!("{} stands for {}", reading.blocks[n].phrase(words.clone()), actor.name)
        } else {
            because
        };
        reading.add(Found { block: index, words, actor: Some(actor), form, because });
    }
    at + length
}

/// "Tigrayan refugees": the name of a people that qualifies a noun.
fn qualifies_people(
    reading: &Reading<'_>,
    n: usize,
    words: &std::ops::Range<usize>,
    uses: &[&NameUse],
) -> bool {
    use khaldun_language::Pos;
    let block = &reading.blocks[n];
    let people = |u: &&NameUse| reading.register.actor(u.actor).kind == ActorType::Population;
    let next = block.words.get(words.end).filter(|w| !w.apart).and_then(|_| block.token(words.end));
    let noun = block.doc.zip(next).is_some_and(|(d, t)| d.pos(t) == Pos::Noun);
    noun && uses.iter().all(people) && !block.written(words.end - 1).ends_with('s')
}

fn longest<'a>(reading: &Reading<'a>, n: usize, at: usize) -> Option<(usize, Vec<&'a NameUse>)> {
    let block = &reading.blocks[n];
    let begins = |w: usize| {
        block.words.get(w).is_some_and(|x| {
            let bare = x.folded.strip_suffix('s').filter(|_| reading.lost_apostrophe(block, w));
            reading.register.begins_a_name(&x.folded)
                || bare.is_some_and(|name| reading.register.begins_a_name(name))
        })
    };
    if !(begins(at) || block.words[at].is_article() && begins(at + 1)) {
        return None;
    }
    // A leading "the" is not part of the mention; a leading "al-" is.
    if block.words[at].folded == "the" {
        return None;
    }
    let most = LONGEST.min(block.words.len() - at);
    (1..=most).rev().find_map(|length| {
        let uses = reading.uses(block, at..at + length);
        (!uses.is_empty()).then_some((length, uses))
    })
}

/// How often the account speaks of each country, by any of its names.
fn count_countries(reading: &mut Reading<'_>) {
    let mut counts = std::collections::BTreeMap::new();
    for n in 0..reading.blocks.len() {
        let mut at = 0;
        while at < reading.blocks[n].words.len() {
            let Some((length, uses)) = longest(reading, n, at) else {
                at += 1;
                continue;
            };
            let mut countries: Vec<&String> = uses
                .iter()
                .filter_map(|u| reading.register.actor(u.actor).country.as_ref())
                .collect();
            countries.sort();
            countries.dedup();
            if let [country] = countries.as_slice() {
                *counts.entry((*country).clone()).or_insert(0) += 1;
            }
            at += length;
        }
    }
    reading.countries = counts;
}
