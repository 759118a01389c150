//! How does each claim stand against the record?
//!
//! Candidates by time and place within the precision of both sides; then act, parties and figures;
//! then a verdict that explains itself. Sets stand side by side and are never blended. Absence is
//! never refutation.

mod compare;
mod crowd;
mod expected;
mod figure;
mod judge;
mod loose;
mod name;
pub mod origin;
mod outcome;
mod party;
mod question;
mod rare;
mod relation;
mod reply;
mod testimony;
mod words;

pub use question::{Open, Question, Spot};
pub use relation::{NoRelations, Relations, Tie};
pub use testimony::{Comparison, Pair, Stand, Told, compare_accounts};

use jiff::civil::Date;
use khaldun_model::{Claim, ClaimId};
use khaldun_records::RecordSet;
use serde::{Deserialize, Serialize};

/// Holds every claim of an account against every set: claims in order, within a claim the sets in
/// order.
///
/// `text` is the account's extracted layer, into which the claims' spans point; `account_date` is
/// the day it was written, where that is known.
pub fn match_claims(
    text: &str,
    account_date: Option<Date>,
    claims: &[Claim],
    sets: &[RecordSet],
    relations: &dyn Relations,
) -> Vec<Match> {
    let questions: Vec<Question> =
        claims.iter().map(|claim| Question::of(claim, text, account_date)).collect();
    let held: Vec<judge::Held<'_>> = sets.iter().map(judge::Held::new).collect();
    let mut matches = match_held(&questions, &held, relations);
    reply::tolls(&mut matches, claims, &questions, &held);
    reply::answer(&mut matches, claims, &questions, &held, relations);
    matches
}

/// Holds questions, however they were come by, against every set.
pub fn match_questions(
    questions: &[Question],
    sets: &[RecordSet],
    relations: &dyn Relations,
) -> Vec<Match> {
    let held: Vec<judge::Held<'_>> = sets.iter().map(judge::Held::new).collect();
    match_held(questions, &held, relations)
}

fn match_held(
    questions: &[Question],
    held: &[judge::Held<'_>],
    relations: &dyn Relations,
) -> Vec<Match> {
    let each = |q| held.iter().map(move |set| judge::judge(q, set, relations));
    questions.iter().flat_map(each).collect()
}

/// How a claim stands against one record set.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Verdict {
    /// A row tells of the same event and no stated detail differs.
    Corroborated,
    /// The same event; a stated detail differs.
    Qualified,
    /// The record positively shows the contrary.
    Contradicted,
    /// The set should hold it and does not. Not a refutation.
    NotFoundThoughCovered,
    /// The set does not cover the time, place, kind of act or actor.
    NotCovered,
    /// No event record could settle it.
    NotCheckable,
}

impl Verdict {
    /// All verdicts, in the order in which summaries list them.
    pub const ALL: [Self; 6] = [
        Self::Corroborated,
        Self::Qualified,
        Self::Contradicted,
        Self::NotFoundThoughCovered,
        Self::NotCovered,
        Self::NotCheckable,
    ];

    /// In words, as product and contracts spell it.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Corroborated => "corroborated",
            Self::Qualified => "qualified",
            Self::Contradicted => "contradicted",
            Self::NotFoundThoughCovered => "not found though covered",
            Self::NotCovered => "not covered",
            Self::NotCheckable => "not checkable by records",
        }
    }
}

/// The parts in which a claim and a row can be compared.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Part {
    /// What was done.
    Act,
    /// Where.
    Place,
    /// When.
    Date,
    /// By whom, to whom.
    Parties,
    /// How many.
    Figures,
}

/// How a part of the claim stands to the same part of the row.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Standing {
    /// Within the precision of both.
    Agrees,
    /// Beyond the precision of both.
    Differs,
    /// One of the two does not say.
    Silent,
}

/// One part compared.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Agreement {
    /// Which part.
    pub part: Part,
    /// How it stands.
    pub standing: Standing,
    /// In words: "4 km apart, within the 25 km of the row's place".
    pub says: String,
}

/// By which route the parties of claim and row were brought together.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Route {
    /// The claim's party is a side of the row.
    Side,
    /// A known supporter, branch or member of a side; the relation in words.
    Supporter(String),
    /// Named only in the row's headline or notes; the words.
    Headline(String),
}

/// A row held beside a claim.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct RowMatch {
    /// Index into [`khaldun_records::RecordSet::events`] of the set.
    pub event: usize,
    /// The row's id as published.
    pub id: String,
    /// Each part compared.
    pub agreements: Vec<Agreement>,
    /// How the parties were matched, where they were.
    pub route: Option<Route>,
    /// From 0 to 1; orders rows, is never shown as a probability.
    pub closeness: f64,
}

/// One claim against one record set.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Match {
    /// The claim.
    pub claim: ClaimId,
    /// The set's short name.
    pub set: String,
    /// The verdict.
    pub verdict: Verdict,
    /// The decisive facts, in words.
    pub because: String,
    /// In which respect the set does not cover the claim, where it does not.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub lack: Option<khaldun_records::Lack>,
    /// The rows on which the verdict rests, best first.
    pub rows: Vec<RowMatch>,
    /// Rows that were near and did not count, best first, each with what kept it out.
    pub near: Vec<RowMatch>,
}
