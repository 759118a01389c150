//! What may be split off a string: prefixes, suffixes, infixes.
//!
//! spaCy has these as four regular expressions; the classes and strings in them stand in
//! `tokenizer.tsv`, the rest is written out here and needs no backtracking.

use crate::character::Class;
use crate::model::{TOKENIZER, lines};
use std::ops::Range;

/// The tables of the rules.
#[derive(Default)]
pub(crate) struct Rules {
    prefix_chars: Class,
    prefix_strings: Vec<&'static str>,
    suffix_chars: Class,
    suffix_strings: Vec<&'static str>,
    /// Units and currencies, split off where a digit stands before.
    suffix_after_digit: Vec<&'static str>,
    longest_unit: usize,
    period_after: Class,
    period_after_two: Class,
    infix_chars: Class,
    period: (Class, Class),
    comma: (Class, Class),
    hyphen: (Class, Class),
    colon: (Class, Class),
    /// Letters of the last label of a host name.
    pub(super) tld: Class,
}

/// In the order of the rule: the first that fits is taken.
const HYPHENS: [&str; 6] = ["-", "–", "—", "--", "---", "——"];

impl Rules {
    pub(crate) fn new() -> Self {
        let mut rules = Self::default();
        for mut line in lines(TOKENIZER) {
            let (Some(name), Some(value)) = (line.next(), line.next()) else { continue };
            let strings = || value.split(' ').collect();
            match name {
                "prefix.chars" => rules.prefix_chars = Class::parse(value),
                "prefix.strings" => rules.prefix_strings = strings(),
                "suffix.chars" => rules.suffix_chars = Class::parse(value),
                "suffix.strings" => rules.suffix_strings = strings(),
                "suffix.after_digit" => rules.suffix_after_digit = strings(),
                "suffix.period_after" => rules.period_after = Class::parse(value),
                "suffix.period_after_two" => rules.period_after_two = Class::parse(value),
                "infix.chars" => rules.infix_chars = Class::parse(value),
                "infix.period_left" => rules.period.0 = Class::parse(value),
                "infix.period_right" => rules.period.1 = Class::parse(value),
                "infix.comma_left" => rules.comma.0 = Class::parse(value),
                "infix.comma_right" => rules.comma.1 = Class::parse(value),
                "infix.hyphen_left" => rules.hyphen.0 = Class::parse(value),
                "infix.hyphen_right" => rules.hyphen.1 = Class::parse(value),
                "infix.colon_left" => rules.colon.0 = Class::parse(value),
                "infix.colon_right" => rules.colon.1 = Class::parse(value),
                "url.tld" => rules.tld = Class::parse(value),
                other => debug_assert!(false, "unknown table {other}"),
            }
        }
        rules.longest_unit = rules.suffix_after_digit.iter().map(|u| u.len()).max().unwrap_or(0);
        rules
    }

    /// Bytes of the prefix to split off, or 0.
    pub(crate) fn prefix(&self, text: &str) -> usize {
        let Some(first) = text.chars().next() else { return 0 };
        if self.prefix_chars.has(first) {
            return first.len_utf8();
        }
        match first {
            '.' => Some(dots(text)).filter(|&n| n >= 2).unwrap_or(0),
            '+' => usize::from(!text[1..].starts_with(|c: char| c.is_ascii_digit())),
            _ => {
                let found = self.prefix_strings.iter().find(|p| text.starts_with(**p));
                found.map_or(0, |p| p.len())
            }
        }
    }

    /// Bytes of the suffix to split off, or 0: the longest that fits.
    pub(crate) fn suffix(&self, text: &str) -> usize {
        let mut back = text.chars().rev();
        let Some(last) = back.next() else { return 0 };
        let mut longest = 0;
        if self.suffix_chars.has(last) {
            longest = last.len_utf8();
        } else if last == '.' {
            let run = text.len() - text.trim_end_matches('.').len();
            if run >= 2 {
                return run;
            }
            longest = usize::from(self.period_is_suffix(back.next(), back.next()));
        }
        for suffix in &self.suffix_strings {
            if suffix.len() > longest && text.ends_with(*suffix) {
                longest = suffix.len();
            }
        }
        // The digit stands right before the unit: a look at the end is enough.
        let tail = &text.as_bytes()[text.len().saturating_sub(self.longest_unit + 1)..];
        if tail.iter().any(u8::is_ascii_digit) {
            for unit in &self.suffix_after_digit {
                let before = text.strip_suffix(*unit).filter(|_| unit.len() > longest);
                if before.is_some_and(|b| b.ends_with(|c: char| c.is_ascii_digit())) {
                    longest = unit.len();
                }
            }
        }
        longest
    }

    /// Whether a final period after these two characters (nearest first) is split off.
    fn period_is_suffix(&self, before: Option<char>, earlier: Option<char>) -> bool {
        let Some(before) = before else { return false };
        let degrees = earlier == Some('°') && "FfCcKk".contains(before);
        let two = |c| self.period_after_two.has(c);
        degrees || self.period_after.has(before) || (two(before) && earlier.is_some_and(two))
    }

    /// Places at which to split a string in two, in order, not overlapping.
    pub(crate) fn infixes(&self, text: &str, found: &mut Vec<Range<usize>>) {
        found.clear();
        let (mut at, mut before) = (0, None);
        while let Some(c) = text[at..].chars().next() {
            let length = self.infix(before, c, &text[at..]);
            if length == 0 {
                at += c.len_utf8();
                before = Some(c);
            } else {
                found.push(at..at + length);
                at += length;
                before = text[..at].chars().next_back();
            }
        }
    }

    /// Bytes of the infix that `text` begins with, or 0; `before` stands left of it.
    fn infix(&self, before: Option<char>, first: char, text: &str) -> usize {
        if first.is_ascii_alphanumeric() {
            return 0;
        }
        let after = |n: usize| text[n..].chars().next();
        let between = |sides: &(Class, Class), n: usize| {
            before.is_some_and(|c| sides.0.has(c)) && after(n).is_some_and(|c| sides.1.has(c))
        };
        if first == '.' && dots(text) >= 2 {
            return dots(text);
        }
        if self.infix_chars.has(first) {
            return first.len_utf8();
        }
        if matches!(first, '+' | '-' | '*' | '^')
            && before.is_some_and(|c| c.is_ascii_digit())
            && after(1).is_some_and(|c| c.is_ascii_digit() || c == '-')
        {
            return 1;
        }
        match first {
            '.' if between(&self.period, 1) => 1,
            ',' if between(&self.comma, 1) => 1,
            ':' | '<' | '>' | '=' | '/' if between(&self.colon, 1) => 1,
            '-' | '–' | '—' | '~' => {
                let fits = |h: &&&str| text.starts_with(**h) && between(&self.hyphen, h.len());
                let found = HYPHENS.iter().chain(&["~"]).find(fits);
                found.map_or(0, |h| h.len())
            }
            _ => 0,
        }
    }
}

/// Periods that a string begins with.
fn dots(text: &str) -> usize {
    text.len() - text.trim_start_matches('.').len()
}
