//! What an analyst can do.

use super::Anchor;
use khaldun_model::{Kind, Place, Polarity, Window};
use serde::{Deserialize, Serialize};

/// One thing done at the desk.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(tag = "do", rename_all = "kebab-case", deny_unknown_fields)]
pub enum Deed {
    /// The machine's reading of these words is right.
    Accept {
        /// The claim.
        claim: Anchor,
        /// SHA-256 of the reading that was accepted.
        reading: String,
    },
    /// These words are no claim, or not one worth holding.
    Reject {
        /// The claim.
        claim: Anchor,
        /// SHA-256 of the reading that was rejected.
        reading: String,
        /// Why, in the analyst's words; may be empty.
        #[serde(default)]
        why: String,
    },
    /// A part of the reading is otherwise.
    Set {
        /// The claim.
        claim: Anchor,
        /// The part, as the analyst reads it.
        value: Value,
    },
    /// One claim is several.
    Split {
        /// The claim.
        claim: Anchor,
        /// Its parts, in text order.
        parts: Vec<Anchor>,
    },
    /// Several claims are one.
    Merge {
        /// The claims, in text order.
        claims: Vec<Anchor>,
        /// The stretch that covers them.
        whole: Anchor,
    },
    /// A remark; an empty one takes the last away.
    Note {
        /// The claim.
        claim: Anchor,
        /// The remark.
        text: String,
    },
    /// A row does, or does not, tell of what the claim says.
    Match {
        /// The claim.
        claim: Anchor,
        /// The record set's short name.
        set: String,
        /// The row's id as published.
        row: String,
        /// Whether it is the same event.
        right: bool,
    },
    /// A hypothesis is put up, or put in other words.
    Hypothesis {
        /// Its id: `h1`.
        id: String,
        /// What it says.
        text: String,
    },
    /// A hypothesis is taken off the table, with its ratings.
    Drop {
        /// Its id.
        id: String,
    },
    /// How a claim stands to a hypothesis.
    Rate {
        /// The hypothesis.
        hypothesis: String,
        /// The claim.
        claim: Anchor,
        /// How it stands.
        rating: Rating,
    },
    /// How far a source can be relied on, whatever it says here.
    Reliability {
        /// The voice, as the account's attributions name it.
        voice: String,
        /// The grade.
        grade: Reliability,
    },
    /// How far what is said here can be believed, whoever says it.
    Credibility {
        /// The claim.
        claim: Anchor,
        /// The grade.
        grade: Credibility,
    },
    /// An orphaned decision is about this claim after all.
    Attach {
        /// The number of the decision.
        decision: u64,
        /// The claim.
        claim: Anchor,
    },
    /// A decision is taken back; an `Undo` may be taken back too.
    Undo {
        /// The number of the decision.
        decision: u64,
    },
}

/// A part of a reading, set by hand.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Value {
    /// What sort of claim.
    Kind(Kind),
    /// Asserted or denied.
    Polarity(Polarity),
    /// Who acts.
    Actor(Vec<Name>),
    /// Whom it is done to.
    Target(Vec<Name>),
    /// Where.
    Place(Vec<Place>),
    /// When; `None`: the account does not say.
    Time(Option<Window>),
    /// On whose word, outermost first; empty: the narrator's.
    Voice(Vec<String>),
}

/// Which part of a reading.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Field {
    /// What sort of claim.
    Kind,
    /// Asserted or denied.
    Polarity,
    /// Who acts.
    Actor,
    /// Whom it is done to.
    Target,
    /// Where.
    Place,
    /// When.
    Time,
    /// On whose word.
    Voice,
}

impl Value {
    /// The part it is of.
    pub fn field(&self) -> Field {
        match self {
            Self::Kind(_) => Field::Kind,
            Self::Polarity(_) => Field::Polarity,
            Self::Actor(_) => Field::Actor,
            Self::Target(_) => Field::Target,
            Self::Place(_) => Field::Place,
            Self::Time(_) => Field::Time,
            Self::Voice(_) => Field::Voice,
        }
    }
}

/// An actor by name, and by the register's id where it was chosen there.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Name {
    /// The name.
    pub name: String,
    /// The register's id.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub id: Option<String>,
}

/// How a claim stands to a hypothesis.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Rating {
    /// One would expect it if the hypothesis held.
    Consistent,
    /// One would not.
    Inconsistent,
    /// It bears on the hypothesis in no way.
    NotApplicable,
    /// Not rated (takes a rating away).
    Open,
}

impl Rating {
    /// In words.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Consistent => "consistent",
            Self::Inconsistent => "inconsistent",
            Self::NotApplicable => "not applicable",
            Self::Open => "not rated",
        }
    }
}

/// Reliability of a source (the first sign of the Admiralty system), kept apart from credibility.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[allow(missing_docs, reason = "each is explained by `says`")]
pub enum Reliability {
    A,
    B,
    C,
    D,
    E,
    F,
}

impl Reliability {
    /// All grades, the best first; F is no grade but says that there is none.
    pub const ALL: [Self; 6] = [Self::A, Self::B, Self::C, Self::D, Self::E, Self::F];

    /// The letter.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::A => "A",
            Self::B => "B",
            Self::C => "C",
            Self::D => "D",
            Self::E => "E",
            Self::F => "F",
        }
    }

    /// In words.
    pub fn says(self) -> &'static str {
        match self {
            Self::A => "completely reliable",
            Self::B => "usually reliable",
            Self::C => "fairly reliable",
            Self::D => "not usually reliable",
            Self::E => "unreliable",
            Self::F => "reliability cannot be judged",
        }
    }
}

/// Credibility of a piece of information (the second sign of the Admiralty system), 1 to 6.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(try_from = "u8", into = "u8")]
pub struct Credibility(u8);

impl Credibility {
    /// All grades, the best first; 6 is no grade but says that there is none.
    pub const ALL: [Self; 6] = [Self(1), Self(2), Self(3), Self(4), Self(5), Self(6)];

    /// The figure.
    pub fn number(self) -> u8 {
        self.0
    }

    /// In words.
    pub fn says(self) -> &'static str {
        match self.0 {
            1 => "confirmed by other sources",
            2 => "probably true",
            3 => "possibly true",
            4 => "doubtful",
            5 => "improbable",
            _ => "truth cannot be judged",
        }
    }
}

impl TryFrom<u8> for Credibility {
    type Error = String;

    fn try_from(n: u8) -> Result<Self, String> {
        if (1..=6).contains(&n) { Ok(Self(n)) } else { Err(format!("{n} is not from 1 to 6")) }
    }
}

impl From<Credibility> for u8 {
    fn from(grade: Credibility) -> u8 {
        grade.0
    }
}

impl Deed {
    /// The claims it is about.
    pub fn claims(&self) -> Vec<&Anchor> {
        match self {
            Self::Accept { claim, .. }
            | Self::Reject { claim, .. }
            | Self::Set { claim, .. }
            | Self::Note { claim, .. }
            | Self::Match { claim, .. }
            | Self::Rate { claim, .. }
            | Self::Credibility { claim, .. }
            | Self::Attach { claim, .. }
            | Self::Split { claim, .. } => vec![claim],
            Self::Merge { claims, .. } => claims.iter().collect(),
            Self::Hypothesis { .. }
            | Self::Drop { .. }
            | Self::Reliability { .. }
            | Self::Undo { .. } => Vec::new(),
        }
    }

    /// What it touches: two deeds that share a subject may contradict each other.
    pub fn subjects(&self) -> Vec<String> {
        let claim = |a: &Anchor| format!("claim {} {} {}", a.account, a.start, a.end);
        match self {
            Self::Hypothesis { id, .. } | Self::Drop { id } => vec![format!("hypothesis {id}")],
            Self::Rate { hypothesis, claim: a, .. } => {
                vec![format!("hypothesis {hypothesis}"), format!("{} {hypothesis}", claim(a))]
            }
            Self::Reliability { voice, .. } => vec![format!("voice {voice}")],
            Self::Undo { decision } => vec![format!("decision {decision}")],
            Self::Attach { decision, claim: a } => vec![format!("decision {decision}"), claim(a)],
            other => other.claims().into_iter().map(claim).collect(),
        }
    }

    /// What was done, in two or three words.
    pub fn verb(&self) -> &'static str {
        match self {
            Self::Accept { .. } => "accepted",
            Self::Reject { .. } => "rejected",
            Self::Set { .. } => "corrected",
            Self::Split { .. } => "split",
            Self::Merge { .. } => "merged",
            Self::Note { .. } => "noted",
            Self::Match { right: true, .. } => "marked a row as right",
            Self::Match { right: false, .. } => "marked a row as wrong",
            Self::Hypothesis { .. } => "put up a hypothesis",
            Self::Drop { .. } => "dropped a hypothesis",
            Self::Rate { .. } => "rated",
            Self::Reliability { .. } => "graded a source",
            Self::Credibility { .. } => "graded what is said",
            Self::Attach { .. } => "attached a decision",
            Self::Undo { .. } => "took back",
        }
    }
}
