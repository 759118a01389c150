use serde::{Deserialize, Serialize};

/// The 16 event classes of the PLOVER ontology (draft 2.0).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "UPPERCASE")]
#[allow(missing_docs, reason = "defined in docs/plover.md")]
pub enum Plover {
    Agree,
    Consult,
    Support,
    Concede,
    Cooperate,
    Aid,
    Retreat,
    Request,
    Accuse,
    Reject,
    Threaten,
    Protest,
    Sanction,
    Mobilize,
    Coerce,
    Assault,
}

/// The four quadrants into which the classes fall.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum Quad {
    /// Words of cooperation.
    VerbalCooperation,
    /// Deeds of cooperation.
    MaterialCooperation,
    /// Words of conflict.
    VerbalConflict,
    /// Deeds of conflict.
    MaterialConflict,
}

impl Plover {
    /// All classes in the manual's order.
    pub const ALL: [Self; 16] = [
        Self::Agree,
        Self::Consult,
        Self::Support,
        Self::Concede,
        Self::Cooperate,
        Self::Aid,
        Self::Retreat,
        Self::Request,
        Self::Accuse,
        Self::Reject,
        Self::Threaten,
        Self::Protest,
        Self::Sanction,
        Self::Mobilize,
        Self::Coerce,
        Self::Assault,
    ];

    /// The class's name in capitals.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Agree => "AGREE",
            Self::Consult => "CONSULT",
            Self::Support => "SUPPORT",
            Self::Concede => "CONCEDE",
            Self::Cooperate => "COOPERATE",
            Self::Aid => "AID",
            Self::Retreat => "RETREAT",
            Self::Request => "REQUEST",
            Self::Accuse => "ACCUSE",
            Self::Reject => "REJECT",
            Self::Threaten => "THREATEN",
            Self::Protest => "PROTEST",
            Self::Sanction => "SANCTION",
            Self::Mobilize => "MOBILIZE",
            Self::Coerce => "COERCE",
            Self::Assault => "ASSAULT",
        }
    }

    /// From the name in capitals.
    pub fn parse(text: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|p| p.as_str() == text)
    }

    /// Its quadrant.
    pub fn quad(self) -> Quad {
        match self {
            Self::Agree | Self::Consult | Self::Support | Self::Concede => Quad::VerbalCooperation,
            Self::Cooperate | Self::Aid | Self::Retreat => Quad::MaterialCooperation,
            Self::Request | Self::Accuse | Self::Reject | Self::Threaten => Quad::VerbalConflict,
            _ => Quad::MaterialConflict,
        }
    }
}

/// How one text was coded.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Coding {
    /// The class; `None` where there is no event.
    pub action: Option<Plover>,
    /// The manual's mode, where it has one for the class.
    pub mode: Option<String>,
    /// The manual's context, where the words give one.
    pub context: Option<String>,
    /// The word or frame that decided, and the table it stands in.
    pub because: String,
    /// From 0 to 1: how direct the evidence was (a trigger at the head of the clause is direct).
    pub score: f64,
}
