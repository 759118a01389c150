//! What does the plan count?
//!
//! A plan says, before the numbers are looked at, what a claim about behaviour comes to: which rows
//! are responses, which are triggers of the kind in question and of the kind it is held against, in
//! which windows, under which coverage, and from which difference on the answer is yes. It is a TOML
//! file that a person reads and edits; its SHA-256 goes into the case log when it is locked.
//! `docs/plans.md` explains every key.

mod draft;
mod offer;
mod problem;
mod reprisal;
mod write;

pub(crate) use problem::names;

pub use draft::{Draft, Source, draft};
pub use offer::{Offer, offers};
pub use problem::{Problem, problems};
pub use write::write;

use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// A test, laid down before it is run.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Plan {
    /// The claim's words and where they stand.
    pub claim: Words,
    /// What is counted.
    pub response: Rows,
    /// The events in question.
    pub trigger: Rows,
    /// The events they are held against; none where the model is `excitation`.
    #[serde(default, skip_serializing_if = "Rows::is_empty")]
    pub contrast: Rows,
    /// Radii and lengths; the first of each is the main one, the others are shown beside it.
    pub windows: Windows,
    /// How rows become episodes.
    #[serde(default)]
    pub episodes: Merge,
    /// The period, and how much of a window must be observed.
    #[serde(default)]
    pub coverage: Observed,
    /// What counts as an answer.
    pub answer: Bar,
}

/// The claim.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Words {
    /// Its words.
    pub words: String,
    /// The account's name.
    pub account: String,
    /// Its id in the account.
    pub id: String,
}

/// Which rows.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Rows {
    /// What to call them in the answer.
    pub label: String,
    /// Name of the record set, as in its manifest.
    pub set: String,
    /// A second, independent list of the same rows, for how many the first misses.
    pub second_set: String,
    /// Each entry is met by a row that names it as a party, on either side where the set knows no
    /// perpetrator.
    pub parties: Vec<String>,
    /// Of rows that know who acted: one of these did.
    pub actors: Vec<String>,
    /// Classes of act; all where empty.
    pub acts: Vec<String>,
    /// Countries; all where empty.
    pub countries: Vec<String>,
    /// The largest radius of doubt of a row's point, km.
    pub within_km: Option<f64>,
    /// Precision codes of the date that count; all where empty.
    pub date_precision: Vec<String>,
    /// Which day of a row's window is its day.
    pub day: Day,
    /// What a row counts for.
    pub count: Count,
    /// Points of place names, which go before those of the set; where there are any, rows at other
    /// places are left out, and told.
    pub points: BTreeMap<String, Point>,
}

/// A place's point, for rows of one country or of all.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Point {
    /// Latitude, degrees.
    pub lat: f64,
    /// Longitude, degrees.
    pub lon: f64,
    /// Rows of another country do not count.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub country: Option<String>,
}

/// Which day of a row's window is its day.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Day {
    /// The first day stated: the window's first day, or its middle where the window is one stated
    /// day with doubt to both sides.
    #[default]
    Start,
    /// The last day.
    End,
}

/// What a row counts for.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Count {
    /// One.
    #[default]
    Rows,
    /// The strikes it tells of, one where it does not say.
    Strikes,
}

/// Windows.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Windows {
    /// Radii, km.
    pub km: Vec<f64>,
    /// Lengths, days.
    pub days: Vec<i64>,
}

/// How rows become episodes.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Merge {
    /// The rule.
    pub rule: Rule,
    /// Rows this near in space …
    pub km: f64,
    /// … and in days belong together.
    pub days: i64,
}

impl Default for Merge {
    fn default() -> Self {
        Self { rule: Rule::Single, km: 25.0, days: 3 }
    }
}

/// Rules of merging (`khaldun_stats::episode`).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Rule {
    /// Chains of near rows are one episode.
    #[default]
    Single,
    /// Rows near the founding row are one episode.
    Leader,
    /// Every row is its own.
    None,
}

/// What is observed.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Observed {
    /// First day; the responses' first where none is given.
    pub from: Option<Date>,
    /// Last day.
    pub to: Option<Date>,
    /// Whether a day without any row of the response set is unobserved; as the set declares where
    /// nothing is said.
    pub daily: Option<bool>,
}

/// What counts as an answer.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Bar {
    /// Whether the claim says fewer responses after the trigger than after the contrast, or more.
    pub direction: Direction,
    /// The ratio (trigger over contrast) that the whole interval must lie beyond: below it for
    /// `less`, above it for `more`. Of `excitation`: responses that a trigger calls forth, on average.
    pub margin: f64,
    /// Which measure answers; the other is shown beside it.
    #[serde(default)]
    pub model: Model,
    /// Seed of the random numbers.
    #[serde(default = "seed")]
    pub seed: u64,
    /// Permutations and bootstrap draws.
    #[serde(default = "draws")]
    pub draws: u64,
}

/// Which measure answers.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Model {
    /// Days inside windows against other days at the same place (`khaldun_stats::contrast::exposure`).
    #[default]
    Exposure,
    /// Like episodes whose wakes stand alone (`khaldun_stats::contrast::matched`).
    MatchedWake,
    /// Raid and reprisal: does a trigger call forth responses (`khaldun_stats::hawkes`,
    /// `khaldun_stats::knox::cross`)? It takes no contrast.
    Excitation,
}

fn seed() -> u64 {
    20_161_212
}

fn draws() -> u64 {
    10_000
}

/// What the claim says.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Direction {
    /// Fewer responses.
    Less,
    /// More responses.
    More,
}

impl Plan {
    /// Reads a plan.
    ///
    /// # Errors
    /// Where it is no TOML or has a key that plans do not have; the message says where.
    pub fn parse(text: &str) -> Result<Self, toml::de::Error> {
        toml::from_str(text)
    }

    /// The plan as TOML.
    pub fn to_toml(&self) -> String {
        // A plan holds nothing that TOML cannot.
        toml::to_string(self).unwrap_or_default()
    }

    /// The parts that the model counts, by their keys.
    pub fn parts(&self) -> Vec<(&'static str, &Rows)> {
        let mut parts = vec![("response", &self.response), ("trigger", &self.trigger)];
        if self.answer.model != Model::Excitation {
            parts.push(("contrast", &self.contrast));
        }
        parts
    }

    /// The main radius and length.
    pub fn main(&self) -> Option<(f64, i64)> {
        Some((*self.windows.km.first()?, *self.windows.days.first()?))
    }
}

impl Rows {
    /// Whether nothing at all is said of them.
    pub fn is_empty(&self) -> bool {
        *self == Self::default()
    }

    /// What these rows are, in words.
    pub fn says(&self) -> String {
        let mut parts = vec![match self.count {
            Count::Rows => format!("rows of {}", self.set),
            Count::Strikes => format!("strikes in rows of {}", self.set),
        }];
        let list = |what: &str, names: &[String], join: &str| {
            (!names.is_empty()).then(|| format!("{what} {}", names.join(join)))
        };
        parts.extend(list("naming", &self.parties, " and "));
        parts.extend(list("acted by", &self.actors, " or "));
        parts.extend(list("of the class", &self.acts, " or "));
        parts.extend(list("in", &self.countries, " or "));
        parts.extend(self.within_km.map(|km| format!("placed within {km} km")));
        parts.extend(list("with", &self.date_precision, " or "));
        if !self.points.is_empty() {
            parts.push(format!("at {} places given by the plan", self.points.len()));
        }
        let set = parts.remove(0);
        if parts.is_empty() { set } else { format!("{set}, {}", parts.join(", ")) }
    }
}
