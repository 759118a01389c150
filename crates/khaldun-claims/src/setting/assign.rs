//! To which clause does a place or a date belong?

use crate::clause::Clause;
use khaldun_language::Parsed;
use khaldun_text::Span;

/// For each clause the indices of the spans that are its own: each span goes to the smallest clause
/// that has it among its tokens, or else to the smallest whose words surround it.
pub(super) fn assign(parsed: &Parsed, clauses: &[Clause], spans: &[Span]) -> Vec<Vec<usize>> {
    let mut own = vec![Vec::new(); clauses.len()];
    for (number, &span) in spans.iter().enumerate() {
        if let Some(clause) = holder(parsed, clauses, span) {
            own[clause].push(number);
        }
    }
    own
}

fn holder(parsed: &Parsed, clauses: &[Clause], span: Span) -> Option<usize> {
    let among = |c: &Clause| {
        let Some(doc) = &parsed.docs[c.block] else { return false };
        let offset = parsed.offsets[c.block];
        if span.start < offset || (span.end - offset) as usize > doc.text.len() {
            return false;
        }
        let here = Span { start: span.start - offset, end: span.end - offset };
        doc.tokens_in(here).any(|t| c.tokens.binary_search(&t).is_ok())
    };
    let smallest = |test: &dyn Fn(&Clause) -> bool| {
        (0..clauses.len()).filter(|&i| test(&clauses[i])).min_by_key(|&i| clauses[i].tokens.len())
    };
    smallest(&among).or_else(|| smallest(&|c| c.span.overlaps(span)))
}
