//! Who? Names and descriptions of actors, linked to a register whose names are valid in time.

use khaldun_diag::Read;
use khaldun_language::Parsed;
use khaldun_model::ActorMention;
use khaldun_text::Account;

/// The actors the program knows.
#[derive(Debug)]
pub struct Register(());

impl Register {
    /// The built-in register.
    pub fn builtin() -> Self {
        Self(())
    }
}

/// Finds the actors an account names.
pub fn find(_account: &Account, _parsed: &Parsed, _register: &Register) -> Read<Vec<ActorMention>> {
    Read::plain(Vec::new())
}
