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
    /// What they come to: the calendar value of the words themselves ("since 2013" is 2013).
    pub when: When,
    /// How the words before it bound the event by that value.
    pub bound: TimeBound,
    /// What the value was reckoned from.
    pub anchor: TimeAnchor,
}

/// How an event stands to the value of a time expression.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum TimeBound {
    /// In, on, at or during it.
    #[default]
    In,
    /// From its beginning up to now ("since 2013").
    Since,
    /// From its beginning; the end follows in the next mention, or is open ("from May to June").
    From,
    /// Up to it ("until Friday", the second part of "from … to …").
    Until,
    /// At the latest ("by Thursday evening").
    By,
    /// Before it.
    Before,
    /// After it.
    After,
    /// About it ("around the 9th"); the window is already widened.
    Around,
    /// Inside a length that begins at the last date told ("within ten days"); the window says so.
    Within,
}

/// What a time expression was reckoned from.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum TimeAnchor {
    /// From nothing: the words give the whole date.
    #[default]
    Absolute,
    /// From the account's own date ("last week", a date without a year).
    Dateline,
    /// From the last date told ("two days later").
    Narrative,
    /// From nothing that the account gives; there is no window.
    Open,
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
    /// What sort of words they are.
    pub form: ActorForm,
    /// How the name was understood ("alias of", "acronym defined in paragraph 3", "branch of").
    pub because: String,
}

/// By what sort of words an account names an actor.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum ActorForm {
    /// A full name, an alias or an acronym.
    #[default]
    Name,
    /// A shorter form of a name given before (a surname, "the council").
    Short,
    /// A branch or an official of an actor ("Turkish air force", "a government spokesman").
    Branch,
    /// A seat that stands for a government ("Ankara", "the Kremlin").
    Metonym,
    /// A description ("the rebels", "gunmen").
    Description,
}
