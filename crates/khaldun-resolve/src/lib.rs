//! Who, where and when?
//!
//! Three sibling modules find and resolve the names of places ([`where_`]), the time expressions
//! ([`when`]) and the actors ([`who`]) of a parsed account. They are blind to the record.

pub mod when;
pub mod where_;
pub mod who;

use khaldun_diag::Read;
use khaldun_language::Parsed;
use khaldun_model::{ActorMention, Mentions, Place, PlaceMention, PlaceUse};
use khaldun_text::Account;
use std::collections::BTreeMap;

/// What resolution knows before it reads: gazetteer and actor register.
#[derive(Debug)]
pub struct Knowledge {
    /// Places.
    pub gazetteer: where_::Gazetteer,
    /// Actors.
    pub register: who::Register,
}

/// What a user adds to what is built in.
#[derive(Debug, Default)]
pub struct Own {
    /// Places of the user's gazetteer files.
    pub places: where_::OwnPlaces,
    /// Rows of the user's register files.
    pub actors: Vec<who::Actor>,
}

impl Knowledge {
    /// What is built into the program, with the places that loaded record sets name.
    pub fn builtin(record_places: &[Place]) -> Self {
        Self::with_own(record_places, Own::default())
    }

    /// The same with a user's own places and actors.
    pub fn with_own(record_places: &[Place], own: Own) -> Self {
        let gazetteer = where_::Gazetteer::builtin(record_places).with_own(own.places);
        Self { gazetteer, register: who::Register::with_own(own.actors) }
    }
}

/// Finds and resolves everything of the three kinds; `date` is the account's own date where its
/// text gives none (the command line's `--date`).
pub fn mentions(
    account: &Account,
    parsed: &Parsed,
    knowledge: &Knowledge,
    date: Option<jiff::civil::Date>,
) -> Read<Mentions> {
    let mut notes = Vec::new();
    let mut take = |more: Vec<khaldun_diag::Diagnostic>| notes.extend(more);
    let times = when::find(account, parsed, date);
    take(times.notes);
    let on = when::own_date(account, date);
    let find_places = |actors: &[ActorMention]| {
        let places = where_::find(account, parsed, &knowledge.gazetteer, actors);
        let countries = by_country(&places.value);
        (places, countries)
    };
    let (actors, places) =
        who::find_with_places(account, parsed, &knowledge.register, on, find_places);
    take(actors.notes);
    take(places.notes);
    let (times, actors, places) = (times.value, actors.value, places.value);
    Read { value: Mentions { places, times, actors }, notes }
}

/// How many places of each country an account names to say where.
fn by_country(places: &[PlaceMention]) -> BTreeMap<String, usize> {
    let mut counts = BTreeMap::new();
    let literal = places.iter().filter(|m| m.used_as == PlaceUse::Literal);
    for country in literal.filter_map(|m| m.found.as_ref()?.place.country.clone()) {
        *counts.entry(country).or_default() += 1;
    }
    counts
}
