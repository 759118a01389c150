//! What is it offered in support of?

use crate::clause::Clause;
use crate::rule::Page;
use crate::view::View;
use khaldun_model::Claim;
use khaldun_text::Account;

/// The rules' pages.
pub const PAGES: &[Page] = &[];

/// Reads what every claim supports; `claims[i]` reads `clauses[i]`.
pub(crate) fn fill(
    _account: &Account,
    _views: &[Option<View<'_>>],
    _clauses: &[Clause],
    _claims: &mut [Claim],
) {
}
