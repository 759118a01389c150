//! Who says so?
//!
//! The way from a clause up to the root of its sentence is walked once; every verb of speech on it
//! lends a voice, the outermost first. Asides ("…, she said", "according to …") and quotations that
//! run over several sentences add theirs.

mod name;
mod quote;
mod reported;
mod run_on;
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
    Page { code: "KH-VOICE-005", source: include_str!("run_on.rs") },
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
    // Claims on the word of "a monitor", until the next voice tells its name.
    let mut unnamed: Vec<(usize, usize, Vec<String>)> = Vec::new();
    let mut spoke: Vec<Voice> = Vec::new();
    for (block, view) in views.iter().enumerate() {
        let Some(view) = view else { continue };
        let offset = parsed.offsets[block];
        let quotes = quote::regions(view);
        let from = clauses.partition_point(|c| c.block < block);
        let to = clauses.partition_point(|c| c.block <= block);
        let (clauses, claims) = (&clauses[from..to], &mut claims[from..to]);
        for i in 0..clauses.len() {
            let clause = &clauses[i];
            let mut speakers = reported::speakers(view, clause);
            if speakers.is_empty() {
                speakers.extend(quote::speaker(view, &quotes, clause));
            }
            let mut chain: Vec<Voice> = Vec::new();
            for speaker in &speakers {
                if view.word_is(speaker.noun, &["i", "we"]) {
                    continue;
                }
                let voice = known.voice(view, mentions, offset, *speaker);
                if name::unnamed(view, speaker.noun) {
                    unnamed.push((from + i, speaker.cue, voice.names.clone()));
                } else if name::named_body(view, speaker.noun, &voice.names) {
                    for (at, cue, old) in unnamed.drain(..) {
                        let near = at >= from && speaker.cue.abs_diff(cue) < 40;
                        let told = at.checked_sub(from).filter(|_| near);
                        let chain = told.map(|at| &mut claims[at].attribution.chain);
                        for v in chain.into_iter().flatten().filter(|v| v.names == old) {
                            v.names.clone_from(&voice.names);
                        }
                    }
                }
                if chain.last().is_none_or(|v| v.names != voice.names) {
                    claims[i].reasons.push(Reason {
                        rule: speaker.rule.to_owned(),
                        saw: format!("on the word of {}", voice.names.join("; ")),
                    });
                    chain.push(voice);
                }
            }
            if chain.is_empty() && !spoke.is_empty() && quote::goes_on(&quotes, clause) {
                chain.clone_from(&spoke);
                claims[i].reasons.push(Reason {
                    rule: "KH-VOICE-003".to_owned(),
                    saw: "a quotation that goes on".to_owned(),
                });
            }
            claims[i].attribution = Attribution { chain };
        }
        spoke = claims.last().map(|c| c.attribution.chain.clone()).unwrap_or_default();
        run_on::fill(view, clauses, claims);
    }
}
