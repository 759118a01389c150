//! What is it offered in support of?
//!
//! Only what the text makes plain: numbered points, words of inference, and what the account says
//! of its own line. No claim that is quoted from another voice is taken to support anything,
//! unless it stands under a point.

mod connective;
mod points;
mod thesis;

use crate::clause::Clause;
use crate::rule::Page;
use crate::view::View;
use khaldun_model::{Claim, Reason, Support};
use khaldun_text::Account;

/// The rules' pages.
pub const PAGES: &[Page] = &[
    Page { code: "KH-SUPPORT-001", source: include_str!("points.rs") },
    Page { code: "KH-SUPPORT-002", source: include_str!("connective.rs") },
    Page { code: "KH-SUPPORT-003", source: include_str!("thesis.rs") },
];

/// That one claim supports another, or the thesis.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Link {
    /// Index of the supporting claim.
    pub(crate) from: usize,
    /// What it supports.
    pub(crate) to: Support,
    /// What showed it.
    pub(crate) saw: String,
}

/// Reads what every claim supports; `claims[i]` reads `clauses[i]`.
pub(crate) fn fill(
    account: &Account,
    views: &[Option<View<'_>>],
    clauses: &[Clause],
    claims: &mut [Claim],
) {
    let rules = [
        ("KH-SUPPORT-002", connective::links(views, clauses, claims)),
        ("KH-SUPPORT-003", thesis::links(views, clauses, claims)),
        ("KH-SUPPORT-001", points::links(account, views, clauses, claims)),
    ];
    for (rule, links) in rules {
        for link in links {
            let claim = &mut claims[link.from];
            let itself = link.to == Support::Claim(claim.id);
            if !itself && !claim.supports.contains(&link.to) {
                claim.supports.push(link.to);
                claim.reasons.push(Reason { rule: rule.to_owned(), saw: link.saw });
            }
        }
    }
}
