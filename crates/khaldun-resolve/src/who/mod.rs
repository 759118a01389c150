//! Who? Names and descriptions of actors, linked to a register whose names are valid in time.
//!
//! One rule, one file. Full names and aliases come first ([`alias`]), then branches of a state or a
//! body ([`branch`]); later rules fill only words that no earlier one took, unless they are longer.

mod actor;
mod alias;
mod branch;
mod fold;
mod lexicon;
mod load;
mod metonym;
mod reading;
mod register;
mod relation;
mod words;

pub use actor::{Actor, type_name};
pub use register::{Register, State, Support};

use jiff::civil::Date;
use khaldun_diag::Read;
use khaldun_language::Parsed;
use khaldun_model::ActorMention;
use khaldun_text::Account;
use reading::Reading;

/// Finds the actors an account names; `on` is the account's date, by which names that several
/// actors have borne are told apart.
pub fn find(
    account: &Account,
    parsed: &Parsed,
    register: &Register,
    on: Option<Date>,
) -> Read<Vec<ActorMention>> {
    let mut reading = Reading::new(account, parsed, register, on);
    alias::read(&mut reading);
    branch::read(&mut reading);
    Read::plain(reading.into_mentions())
}
