use crate::{ActorId, PlaceMatch, TimeKind, When};
use khaldun_text::Span;

/// Who, where and when, as the words of one account name them.
///
/// Each list is in text order and holds no two spans that overlap. Spans point into the extracted
/// layer.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Mentions {
    /// Names of places (and of peoples and capitals that stand for something else: see `used_as`).
    pub places: Vec<PlaceMention>,
    /// Time expressions.
    pub times: Vec<TimeMention>,
    /// Names and descriptions of actors.
    pub actors: Vec<ActorMention>,
}

/// What a place name is doing.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PlaceUse {
    /// It says where.
    Literal,
    /// It stands for a government or a body ("Ankara rejected …").
    Actor,
    /// It is an adjective or a people ("Turkish", "Syrians").
    Demonym,
    /// It is part of another name ("Damascus University", "Treaty of Lausanne").
    InName,
}

/// A toponym.
#[derive(Clone, Debug, PartialEq)]
pub struct PlaceMention {
    /// The words.
    pub span: Span,
    /// What they are doing.
    pub used_as: PlaceUse,
    /// What they come to; `None` where the evidence does not decide.
    pub found: Option<PlaceMatch>,
    /// Why nothing was chosen, where nothing was.
    pub abstained: Option<String>,
}

/// A time expression.
#[derive(Clone, Debug, PartialEq)]
pub struct TimeMention {
    /// The words.
    pub span: Span,
    /// What sort.
    pub kind: TimeKind,
    /// What they come to.
    pub when: When,
}

/// What sort of actor.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[allow(missing_docs, reason = "the names are the register's")]
pub enum ActorType {
    State,
    Government,
    ArmedForce,
    InsurgentGroup,
    Coalition,
    Organisation,
    Person,
    Tribe,
    Population,
    Media,
    Unknown,
}

/// An actor as the register (or the account itself) knows it.
#[derive(Clone, Debug, PartialEq)]
pub struct ActorRef {
    /// Register id; `None` for actors that only the account knows ("the palace guards").
    pub id: Option<ActorId>,
    /// Canonical name.
    pub name: String,
    /// What sort.
    pub kind: ActorType,
    /// ISO 3166-1 alpha-2, where it belongs to one state.
    pub country: Option<String>,
}

/// A name or description of an actor.
#[derive(Clone, Debug, PartialEq)]
pub struct ActorMention {
    /// The words (a whole noun phrase without its article: "Turkish air force").
    pub span: Span,
    /// Who that is; `None` for a description the account does not tie to anyone ("gunmen").
    pub actor: Option<ActorRef>,
    /// How the name was understood ("alias of", "acronym defined in paragraph 3", "branch of").
    pub because: String,
}
