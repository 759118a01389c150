//! Which arguments must a word have to make an act?

use super::sight::Sight;
use crate::args::Args;
use khaldun_language::{Dep, Pos, Tag};
use std::collections::HashMap;

/// One condition of a frame, as `frames.tsv` explains them.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Condition {
    Object(Option<List>),
    NoObject,
    Subject(List),
    Preposition(Vec<String>, Option<List>),
    Particle(Vec<String>),
    Complement,
    NoComplement,
    ComplementVerb(List),
    Predicate(List),
    Modifier(List),
    Anywhere(List),
    Passive,
    Active,
    Reflexive,
    Negated,
    Plural,
    Question,
}

/// A list of words and marks that an argument may be.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct List {
    /// Lemmas, sorted.
    words: Vec<String>,
    /// A lemma with another one somewhere below it.
    pairs: Vec<(String, String)>,
    marks: Vec<Mark>,
}

/// What a `#` item of a list stands for.
#[derive(Clone, Copy, Debug, PartialEq)]
enum Mark {
    Place,
    Actor,
    Money,
    Number,
    Name,
}

impl List {
    /// Adds plain words.
    pub(super) fn add<'w>(&mut self, words: impl Iterator<Item = &'w str>) {
        self.words.extend(words.map(str::to_owned));
        self.words.sort_unstable();
        self.words.dedup();
    }

    fn read(text: &str, sets: &HashMap<String, List>) -> Result<Self, String> {
        let mut list = Self::default();
        for item in text.split(',') {
            if let Some(name) = item.strip_prefix('@') {
                let set = sets.get(name).ok_or_else(|| format!("no list `@{name}`"))?;
                list.add(set.words.iter().map(String::as_str));
            } else if let Some(mark) = item.strip_prefix('#') {
                list.marks.push(match mark {
                    "place" => Mark::Place,
                    "actor" => Mark::Actor,
                    "money" => Mark::Money,
                    "number" => Mark::Number,
                    "name" => Mark::Name,
                    _ => return Err(format!("no mark `#{mark}`")),
                });
            } else if let Some((head, below)) = item.split_once('+') {
                list.pairs.push((head.to_owned(), below.to_owned()));
            } else {
                list.add(std::iter::once(item));
            }
        }
        Ok(list)
    }

    /// Whether it holds that word.
    pub(super) fn has_word(&self, lemma: &str) -> bool {
        self.words.binary_search_by(|w| w.as_str().cmp(lemma)).is_ok()
    }

    /// Whether a token (or what is joined to it by "and", or counted by it) is on the list.
    fn takes(&self, sight: &Sight<'_>, token: usize) -> bool {
        sight.heads(token).any(|t| self.takes_one(sight, t))
    }

    fn takes_one(&self, sight: &Sight<'_>, token: usize) -> bool {
        let lemma = sight.lemma(token);
        self.has_word(&lemma)
            || self.marks.iter().any(|mark| match mark {
                Mark::Place => sight.place(token),
                Mark::Actor => sight.actor(token),
                Mark::Money => sight.money(token),
                Mark::Number => sight.number(token),
                Mark::Name => sight.name(token),
            })
            || self.pairs.iter().any(|(head, below)| {
                *head == *lemma && sight.below(token).any(|t| sight.lemma(t) == below.as_str())
            })
    }
}

impl Condition {
    /// Reads one condition.
    pub(super) fn read(text: &str, sets: &HashMap<String, List>) -> Result<Self, String> {
        let list = |words: &str| List::read(words, sets);
        if let Some(rest) = text.strip_prefix("p:") {
            let (names, words) = rest.split_once('=').map_or((rest, None), |(n, w)| (n, Some(w)));
            let names = names.split('/').map(str::to_owned).collect();
            return Ok(Self::Preposition(names, words.map(list).transpose()?));
        }
        if let Some((key, words)) = text.split_once(':') {
            return match key {
                "prt" => Ok(Self::Particle(words.split('/').map(str::to_owned).collect())),
                "xcomp" => list(words).map(Self::ComplementVerb),
                "adj" => list(words).map(Self::Predicate),
                "mod" => list(words).map(Self::Modifier),
                "has" => list(words).map(Self::Anywhere),
                _ => Err(format!("no condition `{key}:`")),
            };
        }
        match text.split_once('=') {
            Some(("obj", words)) => return list(words).map(|l| Self::Object(Some(l))),
            Some(("subj", words)) => return list(words).map(Self::Subject),
            Some((key, _)) => return Err(format!("no condition `{key}=`")),
            None => {}
        }
        Ok(match text {
            "obj" => Self::Object(None),
            "!obj" => Self::NoObject,
            "comp" => Self::Complement,
            "!comp" => Self::NoComplement,
            "passive" => Self::Passive,
            "active" => Self::Active,
            "reflex" => Self::Reflexive,
            "neg" => Self::Negated,
            "plural" => Self::Plural,
            "wh" => Self::Question,
            other => return Err(format!("no condition `{other}`")),
        })
    }

    /// Whether the predicate at `head` meets it.
    pub(super) fn holds(&self, sight: &Sight<'_>, head: usize, args: &Args) -> bool {
        let doc = sight.doc;
        match self {
            Self::Object(None) => args.done.is_some(),
            Self::Object(Some(list)) => {
                // "They were given rifles": what is given stands beside whom it is given to.
                let second = doc.child(head, Dep::Dobj).filter(|_| args.passive);
                args.done.into_iter().chain(second).any(|o| list.takes(sight, o))
            }
            Self::NoObject => args.done.is_none(),
            Self::Subject(list) => args.doer.is_some_and(|s| list.takes(sight, s)),
            Self::Preposition(names, list) => preposition(sight, head, names, list.as_ref()),
            Self::Particle(words) => doc.children(head).any(|c| {
                let loose = match doc.dep(c) {
                    Dep::Prep => doc.child_of(c, &[Dep::Pobj, Dep::Pcomp]).is_none(),
                    dep => matches!(
                        dep,
                        Dep::Prt | Dep::Advmod | Dep::Acomp | Dep::Npadvmod | Dep::Intj
                    ),
                };
                loose && words.iter().any(|w| doc.word(c).eq_ignore_ascii_case(w))
            }),
            Self::Complement => {
                sight.complement(head).is_some() || sight.purposes(head).next().is_some()
            }
            Self::NoComplement => sight.complement(head).is_none(),
            Self::ComplementVerb(list) => {
                let purpose = sight.purposes(head).any(|c| list.has_word(&sight.lemma(c)));
                purpose || sight.complement(head).is_some_and(|c| list.has_word(&sight.lemma(c)))
            }
            Self::Predicate(list) => doc
                .children(head)
                .filter(|&c| {
                    matches!(
                        doc.dep(c),
                        Dep::Acomp | Dep::Oprd | Dep::Attr | Dep::Ccomp | Dep::Dobj
                    )
                })
                .any(|c| list.takes_one(sight, c)),
            Self::Modifier(list) => doc
                .children(head)
                .filter(|&c| matches!(doc.dep(c), Dep::Amod | Dep::Compound | Dep::Nmod))
                .any(|c| list.takes_one(sight, c)),
            Self::Anywhere(list) => sight.below(head).any(|t| list.takes_one(sight, t)),
            Self::Passive => args.passive,
            Self::Active => !args.passive,
            Self::Reflexive => doc
                .child(head, Dep::Dobj)
                .is_some_and(|o| doc.pos(o) == Pos::Pron && doc.word(o).contains("sel")),
            Self::Negated => sight.negated(head),
            Self::Question => sight.question(head),
            Self::Plural => matches!(doc.tokens[head].tag, Tag::Nns | Tag::Nnps),
        }
    }
}

/// Whether a prepositional phrase of the predicate has one of the prepositions (and a noun of the list).
fn preposition(sight: &Sight<'_>, head: usize, names: &[String], list: Option<&List>) -> bool {
    let doc = sight.doc;
    let hangs = |c: &usize| matches!(doc.dep(*c), Dep::Prep | Dep::Dative | Dep::Agent | Dep::Prt);
    let named = |p: &usize| names.iter().any(|n| doc.word(*p).eq_ignore_ascii_case(n));
    // "a raid on the village": the phrase may hang on the object instead of the verb.
    let object = doc.child_of(head, &[Dep::Dobj, Dep::Nsubjpass]);
    let mut all = doc
        .children(head)
        .chain(object.into_iter().flat_map(|o| doc.children(o)))
        .filter(hangs)
        .flat_map(|p| std::iter::once(p).chain(doc.children(p).filter(hangs)));
    match list {
        None => all.any(|p| named(&p)),
        Some(list) => all.any(|p| {
            let deeper = || doc.children(p).filter(hangs).find_map(|d| doc.child(d, Dep::Pobj));
            named(&p)
                && doc.child(p, Dep::Pobj).or_else(deeper).is_some_and(|o| list.takes(sight, o))
        }),
    }
}
