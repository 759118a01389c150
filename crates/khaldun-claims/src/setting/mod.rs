//! Where and when is it set?

mod again;
mod assign;
mod place;
mod scene;
mod tense;
mod time;

use crate::clause::Clause;
use khaldun_language::Parsed;
use khaldun_model::{Claim, Mentions};
use khaldun_text::Account;

/// Fills places and time window; `claims[i]` reads `clauses[i]`.
pub fn fill(
    account: &Account,
    parsed: &Parsed,
    mentions: &Mentions,
    clauses: &[Clause],
    claims: &mut [Claim],
) {
    place::fill(account, parsed, mentions, clauses, claims);
    time::fill(account, parsed, mentions, clauses, claims);
}
