//! Where and when is it set?

mod again;
mod assign;
mod learned;
mod offered;
mod place;
mod scene;
mod sign;
mod tense;
mod time;

use crate::clause::Clause;
use khaldun_language::Parsed;
use khaldun_model::{Claim, Mentions, Window};
use khaldun_text::Account;
use offered::Candidate;

/// Fills places and time window; `claims[i]` reads `clauses[i]`.
pub fn fill(
    account: &Account,
    parsed: &Parsed,
    mentions: &Mentions,
    clauses: &[Clause],
    claims: &mut [Claim],
) {
    place::fill(account, parsed, mentions, clauses, claims);
    time::fill(account, parsed, mentions, clauses, claims, &mut |_, _| {});
}

/// What a claim without a date of its own could be set on; for learning which it is.
pub fn offered_dates(
    account: &Account,
    parsed: &Parsed,
    mentions: &Mentions,
    clauses: &[Clause],
    claims: &[Claim],
) -> Vec<(usize, Window, Vec<String>)> {
    let mut all = Vec::new();
    let mut keep = |i: usize, offered: &[Candidate]| {
        all.extend(offered.iter().map(|c| (i, c.window, c.signs.clone())));
    };
    time::fill(account, parsed, mentions, clauses, &mut claims.to_vec(), &mut keep);
    all
}
