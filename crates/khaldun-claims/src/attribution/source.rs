//! # KH-VOICE-002: According to
//!
//! ## What it reads
//! "according to X" and X's figures, "per X"; "in X's version", "by X's account", "in the words of X"; a speaker before a colon and a quotation ("The mayor: “We left”"), or
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
//! "According to plan" names no voice. At the foot of a sentence the phrase is taken to cover all of
//! it, though it may be meant for its last clause only.
//!
//! ## Sources
//! Annotation guidelines of this project, on attribution.

use super::Speaker;
use crate::action::people::is_person_noun;
use crate::clause::Clause;
use crate::lexicon::Class;
use crate::view::View;
use khaldun_language::{Dep, EntityKind, Pos, Tag};

/// The voice that a phrase in the clause's sentence lends it. Before the sentence's first verb, or at
/// its foot, such a phrase covers the whole of it, up to a semicolon; between them, the clause that it
/// stands in or beside.
pub(crate) fn speaker(view: &View<'_>, clause: &Clause) -> Option<Speaker> {
    let doc = view.doc;
    let (first, last) = (*clause.tokens.first()?, *clause.tokens.last()?);
    let part = |t: usize| doc.tokens[t].sent_start || t > 0 && doc.word(t - 1) == ";";
    let start = (0..=first).rev().find(|&t| t == 0 || part(t))?;
    let foot = view.sentence_end(clause.head);
    let end = (last + 1..foot).find(|&t| doc.word(t) == ";").unwrap_or(foot);
    let mut found = (start..end).filter_map(|t| phrase(view, t));
    let subject = |t: usize| matches!(doc.dep(t), Dep::Nsubj | Dep::Nsubjpass);
    let covers = |s: &Speaker| {
        let inside = view.left[s.noun] <= clause.head && clause.head <= view.right[s.noun];
        let shut = view.right[s.noun].max(s.cue);
        let fronted = s.cue <= first && !(start..s.cue).any(|t| view.verbal(t) || subject(t));
        let counted = view.word_is(s.cue, &["in", "by", "on"]) && s.cue > start + 1;
        let closing =
            !counted && s.cue > first && !(shut + 1..end).any(|t| view.roles[t].is_some());
        let around = first < s.cue && s.cue < last;
        let opens = s.cue == start
            || doc.word(s.cue - 1) == ","
            || matches!(doc.pos(s.cue - 1), Pos::Cconj | Pos::Sconj)
            || matches!(view.tag(s.cue - 1), Tag::Wdt | Tag::Wp);
        let joined = |a: usize, b: usize| (a..b).any(|t| doc.pos(t) == Pos::Cconj);
        let before = s.cue > last && s.cue - last <= 2 && !joined(last, s.cue);
        let behind = opens && shut < first && first - shut <= 2 && !joined(shut, first);
        !inside && (fronted || closing || around || before || behind)
    };
    found.find(covers).or_else(|| colon(view, clause))
}

/// "X's version: …", "X, last week: “…”", "X writes: …".
fn colon(view: &View<'_>, clause: &Clause) -> Option<Speaker> {
    let doc = view.doc;
    let (first, last) = (*clause.tokens.first()?, *clause.tokens.last()?);
    let start = (0..=first).rev().find(|&t| t == 0 || doc.tokens[t].sent_start)?;
    let mark = (start..last).find(|&t| doc.word(t) == ":")?;
    let before = start..mark;
    let written = || {
        let says = |v: &usize| {
            let negated = view.has(*v, |c| doc.dep(c) == Dep::Neg);
            view.verbal(*v) && view.is(*v, Class::Opens) && !negated
        };
        let verb = before.clone().rev().take(6).find(says).filter(|_| first > mark)?;
        let named = |s: &usize| *s < verb && !view.is(*s, Class::NoneOf);
        let noun = doc.child(verb, Dep::Nsubj).filter(named)?;
        Some(Speaker { noun, cue: verb, rule: "KH-VOICE-002" })
    };
    let letters = before.len() <= 2 && before.clone().all(|t| initials(view, t));
    if before.len() > 8 || !letters && before.clone().any(|t| view.verbal(t)) {
        return written();
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
    if letters {
        let named = label(view, before.clone(), mark - 1);
        return named.then(|| Speaker { noun: mark - 1, cue: mark, rule: "KH-VOICE-002" });
    }
    let name = before.clone().find(noun)?;
    let whose = version.map_or(Some(name), |v| teller(view, start, v))?;
    // "Vane himself, on 7 May: …": the day is no part of the name.
    let dated = |t: usize| {
        let kind = doc.tokens[t].entity.map(|e| e.kind);
        matches!(kind, Some(EntityKind::Date | EntityKind::Time))
            || matches!(doc.pos(t), Pos::Num | Pos::Adp | Pos::Punct | Pos::Pron)
            || view.is(t, Class::Season)
    };
    let close = (name..mark).rev().find(|&t| !dated(t)).unwrap_or(name);
    let labelled = || {
        let last = (name..=close).rev().find(noun);
        last.filter(|&t| label(view, name..t + 1, t))
    };
    let noun = if quoted || version.is_some() { whose } else { labelled()? };
    Some(Speaker { noun, cue: mark, rule: "KH-VOICE-002" })
}

/// Whose version it is: the owner, the word before, or the owner of the version told last ("Second
/// version: …").
fn teller(view: &View<'_>, start: usize, version: usize) -> Option<usize> {
    let doc = view.doc;
    let owner = |t: usize| doc.child(t, Dep::Poss);
    let word = |t: usize| {
        initials(view, t) || matches!(doc.pos(t), Pos::Noun | Pos::Propn | Pos::Part | Pos::Pron)
    };
    let before = version.checked_sub(1).filter(|&t| t >= start && word(t));
    let earlier =
        || (0..version).rev().take(40).filter(|&t| view.is(t, Class::Telling)).find_map(owner);
    owner(version).or(before).or_else(earlier)
}

/// Letters that stand for a name: "IMC", "IDP".
fn initials(view: &View<'_>, t: usize) -> bool {
    let word = view.doc.word(t);
    (2..=6).contains(&word.len()) && word.chars().filter(|c| c.is_uppercase()).count() > 1
}

/// "Greek ministry: …", "Okello: …": nothing before the colon but a body, an office or a person. A
/// place before a colon is a topic.
fn label(view: &View<'_>, name: std::ops::Range<usize>, last: usize) -> bool {
    let doc = view.doc;
    let kind = doc.tokens[last].entity.map(|e| e.kind);
    if view.is(last, Class::NoVoice) {
        return false;
    }
    if name.len() <= 2 && name.clone().all(|t| initials(view, t)) {
        return true;
    }
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
            let org = doc.tokens[*c].entity.is_some_and(|e| e.kind == EntityKind::Org);
            doc.dep(*c) == Dep::Compound && (org || is_person_noun(&doc.lemma(*c).to_lowercase()))
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
    let short = view.word_is(t, &["acc", "acc.", "acording"]);
    if !short && !view.word_is(t, &["according", "per"]) {
        return None;
    }
    let noun = if short {
        let to = (t + 1..doc.tokens.len()).take(2).find(|&k| view.word_is(k, &["to"]))?;
        let words = (to + 1..doc.tokens.len())
            .take(6)
            .skip_while(|&k| doc.pos(k) == Pos::Det)
            .take_while(|&k| matches!(doc.pos(k), Pos::Noun | Pos::Propn | Pos::Adj));
        doc.child(to, Dep::Pobj).or_else(|| words.last())
    } else if view.word_is(t, &["per"]) {
        doc.child(t, Dep::Pobj)
    } else {
        let to = doc.children(t).find(|&c| view.word_is(c, &["to"]));
        to.and_then(|to| doc.child(to, Dep::Pobj)).or_else(|| doc.child(t, Dep::Pobj))
    }?;
    let named = matches!(doc.pos(noun), Pos::Noun | Pos::Propn | Pos::Pron | Pos::Num);
    let plan = view.is(noun, Class::NoVoice);
    // "according to the mission's figures": the mission.
    if let Some(owner) = figures_of(view, noun) {
        return Some(Speaker { noun: owner, cue: t, rule: "KH-VOICE-002" });
    }
    (named && !plan).then_some(Speaker { noun, cue: t, rule: "KH-VOICE-002" })
}

/// "the mission's figures", "UN estimates", "estimates by the mission": whose they are.
fn figures_of(view: &View<'_>, noun: usize) -> Option<usize> {
    let doc = view.doc;
    if !view.is(noun, Class::NoVoice) {
        return None;
    }
    let body = |c: &usize| {
        let kind = doc.tokens[*c].entity.map(|e| e.kind);
        let named = matches!(kind, Some(EntityKind::Org | EntityKind::Person));
        let somebody = view.marks[*c].any(&[Class::Office, Class::Body]);
        c < &noun && doc.dep(*c) == Dep::Compound && (named || somebody)
    };
    let owner = doc.child(noun, Dep::Poss).filter(|&o| !view.word_is(o, &["my", "our", "your"]));
    let by = || doc.children(noun).find(|&c| c > noun && view.word_is(c, &["by", "from"]));
    owner
        .or_else(|| doc.children(noun).find(body))
        .or_else(|| by().and_then(|p| doc.child(p, Dep::Pobj)))
}
