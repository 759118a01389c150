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
mod code;
mod describe;
mod finds;
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
pub use code::Codes;
pub use register::{Register, State, Support};

use jiff::civil::Date;
use khaldun_diag::Read;
use khaldun_language::Parsed;
use khaldun_model::ActorMention;
use khaldun_text::Account;
use reading::Reading;
use std::collections::BTreeMap;

/// Finds the actors an account names; `on` is the account's date, by which names that several
/// actors have borne are told apart.
pub fn find(
    account: &Account,
    parsed: &Parsed,
    register: &Register,
    on: Option<Date>,
) -> Read<Vec<ActorMention>> {
    let nowhere = |_: &[ActorMention]| ((), BTreeMap::new());
    find_with_places(account, parsed, register, on, nowhere).0
}

/// The same, with the places found in between: names are read first, `places` is given them and
/// returns what it finds with the number of places by country, and descriptions ("the army") are
/// then tied to those of the country that actors and places show the account to be about.
pub fn find_with_places<P>(
    account: &Account,
    parsed: &Parsed,
    register: &Register,
    on: Option<Date>,
    places: impl FnOnce(&[ActorMention]) -> (P, BTreeMap<String, usize>),
) -> (Read<Vec<ActorMention>>, P) {
    let mut reading = Reading::new(account, parsed, register, on);
    acronym::read(&mut reading);
    alias::read(&mut reading);
    branch::read(&mut reading);
    person::read(&mut reading);
    body::read(&mut reading);
    short::read(&mut reading);
    let (found, countries) = places(&reading.mentions());
    reading.place_countries = countries;
    describe::read(&mut reading);
    (Read::plain(reading.mentions()), found)
}
