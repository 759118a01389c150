//! # KH-SUPPORT-002: Words of inference
//!
//! ## What it reads
//! "because", "since", "for" before a clause: it supports the clause above it. "So", "therefore",
//! "hence", "that is why", "for this reason", "this shows" at the head of a sentence: the claims of
//! the sentence before support it.
//!
//! ## Why it matters
//! These words are where an account says that one thing follows from another. Whether it does
//! follow is for the reader; that it is said is a fact about the account.
//!
//! ## Example
//! "The depot was empty. Therefore the convoy turned back." The first is offered for the second.
//!
//! ## Known misreadings
//! "Since" of time; "so" that tells a result and not a conclusion.
//!
//! ## Sources
//! Prasad and others, the Penn Discourse Treebank annotation manual (2008), on contingency.

use super::Link;
use crate::clause::{Clause, Role};
use crate::view::View;
use khaldun_language::Dep;
use khaldun_model::{Claim, Support};

pub(crate) fn links(views: &[Option<View<'_>>], clauses: &[Clause], claims: &[Claim]) -> Vec<Link> {
    let mut found = Vec::new();
    for (i, clause) in clauses.iter().enumerate() {
        let Some(view) = &views[clause.block] else { continue };
        if let Some(link) = because(view, clauses, claims, i) {
            found.push(link);
        }
        if let (Some(cue), Some(before)) = (therefore(view, clause), before(view, clauses, i)) {
            let to = Support::Claim(claims[i].id);
            found.push(Link { from: before, to, saw: format!("before \"{cue}\"") });
        }
    }
    found
}

/// "… because Z": Z supports the clause it hangs on.
fn because(view: &View<'_>, clauses: &[Clause], claims: &[Claim], i: usize) -> Option<Link> {
    let clause = &clauses[i];
    let mark = view.doc.children(clause.head).find(|&c| {
        c < clause.head
            && view.word_is(c, &["because", "bc", "since"])
            && view.doc.dep(c) == Dep::Mark
    })?;
    let parent = clause.parent.filter(|_| clause.role == Role::Adverbial)?;
    let lasting = view.word_is(mark, &["since"]) && mark > clauses[parent].head;
    (!lasting).then(|| Link {
        from: i,
        to: Support::Claim(claims[parent].id),
        saw: format!("after \"{}\"", view.doc.word(mark)),
    })
}

/// The words of inference that open the sentence of a main clause.
fn therefore(view: &View<'_>, clause: &Clause) -> Option<String> {
    let doc = view.doc;
    let start = (0..=clause.head).rev().find(|&t| t == 0 || doc.tokens[t].sent_start)?;
    let main =
        clause.role == Role::Main || clause.role == Role::Complement && clause.parent.is_none();
    if !main {
        return None;
    }
    let words: Vec<String> =
        (start..=clause.head).take(5).map(|t| doc.word(t).to_lowercase()).collect();
    let opens =
        |cue: &[&str]| words.len() >= cue.len() && words.iter().zip(cue).all(|(a, b)| a == b);
    CUES.iter().find(|cue| opens(cue)).map(|cue| cue.join(" "))
}

const CUES: [&[&str]; 15] = [
    &["therefore"],
    &["hence"],
    &["thus"],
    &["so"],
    &["consequently"],
    &["for", "this", "reason"],
    &["for", "that", "reason"],
    &["that", "is", "why"],
    &["this", "is", "why"],
    &["this", "shows"],
    &["this", "proves"],
    &["that", "shows"],
    &["that", "proves"],
    &["it", "follows"],
    &["as", "a", "result"],
];

/// The last main claim of the sentence before.
fn before(view: &View<'_>, clauses: &[Clause], i: usize) -> Option<usize> {
    let start = (0..=clauses[i].head).rev().find(|&t| t == 0 || view.doc.tokens[t].sent_start)?;
    let mut near = (0..i).rev().take(24);
    near.find(|&j| {
        clauses[j].block == clauses[i].block
            && clauses[j].head < start
            && matches!(clauses[j].role, Role::Main | Role::Complement)
    })
}
