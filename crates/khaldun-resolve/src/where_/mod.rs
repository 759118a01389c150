//! Where? Toponyms and the places they come to.

use khaldun_diag::Read;
use khaldun_language::Parsed;
use khaldun_model::{ActorMention, Place, PlaceMention};
use khaldun_text::Account;

/// The places the program knows.
#[derive(Debug)]
pub struct Gazetteer(());

impl Gazetteer {
    /// The built-in pack, and the places named by loaded record sets.
    pub fn builtin(_record_places: &[Place]) -> Self {
        Self(())
    }
}

/// Finds the toponyms of an account and resolves them; `actors` are known already, so that
/// "Ankara" the government is not taken for the town.
pub fn find(
    _account: &Account,
    _parsed: &Parsed,
    _gazetteer: &Gazetteer,
    _actors: &[ActorMention],
) -> Read<Vec<PlaceMention>> {
    Read::plain(Vec::new())
}
