//! # KH-POL-001: Negation and its scope
//!
//! ## What it reads
//! "not", "never", "neither" before the verb or its helper; "no", "not one", "nobody", "nothing"
//! as subject or object or before either; a negated verb above an infinitive ("did not want to");
//! a negation shared by verbs joined with "or" and "nor"; an elided verb ("Tigre did not"); "nor did
//! they" before the clause; "has yet to", "was unable to".
//!
//! ## Why it matters
//! A denied strike must be held against records of strikes, and the answer turned round. One lost
//! "not" turns a bearing-out into a contradiction.
//!
//! ## Example
//! "The garrison did not fire or advance": two denied acts. "Nobody but the guards fled" affirms
//! that the guards fled.
//!
//! ## Known misreadings
//! "Not only … but" and "no … other than" affirm, and so does "never failed to". Negation inside a prepositional phrase ("without
//! a shot", "in no hurry") does not reach the verb. A negated prediction stays an affirmed
//! hypothetical by convention.
//!
//! ## Sources
//! Annotation guidelines of this project, on polarity; Huddleston and Pullum, *The Cambridge
//! Grammar of the English Language* (2002), chapter 9.

use crate::lexicon::Class;
use crate::look::Look;
use crate::view::View;
use khaldun_language::{Dep, Pos, Tag};

/// What negates the clause, in words.
pub(crate) fn read(look: &Look<'_>) -> Option<String> {
    let view = look.view;
    let at = negator(view, look.head)
        .or_else(|| shared(view, look.head))
        .or_else(|| nor(look))
        .or_else(|| wanting(view, look.head))?;
    (!exempt(look, at)).then(|| format!("negated by \"{}\"", view.doc.word(at)))
}

/// "Never failed to burn", "did not hesitate to fire": negated twice, so that it was done.
pub(super) fn undone(look: &Look<'_>) -> bool {
    let view = look.view;
    let doc = view.doc;
    let what = |c: usize| match doc.dep(c) {
        Dep::Xcomp => true,
        Dep::Prep => doc.child(c, Dep::Pcomp).is_some(),
        _ => false,
    };
    let denied = matches!(doc.lemma(look.head), "deny" | "dispute" | "doubt")
        && view.subject(look.head).is_some_and(|s| view.word_is(s, &["i", "we", "nobody"]))
        && doc.child(look.head, Dep::Ccomp).is_some();
    denied || view.is(look.head, Class::Shun) && doc.children(look.head).any(what)
}

/// "…, nor did they listen": the word stands before the clause.
fn nor(look: &Look<'_>) -> Option<usize> {
    let view = look.view;
    let first = *look.clause.tokens.first()?;
    let near = [Some(first), first.checked_sub(1)].into_iter().flatten();
    let inverted = |t: usize| {
        let next = view.doc.tokens.get(t + 1).is_some_and(|_| view.doc.pos(t + 1) == Pos::Aux);
        next && view.doc.head(t + 1) == Some(look.head) || view.doc.head(t) == Some(look.head)
    };
    near.into_iter().find(|&t| view.word_is(t, &["nor"]) && inverted(t))
}

/// "has yet to come", "was unable to land": what follows was not done.
fn wanting(view: &View<'_>, h: usize) -> Option<usize> {
    let doc = view.doc;
    let to = |a: usize| {
        let verb = doc.child(a, Dep::Xcomp).filter(|&v| view.infinitive(v));
        verb.is_some() || doc.tokens.get(a + 1).is_some_and(|_| view.tag(a + 1) == Tag::To)
    };
    let yet = matches!(doc.lemma(h), "have" | "be") && doc.child(h, Dep::Xcomp).is_some();
    doc.children(h).find(|&c| {
        c > h && (yet && view.word_is(c, &["yet"]) && to(c) || view.is(c, Class::Unable) && to(c))
    })
}

/// A negating word on the verb, its helper, its subject or its object.
fn negator(view: &View<'_>, h: usize) -> Option<usize> {
    let doc = view.doc;
    let not =
        |c: usize| doc.dep(c) == Dep::Neg || (view.is(c, Class::Not) && doc.pos(c) != Pos::Noun);
    let neither = |c: usize| doc.dep(c) == Dep::Preconj && view.word_is(c, &["neither"]);
    let own = doc
        .children(h)
        .find(|&c| not(c) && !matches!(doc.dep(c), Dep::Cc | Dep::Preconj) || neither(c));
    let longer = || {
        let more = doc.children(h).find(|&c| view.word_is(c, &["longer", "more"]))?;
        doc.children(more).find(|&c| view.word_is(c, &["no", "not"]))
    };
    let helper = || {
        let aux = doc.children(h).filter(|&c| matches!(doc.dep(c), Dep::Aux | Dep::Auxpass));
        aux.flat_map(|a| doc.children(a)).find(|&c| not(c))
    };
    let parts = [Dep::Nsubj, Dep::Nsubjpass, Dep::Dobj, Dep::Attr, Dep::Expl, Dep::Npadvmod];
    let nominal =
        || doc.children(h).filter(|&c| parts.contains(&doc.dep(c))).find_map(|c| empty(view, c));
    // "No drums, no banners": a heading or a sentence without a verb.
    let bare = || Some(h).filter(|_| !view.verbal(h)).and_then(|h| empty(view, h));
    own.or_else(helper).or_else(longer).or_else(nominal).or_else(bare)
}

/// "no soldier", "not one soldier", "nobody", "none of them".
fn empty(view: &View<'_>, noun: usize) -> Option<usize> {
    let doc = view.doc;
    if view.is(noun, Class::NoneOf) && doc.pos(noun) != Pos::Det {
        return Some(noun);
    }
    let before = view.left[noun]..noun;
    before.clone().find(|&t| {
        let direct = doc.head(t).is_some_and(|h| h == noun || doc.head(h) == Some(noun));
        let none = view.is(t, Class::NoneOf) && doc.dep(t) == Dep::Det;
        let not_one = doc.word(t).eq_ignore_ascii_case("not")
            && (view.word_is(t + 1, &["one", "a", "any", "single"])
                || doc.tokens.get(t + 1).is_some_and(|_| doc.pos(t + 1) == Pos::Num));
        // "read neither the ruling nor the reply"
        let neither = view.word_is(t, &["neither"]);
        direct && (none || not_one || neither) && !other_than(view, noun)
    })
}

/// "no aim other than": nothing is denied.
fn other_than(view: &View<'_>, noun: usize) -> bool {
    let end = (view.right[noun] + 2).min(view.doc.tokens.len());
    let but = |t: usize| view.word_is(t, &["than", "but", "except"]);
    let other = (view.left[noun]..noun).any(|t| view.word_is(t, &["other", "further"]))
        && (noun + 1..end).any(but);
    other
        || (noun..end)
            .any(|t| view.word_is(t, &["other"]) && t + 1 < end && view.word_is(t + 1, &["than"]))
}

/// "did not fire or advance", "neither fired nor advanced".
fn shared(view: &View<'_>, h: usize) -> Option<usize> {
    let doc = view.doc;
    if doc.dep(h) == Dep::Conj {
        let above = doc.head(h)?;
        let joined =
            doc.children(above).any(|c| doc.dep(c) == Dep::Cc && view.word_is(c, &["or", "nor"]));
        if joined && view.subject(h).is_none() {
            return negator(view, above).or_else(|| shared(view, above));
        }
    }
    None
}

/// "not only", "not just … but".
fn exempt(look: &Look<'_>, at: usize) -> bool {
    let doc = look.view.doc;
    let next = |words: &[&str]| at + 1 < doc.tokens.len() && look.view.word_is(at + 1, words);
    look.view.word_is(at, &["not"]) && next(&["only", "just", "merely", "least"])
}
