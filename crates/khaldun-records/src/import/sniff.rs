//! What a column holds, seen on its first cells: days and how they are written, numbers, points,
//! names, texts.

use super::value;
use std::collections::BTreeSet;

/// What most cells of a column are.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Kind {
    /// Nothing at all.
    Empty,
    /// Days, by the pattern ("" for those that need none).
    Day(&'static str),
    /// Days that two patterns read alike: none of them tells which number is the month.
    Either(&'static str, &'static str),
    /// Numbers.
    Number,
    /// A few words, again and again.
    Names,
    /// Free text.
    Text,
}

impl Kind {
    pub(crate) fn is_day(self) -> bool {
        matches!(self, Self::Day(_) | Self::Either(..))
    }
}

/// Ways of writing a day that need a pattern; the first of two that fit equally is proposed.
/// What stands between the numbers does not matter to them.
const PATTERNS: &[&str] = &["DD/MM/YYYY", "MM/DD/YYYY", "EPOCH_MS"];

/// What was seen of a column.
#[derive(Debug)]
pub(crate) struct Column {
    pub(crate) name: String,
    filled: usize,
    numbers: usize,
    fractions: usize,
    plain_days: usize,
    by_pattern: [usize; PATTERNS.len()],
    length: usize,
    low: f64,
    high: f64,
    values: BTreeSet<String>,
}

impl Column {
    pub(crate) fn new(name: &str) -> Self {
        Self {
            name: name.to_owned(),
            filled: 0,
            numbers: 0,
            fractions: 0,
            plain_days: 0,
            by_pattern: [0; PATTERNS.len()],
            length: 0,
            low: f64::INFINITY,
            high: f64::NEG_INFINITY,
            values: BTreeSet::new(),
        }
    }

    /// Takes a cell into account.
    pub(crate) fn see(&mut self, cell: &str) {
        let cell = cell.trim();
        if cell.is_empty() {
            return;
        }
        self.filled += 1;
        self.length += cell.chars().count();
        if self.values.len() < 60 {
            self.values.insert(value::short(cell));
        }
        // A decimal comma is no separator of thousands here: a cell holds one number.
        if let Ok(Some(n)) = value::number(&cell.replacen(',', ".", 1)) {
            self.numbers += 1;
            self.fractions += usize::from(n.fract() != 0.0);
            self.low = self.low.min(n);
            self.high = self.high.max(n);
        }
        if value::day(cell).is_ok() {
            self.plain_days += 1;
        }
        for (count, pattern) in self.by_pattern.iter_mut().zip(PATTERNS) {
            *count += usize::from(value::day_by(pattern, cell).is_ok());
        }
    }

    /// What most of its cells are.
    pub(crate) fn kind(&self) -> Kind {
        let most = |n: usize| n * 10 >= self.filled * 9;
        if self.filled == 0 {
            return Kind::Empty;
        }
        if most(self.plain_days) {
            return Kind::Day("");
        }
        let best = self.by_pattern.iter().copied().max().unwrap_or(0);
        if most(best) {
            let mut fitting = PATTERNS.iter().zip(self.by_pattern).filter(|(_, n)| *n == best);
            let first = fitting.next().map_or("", |(p, _)| *p);
            return fitting.next().map_or(Kind::Day(first), |(p, _)| Kind::Either(first, p));
        }
        if most(self.numbers) {
            return Kind::Number;
        }
        if self.mean_length() > 60 { Kind::Text } else { Kind::Names }
    }

    /// Mean length of its cells in characters.
    pub(crate) fn mean_length(&self) -> usize {
        self.length.checked_div(self.filled).unwrap_or(0)
    }

    /// Whether its numbers are not all whole.
    pub(crate) fn has_fractions(&self) -> bool {
        self.kind() == Kind::Number && self.fractions > 0
    }

    /// Whether its numbers are degrees of at most that size, not all whole.
    pub(crate) fn could_be_degrees(&self, most: f64) -> bool {
        self.has_fractions() && self.low >= -most && self.high <= most
    }

    /// Different values, at most sixty of them.
    pub(crate) fn values(&self) -> impl Iterator<Item = &str> {
        self.values.iter().map(String::as_str)
    }

    /// How many different values, up to sixty.
    pub(crate) fn variety(&self) -> usize {
        self.values.len()
    }
}
