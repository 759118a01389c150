use super::{Words, numeral};
use crate::when::calendar;
use crate::when::expr::{Cal, Expr, Rel, Says};
use crate::when::lex::Class;

/// Dates and periods that the calendar names: "6-7 March 2014", "March 22, 2013", "2014-07-17",
/// "Sept. 11", "the summer of 2011", "the third quarter", "2003-2010", "the 1990s", "Ramadan 2016", "the 9th",
/// "Thursday".
///
/// *Why it matters:* everything else is reckoned from these.
///
/// *Known misreadings:* "May" and "March" are words; they are months only with a number, a
/// preposition of time, or "last", "this", "next" beside them. A number of four digits is a year
/// where the parser or a preposition says so, and never where it counts a noun ("2000 men").
pub(super) fn read(words: Words<'_>, at: usize) -> Option<Expr> {
    let readers = [
        iso,
        slashed,
        day_month,
        month_day,
        weekday_and_date,
        month,
        season,
        quarter,
        holiday,
        decade,
        century,
        year,
        weekday,
        day_of_month,
    ];
    let mut best: Option<Expr> = None;
    for reader in readers {
        if let Some(expr) = reader(words, at)
            && best.as_ref().is_none_or(|b| expr.words.1 > b.words.1)
        {
            best = Some(expr);
        }
    }
    best.map(|e| of_year(words, e))
}

/// "2 July last year", "January of that year".
fn of_year(words: Words<'_>, mut expr: Expr) -> Expr {
    let end = expr.words.1;
    if let Says::Cal { cal, of_year, .. } = &mut expr.says
        && cal.lacks_year()
        && !matches!(cal, Cal::Weekday(_) | Cal::DayOfMonth(_))
    {
        let of = usize::from(words.low(end) == "of");
        let comma = usize::from(words.low(end) == ",");
        let rel = match (words.low(end + of + comma), words.low(end + of + comma + 1)) {
            ("last", "year") => Some(Rel::Last),
            ("this", "year") => Some(Rel::This),
            ("next", "year") => Some(Rel::Next),
            _ => None,
        };
        if rel.is_some() {
            *of_year = rel;
            expr.words.1 = end + of + comma + 2;
        }
    }
    expr
}

/// A year in four digits, 1000 to 2100, at `at`.
pub(super) fn four(words: Words<'_>, at: usize) -> Option<i16> {
    match words.digits(at) {
        Some((n, 4)) if (1000..=2100).contains(&n) => Some(n as i16),
        _ => None,
    }
}

/// A year after a day or month: "2014", ", 2014", "'14".
fn year_after(words: Words<'_>, at: usize) -> (usize, Option<i16>) {
    let skip = usize::from(words.is(at, &[",", "of"]));
    if let Some(y) = four(words, at + skip) {
        // "on 5 March, 2000 men" is no year.
        let counts = skip == 1 && words.low(at) == "," && counts_a_noun(words, at + skip);
        if !counts {
            return (at + skip + 1, Some(y));
        }
    }
    // "19 NOV 89", as old wires have it.
    if let Some((n @ 32..=99, 2)) = words.digits(at)
        && !counts_a_noun(words, at)
        && words.unit(at + 1).is_none()
        && (words.shouted || !begins_a_word(words, at + 1))
    {
        return (at + 1, Some(two(n)));
    }
    if words.is(at, &["'", "’"])
        && let Some((n, 2)) = words.digits(at + 1)
    {
        return (at + 2, Some(two(n)));
    }
    (at, None)
}

/// "24 December 35 people died": a word goes on where a short year would end the date.
fn begins_a_word(words: Words<'_>, at: usize) -> bool {
    words.low(at).chars().next().is_some_and(char::is_alphabetic)
}

/// Behind a date and a capital, these make a name of both: "March 23 Movement", "8 March Alliance".
const NAMED: [&str; 20] = [
    "movement",
    "brigade",
    "brigades",
    "battalion",
    "division",
    "regiment",
    "square",
    "bridge",
    "street",
    "avenue",
    "university",
    "martyrs",
    "revolution",
    "hospital",
    "organisation",
    "organization",
    "front",
    "alliance",
    "coalition",
    "forces",
];

/// Behind an ordinal and a capital: "the 9th Infantry Division", "the 14th Congress".
const ARMY: [&str; 12] = [
    "army",
    "corps",
    "infantry",
    "armoured",
    "armored",
    "mechanised",
    "mechanized",
    "fleet",
    "congress",
    "summit",
    "street",
    "parallel",
];

fn is_named(words: Words<'_>, end: usize) -> bool {
    words.is(end, &NAMED) && words.get(end).is_some_and(|l| l.capital)
}

/// "14" is 2014, "87" is 1987.
fn two(n: i64) -> i16 {
    (if n < 50 { 2000 + n } else { 1900 + n }) as i16
}

/// "2000 men" counts; "a 2009 analysis" and "the 2011 protests" are dated.
fn counts_a_noun(words: Words<'_>, at: usize) -> bool {
    use khaldun_language::{Dep, Tag};
    let dated = words.before(at) == "of"
        && at >= 2
        && (words.is(at - 2, &["half", "quarter", "end", "beginning", "start", "all", "most"])
            || matches!(words.class(at - 2), Some(Class::Season(_) | Class::Month(_))));
    let between = words.before(at) == "between" && words.low(at + 1) == "and"
        || words.before(at) == "and" && at >= 3 && words.low(at - 3) == "between";
    if dated || between && four(words, at).is_some() {
        return false;
    }
    let Some((doc, token)) = words.doc.zip(words.token(at)) else { return false };
    let plural = |h: usize| h > token && matches!(doc.tokens[h].tag, Tag::Nns | Tag::Nnps);
    let determined = matches!(words.before(at), "the" | "a" | "its" | "their" | "his" | "her");
    doc.dep(token) == Dep::Nummod && !determined && doc.head(token).is_some_and(plural)
}

/// A day of a month in digits or words.
fn day(words: Words<'_>, at: usize) -> Option<(usize, i8)> {
    let (next, n) = match words.digits(at) {
        Some((n, digits)) if digits <= 2 => (at + 1, n),
        _ => numeral::ordinal(words, at)?,
    };
    (1..=31).contains(&n).then_some((next, n as i8))
}

/// The month a word names, with the point of an abbreviation.
fn month_at(words: Words<'_>, at: usize) -> Option<(usize, i8)> {
    let Some(Class::Month(m)) = words.class(at) else { return None };
    let short = words.low(at).len() <= 4 && !matches!(words.low(at), "may" | "june" | "july");
    let point = short && words.get(at + 1).is_some_and(|l| l.low == "." && l.glued);
    Some((at + 1 + usize::from(point), m))
}

fn valid(month: i8, day: i8) -> bool {
    jiff::civil::Date::new(2000, month, day).is_ok()
}

/// "2014-07-17", "2014/07/17".
fn iso(words: Words<'_>, at: usize) -> Option<Expr> {
    let y = four(words, at)?;
    let mark = words.low(at + 1);
    if !matches!(mark, "-" | "/" | "‑") || words.low(at + 3) != mark {
        return None;
    }
    let (m, _) = words.digits(at + 2)?;
    let (d, _) = words.digits(at + 4)?;
    let (month, day) = (i8::try_from(m).ok()?, i8::try_from(d).ok()?);
    valid(month, day).then(|| Expr::cal((at, at + 5), Cal::Day { year: Some(y), month, day }))
}

/// "17/7/14", "17.07.2014".
fn slashed(words: Words<'_>, at: usize) -> Option<Expr> {
    let low = words.low(at);
    if low.matches('.').count() == 2 {
        let parts: Vec<i64> = low.split('.').map(|p| p.parse().ok()).collect::<Option<_>>()?;
        return either((at, at + 1), parts[0], parts[1], parts[2]);
    }
    if words.low(at + 1) != "/" || words.low(at + 3) != "/" || words.before(at) == "/" {
        return None;
    }
    let (a, _) = words.digits(at)?;
    let (b, _) = words.digits(at + 2)?;
    let (y, digits) = words.digits(at + 4)?;
    if digits != 2 && digits != 4 {
        return None;
    }
    either((at, at + 5), a, b, y)
}

fn either(span: (usize, usize), a: i64, b: i64, y: i64) -> Option<Expr> {
    let year = if y < 100 {
        two(y)
    } else {
        i16::try_from(y).ok().filter(|y| (1000..=2100).contains(y))?
    };
    let (a, b) = (i8::try_from(a).ok()?, i8::try_from(b).ok()?);
    let cal = match (valid(b, a), valid(a, b)) {
        (true, true) if a != b => Cal::Either { year, first: a, second: b },
        (true, _) => Cal::Day { year: Some(year), month: b, day: a },
        (false, true) => Cal::Day { year: Some(year), month: a, day: b },
        (false, false) => return None,
    };
    Some(Expr::cal(span, cal))
}

/// "5 May", "the 5th of May 2014", "6-7 March", "3 and 5 May", "30 June-2 July".
fn day_month(words: Words<'_>, at: usize) -> Option<Expr> {
    let (mut next, first) = day(words, at)?;
    let mut from = first;
    let mut last = first;
    while words.is(next, &["-", "–", "‑", "—", "and", "to", "or", "&", ","]) {
        let Some((after, d)) = day(words, next + 1) else { break };
        (next, last) = (after, d);
        from = from.min(d);
    }
    if words.low(next) == "of" {
        next += 1;
    }
    let (next, month) = month_at(words, next)?;
    if !valid(month, first) || !valid(month, last) {
        return None;
    }
    // "30 June-2 July 2014".
    if words.is(next, &["-", "–", "to"])
        && let Some((d_end, d)) = day(words, next + 1)
        && let Some((m_end, m)) = month_at(words, d_end)
        && valid(m, d)
        && words.before(at) != "from"
    {
        let (end, year) = year_after(words, m_end);
        let cal = Cal::Days { year, from: (month, first), to: (m, d) };
        return Some(Expr::cal((at, end), cal));
    }
    let (end, year) = year_after(words, next);
    if is_named(words, end) {
        return None;
    }
    Some(Expr::cal((at, end), days(year, month, from.min(last), last.max(first))))
}

fn days(year: Option<i16>, month: i8, first: i8, last: i8) -> Cal {
    if first == last {
        Cal::Day { year, month, day: first }
    } else {
        Cal::Days { year, from: (month, first), to: (month, last) }
    }
}

/// "May 5", "May 5-7, 2014", "Sept. 11th", "May 5 and 6".
fn month_day(words: Words<'_>, at: usize) -> Option<Expr> {
    let (next, month) = month_at(words, at)?;
    let the = usize::from(words.low(next) == "the");
    let (mut next, first) = day(words, next + the)?;
    // "In March the first of them …": an ordinal in words closes a phrase, or it is no day.
    let spelt = words.digits(next - 1).is_none() && !words.get(next - 1)?.ordinal;
    if spelt && words.get(next).is_some_and(|l| l.low.chars().all(char::is_alphabetic)) {
        return None;
    }
    if !valid(month, first) {
        return None;
    }
    let mut last = first;
    while words.is(next, &["-", "–", "‑", "and", "to"]) {
        let Some((after, d)) = day(words, next + 1) else { break };
        if !valid(month, d)
            || words
                .class(after)
                .is_some_and(|c| matches!(c, Class::Month(_) | Class::Units(_) | Class::Unit(_)))
            || counts_a_noun(words, next + 1)
        {
            break;
        }
        (next, last) = (after, d);
    }
    let (end, year) = year_after(words, next);
    if is_named(words, end) {
        return None;
    }
    Some(Expr::cal((at, end), days(year, month, first.min(last), last.max(first))))
}

/// "Friday, 22 March 2013", "Thursday (14 March)".
fn weekday_and_date(words: Words<'_>, at: usize) -> Option<Expr> {
    let (next, _) = weekday_at(words, at)?;
    let skip = usize::from(words.is(next, &[",", "("]));
    let the = usize::from(words.low(next + skip) == "the");
    let from = next + skip + the;
    let expr =
        day_month(words, from).or_else(|| month_day(words, from)).or_else(|| iso(words, from));
    let expr = expr.or_else(|| day_of_month(words, from).filter(|_| the == 1))?;
    let close = usize::from(words.low(next) == "(" && words.low(expr.words.1) == ")");
    Some(Expr { words: (at, expr.words.1 + close), ..expr })
}

/// "March 2014", "in May", "June-August 2014", "last March".
fn month(words: Words<'_>, at: usize) -> Option<Expr> {
    let (rel, from) = rel_before(words, at);
    let (next, month) = month_at(words, from)?;
    if words.is(next, &["-", "–", "/", "to"])
        && let Some((after, to)) = month_at(words, next + 1)
        && !matches!(words.before(at), "from")
    {
        let (end, year) = year_after(words, after);
        if words.low(next) != "to" || year.is_some() {
            return Some(Expr::cal((at, end), Cal::Months { year, from: month, to }));
        }
    }
    let (end, year) = year_after(words, next);
    if year.is_none() && rel.is_none() && !is_month_here(words, from, next) {
        return None;
    }
    let cal = Cal::Month { year, month };
    Some(Expr::new((at, end), Says::Cal { cal, rel, of_year: None }))
}

fn rel_before(words: Words<'_>, at: usize) -> (Option<Rel>, usize) {
    match words.low(at) {
        "last" | "past" => (Some(Rel::Last), at + 1),
        "this" => (Some(Rel::This), at + 1),
        "next" | "coming" => (Some(Rel::Next), at + 1),
        _ => (None, at),
    }
}

/// Whether a month's name that stands alone is a month.
fn is_month_here(words: Words<'_>, at: usize, next: usize) -> bool {
    let before = words.before(at);
    let led = [
        "in",
        "since",
        "until",
        "till",
        "by",
        "of",
        "during",
        "from",
        "early",
        "late",
        "mid",
        "through",
        "throughout",
        "before",
        "after",
        "between",
        "last",
        "next",
        "this",
        "to",
        "-",
        "and",
        "every",
        "each",
        "for",
    ];
    let led = led.contains(&before);
    if words.is(at, &["may", "march", "mar"]) {
        let name = words.get(at).is_some_and(|l| l.capital);
        return name
            && led
            && (!words.shouted || words.is_dated(at))
            && !matches!(before, "to" | "for" if !words.is_dated(at));
    }
    let full = words.low(at).len() > 4 || matches!(words.low(at), "june" | "july");
    let capital = words.get(at).is_some_and(|l| l.capital);
    // "Mar", "Jan" and the like need a point and a preposition: they are names too.
    capital && (full || led && next > at + 1)
}

/// "the summer of 2011", "spring 2014", "last winter", "this summer", "in the autumn".
fn season(words: Words<'_>, at: usize) -> Option<Expr> {
    let (rel, from) = rel_before(words, at);
    let Some(Class::Season(season)) = words.class(from) else { return None };
    let (end, year) = year_after(words, from + 1);
    let before = words.before(at);
    let led = matches!(
        before,
        "in" | "during" | "by" | "since" | "until" | "this" | "early" | "late" | "mid" | "of"
    ) || before == "the"
        && matches!(
            at.checked_sub(2).map_or("", |p| words.low(p)),
            "in" | "during" | "by" | "over" | "since" | "through" | "throughout" | "until" | "of"
        );
    // "fall" and "spring" are verbs, and "Arab Spring" is a name.
    let verbal = words.is(from, &["fall", "spring"]) && rel.is_none() && year.is_none() && !led;
    let named =
        year.is_none() && words.get(from).is_some_and(|l| l.capital) && !led && rel.is_none();
    if verbal || named || words.low(from) == "fall" && words.low(from + 1) == "of" && year.is_none()
    {
        return None;
    }
    if year.is_none() && rel.is_none() && !led && before != "the" {
        return None;
    }
    let cal = Cal::Season { year, season };
    Some(Expr::new((at, end), Says::Cal { cal, rel, of_year: None }))
}

/// "the third quarter of 2012", "Q3 2012", "the first half of 2014" is a part.
fn quarter(words: Words<'_>, at: usize) -> Option<Expr> {
    let low = words.low(at);
    let short =
        low.strip_prefix('q').and_then(|n| n.parse::<i8>().ok()).filter(|n| (1..=4).contains(n));
    let half =
        low.strip_prefix('h').and_then(|n| n.parse::<i8>().ok()).filter(|n| (1..=2).contains(n));
    if let Some(quarter) = short {
        let (end, year) = year_after(words, at + 1);
        return Some(Expr::cal((at, end), Cal::Quarter { year, quarter }));
    }
    if let Some(half) = half {
        let (end, year) = year_after(words, at + 1);
        return year.map(|_| Expr::cal((at, end), Cal::Half { year, half }));
    }
    let (next, n) = numeral::ordinal(words, at)?;
    if words.low(next) != "quarter" || !(1..=4).contains(&n) {
        return None;
    }
    let (end, year) = year_after(words, next + 1);
    Some(Expr::cal((at, end), Cal::Quarter { year, quarter: n as i8 }))
}

/// "Ramadan 2016", "Eid al-Fitr", "Christmas Day", "last Easter".
fn holiday(words: Words<'_>, at: usize) -> Option<Expr> {
    let (rel, from) = rel_before(words, at);
    if !words.get(from)?.capital {
        return None;
    }
    for length in (1..=6).rev() {
        let parts = words.lex.get(from..from + length);
        let Some(parts) = parts else { continue };
        let mut name = String::new();
        for (i, part) in parts.iter().enumerate() {
            if i > 0 && !part.glued {
                name.push(' ');
            }
            name.push_str(&part.low.replace('\'', ""));
        }
        let Some(holiday) = calendar::holiday(name.trim_matches(['\'', '’'])) else { continue };
        let (end, year) = year_after(words, from + length);
        let cal = Cal::Holiday { year, holiday };
        return Some(Expr::new((at, end), Says::Cal { cal, rel, of_year: None }));
    }
    None
}

const DECADES: &[&str] =
    &["twenties", "thirties", "forties", "fifties", "sixties", "seventies", "eighties", "nineties"];

/// "the 1990s", "the '90s", "the nineties".
fn decade(words: Words<'_>, at: usize) -> Option<Expr> {
    let low = words.low(at);
    if let Some(n) = low.strip_suffix('s').and_then(|n| n.parse::<i16>().ok()) {
        if (1000..=2100).contains(&n) && n % 10 == 0 {
            return Some(Expr::cal((at, at + 1), Cal::Years(n, n + 9)));
        }
        let quoted = words.is_quote(at);
        if (10..=90).contains(&n) && n % 10 == 0 && quoted {
            return Some(Expr::cal((at, at + 1), Cal::Years(1900 + n, 1909 + n)));
        }
    }
    let n = DECADES.iter().position(|d| *d == low)?;
    let led = matches!(words.before(at), "the" | "nineteen" | "early" | "late" | "mid" | "-");
    let first = 1920 + 10 * n as i16;
    led.then(|| Expr::cal((at, at + 1), Cal::Years(first, first + 9)))
}

/// "the 20th century", "the nineteenth century".
fn century(words: Words<'_>, at: usize) -> Option<Expr> {
    let (next, n) = numeral::ordinal(words, at)?;
    let dash = usize::from(words.low(next) == "-");
    let is = matches!(words.low(next + dash), "century" | "centuries") && (1..=21).contains(&n);
    is.then(|| Expr::new((at, next + dash + 1), Says::Century(n as i16)))
}

/// "2011", "2011-12", "2003 to 2010".
fn year(words: Words<'_>, at: usize) -> Option<Expr> {
    let y = four(words, at)?;
    if words.before(at) == "/" || words.is(at + 1, &["%", "metres", "km"]) {
        return None;
    }
    if words.is(at + 1, &["-", "–", "/"]) {
        if let Some(to) = four(words, at + 2)
            && to > y
            && to - y < 200
        {
            return Some(Expr::cal((at, at + 3), Cal::Years(y, to)));
        }
        if let Some((n, 2)) = words.digits(at + 2) {
            let to = y - y % 100 + n as i16;
            if to > y {
                return Some(Expr::cal((at, at + 3), Cal::Years(y, to)));
            }
        }
    }
    is_year_here(words, at, y).then(|| Expr::cal((at, at + 1), Cal::Year(y)))
}

fn is_year_here(words: Words<'_>, at: usize, y: i16) -> bool {
    const NUMBERED: [&str; 12] = [
        "hill",
        "height",
        "point",
        "route",
        "highway",
        "flight",
        "resolution",
        "unit",
        "post",
        "order",
        "article",
        "room",
    ];
    let numbered =
        at > 0 && words.is(at - 1, &NUMBERED) && words.get(at - 1).is_some_and(|l| l.capital);
    if numbered || counts_a_noun(words, at) || words.is(at.wrapping_sub(1), &["$", "€", "£", "#"])
    {
        return false;
    }
    let led = matches!(
        words.before(at),
        "in" | "since"
            | "until"
            | "till"
            | "by"
            | "from"
            | "of"
            | "during"
            | "before"
            | "after"
            | "to"
            | "between"
            | "and"
            | "early"
            | "late"
            | "mid"
            | "("
            | "through"
            | "throughout"
            | "-"
            | "–"
            | "year"
            | "around"
            | "the"
            | "circa"
            | "for"
            | ","
    );
    (1700..=2100).contains(&y) && (led || words.is_dated(at) || (1940..=2060).contains(&y))
}

fn weekday_at(words: Words<'_>, at: usize) -> Option<(usize, i8)> {
    let Some(Class::Weekday(d)) = words.class(at) else { return None };
    let short = words.low(at).len() <= 5;
    if !words.get(at)?.capital {
        return None;
    }
    let point = short && words.get(at + 1).is_some_and(|l| l.low == "." && l.glued);
    if short && !point && !words.is_dated(at) {
        return None;
    }
    Some((at + 1 + usize::from(point), d))
}

/// "Thursday", "last Friday", "this coming Monday".
fn weekday(words: Words<'_>, at: usize) -> Option<Expr> {
    let (mut rel, mut from) = rel_before(words, at);
    if rel == Some(Rel::This) && words.is(from, &["coming", "past"]) {
        rel = if words.low(from) == "past" { Some(Rel::Last) } else { Some(Rel::Next) };
        from += 1;
    }
    let (end, day) = weekday_at(words, from)?;
    let cal = Cal::Weekday(day);
    Some(Expr::new((at, end), Says::Cal { cal, rel, of_year: None }))
}

/// "on the 22nd", "around the 18th": no noun may follow ("the 5th Brigade").
fn day_of_month(words: Words<'_>, at: usize) -> Option<Expr> {
    use khaldun_language::Pos;
    let lex = words.get(at).filter(|l| l.ordinal)?;
    let (n, _) = lex.number.filter(|(n, _)| (1..=31).contains(n))?;
    let led = words.before(at) == "the";
    let follows = words.token(at + 1).filter(|_| words.get(at + 1).is_some());
    let noun = words
        .doc
        .zip(follows)
        .is_some_and(|(d, t)| matches!(d.pos(t), Pos::Noun | Pos::Propn | Pos::Adj | Pos::Num));
    let glued = words.get(at + 1).is_some_and(|l| l.low == "-" || l.capital);
    // "On the 9th Gori was bombed": a name begins the clause, and no unit of an army bears the number.
    let unit = (1..=3).any(|n| words.is(at + n, &NAMED) || words.is(at + n, &ARMY));
    if led && at >= 2 && words.low(at - 2) == "on" && glued && !unit && words.low(at + 1) != "-" {
        return Some(Expr::cal((at, at + 1), Cal::DayOfMonth(n as i8)));
    }
    (led && !noun && !glued).then(|| Expr::cal((at, at + 1), Cal::DayOfMonth(n as i8)))
}
