//! A stretch of an account with some of it underlined.
//!
//! ```text
//!   | The Guard denied firing on the town that day. A spokesman …
//!   |                  ^^^^^^^^^^^^^^^^^^^^^^^^^^^
//! ```
//!
//! Where carets would lie (right-to-left or combining text), the stretch is quoted between marks
//! instead, and so it is for screen readers. Line feeds are shown as spaces, controls and directional overrides by name.

use super::{Layout, margins, style};
use anstyle::Style;
use khaldun_text::Span;
use std::fmt::Write as _;
use unicode_width::UnicodeWidthChar;

/// Columns of text shown before and after the underlined stretch.
const AROUND: usize = 36;

/// One character as shown.
struct Cell {
    show: String,
    width: usize,
    inside: bool,
    space: bool,
}

/// Shows `span` of `text` within its block, `width` columns at most.
pub(super) fn snippet(text: &str, block: Span, span: Span, layout: Layout, mark: Style) -> String {
    let cells = cells(text, window(text, block, span), span);
    let (margin, _) = margins(layout);
    let bar = format!("  {soft}{margin}{soft:#} ", soft = style::SOFT);
    let width = layout.width.saturating_sub(4).max(20);
    if layout.spoken || carets_would_lie(span.of(text)) || carets_would_lie(&shown(&cells)) {
        return between_marks(&cells, width, &bar, mark);
    }
    let mut out = String::new();
    for line in lines(&cells, width) {
        let words = shown(line);
        let _ = writeln!(out, "{bar}{}", words.trim_end());
        if let Some(under) = underline(line) {
            let pad = under.len() - under.trim_start().len();
            let _ = writeln!(out, "{bar}{}{mark}{}{mark:#}", &under[..pad], &under[pad..]);
        }
    }
    out
}

/// The stretch to show: the span with some words of its block on either side.
fn window(text: &str, block: Span, span: Span) -> (Span, bool, bool) {
    let block = block.cover(span);
    let before = &text[block.start as usize..span.start as usize];
    let after = &text[span.end as usize..block.end as usize];
    let start = match before.char_indices().rev().nth(AROUND) {
        Some((at, _)) => at + before[at..].find(char::is_whitespace).unwrap_or(before.len() - at),
        None => 0,
    };
    let end = match after.char_indices().nth(AROUND) {
        Some((at, _)) => after[..at].rfind(char::is_whitespace).unwrap_or(0),
        None => after.len(),
    };
    let shown = Span::new(block.start as usize + start, span.end as usize + end);
    (shown, start > 0, end < after.len())
}

fn cells(text: &str, (shown, cut_before, cut_after): (Span, bool, bool), span: Span) -> Vec<Cell> {
    let dots = || Cell { show: "…".to_owned(), width: 1, inside: false, space: false };
    let mut cells: Vec<Cell> = Vec::new();
    if cut_before {
        cells.push(dots());
    }
    for (at, c) in shown.of(text).char_indices() {
        let at = shown.start as usize + at;
        let inside = span.holds(at as u32);
        let space = c.is_whitespace();
        let both_spaces = space && cells.last().is_some_and(|l| l.space);
        if both_spaces {
            continue;
        }
        let show = if space { " ".to_owned() } else { visible(c) };
        let width = if show.chars().count() == 1 { c.width().unwrap_or(1) } else { show.len() };
        let width = if space { 1 } else { width };
        cells.push(Cell { show, width, inside, space });
    }
    if cut_after {
        cells.push(Cell { show: " ".to_owned(), width: 1, inside: false, space: true });
        cells.push(dots());
    }
    cells
}

/// A character as it may be shown in a terminal: nothing that moves the cursor or turns the line.
fn visible(c: char) -> String {
    let turns = matches!(c, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}');
    if c.is_control() || turns { format!("<U+{:04X}>", c as u32) } else { c.to_string() }
}

/// Whether a caret under a character would stand under another: right-to-left scripts, and
/// characters that take no column of their own.
fn carets_would_lie(text: &str) -> bool {
    text.chars().any(|c| {
        let right_to_left = matches!(c,
            '\u{590}'..='\u{8ff}' | '\u{fb1d}'..='\u{fdff}' | '\u{fe70}'..='\u{fefe}'
            | '\u{10800}'..='\u{10fff}' | '\u{1e800}'..='\u{1efff}');
        right_to_left || (!c.is_control() && c.width() == Some(0))
    })
}

fn shown(cells: &[Cell]) -> String {
    cells.iter().map(|c| c.show.as_str()).collect()
}

/// Breaks at spaces; a word longer than a line is cut.
fn lines(cells: &[Cell], width: usize) -> Vec<&[Cell]> {
    let mut out = Vec::new();
    let (mut from, mut at, mut used, mut space) = (0, 0, 0, None);
    while at < cells.len() {
        used += cells[at].width;
        if cells[at].space {
            space = Some(at);
        }
        if used > width && at > from {
            let end = space.map_or(at, |s| s + 1);
            out.push(&cells[from..end]);
            (from, at, used, space) = (end, end, 0, None);
        } else {
            at += 1;
        }
    }
    if from < cells.len() {
        out.push(&cells[from..]);
    }
    out
}

/// Carets under what is inside; nothing where the line holds none of it.
fn underline(line: &[Cell]) -> Option<String> {
    let mut under = String::new();
    for cell in line {
        let caret = if cell.inside { "^" } else { " " };
        under.push_str(&caret.repeat(cell.width));
    }
    let under = under.trim_end();
    // A line that ends in a space of the span must not carry a caret under nothing.
    let text_width: usize = line.iter().map(|c| c.width).sum();
    let loose = line.last().is_some_and(|c| c.space && c.inside);
    let under = if loose { &under[..under.len().min(text_width - 1)] } else { under };
    (!under.trim().is_empty()).then(|| under.to_owned())
}

fn between_marks(cells: &[Cell], width: usize, bar: &str, mark: Style) -> String {
    let mut marked: Vec<Cell> = Vec::new();
    let sign = |show: &str| Cell { show: show.to_owned(), width: 2, inside: true, space: false };
    let mut inside = false;
    for cell in cells {
        if cell.inside != inside {
            marked.push(sign(if inside { " »" } else { "« " }));
            inside = cell.inside;
        }
        let Cell { show, width, inside, space } = cell;
        marked.push(Cell { show: show.clone(), width: *width, inside: *inside, space: *space });
    }
    if inside {
        marked.push(sign(" »"));
    }
    let mut out = String::new();
    for line in lines(&marked, width) {
        let is_sign = |c: &&Cell| matches!(c.show.as_str(), "« " | " »");
        let _ = write!(out, "{bar}");
        for cell in line {
            if is_sign(&cell) {
                let _ = write!(out, "{mark}{}{mark:#}", cell.show);
            } else {
                out.push_str(&cell.show);
            }
        }
        out.truncate(out.trim_end().len());
        out.push('\n');
    }
    out
}
