//! Numbers in words and digits.

use super::Words;
use crate::when::lex::Class;

/// A count: "three", "twenty-one", "a", "a couple of", "several", "10". Returns the word after it,
/// the number, and whether it is vague.
pub(super) fn count(words: Words<'_>, at: usize) -> Option<(usize, i64, bool)> {
    if let Some(lex) = words.get(at)
        && !lex.ordinal
    {
        if let Some((n, digits)) = lex.number
            && digits <= 3
        {
            return Some((at + 1, n, false));
        }
        if lex.low.contains(',') {
            let n = lex.low.replace(',', "").parse().ok()?;
            return Some((at + 1, n, false));
        }
    }
    if let Some(scale) = scale(words, at) {
        return Some((at + 1, scale, false));
    }
    if let Some(scale) = scale(words, at + 1) {
        let n = match words.class(at) {
            Some(Class::Number(n)) => Some(n),
            _ => words.is(at, &["a", "one"]).then_some(1),
        };
        return n.map(|n| (at + 2, n * scale, false));
    }
    match words.class(at) {
        Some(Class::Number(n)) => Some((at + 1, n, false)),
        Some(Class::Tens(tens)) => {
            let dash = usize::from(words.low(at + 1) == "-");
            match words.class(at + 1 + dash) {
                Some(Class::Number(n)) if n < 10 => Some((at + 2 + dash, tens + n, false)),
                _ => Some((at + 1, tens, false)),
            }
        }
        Some(Class::Some(n)) => {
            let of = usize::from(words.low(at + 1) == "of");
            Some((at + 1 + of, n, true))
        }
        _ => article(words, at),
    }
}

/// "hundred" and "thousand" alone or behind a number.
fn scale(words: Words<'_>, at: usize) -> Option<i64> {
    match words.low(at) {
        "hundred" => Some(100),
        "thousand" => Some(1000),
        _ => None,
    }
}

/// "a day", "an hour", "a few days", "a couple of weeks", "half a year" is not read.
fn article(words: Words<'_>, at: usize) -> Option<(usize, i64, bool)> {
    if !words.is(at, &["a", "an", "another"]) {
        return None;
    }
    if let Some(Class::Some(n)) = words.class(at + 1) {
        let of = usize::from(words.low(at + 2) == "of");
        return Some((at + 2 + of, n, true));
    }
    Some((at + 1, 1, false))
}

/// "7th", "the seventh", "twenty-first": the word after it and the number.
pub(super) fn ordinal(words: Words<'_>, at: usize) -> Option<(usize, i64)> {
    let lex = words.get(at)?;
    if lex.ordinal {
        return lex.number.map(|(n, _)| (at + 1, n));
    }
    match words.class(at) {
        Some(Class::Ordinal(n)) => Some((at + 1, n)),
        Some(Class::Tens(tens)) if words.low(at + 1) == "-" => match words.class(at + 2) {
            Some(Class::Ordinal(n)) if n < 10 => Some((at + 3, tens + n)),
            _ => None,
        },
        _ if lex.low == "second" => Some((at + 1, 2)),
        _ => None,
    }
}
