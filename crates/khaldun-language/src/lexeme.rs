//! Words as the network sees them, and a memory of those met before.

use crate::character::{is_digit, is_letter, is_space};
use crate::hash::{Map, murmur64};
use crate::model::{BASE_NORMS, NORMS, SYMBOLS, lines, unescape};
use crate::tokenizer::{Rules, Specials};
use std::ops::Range;
use std::sync::Arc;

/// Strings at least this long have the shape `LONG`.
const LONG: usize = 100;

/// Tables for tokens and their features.
pub(crate) struct Tables {
    pub(crate) rules: Rules,
    pub(crate) specials: Specials,
    norms: Map<u64, &'static str>,
    base_norms: Map<&'static str, &'static str>,
    symbols: Map<&'static str, u64>,
}

impl Tables {
    pub(crate) fn new() -> Self {
        let pair = |mut l: std::str::Split<'static, char>| Some((l.next()?, l.next()?));
        let norm = |(hash, norm)| Some((u64::from_str_radix(hash, 16).ok()?, norm));
        let symbol = |(text, id): (&'static str, &str)| Some((text, id.parse().ok()?));
        let mut tables = Self {
            rules: Rules::new(),
            specials: Specials::new(),
            norms: lines(NORMS).filter_map(pair).filter_map(norm).collect(),
            base_norms: lines(BASE_NORMS).filter_map(pair).collect(),
            symbols: lines(SYMBOLS).filter_map(pair).filter_map(symbol).collect(),
        };
        let torn = Specials::torn(&mut Lexicon::new(&tables, &mut Memory::default()));
        tables.specials.keep(torn);
        tables
    }

    /// The library's id of a string.
    fn id(&self, text: &str) -> u64 {
        if text.len() <= 20
            && let Some(id) = self.symbols.get(text)
        {
            return *id;
        }
        murmur64(text.as_bytes(), 1)
    }

    fn lexeme(&self, text: &str, norm: &str) -> Lexeme {
        let lower: Arc<str> = text.to_lowercase().into();
        let norm = if norm.is_empty() { self.norm(text, &lower) } else { self.id(norm) };
        let first = text.chars().next().map_or(0, char::len_utf8);
        let last = text.char_indices().rev().nth(2).map_or(0, |(i, _)| i);
        let ids = [norm, self.id(&text[..first]), self.id(&text[last..]), self.id(&shape(text))];
        Lexeme {
            text: text.into(),
            lower,
            ids,
            is_space: text.chars().all(is_space),
            begins_special: self.specials.begins(text),
        }
    }

    fn norm(&self, text: &str, lower: &str) -> u64 {
        let table = || self.norms.get(&self.id(text)).map(|n| unescape(n));
        let base = || self.base_norms.get(text).map(|n| (*n).into());
        let norm = table().or_else(base).unwrap_or_else(|| lower.to_owned().into());
        self.id(&norm)
    }
}

/// `Xxxxx`, `dd`, …: runs longer than four are cut to four.
fn shape(text: &str) -> String {
    let mut shape = String::with_capacity(text.len().min(LONG));
    let (mut last, mut run) = ('\0', 0);
    for (i, c) in text.chars().enumerate() {
        if i + 1 >= LONG {
            return "LONG".to_owned();
        }
        let kind = if is_letter(c) {
            if c.is_uppercase() { 'X' } else { 'x' }
        } else if is_digit(c) {
            'd'
        } else {
            c
        };
        run = if kind == last && i > 0 { run + 1 } else { 0 };
        last = kind;
        if run < 4 {
            shape.push(kind);
        }
    }
    shape
}

/// A word.
#[derive(Clone, Debug)]
pub(crate) struct Lexeme {
    pub(crate) text: Arc<str>,
    pub(crate) lower: Arc<str>,
    /// Ids of norm, prefix, suffix and shape.
    pub(crate) ids: [u64; 4],
    pub(crate) is_space: bool,
    begins_special: bool,
}

/// Words met before and the cuts of chunks. Holds no decisions, only what is computed from the
/// words alone, so it may be dropped at any time.
#[derive(Default)]
pub(crate) struct Memory {
    pub(crate) lexemes: Vec<Lexeme>,
    by_text: Map<Arc<str>, u32>,
    /// By piece of an exception; `u32::MAX` where not made yet.
    specials: Vec<u32>,
    chunks: Map<Box<str>, (u32, u32)>,
    parts: Vec<(u32, u16, u16)>,
}

/// The memory with the tables it is made from.
pub(crate) struct Lexicon<'a> {
    tables: &'a Tables,
    memory: &'a mut Memory,
}

impl<'a> Lexicon<'a> {
    pub(crate) fn new(tables: &'a Tables, memory: &'a mut Memory) -> Self {
        memory.specials.resize(tables.specials.len(), u32::MAX);
        Self { tables, memory }
    }

    pub(crate) fn tables(&self) -> &'a Tables {
        self.tables
    }

    /// The entry of a word.
    pub(crate) fn lexeme(&mut self, text: &str) -> u32 {
        if let Some(&id) = self.memory.by_text.get(text) {
            return id;
        }
        let lexeme = self.tables.lexeme(text, "");
        let id = self.memory.lexemes.len() as u32;
        self.memory.by_text.insert(lexeme.text.clone(), id);
        self.memory.lexemes.push(lexeme);
        id
    }

    /// The entry of a piece of an exception, which may have a norm of its own.
    pub(crate) fn special(&mut self, piece: u32) -> u32 {
        let known = self.memory.specials[piece as usize];
        if known != u32::MAX {
            return known;
        }
        let (text, norm) = self.tables.specials.piece(piece);
        let id = if norm.is_empty() {
            self.lexeme(text)
        } else {
            self.memory.lexemes.push(self.tables.lexeme(text, norm));
            self.memory.lexemes.len() as u32 - 1
        };
        self.memory.specials[piece as usize] = id;
        id
    }

    pub(crate) fn begins_special(&self, lexeme: u32) -> bool {
        self.memory.lexemes[lexeme as usize].begins_special
    }

    /// Where the parts of a chunk met before are.
    pub(crate) fn chunk(&self, text: &str) -> Option<(u32, u32)> {
        self.memory.chunks.get(text).copied()
    }

    /// Lexeme, start and end of a part.
    pub(crate) fn part(&self, index: u32) -> (u32, u16, u16) {
        self.memory.parts[index as usize]
    }

    /// Remembers the cut of a short chunk.
    pub(crate) fn remember(&mut self, text: &str, parts: &[(u32, Range<usize>)]) {
        let first = self.memory.parts.len() as u32;
        let part = |(lexeme, r): &(u32, Range<usize>)| (*lexeme, r.start as u16, r.end as u16);
        self.memory.parts.extend(parts.iter().map(part));
        self.memory.chunks.insert(text.into(), (first, parts.len() as u32));
    }
}
