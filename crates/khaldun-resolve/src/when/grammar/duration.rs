use super::{Words, relative};
use crate::when::expr::{Expr, Says};
use crate::when::lex::{Class, Unit};

/// Lengths: "three months", "a few days", "almost seven years", "a mere 24 hours", "three-month", "years",
/// "a decade", "half an hour".
///
/// *Why it matters:* a length is no date; it must not be taken for one.
///
/// *Known misreadings:* ages ("12 years old", "a 30-year-old") are no lengths of anything told.
pub(super) fn read(words: Words<'_>, at: usize) -> Option<Expr> {
    let from = at + hedge(words, at);
    let (end, unit) = plain(words, from)?;
    let old = words.low(end) == "old" || words.low(end) == "-" && words.low(end + 1) == "old";
    if old || matches!(unit, Unit::Quarter | Unit::Half) {
        return None;
    }
    Some(Expr::new((at, end), Says::Duration))
}

/// "almost", "more than", "a mere", "the".
fn hedge(words: Words<'_>, at: usize) -> usize {
    if words.is(
        at,
        &[
            "almost",
            "nearly",
            "about",
            "over",
            "around",
            "roughly",
            "barely",
            "some",
            "approximately",
        ],
    ) {
        return 1;
    }
    let two = words.are(at, &["more", "than"])
        || words.are(at, &["less", "than"])
        || words.are(at, &["at", "least"])
        || words.are(at, &["a", "mere"])
        || words.are(at, &["up", "to"])
        || words.are(at, &["a", "full"]);
    if two { 2 } else { 0 }
}

fn plain(words: Words<'_>, at: usize) -> Option<(usize, Unit)> {
    if words.is(at, &["half"]) && words.is(at + 1, &["a", "an"]) {
        return words.unit(at + 2).map(|u| (at + 3, u));
    }
    if let Some((end, _, unit, _)) = relative::amount(words, at) {
        // "the first two weeks"; "a day" after a noun is a rate, told as recurring elsewhere.
        if unit == Unit::Second && words.low(end - 1) == "second" {
            return None;
        }
        let numbered = matches!(words.class(end), Some(Class::Number(_)));
        return (!numbered).then_some((end, unit));
    }
    match words.class(at) {
        Some(Class::Units(
            u @ (Unit::Day
            | Unit::Week
            | Unit::Month
            | Unit::Year
            | Unit::Decade
            | Unit::Hour
            | Unit::Minute
            | Unit::Century),
        )) => {
            let free = !matches!(
                words.before(at),
                "these" | "those" | "early" | "old" | "office" | "school" | "working" | "eight"
            );
            free.then_some((at + 1, u))
        }
        _ => None,
    }
}
