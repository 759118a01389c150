//! What sort of thing is asserted?

use crate::clause::Clause;
use khaldun_language::Parsed;
use khaldun_model::{Claim, Mentions};
use khaldun_text::Account;

/// Reads it for every claim; `claims[i]` reads `clauses[i]`.
pub fn fill(
    _account: &Account,
    _parsed: &Parsed,
    _mentions: &Mentions,
    _clauses: &[Clause],
    _claims: &mut [Claim],
) {
}
