//! A printed date, as datelines give it.
//!
//! *What it reads*: `30 August 2019`, `August 30, 2019`, `2019-08-30`, `30.08.2019`, `30 AUG 19`,
//! `August 2019`, month names of a dozen languages (data/furniture/months.tsv), digits of any script.
//! *Why*: every relative time in the account hangs on it. *Not read*: dates told in running text;
//! those are `khaldun-resolve`'s. *Doubt*: `03/04/2019` is April or March; only the year is taken.

use khaldun_text::Span;
use regex::{Captures, Regex};
use std::sync::LazyLock;

/// A date found in a line; offsets are into that line.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Printed {
    pub(crate) span: Span,
    pub(crate) year: Option<i16>,
    pub(crate) month: Option<u8>,
    pub(crate) day: Option<u8>,
    /// Whether day and month could be exchanged.
    pub(crate) ambiguous: bool,
}

impl Printed {
    /// As [`khaldun_text::Dateline`] holds it; `None` without a year.
    pub(crate) fn iso(&self) -> Option<(i16, Option<u8>, Option<u8>)> {
        self.year.map(|year| (year, self.month, self.day))
    }
}

const MONTHS: &str = include_str!("../../../data/furniture/months.tsv");

fn month_names() -> impl Iterator<Item = (&'static str, u8)> {
    MONTHS.lines().filter(|l| !l.starts_with('#')).flat_map(|line| {
        let (number, names) = line.split_once('\t').unwrap_or(("0", ""));
        let number = number.parse().unwrap_or(0);
        names.split(' ').map(move |name| (name, number))
    })
}

fn month_of(name: &str) -> Option<u8> {
    let name = name.to_lowercase();
    match name.as_str() {
        // Two words in Arabic: first and second Tishreen and Kanoon.
        "تشرين الأول" => Some(10),
        "تشرين الثاني" => Some(11),
        "كانون الأول" => Some(12),
        "كانون الثاني" => Some(1),
        name => month_names().find(|(n, _)| *n == name).map(|(_, number)| number),
    }
}

/// Month first longest, so that "sept" does not stop at "sep".
static MONTH: LazyLock<String> = LazyLock::new(|| {
    let mut names: Vec<&str> = month_names().map(|(name, _)| name).collect();
    names.extend(["تشرين الأول", "تشرين الثاني", "كانون الأول", "كانون الثاني"]);
    names.sort_by_key(|name| std::cmp::Reverse(name.len()));
    format!(r"(?P<m>(?i:{}))\b\.?", names.join("|"))
});

static DAY_FIRST: LazyLock<Regex> = LazyLock::new(|| {
    pattern(&format!(
        r"\b(?P<d>\d{{1,2}})(?:st|nd|rd|th|er|\.|º)?(?:\s+(?:of|de))?[\s-]+{}(?:(?:,?\s+|-)(?:de\s+|['(])?(?P<y>\d{{4}}|\d{{2}}))?\b",
        *MONTH
    ))
});
static MONTH_FIRST: LazyLock<Regex> = LazyLock::new(|| {
    pattern(&format!(
        r"\b{}\s+(?P<d>\d{{1,2}})(?:st|nd|rd|th)?(?:(?:,?\s*|\s+\()(?P<y>\d{{4}}))?\b",
        *MONTH
    ))
});
static MONTH_YEAR: LazyLock<Regex> =
    LazyLock::new(|| pattern(&format!(r"\b{},?\s+(?P<y>\d{{4}})\b", *MONTH)));
static YEAR_FIRST: LazyLock<Regex> = LazyLock::new(|| {
    pattern(r"\b(?P<y>\d{4})(?:-|/|\.)(?P<m>\d{1,2})(?:-|/|\.)(?P<d>\d{1,2})(?:\b|T)")
});
static NUMBERS: LazyLock<Regex> =
    LazyLock::new(|| pattern(r"\b(?P<d>\d{1,2})(?P<sep>[./-])(?P<m>\d{1,2})[./-](?P<y>\d{4})\b"));

fn pattern(source: &str) -> Regex {
    Regex::new(source).expect("date patterns are fixed and tested")
}

/// Turns what a pattern caught into a date, if it is one.
type Read = fn(&Captures) -> Option<Printed>;

/// The first printed date in a line.
pub(crate) fn find(line: &str) -> Option<Printed> {
    // Every form has a number in it, and most lines have none.
    if !line.contains(char::is_numeric) {
        return None;
    }
    let all: [(&Regex, Read); 5] = [
        (&YEAR_FIRST, by_number),
        (&NUMBERS, by_number),
        (&DAY_FIRST, by_name),
        (&MONTH_FIRST, by_name),
        (&MONTH_YEAR, by_name),
    ];
    let found = all.iter().filter_map(|(regex, read)| {
        regex.captures_iter(line).take(4).find_map(|found| read(&found))
    });
    // The earliest; among those that begin together the one that says more.
    found.min_by_key(|p| (p.span.start, std::cmp::Reverse(p.span.end)))
}

fn by_name(found: &Captures) -> Option<Printed> {
    let month = month_of(&found["m"])?;
    let day = found.name("d").map(|d| number(d.as_str())).map(|d| d as u8);
    let year = found.name("y").map(|y| full_year(y.as_str()));
    checked(found, year, Some(month), day, false)
}

fn by_number(found: &Captures) -> Option<Printed> {
    let year = full_year(&found["y"]);
    let (a, b) = (number(&found["d"]) as u8, number(&found["m"]) as u8);
    let sep = found.name("sep").map_or("-", |s| s.as_str());
    match (sep, a > 12, b > 12) {
        // Day first, as with full stops everywhere, or because nothing else fits.
        (".", _, false) | (_, true, false) => checked(found, Some(year), Some(b), Some(a), false),
        _ if found.name("sep").is_none() => checked(found, Some(year), Some(b), Some(a), false),
        (_, false, true) => checked(found, Some(year), Some(a), Some(b), false),
        (_, false, false) if a == b => checked(found, Some(year), Some(a), Some(b), false),
        (_, false, false) => checked(found, Some(year), None, None, true),
        _ => None,
    }
}

/// Two digits: the century that lies nearer to the age of wire reports (1950 to 2049).
fn full_year(digits: &str) -> i16 {
    match (number(digits) as i16, digits.chars().count()) {
        (y, 2) if y < 50 => 2000 + y,
        (y, 2) => 1900 + y,
        (y, _) => y,
    }
}

/// A number in digits of Western, Arabic-Indic or Persian form.
fn number(digits: &str) -> u32 {
    let value = |c: char| match c {
        '٠'..='٩' => c as u32 - '٠' as u32,
        '۰'..='۹' => c as u32 - '۰' as u32,
        c => c.to_digit(10).unwrap_or(0),
    };
    digits.chars().fold(0, |sum, c| sum * 10 + value(c))
}

fn checked(
    found: &Captures,
    year: Option<i16>,
    month: Option<u8>,
    day: Option<u8>,
    ambiguous: bool,
) -> Option<Printed> {
    let whole = found.get(0)?;
    // 2000 is a leap year: a 29 February without its year is let through.
    let (y, m, d) = (year.unwrap_or(2000), month.unwrap_or(1), day.unwrap_or(1));
    let plausible = (1400..=2200).contains(&y)
        && jiff::civil::Date::new(y, m as i8, d as i8).is_ok()
        && (day.is_some() || year.is_some());
    let end = whole.end() - usize::from(whole.as_str().ends_with('T'));
    let span = Span::new(whole.start(), end);
    plausible.then_some(Printed { span, year, month, day, ambiguous })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(line: &str, want: Option<(i16, Option<u8>, Option<u8>)>) {
        assert_eq!(find(line).and_then(|p| p.iso()), want, "{line}");
    }

    #[test]
    fn the_usual_forms() {
        check("GOMA, 3 February 2009", Some((2009, Some(2), Some(3))));
        check("Sat Aug 31 2013", Some((2013, Some(8), Some(31))));
        check("Posted on July 4th, 2016 by Editor", Some((2016, Some(7), Some(4))));
        check("12 December, 2016", Some((2016, Some(12), Some(12))));
        check("Agency, 2015-07-02", Some((2015, Some(7), Some(2))));
        check("2015-07-02T10:00:00Z", Some((2015, Some(7), Some(2))));
        check("07.04.2017 (updated)", Some((2017, Some(4), Some(7))));
        check("LIMA, 3 JAN 90 (wire) --", Some((1990, Some(1), Some(3))));
        check("Last updated at Apr 152017", Some((2017, Some(4), Some(15))));
        check("March 2011", Some((2011, Some(3), None)));
        check("KANDY, May 3 (2009), Sunday", Some((2009, Some(5), Some(3))));
        check("Kandy, 3 May (2009)", Some((2009, Some(5), Some(3))));
    }

    #[test]
    fn other_tongues_and_digits() {
        check("Bogotá, 4 de marzo de 2008", Some((2008, Some(3), Some(4))));
        check("Київ, 24 серпня 2014", Some((2014, Some(8), Some(24))));
        check("بيروت، ١٢ آذار ٢٠١٣", Some((2013, Some(3), Some(12))));
        check("12 كانون الثاني 2015", Some((2015, Some(1), Some(12))));
        check("Paris, 1er août 2014", Some((2014, Some(8), Some(1))));
    }

    #[test]
    fn doubt_stays_doubt() {
        check("04/23/2017", Some((2017, Some(4), Some(23))));
        check("23/04/2017", Some((2017, Some(4), Some(23))));
        check("03/04/2017", Some((2017, None, None)));
        assert!(find("03/04/2017").unwrap().ambiguous);
        check("Aug 30", None);
        assert_eq!(find("ADEN, Aug 30 (wire)").unwrap().day, Some(30));
        check("31 February 2015", Some((2015, Some(2), None)));
        check("no date here, may be in 2 parts", None);
    }
}
