//! # KH-SUPPORT-003: What the account says of its own line
//!
//! ## What it reads
//! "This brief argues that …", "this paper shows", "we argue", "our point is": what follows is the
//! account's main line.
//!
//! ## Why it matters
//! A thesis in the author's own words is better than one guessed.
//!
//! ## Example
//! "This report argues that the truce was never kept": the complement supports the thesis.
//!
//! ## Known misreadings
//! A summary that states other people's theses first.
//!
//! ## Sources
//! Teufel, *The Structure of Scientific Articles* (2010), on an author's own claims.

use super::Link;
use crate::clause::{Clause, Role};
use crate::view::View;
use khaldun_language::Dep;
use khaldun_model::{Claim, Support};

pub(crate) fn links(
    views: &[Option<View<'_>>],
    clauses: &[Clause],
    _claims: &[Claim],
) -> Vec<Link> {
    let own = clauses.iter().enumerate().filter_map(|(i, clause)| {
        let view = views[clause.block].as_ref()?;
        let cue = argued(view, clause)?;
        let saw = format!("the account says of itself: \"{}\"", view.doc.word(cue));
        Some(Link { from: i, to: Support::Thesis, saw })
    });
    own.collect()
}

/// The verb by which the account argues the clause, or one joined to it.
fn argued(view: &View<'_>, clause: &Clause) -> Option<usize> {
    let doc = view.doc;
    let mut at = clause.head;
    while doc.dep(at) == Dep::Conj {
        at = doc.head(at)?;
    }
    let verb =
        doc.head(at).filter(|_| doc.dep(at) == Dep::Ccomp && clause.role != Role::Relative)?;
    let argues = matches!(
        doc.lemma(verb),
        "argue" | "show" | "contend" | "hold" | "maintain" | "submit" | "find"
    );
    let subject = view.subject(verb)?;
    let own = view.word_is(subject, &["we", "i"])
        || view.has(subject, |c| view.word_is(c, &["this", "our"]))
            && matches!(
                doc.lemma(subject),
                "brief"
                    | "report"
                    | "paper"
                    | "article"
                    | "thread"
                    | "post"
                    | "essay"
                    | "study"
                    | "note"
                    | "piece"
            );
    (argues && own).then_some(verb)
}
