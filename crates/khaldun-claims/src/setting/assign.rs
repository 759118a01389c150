//! To which clause does a place or a date belong?

use crate::clause::Clause;
use khaldun_language::{Doc, Parsed};
use khaldun_text::Span;

/// For each clause the indices of the spans that are its own: each span goes to the smallest clause
/// that has it among its tokens, or else to the smallest whose words surround it.
pub(super) fn assign(parsed: &Parsed, clauses: &[Clause], spans: &[Span]) -> Vec<Vec<usize>> {
    let mut own = vec![Vec::new(); clauses.len()];
    let holders = Holders::of(parsed, clauses);
    for (number, &span) in spans.iter().enumerate() {
        if let Some(clause) = holders.of_tokens(span).or_else(|| holders.around(span)) {
            own[clause].push(number);
        }
    }
    own
}

/// Which clause holds what, looked up once for a whole account.
struct Holders<'p> {
    parsed: &'p Parsed,
    clauses: &'p [Clause],
    /// By block and token, the smallest clause that has it.
    smallest: Vec<Vec<Option<usize>>>,
    /// Clauses in the order of their beginnings.
    by_start: Vec<usize>,
    /// The length of the longest clause.
    longest: u32,
}

impl<'p> Holders<'p> {
    fn of(parsed: &'p Parsed, clauses: &'p [Clause]) -> Self {
        let tokens = |doc: &Option<Doc>| doc.as_ref().map_or(0, |d| d.tokens.len());
        let mut smallest: Vec<Vec<Option<usize>>> =
            parsed.docs.iter().map(|d| vec![None; tokens(d)]).collect();
        for (i, clause) in clauses.iter().enumerate() {
            for &token in &clause.tokens {
                let held = &mut smallest[clause.block][token];
                if held.is_none_or(|h| clause.tokens.len() < clauses[h].tokens.len()) {
                    *held = Some(i);
                }
            }
        }
        let mut by_start: Vec<usize> = (0..clauses.len()).collect();
        by_start.sort_by_key(|&i| clauses[i].span.start);
        let longest = clauses.iter().map(|c| c.span.end - c.span.start).max().unwrap_or(0);
        Self { parsed, clauses, smallest, by_start, longest }
    }

    /// The smallest clause that has one of the span's tokens.
    fn of_tokens(&self, span: Span) -> Option<usize> {
        let block = self.parsed.offsets.partition_point(|&o| o <= span.start).checked_sub(1)?;
        let doc = self.parsed.docs[block].as_ref()?;
        let offset = self.parsed.offsets[block];
        if (span.end - offset) as usize > doc.text.len() {
            return None;
        }
        let here = Span { start: span.start - offset, end: span.end - offset };
        let held = doc.tokens_in(here).filter_map(|t| self.smallest[block][t]);
        held.min_by_key(|&i| (self.clauses[i].tokens.len(), i))
    }

    /// The smallest clause whose words the span overlaps.
    fn around(&self, span: Span) -> Option<usize> {
        let begun = self.by_start.partition_point(|&i| self.clauses[i].span.start < span.end);
        let near = self.by_start[..begun].iter().rev().copied();
        near.take_while(|&i| self.clauses[i].span.start + self.longest >= span.start)
            .filter(|&i| self.clauses[i].span.overlaps(span))
            .min_by_key(|&i| (self.clauses[i].tokens.len(), i))
    }
}
