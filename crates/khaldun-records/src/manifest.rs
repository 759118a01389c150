use crate::Coverage;
use crate::coverage::Measure;
use crate::event::Event;
use crate::events::Events;
use khaldun_diag::Diagnostic;
use khaldun_model::{Place, PlaceKind};
use serde::{Deserialize, Serialize};
use std::collections::BTreeSet;

/// What a record set is and what it may be used for.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
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
    /// SHA-256 of the file as it was given.
    pub sha256: String,
    /// The day on which the file was got, where the user said it.
    pub accessed: String,
}

/// What became of the rows of a file: `read + refused + skipped` is all of them.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Tally {
    /// Rows that became events.
    pub read: u64,
    /// Rows that could not be read, each with a reason among the notes (beyond the first thousand
    /// of them, counted by reason).
    pub refused: u64,
    /// Rows that are no records: a row of HXL tags, an empty line.
    pub skipped: u64,
}

/// What is known of a set without its rows.
#[derive(Clone, Debug)]
pub struct Summary {
    /// What it is.
    pub manifest: Manifest,
    /// What it covers: measured on its rows, and declared for its format.
    pub coverage: Coverage,
    /// What became of the file's rows.
    pub tally: Tally,
    /// What the import wants said: rows refused, by file and line.
    pub notes: Vec<Diagnostic>,
}

/// Event records of one provenance.
#[derive(Clone, Debug)]
pub struct RecordSet {
    /// What it is.
    pub manifest: Manifest,
    /// What it covers: measured on its rows, and declared for its format.
    pub coverage: Coverage,
    /// Its rows.
    pub events: Events,
    /// What became of the file's rows.
    pub tally: Tally,
    /// What the import wants said: rows refused, by file and line.
    pub notes: Vec<Diagnostic>,
}

impl RecordSet {
    /// A set from what is known of it and its rows.
    pub fn from_summary(summary: Summary, events: Events) -> Self {
        let Summary { manifest, coverage, tally, notes } = summary;
        Self { manifest, coverage, events, tally, notes }
    }

    /// A set from its parts; coverage is measured here.
    pub fn new(
        manifest: Manifest,
        declared: crate::Declared,
        rows: impl IntoIterator<Item = Event>,
        tally: Tally,
        notes: Vec<Diagnostic>,
    ) -> Self {
        let (mut measure, mut events) = (Measure::default(), Events::default());
        for event in rows {
            measure.add(&event);
            events.push(&event);
        }
        Self { manifest, coverage: measure.finish(declared), events, tally, notes }
    }

    /// The places the set names, for the gazetteer: one a name and point, in the rows' order, with
    /// the id `rec:<set>/<row>` of the first row that names it.
    ///
    /// Rows whose point stands for a district or more (over 30 km) are left out: they would put a
    /// village where the middle of its province is.
    pub fn places(&self) -> Vec<Place> {
        let mut seen: BTreeSet<(String, i32, i32)> = BTreeSet::new();
        let mut places = Vec::new();
        for event in &self.events {
            let Some((lat, lon)) = event.point.filter(|_| event.radius_km <= 30.0) else {
                continue;
            };
            let cell = ((lat * 100.0).round() as i32, (lon * 100.0).round() as i32);
            for name in &event.place {
                if name.is_empty() || !seen.insert((name.clone(), cell.0, cell.1)) {
                    continue;
                }
                places.push(Place {
                    id: format!("rec:{}/{}", self.manifest.name, event.id),
                    name: name.clone(),
                    country: event.country.clone(),
                    lat,
                    lon,
                    radius_km: event.radius_km,
                    kind: PlaceKind::Town,
                });
            }
        }
        places
    }
}
