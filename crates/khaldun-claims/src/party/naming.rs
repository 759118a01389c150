//! By what name does an account call the head of a noun phrase?
//!
//! The name is that of the mention that covers the head. A thing that belongs to somebody
//! ("Turkish drones", "the group's fighters") stands for its owner; people without a name stand under
//! their own words; other things are nobody.

use super::entity::{Entity, Sort};
use super::home::home;
use crate::action::people::{is_body_noun, is_person_noun};
use crate::args::is_month;
use khaldun_language::{Dep, Doc, EntityKind, Pos, Tag};
use khaldun_model::{
    ActorForm, ActorMention, ActorRef, ActorType, Mentions, Party, PlaceKind, PlaceMention,
    PlaceUse,
};
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
/// People whom accounts tell apart from other civilians: `data/parties/townsfolk.txt`.
static TOWNSFOLK: std::sync::LazyLock<Words> = std::sync::LazyLock::new(|| {
    Words::read(include_str!("../../../../data/parties/townsfolk.txt"))
});

/// Nouns for those who belong to an armed group ("opponents from the Shining Path").
const MEMBERS: [&str; 11] = [
    "cadre",
    "element",
    "extremist",
    "follower",
    "insurgent",
    "jihadist",
    "member",
    "operative",
    "opponent",
    "rebel",
    "terrorist",
];

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
    /// The armed force that a country's "army" is, by country.
    armies: BTreeMap<&'m str, &'m ActorRef>,
    /// Those whom a common noun describes ("the separatists"), by the noun without its plural.
    described: BTreeMap<String, &'m ActorMention>,
    /// The country most spoken of.
    home: Option<&'m str>,
    /// It is spoken of often enough to be what the account is about.
    often: bool,
}

/// Mentions up to which a country is only named in passing.
const FEW: usize = 3;

impl<'m> Names<'m> {
    pub(crate) fn of(text: &str, mentions: &'m Mentions) -> Self {
        let mut states = BTreeMap::new();
        let mut forces: BTreeMap<&str, Vec<(usize, &ActorRef)>> = BTreeMap::new();
        for actor in mentions.actors.iter().filter_map(|m| m.actor.as_ref()) {
            let Some(country) = actor.country.as_deref() else { continue };
            if actor.kind == ActorType::ArmedForce {
                let list = forces.entry(country).or_default();
                match list.iter_mut().find(|(_, a)| a.name == actor.name) {
                    Some((n, _)) => *n += 1,
                    None => list.push((1, actor)),
                }
            }
        }
        let home = home(mentions);
        let often = home.is_some_and(|(_, n)| n > FEW);
        let home = home.map(|(country, _)| country);
        let first_of_most = |list: Vec<(usize, &'m ActorRef)>| {
            let most = list.iter().map(|(n, _)| *n).max();
            list.into_iter().find(|(n, _)| Some(*n) == most).map(|(_, a)| a)
        };
        let armies = forces.into_iter().filter_map(|(c, l)| Some((c, first_of_most(l)?))).collect();
        for mention in &mentions.actors {
            if let Some(actor) = mention.actor.as_ref().filter(|a| a.kind == ActorType::State)
                && let Some(country) = &actor.country
            {
                states.entry(country.as_str()).or_insert(mention);
            }
        }
        let mut described = BTreeMap::new();
        let descriptions = mentions.actors.iter().filter(|m| m.form == ActorForm::Description);
        for mention in descriptions.filter(|m| m.actor.is_some()) {
            let word = mention.span.of(text).rsplit(' ').next().unwrap_or_default();
            described.entry(singular(word)).or_insert(mention);
        }
        Self { mentions, states, armies, described, home, often }
    }

    /// The actor mention that covers byte `at` of the account.
    pub(crate) fn at(&self, at: u32) -> Option<&'m ActorMention> {
        let list = &self.mentions.actors;
        let next = list.partition_point(|m| m.span.end <= at);
        list.get(next).filter(|m| m.span.start <= at)
    }

    /// Whom the account describes by a noun ("separatist", from "the separatists").
    pub(crate) fn described_as(&self, word: &str) -> Option<&'m ActorMention> {
        self.described.get(&singular(word)).copied()
    }

    /// The armed force of a country, where the account names one.
    pub(crate) fn army_of(&self, country: &str) -> Option<Entity> {
        self.armies.get(country).map(|a| Entity::of(a))
    }

    /// The state of a country, where the account names it.
    fn state(&self, country: &str) -> Option<Entity> {
        if let Some(actor) = self.states.get(country).and_then(|m| m.actor.as_ref()) {
            return Some(Entity::of(actor));
        }
        let of_country = |m: &&PlaceMention| {
            m.found.as_ref().is_some_and(|f| {
                f.place.kind == PlaceKind::Country && f.place.country.as_deref() == Some(country)
            })
        };
        let place = &self.mentions.places.iter().find(of_country)?.found.as_ref()?.place;
        Some(Entity {
            country: place.country.clone(),
            ..Entity::described(place.name.clone(), Sort::State)
        })
    }

    /// The country that the words at byte `at` name, where they name one as a place.
    pub(crate) fn country_at(&self, at: u32) -> Option<Entity> {
        let list = &self.mentions.places;
        let next = list.partition_point(|m| m.span.end <= at);
        let mention = list.get(next).filter(|m| m.span.start <= at)?;
        let place = &mention.found.as_ref()?.place;
        let state = mention.used_as == PlaceUse::Literal && place.kind == PlaceKind::Country;
        state.then(|| Entity {
            country: place.country.clone(),
            ..Entity::described(place.name.clone(), Sort::State)
        })
    }

    /// The state whose people's adjective stands at byte `at` ("Danish").
    pub(crate) fn state_of_adjective(&self, at: u32) -> Option<Entity> {
        let list = &self.mentions.places;
        let next = list.partition_point(|m| m.span.end <= at);
        let mention =
            list.get(next).filter(|m| m.span.start <= at && m.used_as == PlaceUse::Demonym)?;
        self.state(mention.found.as_ref()?.place.country.as_deref()?)
    }

    /// Whether byte `at` lies in a place name that says where.
    pub(crate) fn is_place(&self, at: u32) -> bool {
        let list = &self.mentions.places;
        let next = list.partition_point(|m| m.span.end <= at);
        list.get(next).is_some_and(|m| m.span.start <= at && m.used_as == PlaceUse::Literal)
    }
}

/// A noun in lower case without the "s" of its plural.
fn singular(word: &str) -> String {
    let word = word.to_lowercase();
    word.strip_suffix('s').unwrap_or(&word).to_owned()
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
    let lemma = noun(doc, token);
    if let Some(actor) = names.at(at(token)).and_then(|m| Some((m, m.actor.as_ref()?))) {
        if actor.0.form == ActorForm::Description
            && let Some(owner) = owner_named(doc, offset, names, token)
            && owner.kind == ActorType::InsurgentGroup
        {
            return Some((Entity::of(owner), "the one it belongs to".to_owned()));
        }
        if let Some(state) = nation(doc, names, token, actor.1) {
            return Some((state, "a nation that acts as one".to_owned()));
        }
        return Some(of_mention(names, actor.0, actor.1, &lemma));
    }
    let owner = owner_named(doc, offset, names, token).filter(|a| {
        let band = matches!(a.kind, ActorType::InsurgentGroup);
        OWNED.has(&lemma) || band && MEMBERS.binary_search(&&*lemma).is_ok()
    });
    if let Some(actor) = owner {
        return Some((Entity::of(actor), "the one it belongs to".to_owned()));
    }
    if let Some(actor) = called_a_body(doc, offset, names, token, &lemma) {
        return Some((Entity::of(actor), "the name before it".to_owned()));
    }
    if let Some(body) = represented(doc, token, &lemma) {
        return Some((body, "the body it speaks for".to_owned()));
    }
    if names.is_place(at(token)) {
        return None;
    }
    let people = people_of_thing(&lemma).or_else(|| acted_on(doc, token).then(|| loss(&lemma))?);
    if let Some(people) = people {
        let entity = Entity::described(people.to_owned(), Sort::People);
        return Some((entity, super::THEIRS.to_owned()));
    }
    // "T-64s", "Su-25": a name with digits is a machine's.
    let machine = doc.word(token).contains(|c: char| c.is_ascii_digit());
    // "ppl", and in a text written in capitals "PEASANTS": the parser takes it for a name.
    let people = CIVILIANS.has(&lemma) || TOWNSFOLK.has(&lemma) || is_person_noun(&lemma);
    let mass = people && (doc.word(token) == lemma || shouted(doc, token));
    if doc.pos(token) == Pos::Propn && !machine && !mass {
        let because = "a name the register does not know".to_owned();
        return proper(doc, token).map(|e| (Entity { unknown: true, ..e }, because));
    }
    if let Some(army) = home_army(doc, names, token, &lemma) {
        return Some((army, "the army of the country the account is about".to_owned()));
    }
    if bare_number(doc, token, &lemma) {
        return Some((
            Entity::described("civilians".to_owned(), Sort::People),
            "people counted".to_owned(),
        ));
    }
    if CIVILIANS.has(&lemma) && !described_as_fighter(doc, token) {
        let sort = if plural(doc, token) { Sort::People } else { Sort::Person };
        return Some((Entity::described("civilians".to_owned(), sort), PEOPLE.to_owned()));
    }
    if TOWNSFOLK.has(&lemma) {
        let sort = if plural(doc, token) { Sort::People } else { Sort::Person };
        let name = townsfolk(doc, token, &lemma);
        return Some((Entity::described(name, sort), PEOPLE.to_owned()));
    }
    is_person_noun(&lemma).then(|| {
        let sort = match (is_body_noun(&lemma), plural(doc, token)) {
            (true, _) => Sort::Body,
            (false, true) => Sort::People,
            (false, false) => Sort::Person,
        };
        (Entity::described(own_words(doc, token), sort), super::OWN_WORDS.to_owned())
    })
}

/// The account's words for people of a place; "inhabitants" are residents. "Women and children",
/// and one who is only counted among the hurt, are civilians.
fn townsfolk(doc: &Doc, token: usize, lemma: &str) -> String {
    match lemma {
        "inhabitant" | "householder" | "townspeople" | "townsfolk" => "residents".to_owned(),
        "man" | "woman" | "boy" | "girl" | "child" => {
            let joined = doc.dep(token) == Dep::Conj
                || doc.children(token).any(|c| doc.dep(c) == Dep::Conj)
                || token.checked_sub(1).is_some_and(|t| matches!(doc.lemma(t), "man" | "men"));
            let hurt = !plural(doc, token) && matches!(doc.dep(token), Dep::Nsubjpass | Dep::Dobj);
            if joined || hurt { "civilians".to_owned() } else { own_words(doc, token) }
        }
        _ => own_words(doc, token),
    }
}

/// Whether a party is people who are nothing but people.
pub(super) fn is_people(party: &Party) -> bool {
    party.name == "civilians" || party.because == PEOPLE
}

/// Why people who are nothing but people are named so.
const PEOPLE: &str = "people";

/// Whether a word is written in capitals throughout, and is longer than most acronyms.
pub(super) fn shouted(doc: &Doc, token: usize) -> bool {
    let word = doc.word(token);
    word.len() > 4 && word.chars().all(char::is_uppercase)
}

/// The dictionary form of a noun in lower case, of one in capitals too.
fn noun(doc: &Doc, token: usize) -> String {
    let lemma = doc.lemma(token).to_lowercase();
    let known = |w: &str| CIVILIANS.has(w) || TOWNSFOLK.has(w) || OWNED.has(w) || is_person_noun(w);
    if doc.pos(token) != Pos::Propn || !shouted(doc, token) || known(&lemma) {
        return lemma;
    }
    let singular = lemma
        .strip_suffix("men")
        .map(|stem| format!("{stem}man"))
        .or_else(|| lemma.strip_suffix('s').map(str::to_owned));
    singular.filter(|w| known(w)).unwrap_or(lemma)
}

fn of_mention(
    names: &Names<'_>,
    mention: &ActorMention,
    actor: &ActorRef,
    lemma: &str,
) -> (Entity, String) {
    // "Turkish aircraft": what a state's machines do, the state does.
    let state = actor.country.as_deref().and_then(|c| names.states.get(c)).filter(|_| {
        mention.form == ActorForm::Branch
            && actor.kind == ActorType::ArmedForce
            && MACHINES.has(lemma)
    });
    let actor = state.and_then(|s| s.actor.as_ref()).unwrap_or(actor);
    (Entity::of(actor), mention.because.clone())
}

/// "The Danes will not stand by": a people with the article and nothing said of which of them is
/// its state, unless it is the people the account is about.
fn nation(doc: &Doc, names: &Names<'_>, token: usize, actor: &ActorRef) -> Option<Entity> {
    let country = actor.country.as_deref().filter(|_| actor.kind == ActorType::Population)?;
    let mut parts = doc.children(token).filter(|&c| doc.dep(c) != Dep::Punct);
    let article = |c: usize| doc.dep(c) == Dep::Det && doc.word(c).eq_ignore_ascii_case("the");
    let abroad = names.home != Some(country) || !names.often;
    let all = abroad
        && doc.children(token).any(article)
        && parts.all(|c| article(c) || matches!(doc.dep(c), Dep::Advmod | Dep::Prep));
    all.then(|| names.state(country)).flatten()
}

/// "22 died", "hundreds were wounded", "injuring six others": a number that counts people by what
/// befalls them.
fn bare_number(doc: &Doc, token: usize, lemma: &str) -> bool {
    const BEFALLS: [&str; 24] = [
        "arrest",
        "behead",
        "bury",
        "detain",
        "die",
        "displace",
        "drown",
        "evacuate",
        "expel",
        "flee",
        "hurt",
        "injure",
        "jail",
        "kidnap",
        "kill",
        "maim",
        "massacre",
        "perish",
        "shoot",
        "slaughter",
        "starve",
        "strand",
        "suffer",
        "wound",
    ];
    let counts = doc.pos(token) == Pos::Num
        || matches!(lemma, "hundred" | "thousand" | "dozen" | "score" | "other" | "more");
    let measured =
        doc.tokens[token].entity.is_some_and(|e| !matches!(e.kind, EntityKind::Cardinal));
    let of = doc
        .children(token)
        .any(|c| doc.dep(c) == Dep::Prep && matches!(doc.word(c), "of" | "from"));
    let verb = doc
        .head(token)
        .filter(|_| matches!(doc.dep(token), Dep::Nsubj | Dep::Nsubjpass | Dep::Dobj));
    counts
        && !measured
        && !of
        && verb.is_some_and(|v| BEFALLS.binary_search(&&*doc.lemma(v).to_lowercase()).is_ok())
}

/// "the army", "soldiers", with nothing said of whose: those of the country the account is about.
fn home_army(doc: &Doc, names: &Names<'_>, token: usize, lemma: &str) -> Option<Entity> {
    const ARMY: [&str; 6] = ["army", "garrison", "military", "officer", "soldier", "troop"];
    // "army units": the army's.
    let of_army = |c: usize| {
        doc.dep(c) == Dep::Compound && matches!(&*doc.lemma(c).to_lowercase(), "army" | "military")
    };
    let unit = OWNED.has(lemma) && doc.children(token).any(of_army);
    if !unit && ARMY.binary_search(&lemma).is_err() {
        return None;
    }
    let ours = |c: usize| matches!(&*doc.word(c).to_lowercase(), "our" | "my");
    let said = |c: usize| {
        matches!(doc.dep(c), Dep::Amod | Dep::Compound | Dep::Nmod | Dep::Poss)
            && !ours(c)
            && !of_army(c)
    };
    let foreign = doc.children(token).any(said) || crate::args::behind(doc, token, "of").is_some();
    if foreign { None } else { names.army_of(names.home?) }
}

/// "its spokesman, Ahmed al-Mismari", "its ally Peru": who is named beside a title or a tie.
fn apposed_person(doc: &Doc, offset: u32, names: &Names<'_>, token: usize) -> Option<Entity> {
    if doc.pos(token) != Pos::Noun {
        return None;
    }
    let appos =
        |&c: &usize| matches!(doc.dep(c), Dep::Appos) && doc.pos(c) == Pos::Propn && c > token;
    let beside = doc.children(token).find(appos).or_else(|| called(doc, token))?;
    if let Some(actor) =
        names.at(doc.tokens[beside].span.start + offset).and_then(|m| m.actor.as_ref())
    {
        let called = is_person_noun(&doc.lemma(token).to_lowercase()) && !plural(doc, token);
        return (called || actor.kind == ActorType::Person).then(|| Entity::of(actor));
    }
    if let Some(state) = names.country_at(doc.tokens[beside].span.start + offset) {
        return Some(state);
    }
    let person = is_person_noun(&doc.lemma(token).to_lowercase()) && !plural(doc, token);
    person.then(|| proper(doc, beside)).flatten()
}

/// "a trader known as Abu Musa": the name behind "known as", "named", "called".
fn called(doc: &Doc, token: usize) -> Option<usize> {
    let naming = doc.children(token).find(|&c| {
        doc.dep(c) == Dep::Acl
            && c > token
            && matches!(doc.lemma(c), "know" | "name" | "call" | "dub" | "nickname")
    })?;
    crate::args::behind(doc, naming, "as")
        .or_else(|| doc.child_of(naming, &[Dep::Oprd, Dep::Dobj, Dep::Attr]))
        .filter(|&n| doc.pos(n) == Pos::Propn)
}

/// "the Naxalite group", "the Abu Sayyaf organisation": a noun for a body behind the name of one.
fn called_a_body<'m>(
    doc: &Doc,
    offset: u32,
    names: &Names<'m>,
    token: usize,
    lemma: &str,
) -> Option<&'m ActorRef> {
    let band = super::anaphor::takes_up_a_body(lemma) && !plural(doc, token);
    let before = token.checked_sub(1).filter(|&t| band && doc.head(t) == Some(token))?;
    let actor = names.at(doc.tokens[before].span.start + offset)?.actor.as_ref()?;
    matches!(actor.kind, ActorType::InsurgentGroup | ActorType::Organisation).then_some(actor)
}

/// "an army spokesman", "a ministry official": the body that the word before such a noun names.
fn represented(doc: &Doc, token: usize, lemma: &str) -> Option<Entity> {
    const SPEAKS_FOR: [&str; 4] = ["official", "spokesman", "spokesperson", "spokeswoman"];
    SPEAKS_FOR.binary_search(&lemma).ok()?;
    let before = token.checked_sub(1).filter(|&t| {
        doc.head(t) == Some(token)
            && doc.dep(t) == Dep::Compound
            && doc.pos(t) == Pos::Noun
            && is_body_noun(&doc.lemma(t).to_lowercase())
    })?;
    // "a defence ministry official": the words before the body may hang on the official.
    let mut from = before;
    while from > 0 && doc.dep(from - 1) == Dep::Compound && doc.head(from - 1) <= Some(token) {
        from -= 1;
    }
    let words: Vec<&str> = (from..=before).map(|t| doc.word(t)).collect();
    Some(Entity::described(words.join(" "), Sort::Body))
}

/// The modifiers that say whose a thing is: possessors, names before it, the noun behind "of" and
/// "from".
fn owners(doc: &Doc, token: usize) -> impl Iterator<Item = usize> + '_ {
    let before = |c: &usize| {
        matches!(doc.dep(*c), Dep::Compound | Dep::Nmod)
            || doc.dep(*c) == Dep::Amod && doc.tokens[*c].entity.is_some()
    };
    doc.child(token, Dep::Poss)
        .into_iter()
        .chain(doc.children(token).filter(before))
        .chain(crate::args::behind(doc, token, "of"))
        .chain(crate::args::behind(doc, token, "from"))
        .filter(|&o| doc.pos(o) != Pos::Pron)
}

/// The modifier that says whose a thing is.
pub(crate) fn owner(doc: &Doc, token: usize) -> Option<usize> {
    owners(doc, token).next()
}

/// The owner that the account names as an actor.
fn owner_named<'m>(
    doc: &Doc,
    offset: u32,
    names: &Names<'m>,
    token: usize,
) -> Option<&'m ActorRef> {
    owners(doc, token)
        .find_map(|o| names.at(doc.tokens[o].span.start + offset).and_then(|m| m.actor.as_ref()))
}

/// Whether a noun acts for its owner, or belongs to it.
pub(crate) fn is_owned(lemma: &str) -> bool {
    OWNED.has(lemma) || MEMBERS.binary_search(&lemma).is_ok()
}

/// Whether a noun acts for its owner, people and machines alike.
pub(crate) fn stands_for_owner(lemma: &str) -> bool {
    OWNED.has(lemma) || MACHINES.has(lemma)
}

/// A proper name as its words stand.
fn proper(doc: &Doc, token: usize) -> Option<Entity> {
    let Some(entity) = doc.tokens[token].entity else { return unmarked(doc, token) };
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
    if (doc.tokens[from].tag == Tag::Dt || is_month(doc.word(from))) && from < token {
        from += 1;
    }
    if doc.tokens[to - 1].tag == Tag::Pos && to - 1 > from {
        to -= 1;
    }
    // In a text in capitals whole clauses are taken for names.
    if (from..to).any(|t| t != token && matches!(doc.pos(t), Pos::Verb | Pos::Aux | Pos::Pron)) {
        return unmarked(doc, token);
    }
    let words: Vec<&str> = doc.span(from..to).of(&doc.text).split_whitespace().collect();
    Some(Entity::described(words.join(" "), sort))
}

/// A name the recogniser does not mark ("Abiy told parliament"): its words, where it acts.
fn unmarked(doc: &Doc, token: usize) -> Option<Entity> {
    if !matches!(doc.dep(token), Dep::Nsubj | Dep::Nsubjpass | Dep::Conj | Dep::Poss) {
        return None;
    }
    let parts = doc.children(token).filter(|&c| {
        doc.dep(c) == Dep::Compound
            && c < token
            && doc.pos(c) == Pos::Propn
            && doc.tokens[c].entity.is_none()
            && !is_month(doc.word(c))
    });
    let from = parts.min().unwrap_or(token);
    let name = doc.span(from..token + 1).of(&doc.text).to_owned();
    name.starts_with(char::is_uppercase).then(|| Entity::described(name, Sort::Body))
}

/// Those whom a noun for people stands for: `data/parties/people.txt`.
fn people_of_thing(lemma: &str) -> Option<&'static str> {
    row(include_str!("../../../../data/parties/people.txt"), lemma)
}

/// Whose loss a thing is: `data/parties/things.txt`.
fn loss(lemma: &str) -> Option<&'static str> {
    row(include_str!("../../../../data/parties/things.txt"), lemma)
}

fn row(table: &'static str, lemma: &str) -> Option<&'static str> {
    let line = table.lines().find(|l| l.split('\t').next() == Some(lemma))?;
    line.split('\t').nth(1)
}

/// Whether a noun is what something is done to: an object, the subject of a passive, what stands
/// behind "on", "at", "against", "of", or is joined to such a one. What acts is no loss.
fn acted_on(doc: &Doc, token: usize) -> bool {
    let mut first = token;
    while doc.dep(first) == Dep::Conj
        && let Some(head) = doc.head(first)
    {
        first = head;
    }
    match doc.dep(first) {
        Dep::Dobj | Dep::Nsubjpass => true,
        Dep::Pobj => doc.head(first).is_some_and(|p| {
            matches!(
                &*doc.word(p).to_lowercase(),
                "on" | "at" | "against" | "of" | "into" | "upon" | "to"
            )
        }),
        _ => false,
    }
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
pub(super) fn own_words(doc: &Doc, token: usize) -> String {
    let kept = |c: &usize| {
        matches!(doc.dep(*c), Dep::Amod | Dep::Compound | Dep::Nmod)
            && *c < token
            && doc.tokens[*c].entity.is_none_or(|e| e.kind != EntityKind::Date)
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
