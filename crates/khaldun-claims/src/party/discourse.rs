//! Of whom does an account speak, and whom do its pronouns mean?
//!
//! Goes through the account once, in order, and notes every noun phrase that can stand for an actor
//! (and the things that could stand in a pronoun's way). Each pronoun is given to the phrase before
//! it that agrees in number and kind and stands nearest, subjects first.

use super::anaphor::{Cast, taken_up, takes_up_a_body};
use super::entity::{Entity, Phrase, Sort};
use super::naming::{Names, is_owned, name, plural, stands_for_owner};
use crate::action::people::is_person_noun;
use crate::args::antecedent;
use khaldun_language::{Dep, Doc, EntityKind, Parsed, Pos, Tag};
use khaldun_model::{ActorType, Mentions};
use khaldun_text::Account;
use std::collections::BTreeMap;

/// Every noun phrase of an account, block by block.
pub(crate) struct Discourse {
    blocks: Vec<Vec<Phrase>>,
}

/// How many sentences back a pronoun may look.
const MEMORY: usize = 3;

impl Discourse {
    /// Reads the account.
    pub(crate) fn of(account: &Account, parsed: &Parsed, mentions: &Mentions) -> Self {
        let names = Names::of(&account.text, mentions);
        let cast = Cast::of(mentions);
        let mut reader = Reader {
            names,
            cast,
            before: Vec::new(),
            nouns: BTreeMap::new(),
            pair: None,
            bodies: Vec::new(),
            sentence: 0,
        };
        let mut blocks = vec![Vec::new(); account.blocks.len()];
        for (index, block) in account.blocks.iter().enumerate() {
            let Some(doc) = parsed.docs[index].as_ref().filter(|_| block.is_body()) else {
                continue;
            };
            blocks[index] = reader.block(doc, parsed.offsets[index]);
        }
        Self { blocks }
    }

    /// The phrase whose head is `token`.
    pub(crate) fn at(&self, block: usize, token: usize) -> Option<&Phrase> {
        let list = &self.blocks[block];
        list.binary_search_by_key(&token, |p| p.token).ok().map(|i| &list[i])
    }
}

struct Reader<'m> {
    names: Names<'m>,
    cast: Cast<'m>,
    /// Whom a common noun stood for when it last had a name with it ("Turkish drones").
    nouns: BTreeMap<String, (Vec<Entity>, Sort)>,
    /// The last two that the account named in one breath ("Peru and Chile").
    pair: Option<(usize, [Entity; 2])>,
    /// The bodies named so far.
    bodies: Vec<Entity>,
    /// The phrases of the last sentences, in order.
    before: Vec<Phrase>,
    sentence: usize,
}

impl Reader<'_> {
    fn block(&mut self, doc: &Doc, offset: u32) -> Vec<Phrase> {
        let mut found: Vec<Phrase> = Vec::new();
        for sentence in doc.sentences() {
            self.sentence += 1;
            for token in sentence {
                if let Some(whose) = self.modifier(doc, offset, token) {
                    found.push(whose);
                } else if let Some(phrase) = self.phrase(doc, offset, token) {
                    self.remember(doc, token, &phrase);
                    self.pair_up(doc, token, &phrase);
                    let named = phrase.who.iter().filter(|w| w.kind.is_some());
                    self.bodies.extend(named.cloned());
                    self.before.push(phrase.clone());
                    found.push(phrase);
                }
            }
            let oldest = self.sentence.saturating_sub(MEMORY);
            self.before.retain(|p| p.sentence >= oldest);
        }
        // A new paragraph opens with its own people: those of the last one only count if it was short.
        self.sentence += 1;
        found
    }

    /// "a Danish air raid", "a Hamas raid": a word before a noun that says whose a thing is. No
    /// pronoun means it.
    fn modifier(&self, doc: &Doc, offset: u32, token: usize) -> Option<Phrase> {
        let span = doc.tokens[token].span.shift(offset);
        let (state, because) = match doc.dep(token) {
            Dep::Amod if doc.pos(token) == Pos::Adj => {
                let known = self.names.at(span.start).and_then(|m| Some((m, m.actor.as_ref()?)));
                match known {
                    // "Danish army lorries": the adjective stands in the name of the army.
                    Some((mention, actor)) if mention.span.end > span.end => {
                        (Entity::of(actor), mention.because.clone())
                    }
                    _ => match self.names.state_of_adjective(span.start) {
                        Some(state) => (state, "the state whose adjective it is".to_owned()),
                        None => self.described(doc, token)?,
                    },
                }
            }
            Dep::Compound | Dep::Nmod => {
                match self.names.at(span.start).and_then(|m| Some((m, m.actor.as_ref()?))) {
                    Some((mention, actor)) => (Entity::of(actor), mention.because.clone()),
                    None => self.described(doc, token)?,
                }
            }
            _ => return None,
        };
        Some(Phrase {
            token,
            sentence: self.sentence,
            span,
            sort: state.sort,
            who: vec![state],
            plural: false,
            body: false,
            subject: false,
            object: false,
            main: false,
            because,
            rival: None,
        })
    }

    /// "a separatist position", "government lorries": those whom the account calls so.
    fn described(&self, doc: &Doc, token: usize) -> Option<(Entity, String)> {
        let mention = self.names.described_as(doc.word(token))?;
        let actor = mention.actor.as_ref()?;
        Some((Entity::of(actor), mention.because.clone()))
    }

    /// Keeps whom a common noun stands for, where a name says so.
    fn remember(&mut self, doc: &Doc, token: usize, phrase: &Phrase) {
        let noun = doc.lemma(token).to_lowercase();
        let named = phrase.who.iter().any(|w| w.kind.is_some());
        if doc.pos(token) == Pos::Noun && named && !takes_up_a_body(&noun) {
            self.nouns.insert(noun, (phrase.who.clone(), phrase.sort));
        }
    }

    /// Keeps two parties joined by "and" or "with", for "both sides".
    fn pair_up(&mut self, doc: &Doc, token: usize, phrase: &Phrase) {
        let Some(other) = doc.head(token).filter(|_| doc.dep(token) == Dep::Conj) else { return };
        let before =
            self.before.iter().rev().find(|p| p.token == other && p.sentence == self.sentence);
        if let (Some([a]), [b]) = (before.map(|p| &p.who[..]), &phrase.who[..])
            && party_to_war(a)
            && party_to_war(b)
        {
            self.pair = Some((self.sentence, [a.clone(), b.clone()]));
        }
    }

    /// The last pair, while it is fresh.
    fn fresh_pair(&self) -> Option<&[Entity; 2]> {
        let fresh = |(sentence, _): &&(usize, _)| self.sentence - sentence <= MEMORY;
        self.pair.as_ref().filter(fresh).map(|(_, pair)| pair)
    }

    /// "injuring six others": people of the sort spoken of just before.
    fn others(&self, doc: &Doc, token: usize) -> Option<Vec<Entity>> {
        if doc.lemma(token) != "other" {
            return None;
        }
        let before = self.before.iter().rev().take_while(|p| p.sentence == self.sentence);
        let mut alike = before.filter(|p| p.sort != Sort::Thing && !p.who.is_empty() && !p.main);
        alike.next().map(|p| p.who.clone())
    }

    /// "the drones", "these guards": those whom the noun stood for before.
    fn again(&self, doc: &Doc, token: usize) -> Option<(Vec<Entity>, Sort)> {
        let lemma = doc.lemma(token).to_lowercase();
        let bare = doc.children(token).all(|c| {
            matches!(doc.dep(c), Dep::Punct)
                || doc.dep(c) == Dep::Det
                    && matches!(
                        &*doc.word(c).to_lowercase(),
                        "the" | "these" | "those" | "this" | "that"
                    )
        });
        let pointed = doc.children(token).any(|c| doc.dep(c) == Dep::Det);
        let stands = is_person_noun(&lemma) || stands_for_owner(&lemma);
        (bare && pointed && stands && doc.pos(token) == Pos::Noun)
            .then(|| self.nouns.get(&lemma).cloned())
            .flatten()
    }

    fn phrase(&self, doc: &Doc, offset: u32, token: usize) -> Option<Phrase> {
        let role = doc.dep(token);
        let nominal =
            matches!(doc.pos(token), Pos::Noun | Pos::Propn | Pos::Pron | Pos::Num | Pos::Det)
                || matches!(role, Dep::Nsubj | Dep::Nsubjpass | Dep::Dobj | Dep::Pobj);
        if !nominal
            || matches!(role, Dep::Compound | Dep::Det | Dep::Punct | Dep::Expl | Dep::Nummod)
        {
            return None;
        }
        let base = |who: Vec<Entity>, sort, because: String| Phrase {
            token,
            sentence: self.sentence,
            span: doc.tokens[token].span.shift(offset),
            who,
            sort,
            plural: plural(doc, token),
            body: doc.tokens[token].entity.is_some_and(|e| e.kind == EntityKind::Org),
            subject: matches!(role, Dep::Nsubj | Dep::Nsubjpass),
            object: matches!(role, Dep::Dobj),
            main: matches!(role, Dep::Nsubj | Dep::Nsubjpass)
                && doc.head(token).is_some_and(|v| doc.dep(v) == Dep::Root),
            because,
            rival: None,
        };
        if let Some(pronoun) = Pronoun::of(doc, token) {
            return self.pronoun(doc, token, pronoun, base);
        }
        let mention = self.names.at(doc.tokens[token].span.start + offset);
        let named = mention.is_some_and(|m| m.actor.is_some());
        if let Some(owned) = self.owned_by_pronoun(doc, token).filter(|_| !named) {
            let because = "the one it belongs to, through a pronoun".to_owned();
            return Some(base(owned, Sort::Body, because));
        }
        if let Some(who) = self.others(doc, token) {
            return Some(base(who, Sort::People, "of those spoken of just before".to_owned()));
        }
        let found = name(doc, offset, &self.names, token);
        if found.as_ref().is_none_or(|(e, _)| e.kind.is_none())
            && let Some((who, sort)) = self.again(doc, token)
        {
            return Some(base(who, sort, "those the same noun stood for before".to_owned()));
        }
        if found.as_ref().is_none_or(|(e, _)| e.kind.is_none())
            && let Some((who, sort, why)) =
                taken_up(doc, token, &self.cast, self.fresh_pair(), &self.bodies)
        {
            return Some(base(who, sort, why.to_owned()));
        }
        if let Some((entity, because)) = found {
            let sort = entity.sort;
            return Some(base(vec![entity], sort, because));
        }
        if let Some(state) = self.state_acted_on(doc, offset, token) {
            return Some(base(vec![state], Sort::State, "a country that is acted on".to_owned()));
        }
        Some(base(Vec::new(), Sort::Thing, String::new()))
    }

    /// "bombed Greece", "an attack on Cameroon": a country that is acted on is an actor, not a
    /// place. Behind "from" and "to" it is one only for frames that ask for it.
    fn state_acted_on(&self, doc: &Doc, offset: u32, token: usize) -> Option<Entity> {
        let state = self.names.country_at(doc.tokens[token].span.start + offset)?;
        let mut first = token;
        while doc.dep(first) == Dep::Conj {
            first = doc.head(first)?;
        }
        match doc.dep(first) {
            Dep::Dobj | Dep::Nsubjpass | Dep::Dative => Some(state),
            Dep::Poss => Some(Entity { unknown: true, ..state }),
            Dep::Pobj => match doc.word(doc.head(first)?) {
                "of" if doc.head(doc.head(first)?).is_some_and(|n| tied(doc.lemma(n))) => {
                    Some(state)
                }
                "against" | "on" | "with" | "by" | "between" => Some(state),
                "from" | "to" => Some(Entity { unknown: true, ..state }),
                _ => None,
            },
            _ => None,
        }
    }

    /// "its fighters": the phrase stands for those its possessive pronoun means.
    fn owned_by_pronoun(&self, doc: &Doc, token: usize) -> Option<Vec<Entity>> {
        let holder = doc.child(token, Dep::Poss)?;
        if !is_owned(&doc.lemma(token).to_lowercase()) {
            return None;
        }
        let found =
            self.before.iter().rev().find(|p| p.token == holder && p.sentence == self.sentence)?;
        let lemma = doc.lemma(token).to_lowercase();
        let theirs = |e: &Entity| {
            let army =
                matches!(lemma.as_str(), "army" | "military" | "soldier" | "troop" | "force");
            e.country
                .as_deref()
                .filter(|_| army && matches!(e.sort, Sort::Person | Sort::State))
                .and_then(|c| self.names.army_of(c))
                .unwrap_or_else(|| e.clone())
        };
        (!found.who.is_empty()).then(|| found.who.iter().map(theirs).collect())
    }

    fn pronoun(
        &self,
        doc: &Doc,
        token: usize,
        pronoun: Pronoun,
        base: impl Fn(Vec<Entity>, Sort, String) -> Phrase,
    ) -> Option<Phrase> {
        if pronoun == Pronoun::I {
            let narrator = Entity::described("narrator".to_owned(), Sort::Person);
            return Some(base(vec![narrator], Sort::Person, "the narrator".to_owned()));
        }
        let mut ranked: Vec<(f64, &Phrase)> = self
            .before
            .iter()
            .enumerate()
            .filter(|(_, p)| pronoun.agrees(p) && !self.co_argument(doc, token, p))
            .map(|(n, p)| (self.weight(doc, token, pronoun, n, p), p))
            .collect();
        ranked.sort_by(|a, b| b.0.total_cmp(&a.0));
        let (weight, best) = *ranked.first()?;
        let rival = ranked.iter().skip(1).find(|(w, p)| {
            weight - w < 0.4
                && !p.who.is_empty()
                && !best.who.is_empty()
                && !p.who[0].same(&best.who[0])
        });
        let mut phrase =
            base(best.who.clone(), best.sort, "the last to agree with the pronoun".to_owned());
        phrase.plural = best.plural;
        phrase.rival = rival.map(|(_, p)| p.who[0].name.clone());
        Some(phrase)
    }

    /// How likely a pronoun means a phrase: near, a subject, the speaker of what it stands in.
    fn weight(&self, doc: &Doc, token: usize, pronoun: Pronoun, number: usize, p: &Phrase) -> f64 {
        let back = self.sentence - p.sentence;
        let mut weight = match back {
            0 => 3.0,
            1 => 2.4,
            2 => 1.2,
            _ => 0.4,
        };
        let subject = matches!(doc.dep(token), Dep::Nsubj | Dep::Nsubjpass | Dep::Poss);
        weight += match (p.subject, subject) {
            (true, true) => 1.2,
            (true, false) => 0.5,
            (false, false) if p.object => 0.9,
            _ => 0.0,
        };
        if p.main {
            weight += 0.4;
        }
        if p.who.iter().any(|w| w.kind.is_some()) {
            weight += 0.5;
        }
        if back == 0 && speaks(doc, p.token, token) {
            weight += 1.5;
        }
        match (pronoun, p.sort) {
            // A name that nobody knows may be a place, unless the parser takes it for a body.
            (Pronoun::It, _)
                if agentive(doc, token) && !p.body && p.who.iter().all(|w| w.unknown) =>
            {
                weight -= 2.0;
            }
            (Pronoun::It, Sort::Thing) if agentive(doc, token) => weight -= 2.0,
            (Pronoun::It | Pronoun::They, Sort::Thing) => weight -= 0.6,
            (Pronoun::They, Sort::Body | Sort::State) if !p.plural => weight -= 0.6,
            _ => {}
        }
        weight + number as f64 * 0.001
    }

    /// Whether a phrase is another argument of the pronoun's own verb, which cannot be it.
    fn co_argument(&self, doc: &Doc, token: usize, p: &Phrase) -> bool {
        if p.sentence != self.sentence {
            return false;
        }
        let verb =
            |t: usize| doc.ancestors(t).find(|&a| matches!(doc.pos(a), Pos::Verb | Pos::Aux));
        let inside = doc.ancestors(token).any(|a| a == p.token);
        inside || (doc.dep(token) != Dep::Poss && verb(token) == verb(p.token))
    }
}

/// Whether somebody can be one side of a war or a deal.
fn party_to_war(who: &Entity) -> bool {
    use ActorType::{ArmedForce, Government, InsurgentGroup, State};
    who.kind.is_some_and(|k| matches!(k, ArmedForce | Government | InsurgentGroup | State))
}

/// Nouns that tie somebody to a state ("an ally of Peru").
fn tied(lemma: &str) -> bool {
    const TIES: [&str; 9] =
        ["ally", "backer", "client", "enemy", "foe", "friend", "partner", "proxy", "rival"];
    TIES.binary_search(&lemma).is_ok()
}

/// Whether `speaker` is the subject of a verb above the pronoun.
fn speaks(doc: &Doc, speaker: usize, pronoun: usize) -> bool {
    let subject_of = doc.head(speaker).filter(|_| matches!(doc.dep(speaker), Dep::Nsubj));
    subject_of
        .is_some_and(|v| doc.ancestors(pronoun).any(|a| a == v) && doc.head(pronoun) != Some(v))
}

/// Whether what the pronoun does takes somebody to do it.
fn agentive(doc: &Doc, token: usize) -> bool {
    if doc.dep(token) != Dep::Nsubj && doc.dep(token) != Dep::Poss {
        return false;
    }
    doc.dep(token) == Dep::Poss
        || doc.head(token).is_some_and(|v| {
            doc.pos(v) == Pos::Verb
                && !matches!(
                    doc.lemma(v),
                    "be" | "happen" | "mean" | "seem" | "take" | "work" | "become" | "remain"
                )
        })
}

/// The pronouns that stand for actors.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Pronoun {
    I,
    He,
    It,
    They,
}

impl Pronoun {
    fn of(doc: &Doc, token: usize) -> Option<Self> {
        if !matches!(doc.tokens[token].tag, Tag::Prp | Tag::PrpS) {
            return None;
        }
        Some(match &*doc.word(token).to_lowercase() {
            "he" | "him" | "his" | "she" | "her" | "himself" | "herself" => Self::He,
            "it" | "its" | "itself" => Self::It,
            "they" | "them" | "their" | "themselves" => Self::They,
            "i" | "me" | "my" => Self::I,
            _ => return None,
        })
    }

    fn agrees(self, phrase: &Phrase) -> bool {
        match self {
            Self::I => false,
            Self::He => phrase.sort == Sort::Person && !phrase.plural,
            Self::It => {
                !phrase.plural && matches!(phrase.sort, Sort::State | Sort::Body | Sort::Thing)
            }
            Self::They => {
                phrase.plural || matches!(phrase.sort, Sort::People | Sort::Body | Sort::State)
            }
        }
    }
}

/// The heads of a joined phrase ("A, B and C"), the first first; relative pronouns lead to what
/// they stand for.
pub(crate) fn joined(doc: &Doc, token: usize) -> Vec<usize> {
    let mut all = vec![antecedent(doc, token)];
    let mut next = 0;
    while let Some(&t) = all.get(next) {
        all.extend(doc.children(t).filter(|&c| {
            doc.dep(c) == Dep::Conj && matches!(doc.pos(c), Pos::Noun | Pos::Propn | Pos::Pron)
        }));
        next += 1;
    }
    all
}
