//! Which words could name a place?
//!
//! Runs of capitalised words (with the articles and particles that names carry) are looked up,
//! longest first. Whether a hit is meant as a place is another question ([`super::accept`]).

use super::candidate::Candidate;
use super::fold;
use super::gazetteer::Gazetteer;
use khaldun_language::{Doc, Pos, Tag};
use std::ops::Range;

/// A run of words that could name a place.
#[derive(Clone, Debug)]
pub(super) struct Hit {
    pub(super) tokens: Range<usize>,
    /// Folded.
    pub(super) key: String,
    pub(super) candidates: Vec<Candidate>,
    /// An adjective or a people.
    pub(super) demonym: bool,
    /// "W.Va.", "La.": good only after a town.
    pub(super) abbreviation: bool,
    /// An article of its own stands before it.
    pub(super) article: bool,
}

/// The longest run looked up, in tokens.
const LONGEST: usize = 7;

/// Words in lower case that stand inside names.
const INSIDE: [&str; 39] = [
    "-", "–", "'", "’", "of", "and", "the", "de", "la", "le", "du", "da", "do", "dos", "das",
    "des", "del", "los", "las", "di", "der", "am", "an", "auf", "upon", "sur", "sous", "bin",
    "ben", "al", "el", "ez", "ash", "y", "au", "aux", "en", "nad", "na",
];

/// All hits of a block, left to right, none overlapping.
pub(super) fn hits(doc: &Doc, gazetteer: &Gazetteer) -> Vec<Hit> {
    let (mut found, mut i) = (Vec::new(), 0);
    while i < doc.tokens.len() {
        match hit_at(doc, gazetteer, i) {
            Some(hit) => {
                i = hit.tokens.end;
                found.push(hit);
            }
            None => i += 1,
        }
    }
    found
}

fn hit_at(doc: &Doc, gazetteer: &Gazetteer, i: usize) -> Option<Hit> {
    if !begins(doc, i) {
        return None;
    }
    let ends = ends(doc, i);
    let comma = i >= 2 && doc.word(i - 1) == ",";
    if let Some(hit) = comma.then(|| abbreviated(doc, gazetteer, i)).flatten() {
        return Some(hit);
    }
    if let Some(hit) = ends.iter().rev().find_map(|&end| exact(doc, gazetteer, i..end)) {
        return Some(hit);
    }
    if let Some(country) = gazetteer.demonym(doc.word(i)) {
        let candidates = vec![country.clone()];
        let key = fold::key(doc.word(i));
        return Some(Hit {
            tokens: i..i + 1,
            key,
            candidates,
            demonym: true,
            abbreviation: false,
            article: false,
        });
    }
    if let Some(hit) = abbreviated(doc, gazetteer, i) {
        return Some(hit);
    }
    ends.iter().rev().find_map(|&end| thin(doc, gazetteer, i..end))
}

/// Whether a name may begin here: a capital, or an Arabic article before one.
fn begins(doc: &Doc, i: usize) -> bool {
    let word = doc.word(i);
    let next = |n: usize| (i + n < doc.tokens.len()).then(|| doc.word(i + n));
    let article = fold::is_article(word) && word != "the" && word != "an";
    let hyphen = matches!(next(1), Some("-" | "–")) && next(2).is_some_and(is_capital);
    let plain =
        matches!(word, "al" | "el" | "ash" | "az" | "ez") && next(1).is_some_and(is_capital);
    is_capital(word) || (article && (hyphen || plain))
}

pub(super) fn is_capital(word: &str) -> bool {
    let plain = word.trim_start_matches(['\'', '’', '‘', 'ʻ', 'ʿ', '`']);
    plain.chars().next().is_some_and(char::is_uppercase)
}

/// Where a run that begins at `i` may end, shortest first.
fn ends(doc: &Doc, i: usize) -> Vec<usize> {
    let mut ends = Vec::new();
    for j in i..doc.tokens.len().min(i + LONGEST) {
        let word = doc.word(j);
        let inside = INSIDE.contains(&word) || fold::is_article(word);
        let gap = j > i && doc.tokens[j].span.start > doc.tokens[j - 1].span.end + 2;
        if gap || !(is_capital(word) || inside || (j > i && word.chars().all(char::is_numeric))) {
            break;
        }
        if !INSIDE.contains(&word) || is_capital(word) {
            ends.push(j + 1);
        }
    }
    ends
}

fn exact(doc: &Doc, gazetteer: &Gazetteer, tokens: Range<usize>) -> Option<Hit> {
    let words = doc.span(tokens.clone()).of(&doc.text);
    let single = tokens.len() == 1;
    if single && (words.len() < 2 || (gazetteer.demonym(words).is_some() && !is_shouted(words))) {
        return None;
    }
    if single && is_bare(gazetteer, words) {
        return None;
    }
    // "US" is a country and "us" is not; "IN" in a headline is neither.
    if single
        && words.len() == 2
        && !matches!(words, "US" | "UK" | "EU" | "NZ")
        && !is_place_tag(doc, &tokens)
    {
        return None;
    }
    let key = fold::key(words);
    let candidates = gazetteer.exact(&key);
    let hit = Hit { tokens, key, candidates, demonym: false, abbreviation: false, article: false };
    (!hit.candidates.is_empty()).then_some(hit)
}

/// Sorts of places and bodies, titles and directions name nothing alone ("Road", "West", "Airport").
fn is_bare(gazetteer: &Gazetteer, word: &str) -> bool {
    let lower = word.to_lowercase();
    let lists = ["kind", "organ", "site", "area", "title"];
    lists.iter().any(|l| gazetteer.words.has(l, &lower))
        || super::derive::direction(&lower).is_some()
        || lower == "central"
}

fn is_shouted(word: &str) -> bool {
    word.chars().all(|c| !c.is_lowercase())
}

fn is_place_tag(doc: &Doc, tokens: &Range<usize>) -> bool {
    doc.tokens[tokens.end - 1].tag == Tag::Nnp && !is_shouted(doc.word(tokens.start))
}

/// "Mansfield, La.": only where a comma stands before it and the word before that has a capital.
fn abbreviated(doc: &Doc, gazetteer: &Gazetteer, i: usize) -> Option<Hit> {
    let after_town = i >= 2 && doc.word(i - 1) == "," && is_capital(doc.word(i - 2));
    let dotted = doc.word(i).contains('.');
    if !after_town && (!dotted || doc.word(i).len() <= 3) {
        return None;
    }
    let (found, end) = abbreviation(doc, gazetteer, i)?;
    let key = fold::key(doc.word(i));
    Some(Hit {
        tokens: i..end,
        key,
        candidates: vec![found],
        demonym: false,
        abbreviation: true,
        article: false,
    })
}

/// The division abbreviated at token `i`, and where the abbreviation ends.
fn abbreviation(doc: &Doc, gazetteer: &Gazetteer, i: usize) -> Option<(Candidate, usize)> {
    let word = doc.word(i);
    let dot = (i + 1 < doc.tokens.len()).then(|| doc.word(i + 1)) == Some(".");
    if let Some(found) = gazetteer.abbreviation(word) {
        return Some((found, i + 1));
    }
    let dotted = format!("{word}.");
    gazetteer.abbreviation(&dotted).map(|c| (c, if dot { i + 2 } else { i + 1 }))
}

/// By skeleton: single proper names long enough to be told apart, and no English word.
fn thin(doc: &Doc, gazetteer: &Gazetteer, tokens: Range<usize>) -> Option<Hit> {
    let words = doc.span(tokens.clone()).of(&doc.text);
    if doc.word(tokens.start).eq_ignore_ascii_case("the") {
        return None;
    }
    let proper = tokens.clone().any(|t| doc.pos(t) == Pos::Propn);
    let last = doc.word(tokens.end - 1);
    if !proper || !is_capital(last) || words.chars().count() < 5 || tokens.len() > 4 {
        return None;
    }
    if gazetteer.words.has("common", &last.to_lowercase())
        || gazetteer.words.has("kind", &last.to_lowercase())
    {
        return None;
    }
    let candidates = gazetteer.thin(words);
    let key = fold::key(words);
    let hit = Hit { tokens, key, candidates, demonym: false, abbreviation: false, article: false };
    (!hit.candidates.is_empty()).then_some(hit)
}
