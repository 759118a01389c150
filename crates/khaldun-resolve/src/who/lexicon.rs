//! Small word lists of the who-reader; each is a table under `data/actors/`.

use std::collections::{BTreeMap, BTreeSet};

const HEADS: &str = include_str!("../../../../data/actors/heads.csv");
const TITLES: &str = include_str!("../../../../data/actors/titles.csv");
const SHORT_NOUNS: &str = include_str!("../../../../data/actors/short_nouns.csv");
const PLACE_VERBS: &str = include_str!("../../../../data/actors/place_verbs.csv");

/// What the head noun of a description says about whom it describes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Head {
    Army,
    Government,
    Official,
    Parliament,
    Rebel,
    Coalition,
    People,
    Media,
}

/// The lists, read once for a reading.
#[derive(Debug)]
pub(super) struct Lexicon {
    heads: BTreeMap<&'static str, Head>,
    titles: BTreeSet<&'static str>,
    place_verbs: BTreeSet<&'static str>,
    short_nouns: BTreeSet<&'static str>,
}

impl Lexicon {
    pub(super) fn new() -> Self {
        let body = |table: &'static str| table.lines().skip(1).filter(|l| !l.is_empty());
        let first = |line: &'static str| line.split(',').next().unwrap_or("");
        let head = |line: &'static str| {
            let (noun, group) = line.split_once(',')?;
            Some((noun, group_of(group)?))
        };
        Self {
            heads: body(HEADS).filter_map(head).collect(),
            titles: body(TITLES).map(first).collect(),
            place_verbs: body(PLACE_VERBS).map(first).collect(),
            short_nouns: body(SHORT_NOUNS).map(first).collect(),
        }
    }

    /// The group of a head noun of one or two words.
    pub(super) fn head(&self, noun: &str) -> Option<Head> {
        self.heads.get(noun).copied()
    }

    pub(super) fn is_title(&self, folded: &str) -> bool {
        self.titles.contains(folded)
    }

    /// Whether a noun may stand for a longer name that holds it.
    pub(super) fn is_short_noun(&self, folded: &str) -> bool {
        self.short_nouns.contains(folded)
    }

    /// Whether a verb says what befalls a town rather than what a government does.
    pub(super) fn is_place_verb(&self, lemma: &str) -> bool {
        self.place_verbs.contains(lemma)
    }
}

fn group_of(name: &str) -> Option<Head> {
    Some(match name {
        "army" => Head::Army,
        "government" => Head::Government,
        "official" => Head::Official,
        "parliament" => Head::Parliament,
        "rebel" => Head::Rebel,
        "coalition" => Head::Coalition,
        "people" => Head::People,
        "media" => Head::Media,
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_head_has_a_group_we_know() {
        for line in HEADS.lines().skip(1) {
            let group = line.split_once(',').map_or("", |(_, g)| g);
            assert!(group_of(group).is_some(), "{line}");
        }
    }
}
