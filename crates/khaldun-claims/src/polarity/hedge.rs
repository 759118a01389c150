//! # KH-POL-003: How firmly it is put
//!
//! ## What it reads
//! "allegedly", "reportedly", "is believed to have", "may have": alleged. "tried to": attempted.
//! "failed to", "in vain": failed. "planned", "ordered", "threatened to": planned.
//!
//! ## Why it matters
//! An attempt that failed is not the act; an order is not its execution. A record that lacks the
//! act does not contradict such a claim.
//!
//! ## Example
//! "The band tried to cross the river" asserts an attempt, and no crossing.
//!
//! ## Known misreadings
//! "Ordered" of a finished advance told as an order is taken for a plan.
//!
//! ## Sources
//! Saurí and Pustejovsky, the Fact Bank corpus (2009).

use crate::lexicon::Class;
use crate::look::Look;
use khaldun_language::Dep;
use khaldun_model::Modality;

/// How firmly, where it is not put flatly, and what says so.
pub(crate) fn read(look: &Look<'_>) -> Option<(Modality, String)> {
    let view = look.view;
    let said = |m: Modality, at: usize| Some((m, format!("put with \"{}\"", view.doc.word(at))));
    let governs = view.doc.child(look.head, Dep::Xcomp).is_some();
    if governs && look.is(Class::Failed) {
        return said(Modality::Failed, look.head);
    }
    if governs && look.is(Class::Attempted) {
        return said(Modality::Attempted, look.head);
    }
    if look.is(Class::Planned) && view.verbal(look.head) {
        return said(Modality::Planned, look.head);
    }
    let near = |t: usize| view.doc.head(t) == Some(look.head) || t == look.head;
    let hedge = look.clause.tokens.iter().copied().find(|&t| view.is(t, Class::Alleged) && near(t));
    hedge.and_then(|at| said(Modality::Alleged, at))
}
