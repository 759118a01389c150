//! Values in words: how dates, figures and the vocabulary of the model are printed.

use jiff::civil::Date;
use khaldun_match::{Part, Standing, Verdict};
use khaldun_model::{Check, Figure, Kind, Modality, PlaceKind, Plover, Unit, Window};
use khaldun_text::Furniture;

const MONTHS: [&str; 12] = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
];

fn month(date: Date) -> &'static str {
    MONTHS[usize::from(date.month().unsigned_abs()) - 1]
}

/// A day: `3 March 2031`.
pub fn day(date: Date) -> String {
    format!("{} {} {}", date.day(), month(date), date.year())
}

/// A window, as short as it can be said without loss: a day, a month, a year, or from – to.
pub fn window(window: Window) -> String {
    let (a, b) = (window.start, window.end);
    let whole_months = a.day() == 1 && b.day() == b.days_in_month();
    let same_year = a.year() == b.year();
    if a == b {
        day(a)
    } else if whole_months && same_year && a.month() == 1 && b.month() == 12 {
        a.year().to_string()
    } else if whole_months && same_year && a.month() == b.month() {
        format!("{} {}", month(a), a.year())
    } else if whole_months && a.month() == 1 && b.month() == 12 {
        format!("{} – {}", a.year(), b.year())
    } else if same_year && a.month() == b.month() {
        format!("{}–{} {} {}", a.day(), b.day(), month(b), b.year())
    } else if same_year {
        format!("{} {} – {} {} {}", a.day(), month(a), b.day(), month(b), b.year())
    } else {
        format!("{} – {}", day(a), day(b))
    }
}

/// A count or measure without needless decimals, thousands set apart: `12 400`, `2.5`.
pub fn number(n: f64) -> String {
    if n.is_infinite() {
        return "∞".to_owned();
    }
    let text = format!("{n:.2}");
    let (whole, rest) = text.split_once('.').unwrap_or((&text, ""));
    let rest = rest.trim_end_matches('0');
    let whole = thousands(whole);
    if rest.is_empty() { whole } else { format!("{whole}.{rest}") }
}

fn thousands(digits: &str) -> String {
    if digits.len() <= 4 {
        return digits.to_owned();
    }
    let mut out = String::new();
    for (i, c) in digits.chars().enumerate() {
        if i > 0 && (digits.len() - i).is_multiple_of(3) {
            out.push('\u{202f}');
        }
        out.push(c);
    }
    out
}

/// A figure as loosely as it was put.
pub fn figure(figure: Figure) -> String {
    match figure {
        Figure::Exact(n) => number(n),
        Figure::AtLeast(n) => format!("at least {}", number(n)),
        Figure::AtMost(n) => format!("at most {}", number(n)),
        Figure::About(n) => format!("about {}", number(n)),
        Figure::Range(a, b) => format!("{} to {}", number(a), number(b)),
    }
}

/// What is counted.
pub fn unit(unit: &Unit) -> String {
    match unit {
        Unit::Deaths => "killed".to_owned(),
        Unit::Injuries => "injured".to_owned(),
        Unit::Captives => "held or missing".to_owned(),
        Unit::Displaced => "displaced".to_owned(),
        Unit::Strikes => "strikes".to_owned(),
        Unit::Money(currency) => currency.clone(),
        Unit::Other(noun) => noun.clone(),
    }
}

/// A row's lowest and highest figure.
pub fn deaths(range: (f64, f64)) -> String {
    let (low, high) = range;
    if low.total_cmp(&high).is_eq() {
        format!("{} killed", number(low))
    } else {
        format!("{} to {} killed", number(low), number(high))
    }
}

/// How firmly a claim is put; nothing for flat assertion.
pub fn modality(modality: Modality) -> Option<&'static str> {
    match modality {
        Modality::Asserted => None,
        Modality::Alleged => Some("alleged"),
        Modality::Attempted => Some("attempted"),
        Modality::Failed => Some("failed attempt"),
        Modality::Planned => Some("planned or announced"),
    }
}

/// An action class as a reader says it.
pub fn action(class: Plover) -> String {
    let name = class.as_str();
    name[..1].to_owned() + &name[1..].to_lowercase()
}

/// What could bear on a claim, in words.
pub fn check(check: Check) -> &'static str {
    match check {
        Check::Records => "event records",
        Check::Documents => "documents, statements or statistics",
        Check::Test => "a comparison over many events",
        Check::None => "nothing outside the account",
    }
}

/// A part of the comparison, as a row heading.
pub fn part(part: Part) -> &'static str {
    match part {
        Part::Act => "What",
        Part::Place => "Where",
        Part::Date => "When",
        Part::Parties => "Who",
        Part::Figures => "How many",
    }
}

/// How two parts stand.
pub fn standing(standing: Standing) -> &'static str {
    match standing {
        Standing::Agrees => "agrees",
        Standing::Differs => "differs",
        Standing::Silent => "one is silent",
    }
}

/// The mark that goes with a verdict's word.
pub fn verdict_mark(verdict: Verdict) -> &'static str {
    match verdict {
        Verdict::Corroborated => "✓",
        Verdict::Qualified => "≈",
        Verdict::Contradicted => "✕",
        Verdict::NotFoundThoughCovered => "○",
        Verdict::NotCovered => "◌",
        Verdict::NotCheckable => "·",
    }
}

/// A verdict's short class name in the page.
pub fn verdict_class(verdict: Verdict) -> &'static str {
    match verdict {
        Verdict::Corroborated => "cor",
        Verdict::Qualified => "qua",
        Verdict::Contradicted => "con",
        Verdict::NotFoundThoughCovered => "nof",
        Verdict::NotCovered => "noc",
        Verdict::NotCheckable => "not",
    }
}

/// What a verdict means, for the reader who meets it first.
pub fn verdict_meaning(verdict: Verdict) -> &'static str {
    match verdict {
        Verdict::Corroborated => "A row tells of the same event, and no stated detail differs.",
        Verdict::Qualified => {
            "Rows tell of the same event or of such events, but a stated detail differs or stays open. This is not a contradiction."
        }
        Verdict::Contradicted => "The record positively shows the contrary.",
        Verdict::NotFoundThoughCovered => {
            "The set covers such events there and then, and holds none that fits. Absence is not refutation."
        }
        Verdict::NotCovered => {
            "The set does not cover the time, the place, the kind of act or the actor."
        }
        Verdict::NotCheckable => "No event record could settle it.",
    }
}

/// A kind in the plural, for counts.
pub fn kinds(kind: Kind) -> &'static str {
    match kind {
        Kind::Event => "events",
        Kind::Pattern => "patterns",
        Kind::State => "states",
        Kind::Intent => "intents",
        Kind::Cause => "causes",
        Kind::Hypothetical => "hypotheticals",
        Kind::Judgement => "judgements",
    }
}

/// What a kind means.
pub fn kind_meaning(kind: Kind) -> &'static str {
    match kind {
        Kind::Event => "an act by an actor; speech acts count",
        Kind::Pattern => "a repeated behaviour or omission",
        Kind::State => "a condition, place, membership, control or amount",
        Kind::Intent => "a motive, aim, wish or knowledge ascribed to an actor",
        Kind::Cause => "that one thing brings about or explains another",
        Kind::Hypothetical => "a prediction, counterfactual or condition",
        Kind::Judgement => "an evaluation, moral or legal verdict, irony",
    }
}

/// Why a block was left out.
pub fn furniture(kind: Furniture) -> &'static str {
    match kind {
        Furniture::Menu => "menu",
        Furniture::Share => "share links",
        Furniture::CommentForm => "comment form",
        Furniture::ReaderComment => "readers' comments",
        Furniture::Copyright => "copyright lines",
        Furniture::Follow => "follow-us lines",
        Furniture::Related => "links to other articles",
        Furniture::Credit => "credits",
        Furniture::Hidden => "hidden text",
    }
}

/// What sort of place, in a word.
pub fn place_kind(kind: PlaceKind) -> &'static str {
    kind.as_str()
}

/// `1 claim`, `12 claims`.
pub fn count(n: usize, one: &str, many: &str) -> String {
    format!("{n} {}", if n == 1 { one } else { many })
}

/// A count at the head of a sentence or inside one: small ones in letters.
pub fn small(n: usize) -> String {
    const WORDS: [&str; 10] =
        ["none", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine"];
    WORDS.get(n).map_or_else(|| n.to_string(), |w| (*w).to_owned())
}

/// `a, b and c`.
pub fn list(items: &[String]) -> String {
    match items {
        [] => String::new(),
        [one] => one.clone(),
        [most @ .., last] => format!("{} and {last}", most.join(", ")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    #[test]
    fn windows_are_said_as_shortly_as_they_can_be() {
        let check = |start, end, said: &str| assert_eq!(window(Window { start, end }), said);
        check(date(2031, 3, 3), date(2031, 3, 3), "3 March 2031");
        check(date(2031, 3, 1), date(2031, 3, 31), "March 2031");
        check(date(2031, 1, 1), date(2031, 12, 31), "2031");
        check(date(2029, 1, 1), date(2031, 12, 31), "2029 – 2031");
        check(date(2031, 3, 3), date(2031, 3, 9), "3–9 March 2031");
        check(date(2031, 3, 30), date(2031, 4, 2), "30 March – 2 April 2031");
        check(date(2030, 12, 30), date(2031, 1, 2), "30 December 2030 – 2 January 2031");
    }

    #[test]
    fn numbers_lose_needless_decimals() {
        assert_eq!(number(9.0), "9");
        assert_eq!(number(2.5), "2.5");
        assert_eq!(number(12_400.0), "12\u{202f}400");
    }
}
