//! From words to time expressions. One file a family of expressions; at each word the longest
//! expression that begins there is taken, and between equals the family that is listed first.

mod absolute;
mod bound;
mod clock;
mod duration;
mod numeral;
mod relative;
mod repeat;

use super::expr::Expr;
use super::lex::{Class, Lex, Part, Unit};
use khaldun_language::{Doc, EntityKind};

/// The words of a block with what the parser says of them.
#[derive(Clone, Copy)]
pub(super) struct Words<'a> {
    pub(super) lex: &'a [Lex],
    pub(super) doc: Option<&'a Doc>,
    /// Written in capitals throughout.
    pub(super) shouted: bool,
}

impl<'a> Words<'a> {
    pub(super) fn get(&self, i: usize) -> Option<&'a Lex> {
        self.lex.get(i)
    }

    /// The word in lower case, empty past the end.
    pub(super) fn low(&self, i: usize) -> &'a str {
        self.lex.get(i).map_or("", |l| l.low.as_str())
    }

    /// The word before, in lower case.
    pub(super) fn before(&self, i: usize) -> &'a str {
        i.checked_sub(1).map_or("", |p| self.low(p))
    }

    pub(super) fn class(&self, i: usize) -> Option<Class> {
        self.lex.get(i)?.class
    }

    /// Whether the words from `i` on are these.
    pub(super) fn are(&self, i: usize, words: &[&str]) -> bool {
        words.iter().enumerate().all(|(k, w)| self.low(i + k) == *w)
    }

    pub(super) fn is(&self, i: usize, words: &[&str]) -> bool {
        words.contains(&self.low(i))
    }

    /// A plain number in digits without group commas: value and digits.
    pub(super) fn digits(&self, i: usize) -> Option<(i64, usize)> {
        self.lex.get(i).filter(|l| !l.ordinal)?.number
    }

    /// Whether an apostrophe stands right before a word.
    pub(super) fn is_quote(&self, i: usize) -> bool {
        matches!(self.before(i), "'" | "’" | "‘") && self.lex[i].glued
    }

    /// The unit a word names, in the singular or plural.
    pub(super) fn unit(&self, i: usize) -> Option<Unit> {
        match self.class(i)? {
            Class::Unit(u) | Class::Units(u) => Some(u),
            _ => None,
        }
    }

    /// The parser's token for a word.
    pub(super) fn token(&self, i: usize) -> Option<usize> {
        self.doc?.token_at(self.lex.get(i)?.span.start)
    }

    /// Whether the parser marks a word as part of a date.
    pub(super) fn is_dated(&self, i: usize) -> bool {
        let mark = || self.doc?.tokens[self.token(i)?].entity;
        mark().is_some_and(|m| matches!(m.kind, EntityKind::Date | EntityKind::Time))
    }
}

/// Finds the expressions of a block.
pub(super) fn find(words: Words<'_>) -> Vec<Expr> {
    let mut found = Vec::new();
    let mut at = 0;
    while at < words.lex.len() {
        match longest(words, at) {
            Some(mut expr) => {
                bound::read(words, &mut expr);
                at = expr.words.1.max(at + 1);
                found.push(expr);
            }
            None => at += 1,
        }
    }
    bound::pair(words, &mut found);
    found
}

fn longest(words: Words<'_>, at: usize) -> Option<Expr> {
    let readers =
        [parted, absolute::read, relative::read, clock::read, repeat::read, duration::read];
    let mut best: Option<Expr> = None;
    for reader in readers {
        if let Some(expr) = reader(words, at)
            && best.as_ref().is_none_or(|b| expr.words.1 > b.words.1)
        {
            best = Some(expr);
        }
    }
    best.map(|e| clock::with_part_of_day(words, e))
}

/// "early March", "late in July", "mid-2014", "the end of last year", "the first half of May".
fn parted(words: Words<'_>, at: usize) -> Option<Expr> {
    let (next, part) = part(words, at)?;
    let article =
        usize::from(words.is(next, &["the", "this", "that"]) && !words.low(next).is_empty());
    let plain = absolute::read(words, next).or_else(|| relative::read(words, next));
    let expr = plain.or_else(|| {
        let skipped = absolute::read(words, next + article).filter(|_| article == 1);
        skipped.or_else(|| relative::the_unit(words, next))
    })?;
    if expr.clock || expr.part.is_some() {
        return None;
    }
    Some(Expr { words: (at, expr.words.1), part: Some(part), ..expr })
}

fn part(words: Words<'_>, at: usize) -> Option<(usize, Part)> {
    if let Some((half, n)) = half_of(words, at) {
        return Some((half, n));
    }
    let Some(Class::Part(part)) = words.class(at) else { return None };
    let mut next = at + 1;
    if words.low(next) == "-" {
        next += 1;
    }
    match part {
        Part::Early | Part::Late | Part::Mid => {
            if words.low(at) == "middle" && words.low(next) != "of" {
                return None;
            }
            if words.is(next, &["in", "of", "on"]) {
                next += 1;
            }
            Some((next, part))
        }
        _ => (words.low(next) == "of").then_some((next + 1, part)),
    }
}

fn half_of(words: Words<'_>, at: usize) -> Option<(usize, Part)> {
    let part = match (words.low(at), words.low(at + 1)) {
        ("first", "half") => Part::FirstHalf,
        ("second" | "latter", "half") => Part::SecondHalf,
        ("first", "days" | "weeks" | "months") => Part::Early,
        ("last" | "final" | "closing", "days" | "weeks" | "months") => Part::Late,
        _ => return None,
    };
    (words.low(at + 2) == "of").then_some((at + 3, part))
}
