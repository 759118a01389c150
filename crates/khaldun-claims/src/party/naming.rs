//! By what name does an account call the head of a noun phrase?
//!
//! The name is that of the mention that covers the head. A thing that belongs to somebody
//! ("Turkish drones", "the group's fighters") stands for its owner; people without a name stand under
//! their own words; other things are nobody.

use super::entity::{Entity, Sort};
use crate::action::people::is_person_noun;
use khaldun_language::{Dep, Doc, EntityKind, Pos, Tag};
use khaldun_model::{ActorForm, ActorMention, ActorType, Mentions, PlaceUse};
use std::collections::BTreeMap;

/// Nouns that act for their owner: `data/parties/owned.txt`.
static OWNED: std::sync::LazyLock<Words> =
    std::sync::LazyLock::new(|| Words::read(include_str!("../../../../data/parties/owned.txt")));
/// Machines that act for the state that flies or drives them: `data/parties/machines.txt`.
static MACHINES: std::sync::LazyLock<Words> =
    std::sync::LazyLock::new(|| Words::read(include_str!("../../../../data/parties/machines.txt")));
/// People who are nothing but people: `data/parties/civilians.txt`.
static CIVILIANS: std::sync::LazyLock<Words> = std::sync::LazyLock::new(|| {
    Words::read(include_str!("../../../../data/parties/civilians.txt"))
});

#[derive(Debug)]
struct Words(Vec<&'static str>);

impl Words {
    fn read(text: &'static str) -> Self {
        let lines = text.lines().filter(|l| !l.starts_with('#'));
        let mut words: Vec<&str> = lines.flat_map(str::split_whitespace).collect();
        words.sort_unstable();
        Self(words)
    }

    fn has(&self, lemma: &str) -> bool {
        self.0.binary_search(&lemma).is_ok()
    }
}

/// What naming knows of the account: its mentions, and the states by their country.
pub(crate) struct Names<'m> {
    mentions: &'m Mentions,
    states: BTreeMap<&'m str, &'m ActorMention>,
}

impl<'m> Names<'m> {
    pub(crate) fn of(mentions: &'m Mentions) -> Self {
        let mut states = BTreeMap::new();
        for mention in &mentions.actors {
            if let Some(actor) = mention.actor.as_ref().filter(|a| a.kind == ActorType::State)
                && let Some(country) = &actor.country
            {
                states.entry(country.as_str()).or_insert(mention);
            }
        }
        Self { mentions, states }
    }

    /// The actor mention that covers byte `at` of the account.
    pub(crate) fn at(&self, at: u32) -> Option<&'m ActorMention> {
        let list = &self.mentions.actors;
        let next = list.partition_point(|m| m.span.end <= at);
        list.get(next).filter(|m| m.span.start <= at)
    }

    /// Whether byte `at` lies in a place name that says where.
    pub(crate) fn is_place(&self, at: u32) -> bool {
        let list = &self.mentions.places;
        let next = list.partition_point(|m| m.span.end <= at);
        list.get(next).is_some_and(|m| m.span.start <= at && m.used_as == PlaceUse::Literal)
    }
}

/// Whom the head of a phrase names, with the reason; pronouns are not its business.
pub(crate) fn name(
    doc: &Doc,
    offset: u32,
    names: &Names<'_>,
    token: usize,
) -> Option<(Entity, String)> {
    let at = |t: usize| doc.tokens[t].span.start + offset;
    if let Some(person) = apposed_person(doc, offset, names, token) {
        return Some((person, "the name beside it".to_owned()));
    }
    let lemma = doc.lemma(token).to_lowercase();
    if let Some(mention) = names.at(at(token)) {
        return Some(of_mention(names, mention, &lemma, doc, offset));
    }
    if let Some(owner) = owner(doc, token).and_then(|o| names.at(at(o)))
        && let Some(actor) = &owner.actor
        && OWNED.has(&lemma)
    {
        return Some((Entity::of(actor), "the one it belongs to".to_owned()));
    }
    if names.is_place(at(token)) {
        return None;
    }
    if let Some(people) = people_of_thing(&lemma) {
        let entity = Entity::described(people.to_owned(), Sort::People);
        return Some((entity, "those who have it".to_owned()));
    }
    if doc.pos(token) == Pos::Propn {
        return proper(doc, token).map(|e| (e, "a name the register does not know".to_owned()));
    }
    if CIVILIANS.has(&lemma) && !described_as_fighter(doc, token) {
        let sort = if plural(doc, token) { Sort::People } else { Sort::Person };
        return Some((Entity::described("civilians".to_owned(), sort), "people".to_owned()));
    }
    is_person_noun(&lemma).then(|| {
        let sort = match (body(&lemma), plural(doc, token)) {
            (true, _) => Sort::Body,
            (false, true) => Sort::People,
            (false, false) => Sort::Person,
        };
        (Entity::described(own_words(doc, token), sort), "its own words".to_owned())
    })
}

fn of_mention(
    names: &Names<'_>,
    mention: &ActorMention,
    lemma: &str,
    doc: &Doc,
    offset: u32,
) -> (Entity, String) {
    let Some(actor) = &mention.actor else {
        let span = khaldun_text::Span {
            start: mention.span.start - offset,
            end: (mention.span.end - offset).min(doc.text.len() as u32),
        };
        let entity = Entity::described(span.of(&doc.text).to_owned(), Sort::People);
        return (entity, mention.because.clone());
    };
    // "Turkish aircraft": what a state's machines do, the state does.
    let state = actor.country.as_deref().and_then(|c| names.states.get(c)).filter(|_| {
        mention.form == ActorForm::Branch
            && actor.kind == ActorType::ArmedForce
            && MACHINES.has(lemma)
    });
    let actor = state.and_then(|s| s.actor.as_ref()).unwrap_or(actor);
    (Entity::of(actor), mention.because.clone())
}

/// "its spokesman, Ahmed al-Mismari": the person named beside a title.
fn apposed_person(doc: &Doc, offset: u32, names: &Names<'_>, token: usize) -> Option<Entity> {
    if doc.pos(token) != Pos::Noun {
        return None;
    }
    let beside = doc
        .children(token)
        .find(|&c| matches!(doc.dep(c), Dep::Appos) && doc.pos(c) == Pos::Propn && c > token)?;
    if let Some(actor) =
        names.at(doc.tokens[beside].span.start + offset).and_then(|m| m.actor.as_ref())
    {
        return (actor.kind == ActorType::Person).then(|| Entity::of(actor));
    }
    let person = is_person_noun(&doc.lemma(token).to_lowercase()) && !plural(doc, token);
    person.then(|| proper(doc, beside)).flatten()
}

/// The modifier that says whose a thing is: a possessor, a name before it, the noun behind "of".
pub(crate) fn owner(doc: &Doc, token: usize) -> Option<usize> {
    let before = |c: &usize| {
        matches!(doc.dep(*c), Dep::Poss | Dep::Compound | Dep::Nmod)
            || doc.dep(*c) == Dep::Amod && doc.tokens[*c].entity.is_some()
    };
    doc.child(token, Dep::Poss)
        .or_else(|| doc.children(token).find(before))
        .or_else(|| crate::args::behind(doc, token, "of"))
        .or_else(|| crate::args::behind(doc, token, "from"))
        .filter(|&o| doc.pos(o) != Pos::Pron)
}

/// Whether a noun acts for its owner.
pub(crate) fn is_owned(lemma: &str) -> bool {
    OWNED.has(lemma)
}

/// A proper name as its words stand.
fn proper(doc: &Doc, token: usize) -> Option<Entity> {
    let entity = doc.tokens[token].entity?;
    let sort = match entity.kind {
        EntityKind::Person => Sort::Person,
        EntityKind::Norp => Sort::People,
        // A name that resolution did not take for an actor stands for one only where it acts.
        EntityKind::Gpe if doc.dep(token) == Dep::Nsubj => Sort::State,
        EntityKind::Org => Sort::Body,
        _ => return None,
    };
    let mut from = token;
    while from > 0
        && doc.tokens[from].entity.is_some_and(|e| !e.begins)
        && doc.tokens[from - 1].entity.is_some_and(|e| e.kind == entity.kind)
    {
        from -= 1;
    }
    let mut to = token + 1;
    while doc.tokens.get(to).and_then(|t| t.entity).is_some_and(|e| !e.begins) {
        to += 1;
    }
    if doc.tokens[from].tag == Tag::Dt && from < token {
        from += 1;
    }
    if doc.tokens[to - 1].tag == Tag::Pos && to - 1 > from {
        to -= 1;
    }
    Some(Entity::described(doc.span(from..to).of(&doc.text).to_owned(), sort))
}

/// Whose loss a thing is.
fn people_of_thing(lemma: &str) -> Option<&'static str> {
    let table = include_str!("../../../../data/parties/things.txt");
    let line = table.lines().find(|l| l.split('\t').next() == Some(lemma))?;
    line.split('\t').nth(1)
}

fn described_as_fighter(doc: &Doc, token: usize) -> bool {
    let mods = doc.children(token).filter(|&c| matches!(doc.dep(c), Dep::Amod | Dep::Compound));
    mods.into_iter().any(|c| {
        matches!(
            &*doc.lemma(c).to_lowercase(),
            "armed" | "gun" | "masked" | "military" | "uniformed"
        )
    })
}

/// The phrase's own words without article, number and what follows the noun.
fn own_words(doc: &Doc, token: usize) -> String {
    let kept = |c: &usize| {
        matches!(doc.dep(*c), Dep::Amod | Dep::Compound | Dep::Nmod)
            && *c < token
            && !doc.tokens[*c].entity.is_some_and(|e| e.kind == EntityKind::Date)
            && !matches!(
                &*doc.lemma(*c).to_lowercase(),
                "other"
                    | "same"
                    | "several"
                    | "more"
                    | "many"
                    | "least"
                    | "only"
                    | "first"
                    | "last"
                    | "own"
            )
    };
    let from = doc.children(token).filter(kept).min().unwrap_or(token);
    let words: Vec<&str> = (from..=token)
        .filter(|&t| {
            !matches!(
                doc.tokens[t].tag,
                Tag::Dt | Tag::Cd | Tag::PrpS | Tag::OpenQuotes | Tag::Quotes | Tag::Comma
            )
        })
        .map(|t| doc.word(t))
        .collect();
    words.join(" ").replace(" - ", "-").replace(" 's", "'s")
}

/// Whether a noun stands in the plural.
pub(crate) fn plural(doc: &Doc, token: usize) -> bool {
    matches!(doc.tokens[token].tag, Tag::Nns | Tag::Nnps)
        || doc
            .children(token)
            .any(|c| doc.dep(c) == Dep::Nummod && doc.word(c) != "one" && doc.word(c) != "1")
        || matches!(doc.lemma(token), "people" | "police" | "ppl")
        || doc.children(token).any(|c| doc.dep(c) == Dep::Conj)
}

/// Whether a noun names a body rather than a person.
fn body(lemma: &str) -> bool {
    const BODIES: [&str; 40] = [
        "administration",
        "agency",
        "alliance",
        "army",
        "assembly",
        "authority",
        "bloc",
        "cabinet",
        "coalition",
        "commission",
        "committee",
        "congress",
        "council",
        "court",
        "crew",
        "delegation",
        "faction",
        "force",
        "front",
        "government",
        "group",
        "junta",
        "leadership",
        "media",
        "military",
        "militia",
        "ministry",
        "mission",
        "movement",
        "navy",
        "opposition",
        "organisation",
        "organization",
        "parliament",
        "party",
        "police",
        "press",
        "regime",
        "tribe",
        "union",
    ];
    BODIES.binary_search(&lemma).is_ok()
}
