//! # KH-VOICE-002: According to
//!
//! ## What it reads
//! "according to X", "per X"; "in X's version", "by X's account", "in the words of X"; a speaker before a colon and a quotation ("The mayor: “We left”"), or
//! before "line", "version", "account" and a colon.
//!
//! ## Why it matters
//! The phrase often stands at the far end of the sentence from what it covers, and it is where
//! agencies hide who said so.
//!
//! ## Example
//! "Nine died, according to the clinic": nine dead, on the clinic's word.
//!
//! ## Known misreadings
//! "According to plan" names no voice. Where two clauses are joined, the phrase is taken to cover
//! the one on which the parser hangs it, and what is joined to that one.
//!
//! ## Sources
//! Annotation guidelines of this project, on attribution.

use super::Speaker;
use crate::action::people::is_person_noun;
use crate::clause::Clause;
use crate::lexicon::Class;
use crate::view::View;
use khaldun_language::{Dep, EntityKind, Pos};

/// The voice that a phrase in the clause's sentence lends it. At the head or the foot of a sentence
/// such a phrase covers the whole of it.
pub(crate) fn speaker(view: &View<'_>, clause: &Clause) -> Option<Speaker> {
    let doc = view.doc;
    let first = *clause.tokens.first()?;
    let start = (0..=first).rev().find(|&t| t == 0 || doc.tokens[t].sent_start)?;
    let end = view.sentence_end(clause.head);
    let mut found = (start..end).filter_map(|t| phrase(view, t));
    let covers = |s: &Speaker| {
        let inside = view.left[s.noun] <= clause.head && clause.head <= view.right[s.noun];
        !inside && (s.cue > first || s.cue <= start + 1)
    };
    found.find(covers).or_else(|| colon(view, clause))
}

/// "X's version: …", "X, last week: “…”".
fn colon(view: &View<'_>, clause: &Clause) -> Option<Speaker> {
    let doc = view.doc;
    let (first, last) = (*clause.tokens.first()?, *clause.tokens.last()?);
    let start = (0..=first).rev().find(|&t| t == 0 || doc.tokens[t].sent_start)?;
    let mark = (start..last).find(|&t| doc.word(t) == ":")?;
    let before = start..mark;
    if before.len() > 8 || before.clone().any(|t| view.verbal(t)) {
        return None;
    }
    let quoted = mark + 1 < doc.tokens.len() && matches!(doc.word(mark + 1), "\"" | "“" | "«");
    let version = before
        .clone()
        .rev()
        .find(|&t| view.word_is(t, &["line", "version", "account", "story", "statement"]));
    let noun = |t: &usize| {
        matches!(doc.pos(*t), Pos::Propn | Pos::Noun)
            && doc.word(*t).starts_with(char::is_alphabetic)
    };
    let name = before.clone().find(noun)?;
    let whose = version.map_or(name, |v| if v > start { v - 1 } else { v });
    let labelled = || before.clone().rev().find(noun).filter(|&t| label(view, name..t + 1, t));
    let noun = if quoted || version.is_some() { whose } else { labelled()? };
    Some(Speaker { noun, cue: mark, rule: "KH-VOICE-002" })
}

/// "Greek ministry: …", "Okello: …": nothing before the colon but a body, an office or a person. A
/// place before a colon is a topic.
fn label(view: &View<'_>, name: std::ops::Range<usize>, last: usize) -> bool {
    let doc = view.doc;
    let kind = doc.tokens[last].entity.map(|e| e.kind);
    let entity = matches!(kind, Some(EntityKind::Person | EntityKind::Org));
    let topic = matches!(kind, Some(EntityKind::Gpe | EntityKind::Loc | EntityKind::Fac));
    let somebody = view.marks[last].any(&[Class::Office, Class::Body])
        || is_person_noun(&doc.lemma(last).to_lowercase());
    let plain = name.clone().all(|t| {
        matches!(doc.pos(t), Pos::Propn | Pos::Noun | Pos::Adj | Pos::Det | Pos::Part | Pos::Adp)
            && doc.word(t) != ","
    });
    plain && name.len() <= 5 && !topic && (entity || somebody)
}

/// "in the guild's version", "by the clerk's account", "in the words of the abbot".
fn telling(view: &View<'_>, t: usize) -> Option<Speaker> {
    let doc = view.doc;
    let noun = doc.child(t, Dep::Pobj)?;
    if !view.word_is(t, &["in", "by", "on"]) || !view.is(noun, Class::View) {
        return None;
    }
    let owner = doc.child(noun, Dep::Poss).or_else(|| {
        let named = |c: &usize| {
            doc.dep(*c) == Dep::Compound && is_person_noun(&doc.lemma(*c).to_lowercase())
        };
        let of = || doc.children(noun).find(|&c| c > noun && view.word_is(c, &["of"]));
        let named = doc.children(noun).find(named);
        named.or_else(|| of().and_then(|p| doc.child(p, Dep::Pobj)))
    })?;
    let speaks = matches!(doc.pos(owner), Pos::Noun | Pos::Propn | Pos::Pron)
        && !view.word_is(owner, &["my", "our", "your"]);
    speaks.then_some(Speaker { noun: owner, cue: t, rule: "KH-VOICE-002" })
}

fn phrase(view: &View<'_>, t: usize) -> Option<Speaker> {
    let doc = view.doc;
    if let Some(told) = telling(view, t) {
        return Some(told);
    }
    if !view.word_is(t, &["according", "per"]) {
        return None;
    }
    let noun = if view.word_is(t, &["per"]) {
        doc.child(t, Dep::Pobj)
    } else {
        let to = doc.children(t).find(|&c| view.word_is(c, &["to"]));
        to.and_then(|to| doc.child(to, Dep::Pobj)).or_else(|| doc.child(t, Dep::Pobj))
    }?;
    let named = matches!(doc.pos(noun), Pos::Noun | Pos::Propn | Pos::Pron);
    let plan = view.is(noun, Class::NoVoice);
    (named && !plan).then_some(Speaker { noun, cue: t, rule: "KH-VOICE-002" })
}
