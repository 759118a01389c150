use super::{Words, numeral};
use crate::when::expr::{Event, Expr, Rel, Says};
use crate::when::lex::{Class, Unit};

/// Dates reckoned from another: from the account's own ("yesterday", "last week", "two years ago", "in three
/// days") or from the last date told ("two days later", "the next day", "the following month", "the same
/// morning", "six days after the parade attack").
///
/// *Why it matters:* narratives of fighting are told in such steps; each is only as good as the step before.
///
/// *Known misreadings:* "the next year" may be the year to come or the year that followed; with an
/// article it is taken for the year that followed.
pub(super) fn read(words: Words<'_>, at: usize) -> Option<Expr> {
    let readers = [
        deictic,
        period,
        weekend,
        earlier_this,
        ago,
        later,
        hence,
        adjacent,
        inside,
        stretch,
        vague,
    ];
    let mut best: Option<Expr> = None;
    for reader in readers {
        if let Some(expr) = reader(words, at)
            && best.as_ref().is_none_or(|b| expr.words.1 > b.words.1)
        {
            best = Some(expr);
        }
    }
    best
}

fn deictic(words: Words<'_>, at: usize) -> Option<Expr> {
    let (length, n) = match words.low(at) {
        "today" => (1, 0),
        "yesterday" => (1, -1),
        "tomorrow" => (1, 1),
        "day" if words.are(at, &["day", "before", "yesterday"]) => (3, -2),
        "day" if words.are(at, &["day", "after", "tomorrow"]) => (3, 2),
        _ => return None,
    };
    Some(Expr::new((at, at + length), Says::Today(n)))
}

fn rel(words: Words<'_>, at: usize) -> Option<Rel> {
    Some(match words.low(at) {
        "last" | "past" => Rel::Last,
        "this" | "current" => Rel::This,
        "next" | "coming" => Rel::Next,
        _ => return None,
    })
}

/// "last week", "this year", "next month"; "the last week" is a length.
fn period(words: Words<'_>, at: usize) -> Option<Expr> {
    let rel = rel(words, at)?;
    if words.is(at, &["past", "coming"]) && words.before(at) != "this" {
        return None;
    }
    let Some(Class::Unit(unit)) = words.class(at + 1) else { return None };
    let article = words.before(at) == "the";
    match unit {
        Unit::Second | Unit::Minute | Unit::Hour => None,
        Unit::Day | Unit::PartOfDay if rel != Rel::This => None,
        // "the last week", "the past year" are lengths; "the next day" is told by another rule.
        _ if article && rel != Rel::This => None,
        Unit::PartOfDay => Some(part_of_today(words, at, 0)),
        Unit::Night => Some(part_of_today(words, at, if rel == Rel::Last { -1 } else { 0 })),
        _ => {
            if words.low(at) == "this" && unit == Unit::Day {
                return None;
            }
            Some(Expr::new((at, at + 2), Says::Period { rel, unit }))
        }
    }
}

/// "over the weekend", "by the weekend": the last one.
fn weekend(words: Words<'_>, at: usize) -> Option<Expr> {
    let led = at >= 2
        && words.before(at) == "the"
        && words.is(at - 2, &["over", "by", "at", "during", "since", "before", "on"]);
    let alone = words.low(at) == "weekend" && !words.is(at + 1, &["before", "after", "of"]);
    (led && alone)
        .then(|| Expr::new((at, at + 1), Says::Period { rel: Rel::Last, unit: Unit::Weekend }))
}

fn part_of_today(_words: Words<'_>, at: usize, n: i64) -> Expr {
    Expr { clock: true, overnight: n < 0, ..Expr::new((at, at + 2), Says::Today(n)) }
}

/// "earlier this month", "later this year", "earlier today".
fn earlier_this(words: Words<'_>, at: usize) -> Option<Expr> {
    let earlier = match words.low(at) {
        "earlier" => true,
        "later" => false,
        _ => return None,
    };
    if words.is(at + 1, &["today", "yesterday"]) {
        let n = if words.low(at + 1) == "today" { 0 } else { -1 };
        return Some(Expr::new((at, at + 2), Says::Today(n)));
    }
    let (this, last) = (words.low(at + 1) == "this", words.low(at + 1) == "last");
    let in_the = words.are(at + 1, &["in", "the"]);
    let unit_at = if in_the { at + 3 } else { at + 2 };
    let Some(Class::Unit(unit)) = words.class(unit_at) else { return None };
    if last {
        return Some(Expr::new((at, at + 3), Says::Period { rel: Rel::Last, unit }));
    }
    let long = matches!(unit, Unit::Week | Unit::Month | Unit::Year | Unit::Decade | Unit::Quarter);
    ((this || in_the) && long).then(|| Expr::new((at, unit_at + 1), Says::Within { unit, earlier }))
}

/// A count and a unit: "two weeks", "a few days", "three and a half years".
pub(super) fn amount(words: Words<'_>, at: usize) -> Option<(usize, i64, Unit, bool)> {
    let (mut next, n, vague) = numeral::count(words, at)?;
    if words.are(next, &["and", "a", "half"]) {
        next += 3;
    }
    if words.is(next, &["full", "more", "whole", "consecutive", "straight", "long", "short", "-"]) {
        next += 1;
    }
    let unit = words.unit(next)?;
    Some((next + 1, n, unit, vague))
}

/// "two years ago", "a week ago today", "some months ago".
fn ago(words: Words<'_>, at: usize) -> Option<Expr> {
    let (next, n, unit, vague) = amount(words, at)?;
    if words.low(next) != "ago" {
        return None;
    }
    let exact = words.low(next + 1) == "today";
    let end = next + 1 + usize::from(exact);
    Some(Expr::new((at, end), Says::Ago { n: -n, unit, exact, vague }))
}

/// "three days from now", "in three days' time".
fn hence(words: Words<'_>, at: usize) -> Option<Expr> {
    let (next, n, unit, vague) = amount(words, at)?;
    let from_now = words.are(next, &["from", "now"]) || words.are(next, &["from", "today"]);
    let time = words.are(next, &["'", "time"]);
    if !(from_now || time) {
        return None;
    }
    Some(Expr::new((at, next + 2), Says::Ago { n, unit, exact: false, vague }))
}

/// "two days later", "a month earlier", "three days after that", "six days after the parade attack".
fn later(words: Words<'_>, at: usize) -> Option<Expr> {
    let (next, n, unit, vague) =
        if words.is(at, &["days", "weeks", "months", "years", "hours", "moments", "minutes"]) {
            (at + 1, 0, words.unit(at).unwrap_or(Unit::Minute), true)
        } else {
            amount(words, at)?
        };
    let sign = match words.low(next) {
        "later" | "after" | "afterwards" | "afterward" | "on" => 1,
        "earlier" | "before" | "previously" | "beforehand" => -1,
        _ => return None,
    };
    if words.low(next) == "on" && !words.is(next + 1, &[",", "."]) {
        return None;
    }
    let related = words.is(next, &["after", "before"]);
    let that = related && words.is(next + 1, &["that", "this", "which", ",", ".", ";", ""]);
    let mark = words.is(next + 1, &[",", ".", ";", ""]);
    let mut end = next + 1 + usize::from(that && !mark);
    let exact = words.are(end, &["to", "the", "day"]);
    if exact {
        end += 3;
    }
    let event = if related && !that { Event::Named } else { Event::Told };
    let says = Says::Later { n: sign * n, unit, exact, vague, event };
    Some(Expr::new((at, end), says))
}

/// "the next day", "the following month", "the same morning", "that night", "the day before", "the year after".
fn adjacent(words: Words<'_>, at: usize) -> Option<Expr> {
    let article = words.before(at) == "the";
    let n = match words.low(at) {
        "next" | "following" | "subsequent" | "ensuing" if article => 1,
        "following" => 1,
        "previous" | "preceding" | "prior" => -1,
        "same" | "very" => 0,
        "that" => 0,
        _ => return day_before(words, at),
    };
    let mut unit_at = at + 1;
    if words.is(unit_at, &["same", "very"]) {
        unit_at += 1;
    }
    if let Some(Class::Weekday(_)) = words.class(unit_at) {
        return None;
    }
    let Some(Class::Unit(unit)) = words.class(unit_at) else { return None };
    if matches!(unit, Unit::Second | Unit::Minute | Unit::Hour) {
        return None;
    }
    let clock = matches!(unit, Unit::PartOfDay | Unit::Night);
    Some(Expr { clock, ..Expr::new((at, unit_at + 1), Says::Adjacent { n, unit }) })
}

/// "the day before", "the week after", at the end of a clause.
fn day_before(words: Words<'_>, at: usize) -> Option<Expr> {
    let Some(Class::Unit(unit)) = words.class(at) else { return None };
    if words.before(at) != "the" {
        return None;
    }
    let n = match words.low(at + 1) {
        "before" | "earlier" => -1,
        "after" => 1,
        _ => return None,
    };
    let closes = words.get(at + 2).is_none_or(|l| {
        matches!(
            l.low.as_str(),
            "," | "." | ";" | ")" | "and" | "in" | "at" | "by" | "near" | "when"
        )
    });
    let says = if closes {
        Says::Adjacent { n, unit }
    } else {
        Says::Later { n, unit, exact: false, vague: false, event: Event::Named }
    };
    Some(Expr::new((at, at + 2), says))
}

/// "the month", "the year": a period told before; read only after "the end of" and the like.
pub(super) fn the_unit(words: Words<'_>, at: usize) -> Option<Expr> {
    if !words.is(at, &["the", "that"]) {
        return None;
    }
    let Some(Class::Unit(unit)) = words.class(at + 1) else { return None };
    let long = matches!(unit, Unit::Week | Unit::Month | Unit::Year | Unit::Decade | Unit::Day);
    long.then(|| Expr::new((at, at + 2), Says::Adjacent { n: 0, unit }))
}

/// "within ten days", "within the week" is not read.
fn inside(words: Words<'_>, at: usize) -> Option<Expr> {
    if words.low(at) != "within" {
        return None;
    }
    // "within days": a few of them.
    let bare = words.is(at + 1, &["hours", "days", "weeks", "months", "years"]);
    let (end, n, unit) = if bare {
        (at + 2, 5, words.unit(at + 1)?)
    } else {
        amount(words, at + 1).map(|(end, n, unit, _)| (end, n, unit))?
    };
    Some(Expr::new((at, end), Says::Inside { n, unit }))
}

/// "the past two years", "the last few weeks", "recent months", "the next ten days", "the coming weeks".
fn stretch(words: Words<'_>, at: usize) -> Option<Expr> {
    let sign = match words.low(at) {
        "past" | "last" | "recent" => -1,
        "next" | "coming" => 1,
        _ => return None,
    };
    if let Some((end, n, unit, vague)) = amount(words, at + 1) {
        let n = if n == 0 { 3 } else { n };
        return Some(Expr::new((at, end), Says::Stretch { n: sign * n, unit, vague }));
    }
    let article = words.before(at) == "the";
    match words.class(at + 1) {
        Some(Class::Units(unit)) => {
            Some(Expr::new((at, at + 2), Says::Stretch { n: sign * 3, unit, vague: true }))
        }
        Some(Class::Unit(unit)) if article && !words.is(at, &["next"]) => {
            Some(Expr::new((at, at + 2), Says::Stretch { n: sign, unit, vague: false }))
        }
        _ => None,
    }
}

fn vague(words: Words<'_>, at: usize) -> Option<Expr> {
    if let Some(Class::Vague(now)) = words.class(at) {
        // "now that" is a conjunction.
        return (!words.are(at, &["now", "that"]))
            .then(|| Expr::new((at, at + 1), Says::Vague(now)));
    }
    let (length, now) =
        if words.are(at, &["at", "the", "moment"]) || words.are(at, &["these", "days", ","]) {
            (if words.low(at) == "at" { 3 } else { 2 }, true)
        } else if words.are(at, &["at", "present"]) {
            (2, true)
        } else if words.are(at, &["the", "future"])
            || words.are(at, &["the", "past"]) && !continues(words, at + 2)
        {
            (2, false)
        } else {
            return None;
        };
    Some(Expr::new((at, at + length), Says::Vague(now)))
}

fn continues(words: Words<'_>, at: usize) -> bool {
    words.unit(at).is_some() || numeral::count(words, at).is_some()
}
