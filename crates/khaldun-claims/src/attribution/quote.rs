//! # KH-VOICE-003: Quotations that run on
//!
//! ## What it reads
//! Pairs of quotation marks in a paragraph. A sentence inside a quotation belongs to whoever is
//! said to speak in any sentence that the quotation touches, or in the one just before it. A paragraph
//! that opens with a quotation and names nobody goes on with the voice of the paragraph before.
//!
//! ## Why it matters
//! Only one sentence of a long quotation has "he said" in it; the others would be taken for the
//! account's own.
//!
//! ## Example
//! "“We held the bridge,” said the corporal. “Nobody came.”": both claims are the corporal's.
//!
//! ## Known misreadings
//! A straight mark with blanks on both sides opens or shuts as the order of marks has it.
//!
//! ## Sources
//! Annotation guidelines of this project, on attribution; Elson and others, "Automatic Attribution
//! of Quoted Speech" (2010).

use super::Speaker;
use crate::clause::Clause;
use crate::lexicon::Class;
use crate::segment::extent;
use crate::view::View;
use khaldun_language::Pos;
use std::ops::Range;

/// A quotation: its tokens and whoever speaks it, where the words tell.
#[derive(Clone, Debug)]
pub(crate) struct Region {
    tokens: Range<usize>,
    speaker: Option<Speaker>,
}

/// Which way a quotation mark turns.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Side {
    Open,
    Shut,
    Either,
}

/// A straight mark opens where a blank stands before it and none behind, and shuts where none stands
/// before it: one that is lost turns no pair round.
fn side(view: &View<'_>, t: usize) -> Option<Side> {
    let tokens = &view.doc.tokens;
    match view.doc.word(t) {
        "“" | "«" => Some(Side::Open),
        "”" | "»" => Some(Side::Shut),
        "\"" => {
            let blank = t == 0 || tokens[t - 1].span.end < tokens[t].span.start;
            let close = tokens.get(t + 1).is_some_and(|n| n.span.start == tokens[t].span.end);
            Some(match (blank, close) {
                (true, true) => Side::Open,
                (false, false) => Side::Shut,
                _ => Side::Either,
            })
        }
        _ => None,
    }
}

/// The quotations of a block that hold more than a word or two.
pub(crate) fn regions(view: &View<'_>) -> Vec<Region> {
    let doc = view.doc;
    let mut found: Vec<Region> = Vec::new();
    let mut open: Option<usize> = None;
    for t in 0..doc.tokens.len() {
        let side = side(view, t);
        match (side, open) {
            (Some(Side::Open), _) | (Some(Side::Either), None) => open = Some(t),
            (Some(Side::Shut | Side::Either), Some(from)) => {
                if t > from + 3 {
                    let before = found.last().and_then(|r| {
                        let gap = r.tokens.end + 1..from.max(r.tokens.end + 1);
                        let one = !gap.clone().any(|t| doc.tokens[t].sent_start);
                        r.speaker.filter(|_| gap.len() < 12 || one && gap.len() < 40)
                    });
                    let speaker = beside(view, from..t).or(before);
                    found.push(Region { tokens: from..t + 1, speaker });
                }
                open = None;
            }
            _ => {}
        }
    }
    // A speech of several paragraphs is closed only in the last of them.
    if let Some(from) = open.filter(|&o| doc.word(o) == "“" && doc.tokens.len() > o + 4) {
        let end = doc.tokens.len();
        let speaker = beside(view, from..end - 1);
        found.push(Region { tokens: from..end, speaker });
    }
    found
}

/// Whether a clause stands in a quotation without a speaker of its own that opens the block: it goes
/// on with the voice of the block before.
pub(crate) fn goes_on(quotes: &[Region], clause: &Clause) -> bool {
    let inside = |r: &Region| {
        let (first, last) = (clause.tokens.first(), clause.tokens.last());
        first.zip(last).is_some_and(|(&a, &b)| r.tokens.start <= a && b < r.tokens.end)
    };
    let opens = quotes.first().is_some_and(|r| r.tokens.start <= 1);
    opens && quotes.iter().all(|r| r.speaker.is_none()) && quotes.iter().any(inside)
}

/// The speaker named in the words around a quotation: a verb of speech with a subject, outside it
/// but in a sentence that it touches.
fn beside(view: &View<'_>, quote: Range<usize>) -> Option<Speaker> {
    let doc = view.doc;
    let start = (0..=quote.start).rev().find(|&t| t == 0 || doc.tokens[t].sent_start)?;
    let mut end = view.sentence_end(quote.end);
    if doc.tokens.get(quote.end + 1).is_some_and(|t| t.sent_start) {
        end = view.sentence_end(quote.end + 1);
    }
    let outside = (start..end).filter(|t| !quote.contains(t));
    let speech =
        outside.filter(|&t| view.verbal(t) && view.marks[t].any(&[Class::Say, Class::Act]));
    speech
        .filter_map(|cue| {
            let noun = extent::subject(view, cue)?;
            let word = matches!(doc.pos(noun), Pos::Noun | Pos::Propn | Pos::Pron | Pos::Num);
            (word && !quote.contains(&noun)).then_some(Speaker { noun, cue, rule: "KH-VOICE-003" })
        })
        .min_by_key(|s| s.cue.abs_diff(quote.start).min(s.cue.abs_diff(quote.end)))
}

/// The speaker of the quotation that holds the clause, where one does.
pub(crate) fn speaker(view: &View<'_>, quotes: &[Region], clause: &Clause) -> Option<Speaker> {
    let (first, last) = (*clause.tokens.first()?, *clause.tokens.last()?);
    let _ = view;
    quotes.iter().find(|r| r.tokens.start <= first && last < r.tokens.end)?.speaker
}
