//! Plain text into pieces: paragraphs, numbered points, single lines.
//!
//! Blank lines always part. Inside a group of lines each line is a piece of its own (titles,
//! datelines and menus stand without blank lines), unless the text is wrapped by hard line ends:
//! then lines are joined where the line before was full. A piece keeps the line ends inside it, so
//! the extracted layer is the received one.

use crate::dateline;
use crate::words;
use khaldun_text::Span;
use regex::Regex;
use std::sync::LazyLock;

/// What the format itself says about a piece.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Hint {
    /// Nothing: a line or paragraph of plain text.
    Unknown,
    /// A heading; `1` is the page's own title.
    Heading(u8),
    Item(Option<u32>),
    Quote,
    /// A row of a table, its cells parted by bars.
    Row,
    Dateline,
    Byline,
    Furniture(khaldun_text::Furniture),
}

/// A stretch of the extracted text that stands by itself.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Piece {
    pub(crate) span: Span,
    pub(crate) hint: Hint,
    /// Whether a blank line stands before it.
    pub(crate) apart: bool,
}

#[derive(Clone, Copy, Debug)]
struct Line {
    start: usize,
    end: usize,
    indent: usize,
    chars: usize,
}

/// `1. `, `(2) `, `3/ `, `4/12 `, `5) `, `• `, `- `.
static MARKER: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(
        r"^(?:[\(\[]?(?P<n>\d{1,3})(?:[.)\]]|/\d{0,3}[.)\]]?)|(?P<b>[•●▪◦‣⁃■►➤✔*+-]|\\u2022))\s+",
    )
    .expect("fixed pattern")
});

/// Cuts plain text into pieces.
pub(crate) fn pieces(text: &str) -> Vec<Piece> {
    let groups = groups(text);
    let width = wrap_width(text, &groups);
    let mut pieces = Vec::new();
    for group in &groups {
        let mut at = 0;
        while at < group.len() {
            let mut last = at;
            while last + 1 < group.len()
                && continues(text, group[at], group[last], group[last + 1], width)
            {
                last += 1;
            }
            pieces.push(piece(text, group[at].start, group[last].end, at == 0));
            at = last + 1;
        }
    }
    pieces
}

fn piece(text: &str, start: usize, end: usize, apart: bool) -> Piece {
    let words = &text[start..end];
    let Some(found) = MARKER.captures(words) else {
        let quoted = words.strip_prefix("> ").is_some_and(|rest| !rest.trim().is_empty());
        let (start, hint) = if quoted { (start + 2, Hint::Quote) } else { (start, Hint::Unknown) };
        return Piece { span: Span::new(start, end), hint, apart };
    };
    let number = found.name("n").and_then(|n| n.as_str().parse().ok());
    let marker = found.get(0).map_or(0, |m| m.end());
    if !words[marker..].chars().any(char::is_alphabetic) || dateline::is_line(words) {
        return Piece { span: Span::new(start, end), hint: Hint::Unknown, apart };
    }
    Piece { span: Span::new(start + marker, end), hint: Hint::Item(number), apart }
}

/// Finds printed numbers at the start of pieces that a marked-up format gives as paragraphs.
pub(crate) fn number(text: &str, pieces: &mut [Piece]) {
    for piece in pieces.iter_mut().filter(|p| p.hint == Hint::Unknown) {
        let found = self::piece(text, piece.span.start as usize, piece.span.end as usize, true);
        if matches!(found.hint, Hint::Item(Some(_))) {
            *piece = found;
        }
    }
}

/// Lines that no blank line parts.
fn groups(text: &str) -> Vec<Vec<Line>> {
    let mut groups: Vec<Vec<Line>> = Vec::new();
    let (mut at, mut open) = (0, false);
    for raw in text.split_inclusive(['\n', '\r', '\u{2028}', '\u{2029}', '\u{0C}']) {
        let words = raw.trim_matches(is_space);
        if words.is_empty() {
            open &= matches!(raw, "\n") && at > 0 && text.as_bytes()[at - 1] == b'\r';
        } else {
            let indent = raw.len() - raw.trim_start_matches(is_space).len();
            let start = at + indent;
            let line =
                Line { start, end: start + words.len(), indent, chars: words.chars().count() };
            match groups.last_mut() {
                Some(group) if open => group.push(line),
                _ => groups.push(vec![line]),
            }
            open = true;
        }
        at += raw.len();
    }
    groups
}

/// White space and characters that show nothing.
fn is_space(c: char) -> bool {
    c.is_whitespace() || matches!(c, '\u{200B}' | '\u{FEFF}' | '\0')
}

/// The column at which the text is wrapped, where it is.
fn wrap_width(text: &str, groups: &[Vec<Line>]) -> Option<usize> {
    const LONGEST: usize = 130;
    let lines = || groups.iter().flatten();
    let long = lines().filter(|l| l.chars > LONGEST).count();
    let followed = || {
        groups.iter().flat_map(|g| &g[..g.len() - 1]).filter(|l| (45..=LONGEST).contains(&l.chars))
    };
    let open = followed().filter(|l| !words::ends_sentence(&text[l.start..l.end])).count();
    let all = followed().count();
    let wrapped = all >= 3 && open * 10 >= all * 6 && long * 20 <= lines().count();
    wrapped.then(|| lines().map(|l| l.chars).filter(|c| *c <= LONGEST).max().unwrap_or(LONGEST))
}

/// Whether `next` belongs to the same paragraph as `line` (whose piece began with `first`).
fn continues(text: &str, first: Line, line: Line, next: Line, width: Option<usize>) -> bool {
    let (this, that) = (&text[line.start..line.end], &text[next.start..next.end]);
    if MARKER.is_match(that) || dateline::is_line(this) || dateline::is_line(that) {
        return false;
    }
    let lower = that.chars().next().is_some_and(char::is_lowercase);
    let open = !words::ends_sentence(this) && !this.ends_with(':');
    let Some(width) = width else { return lower && open && line.chars >= 40 };
    let word = that.split_whitespace().next().map_or(0, |w| w.chars().count());
    let full = line.chars + line.indent + 1 + word + 2 >= width;
    let new_paragraph = next.indent >= first.indent + 2
        && next.indent >= 2
        && !MARKER.is_match(&text[first.start..first.end]);
    !new_paragraph && (full || (open && (line.chars * 100 >= width * 55 || lower)))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn cut(text: &str) -> Vec<&str> {
        pieces(text).iter().map(|p| p.span.of(text)).collect()
    }

    #[test]
    fn lines_stand_alone_unless_wrapped() {
        let text = "Two camps, one bridge\nOSIJEK, 3 May 1992\n\nThe bridge was closed. Nobody crossed it.\nThe next day it was open again.";
        assert_eq!(cut(text).len(), 4);
    }

    #[test]
    fn wrapped_lines_are_joined() {
        let text = "The delegation arrived on Monday and asked the garrison to leave\nthe barracks before the end of the week, which it did without a\nshot being fired by either of the two sides, residents said later\nto reporters.\n\n   A second group came on Tuesday.";
        let cut = cut(text);
        assert_eq!(cut.len(), 2);
        assert!(cut[0].ends_with("to reporters."));
    }

    #[test]
    fn numbers_and_bullets_stand_outside_the_item() {
        let text =
            "1. First point.\n(2) Second point.\n3/ Third point.\n4/12 Fourth.\n- Fifth.\n• Sixth.";
        let hints: Vec<Hint> = pieces(text).iter().map(|p| p.hint).collect();
        let numbers = [Some(1), Some(2), Some(3), Some(4), None, None];
        assert_eq!(hints, numbers.map(Hint::Item));
        assert_eq!(cut(text)[1], "Second point.");
    }

    #[test]
    fn carriage_returns_part_nothing_by_themselves() {
        assert_eq!(
            cut("one line\r\nanother line\r\n\r\nthird\r\n"),
            ["one line", "another line", "third"]
        );
        assert_eq!(groups("a\r\nb\r\n\r\nc").len(), 2);
    }
}
