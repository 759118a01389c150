//! The words of a text as the time grammar sees them.

use khaldun_text::Span;
use std::collections::BTreeMap;

const LEXICON: &str = include_str!("../../../../data/when/lexicon.csv");

/// What a word may be in a time expression.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Class {
    Month(i8),
    Weekday(i8),
    Weekdays(i8),
    Unit(Unit),
    Units(Unit),
    Season(Season),
    Part(Part),
    DayPart,
    Vague(bool),
    Often,
    Number(i64),
    Tens(i64),
    Ordinal(i64),
    Some(i64),
}

/// A unit of time.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Unit {
    Second,
    Minute,
    Hour,
    /// A morning, an evening, a night: part of a day.
    PartOfDay,
    Night,
    Day,
    Week,
    Weekend,
    Fortnight,
    Month,
    Quarter,
    Half,
    Year,
    Decade,
    Century,
}

/// A season of the northern half, by whole months.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Season {
    Spring,
    Summer,
    Autumn,
    Winter,
}

/// Which part of a period.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Part {
    Early,
    Mid,
    Late,
    Start,
    End,
    FirstHalf,
    SecondHalf,
}

/// A word, number or mark.
#[derive(Clone, Debug)]
pub(super) struct Lex {
    /// In the text that was cut.
    pub(super) span: Span,
    /// In lower case; apostrophes straight.
    pub(super) low: String,
    /// Its value where it is written in digits ("7th" too), and how many digits.
    pub(super) number: Option<(i64, usize)>,
    /// "7th".
    pub(super) ordinal: bool,
    /// Begins with a capital.
    pub(super) capital: bool,
    /// Nothing stands between it and what is before.
    pub(super) glued: bool,
    pub(super) class: Option<Class>,
}

/// The lexicon, read once for a reading.
#[derive(Debug)]
pub(super) struct Lexicon(BTreeMap<&'static str, Class>);

impl Lexicon {
    pub(super) fn new() -> Self {
        let entry = |line: &'static str| {
            let mut cells = line.split(',');
            let (word, class, value) = (cells.next()?, cells.next()?, cells.next()?);
            Some((word, class_of(class, value)?))
        };
        let mut words = BTreeMap::new();
        for (word, class) in LEXICON.lines().skip(1).filter_map(entry) {
            // "second" is an ordinal and a unit: the first entry stands.
            words.entry(word).or_insert(class);
        }
        Self(words)
    }

    /// Cuts a text into words, numbers and marks.
    pub(super) fn cut(&self, text: &str) -> Vec<Lex> {
        let mut found: Vec<Lex> = Vec::new();
        let mut at = 0;
        while let Some(c) = text[at..].chars().next() {
            if c.is_whitespace() {
                at += c.len_utf8();
                continue;
            }
            let end = at + length(&text[at..]);
            let glued = found.last().is_some_and(|l: &Lex| l.span.end as usize == at);
            found.push(self.lex(text, Span::new(at, end), glued));
            at = end;
        }
        found
    }

    fn lex(&self, text: &str, span: Span, glued: bool) -> Lex {
        let word = span.of(text);
        let low = word.to_lowercase().replace('’', "'");
        let capital = word.chars().next().is_some_and(char::is_uppercase);
        let digits = low.bytes().take_while(u8::is_ascii_digit).count();
        let tail = &low[digits..];
        let ordinal = digits > 0 && matches!(tail, "st" | "nd" | "rd" | "th");
        let number = (digits > 0 && digits < 10 && (tail.is_empty() || ordinal))
            .then(|| (low[..digits].parse().unwrap_or(0), digits));
        let bare = low.strip_suffix('.').unwrap_or(&low);
        let class = self.0.get(bare).copied();
        Lex { span, low, number, ordinal, capital, glued, class }
    }
}

/// How many bytes the word, number or mark at the beginning of a text takes.
fn length(text: &str) -> usize {
    let first = text.chars().next().unwrap_or(' ');
    if first.is_ascii_digit() {
        return number_length(text);
    }
    if !first.is_alphabetic() {
        return first.len_utf8();
    }
    let mut end = 0;
    let mut chars = text.char_indices().peekable();
    while let Some((i, c)) = chars.next() {
        let next = chars.peek().map(|&(_, n)| n);
        let inner = c == '.' && next.is_some_and(char::is_alphabetic) && i == 1
            || c == '.' && is_dotted(&text[..i]);
        if !(c.is_alphanumeric() || inner) {
            break;
        }
        end = i + c.len_utf8();
    }
    end
}

/// "a.m" so far.
fn is_dotted(word: &str) -> bool {
    matches!(word.to_lowercase().as_str(), "a.m" | "p.m")
}

/// Digits with inner points, colons and group commas, and a letter ending ("7th", "1990s", "10:30").
fn number_length(text: &str) -> usize {
    let bytes = text.as_bytes();
    let digit = |i: usize| bytes.get(i).is_some_and(u8::is_ascii_digit);
    let mut i = 0;
    while digit(i) {
        i += 1;
    }
    loop {
        let group = bytes.get(i) == Some(&b',')
            && (1..4).all(|k| digit(i + k))
            && !digit(i + 4)
            && i <= 3 + i / 4 * 4;
        let inner = matches!(bytes.get(i), Some(b':' | b'.')) && digit(i + 1);
        if !(group || inner) {
            break;
        }
        i += 1;
        while digit(i) {
            i += 1;
        }
    }
    let letters = text[i..].bytes().take_while(u8::is_ascii_alphabetic).count();
    i + letters
}

fn class_of(class: &str, value: &str) -> Option<Class> {
    let n = || value.parse::<i64>().ok();
    Some(match class {
        "month" => Class::Month(n()? as i8),
        "weekday" => Class::Weekday(n()? as i8),
        "weekdays" => Class::Weekdays(n()? as i8),
        "unit" => Class::Unit(unit_of(value)?),
        "units" => Class::Units(unit_of(value)?),
        "season" => Class::Season(match value {
            "spring" => Season::Spring,
            "summer" => Season::Summer,
            "autumn" => Season::Autumn,
            _ => Season::Winter,
        }),
        "part" => Class::Part(match value {
            "early" => Part::Early,
            "mid" => Part::Mid,
            "late" => Part::Late,
            "start" => Part::Start,
            _ => Part::End,
        }),
        "daypart" => Class::DayPart,
        "vague" => Class::Vague(value == "now"),
        "often" => Class::Often,
        "number" => Class::Number(n()?),
        "tens" => Class::Tens(n()?),
        "ordinal" => Class::Ordinal(n()?),
        "some" => Class::Some(n()?),
        _ => return None,
    })
}

fn unit_of(value: &str) -> Option<Unit> {
    Some(match value {
        "second" => Unit::Second,
        "minute" => Unit::Minute,
        "hour" => Unit::Hour,
        "morning" | "afternoon" | "evening" => Unit::PartOfDay,
        "night" => Unit::Night,
        "day" => Unit::Day,
        "week" => Unit::Week,
        "weekend" => Unit::Weekend,
        "fortnight" => Unit::Fortnight,
        "month" => Unit::Month,
        "quarter" => Unit::Quarter,
        "half" => Unit::Half,
        "year" => Unit::Year,
        "decade" => Unit::Decade,
        "century" => Unit::Century,
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_entry_has_a_class() {
        for line in LEXICON.lines().skip(1) {
            let mut cells = line.split(',').skip(1);
            let (class, value) = (cells.next().unwrap_or(""), cells.next().unwrap_or(""));
            assert!(class_of(class, value).is_some(), "{line}");
        }
    }

    #[test]
    fn numbers_and_abbreviations_stay_whole() {
        let text = "1,200 men at 10:30 a.m. on 6-7 Sept. in the 1990s, the 7th";
        let lexicon = Lexicon::new();
        let words: Vec<String> = lexicon.cut(text).into_iter().map(|l| l.low).collect();
        let want = [
            "1,200", "men", "at", "10:30", "a.m.", "on", "6", "-", "7", "sept", ".", "in", "the",
            "1990s", ",", "the", "7th",
        ];
        assert_eq!(words, want);
    }
}
