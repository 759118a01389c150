//! A record set as the report names it: what it is, how far it reaches, what may be shown.

use super::words;
use khaldun_diag::Diagnostic;
use khaldun_records::{Countries, Event, RecordSet};
use sha2::{Digest, Sha256};

/// A record set in words.
#[derive(Debug)]
pub struct SetView {
    /// Short name.
    pub name: String,
    /// What it is.
    pub title: String,
    /// Version as published.
    pub version: String,
    /// Licence.
    pub licence: String,
    /// SHA-256 of its file.
    pub sha256: String,
    /// Rows in it.
    pub rows: usize,
    /// First to last day that a row speaks of.
    pub days: String,
    /// Countries that occur, by code, with their rows, most first.
    pub countries: Vec<(String, usize)>,
    /// What it covers and does not, a sentence each.
    pub covers: Vec<String>,
    /// Whether it holds a choice of events, so that nothing follows from absence.
    pub selection: bool,
    /// What the import wants said; the first of it.
    pub notes: Vec<Diagnostic>,
    /// How many more notes there were.
    pub more_notes: usize,
    /// Whether its rows may be printed in a published report.
    pub shown: bool,
    /// Whether it is the built-in starter, which is small and says so.
    pub starter: bool,
}

impl SetView {
    pub(super) fn of(set: &RecordSet) -> Self {
        let m = &set.manifest;
        let days = set.coverage.span.map_or_else(|| "no rows".to_owned(), words::window);
        Self {
            name: m.name.clone(),
            title: m.title.clone(),
            version: m.version.clone(),
            licence: m.licence.clone(),
            sha256: m.sha256.clone(),
            rows: set.events.len(),
            days,
            countries: set.coverage.countries.clone(),
            covers: covers(set),
            selection: set.coverage.declared.selection,
            notes: set.notes.iter().take(NOTES).cloned().collect(),
            more_notes: set.notes.len().saturating_sub(NOTES),
            shown: m.rows_may_be_shown,
            starter: m.name == "starter",
        }
    }
}

impl SetView {
    /// The countries of its rows: by name where they are few, counted where they are many.
    pub fn area(&self) -> String {
        let name = |(code, _): &(String, usize)| {
            let known = Countries::builtin().code(code).and_then(|c| c.names.first());
            known.unwrap_or(code).clone()
        };
        match self.countries.as_slice() {
            few if few.len() <= 3 => words::list(&few.iter().map(name).collect::<Vec<_>>()),
            many => words::count(many.len(), "country", "countries"),
        }
    }
}

/// Notes of an import that are printed; a broken file may have thousands.
const NOTES: usize = 20;
/// Gaps that are named.
const GAPS: usize = 5;

fn covers(set: &RecordSet) -> Vec<String> {
    let (c, d) = (&set.coverage, &set.coverage.declared);
    let mut out = Vec::new();
    if let Some(span) = c.span {
        let with_data = words::count(c.days_with_data, "day", "days");
        out.push(format!("Rows begin on {with_data} of {}.", span.days()));
    }
    let mut gaps = c.gaps.clone();
    gaps.sort_by_key(|g| (std::cmp::Reverse(g.days()), g.start));
    if !gaps.is_empty() {
        let longest: Vec<String> = gaps.iter().take(GAPS).map(|g| words::window(*g)).collect();
        let lead = if gaps.len() > GAPS { "Its longest gaps" } else { "Its gaps" };
        out.push(format!("{lead}: {}.", longest.join("; ")));
    }
    if d.selection {
        out.push("A choice of events, not all of a kind: nothing follows from absence.".to_owned());
    }
    let said = |what: &str, list: &[String]| {
        (!list.is_empty()).then(|| format!("{what}: {}.", list.join("; ")))
    };
    out.extend(said("A row needs", &d.thresholds));
    out.extend(said("It does not see", &d.blind_spots));
    out.extend(said("It follows only", &d.only_actors));
    out.extend(said("Never a side of a row", &d.never_sides));
    let t = set.tally;
    if t.refused > 0 || t.skipped > 0 {
        out.push(format!(
            "Of the file's rows {} were read, {} could not be read, {} are no records.",
            t.read, t.refused, t.skipped
        ));
    }
    out
}

/// A row's identity where the row itself may not be shown: SHA-256 of its JSON.
pub(super) fn row_hash(event: &Event) -> String {
    let bytes = serde_json::to_vec(event).unwrap_or_default();
    khaldun_text::hex(&Sha256::digest(&bytes))
}
