//! What a name of a party says by itself: a state's forces, civilians, "rebels", or a name.

use khaldun_records::fold::fold;
use khaldun_records::{Countries, Country};
use std::sync::OnceLock;

/// The sort of party a name stands for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Sort {
    /// People who take no part in the fighting.
    Civilians,
    /// A state, its government or its forces (ISO alpha-2).
    State(String),
    /// "Rebels", "insurgents", "the opposition", of that country where it is named.
    Insurgents(Option<String>),
    /// Fighters on the government's side, of that country where it is named.
    Loyal(Option<String>),
    /// Any other name.
    Named,
}

/// A name, read.
#[derive(Clone, Debug)]
pub(crate) struct Name {
    /// As written.
    pub(crate) text: String,
    /// Folded.
    pub(crate) key: String,
    /// What it stands for.
    pub(crate) sort: Sort,
}

fn table() -> &'static [(String, String)] {
    static TABLE: OnceLock<Vec<(String, String)>> = OnceLock::new();
    TABLE.get_or_init(|| {
        let lines = include_str!("../data/collective.tsv").lines().skip(1);
        lines.filter_map(|l| l.split_once('\t')).map(|(s, w)| (s.to_owned(), fold(w))).collect()
    })
}

/// Whether the folded name is, or ends or begins with, a collective word of that sort; the rest.
fn rest<'n>(sort: &str, key: &'n str) -> Option<&'n str> {
    let words = table().iter().filter(|(s, _)| s == sort).map(|(_, w)| w.as_str());
    let cut = |w: &str| -> Option<&'n str> {
        if key == w {
            return Some("");
        }
        let tail = key.strip_suffix(w).and_then(|r| r.strip_suffix(' '));
        tail.or_else(|| key.strip_prefix(w).and_then(|r| r.strip_prefix(' ')))
    };
    // The longest word wins: "armed forces" before "forces".
    words.filter_map(cut).min_by_key(|r| r.len())
}

fn country(words: &str) -> Option<&'static Country> {
    let words = words.trim();
    let words = words.strip_prefix("the ").unwrap_or(words);
    let words = words.strip_prefix("of ").unwrap_or(words);
    if words.is_empty() { None } else { Countries::builtin().named(words) }
}

impl Name {
    /// Reads a name.
    pub(crate) fn read(text: &str) -> Self {
        let key = fold(text);
        let key = key.strip_prefix("the ").map_or(key.clone(), str::to_owned);
        let sort = Self::sort(&key);
        Self { text: text.to_owned(), key, sort }
    }

    fn sort(key: &str) -> Sort {
        if let Some(c) = key.strip_prefix("government of ").and_then(country) {
            return Sort::State(c.iso2.clone());
        }
        if let Some(found) = country(key) {
            return Sort::State(found.iso2.clone());
        }
        if rest("civilians", key).is_some() {
            return Sort::Civilians;
        }
        let iso = |words: &str| country(words).map(|c| c.iso2.clone());
        if let Some(of) = rest("loyal", key) {
            let first = of.split(' ').next().unwrap_or("");
            return Sort::Loyal(iso(first));
        }
        if let Some(of) = rest("insurgents", key) {
            let known = iso(of).or_else(|| iso(of.split(' ').next().unwrap_or("")));
            if known.is_some() || of.is_empty() || of == "armed" || of == "anti government" {
                return Sort::Insurgents(known);
            }
        }
        if let Some(of) = rest("state", key)
            && let Some(found) = iso(of)
        {
            return Sort::State(found);
        }
        Sort::Named
    }

    /// Adjective and names of the state it stands for: what a headline would say.
    pub(crate) fn state_words(&self) -> Vec<String> {
        let Sort::State(iso) = &self.sort else { return Vec::new() };
        let Some(country) = Countries::builtin().code(iso) else { return Vec::new() };
        country.names.iter().chain(&country.adjectives).map(|w| fold(w)).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn forces_of_states_and_collectives() {
        let sort = |t: &str| Name::read(t).sort;
        let state = |c: &str| Sort::State(c.into());
        assert_eq!(sort("Government of Myanmar (Burma)"), state("MM"));
        assert_eq!(sort("Syrian Arab Republic"), state("SY"));
        assert_eq!(sort("the Turkish air force"), state("TR"));
        assert_eq!(sort("Military Forces of Sudan"), state("SD"));
        assert_eq!(sort("Iraqi cadets"), state("IQ"));
        assert_eq!(sort("Ukrainian armed forces"), state("UA"));
        assert_eq!(sort("Syrian rebels"), Sort::Insurgents(Some("SY".into())));
        assert_eq!(sort("Malian civilians"), Sort::Civilians);
        assert_eq!(sort("pro-government militia"), Sort::Loyal(None));
        assert_eq!(sort("Libyan National Army"), Sort::Named);
        assert_eq!(sort("Islamic State"), Sort::Named);
    }
}
