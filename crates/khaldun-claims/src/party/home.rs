//! Which country is an account about?

use khaldun_model::{Mentions, PlaceUse};
use std::collections::BTreeMap;

/// The country most spoken of, by its actors and its places, with the number of times; the first by
/// its code where several are spoken of as often.
pub(super) fn home(mentions: &Mentions) -> Option<(&str, usize)> {
    let mut countries: BTreeMap<&str, usize> = BTreeMap::new();
    let actors = mentions.actors.iter().filter_map(|m| m.actor.as_ref()?.country.as_deref());
    let literal = mentions.places.iter().filter(|m| m.used_as == PlaceUse::Literal);
    let places = literal.filter_map(|m| m.found.as_ref()?.place.country.as_deref());
    for country in actors.chain(places) {
        *countries.entry(country).or_default() += 1;
    }
    let most = countries.values().copied().max()?;
    countries.into_iter().find(|(_, n)| *n == most)
}
