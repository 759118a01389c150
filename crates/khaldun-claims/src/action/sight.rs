//! What can a rule of action see of a sentence?

use khaldun_language::{Dep, Doc, EntityKind, Pos, Tag};
use khaldun_model::{Mentions, PlaceUse};
use std::borrow::Cow;

/// A parsed text with marks on the tokens that name places and actors.
#[derive(Clone, Debug)]
pub struct Sight<'d> {
    /// The parse.
    pub doc: &'d Doc,
    marks: Vec<u8>,
}

const PLACE: u8 = 1;
const ACTOR: u8 = 2;
const MONEY: u8 = 4;

impl<'d> Sight<'d> {
    /// Marks places and actors by the entity recogniser alone.
    pub fn of(doc: &'d Doc) -> Self {
        let mark = |kind: EntityKind| match kind {
            EntityKind::Gpe => PLACE | ACTOR,
            EntityKind::Loc | EntityKind::Fac => PLACE,
            EntityKind::Person | EntityKind::Org | EntityKind::Norp => ACTOR,
            EntityKind::Money => MONEY,
            _ => 0,
        };
        let marks = doc.tokens.iter().map(|t| t.entity.map_or(0, |e| mark(e.kind))).collect();
        Self { doc, marks }
    }

    /// Marks places and actors by what resolution found; `offset` is where the text begins in the
    /// account. What resolution leaves open keeps the recogniser's mark.
    pub fn with_mentions(doc: &'d Doc, mentions: &Mentions, offset: u32) -> Self {
        let mut sight = Self::of(doc);
        let end = offset + doc.text.len() as u32;
        let from = mentions.places.partition_point(|p| p.span.end <= offset);
        for place in mentions.places[from..].iter().take_while(|p| p.span.start < end) {
            let literal = place.used_as == PlaceUse::Literal;
            sight.mark(
                place.span.start - offset,
                place.span.end - offset,
                if literal { PLACE } else { ACTOR },
            );
        }
        let from = mentions.actors.partition_point(|a| a.span.end <= offset);
        for actor in mentions.actors[from..].iter().take_while(|a| a.span.start < end) {
            sight.mark(actor.span.start - offset, actor.span.end - offset, ACTOR);
        }
        sight
    }

    fn mark(&mut self, start: u32, end: u32, mark: u8) {
        let span = khaldun_text::Span { start, end: end.min(self.doc.text.len() as u32) };
        for token in self.doc.tokens_in(span) {
            self.marks[token] = mark;
        }
    }

    /// The token's dictionary form in lower case.
    pub fn lemma(&self, token: usize) -> Cow<'d, str> {
        let lemma: &'d str = self.doc.lemma(token);
        if lemma.chars().any(char::is_uppercase) {
            Cow::Owned(lemma.to_lowercase())
        } else {
            Cow::Borrowed(lemma)
        }
    }

    /// Whether the token names a place (that is not standing for a government).
    pub fn place(&self, token: usize) -> bool {
        self.marks[token] & PLACE != 0
    }

    /// Whether the token names an actor, or stands for one as a pronoun.
    pub fn actor(&self, token: usize) -> bool {
        self.marks[token] & ACTOR != 0
            || (self.doc.pos(token) == Pos::Pron
                && matches!(
                    &*self.lemma(token),
                    "he" | "she" | "they" | "we" | "i" | "who" | "him" | "them" | "her"
                ))
            || super::people::is_person_noun(&self.lemma(token))
    }

    /// Whether the token is part of an amount of money.
    pub fn money(&self, token: usize) -> bool {
        self.marks[token] & MONEY != 0
    }

    /// Whether the token is a proper noun that nobody is known by: very often a place.
    pub fn name(&self, token: usize) -> bool {
        self.doc.pos(token) == Pos::Propn
            && self.marks[token] & (ACTOR | MONEY) == 0
            && self.doc.tokens[token].entity.is_none_or(|e| {
                matches!(e.kind, EntityKind::Gpe | EntityKind::Loc | EntityKind::Fac)
            })
    }

    /// Whether the token counts people or things without naming them: "five", "dozens", "the others".
    pub fn number(&self, token: usize) -> bool {
        self.doc.pos(token) == Pos::Num
            || matches!(
                &*self.lemma(token),
                "many"
                    | "several"
                    | "most"
                    | "some"
                    | "all"
                    | "none"
                    | "few"
                    | "dozen"
                    | "hundred"
                    | "thousand"
                    | "half"
                    | "other"
                    | "another"
                    | "score"
                    | "those"
                    | "both"
                    | "one"
            )
    }

    /// The token, what is joined to it by "and", and what it counts ("dozens of villages").
    pub fn heads(&self, token: usize) -> impl Iterator<Item = usize> + '_ {
        let counted = self.counted(token);
        std::iter::once(token)
            .chain(counted)
            .chain(self.doc.children(token).filter(|&c| self.doc.dep(c) == Dep::Conj))
    }

    /// What a counting noun counts: "dozens of villages", "a series of raids", "a group of men".
    pub fn counted(&self, token: usize) -> Option<usize> {
        const COUNTERS: [&str; 32] = [
            "array", "bulk", "bunch", "couple", "dozen", "flurry", "group", "half", "handful",
            "hundred", "kind", "load", "lot", "majority", "mass", "million", "most", "number",
            "one", "pair", "part", "quantity", "quarter", "rest", "scores", "series", "some",
            "string", "third", "thousand", "type", "wave",
        ];
        let lemma = self.lemma(token);
        let number = self.doc.pos(token) == Pos::Num;
        (number
            || COUNTERS.binary_search(&&*lemma).is_ok()
            || lemma == "score"
            || lemma == "ton"
            || lemma == "tonne")
            .then(|| crate::args::behind(self.doc, token, "of"))
            .flatten()
    }

    /// The clause that stands as the predicate's complement: its head.
    pub fn complement(&self, head: usize) -> Option<usize> {
        let doc = self.doc;
        let verbal = |c: &usize| matches!(doc.pos(*c), Pos::Verb | Pos::Aux);
        doc.children(head)
            .filter(|&c| matches!(doc.dep(c), Dep::Xcomp | Dep::Ccomp))
            .find(verbal)
            .or_else(|| {
                // "prepared to leave", parsed as an adjunct of purpose right behind its verb.
                let purpose = |c: &usize| {
                    doc.dep(*c) == Dep::Advcl
                        && *c > head
                        && *c - head <= 4
                        && doc.children(*c).any(|g| doc.dep(g) == Dep::Aux && doc.word(g) == "to")
                };
                (doc.child(head, Dep::Dobj).is_none()).then(|| doc.children(head).find(purpose))?
            })
            .or_else(|| {
                // "took part in shelling": a gerund behind a preposition.
                doc.children(head)
                    .filter(|&c| doc.dep(c) == Dep::Prep)
                    .find_map(|p| doc.child(p, Dep::Pcomp))
                    .filter(|_| self.lemma(head) == "succeed")
            })
    }

    /// Whether what stands as the complement is asked, not said: "asked why", "asked whether".
    pub fn question(&self, head: usize) -> bool {
        let doc = self.doc;
        let asks = |c: usize| {
            matches!(doc.tokens[c].tag, Tag::Wp | Tag::Wrb | Tag::WpS | Tag::Wdt)
                || doc.dep(c) == Dep::Mark && matches!(&*self.lemma(c), "whether" | "if")
        };
        let told = doc.children(head).filter(|&c| {
            c > head
                && matches!(
                    doc.dep(c),
                    Dep::Ccomp | Dep::Xcomp | Dep::Advcl | Dep::Dobj | Dep::Attr
                )
        });
        told.into_iter().any(|c| asks(c) || doc.children(c).any(asks))
    }

    /// Infinitives of purpose, hung on the predicate or on its object ("sent a team to inspect").
    pub fn purposes(&self, head: usize) -> impl Iterator<Item = usize> + '_ {
        let doc = self.doc;
        let object = doc.child_of(head, &[Dep::Dobj, Dep::Nsubjpass]);
        doc.children(head)
            .chain(object.into_iter().flat_map(|o| doc.children(o)))
            .filter(|&c| matches!(doc.dep(c), Dep::Advcl | Dep::Acl | Dep::Relcl | Dep::Xcomp))
            .filter(|&c| doc.children(c).any(|g| doc.dep(g) == Dep::Aux && doc.word(g) == "to"))
    }

    /// The token and all below it, in no promised order.
    pub fn below(&self, token: usize) -> impl Iterator<Item = usize> + '_ {
        let mut todo = vec![token];
        std::iter::from_fn(move || {
            let next = todo.pop()?;
            todo.extend(self.doc.children(next));
            Some(next)
        })
    }

    /// Whether the predicate carries a negation of its own.
    pub fn negated(&self, head: usize) -> bool {
        let doc = self.doc;
        let no = |c: usize| {
            doc.dep(c) == Dep::Neg
                || matches!(doc.lemma(c), "never" | "no" | "nobody" | "none" | "neither")
                    && matches!(doc.dep(c), Dep::Advmod | Dep::Nsubj | Dep::Nsubjpass | Dep::Det)
        };
        doc.children(head).any(no)
            || doc
                .child_of(head, &[Dep::Nsubj, Dep::Nsubjpass, Dep::Dobj])
                .is_some_and(|s| doc.children(s).any(no))
    }

    /// Whether the predicate speaks of what is to come: "will", "would", "is going to".
    pub fn future(&self, head: usize) -> bool {
        self.helped_by(head, &["will", "would", "shall", "’ll", "'ll", "wo"])
    }

    /// Whether the predicate says what has to be: "must", "should", "needs to".
    pub fn must(&self, head: usize) -> bool {
        self.helped_by(head, &["must", "should", "ought"])
            || matches!(&*self.lemma(head), "need" | "have") && self.complement(head).is_some()
    }

    fn helped_by(&self, head: usize, words: &[&str]) -> bool {
        let doc = self.doc;
        doc.children(head).any(|c| {
            doc.dep(c) == Dep::Aux && words.iter().any(|w| doc.word(c).eq_ignore_ascii_case(w))
        })
    }
}
