//! Who is meant by a noun phrase?

use khaldun_model::{ActorId, ActorRef, ActorType};
use khaldun_text::Span;

/// Somebody that an account speaks of.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Entity {
    /// Canonical name, or the account's own words.
    pub(crate) name: String,
    pub(crate) id: Option<ActorId>,
    pub(crate) sort: Sort,
    /// What the register or the account says it is; `None` for descriptions.
    pub(crate) kind: Option<ActorType>,
    pub(crate) country: Option<String>,
    /// A proper name that no mention covers: it may well be a place.
    pub(crate) unknown: bool,
}

/// What a pronoun can stand for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Sort {
    /// One person: "he", "she".
    Person,
    /// A state or government: "it".
    State,
    /// A body: "it", sometimes "they".
    Body,
    /// Several people without a body of their own: "they".
    People,
    /// No actor: "it", "they".
    Thing,
}

impl Entity {
    pub(crate) fn of(actor: &ActorRef) -> Self {
        let sort = match actor.kind {
            ActorType::Person => Sort::Person,
            ActorType::State | ActorType::Government => Sort::State,
            ActorType::Population | ActorType::Tribe => Sort::People,
            _ => Sort::Body,
        };
        Self {
            name: actor.name.clone(),
            id: actor.id.clone(),
            sort,
            kind: Some(actor.kind),
            country: actor.country.clone(),
            unknown: false,
        }
    }

    pub(crate) fn described(name: String, sort: Sort) -> Self {
        Self { name, id: None, sort, kind: None, country: None, unknown: false }
    }

    /// Whether two are the same actor.
    pub(crate) fn same(&self, other: &Self) -> bool {
        match (&self.id, &other.id) {
            (Some(a), Some(b)) => a == b,
            _ => self.name.eq_ignore_ascii_case(&other.name),
        }
    }
}

/// A noun phrase with those it stands for.
#[derive(Clone, Debug)]
#[allow(clippy::struct_excessive_bools, reason = "marks of grammar that hold or do not")]
pub(crate) struct Phrase {
    pub(crate) token: usize,
    /// The sentence it stands in, counted over the account.
    pub(crate) sentence: usize,
    /// Its words, in the account.
    pub(crate) span: Span,
    /// Those it stands for: several for "they" and for a joined phrase.
    pub(crate) who: Vec<Entity>,
    /// What a pronoun that agrees with it may be.
    pub(crate) sort: Sort,
    /// Several of them.
    pub(crate) plural: bool,
    /// The parser takes it for the name of a body.
    pub(crate) body: bool,
    /// It is the subject of its verb.
    pub(crate) subject: bool,
    /// It is the object of its verb.
    pub(crate) object: bool,
    /// It is the subject of its sentence.
    pub(crate) main: bool,
    /// Why it is read so.
    pub(crate) because: String,
    /// A second reading that was nearly as good, for a pronoun.
    pub(crate) rival: Option<String>,
}
