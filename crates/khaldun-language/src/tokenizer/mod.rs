//! From text to tokens, as spaCy's tokeniser cuts it.
//!
//! White space separates chunks. Of each chunk prefixes and suffixes are split off as long as there
//! are any; exceptions ("can't", "U.S.") are looked for on the way; what remains is kept whole if it
//! is an address, and cut at infixes otherwise. At the end, exceptions that those rules have torn
//! apart are put together again.

mod rules;
mod special;
mod url;

use crate::character::is_space;
use crate::lexeme::Lexicon;
pub(crate) use rules::Rules;
pub(crate) use special::Specials;
use std::ops::Range;

/// A token on its way through the pipeline.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Piece {
    /// Its entry in the lexicon.
    pub(crate) lexeme: u32,
    /// Bytes of the text.
    pub(crate) start: u32,
    pub(crate) end: u32,
    /// Whether a blank follows.
    pub(crate) spaced: bool,
}

/// Chunks longer than this are not remembered.
const REMEMBERED: usize = 40;

/// The parts of one chunk, in order.
type Parts = Vec<(u32, Range<usize>)>;

/// Cuts a text.
pub(crate) fn tokenize(text: &str, lexicon: &mut Lexicon<'_>) -> Vec<Piece> {
    let mut pieces = Vec::with_capacity(text.len() / 4);
    let Some(first) = text.chars().next() else { return pieces };
    let (mut start, mut in_space) = (0, is_space(first));
    for (i, c) in text.char_indices() {
        if is_space(c) == in_space {
            continue;
        }
        if start < i {
            chunk(text, start..i, lexicon, &mut pieces);
        }
        start = i;
        if c == ' ' {
            start += 1;
            if let Some(last) = pieces.last_mut() {
                last.spaced = true;
            }
        }
        in_space = !in_space;
    }
    if start < text.len() {
        chunk(text, start..text.len(), lexicon, &mut pieces);
    }
    special::mend(text, &mut pieces, lexicon);
    pieces
}

fn chunk(text: &str, range: Range<usize>, lexicon: &mut Lexicon<'_>, pieces: &mut Vec<Piece>) {
    let word = &text[range.clone()];
    let at = range.start;
    if let Some((first, count)) = lexicon.chunk(word) {
        for i in first..first + count {
            let (lexeme, from, to) = lexicon.part(i);
            pieces.push(piece(lexeme, at + from as usize..at + to as usize));
        }
        return;
    }
    let mut parts = Parts::new();
    if !specials(word, 0..word.len(), true, lexicon, &mut parts) {
        split(word, true, lexicon, &mut parts);
    }
    if word.len() <= REMEMBERED {
        lexicon.remember(word, &parts);
    }
    pieces.extend(parts.into_iter().map(|(lexeme, r)| piece(lexeme, at + r.start..at + r.end)));
}

fn piece(lexeme: u32, range: Range<usize>) -> Piece {
    Piece { lexeme, start: range.start as u32, end: range.end as u32, spaced: false }
}

/// Adds the parts of an exception, if the range is one.
fn specials(
    word: &str,
    range: Range<usize>,
    wanted: bool,
    lexicon: &mut Lexicon<'_>,
    parts: &mut Parts,
) -> bool {
    let Some(found) = lexicon.tables().specials.get(&word[range.clone()]) else { return false };
    if !wanted {
        return false;
    }
    let mut at = range.start;
    for id in found {
        let length = lexicon.tables().specials.piece(id).0.len();
        parts.push((lexicon.special(id), at..at + length));
        at += length;
    }
    true
}

/// Splits affixes off a chunk and cuts what remains.
fn split(word: &str, with_specials: bool, lexicon: &mut Lexicon<'_>, parts: &mut Parts) {
    let tables = lexicon.tables();
    let (rules, known) = (&tables.rules, &tables.specials);
    let special = |text: &str| with_specials && known.get(text).is_some();
    let (mut low, mut high) = (0, word.len());
    let mut suffixes: Vec<Range<usize>> = Vec::new();
    while low < high && !special(&word[low..high]) {
        let prefix = rules.prefix(&word[low..high]);
        if prefix > 0 {
            parts.push((lexicon.lexeme(&word[low..low + prefix]), low..low + prefix));
            if low + prefix < high && special(&word[low + prefix..high]) {
                low += prefix;
                break;
            }
        }
        let suffix = rules.suffix(&word[low + prefix..high]);
        if suffix > 0 {
            let rest = low..high - suffix;
            if !rest.is_empty() && special(&word[rest.clone()]) {
                // The exception takes the prefix back.
                if prefix > 0 {
                    parts.pop();
                }
                suffixes.push(rest.end..high);
                high = rest.end;
                break;
            }
            suffixes.push(high - suffix..high);
        }
        if prefix == 0 && suffix == 0 {
            break;
        }
        low += prefix;
        high -= suffix;
    }
    if low < high && !specials(word, low..high, with_specials, lexicon, parts) {
        middle(word, low..high, lexicon, parts);
    }
    for range in suffixes.into_iter().rev() {
        parts.push((lexicon.lexeme(&word[range.clone()]), range));
    }
}

/// What remains between prefixes and suffixes.
fn middle(word: &str, range: Range<usize>, lexicon: &mut Lexicon<'_>, parts: &mut Parts) {
    let text = &word[range.clone()];
    let rules = &lexicon.tables().rules;
    let mut infixes = Vec::new();
    if !rules.is_url(text) {
        rules.infixes(text, &mut infixes);
    }
    let mut push = |from: usize, to: usize| {
        if from < to {
            let lexeme = lexicon.lexeme(&text[from..to]);
            parts.push((lexeme, range.start + from..range.start + to));
        }
    };
    let mut start = 0;
    for infix in infixes {
        if infix.start > 0 {
            push(start, infix.start);
            push(infix.start, infix.end);
            start = infix.end;
        }
    }
    push(start, text.len());
}
