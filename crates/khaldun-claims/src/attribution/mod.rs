//! Who says so?
//!
//! The way from a clause up to the root of its sentence is walked once; every verb of speech on it
//! lends a voice, the outermost first. Asides ("…, she said", "according to …") and quotations that
//! run over several sentences add theirs.

mod name;
mod quote;
mod reported;
mod source;

use crate::clause::Clause;
use crate::rule::Page;
use crate::view::View;
use khaldun_language::Parsed;
use khaldun_model::{Attribution, Claim, Mentions, Reason, Voice};

/// The rules' pages.
pub const PAGES: &[Page] = &[
    Page { code: "KH-VOICE-001", source: include_str!("reported.rs") },
    Page { code: "KH-VOICE-002", source: include_str!("source.rs") },
    Page { code: "KH-VOICE-003", source: include_str!("quote.rs") },
    Page { code: "KH-VOICE-004", source: include_str!("name.rs") },
];

/// A voice before it has a name: the token that names it, and the word that reports.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Speaker {
    /// The noun or pronoun.
    pub(crate) noun: usize,
    /// The verb or preposition.
    pub(crate) cue: usize,
    /// The rule that found it.
    pub(crate) rule: &'static str,
}

/// Reads the voice of every claim; `claims[i]` reads `clauses[i]`.
pub(crate) fn fill(
    parsed: &Parsed,
    mentions: &Mentions,
    views: &[Option<View<'_>>],
    clauses: &[Clause],
    claims: &mut [Claim],
) {
    let mut known = name::Known::default();
    for (block, view) in views.iter().enumerate() {
        let Some(view) = view else { continue };
        let offset = parsed.offsets[block];
        let quotes = quote::regions(view);
        let from = clauses.partition_point(|c| c.block < block);
        let to = clauses.partition_point(|c| c.block <= block);
        for (clause, claim) in clauses[from..to].iter().zip(&mut claims[from..to]) {
            let mut speakers = reported::speakers(view, clause);
            if speakers.is_empty() {
                speakers.extend(quote::speaker(view, &quotes, clause));
            }
            let mut chain: Vec<Voice> = Vec::new();
            for speaker in &speakers {
                let voice = known.voice(view, mentions, offset, *speaker);
                if chain.last().is_none_or(|v| v.names != voice.names) {
                    claim.reasons.push(Reason {
                        rule: speaker.rule.to_owned(),
                        saw: format!("on the word of {}", voice.names.join("; ")),
                    });
                    chain.push(voice);
                }
            }
            claim.attribution = Attribution { chain };
        }
    }
}
