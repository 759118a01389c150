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
use offered::{Candidate, choose};

/// Fills places and time window; `claims[i]` reads `clauses[i]`.
pub fn fill(
    account: &Account,
    parsed: &Parsed,
    mentions: &Mentions,
    clauses: &[Clause],
    claims: &mut [Claim],
) {
    place::fill(account, parsed, mentions, clauses, claims);
    time::fill(account, parsed, mentions, clauses, claims, &mut |_, offered| choose(offered));
}

/// What claims without a date of their own could be set on, each offer with its signs; for learning
/// which it is. `told` says when a claim is set, and stands in for the choice, so that what is offered
/// to the claims after it does not hang on what was learnt before.
pub fn offered_dates(
    account: &Account,
    parsed: &Parsed,
    mentions: &Mentions,
    clauses: &[Clause],
    claims: &[Claim],
    told: &dyn Fn(usize) -> Option<Window>,
) -> Vec<(usize, Window, Vec<String>)> {
    let mut all = Vec::new();
    let mut claims = claims.to_vec();
    for claim in &mut claims {
        claim.time = None;
    }
    let mut choose = |i: usize, offered: Vec<Candidate>| {
        all.extend(offered.iter().map(|c| (i, c.window, c.signs.clone())));
        let window = told(i)?;
        let fit = |c: &Candidate| c.window.shared(window);
        let near = offered.into_iter().filter(|c| fit(c) > 0.0);
        near.reduce(|a, b| if fit(&b) > fit(&a) { b } else { a })
    };
    time::fill(account, parsed, mentions, clauses, &mut claims, &mut choose);
    all
}
