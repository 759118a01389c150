//! Where does one claim end and the next begin?
//!
//! A clause is cut out of the dependency parse: every word that carries an assertion of its own
//! ([`head`]) takes what hangs below it, less what hangs below the next such word ([`extent`]).

mod extent;
mod head;

use crate::clause::Clause;
use khaldun_language::Parsed;
use khaldun_model::Mentions;
use khaldun_text::Account;

/// Cuts the body of an account into clauses, in text order.
pub fn clauses(account: &Account, parsed: &Parsed, _mentions: &Mentions) -> Vec<Clause> {
    let mut all: Vec<Clause> = Vec::new();
    for (block, b) in account.blocks.iter().enumerate() {
        if let (true, Some(doc)) = (b.is_body(), parsed.docs[block].as_ref()) {
            let first = all.len();
            all.extend(extent::cut(doc, block, parsed.offsets[block], first));
        }
    }
    all
}
