//! # KH-OPEN-001: Whom, and where?
//!
//! ## What it reads
//! A pronoun for a subject ("they", "he", "it") that leads to nobody the account has named; "there"
//! and "here" for a place that no sentence before it gives.
//!
//! ## Why it matters
//! "They burned it down" can be held against no record. Such a claim is not left out and not guessed
//! at: it is listed with the question that would settle it.
//!
//! ## Example
//! "They shelled the mill." Asked: whom does “they” mean? Nobody named before it fits.
//!
//! ## Known misreadings
//! "They say" for people at large. "It" for what was told before ("it was a mistake") is asked about
//! only where it does something to somebody.
//!
//! ## Sources
//! Annotation guidelines of this project; Hobbs, "Resolving Pronoun References" (1978).

use crate::clause::Clause;
use crate::lexicon::Class;
use crate::rule::Page;
use crate::view::View;
use khaldun_language::{Dep, Pos};
use khaldun_model::{Claim, Kind, Reason};

/// The rules' pages.
pub(crate) const PAGES: &[Page] =
    &[Page { code: "KH-OPEN-001", source: include_str!("refusal.rs") }];

/// Asks what would settle a claim that nothing can settle as it stands; `claims[i]` reads `clauses[i]`.
pub(crate) fn fill(views: &[Option<View<'_>>], clauses: &[Clause], claims: &mut [Claim]) {
    for (clause, claim) in clauses.iter().zip(claims) {
        let Some(view) = &views[clause.block] else { continue };
        if claim.open_question.is_some() || !matches!(claim.kind, Kind::Event | Kind::Pattern) {
            continue;
        }
        if let Some(question) = whom(view, clause, claim).or_else(|| whence(view, clause, claim)) {
            claim.reasons.push(Reason { rule: "KH-OPEN-001".to_owned(), saw: question.clone() });
            claim.open_question = Some(question);
        }
    }
}

/// A pronoun for whoever acts or is acted on, and nobody for it.
fn whom(view: &View<'_>, clause: &Clause, claim: &Claim) -> Option<String> {
    let doc = view.doc;
    let subject = view.subject(clause.head)?;
    let passive = doc.dep(subject) == Dep::Nsubjpass;
    let led = if passive { !claim.target.is_empty() } else { !claim.actor.is_empty() };
    let object = doc.child(clause.head, Dep::Dobj).is_some();
    let pronoun = view.word_is(subject, &["they", "he", "she"])
        || view.word_is(subject, &["it"]) && object && !passive;
    let large = view.is(clause.head, Class::Say) && view.word_is(subject, &["they"]);
    (pronoun && !led && !large).then(|| {
        let word = doc.word(subject).to_lowercase();
        format!("whom does \u{201c}{word}\u{201d} mean? Nobody named before it fits")
    })
}

/// "There" for a place that was not given.
fn whence(view: &View<'_>, clause: &Clause, claim: &Claim) -> Option<String> {
    let doc = view.doc;
    let place = clause.tokens.iter().copied().find(|&t| {
        view.word_is(t, &["there", "here"])
            && doc.pos(t) == Pos::Adv
            && doc.dep(t) == Dep::Advmod
            && doc.head(t) == Some(clause.head)
    })?;
    claim.places.is_empty().then(|| {
        let word = doc.word(place).to_lowercase();
        format!("where is \u{201c}{word}\u{201d}? No place named before it fits")
    })
}
