//! # KH-VOICE-005: Speech that runs on without marks
//!
//! ## What it reads
//! A sentence in the first person that names no speaker, beside one that is on somebody's word: it
//! goes on with the speech of the sentence before it, where that is in the first person too, or
//! opens the speech of the sentence after it.
//!
//! ## Why it matters
//! Pages copied from other pages lose their quotation marks. "We saw nothing" then looks like the
//! account's own word.
//!
//! ## Example
//! "We were told to wait, said a porter. We never saw the train." Both are the porter's.
//!
//! ## Known misreadings
//! An account told in the first person ("I was there") that also quotes others in the first person.
//!
//! ## Sources
//! Elson and others, "Automatic Attribution of Quoted Speech" (2010).

use crate::clause::Clause;
use crate::view::View;
use khaldun_model::{Claim, Reason, Voice};

/// Gives first-person sentences of a block the voice they run on from.
pub(crate) fn fill(view: &View<'_>, clauses: &[Clause], claims: &mut [Claim]) {
    let sentences = view.doc.sentences();
    let number = |c: &Clause| sentences.partition_point(|s| s.end <= c.head);
    let mut voices: Vec<Option<Vec<Voice>>> = vec![None; sentences.len()];
    for (clause, claim) in clauses.iter().zip(claims.iter()) {
        let at = number(clause);
        if !claim.attribution.chain.is_empty() && at < voices.len() && voices[at].is_none() {
            voices[at] = Some(claim.attribution.chain.clone());
        }
    }
    let mine: Vec<bool> = sentences
        .iter()
        .map(|s| s.clone().any(|t| view.word_is(t, &["we", "us", "our", "i", "my", "me"])))
        .collect();
    // In a sentence on somebody's word, only what is said counts: "he told us that" is the narrator's.
    let first = |t: usize| view.word_is(t, &["we", "i"]);
    let spoken = |n: usize| {
        clauses.iter().zip(claims.iter()).any(|(clause, claim)| {
            number(clause) == n
                && !claim.attribution.chain.is_empty()
                && clause.tokens.iter().any(|&t| first(t))
        })
    };
    let mine: Vec<bool> =
        (0..sentences.len()).map(|n| mine[n] && (voices[n].is_none() || spoken(n))).collect();
    let own = voices.clone();
    for n in 0..sentences.len() {
        if own[n].is_some() || !mine[n] {
            continue;
        }
        let before = n.checked_sub(1).filter(|&b| mine[b]).and_then(|b| voices[b].clone());
        let after = || own.get(n + 1).filter(|_| mine[n + 1]).and_then(Clone::clone);
        voices[n] = before.or_else(after);
    }
    for (clause, claim) in clauses.iter().zip(claims.iter_mut()) {
        let at = number(clause);
        if at < own.len()
            && own[at].is_none()
            && claim.attribution.chain.is_empty()
            && let Some(chain) = voices[at].as_ref()
        {
            claim.attribution.chain.clone_from(chain);
            claim.reasons.push(Reason {
                rule: "KH-VOICE-005".to_owned(),
                saw: format!("runs on from {}", claim.attribution.label()),
            });
        }
    }
}
