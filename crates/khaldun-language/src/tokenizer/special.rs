//! Exceptions: strings with a fixed cut, and norms of their pieces.

use super::rules::Rules;
use super::{Piece, split};
use crate::hash::Map;
use crate::lexeme::Lexicon;
use crate::model::{EXCEPTIONS, lines, unescape};
use std::borrow::Cow;
use std::ops::Range;

type Text = Cow<'static, str>;

/// The table of exceptions.
pub(crate) struct Specials {
    entries: Map<Text, Range<u32>>,
    /// Text and norm (empty where none is set) of every piece.
    pieces: Vec<(Text, Text)>,
    longest: usize,
    /// Exceptions that the rules may tear apart: their pieces by the rules, by the first piece.
    torn: Map<String, Vec<Vec<String>>>,
}

impl Specials {
    pub(crate) fn new() -> Self {
        let mut new =
            Self { entries: Map::default(), pieces: Vec::new(), longest: 0, torn: Map::default() };
        for mut line in lines(EXCEPTIONS) {
            let Some(text) = line.next().map(unescape) else { continue };
            let first = new.pieces.len() as u32;
            while let (Some(piece), Some(norm)) = (line.next(), line.next()) {
                new.pieces.push((unescape(piece), unescape(norm)));
            }
            new.longest = new.longest.max(text.len());
            new.entries.insert(text, first..new.pieces.len() as u32);
        }
        new
    }

    /// Finds the exceptions that the rules may tear apart; needs the tables themselves.
    pub(crate) fn torn(lexicon: &mut Lexicon<'_>) -> Map<String, Vec<Vec<String>>> {
        let tables = lexicon.tables();
        let rules: &Rules = &tables.rules;
        let mut torn: Map<String, Vec<Vec<String>>> = Map::default();
        let mut infixes = Vec::new();
        for mut line in lines(EXCEPTIONS) {
            let Some(text) = line.next().map(unescape) else { continue };
            rules.infixes(&text, &mut infixes);
            let may = rules.prefix(&text) > 0 || rules.suffix(&text) > 0 || !infixes.is_empty();
            if !may && !text.contains(' ') {
                continue;
            }
            let mut parts = Vec::new();
            for word in text.split(' ').filter(|w| !w.is_empty()) {
                let mut cut = Vec::new();
                split(word, false, lexicon, &mut cut);
                parts.extend(cut.into_iter().map(|(_, r)| word[r].to_owned()));
            }
            if parts.is_empty() {
                continue; // a blank is a token of its own already
            }
            // A single piece that stays as it is needs no mending.
            let entry = &tables.specials.entries[&text];
            let same = entry.len() == 1 && tables.specials.piece(entry.start).1.is_empty();
            if parts.len() > 1 || !same {
                torn.entry(parts[0].clone()).or_default().push(parts);
            }
        }
        torn
    }

    /// Keeps what [`Specials::torn`] has found.
    pub(crate) fn keep(&mut self, torn: Map<String, Vec<Vec<String>>>) {
        self.torn = torn;
    }

    /// The pieces of an exception.
    pub(crate) fn get(&self, text: &str) -> Option<Range<u32>> {
        if text.len() > self.longest { None } else { self.entries.get(text).cloned() }
    }

    /// Text and norm of a piece.
    pub(crate) fn piece(&self, id: u32) -> &(Text, Text) {
        &self.pieces[id as usize]
    }

    /// Pieces of all exceptions together.
    pub(crate) fn len(&self) -> usize {
        self.pieces.len()
    }

    /// Whether a torn exception begins with this token.
    pub(crate) fn begins(&self, text: &str) -> bool {
        text.len() <= self.longest && self.torn.contains_key(text)
    }
}

/// Puts exceptions together again that the rules have torn apart.
pub(super) fn mend(text: &str, pieces: &mut Vec<Piece>, lexicon: &mut Lexicon<'_>) {
    let tables = lexicon.tables();
    let word = |p: &Piece| &text[p.start as usize..p.end as usize];
    let mut found: Vec<Range<usize>> = Vec::new();
    for i in 0..pieces.len() {
        if !lexicon.begins_special(pieces[i].lexeme) {
            continue;
        }
        for parts in tables.specials.torn.get(word(&pieces[i])).into_iter().flatten() {
            let here = &pieces[i..pieces.len().min(i + parts.len())];
            if here.len() == parts.len() && here.iter().zip(parts).all(|(p, w)| word(p) == w) {
                found.push(i..i + parts.len());
            }
        }
    }
    if found.is_empty() {
        return;
    }
    // The longest first, then the first; a span is dropped where its end is already taken.
    found.sort_by_key(|r| (std::cmp::Reverse(r.len()), r.start));
    let mut taken = vec![false; pieces.len()];
    let mut kept = Vec::new();
    for range in found {
        if !taken[range.start] && !taken[range.end - 1] {
            kept.push(range.clone());
        }
        taken[range].fill(true);
    }
    kept.sort_by_key(|r| r.start);
    let old = std::mem::take(pieces);
    let mut next = 0;
    for range in kept {
        pieces.extend_from_slice(&old[next..range.start]);
        next = range.end;
        let (from, to) = (old[range.start].start, old[range.end - 1].end);
        let Some(ids) = tables.specials.get(&text[from as usize..to as usize]) else {
            pieces.extend_from_slice(&old[range]);
            continue;
        };
        let mut at = from;
        for id in ids {
            let end = at + tables.specials.piece(id).0.len() as u32;
            let lexeme = lexicon.special(id);
            pieces.push(Piece { lexeme, start: at, end, spaced: false });
            at = end;
        }
        if let Some(last) = pieces.last_mut() {
            last.spaced = old[range.end - 1].spaced;
        }
    }
    pieces.extend_from_slice(&old[next..]);
}
