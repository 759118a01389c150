//! Of whom does an account speak, and whom do its pronouns mean?
//!
//! Goes through the account once, in order, and notes every noun phrase that can stand for an actor
//! (and the things that could stand in a pronoun's way). Each pronoun is given to the phrase before
//! it that agrees in number and kind and stands nearest, subjects first.

use super::entity::{Entity, Phrase, Sort};
use super::naming::{Names, is_owned, name, plural};
use crate::args::antecedent;
use khaldun_language::{Dep, Doc, Parsed, Pos, Tag};
use khaldun_model::Mentions;
use khaldun_text::Account;

/// Every noun phrase of an account, block by block.
pub(crate) struct Discourse {
    blocks: Vec<Vec<Phrase>>,
}

/// How many sentences back a pronoun may look.
const MEMORY: usize = 3;

impl Discourse {
    /// Reads the account.
    pub(crate) fn of(account: &Account, parsed: &Parsed, mentions: &Mentions) -> Self {
        let names = Names::of(mentions);
        let mut reader = Reader { names, before: Vec::new(), sentence: 0 };
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
                if let Some(phrase) = self.phrase(doc, offset, token) {
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
        if let Some((entity, because)) = name(doc, offset, &self.names, token) {
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
            Dep::Pobj => match doc.word(doc.head(first)?) {
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
        if back == 0 && speaks(doc, p.token, token) {
            weight += 1.5;
        }
        match (pronoun, p.sort) {
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
