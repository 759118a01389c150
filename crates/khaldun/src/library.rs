//! What the program knows of actors and places, for a person who looks a name up.

use khaldun_model::Place;
use khaldun_records::RecordSet;
use khaldun_resolve::who::{Register, type_name};
use khaldun_resolve::{Knowledge, Own};
use serde::Serialize;

/// Names in one answer.
const MOST: usize = 12;

/// The register of actors and the gazetteer.
#[derive(Debug)]
pub struct Library {
    knowledge: Knowledge,
}

/// An actor of the register, in short.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Known {
    /// Its id.
    pub id: String,
    /// Its name.
    pub name: String,
    /// What sort it is.
    pub kind: &'static str,
    /// ISO 3166-1 alpha-2, where it belongs to one state.
    pub country: Option<String>,
}

impl Library {
    /// What is built in, with the places that record sets name.
    pub fn new(sets: &[RecordSet]) -> Self {
        Self::with_own(sets, Own::default())
    }

    /// The same, with places and actors of the user's own.
    pub fn with_own(sets: &[RecordSet], own: Own) -> Self {
        let places: Vec<Place> = sets.iter().flat_map(RecordSet::places).collect();
        Self { knowledge: Knowledge::with_own(&places, own) }
    }

    pub(crate) fn register(&self) -> &Register {
        &self.knowledge.register
    }

    /// Actors one of whose names holds the words; those that begin with them come first.
    pub fn actors(&self, words: &str) -> Vec<Known> {
        let words = words.trim().to_lowercase();
        if words.is_empty() {
            return Vec::new();
        }
        let mut found: Vec<(bool, &khaldun_resolve::who::Actor)> = Vec::new();
        for actor in self.register().actors() {
            let mut names = std::iter::once(&actor.name).chain(&actor.aliases);
            let holds = |n: &String| n.to_lowercase().contains(&words);
            let begins = |n: &String| n.to_lowercase().starts_with(&words);
            if names.clone().any(holds) {
                found.push((!names.any(begins), actor));
            }
        }
        found.sort_by_key(|(later, actor)| (*later, &actor.name, &actor.id));
        let known = |(_, a): (bool, &khaldun_resolve::who::Actor)| Known {
            id: a.id.0.clone(),
            name: a.name.clone(),
            kind: type_name(a.kind),
            country: a.country.clone(),
        };
        found.into_iter().take(MOST).map(known).collect()
    }

    /// Places of that name, the weightiest first.
    pub fn places(&self, name: &str) -> Vec<Place> {
        let name = name.trim();
        if name.is_empty() {
            return Vec::new();
        }
        let mut places = self.knowledge.gazetteer.named(name);
        places.truncate(MOST);
        places
    }
}
