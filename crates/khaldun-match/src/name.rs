//! What a name of a party says by itself: a state's forces, civilians, "rebels", or a name.

use khaldun_records::fold::{fold, skeleton};
use khaldun_records::{Countries, Country};
use std::collections::BTreeMap;
use std::sync::OnceLock;

/// The sort of party a name stands for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Sort {
    /// People who take no part in the fighting.
    Civilians,
    /// A state, its government or its forces (ISO alpha-2).
    State(String),
    /// "Government forces", "the army", "soldiers": those of the state where it happened.
    Forces,
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
    /// Other names for the same party: the acronym set before or behind it, and the full names of a
    /// side that sets write as an acronym.
    pub(crate) also: Vec<String>,
}

/// Sides as record sets write them, with the parties they stand for (data/sides.csv).
fn sides() -> &'static BTreeMap<String, Vec<String>> {
    static TABLE: OnceLock<BTreeMap<String, Vec<String>>> = OnceLock::new();
    TABLE.get_or_init(|| {
        let lines = include_str!("../data/sides.csv").lines().skip(1);
        let mut table: BTreeMap<String, Vec<String>> = BTreeMap::new();
        for (side, parties) in lines.filter_map(|l| l.split_once(',')) {
            let parties = parties.split(';').map(|p| p.trim().to_owned());
            table.entry(fold(side)).or_default().extend(parties);
        }
        table
    })
}

/// "QSD: Syrian Democratic Forces", "Lord's Resistance Army (LRA)", "Islamic State (Iraq)": the name,
/// and the acronym or country beside it.
fn parts(text: &str) -> (&str, Option<&str>) {
    let short = |a: &str| a.len() <= 8 && a.chars().all(|c| c.is_uppercase() || !c.is_alphabetic());
    if let Some((acronym, full)) = text.split_once(": ").filter(|(a, _)| short(a)) {
        return (full, Some(acronym));
    }
    let bare = text.strip_suffix(')').and_then(|t| t.rsplit_once(" ("));
    bare.filter(|(name, _)| !name.is_empty())
        .map_or((text, None), |(name, inner)| (name, Some(inner)))
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
        let mut also: Vec<String> = Vec::new();
        let (bare, beside) = parts(text);
        let whole = Self::key(text);
        let mut sort = Self::sort(&whole);
        let mut key = whole;
        if let Some(beside) = beside.filter(|_| sort == Sort::Named) {
            key = Self::key(bare);
            also.push(bare.to_owned());
            let of = country(&fold(beside)).map(|c| c.iso2.clone());
            if of.is_none() {
                also.push(beside.to_owned());
            }
            sort = match Self::sort(&key) {
                Sort::Insurgents(None) => Sort::Insurgents(of),
                Sort::Loyal(None) => Sort::Loyal(of),
                other => other,
            };
        }
        also.extend(sides().get(&key).into_iter().flatten().cloned());
        Self { text: text.to_owned(), key, sort, also }
    }

    fn key(text: &str) -> String {
        let key = fold(text);
        key.strip_prefix("the ").map_or(key.clone(), str::to_owned)
    }

    /// Whether a word of the name is one by which armed bodies are called.
    pub(crate) fn sounds_armed(&self) -> bool {
        table().iter().any(|(s, w)| s == "armed" && crate::words::holds(&self.key, w))
    }

    /// Whether it is a common noun, and no name: "mourners", "junior officers".
    pub(crate) fn is_common(&self) -> bool {
        self.sort == Sort::Named && !self.text.chars().any(char::is_uppercase)
    }

    /// All its names, as written.
    pub(crate) fn names(&self) -> impl Iterator<Item = &str> {
        std::iter::once(self.text.as_str()).chain(self.also.iter().map(String::as_str))
    }

    /// Whether two names are one by their letters: the same, one the initials of the other, or two
    /// romanisations of one name.
    pub(crate) fn spelt_as(&self, other: &Name) -> bool {
        self.key == other.key
            || self.names().any(|a| other.names().any(|b| initials_of(a, b) || initials_of(b, a)))
            || self.sort == Sort::Named
                && other.sort == Sort::Named
                && romanised(&self.key, &other.key)
            || self.also.iter().any(|a| Self::key(a) == other.key)
            || other.also.iter().any(|b| Self::key(b) == self.key)
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
        if let Some(of) = rest("state", key) {
            if let Some(found) = iso(of) {
                return Sort::State(found);
            }
            if of.is_empty() || rest("state", of).is_some_and(str::is_empty) {
                return Sort::Forces;
            }
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

/// Whether words for a party leave it open who that is: "eleven people", "gunmen", "a plane".
pub(crate) fn anyone(words: &str) -> bool {
    let key = fold(words);
    let last = key.rsplit(' ').next().unwrap_or("");
    let of_none = !words.chars().any(char::is_uppercase);
    of_none && table().iter().any(|(s, w)| s == "anyone" && (*w == last || *w == key))
}

/// Whether a folded headline or note speaks of civilians.
pub(crate) fn speaks_of_civilians(folded: &str) -> bool {
    table().iter().any(|(s, w)| s == "civilians" && w != "people" && crate::words::holds(folded, w))
}

/// Whether the first is an acronym made of the initials of the second: "MTA", "Mong Tai Army".
fn initials_of(acronym: &str, name: &str) -> bool {
    const SMALL: [&str; 7] = ["of", "the", "for", "and", "in", "de", "la"];
    let letters = acronym.chars().filter(|c| c.is_alphanumeric());
    let acronym: String = letters.collect();
    if acronym.chars().count() < 3 || !acronym.chars().all(char::is_uppercase) {
        return false;
    }
    let words = name.split([' ', '-']).filter(|w| !SMALL.contains(w));
    let initials: String = words.filter_map(|w| w.chars().next()).collect();
    initials.chars().count() >= 3 && initials.to_uppercase() == acronym
}

/// Whether two folded names differ only as romanisations of one name do: "Taliban", "Taleban".
fn romanised(a: &str, b: &str) -> bool {
    let words = |t: &str| t.split(' ').count();
    let (one, two) = (skeleton(a), skeleton(b));
    one.len() >= 4 && one == two && words(a) == words(b) && a.chars().next() == b.chars().next()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_party_in_several_spellings() {
        let one = |a: &str, b: &str| Name::read(a).spelt_as(&Name::read(b));
        assert!(one("Mong Tai Army", "MTA") && one("MTA", "Mong Tai Army"));
        assert!(one("Lord's Resistance Army", "Lord's Resistance Army (LRA)"));
        assert!(one("LRA", "Lord's Resistance Army (LRA)"));
        assert!(one("Syrian Democratic Forces", "QSD: Syrian Democratic Forces"));
        assert!(one("Taliban", "Taleban"));
        assert!(!one("Northern Alliance", "NLA") && !one("Red Front", "Rad Front Army"));
        assert_eq!(Name::read("Opposition (Syria)").sort, Sort::Insurgents(Some("SY".into())));
        assert_eq!(Name::read("Islamic State (Iraq)").key, "islamic state");
    }

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
        assert_eq!(sort("government forces"), Sort::Forces);
        assert_eq!(sort("the army"), Sort::Forces);
        assert_eq!(sort("Libyan National Army"), Sort::Named);
        assert_eq!(sort("Islamic State"), Sort::Named);
    }
}
