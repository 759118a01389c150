//! Which of it is the page and not the account?
//!
//! *What it reads*: the wording of short lines (data/furniture/*.tsv), how they are built (labels
//! between bars, handles, counts), and where they stand (before the first or after the last
//! paragraph). *Why it matters*: a claim read out of a menu or a reader's comment is put into the
//! author's mouth. *Example*: `Share: Facebook · Print`, `Leave a Reply`, `(Editing by …)`.
//! *Known misreadings*: what a site prints as one long paragraph stays body; in doubt a line stays
//! body. A paragraph is never dropped for a word it contains: every cue has a longest line.

mod comment;
mod cue;
mod list;
pub(crate) mod run_in;

pub(crate) use cue::kind;

use crate::lines::{Hint, Piece};
use crate::words;
use khaldun_text::Furniture;

/// The furniture among the pieces, by index.
pub(crate) fn find(text: &str, pieces: &[Piece]) -> Vec<Option<Furniture>> {
    let prose = prose(text, pieces);
    let edges = Edges::of(&prose);
    let total: usize = prose.iter().flatten().sum();
    let mut found = vec![None; pieces.len()];
    let mut zone: Option<Zone> = None;
    let mut read = 0;
    let mut rest = total;
    for (i, piece) in pieces.iter().enumerate() {
        let line = piece.span.of(text);
        if let Hint::Furniture(kind) = piece.hint {
            found[i] = Some(kind);
            continue;
        }
        let own = own(line, piece.hint, edges.at_edge(i), i);
        if let Some(cue::Hit { kind, opens, .. }) = own {
            found[i] = Some(kind);
            zone = match opens {
                cue::Opens::Nothing => zone,
                cue::Opens::Short => {
                    Some(zone.filter(|z| z.whole).unwrap_or(Zone { kind, whole: false }))
                }
                cue::Opens::Tail
                    if closes(read, rest, total)
                        || comment::follow(text, &pieces[i..]) && read > 0 =>
                {
                    Some(Zone { kind, whole: true })
                }
                cue::Opens::Tail => zone,
            };
        } else if let Some(open) = zone {
            let prose_here = prose[i].is_some();
            if open.whole
                || (!prose_here && words::count(line) <= 16 && !heads_prose(&prose, i, rest))
            {
                found[i] = Some(open.kind);
            } else if prose_here {
                zone = None;
            }
        }
        if found[i].is_none() {
            read += prose[i].unwrap_or(0);
        }
        rest -= prose[i].unwrap_or(0);
    }
    list::runs(text, pieces, &edges, &mut found);
    between(text, pieces, &edges, &mut found);
    comment::mark(text, pieces, &prose, &mut found);
    found
}

/// What one line would be by its wording alone, at the edge of a page.
pub(crate) fn of_line(line: &str) -> Option<Furniture> {
    cue::find(line, true).map(|hit| hit.kind).or_else(|| list::find(line, true, false))
}

#[derive(Clone, Copy)]
struct Zone {
    kind: Furniture,
    /// Whether paragraphs belong to it too.
    whole: bool,
}

/// A tail opens only where the account is behind it: what follows is less than half of what stood
/// before, or nothing that reads as text.
fn closes(read: usize, rest: usize, total: usize) -> bool {
    rest == 0 || (read > 0 && rest * 3 <= total.max(1))
}

/// A short line right before a paragraph, where much of the text is still to come, is a heading.
fn heads_prose(prose: &[Option<usize>], i: usize, rest: usize) -> bool {
    prose.get(i + 1).is_some_and(Option::is_some) && rest >= 60
}

fn own(line: &str, hint: Hint, edge: bool, index: usize) -> Option<cue::Hit> {
    if matches!(hint, Hint::Heading(1) | Hint::Dateline | Hint::Byline) {
        return None;
    }
    if hint == Hint::Row {
        return None;
    }
    let hit = cue::find(line, edge)
        .or_else(|| list::find(line, edge, index == 0).map(cue::Hit::plain))?;
    // A numbered point is the author's, unless the wording leaves no doubt.
    let numbered = matches!(hint, Hint::Item(Some(_)));
    (!numbered || hit.whole_line).then_some(hit)
}

/// Up to four short lines at the foot of a page, furniture before and after them, are furniture too:
/// headlines under "More from this section".
fn between(text: &str, pieces: &[Piece], edges: &Edges, found: &mut [Option<Furniture>]) {
    let short = |i: usize| {
        let line = pieces[i].span.of(text);
        words::count(line) <= 14
            && !line.trim_end().ends_with('.')
            && crate::date::find(line).is_none()
    };
    let mut last: Option<usize> = None;
    for i in edges.last + 1..pieces.len() {
        if found[i].is_none() {
            continue;
        }
        if let Some(from) = last
            && i - from <= 5
            && (from + 1..i).all(short)
        {
            let kind = found[from];
            found[from + 1..i].fill(kind);
        }
        last = Some(i);
    }
}

/// Word counts of the pieces that read as running text; cues that fit a whole line are not prose.
fn prose(text: &str, pieces: &[Piece]) -> Vec<Option<usize>> {
    let one = |p: &Piece| {
        let line = p.span.of(text);
        let plain = !matches!(
            p.hint,
            Hint::Furniture(_) | Hint::Heading(_) | Hint::Dateline | Hint::Byline
        );
        (plain && words::is_prose(line) && cue::find(line, false).is_none())
            .then(|| words::count(line))
    };
    pieces.iter().map(one).collect()
}

/// Where running text begins and ends.
pub(crate) struct Edges {
    first: usize,
    last: usize,
}

impl Edges {
    fn of(prose: &[Option<usize>]) -> Self {
        let first = prose.iter().position(Option::is_some).unwrap_or(0);
        let last = prose.iter().rposition(Option::is_some).unwrap_or(prose.len());
        Self { first, last }
    }

    /// Whether a piece stands before the first or after the last paragraph.
    fn at_edge(&self, i: usize) -> bool {
        i < self.first || i > self.last
    }
}
