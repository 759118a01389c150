//! One verb, several dates: "took A in June, B in August and C on 3 May".
//!
//! Each object with a date of its own is a claim of its own, though the verb is said once.

use crate::clause::{Clause, Role};
use crate::view::View;
use khaldun_language::{Doc, EntityKind, Pos};
use khaldun_text::Span;
use std::ops::Range;

/// Splits a clause whose later parts lean on its verb; `times` are the time expressions of the block
/// in its own offsets.
pub(crate) fn split(view: &View<'_>, clause: Clause, times: &[Span], offset: u32) -> Vec<Clause> {
    let parts = parts(view, &clause, times);
    if parts.is_empty() {
        return vec![clause];
    }
    let doc = view.doc;
    let first = clause.tokens[0];
    let passive =
        view.doc.children(clause.head).any(|c| doc.dep(c) == khaldun_language::Dep::Auxpass);
    let mut all = Vec::new();
    for part in parts {
        let lead = part.start == first;
        let noun = part.clone().find(|&t| matches!(doc.pos(t), Pos::Noun | Pos::Propn));
        all.push(Clause {
            span: doc.span(part.clone()).shift(offset),
            tokens: part.collect(),
            subject: if passive && !lead { noun } else { clause.subject },
            role: if lead { clause.role } else { Role::Coordinate },
            ..clause.clone()
        });
    }
    all
}

/// The parts, the first with the verb; empty where the clause is not of this form.
fn parts(view: &View<'_>, clause: &Clause, times: &[Span]) -> Vec<Range<usize>> {
    let doc = view.doc;
    let (first, last) = (clause.tokens[0], clause.tokens[clause.tokens.len() - 1]);
    let mut found = Vec::new();
    let mut from = first;
    let mut dated = false;
    for t in first..=last {
        let ends = doc.word(t) == "," || doc.pos(t) == Pos::Cconj;
        let after_date = t > first && timed(doc, t - 1, times);
        if t > clause.head && ends && dated && after_date && leans(view, t + 1, last, times) {
            found.push(from..t);
            from = t + 1;
            if doc.word(t) == "," && t < last && doc.pos(t + 1) == Pos::Cconj {
                from = t + 2;
            }
            dated = false;
        }
        if t >= from {
            dated |= t > clause.head && timed(doc, t, times);
        }
    }
    if found.is_empty() {
        return found;
    }
    found.push(from..last + 1);
    found
}

/// Whether what follows is a noun phrase with a date of its own and no verb before the next break.
fn leans(view: &View<'_>, from: usize, last: usize, times: &[Span]) -> bool {
    let doc = view.doc;
    let mut noun = false;
    for t in from..=last {
        if view.verbal(t) {
            return false;
        }
        if timed(doc, t, times) {
            return noun;
        }
        noun |= matches!(doc.pos(t), Pos::Propn | Pos::Noun);
        if doc.word(t) == ";" {
            return false;
        }
    }
    false
}

fn timed(doc: &Doc, t: usize, times: &[Span]) -> bool {
    let token = &doc.tokens[t];
    let entity = token.entity.is_some_and(|e| e.kind == EntityKind::Date);
    let at = times.partition_point(|s| s.end <= token.span.start);
    entity && doc.pos(t) != Pos::Punct && !name(doc, t)
        || times.get(at).is_some_and(|s| s.overlaps(token.span))
}

/// The tagger takes a town for a month now and then: a name behind a comma inside a date.
fn name(doc: &Doc, t: usize) -> bool {
    t > 0 && doc.word(t - 1) == "," && doc.pos(t) == Pos::Propn
}
