//! The rows that verdicts rest on, each once, with the claims they bear on.

use super::{AccountView, Beside, Link, RowView, SetVerdict};
use khaldun_match::Verdict;
use std::collections::BTreeMap;
use std::fmt::Write as _;

/// A row and what rests on it.
#[derive(Debug)]
pub struct UsedRow {
    /// Its anchor in the page.
    pub anchor: String,
    /// The set's short name.
    pub set: String,
    /// Its id as published.
    pub id: String,
    /// When.
    pub when: String,
    /// What it says; its hash, where it may not be shown.
    pub what: String,
    /// Its sources.
    pub sources: String,
    /// The claims, with each one's verdict by this set.
    pub claims: Vec<(Link, Verdict)>,
}

/// The anchor of a row: letters and digits of its set and id as they are, all else by number.
pub fn row_anchor(set: &str, id: &str) -> String {
    let mut out = String::from("row-");
    for c in set.chars().chain(['/']).chain(id.chars()) {
        if c.is_ascii_alphanumeric() || c == '-' {
            out.push(c);
        } else if c == '/' {
            out.push('_');
        } else {
            let _ = write!(out, ".{:x}.", c as u32);
        }
    }
    out
}

pub(super) fn used(accounts: &[AccountView]) -> Vec<UsedRow> {
    let mut rows: BTreeMap<(String, String), UsedRow> = BTreeMap::new();
    for card in accounts.iter().flat_map(|a| &a.cards) {
        for set in &card.sets {
            for row in &set.rows {
                let key = (set.set.clone(), row.id.clone());
                let used = rows.entry(key).or_insert_with(|| of(set, row));
                used.claims.push((card.link(), set.verdict));
            }
        }
    }
    rows.into_values().collect()
}

fn of(set: &SetVerdict, row: &RowView) -> UsedRow {
    let (what, sources) = match &row.beside {
        Beside::Shown { what, sources, .. } => (what.clone(), sources.join("; ")),
        Beside::Withheld { hash } => (format!("may not be printed; SHA-256 {hash}"), String::new()),
    };
    UsedRow {
        anchor: row_anchor(&set.set, &row.id),
        set: set.set.clone(),
        id: row.id.clone(),
        when: row.when.clone(),
        what,
        sources,
        claims: Vec::new(),
    }
}
