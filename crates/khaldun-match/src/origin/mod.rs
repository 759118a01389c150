//! Who observed it?
//!
//! Agreement counts by origins, not by outlets: two sets that rest on one monitor are one witness.
//! What a source is, and on whom it rests, is data (data/lineage.csv). A source that the table does not
//! know counts as none: it may be anybody's word over again.

mod copy;

pub use copy::{Copy, Passage, copies};

use crate::words::holds;
use crate::{Match, Verdict};
use khaldun_records::RecordSet;
use khaldun_records::fold::fold;
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, BTreeSet};
use std::sync::OnceLock;

/// A source as the table knows it.
#[derive(Debug)]
struct Source {
    name: String,
    /// Its names, folded.
    words: Vec<String>,
    rests_on: Vec<String>,
    says: String,
}

fn table() -> &'static [Source] {
    static TABLE: OnceLock<Vec<Source>> = OnceLock::new();
    TABLE.get_or_init(|| {
        let list = |cell: &str| -> Vec<String> {
            cell.split(';').map(|s| s.trim().to_owned()).filter(|s| !s.is_empty()).collect()
        };
        let read = |line: &str| -> Option<Source> {
            let mut cells = line.splitn(4, ',');
            let (name, also) = (cells.next()?.to_owned(), list(cells.next()?));
            let (rests_on, says) = (list(cells.next()?), cells.next()?.to_owned());
            let words = std::iter::once(&name).chain(&also).map(|w| fold(w)).collect();
            Some(Source { name, words, rests_on, says })
        };
        include_str!("../../data/lineage.csv").lines().skip(1).filter_map(read).collect()
    })
}

/// The sources of the table that a cell names.
fn named(cell: &str) -> Vec<&'static Source> {
    let folded = fold(cell);
    table().iter().filter(|s| s.words.iter().any(|w| holds(&folded, w))).collect()
}

/// A row of a set.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct RowOf {
    /// The set's short name.
    pub set: String,
    /// The row's id.
    pub id: String,
}

/// An observer behind rows.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Origin {
    /// Its name.
    pub name: String,
    /// What it is, in words.
    pub what: String,
    /// The sources that pass on its word, where rows name them.
    pub through: Vec<String>,
    /// The rows that name it, or one that rests on it.
    pub rows: Vec<RowOf>,
}

/// Whose observation lies behind what bears a claim out.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Backing {
    /// Distinct observers, by name.
    pub origins: Vec<Origin>,
    /// Sources whose lineage is not known: they count as none.
    pub unknown: Vec<String>,
}

impl Backing {
    /// In words: how many origins, which, and what was not counted.
    pub fn says(&self) -> String {
        let through = |o: &Origin| match o.through.as_slice() {
            [] => o.name.clone(),
            all => format!("{} (also through {})", o.name, all.join(", ")),
        };
        let names: Vec<String> = self.origins.iter().map(through).collect();
        let mut text = match names.as_slice() {
            [] => "no origin is known".to_owned(),
            [one] => format!("one origin: {one}"),
            all => format!("{} origins: {}", all.len(), all.join("; ")),
        };
        if !self.unknown.is_empty() {
            text.push_str("; of unknown lineage, and not counted: ");
            text.push_str(&self.unknown.join(", "));
        }
        text
    }
}

/// The origins behind the rows that bear a claim out, over all sets.
///
/// `matches` are those of one claim, a set each; only corroborated and qualified ones count.
pub fn backing<'m>(matches: impl IntoIterator<Item = &'m Match>, sets: &[RecordSet]) -> Backing {
    let mut found: BTreeMap<usize, BTreeSet<RowOf>> = BTreeMap::new();
    let mut unknown: BTreeSet<String> = BTreeSet::new();
    let bears = |m: &&Match| matches!(m.verdict, Verdict::Corroborated | Verdict::Qualified);
    for one in matches.into_iter().filter(bears) {
        let Some(set) = sets.iter().find(|s| s.manifest.name == one.set) else { continue };
        for row in &one.rows {
            let sources = set.events.get(row.event).map_or(&[][..], |e| &e.sources[..]);
            if sources.is_empty() {
                unknown.insert(format!("{} {}", one.set, row.id));
            }
            for cell in sources {
                let known = named(cell);
                if known.is_empty() {
                    unknown.insert(cell.clone());
                }
                for source in known {
                    let at = table().iter().position(|s| s.name == source.name).unwrap_or(0);
                    let row = RowOf { set: one.set.clone(), id: row.id.clone() };
                    found.entry(at).or_default().insert(row);
                }
            }
        }
    }
    Backing { origins: origins(&found), unknown: unknown.into_iter().collect() }
}

/// Observers first; a source that rests on others is one of them where they are there, and stands for
/// them where they are not.
fn origins(found: &BTreeMap<usize, BTreeSet<RowOf>>) -> Vec<Origin> {
    let source = |at: usize| &table()[at];
    let mut origins: Vec<Origin> = found
        .iter()
        .filter(|(at, _)| source(**at).rests_on.is_empty())
        .map(|(at, rows)| Origin {
            name: source(*at).name.clone(),
            what: source(*at).says.clone(),
            through: Vec::new(),
            rows: rows.iter().cloned().collect(),
        })
        .collect();
    for (at, rows) in found.iter().filter(|(at, _)| !source(**at).rests_on.is_empty()) {
        let relay = source(*at);
        let root = origins.iter_mut().find(|o| relay.rests_on.contains(&o.name));
        if let Some(root) = root {
            root.through.push(relay.name.clone());
            root.rows.extend(rows.iter().cloned());
        } else {
            let (name, what) = (relay.name.clone(), relay.says.clone());
            let rows = rows.iter().cloned().collect();
            origins.push(Origin { name, what, through: Vec::new(), rows });
        }
    }
    for origin in &mut origins {
        origin.rows.sort();
        origin.rows.dedup();
    }
    origins.sort_by(|a, b| a.name.cmp(&b.name));
    origins
}

#[cfg(test)]
mod tests {
    use super::*;
    use khaldun_model::{ClaimId, Window};
    use khaldun_records::{Declared, Event, Manifest, Tally};

    fn set(name: &str, sources: &[&[&str]]) -> RecordSet {
        let manifest =
            Manifest { name: name.into(), rows_may_be_shown: true, ..Manifest::default() };
        let day = Window::day(jiff::civil::date(2020, 1, 1));
        let event = |(n, all): (usize, &&[&str])| {
            let mut event = Event::new(format!("{n}"), day, 1);
            event.sources = all.iter().map(|s| (*s).to_owned()).collect();
            event
        };
        let events = sources.iter().enumerate().map(event);
        RecordSet::new(manifest, Declared::default(), events, Tally::default(), Vec::new())
    }

    fn hit(set: &RecordSet, verdict: Verdict) -> Match {
        let row = |(event, e): (usize, Event)| crate::RowMatch {
            event,
            id: e.id.clone(),
            agreements: Vec::new(),
            route: None,
            closeness: 1.0,
        };
        Match {
            claim: ClaimId(1),
            set: set.manifest.name.clone(),
            verdict,
            because: String::new(),
            lack: None,
            rows: set.events.iter().enumerate().map(row).collect(),
            near: Vec::new(),
        }
    }

    fn says(sets: &[RecordSet]) -> String {
        let matches: Vec<Match> = sets.iter().map(|s| hit(s, Verdict::Corroborated)).collect();
        backing(&matches, sets).says()
    }

    #[test]
    fn two_sets_on_one_monitor_are_one_witness() {
        let sets =
            [set("one", &[&["SOHR"]]), set("two", &[&["Syrian Observatory for Human Rights"]])];
        assert_eq!(says(&sets), "one origin: Syrian Observatory for Human Rights");
    }

    #[test]
    fn a_gatherer_adds_nothing_to_those_it_gathers_from() {
        let sets = [set("one", &[&["SOHR"]]), set("two", &[&["Airwars"]])];
        let one = "one origin: Syrian Observatory for Human Rights (also through Airwars)";
        assert_eq!(says(&sets), one);
        assert_eq!(says(&[set("two", &[&["Airwars"]])]), "one origin: Airwars");
    }

    #[test]
    fn unknown_lineage_counts_as_none() {
        let sets = [set("one", &[&["Reuters", "Hill Courier"]]), set("two", &[&[]])];
        let told = "one origin: Reuters; of unknown lineage, and not counted: Hill Courier, two 0";
        assert_eq!(says(&sets), told);
        assert_eq!(backing(&[], &sets).says(), "no origin is known");
        let not = hit(&sets[0], Verdict::NotCovered);
        assert!(backing([&not], &sets).origins.is_empty());
    }
}
