//! Who? Names and descriptions of actors, linked to a register whose names are valid in time.
//!
//! One rule, one file, in this order: acronyms that the account defines ([`acronym`]), names of the register
//! ([`alias`]), branches of a state or a body ([`branch`]), persons ([`person`]), bodies that only the account knows
//! ([`body`]), shorter forms of a name ([`short`]), descriptions ([`describe`]). A later rule takes only words that
//! no earlier one took, unless it takes more of them.

mod acronym;
mod actor;
mod alias;
mod body;
mod branch;
mod describe;
mod fold;
mod lexicon;
mod load;
mod metonym;
pub mod own;
mod person;
mod reading;
mod register;
mod relation;
mod short;
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
    acronym::read(&mut reading);
    alias::read(&mut reading);
    branch::read(&mut reading);
    person::read(&mut reading);
    body::read(&mut reading);
    short::read(&mut reading);
    describe::read(&mut reading);
    Read::plain(reading.into_mentions())
}
