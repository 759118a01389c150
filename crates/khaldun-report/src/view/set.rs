//! A record set as the report names it: what it is, how far it reaches, what may be shown.

use super::words;
use khaldun_records::{Event, RecordSet};
use sha2::{Digest, Sha256};
use std::collections::BTreeSet;
use std::fmt::Write as _;

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
    /// Countries that occur, by code.
    pub countries: Vec<String>,
    /// Whether its rows may be printed in a published report.
    pub shown: bool,
    /// Whether it is the built-in starter, which is small and says so.
    pub starter: bool,
}

impl SetView {
    pub(super) fn of(set: &RecordSet) -> Self {
        let m = &set.manifest;
        let first = set.events.iter().map(|e| e.window.start).min();
        let last = set.events.iter().map(|e| e.window.end).max();
        let days = match (first, last) {
            (Some(a), Some(b)) => format!("{} to {}", words::day(a), words::day(b)),
            _ => "no rows".to_owned(),
        };
        let countries: BTreeSet<String> =
            set.events.iter().filter_map(|e| e.country.clone()).collect();
        Self {
            name: m.name.clone(),
            title: m.title.clone(),
            version: m.version.clone(),
            licence: m.licence.clone(),
            sha256: m.sha256.clone(),
            rows: set.events.len(),
            days,
            countries: countries.into_iter().collect(),
            shown: m.rows_may_be_shown,
            starter: m.name == "starter",
        }
    }
}

/// A row's identity where the row itself may not be shown: SHA-256 of its JSON.
pub(super) fn row_hash(event: &Event) -> String {
    let bytes = serde_json::to_vec(event).unwrap_or_default();
    let mut out = String::new();
    for byte in Sha256::digest(&bytes) {
        let _ = write!(out, "{byte:02x}");
    }
    out
}
