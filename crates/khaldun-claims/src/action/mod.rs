//! Which act is it?

use crate::clause::Clause;
use khaldun_language::Parsed;
use khaldun_model::{Claim, Mentions};
use khaldun_text::Account;

/// Fills the coding of events and patterns; `claims[i]` reads `clauses[i]`.
pub fn fill(
    _account: &Account,
    _parsed: &Parsed,
    _mentions: &Mentions,
    _clauses: &[Clause],
    _claims: &mut [Claim],
) {
}

/// Codes one sentence, given the words of its source and target where they are known.
pub fn code(_text: &str, _source: Option<&str>, _target: Option<&str>) -> khaldun_model::Coding {
    khaldun_model::Coding {
        action: None,
        mode: None,
        context: None,
        because: String::new(),
        score: 0.0,
    }
}
