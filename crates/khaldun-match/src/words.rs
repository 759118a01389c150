//! Looking for words in a row's headline or notes.

use khaldun_records::fold::fold;
use std::collections::BTreeSet;
use std::sync::OnceLock;

/// Whether the folded text holds the folded phrase as whole words; its last word may carry an
/// ending of up to two letters ("coalition", "coalition s").
pub(crate) fn holds(text: &str, phrase: &str) -> bool {
    if phrase.len() < 2 {
        return false;
    }
    let bytes = text.as_bytes();
    text.match_indices(phrase).any(|(at, _)| {
        let before = at == 0 || bytes[at - 1] == b' ';
        let tail = &text[at + phrase.len()..];
        let word = tail.split(' ').next().unwrap_or("");
        before && (word.is_empty() || (phrase.len() > 4 && word.chars().count() <= 2))
    })
}

fn objects() -> &'static [(String, String)] {
    static TABLE: OnceLock<Vec<(String, String)>> = OnceLock::new();
    TABLE.get_or_init(|| {
        let lines = include_str!("../data/objects.tsv").lines().skip(1);
        lines.filter_map(|l| l.split_once('\t')).map(|(s, w)| (s.to_owned(), fold(w))).collect()
    })
}

fn means_table() -> &'static [(String, String)] {
    static TABLE: OnceLock<Vec<(String, String)>> = OnceLock::new();
    TABLE.get_or_init(|| {
        let lines = include_str!("../data/means.tsv").lines().skip(1);
        lines.filter_map(|l| l.split_once('\t')).map(|(s, w)| (s.to_owned(), fold(w))).collect()
    })
}

/// The special means a folded text names: chemical weapons, cluster munitions, barrel bombs.
pub(crate) fn means(text: &str) -> BTreeSet<&'static str> {
    means_table().iter().filter(|(_, w)| holds(text, w)).map(|(m, _)| m.as_str()).collect()
}

/// The kinds of thing a folded text says were struck: oil, a market, a bridge.
pub(crate) fn things(text: &str) -> BTreeSet<&'static str> {
    objects().iter().filter(|(_, w)| holds(text, w)).map(|(o, _)| o.as_str()).collect()
}

/// A number in a text, with the words that follow it.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Counted {
    /// The number.
    pub(crate) n: f64,
    /// Up to five words after it, folded.
    pub(crate) after: Vec<String>,
    /// "Some", "about", "around", "nearly" stands before it.
    pub(crate) about: bool,
    /// "At least", "more than", "upwards of" stands before it.
    pub(crate) at_least: bool,
}

const UNITS: [&str; 20] = [
    "zero",
    "one",
    "two",
    "three",
    "four",
    "five",
    "six",
    "seven",
    "eight",
    "nine",
    "ten",
    "eleven",
    "twelve",
    "thirteen",
    "fourteen",
    "fifteen",
    "sixteen",
    "seventeen",
    "eighteen",
    "nineteen",
];
const TENS: [&str; 8] =
    ["twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"];

fn number_word(word: &str) -> Option<f64> {
    match word {
        "dozen" => return Some(12.0),
        "hundred" => return Some(100.0),
        "thousand" => return Some(1000.0),
        _ => {}
    }
    if let Some(n) = UNITS.iter().position(|w| *w == word) {
        return Some(n as f64);
    }
    TENS.iter().position(|w| *w == word).map(|n| (n as f64 + 2.0) * 10.0)
}

/// The numbers of a text, in digits or words, with what they count. Days, years and names of
/// months beside a number are no counts and are left out by whoever asks for a noun.
pub(crate) fn counted(text: &str) -> Vec<Counted> {
    let folded = fold(text);
    let words: Vec<&str> = folded.split(' ').collect();
    let mut found = Vec::new();
    let mut at = 0;
    while at < words.len() {
        let start = at;
        let mut value = None;
        if words[at] == "twice" {
            let after = vec!["times".to_owned()];
            found.push(Counted { n: 2.0, after, about: false, at_least: false });
            at += 1;
            continue;
        }
        if let Ok(n) = words[at].parse::<f64>() {
            value = Some(n);
            at += 1;
        } else {
            while let Some(n) = words.get(at).and_then(|w| number_word(w)) {
                let so_far = value.unwrap_or(0.0);
                // "A hundred" and "two dozen" multiply, "eighty-three" adds.
                let times = matches!(words[at], "dozen" | "hundred" | "thousand");
                value = Some(if times { so_far.max(1.0) * n } else { so_far + n });
                at += 1;
                if times
                    && words.get(at) == Some(&"and")
                    && words.get(at + 1).is_some_and(|w| number_word(w).is_some())
                {
                    at += 1;
                }
            }
        }
        let Some(n) = value else {
            at += 1;
            continue;
        };
        let before = &words[start.saturating_sub(2)..start];
        let last = before.last().copied().unwrap_or("");
        let about = ["some", "about", "around", "nearly", "roughly", "almost"].contains(&last);
        let at_least = ["least", "than", "over"].contains(&last) || before == ["upwards", "of"];
        // A bare number of four digits in these centuries is a year.
        if words[start].len() == 4 && (1900.0..2100.0).contains(&n) {
            continue;
        }
        let figure = |w: &&&str| number_word(w).is_none() && w.parse::<f64>().is_err();
        let after = words[at..].iter().take_while(figure).take(5);
        let after = after.map(|w| (*w).to_owned()).collect();
        found.push(Counted { n, after, about, at_least });
    }
    found
}

/// Words of a text that tell events apart: long enough, and not among the commonest of such texts.
pub(crate) fn telling(text: &str) -> BTreeSet<String> {
    const COMMON: &[&str] = &[
        "after",
        "against",
        "area",
        "attack",
        "attacks",
        "been",
        "between",
        "city",
        "civilians",
        "clashes",
        "countryside",
        "dead",
        "died",
        "during",
        "forces",
        "from",
        "government",
        "have",
        "into",
        "killed",
        "kill",
        "kills",
        "least",
        "near",
        "more",
        "people",
        "persons",
        "their",
        "they",
        "those",
        "town",
        "village",
        "were",
        "which",
        "with",
        "wounded",
        "islamic",
        "state",
        "than",
        "over",
        "that",
        "this",
        "there",
        "when",
        "while",
        "upon",
        "strike",
        "strikes",
    ];
    let folded = fold(text);
    let words = folded.split(' ').filter(|w| w.len() > 3 && !COMMON.contains(w));
    // Five letters stand for a word and its forms: "stoned", "stone".
    words.map(|w| w.chars().take(5).collect()).chain(designations(&folded)).collect()
}

/// Designations of a folded text ("il 76", "mh17"), each twice over: hardly another row has one.
fn designations(folded: &str) -> Vec<String> {
    let digits = |w: &str| !w.is_empty() && w.len() <= 4 && w.bytes().all(|b| b.is_ascii_digit());
    let letters = |w: &str| (1..=3).contains(&w.len()) && w.bytes().all(|b| b.is_ascii_lowercase());
    let words: Vec<&str> = folded.split(' ').collect();
    let joined = words.windows(2).filter(|w| letters(w[0]) && digits(w[1]));
    let joined = joined.filter(|w| !PLAIN.contains(&w[0])).map(<[&str]>::concat);
    let one = words.iter().filter(|w| {
        let at = w.find(|c: char| c.is_ascii_digit()).unwrap_or(0);
        letters(&w[..at]) && digits(&w[at..])
    });
    let all = joined.chain(one.map(|w| (*w).to_owned()));
    all.flat_map(|name| [format!("{name} named"), name]).collect()
}

/// Short words that stand before numbers without naming anything with them.
const PLAIN: [&str; 42] = [
    "a", "all", "and", "apr", "as", "at", "aug", "by", "dec", "feb", "for", "had", "has", "in",
    "jan", "jul", "jun", "mar", "may", "nov", "oct", "of", "off", "on", "one", "or", "out", "own",
    "sep", "she", "the", "they", "to", "up", "was", "were", "who", "with", "no", "nor", "he", "s",
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn phrases_are_found_as_words() {
        let text = fold("Russian warplanes’ raids; the Coalition's jets");
        assert!(holds(&text, "russian") && holds(&text, "coalition"));
        assert!(!holds(&text, "ian") && !holds(&text, "raid on"));
    }

    #[test]
    fn numbers_in_words_and_digits() {
        let n = |t: &str| counted(t).into_iter().map(|c| c.n).collect::<Vec<_>>();
        assert_eq!(n("eighty-three tankers in a single raid"), [83.0]);
        assert_eq!(n("some 40 lorries, six strikes"), [40.0, 6.0]);
        assert_eq!(n("three hundred dead"), [300.0]);
        assert_eq!(n("a hundred and fifty trucks"), [150.0]);
        assert_eq!(n("two dozen boats, a hundred lorries"), [24.0, 100.0]);
        assert!(counted("about sixty tankers")[0].about);
        assert!(counted("at least ten times")[0].at_least);
    }
}
