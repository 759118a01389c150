//! What does the record hold?
//!
//! A [`RecordSet`] is event records of one provenance with its [`Manifest`]: name, version,
//! licence, coverage. Importers read public layouts by column name; rows that cannot be read are
//! reported by file and line.

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
    /// Action class.
    pub action: Option<Plover>,
    /// What the row says in words (a headline, a note).
    pub what: String,
    /// Deaths, lowest and highest figure.
    pub deaths: Option<(f64, f64)>,
    /// Who gives the figures.
    pub deaths_by: String,
    /// Sources as the row names them; each a possible origin.
    pub sources: Vec<String>,
    /// The set's own word on how well the row is checked (`yes`, `general`, a clarity code).
    pub verified: String,
    /// File and line it came from.
    pub line: u64,
}

/// What a record set is and what it may be used for.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Manifest {
    /// Short name: `starter`, `ucdp-ged`.
    pub name: String,
    /// What it is, in a line.
    pub title: String,
    /// Version as published.
    pub version: String,
    /// Licence, SPDX where there is one.
    pub licence: String,
    /// Whether rows may be shown in published output.
    pub rows_may_be_shown: bool,
    /// SHA-256 of the file.
    pub sha256: String,
}

/// Event records of one provenance.
#[derive(Clone, Debug)]
pub struct RecordSet {
    /// What it is.
    pub manifest: Manifest,
    /// Its rows.
    pub events: Vec<Event>,
}
