//! Is it asserted or denied, and how firmly?

mod denial;
mod hedge;
mod negation;

use crate::clause::Clause;
use crate::lexicon::Class;
use crate::look::Look;
use crate::rule::Page;
use crate::view::View;
use khaldun_model::{Claim, Kind, Polarity, Reason};

/// The rules' pages.
pub const PAGES: &[Page] = &[
    Page { code: "KH-POL-001", source: include_str!("negation.rs") },
    Page { code: "KH-POL-002", source: include_str!("denial.rs") },
    Page { code: "KH-POL-003", source: include_str!("hedge.rs") },
];

/// Whether words of the clause itself negate it.
pub(crate) fn negated(look: &Look<'_>) -> bool {
    negation::read(look).is_some()
}

/// Reads polarity and modality of every claim; `claims[i]` reads `clauses[i]`.
pub(crate) fn fill(views: &[Option<View<'_>>], clauses: &[Clause], claims: &mut [Claim]) {
    for (clause, claim) in clauses.iter().zip(claims) {
        let Some(view) = &views[clause.block] else { continue };
        let look = Look::of(view, clause);
        let negated = negation::read(&look);
        let denied = denial::read(&look);
        let twice = negated.is_some() && negation::undone(&look);
        let flips = usize::from(negated.is_some() && !twice) + usize::from(denied.is_some());
        let flips = if look.asked() { 1 } else { flips };
        let must_not = claim.kind == Kind::Judgement
            && look.verb.modal.is_some_and(|m| view.word_is(m, &["can", "ca", "could"]));
        let supposed = claim.kind == Kind::Hypothetical && !withheld(&look);
        if flips % 2 == 1 && !supposed && !must_not {
            claim.polarity = Polarity::Denied;
        }
        for (code, saw) in [("KH-POL-001", negated), ("KH-POL-002", denied)] {
            claim.reasons.extend(saw.map(|saw| Reason { rule: code.to_owned(), saw }));
        }
        if let Some((modality, saw)) = hedge::read(&look) {
            claim.modality = modality;
            claim.reasons.push(Reason { rule: "KH-POL-003".to_owned(), saw });
        }
    }
}

/// "He would not say", "none of it could be checked": what was refused or could not be done is told
/// as done with, though the verb stands as in a supposition.
fn withheld(look: &Look<'_>) -> bool {
    let view = look.view;
    let modal = |words: &[&str]| look.verb.modal.is_some_and(|m| view.word_is(m, words));
    let speaks = view.marks[look.head].any(&[Class::Say, Class::Act]) || look.is(Class::Silence);
    let free = view.sentence_modal_free(look.head)
        || !(view.left[look.head]..=view.right[look.head])
            .any(|t| view.word_is(t, &["if", "unless"]));
    free && (modal(&["could"]) || modal(&["would"]) && speaks)
}
