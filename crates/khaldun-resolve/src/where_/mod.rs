//! Where? Toponyms and the places they come to.
//!
//! Words that could name a place are looked up ([`scan`]), weighed as to whether a place is meant
//! ([`accept`]), given one sense per account ([`rank`]), and joined with the words around them that
//! make another place of them ([`mod@derive`]): "northern Mali", "the airport of Aden", "30 km north of
//! Mosul", "the road from Gao to Ansongo", "the Thai-Cambodian border". docs/places.md tells the whole story for readers.
//!
//! What it does not do: it decides nothing where the evidence does not ([`PlaceMention::abstained`]), and a river or
//! a region has a reach, not just a point ([`Place::radius_km`](khaldun_model::Place)).

mod accept;
mod candidate;
mod derive;
pub mod fold;
mod gazetteer;
mod line;
mod own;
mod pack;
mod rank;
mod scan;
mod tables;
mod toponym;

pub use gazetteer::Gazetteer;
pub use own::OwnPlaces;
pub use toponym::{Toponym, resolve, toponyms};

use khaldun_diag::Read;
use khaldun_language::Parsed;
use khaldun_model::{ActorMention, PlaceMention};
use khaldun_text::Account;

/// A place of exactly that name within reach of another, where the gazetteer has one.
fn known(
    gazetteer: &Gazetteer,
    name: &str,
    near: &khaldun_model::Place,
) -> Option<khaldun_model::Place> {
    let km =
        |p: &khaldun_model::Place| khaldun_model::km_between((p.lat, p.lon), (near.lat, near.lon));
    let found = gazetteer.exact(&fold::key(name)).into_iter().map(|c| c.place());
    let near_by = found.map(|p| (km(&p), p)).filter(|(d, _)| *d < near.radius_km + 40.0);
    near_by.min_by(|a, b| a.0.total_cmp(&b.0)).map(|(_, p)| p)
}

/// Finds the toponyms of an account and resolves them; `actors` are known already, so that
/// "Ankara" the government is not taken for the town.
pub fn find(
    account: &Account,
    parsed: &Parsed,
    gazetteer: &Gazetteer,
    actors: &[ActorMention],
) -> Read<Vec<PlaceMention>> {
    let names = toponyms(parsed, gazetteer, actors);
    Read::plain(derive::mentions(account, parsed, gazetteer, names))
}
