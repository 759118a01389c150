use khaldun_model::{Plover, Window};
use serde::{Deserialize, Serialize};

/// One row of a record set, as far as all sets share a shape.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Event {
    /// The row's id in its set, as published.
    pub id: String,
    /// When, with the set's own precision folded in.
    pub window: Window,
    /// The set's word for how precise the date is.
    pub date_precision: String,
    /// Name of the place as the set has it, and other spellings.
    pub place: Vec<String>,
    /// ISO 3166-1 alpha-2 of the place.
    pub country: Option<String>,
    /// Latitude and longitude in degrees, where the set gives them.
    pub point: Option<(f64, f64)>,
    /// How far off the point may be, in km (from the set's own precision code).
    pub radius_km: f64,
    /// Who acted, or side A where the set does not say who acted.
    pub actors: Vec<String>,
    /// Whom, or side B.
    pub targets: Vec<String>,
    /// Whether `actors` and `targets` are perpetrator and target (true) or two sides in no order.
    pub directed: bool,
    /// How the set holds the naming of an actor, where it says: `accused`, `claimed`, `disputed`.
    pub standing: Vec<Standing>,
    /// Action class.
    pub action: Option<Plover>,
    /// What the row says in words (a headline, a note).
    pub what: String,
    /// What came of it, in the set's words.
    pub outcome: String,
    /// Deaths, lowest and highest figure.
    pub deaths: Option<(f64, f64)>,
    /// The figure the set itself prefers.
    pub best: Option<f64>,
    /// The dead by whose they were, where the set counts them apart.
    pub tolls: Vec<Toll>,
    /// Who gives the figures.
    pub deaths_by: String,
    /// How many strikes the row stands for, where it counts them.
    pub strikes: Option<f64>,
    /// Sources as the row names them; each a possible origin.
    pub sources: Vec<String>,
    /// The set's own word on how well the row is checked (`yes`, `general`, a clarity code).
    pub verified: String,
    /// File and line it came from.
    pub line: u64,
}

/// How a set holds the naming of one of a row's actors.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Standing {
    /// The actor, as in `actors` or `targets`.
    pub name: String,
    /// The set's word, without brackets.
    pub word: String,
}

/// The dead of one party.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Toll {
    /// Whose dead: the name of a side, `civilians`, `unknown`.
    pub of: String,
    /// Lowest figure.
    pub low: f64,
    /// Highest figure.
    pub high: f64,
}

impl Event {
    /// An event of which only id, day and line are known; importers fill in the rest.
    pub fn new(id: impl Into<String>, window: Window, line: u64) -> Self {
        Self {
            id: id.into(),
            window,
            date_precision: String::new(),
            place: Vec::new(),
            country: None,
            point: None,
            radius_km: 0.0,
            actors: Vec::new(),
            targets: Vec::new(),
            directed: true,
            standing: Vec::new(),
            action: None,
            what: String::new(),
            outcome: String::new(),
            deaths: None,
            best: None,
            tolls: Vec::new(),
            deaths_by: String::new(),
            strikes: None,
            sources: Vec::new(),
            verified: String::new(),
            line,
        }
    }

    /// All names of parties, actors first.
    pub fn parties(&self) -> impl Iterator<Item = &str> {
        self.actors.iter().chain(&self.targets).map(String::as_str)
    }
}
