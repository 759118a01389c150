//! # KH-VOICE-004: The name of a voice
//!
//! ## What it reads
//! The canonical name, where the actor is known; the name in apposition to an office; else the
//! noun phrase without its article and without what is told of it on the way. "He", "she", "the
//! father", "the source" are led back to the voice that they continue.
//!
//! ## Why it matters
//! Origins are counted by voice: "the spokesman", "he" and "Colonel Issa" must not count as three.
//!
//! ## Example
//! "The union's lawyer, Ida Maro, said …" and later "she added": both times Ida Maro.
//!
//! ## Known misreadings
//! A pronoun after two persons goes to the last who spoke.
//!
//! ## Sources
//! Hobbs, "Resolving Pronoun References" (1978), for the order of search.

use super::Speaker;
use crate::action::people::{is_body_noun, is_person_noun};
use crate::lexicon::{self, Class};
use crate::segment::{extent, frame};
use crate::view::View;
use khaldun_language::{Dep, EntityKind, Pos, Tag};
use khaldun_model::{ActorForm, ActorMention, ActorRef, ActorType, Mentions, Voice};
use khaldun_text::Span;

/// How many voices are kept in mind: more than any account needs, and an archive of a thousand
/// accounts in one file stays quick.
const REMEMBERED: usize = 64;

/// A voice heard before.
#[derive(Debug)]
struct Heard {
    names: Vec<String>,
    /// The nouns by which it was described.
    nouns: Vec<String>,
    /// Who it is, as far as the words tell.
    sort: Sort,
    /// Whether it is more than one.
    many: bool,
    /// Whether it is known to be what it was taken for.
    sure: bool,
}

/// What a pronoun or a bare description may stand for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Sort {
    /// A person with a name.
    Person,
    /// A body with a name.
    Body,
    /// A voice without one.
    Nameless,
}

/// The voices heard so far.
#[derive(Debug, Default)]
pub(crate) struct Known {
    heard: Vec<Heard>,
}

/// "A monitor said": a body without a name, at the head of a report, that the next voice names.
pub(crate) fn unnamed(view: &View<'_>, noun: usize) -> bool {
    let doc = view.doc;
    doc.pos(noun) == Pos::Noun
        && view.tag(noun) == Tag::Nn
        && view.is(noun, Class::Body)
        && view.word_is(view.left[noun], &["a", "an"])
        && (view.left[noun] + 1 == noun
            || view.left[noun] + 2 == noun
                && view.word_is(noun - 1, &["monitoring", "rights", "aid", "war", "relief"]))
        && bounds(view, noun).1 == noun
}

impl Known {
    /// Names a speaker, and remembers it.
    pub(crate) fn voice(
        &mut self,
        view: &View<'_>,
        mentions: &Mentions,
        offset: u32,
        speaker: Speaker,
    ) -> Voice {
        let doc = view.doc;
        let mut names = Vec::new();
        let spoken = antecedent(view, speaker.noun).unwrap_or(speaker.noun);
        let noun = behind(view, spoken);
        let noun = antecedent(view, noun).unwrap_or(noun);
        let noun = hyphened(view, issuer(view, noun).unwrap_or(noun));
        for noun in coordinated(view, noun) {
            names.extend(self.name(view, mentions, offset, noun));
        }
        if names.is_empty() {
            match earlier(view, spoken) {
                Some(whom) => names.push(text(view, mentions, offset, whom)),
                None if doc.pos(spoken) == Pos::Pron && !self.heard.is_empty() => {
                    names.extend(self.heard.last().map(|h| h.names.clone()).unwrap_or_default());
                }
                None => names.push(text(view, mentions, offset, spoken)),
            }
        }
        let words = phrase(view, noun).shift(offset);
        let kind = mention(mentions, words, view.doc.tokens[noun].span.shift(offset), true)
            .filter(|a| names.contains(&a.name))
            .map(|a| a.kind);
        self.remember(view, spoken, &names, kind);
        let span = phrase(view, speaker.noun).shift(offset);
        let cue = view.doc.tokens[speaker.cue].span.shift(offset);
        Voice { names, span: Some(span), cue: Some(cue) }
    }

    fn remember(
        &mut self,
        view: &View<'_>,
        noun: usize,
        names: &[String],
        kind: Option<ActorType>,
    ) {
        let doc = view.doc;
        let mut nouns = vec![doc.lemma(noun).to_lowercase()];
        nouns.extend(apposed(view, noun).map(|a| doc.lemma(a).to_lowercase()));
        let title = |t: &usize| view.is(*t, Class::Office);
        nouns.extend((view.left[noun]..noun).filter(title).map(|t| doc.lemma(t).to_lowercase()));
        let kept = self.heard.iter().position(|h| h.names == names);
        let mut sort = match kind {
            Some(ActorType::Person) => Sort::Person,
            Some(ActorType::Population) => Sort::Nameless,
            Some(ActorType::Unknown) | None => sort(view, noun, names),
            Some(_) => Sort::Body,
        };
        let mut many = names.len() > 1 || view.tag(noun) == Tag::Nns;
        let entity = doc.tokens[noun].entity.map(|e| e.kind);
        let mut sure = kind.is_some()
            || matches!(entity, Some(EntityKind::Org | EntityKind::Gpe | EntityKind::Norp));
        if let Some(old) = kept.map(|at| self.heard.remove(at)) {
            nouns.extend(old.nouns);
            nouns.sort_unstable();
            nouns.dedup();
            // "Colonel Issa … he … the officer": a bare word takes nothing from what is known.
            if sort != Sort::Person {
                sort = old.sort;
                sure = old.sure;
            }
            if doc.pos(noun) == Pos::Pron {
                many = old.many;
            }
        }
        self.heard.push(Heard { names: names.to_vec(), nouns, sort, many, sure });
        if self.heard.len() > REMEMBERED {
            self.heard.remove(0);
        }
    }

    fn name(&self, view: &View<'_>, mentions: &Mentions, offset: u32, noun: usize) -> Vec<String> {
        let doc = view.doc;
        if doc.pos(noun) == Pos::Pron && !matches!(view.tag(noun), Tag::Nn | Tag::Nns) {
            return self.last(view, noun);
        }
        if let Some(name) = stands_for(view, mentions, offset, noun) {
            return vec![name];
        }
        let one_of_many =
            view.word_is(view.left[noun], &["a", "an", "one"]) && view.is(noun, Class::Member);
        let named = |a: &usize| {
            doc.pos(*a) == Pos::Propn
                && doc.tokens[*a].entity.is_some_and(|e| e.kind == EntityKind::Person)
        };
        let holder = doc.pos(noun) == Pos::Noun && !view.is(noun, Class::Body);
        if let Some(person) = apposed(view, noun).filter(|a| holder && named(a)) {
            let span = phrase(view, person).shift(offset);
            let known = mention(mentions, span, doc.tokens[person].span.shift(offset), true);
            match known {
                Some(a) if a.kind == ActorType::Person => return vec![plain_name(&a.name)],
                None => return vec![text(view, mentions, offset, person)],
                Some(_) => {}
            }
        }
        let words = phrase(view, noun).shift(offset);
        if let Some(actor) =
            mention(mentions, words, doc.tokens[noun].span.shift(offset), !one_of_many)
        {
            return vec![Self::speaking_for(view, mentions, offset, noun, actor)];
        }
        if let Some(person) = apposed(view, noun).filter(|&a| doc.pos(a) == Pos::Propn) {
            let span = phrase(view, person).shift(offset);
            let known = mention(mentions, span, doc.tokens[person].span.shift(offset), true);
            let known = known.map(|a| a.name.clone());
            return vec![known.unwrap_or_else(|| text(view, mentions, offset, person))];
        }
        if let Some(before) = self.described(view, noun) {
            return before;
        }
        if let Some(body) = body_before(view, noun) {
            let words = phrase(view, body).shift(offset);
            let known = mention(mentions, words, doc.tokens[body].span.shift(offset), true);
            let known = known.map(|a| a.name.clone());
            return vec![known.unwrap_or_else(|| text(view, mentions, offset, body))];
        }
        vec![text(view, mentions, offset, noun)]
    }

    /// "a Kenyan army source", "government officials": those who speak from within a body are not the
    /// body. A state is no body that has sources; its words stand as they are.
    fn speaking_for(
        view: &View<'_>,
        mentions: &Mentions,
        offset: u32,
        noun: usize,
        actor: &ActorRef,
    ) -> String {
        let doc = view.doc;
        let person = apposed(view, noun).is_some_and(|a| doc.pos(a) == Pos::Propn);
        // "the Greek defence ministry" is one house of a government, and is named as such.
        let house = doc.lemma(noun) == "ministry"
            && matches!(actor.kind, ActorType::Government | ActorType::State)
            && doc.child(noun, Dep::Poss).is_none()
            && view.has(noun, |c| matches!(doc.dep(c), Dep::Amod | Dep::Compound));
        if house && !person {
            return text(view, mentions, offset, noun);
        }
        if actor.kind == ActorType::Person {
            return plain_name(&actor.name);
        }
        if doc.pos(noun) != Pos::Noun || person {
            return actor.name.clone();
        }
        let state = matches!(actor.kind, ActorType::State | ActorType::Government);
        let office = view.is(noun, Class::Office) && view.tag(noun) == Tag::Nn;
        let speaks_for = view.word_is(noun, &["spokesman", "spokeswoman", "spokesperson"]);
        if view.is(noun, Class::Insider) || office && state && !speaks_for {
            return text(view, mentions, offset, noun);
        }
        actor.name.clone()
    }

    /// "The father said": the last voice that was called a father. "The TV network said": the last
    /// voice whose name has these words in it. "The group said", "the colonel said": the last body
    /// or person with a name.
    fn described(&self, view: &View<'_>, noun: usize) -> Option<Vec<String>> {
        let doc = view.doc;
        let from = view.left[noun];
        let definite = view.word_is(from, &["the", "this", "that", "these", "those"]);
        let (_, to) = bounds(view, noun);
        if !definite || from == noun || doc.pos(noun) == Pos::Pron {
            return None;
        }
        let lemma = doc.lemma(noun).to_lowercase();
        if to != noun {
            // "the head of the clinic": whoever was called a head before, where only one was.
            let office = from + 1 == noun
                && view.is(noun, Class::Office)
                && view.tag(noun) == Tag::Nn
                && doc.children(noun).any(|c| c > noun && view.word_is(c, &["of"]));
            let holds = |h: &&Heard| h.sort == Sort::Person && h.nouns.contains(&lemma);
            let mut holders = self.heard.iter().filter(holds);
            let holder = holders.next().filter(|_| office && holders.next().is_none());
            return holder.map(|h| h.names.clone());
        }
        let words: Vec<String> = (from + 1..=noun).map(|t| doc.word(t).to_lowercase()).collect();
        let bare = words.len() == 1 && doc.pos(noun) == Pos::Noun;
        let called = |h: &&Heard| bare && h.nouns.contains(&lemma);
        let within = |h: &&Heard| {
            h.names.len() == 1 && {
                let name = h.names[0].to_lowercase();
                let has =
                    |w: &String| name.split(|c: char| !c.is_alphanumeric()).any(|part| part == w);
                words.iter().all(has)
            }
        };
        let sort = if view.is(noun, Class::Body) && view.tag(noun) == Tag::Nn {
            Sort::Body
        } else if view.is(noun, Class::Office) && view.tag(noun) == Tag::Nn {
            Sort::Person
        } else {
            Sort::Nameless
        };
        // "the governor" is no general heard before, though "the officer" may be.
        let other = |h: &Heard| {
            let office = |n: &String| n != &lemma && lexicon::marks(n).has(Class::Office);
            sort == Sort::Person && !view.is(noun, Class::Insider) && h.nouns.iter().any(office)
        };
        let alike = |h: &&Heard| bare && sort != Sort::Nameless && h.sort == sort && !other(h);
        let back = || self.heard.iter().rev();
        back()
            .find(called)
            .or_else(|| back().find(within))
            .or_else(|| back().take(4).find(alike))
            .map(|h| h.names.clone())
    }

    /// "He added": the last person; "it said": the last body; else the last voice.
    fn last(&self, view: &View<'_>, noun: usize) -> Vec<String> {
        if view.word_is(noun, &["i", "we"]) {
            return Vec::new();
        }
        let body = view.word_is(noun, &["it"]);
        let person = view.word_is(noun, &["he", "she"]);
        let crowd = view.word_is(noun, &["they"]);
        let fits = |h: &&Heard| {
            let number = !(h.many && (body || person));
            number
                && match h.sort {
                    Sort::Person => !body && !crowd,
                    Sort::Body => !person,
                    Sort::Nameless => true,
                }
        };
        let back = || self.heard.iter().rev();
        let any = |h: &&Heard| !person || !(h.many || h.sort == Sort::Body && h.sure);
        let heard = back().find(fits).or_else(|| back().find(any)).map(|h| h.names.clone());
        heard.unwrap_or_default()
    }
}

/// "The nurses gave another account: they said …": the subject, before a pronoun, of its sentence's
/// own verb, or of the sentence before, where the two agree.
fn antecedent(view: &View<'_>, pronoun: usize) -> Option<usize> {
    let doc = view.doc;
    // "The ministry's version is short. It says …": the ministry.
    let owner = |t: usize| doc.child(t, Dep::Poss).filter(|_| view.is(t, Class::Telling));
    if doc.pos(pronoun) != Pos::Pron
        || !view.word_is(pronoun, &["he", "she", "it", "they", "him", "her", "them"])
    {
        return None;
    }
    let opens = |t: &usize| *t == 0 || doc.tokens[*t].sent_start;
    let start = (0..=pronoun).rev().find(opens)?;
    let verb = doc.head(pronoun)?;
    let subject = |t: usize| matches!(doc.dep(t), Dep::Nsubj | Dep::Nsubjpass);
    let above = |t: usize| {
        let v = doc.head(t);
        v.is_some_and(|v| {
            v != verb && (doc.dep(v) == Dep::Root || doc.ancestors(verb).any(|a| a == v))
        })
    };
    let here = (start..pronoun).rev().find(|&t| subject(t) && above(t) && agrees(view, pronoun, t));
    let before = || {
        let from = (0..start).rev().find(opens)?;
        let main = |t: usize| doc.head(t).is_some_and(|v| doc.dep(v) == Dep::Root);
        (from..start).find(|&t| subject(t) && main(t) && agrees(view, pronoun, t))
    };
    let told = || {
        let from = (0..start).rev().find(opens)?;
        let main = |t: usize| doc.head(t).is_some_and(|v| doc.dep(v) == Dep::Root);
        (from..start).find(|&t| subject(t) && main(t)).and_then(owner)
    };
    here.or_else(before).or_else(|| told().filter(|_| view.word_is(pronoun, &["it", "they"])))
}

/// "He" before whom nobody has spoken: the nearest person told of before in the paragraph.
fn earlier(view: &View<'_>, pronoun: usize) -> Option<usize> {
    let doc = view.doc;
    let person = view.word_is(pronoun, &["he", "she"]);
    let subject =
        |t: &usize| matches!(doc.dep(*t), Dep::Nsubj | Dep::Nsubjpass | Dep::Pobj | Dep::Dobj);
    let whom = |t: &usize| subject(t) && agrees(view, pronoun, *t);
    (0..pronoun).rev().filter(|_| person).find(whom)
}

/// "The organisation said": the body that the sentence before is about, where it has a name.
fn body_before(view: &View<'_>, noun: usize) -> Option<usize> {
    let doc = view.doc;
    let bare = view.word_is(view.left[noun], &["the", "this"]) && view.left[noun] + 1 == noun;
    let body = bare && view.tag(noun) == Tag::Nn && view.is(noun, Class::Body);
    if !body || bounds(view, noun).1 != noun {
        return None;
    }
    let opens = |t: &usize| *t == 0 || doc.tokens[*t].sent_start;
    let start = (0..=noun).rev().find(opens).filter(|&s| s > 0)?;
    let from = (0..start).rev().find(opens)?;
    let named = |t: usize| {
        let kind = doc.tokens[t].entity.map(|e| e.kind);
        let same = doc.lemma(t).eq_ignore_ascii_case(doc.lemma(noun));
        doc.pos(t) == Pos::Propn && (kind == Some(EntityKind::Org) || same)
    };
    (from..start).find(|&t| {
        doc.dep(t) == Dep::Nsubj && doc.head(t).is_some_and(|v| doc.dep(v) == Dep::Root) && named(t)
    })
}

/// "Miners doubt it. One in Kolar said …": a miner in Kolar; "others say …": other miners. The people
/// are the nearest subject in the plural of the sentence or of the one before.
fn stands_for(view: &View<'_>, mentions: &Mentions, offset: u32, noun: usize) -> Option<String> {
    let doc = view.doc;
    let single = view.word_is(noun, &["one", "another"]);
    let several =
        ["others", "some", "many", "several", "most", "both", "two", "three", "four", "five"];
    let of = doc.children(noun).any(|c| c > noun && view.word_is(c, &["of"]));
    if !single && !view.word_is(noun, &several) || of {
        return None;
    }
    let opens = |t: &usize| *t == 0 || doc.tokens[*t].sent_start;
    let start = (0..=noun).rev().find(opens)?;
    let from = start.checked_sub(1).and_then(|b| (0..=b).rev().find(opens)).unwrap_or(start);
    let people = |t: &usize| {
        let lemma = doc.lemma(*t).to_lowercase();
        matches!(doc.dep(*t), Dep::Nsubj | Dep::Nsubjpass)
            && view.tag(*t) == Tag::Nns
            && (is_person_noun(&lemma) || view.is(*t, Class::Office))
    };
    let whom = (from..noun).rev().find(people)?;
    let (first, last) = bounds(view, whom);
    let last = if last > whom + 6 { whom } else { last };
    let words = |a: usize, b: usize| doc.span(a..b + 1).of(&doc.text).to_owned();
    if !single {
        return Some(words(first, last));
    }
    let kind = if first < whom {
        format!("{} {}", words(first, whom - 1), doc.lemma(whom))
    } else {
        doc.lemma(whom).to_lowercase()
    };
    let (_, to) = bounds(view, noun);
    let _ = (mentions, offset);
    Some(if to > noun { format!("{kind} {}", words(noun + 1, to)) } else { kind })
}

/// Whether a noun may be meant by "he", "it" or "they".
fn agrees(view: &View<'_>, pronoun: usize, noun: usize) -> bool {
    let doc = view.doc;
    let lemma = doc.lemma(noun).to_lowercase();
    let kind = doc.tokens[noun].entity.map(|e| e.kind);
    let body = matches!(kind, Some(EntityKind::Org | EntityKind::Gpe))
        || view.is(noun, Class::Body)
        || is_body_noun(&lemma);
    let human = is_person_noun(&lemma) || view.is(noun, Class::Office);
    let joined = doc.child(noun, Dep::Conj).is_some();
    let plural = matches!(view.tag(noun), Tag::Nns | Tag::Nnps) || joined;
    if !matches!(doc.pos(noun), Pos::Noun | Pos::Propn) {
        return false;
    }
    if view.word_is(pronoun, &["they", "them"]) {
        return plural && human;
    }
    if view.word_is(pronoun, &["it"]) {
        return !plural
            && kind != Some(EntityKind::Person)
            && !view.is(noun, Class::Telling)
            && (body || view.is(noun, Class::Paper));
    }
    !plural && (kind == Some(EntityKind::Person) || human && !body)
}

/// A person's name without the titles before it.
fn plain_name(name: &str) -> String {
    let mut rest = name;
    while let Some((first, tail)) = rest.split_once(' ') {
        let title = lexicon::marks(first).any(&[Class::Office, Class::Title]);
        if !title || !tail.starts_with(char::is_uppercase) {
            break;
        }
        rest = tail;
    }
    rest.to_owned()
}

/// The last part of a word that the tokenizer parts at its hyphen: "vice-president".
fn hyphened(view: &View<'_>, noun: usize) -> usize {
    let tokens = &view.doc.tokens;
    let glued = |t: usize| tokens.get(t + 1).is_some_and(|n| n.span.start == tokens[t].span.end);
    if glued(noun) && view.doc.word(noun + 1) == "-" && glued(noun + 1) { noun + 2 } else { noun }
}

/// Whether a voice is a body with a name.
pub(crate) fn named_body(view: &View<'_>, noun: usize, names: &[String]) -> bool {
    let state = view.doc.tokens[noun]
        .entity
        .is_some_and(|e| matches!(e.kind, EntityKind::Gpe | EntityKind::Norp));
    view.doc.pos(noun) == Pos::Propn && !state && sort(view, noun, names) == Sort::Body
}

/// Who a voice is, as far as its words tell.
fn sort(view: &View<'_>, noun: usize, names: &[String]) -> Sort {
    let doc = view.doc;
    let first = bounds(view, noun).0;
    // "Witnesses said": the capital is the sentence's, not the name's.
    let opens = doc.tokens[first].sent_start
        && doc.pos(noun) == Pos::Noun
        && matches!(doc.pos(first), Pos::Noun | Pos::Adj | Pos::Num)
        && doc.tokens[first].entity.is_none()
        && names.iter().any(|n| n.starts_with(doc.word(first)));
    let named = !opens && names.iter().all(|n| n.starts_with(char::is_uppercase));
    let person = |t: usize| doc.tokens[t].entity.is_some_and(|e| e.kind == EntityKind::Person);
    if !named {
        Sort::Nameless
    } else if person(noun)
        || apposed(view, noun).is_some_and(person)
        || view.is(noun, Class::Office)
    {
        Sort::Person
    } else {
        Sort::Body
    }
}

/// The known actor whose mention holds the noun; "a fighter" of a group is not the group.
fn mention(mentions: &Mentions, phrase: Span, noun: Span, described: bool) -> Option<&ActorRef> {
    let fits = |m: &ActorMention| described || m.form != ActorForm::Description;
    let holds = |m: &&ActorMention| m.span.overlaps(noun) && fits(m);
    let at = mentions.actors.partition_point(|m| m.span.end <= phrase.start);
    let near = mentions.actors[at..].iter().take_while(|m| m.span.start < phrase.end);
    near.filter(holds).find_map(|m| m.actor.as_ref())
}

/// "Many of the residents", "a statement by the union": the residents, the union.
fn behind(view: &View<'_>, noun: usize) -> usize {
    let doc = view.doc;
    let part = [
        "many", "some", "most", "several", "few", "both", "all", "dozens", "hundreds", "one",
        "number", "none",
    ];
    let papers = view.is(noun, Class::Paper);
    let told = view.is(noun, Class::Telling) || papers && view.tag(noun) == Tag::Nns;
    let teller = doc.children(noun).filter(|&c| told && c < noun).find(|&c| {
        doc.dep(c) == Dep::Poss
            || doc.dep(c) == Dep::Compound && is_person_noun(&doc.lemma(c).to_lowercase())
    });
    if teller.is_some() {
        return teller.unwrap_or(noun);
    }
    let owner = doc.child(noun, Dep::Poss).filter(|_| papers);
    let issued = || doc.children(noun).find(|&c| papers && doc.dep(c) == Dep::Acl);
    let hung = |at: usize| {
        doc.children(at).find(|&c| {
            c > noun
                && (view.word_is(c, &["of"])
                    && (view.word_is(noun, &part) || doc.pos(noun) == Pos::Num)
                    || view.word_is(c, &["by", "from"]) && papers)
        })
    };
    // "a message on the union's page": the union.
    let posted = || {
        let on = doc.children(noun).find(|&c| c > noun && papers && view.word_is(c, &["on"]))?;
        doc.child(doc.child(on, Dep::Pobj)?, Dep::Poss)
    };
    let owner = owner.or_else(posted);
    let preposition = || hung(noun).or_else(|| issued().and_then(hung));
    owner.or_else(|| preposition().and_then(|p| doc.child(p, Dep::Pobj))).unwrap_or(noun)
}

/// "The brigade issued a statement. The statement called …": the brigade.
fn issuer(view: &View<'_>, paper: usize) -> Option<usize> {
    let doc = view.doc;
    let definite = view.word_is(view.left[paper], &["the", "this", "its", "their"]);
    let papers = |t: &usize| view.is(*t, Class::Paper);
    if !definite || !papers(&paper) {
        return None;
    }
    let before = (0..view.left[paper]).rev().filter(papers);
    let issued = |t: usize| {
        if let Some(said) = frame::in_paper(view, t) {
            return extent::subject(view, said);
        }
        let verb = doc.head(t).filter(|&v| doc.dep(t) == Dep::Dobj && view.verbal(v));
        let told = verb.filter(|&v| view.is(v, Class::Issue));
        told.and_then(|v| extent::subject(view, v))
            .or_else(|| Some(behind(view, t)).filter(|&o| o != t))
    };
    before.take(3).find_map(issued)
}

/// A noun and those joined to it.
fn coordinated(view: &View<'_>, noun: usize) -> Vec<usize> {
    let mut all = vec![noun];
    let mut at = noun;
    while let Some(next) =
        view.doc.child(at, Dep::Conj).filter(|&c| matches!(view.doc.pos(c), Pos::Noun | Pos::Propn))
    {
        all.push(next);
        at = next;
    }
    all
}

/// The noun in apposition to another, either way round.
fn apposed(view: &View<'_>, noun: usize) -> Option<usize> {
    view.doc.child(noun, Dep::Appos)
}

/// The words of a noun phrase: from its first word but the article to its last before a comma, a
/// relative clause, a participle, an apposition or a second noun.
fn bounds(view: &View<'_>, noun: usize) -> (usize, usize) {
    let doc = view.doc;
    let mut from = view.left[noun];
    while from < noun
        && (matches!(doc.dep(from), Dep::Det | Dep::Punct | Dep::Preconj)
            || doc.pos(from) == Pos::Space)
    {
        from += 1;
    }
    // "… wounding seven guards officials said": people in the plural qualify no other noun.
    let people = |t: &usize| {
        view.tag(*t) == Tag::Nns
            && doc.pos(noun) == Pos::Noun
            && doc.dep(*t) != Dep::Poss
            && is_person_noun(doc.lemma(*t))
    };
    if let Some(others) = (from..noun).rev().find(people) {
        let joined =
            (others + 1..noun).any(|t| doc.pos(t) == Pos::Punct || doc.pos(t) == Pos::Cconj);
        from = if joined { from } else { others + 1 };
    }
    if let Some(article) = (from..noun).rev().find(|&t| matches!(doc.word(t), "The" | "A" | "An")) {
        from = article + 1;
    }
    let mut to = noun;
    for c in doc.children(noun).filter(|&c| c > noun) {
        if !matches!(doc.dep(c), Dep::Prep | Dep::Case | Dep::Nmod | Dep::Compound | Dep::Nummod)
            || c > to + 2
            || doc.child(c, Dep::Pcomp).is_some()
        {
            break;
        }
        let end = view.right[c];
        let broken = (c..=end).find(|&t| {
            matches!(doc.dep(t), Dep::Relcl | Dep::Acl | Dep::Appos) || doc.word(t) == ","
        });
        to = broken.map_or(end, |b| view.left[b].max(c).saturating_sub(1));
        if broken.is_some() {
            break;
        }
    }
    while to > noun
        && matches!(doc.pos(to), Pos::Punct | Pos::Space | Pos::Adp | Pos::Cconj | Pos::Part)
    {
        to -= 1;
    }
    (from, to.max(noun))
}

fn phrase(view: &View<'_>, noun: usize) -> Span {
    let (from, to) = bounds(view, noun);
    view.doc.span(from..to + 1)
}

/// The words of a noun phrase as a name: a title before a person's name is left off.
fn text(view: &View<'_>, mentions: &Mentions, offset: u32, noun: usize) -> String {
    let doc = view.doc;
    let (mut from, to) = bounds(view, noun);
    let dated = |t: usize| {
        let span = doc.tokens[t].span.shift(offset);
        let at = mentions.times.partition_point(|m| m.span.end <= span.start);
        mentions.times.get(at).is_some_and(|m| m.span.overlaps(span))
    };
    while from < noun && dated(from) {
        from += 1;
    }
    // "his opponents", "its own envoy": whose they are is told elsewhere.
    let whose = |t: usize| {
        doc.dep(t) == Dep::Poss && doc.pos(t) == Pos::Pron || view.word_is(t, &["whose", "own"])
    };
    while from < noun && whose(from) {
        from += 1;
    }
    // "the hospital's director": a body without a name adds none.
    let body = doc.child(noun, Dep::Poss).filter(|&o| o >= from && doc.pos(o) == Pos::Noun);
    if let Some(case) = body.map(|o| view.right[o]).filter(|_| view.is(noun, Class::Office)) {
        from = (case + 1).min(noun);
    }
    let person = doc.tokens[noun].entity.is_some_and(|e| e.kind == EntityKind::Person);
    if doc.pos(noun) == Pos::Propn || person {
        let hyphened = |t: usize| doc.word(t + 1) == "-";
        let titled = |t: usize| view.marks[t].any(&[Class::Office, Class::Title]);
        while from < noun && titled(from) && !hyphened(from) {
            from += 1;
        }
    }
    let words = |a: usize, b: usize| doc.span(a..b + 1).of(&doc.text).to_owned();
    // "a source at the Harbour Office": the Harbour Office's source; "a reporter in Aden": where
    // a reporter stands is not who he is.
    let preposition = doc.children(noun).find(|&c| c > noun && c <= to && doc.dep(c) == Dep::Prep);
    if let Some(p) = preposition.filter(|_| doc.pos(noun) == Pos::Noun) {
        let inner = doc.child(p, Dep::Pobj);
        let stands = view.is(noun, Class::Reporter) && view.word_is(p, &["in", "at", "on", "near"]);
        // "a surgeon at the ward", "a boy of fourteen": where one works, how old one is.
        let aged = view.word_is(p, &["of"]) && inner.is_some_and(|o| doc.pos(o) == Pos::Num);
        let works = view.word_is(p, &["at", "on", "outside", "near", "inside"])
            && doc.lemma(noun) != "source"
            && view.tag(noun) == Tag::Nn
            && is_person_noun(&doc.lemma(noun).to_lowercase());
        if stands || aged || works {
            return words(from, p - 1);
        }
        let house = inner.filter(|&o| doc.pos(o) == Pos::Propn && o <= to);
        let at = house.filter(|_| doc.lemma(noun) == "source" && !view.word_is(p, &["in"]));
        if let Some(house) = at {
            let (first, _) = bounds(view, house);
            return format!("{} {}", words(first, house), words(from, p - 1));
        }
    }
    words(from, to)
}
