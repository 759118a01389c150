use super::Words;
use crate::when::expr::{Expr, Says};
use crate::when::lex::{Class, Unit};

/// Times of day: "10:30 a.m.", "at dawn", "overnight", "tonight", "the night of 6 March", "Friday morning".
///
/// *Why it matters:* its window is the day; a night reaches into the next one.
pub(super) fn read(words: Words<'_>, at: usize) -> Option<Expr> {
    night_of(words, at)
        .or_else(|| tonight(words, at))
        .or_else(|| hour(words, at))
        .or_else(|| word(words, at))
}

/// "the night of 6-7 March", "the morning of 3 May", "the evening of the same day".
fn night_of(words: Words<'_>, at: usize) -> Option<Expr> {
    let Some(Class::Unit(unit @ (Unit::PartOfDay | Unit::Night))) = words.class(at) else {
        return None;
    };
    if !words.is(at + 1, &["of", "on"]) {
        return None;
    }
    let the = usize::from(words.low(at + 2) == "the");
    let day = super::absolute::read(words, at + 2)
        .or_else(|| super::absolute::read(words, at + 2 + the))
        .or_else(|| super::relative::read(words, at + 2 + the))
        .or_else(|| super::relative::read(words, at + 2))?;
    let says_day = matches!(day.says, Says::Cal { .. } | Says::Today(_) | Says::Adjacent { .. });
    says_day.then(|| Expr {
        words: (at, day.words.1),
        clock: true,
        // "The night of 6-7 March" names both its days.
        overnight: unit == Unit::Night
            && !matches!(day.says, Says::Cal { cal: crate::when::expr::Cal::Days { .. }, .. }),
        ..day
    })
}

fn tonight(words: Words<'_>, at: usize) -> Option<Expr> {
    match words.low(at) {
        "tonight" => Some(Expr { clock: true, ..Expr::new((at, at + 1), Says::Today(0)) }),
        "overnight" => Some(Expr { clock: true, ..Expr::new((at, at + 1), Says::Clock) }),
        _ => None,
    }
}

/// "10:30", "3 p.m.", "02:30 local time", "5 o'clock", "14h30".
fn hour(words: Words<'_>, at: usize) -> Option<Expr> {
    let low = words.low(at);
    let lex = words.get(at)?;
    let colon = low.split_once(':').is_some_and(|(h, m)| {
        let minutes: String = m.chars().take_while(char::is_ascii_digit).collect();
        minutes.len() == 2
            && h.parse::<u8>().is_ok_and(|h| h < 24)
            && minutes.parse::<u8>().is_ok_and(|m| m < 60)
    });
    let suffixed = ["am", "pm", "a.m", "p.m", "a.m.", "p.m."];
    let glued =
        suffixed.iter().any(|s| low.strip_suffix(s).is_some_and(|h| h.parse::<f32>().is_ok()));
    let small = lex.number.is_some_and(|(n, _)| n <= 24);
    let dotted = low
        .split_once('.')
        .is_some_and(|(h, m)| m.len() == 2 && h.parse::<u8>().is_ok_and(|h| h < 24));
    let mut end = at + 1;
    if (small || colon || dotted) && words.is(end, &suffixed) {
        end += 1;
    } else if small
        && words.is(end, &["o"])
        && words.is(end + 1, &["'", "’"])
        && words.is(end + 2, &["clock"])
    {
        end += 3;
    } else if !glued && (dotted || !colon) {
        return None;
    }
    if words.low(end) == "."
        && words.get(end).is_some_and(|l| l.glued)
        && words.is(end - 1, &["a.m", "p.m"])
    {
        end += 1;
    }
    if words.is(end, &["local", "gmt", "utc", "est", "et"]) {
        end += 1 + usize::from(words.are(end, &["local", "time"]));
    }
    Some(Expr { clock: true, ..Expr::new((at, end), Says::Clock) })
}

/// "at dawn", "midnight", "in the morning", "the early hours".
fn word(words: Words<'_>, at: usize) -> Option<Expr> {
    if matches!(words.class(at), Some(Class::DayPart))
        && !words.get(at).is_some_and(|l| l.capital && at > 0 && !words.shouted)
    {
        return Some(Expr { clock: true, ..Expr::new((at, at + 1), Says::Clock) });
    }
    if words.are(at, &["early", "hours"]) || words.are(at, &["small", "hours"]) {
        let of = words.are(at + 2, &["of"]).then(|| {
            super::absolute::read(words, at + 3).or_else(|| super::relative::read(words, at + 3))
        });
        if let Some(Some(day)) = of {
            return Some(Expr { words: (at, day.words.1), clock: true, ..day });
        }
        return Some(Expr { clock: true, ..Expr::new((at, at + 2), Says::Clock) });
    }
    let Some(Class::Unit(Unit::PartOfDay)) = words.class(at) else { return None };
    let the = words.before(at) == "the";
    let led = matches!(
        at.checked_sub(2).map_or("", |p| words.low(p)),
        "in" | "during" | "by" | "throughout" | "early" | "late"
    );
    (the && led).then(|| Expr { clock: true, ..Expr::new((at, at + 1), Says::Clock) })
}

/// "Friday morning", "6 March at dawn" is two; "yesterday evening", "Thursday night".
pub(super) fn with_part_of_day(words: Words<'_>, mut expr: Expr) -> Expr {
    let dated = matches!(expr.says, Says::Cal { .. } | Says::Today(_));
    if let Some(Class::Unit(unit @ (Unit::PartOfDay | Unit::Night))) = words.class(expr.words.1)
        && dated
        && !expr.clock
    {
        expr.words.1 += 1;
        expr.clock = true;
        expr.overnight = unit == Unit::Night
            && matches!(expr.says, Says::Cal { cal: crate::when::expr::Cal::Day { .. }, .. });
    }
    expr
}
