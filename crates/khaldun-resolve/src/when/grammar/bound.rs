use super::Words;
use crate::when::expr::{Cal, Expr, Says};
use khaldun_model::TimeBound;

/// What the words before an expression make of it: "since 2013", "until Friday", "by Thursday evening",
/// "from June", "between 3 and 5 May", "around the 9th".
pub(super) fn read(words: Words<'_>, expr: &mut Expr) {
    if matches!(expr.says, Says::Inside { .. }) {
        expr.bound = TimeBound::Within;
        return;
    }
    if matches!(expr.says, Says::Duration | Says::Set | Says::Stretch { .. } | Says::Vague(_)) {
        return;
    }
    let mut at = expr.words.0;
    while at > 0
        && matches!(words.low(at - 1), "the" | "a" | "about" | "early" | "late" | "least" | "at")
    {
        if words.low(at - 1) == "about" {
            break;
        }
        at -= 1;
    }
    let two = |a: &str, b: &str| at >= 2 && words.low(at - 2) == a && words.low(at - 1) == b;
    expr.bound = match words.before(at) {
        "since" => TimeBound::Since,
        "until" | "till" => TimeBound::Until,
        // "through June" reaches its end; "all through the spring" lies in it.
        "through" if at == expr.words.0 && words.before(at - 1) != "all" => TimeBound::Until,
        "by" => TimeBound::By,
        "before" => TimeBound::Before,
        "after" | "following" => TimeBound::After,
        "from" => TimeBound::From,
        "around" | "about" | "circa" | "c" => TimeBound::Around,
        "to" if two("up", "to") || two("prior", "to") => {
            if two("up", "to") {
                TimeBound::Until
            } else {
                TimeBound::Before
            }
        }
        "of" if two("ahead", "of") => TimeBound::Before,
        "of" => before_an_event(words, at - 1),
        _ => TimeBound::In,
    };
    let stepped = matches!(expr.says, Says::Later { .. } | Says::Ago { .. });
    if stepped && matches!(expr.bound, TimeBound::Before | TimeBound::After) {
        expr.bound = TimeBound::In;
    }
}

/// "before the vote of December 2005", "in the run-up to the elections of 7 March": the bound stands before the event
/// that the date is of.
fn before_an_event(words: Words<'_>, of: usize) -> TimeBound {
    let Some(article) = (2..=4)
        .filter_map(|n| of.checked_sub(n))
        .find(|a| words.is(*a, &["the", "a", "its", "their"]))
    else {
        return TimeBound::In;
    };
    match words.before(article) {
        "before" => TimeBound::Before,
        "after" | "following" => TimeBound::After,
        "since" => TimeBound::Since,
        "until" | "till" => TimeBound::Until,
        "to" if article >= 4 && words.are(article - 4, &["run", "-", "up"])
            || article >= 2 && words.is(article - 2, &["run-up", "runup", "up", "prior"]) =>
        {
            TimeBound::Before
        }
        _ => TimeBound::In,
    }
}

/// "from X to Y", "between X and Y": the second part bounds the end, and lends the first its year.
pub(super) fn pair(words: Words<'_>, found: &mut [Expr]) {
    for i in 1..found.len() {
        let (left, right) = found.split_at_mut(i);
        let (Some(first), Some(second)) = (left.last_mut(), right.first_mut()) else { continue };
        let gap = first.words.1..second.words.0;
        let gap: Vec<&str> = gap.map(|w| words.low(w)).filter(|w| *w != "the").collect();
        let [link] = gap.as_slice() else { continue };
        let between = words.before(first.words.0) == "between"
            || words.before(first.words.0) == "the"
                && words.before(first.words.0.saturating_sub(1)) == "between";
        if between && *link == "and" {
            first.bound = TimeBound::From;
            second.bound = TimeBound::Until;
        }
        if first.bound == TimeBound::From
            && matches!(*link, "to" | "until" | "till" | "through" | "-" | "–")
        {
            second.bound = TimeBound::Until;
        }
        if matches!(*link, "and" | "to" | "until" | "till" | "through" | "-" | "–" | "or" | ",") {
            lend_year(first, second);
        }
    }
}

fn lend_year(first: &mut Expr, second: &Expr) {
    if let (Says::Cal { cal: a, rel: None, of_year: None }, Says::Cal { cal: b, .. }) =
        (&mut first.says, &second.says)
        && a.lacks_year()
        && !matches!(b, Cal::Year(_) | Cal::Years(..))
        && !matches!(a, Cal::Weekday(_) | Cal::DayOfMonth(_))
        && let Some(year) = b.year()
    {
        let later = month_of(a) > month_of(b);
        *a = a.with_year(if later { year - 1 } else { year });
    }
}

fn month_of(cal: &Cal) -> i8 {
    match cal {
        Cal::Month { month, .. } | Cal::Day { month, .. } => *month,
        Cal::Months { from, .. } => *from,
        Cal::Days { from, .. } => from.0,
        _ => 0,
    }
}
