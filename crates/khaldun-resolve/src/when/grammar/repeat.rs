use super::Words;
use crate::when::expr::{Expr, Says};
use crate::when::lex::Class;

/// What recurs: "every Friday", "each morning", "daily", "on Fridays", "twice a week".
///
/// *Why it matters:* a habit has no day; its window, if any, comes from the clause.
pub(super) fn read(words: Words<'_>, at: usize) -> Option<Expr> {
    let set = |end| Some(Expr::new((at, end), Says::Set));
    if words.is(at, &["every", "each"]) {
        let other = usize::from(words.is(at + 1, &["other", "single", "second", "third"]));
        let next = at + 1 + other;
        return match words.class(next) {
            Some(Class::Unit(_) | Class::Weekday(_) | Class::Month(_) | Class::Season(_)) => {
                set(next + 1)
            }
            Some(Class::Number(_) | Class::Some(_)) if words.unit(next + 1).is_some() => {
                set(next + 2)
            }
            _ => None,
        };
    }
    if matches!(words.class(at), Some(Class::Often)) {
        return set(at + 1);
    }
    if matches!(words.class(at), Some(Class::Weekdays(_)))
        && words.get(at).is_some_and(|l| l.capital)
    {
        return set(at + 1);
    }
    let often = words.is(at, &["once", "twice"])
        || words.low(at + 1) == "times" && super::numeral::count(words, at).is_some();
    let rate_at = if words.low(at + 1) == "times" { at + 2 } else { at + 1 };
    let rate = words.is(rate_at, &["a", "per", "an", "each", "every"])
        && matches!(words.class(rate_at + 1), Some(Class::Unit(_)));
    if often && rate {
        return set(rate_at + 2);
    }
    if words.low(at) == "per" && matches!(words.class(at + 1), Some(Class::Unit(_))) {
        return set(at + 2);
    }
    None
}
