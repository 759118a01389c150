//! Which claims does the account make?
//!
//! A parsed account and its mentions in, [`Claim`]s out. First the text is cut into clauses
//! ([`segment`]); then each clause is read: its kind, polarity, modality and voice, who does what to
//! whom, where and when, in what number, what could check it and what it supports. One rule, one
//! file; a rule's doc comment is its page.
//!
//! Reading is blind: nothing here knows what any record holds.

pub mod clause;

use khaldun_diag::Read;
use khaldun_language::Parsed;
use khaldun_model::{Claim, Coding, Mentions};
use khaldun_text::Account;

/// Reads the claims of an account, in text order.
pub fn read(_account: &Account, _parsed: &Parsed, _mentions: &Mentions) -> Read<Vec<Claim>> {
    Read::plain(Vec::new())
}

/// Codes one sentence, given the words of its source and target where they are known.
pub fn code(_text: &str, _source: Option<&str>, _target: Option<&str>) -> Coding {
    Coding { action: None, mode: None, context: None, because: String::new(), score: 0.0 }
}
