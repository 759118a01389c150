//! Accounts that copy one another: passages that are nearly the same words.
//!
//! A passage is a sentence of at least twelve words; its shingles are every four words in a row. Pairs
//! are proposed by least hashes (Broder 1997) with banding, and kept where the share of common shingles
//! (Jaccard) is at least a half, so that the hashing decides what is looked at and not what is said.

use khaldun_records::fold::fold;
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

/// Words a passage needs.
const LEAST_WORDS: usize = 12;
/// Words in a shingle.
const SHINGLE: usize = 4;
/// Hash functions, in bands of [`ROWS`].
const HASHES: usize = 64;
/// Hashes that must agree in a band for a pair to be looked at.
const ROWS: usize = 2;
/// The share of common shingles from which two passages are one text.
const ALIKE: f64 = 0.5;

/// A passage of one of the accounts.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Passage {
    /// Which account, in the order given.
    pub account: usize,
    /// Its bytes in the account's text.
    pub range: Range<usize>,
}

/// Two passages of different accounts in nearly the same words.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Copy {
    /// The passage of the account given first.
    pub one: Passage,
    /// The passage of the other.
    pub two: Passage,
    /// The share of their shingles that both have, from 0 to 1.
    pub likeness: f64,
}

/// All pairs of passages that two accounts share, in the order of the first.
pub fn copies(accounts: &[&str]) -> Vec<Copy> {
    let mut passages: Vec<(Passage, BTreeSet<u64>)> = Vec::new();
    for (account, text) in accounts.iter().enumerate() {
        for range in sentences(text) {
            let shingles = shingles(&text[range.clone()]);
            if !shingles.is_empty() {
                passages.push((Passage { account, range }, shingles));
            }
        }
    }
    let mut pairs: BTreeSet<(usize, usize)> = BTreeSet::new();
    let mut buckets: BTreeMap<(usize, Vec<u64>), Vec<usize>> = BTreeMap::new();
    for (n, (_, shingles)) in passages.iter().enumerate() {
        for (band, rows) in signature(shingles).chunks(ROWS).enumerate() {
            buckets.entry((band, rows.to_vec())).or_default().push(n);
        }
    }
    for bucket in buckets.values() {
        for (i, &a) in bucket.iter().enumerate() {
            let others =
                bucket[i + 1..].iter().filter(|&&b| passages[a].0.account != passages[b].0.account);
            pairs.extend(others.map(|&b| (a, b)));
        }
    }
    let likeness = |(a, b): (usize, usize)| {
        let (one, two) = (&passages[a].1, &passages[b].1);
        let common = one.intersection(two).count() as f64;
        let likeness = common / (one.len() + two.len()) as f64 * 2.0;
        let jaccard = likeness / (2.0 - likeness);
        (jaccard >= ALIKE).then(|| Copy {
            one: passages[a].0.clone(),
            two: passages[b].0.clone(),
            likeness: jaccard,
        })
    };
    pairs.into_iter().filter_map(likeness).collect()
}

/// Byte ranges between ends of sentences and lines.
fn sentences(text: &str) -> Vec<Range<usize>> {
    let mut ranges = Vec::new();
    let mut from = 0;
    for (at, c) in text.char_indices() {
        let end = at + c.len_utf8();
        let closes = matches!(c, '.' | '!' | '?')
            && text[end..].chars().next().is_none_or(char::is_whitespace);
        if closes || c == '\n' {
            ranges.push(from..end);
            from = end;
        }
    }
    ranges.push(from..text.len());
    ranges
}

fn shingles(passage: &str) -> BTreeSet<u64> {
    let folded = fold(passage);
    let words: Vec<&str> = folded.split(' ').filter(|w| !w.is_empty()).collect();
    if words.len() < LEAST_WORDS {
        return BTreeSet::new();
    }
    words.windows(SHINGLE).map(hash).collect()
}

/// FNV-1a, 64 bits, over the words.
fn hash(words: &[&str]) -> u64 {
    let bytes = words.iter().flat_map(|w| w.bytes().chain(std::iter::once(b' ')));
    bytes.fold(0xcbf2_9ce4_8422_2325, |h, b| (h ^ u64::from(b)).wrapping_mul(0x0100_0000_01b3))
}

/// The least value of each hash function over the shingles.
fn signature(shingles: &BTreeSet<u64>) -> Vec<u64> {
    let least = |seed: u64| shingles.iter().map(|s| mix(s ^ mix(seed))).min().unwrap_or(u64::MAX);
    (1..=HASHES as u64).map(least).collect()
}

/// The finaliser of splitmix64 (Steele, Lea and Flood 2014).
fn mix(mut x: u64) -> u64 {
    x = x.wrapping_add(0x9e37_79b9_7f4a_7c15);
    x = (x ^ (x >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    x = (x ^ (x >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    x ^ (x >> 31)
}

#[cfg(test)]
mod tests {
    use super::*;

    const WIRE: &str = "Shells fell on the north market of the harbour town before noon on Friday, and nine people who sold fish there were killed, the mayor said. Rain followed.";

    #[test]
    fn a_copied_sentence_is_found_with_its_small_changes() {
        let other = format!(
            "Our own view.\n{} The mayor is a friend of ours.",
            WIRE.replace("noon on Friday", "noon, Friday")
        );
        let found = copies(&[WIRE, &other]);
        assert_eq!(found.len(), 1);
        assert!(WIRE[found[0].one.range.clone()].starts_with("Shells fell"));
        assert!(other[found[0].two.range.clone()].trim_start().starts_with("Shells fell"));
        assert!(found[0].likeness > 0.7);
    }

    #[test]
    fn the_same_event_in_other_words_is_no_copy() {
        let other = "Nine fishmongers lost their lives on Friday morning when the northern market was shelled, according to the town's mayor, who counted them himself.";
        assert_eq!(copies(&[WIRE, other]), []);
        assert_eq!(copies(&[WIRE]), []);
        assert_eq!(copies(&["", ""]), []);
    }
}
