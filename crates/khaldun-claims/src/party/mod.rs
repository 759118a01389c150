//! Who acts, and on whom?

use crate::clause::Clause;
use khaldun_language::Parsed;
use khaldun_model::{Claim, Mentions};
use khaldun_text::Account;

/// Fills actor, target and open questions; `claims[i]` reads `clauses[i]`.
pub fn fill(
    _account: &Account,
    _parsed: &Parsed,
    _mentions: &Mentions,
    _clauses: &[Clause],
    _claims: &mut [Claim],
) {
}
