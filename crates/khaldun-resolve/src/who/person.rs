use super::reading::{Block, Found, Reading, unknown};
use khaldun_language::EntityKind;
use khaldun_model::{ActorForm, ActorRef, ActorType};
use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

/// Persons: full names (the parser's entities, names after titles), then the surname alone.
///
/// *What it reads:* runs of capitalised words that the parser takes for a person or that follow a title
/// (`data/actors/titles.csv`). "Khalifa Haftar … Haftar" is one person: a surname leads to the full name
/// given in the account. A person whom the register knows keeps the account's own spelling.
///
/// *Known misreadings:* two persons of one surname: the later full name takes the surname over.
pub(super) fn read(reading: &mut Reading<'_>) {
    spell_as_written(reading);
    let places = places(reading);
    for n in 0..reading.blocks.len() {
        entities(reading, n, &places);
        titled(reading, n);
    }
    aliases(reading);
    surnames(reading);
}

/// "Munir al-Yafei, better known as Abu al-Yamama": one person.
fn aliases(reading: &mut Reading<'_>) {
    let person = |f: &Found| f.actor.as_ref().is_some_and(|a| a.kind == ActorType::Person);
    let beside = |(a, b): &(&Found, &Found)| a.block == b.block && person(a) && person(b);
    let pairs = reading.found.iter().zip(reading.found.iter().skip(1)).filter(beside);
    let pairs: Vec<[(usize, Range<usize>); 2]> =
        pairs.map(|(a, b)| [(a.block, a.words.clone()), (b.block, b.words.clone())]).collect();
    for [first, second] in pairs {
        let find = |(block, words): &(usize, Range<usize>)| reading.found.meeting(*block, words);
        let (Some(first), Some(second)) = (find(&first), find(&second)) else { continue };
        let Some(block) = reading.block(first.block) else { continue };
        let (from, to) =
            (block.words[first.words.end - 1].span.end, block.words[second.words.start].span.start);
        let between = block.text[from as usize..to as usize].to_lowercase();
        let cue = ["known as", "alias", "nom de guerre", "who goes by", "also called", "nicknamed"];
        if between.len() < 40 && cue.iter().any(|c| between.contains(c)) {
            let actor = first.actor.clone();
            let because = format!("another name of {}", actor.as_ref().map_or("", |a| &a.name));
            let name = second.actor.as_ref().map(|a| a.name.clone());
            let same = |f: &&mut Found| f.actor.as_ref().map(|a| &a.name) == name.as_ref();
            for other in reading.found.iter_mut().filter(same) {
                other.actor.clone_from(&actor);
                other.because.clone_from(&because);
            }
        }
    }
}

/// Names that the account uses as places somewhere ("in Bani Walid", "the Al Watya airbase").
fn places(reading: &Reading<'_>) -> BTreeSet<String> {
    let mut places = BTreeSet::new();
    for block in &reading.blocks {
        let Some(doc) = block.doc else { continue };
        for (tokens, _) in doc.entities() {
            if let Some(words) = block.words_of(tokens)
                && is_placed(block, &words)
            {
                places.insert(super::fold::key(block.phrase(words)));
            }
        }
    }
    places
}

/// Whether what stands before or after a name says that it is a place.
fn is_placed(block: &Block<'_>, words: &Range<usize>) -> bool {
    let before = words.start.checked_sub(1).map_or("", |b| block.words[b].folded.as_str());
    let located = [
        "in", "at", "near", "around", "outside", "inside", "into", "towards", "toward", "across",
        "via",
    ];
    let after = block.words.get(words.end).filter(|w| !w.apart).map_or("", |w| w.folded.as_str());
    let kinds = [
        "airbase",
        "base",
        "airport",
        "district",
        "province",
        "region",
        "camp",
        "neighbourhood",
        "neighborhood",
        "city",
        "village",
        "town",
        "street",
        "square",
        "road",
        "river",
        "mountains",
        "valley",
        "island",
        "crossing",
        "border",
        "hospital",
        "university",
        "school",
        "mosque",
        "market",
        "prison",
        "governorate",
        "county",
        "state",
        "hotel",
        "front",
    ];
    let two = words.start.checked_sub(2).map_or("", |b| block.words[b].folded.as_str());
    let of = before == "of"
        && [
            "out", "outside", "north", "south", "east", "west", "town", "city", "village",
            "capital",
        ]
        .contains(&two);
    located.contains(&before) || of || kinds.contains(&after)
}

/// A person known to the register is called as the account calls them, where it gives a full name.
fn spell_as_written(reading: &mut Reading<'_>) {
    let mut spelt: Vec<(String, String)> = Vec::new();
    // "Haftar's air force" is a branch, no way to write his name.
    for found in reading.found.iter().filter(|f| f.form == ActorForm::Name) {
        let Some(actor) = found.actor.as_ref().filter(|a| a.kind == ActorType::Person) else {
            continue;
        };
        let Some(block) = reading.block(found.block) else { continue };
        let names = found.words.clone().filter(|&w| {
            !block.words[w].is_article() && !reading.lexicon.is_title(&block.words[w].folded)
        });
        let id = actor.id.as_ref().map(|i| i.0.clone()).unwrap_or_default();
        if names.count() >= 2 && !block.shouted && !spelt.iter().any(|(i, _)| *i == id) {
            spelt.push((
                id,
                block.phrase(without_titles(reading, block, found.words.clone())).to_owned(),
            ));
        }
    }
    for found in reading.found.iter_mut() {
        let Some(actor) = found.actor.as_mut() else { continue };
        let id = actor.id.as_ref().map(|i| i.0.as_str()).unwrap_or_default();
        if let Some((_, name)) = spelt.iter().find(|(i, _)| i == id) {
            actor.name.clone_from(name);
        }
    }
}

fn without_titles(
    reading: &Reading<'_>,
    block: &Block<'_>,
    mut words: Range<usize>,
) -> Range<usize> {
    while words.len() > 1
        && (reading.lexicon.is_title(&block.words[words.start].folded)
            || block.words[words.start].folded == "the")
    {
        words.start += 1;
    }
    words
}

fn entities(reading: &mut Reading<'_>, n: usize, places: &BTreeSet<String>) {
    let block = &reading.blocks[n];
    let Some(doc) = block.doc else { return };
    let persons = doc.entities().into_iter().filter(|(_, kind)| *kind == EntityKind::Person);
    let persons: Vec<Range<usize>> =
        persons.filter_map(|(tokens, _)| block.words_of(tokens)).collect();
    for words in persons {
        let block = &reading.blocks[n];
        let words = without_titles(reading, block, words);
        let place = places.contains(&super::fold::key(block.phrase(words.clone())));
        let known = !reading.uses(block, words.clone()).is_empty();
        let parts = words.clone().filter(|&w| !block.words[w].is_article()).count();
        if is_name(block, &words) && parts >= 2 && !block.shouted && !place && !known {
            person(reading, n, words, "a person named by the account");
        }
    }
}

/// Whether every word could be part of a person's name.
fn is_name(block: &Block<'_>, words: &Range<usize>) -> bool {
    let inner = &block.words[words.clone()];
    let letters = |s: &str| s.chars().all(|c| !c.is_numeric());
    // "Dana US": an acronym beside words that are none belongs to something else.
    let acronym = |w: usize| {
        let written = block.written(w);
        written.len() > 1 && written.len() <= 4 && written.chars().all(char::is_uppercase)
    };
    let acronyms = words.clone().filter(|&w| acronym(w)).count();
    let mixed = acronyms > 0 && acronyms < words.len();
    !mixed
        && inner.iter().all(|w| (w.capital || is_particle(&w.folded)) && letters(&w.folded))
        && inner.last().is_some_and(|w| w.capital)
        && !inner.iter().skip(1).any(|w| w.apart)
        && inner.len() <= 6
        && !inner.iter().any(|w| is_no_name(&w.folded))
}

/// Words that the parser at times takes into a person's name.
fn is_no_name(folded: &str) -> bool {
    const WORDS: &[&str] = &[
        "northern", "southern", "eastern", "western", "north", "south", "east", "west", "jan",
        "feb", "mar", "apr", "jun", "jul", "aug", "sep", "sept", "oct", "nov", "dec", "republic",
        "province", "city", "camp",
    ];
    WORDS.contains(&folded)
}

fn is_particle(folded: &str) -> bool {
    [
        "al", "el", "bin", "ibn", "ben", "abu", "ag", "ould", "von", "van", "de", "da", "dos",
        "la", "del", "y", "ul", "ur",
    ]
    .contains(&folded)
}

/// "Captain Amadou Sanogo", "President Touré", "Mr Hadi".
fn titled(reading: &mut Reading<'_>, n: usize) {
    for at in 0..reading.blocks[n].words.len() {
        let block = &reading.blocks[n];
        if block.shouted
            || !reading.lexicon.is_title(&block.words[at].folded)
            || !block.words[at].capital
        {
            continue;
        }
        let from = at + 1;
        let mut end = from;
        while let Some(word) = block.words.get(end) {
            let point = end == from
                && word.apart
                && block.text[block.words[at].span.end as usize..].starts_with('.');
            let goes_on = (word.capital || is_particle(&word.folded))
                && (!word.apart || point)
                && end - from < 5;
            if !goes_on || reading.lexicon.is_title(&word.folded) {
                break;
            }
            end += 1;
        }
        while end > from && !block.words[end - 1].capital {
            end -= 1;
        }
        let placed = at.checked_sub(1).is_some_and(|b| {
            matches!(block.words[b].folded.as_str(), "in" | "at" | "near" | "into")
        });
        if end > from && !placed && is_name_after_title(block, from..end) {
            person(reading, n, from..end, "a person named after a title");
        }
    }
}

fn is_name_after_title(block: &Block<'_>, words: Range<usize>) -> bool {
    let inner = &block.words[words];
    inner.iter().skip(1).all(|w| !w.apart)
        && inner.iter().all(|w| w.folded.chars().all(|c| !c.is_numeric()))
}

fn person(reading: &mut Reading<'_>, n: usize, words: Range<usize>, because: &str) {
    let block = &reading.blocks[n];
    let taken = reading.found.meeting(block.index, &words);
    if taken.is_some_and(|f| {
        f.words.len() >= words.len()
            || f.actor
                .as_ref()
                .is_some_and(|a| a.kind != ActorType::Person && a.kind != ActorType::Population)
    }) {
        return;
    }
    let known = reading.register.person(block.phrase(words.clone()));
    let same = taken.and_then(|f| f.actor.clone()).filter(|a| a.kind == ActorType::Person);
    let name = block.phrase(words.clone());
    let actor = known.map(super::Actor::reference).or(same);
    let mut actor = actor.unwrap_or_else(|| unknown(name, ActorType::Person, None));
    if words.len() >= 2 {
        name.clone_into(&mut actor.name);
    }
    let (block, because) = (block.index, because.to_owned());
    reading.add(Found { block, words, actor: Some(actor), form: ActorForm::Name, because });
}

/// Surnames after the full name; titles with a surname before it too.
fn surnames(reading: &mut Reading<'_>) {
    let mut full: BTreeMap<String, ActorRef> = BTreeMap::new();
    for found in reading.found.iter().filter(|f| f.form != ActorForm::Branch) {
        let Some(actor) = found.actor.as_ref().filter(|a| a.kind == ActorType::Person) else {
            continue;
        };
        let Some(block) = reading.block(found.block) else { continue };
        if found.words.len() >= 2 {
            full.insert(block.words[found.words.end - 1].folded.clone(), actor.clone());
        }
    }
    let blocks = &reading.blocks;
    for found in reading.found.iter_mut() {
        let Ok(at) = blocks.binary_search_by_key(&found.block, |b| b.index) else { continue };
        let block = &blocks[at];
        let single = found.words.clone().filter(|&w| !block.words[w].is_article()).count() == 1;
        let unlinked =
            found.actor.as_ref().is_some_and(|a| a.kind == ActorType::Person && a.id.is_none());
        let named = full.get(&block.words[found.words.end - 1].folded);
        if let Some(actor) = named.filter(|_| single && unlinked) {
            found.actor = Some(actor.clone());
            found.form = ActorForm::Short;
            found.because = format!("surname of {}", actor.name);
        }
    }
    for n in 0..reading.blocks.len() {
        for at in 0..reading.blocks[n].words.len() {
            let block = &reading.blocks[n];
            let word = &block.words[at];
            if !word.capital || block.shouted || reading.at(block.index, at).is_some() {
                continue;
            }
            let Some(actor) = full.get(&word.folded) else { continue };
            let because = format!("surname of {}", actor.name);
            let found = Found {
                block: block.index,
                words: at..at + 1,
                actor: Some(actor.clone()),
                form: ActorForm::Short,
                because,
            };
            reading.add(found);
        }
    }
}
