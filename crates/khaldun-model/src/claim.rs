use crate::{Coding, PlaceMatch, Window};
use khaldun_text::Span;
use serde::{Deserialize, Serialize};

/// A claim's number within its account: 1 prints as `c001`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct ClaimId(pub u32);

impl std::fmt::Display for ClaimId {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "c{:03}", self.0)
    }
}

/// An actor's id in the register: `act-0001`.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct ActorId(pub String);

/// What sort of thing is asserted.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Kind {
    /// Something happened, or is said not to have happened: an act by an actor. Speech acts count.
    Event,
    /// A repeated or habitual behaviour or omission over a period.
    Pattern,
    /// A condition, attribute, location, membership, control, alias or amount.
    State,
    /// A motive, aim, wish, need or knowledge ascribed to an actor.
    Intent,
    /// That one thing brings about, enables, weakens or explains another.
    Cause,
    /// A prediction, counterfactual or conditional.
    Hypothetical,
    /// Evaluation, moral or legal verdict, irony.
    Judgement,
}

impl Kind {
    /// All kinds, in the order in which summaries list them.
    pub const ALL: [Self; 7] = [
        Self::Event,
        Self::Pattern,
        Self::State,
        Self::Intent,
        Self::Cause,
        Self::Hypothetical,
        Self::Judgement,
    ];

    /// As the contracts spell it.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Event => "event",
            Self::Pattern => "pattern",
            Self::State => "state",
            Self::Intent => "intent",
            Self::Cause => "cause",
            Self::Hypothetical => "hypothetical",
            Self::Judgement => "judgement",
        }
    }
}

/// Whether the account says it is so or is not so.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Polarity {
    /// It is so.
    Affirmed,
    /// It is not so ("did not strike").
    Denied,
}

impl Polarity {
    /// As the contracts spell it.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Affirmed => "affirmed",
            Self::Denied => "denied",
        }
    }
}

/// How firmly it is put.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Modality {
    /// Flatly.
    Asserted,
    /// With a hedge ("allegedly", "reportedly", "may have").
    Alleged,
    /// An attempt whose outcome is open or not told.
    Attempted,
    /// An attempt that failed.
    Failed,
    /// Planned, ordered, promised, threatened or feared.
    Planned,
}

/// Who says so, outermost first; empty where the narrator does.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Attribution {
    /// The chain of voices.
    pub chain: Vec<Voice>,
}

impl Attribution {
    /// As the contracts spell it: `A > B`, equal sources joined by `; `, or `narrator`.
    pub fn label(&self) -> String {
        if self.chain.is_empty() {
            return "narrator".to_owned();
        }
        self.chain.iter().map(|v| v.names.join("; ")).collect::<Vec<_>>().join(" > ")
    }
}

/// One voice of an attribution.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Voice {
    /// Its names (several equal sources stand side by side).
    pub names: Vec<String>,
    /// The words that name it, where they are in the account.
    pub span: Option<Span>,
    /// The words that report ("said", "according to").
    pub cue: Option<Span>,
}

/// Who acts, or is acted on.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Party {
    /// Canonical name, or the account's own words where no register knows it.
    pub name: String,
    /// Register id.
    pub id: Option<ActorId>,
    /// The words in the account that name it, which may stand outside the claim.
    pub span: Option<Span>,
    /// How it was reached ("subject", "pronoun: nearest agreeing subject", "agent of the passive").
    pub because: String,
}

impl Party {
    /// How a target was reached that is no party but the thing that was hit ("a pylon").
    pub const THING: &'static str = "the thing that was hit";

    /// Whether it is a thing: it says what was hit, and no record files it as a side.
    pub fn is_thing(&self) -> bool {
        self.because == Self::THING
    }
}

/// Where a claim is set.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Setting {
    /// The words that name the place (they may stand outside the claim).
    pub span: Span,
    /// What they come to; `None` where the evidence does not decide.
    pub found: Option<PlaceMatch>,
    /// Whether the claim itself names it, or it was carried over from before.
    pub carried: bool,
}

/// A number with what it counts.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Quantity {
    /// The words.
    pub span: Span,
    /// What is counted.
    pub unit: Unit,
    /// The number or range.
    pub figure: Figure,
    /// Whose figure it is (the claim's attribution, unless the words say otherwise).
    pub by: String,
}

/// A number as loosely as it was put.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Figure {
    /// That many.
    Exact(f64),
    /// That many or more.
    AtLeast(f64),
    /// That many or fewer.
    AtMost(f64),
    /// About that many.
    About(f64),
    /// Between the two.
    Range(f64, f64),
}

impl Figure {
    /// The lowest and highest value it allows; `About` allows a quarter either way.
    pub fn bounds(self) -> (f64, f64) {
        match self {
            Self::Exact(n) => (n, n),
            Self::AtLeast(n) => (n, f64::INFINITY),
            Self::AtMost(n) => (0.0, n),
            Self::About(n) => (n * 0.75, n * 1.25),
            Self::Range(a, b) => (a, b),
        }
    }
}

/// What a quantity counts.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Unit {
    /// Persons killed.
    Deaths,
    /// Persons hurt.
    Injuries,
    /// Persons taken, held or missing.
    Captives,
    /// Persons driven from home.
    Displaced,
    /// Strikes, raids, sorties, attacks.
    Strikes,
    /// Money, in the currency named.
    Money(String),
    /// Anything else, by its noun.
    Other(String),
}

/// What could bear on a claim.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Check {
    /// An event data set should hold it, or its contrary.
    Records,
    /// A document, statement or statistic.
    Documents,
    /// A comparison over many events.
    Test,
    /// Nothing: values, counterfactuals, pure opinion.
    None,
}

impl Check {
    /// As the contracts spell it.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Records => "records",
            Self::Documents => "documents",
            Self::Test => "test",
            Self::None => "none",
        }
    }
}

/// What a claim is offered in support of.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Support {
    /// The account's main line.
    Thesis,
    /// Another claim.
    Claim(ClaimId),
}

/// A rule that had a say in a reading.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Reason {
    /// The rule's stable code, such as `KH-KIND-004`.
    pub rule: String,
    /// What it saw, in words.
    pub saw: String,
}

/// The smallest stretch of an account that could be right or wrong on its own.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Claim {
    /// Its number, in text order.
    pub id: ClaimId,
    /// Its words, in the account's extracted layer.
    pub span: Span,
    /// Index of its block in the account.
    pub block: u32,
    /// What sort of thing is asserted.
    pub kind: Kind,
    /// Whether it is asserted or denied.
    pub polarity: Polarity,
    /// How firmly.
    pub modality: Modality,
    /// Who says so.
    pub attribution: Attribution,
    /// Who acts, or is described.
    pub actor: Vec<Party>,
    /// Whom it is done to.
    pub target: Vec<Party>,
    /// The action, for events and patterns.
    pub coding: Option<Coding>,
    /// Where.
    pub places: Vec<Setting>,
    /// The widest window the account itself supports.
    pub time: Option<Window>,
    /// How the window was reached, in words.
    pub time_because: String,
    /// Whether the window is only the bracket that the story leaves open, rather than told of this claim: a day
    /// within it is then no sign that a row tells of the same event.
    #[serde(default)]
    pub time_bracketed: bool,
    /// Numbers in it.
    pub quantities: Vec<Quantity>,
    /// What could bear on it.
    pub check: Check,
    /// What it is offered in support of.
    pub supports: Vec<Support>,
    /// The question that would settle an open "they" or "there", where one is open.
    pub open_question: Option<String>,
    /// The rules that made this reading.
    pub reasons: Vec<Reason>,
}
