//! The words of a block, folded for look-up.

use super::fold::{is_article, plain};
use khaldun_language::{Doc, Tag};
use khaldun_text::Span;

/// One word as it stands in the block.
#[derive(Clone, Debug)]
pub(super) struct Word {
    /// In the block's text.
    pub(super) span: Span,
    /// Folded.
    pub(super) folded: String,
    /// Whether its first letter is a capital.
    pub(super) capital: bool,
    /// Whether anything but blanks and hyphens stands between it and the word before.
    pub(super) apart: bool,
}

impl Word {
    /// Whether names may be written with or without it.
    pub(super) fn is_article(&self) -> bool {
        is_article(&self.folded)
    }
}

/// Cuts a text into words: runs of letters and digits with inner points and apostrophes; a
/// possessive ending is left out.
pub(super) fn words(text: &str) -> Vec<Word> {
    let mut found: Vec<Word> = Vec::new();
    let mut chars = text.char_indices().peekable();
    while let Some((start, c)) = chars.next() {
        if !c.is_alphanumeric() {
            continue;
        }
        let mut end = start + c.len_utf8();
        while let Some(&(at, c)) = chars.peek() {
            let inner = matches!(c, '\'' | '’' | '‘' | '.' | '`')
                && text[at + c.len_utf8()..].chars().next().is_some_and(char::is_alphanumeric);
            let abbreviation = c == '.' && is_initials(&text[start..end]);
            if !(c.is_alphanumeric() || is_mark(c) || inner || abbreviation) {
                break;
            }
            end = at + c.len_utf8();
            chars.next();
        }
        let end = start + without_possessive(&text[start..end]).len();
        let before = found.last().map_or(0, |w| w.span.end as usize);
        let gap = text.get(before..start).unwrap_or("");
        found.push(Word {
            span: Span::new(start, end),
            folded: plain(&text[start..end]).replace(' ', ""),
            capital: c.is_uppercase(),
            apart: gap
                .chars()
                .any(|g| !matches!(g, ' ' | '-' | '‑' | '\u{a0}' | '\n' | '\'' | '’' | '‘' | '.'))
                || gap.contains(". ")
                || gap.contains("\n\n"),
        });
    }
    found
}

/// Leaves the "s" of an owner out where the text has lost its apostrophe and the parser knows it
/// ("Eritreas army").
pub(super) fn without_owners_s(words: &mut [Word], text: &str, doc: &Doc) {
    for word in words.iter_mut().filter(|w| w.folded.ends_with('s')) {
        let end = word.span.end - 1;
        let s = doc.token_at(end).filter(|&t| doc.tokens[t].span.start == end);
        if s.is_some_and(|t| doc.tokens[t].tag == Tag::Pos) {
            word.span.end = end;
            word.folded = plain(word.span.of(text)).replace(' ', "");
        }
    }
}

fn is_mark(c: char) -> bool {
    unicode_normalization::char::is_combining_mark(c)
}

/// "U.S" so far, so that the last point belongs to it.
fn is_initials(word: &str) -> bool {
    word.contains('.')
        && word.split('.').all(|p| p.chars().count() == 1 && p.chars().all(char::is_uppercase))
}

fn without_possessive(word: &str) -> &str {
    ["'s", "’s"].iter().find_map(|e| word.strip_suffix(e)).filter(|w| !w.is_empty()).unwrap_or(word)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn possessives_and_initials() {
        let text = "Sana'a's U.S. envoy, Iran's";
        let found: Vec<&str> = words(text).iter().map(|w| w.span.of(text)).collect();
        assert_eq!(found, ["Sana'a", "U.S.", "envoy", "Iran"]);
    }
}
