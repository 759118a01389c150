//! What number do the words say?

use khaldun_model::Figure;
use std::collections::BTreeMap;
use std::sync::LazyLock;

#[derive(Clone, Copy, Debug, PartialEq)]
enum Word {
    Value(f64),
    Times(f64),
    Loose(f64, f64),
}

static WORDS: LazyLock<BTreeMap<&'static str, Word>> = LazyLock::new(|| {
    include_str!("../../../../data/quantities/numbers.tsv")
        .lines()
        .filter(|l| !l.starts_with('#'))
        .filter_map(|l| {
            let (word, value) = l.split_once('\t')?;
            let read = |s: &str| s.parse::<f64>().ok();
            let value = if let Some(times) = value.strip_prefix('x') {
                Word::Times(read(times)?)
            } else if let Some((low, high)) = value.split_once('-') {
                Word::Loose(read(low)?, read(high)?)
            } else {
                Word::Value(read(value)?)
            };
            Some((word, value))
        })
        .collect()
});

/// Whether a word is a number word ("dozens", "forty", "1,200", "350k").
pub(super) fn is_number(word: &str) -> bool {
    let word = word.to_lowercase();
    WORDS.contains_key(word.as_str()) || digits(&word).is_some() || range(&word).is_some()
}

/// The number that some words in a row say; `None` where they say none.
pub(super) fn figure(words: &[&str]) -> Option<Figure> {
    let mut total = 0.0;
    let mut current: Option<f64> = None;
    let mut loose: Option<(f64, f64)> = None;
    for word in words.iter().flat_map(|w| parts(w)) {
        let word = word.to_lowercase();
        if let Some((low, high)) = range(&word) {
            return Some(Figure::Range(low, high));
        }
        match (digits(&word).map(Word::Value), WORDS.get(word.as_str()).copied()) {
            (Some(Word::Value(v)), _) | (None, Some(Word::Value(v))) => {
                current = Some(current.unwrap_or(0.0) + v);
            }
            (_, Some(Word::Times(t))) => {
                let value = current.take().unwrap_or(1.0) * t;
                if t >= 1000.0 { total += value } else { current = Some(value) }
            }
            (_, Some(Word::Loose(low, high))) => {
                let by = current.take().unwrap_or(1.0);
                loose = Some(match loose {
                    // "tens of thousands", "hundreds of thousands"
                    Some((a, b)) => (a * low / 2.0, b * low / 2.0),
                    None => (low * by, high * by),
                });
            }
            _ => {}
        }
    }
    if let Some((low, high)) = loose {
        return Some(Figure::Range(low, high));
    }
    let value = total + current.unwrap_or(0.0);
    (total > 0.0 || current.is_some()).then_some(Figure::Exact(value))
}

/// "twenty-five" and "350k" are two words each.
fn parts(word: &str) -> Vec<&str> {
    let spelt = word.contains('-') && !word.starts_with(|c: char| c.is_ascii_digit());
    if spelt {
        return word.split('-').collect();
    }
    let end = word.trim_end_matches(|c: char| c.is_ascii_alphabetic());
    if !end.is_empty() && end.len() < word.len() && end.ends_with(|c: char| c.is_ascii_digit()) {
        return vec![end, &word[end.len()..]];
    }
    vec![word]
}

fn digits(word: &str) -> Option<f64> {
    let plain = word.trim_start_matches(['$', '€', '£']).trim_end_matches('+');
    let plain: String = plain.chars().filter(|c| *c != ',').collect();
    let numeric = plain.starts_with(|c: char| c.is_ascii_digit())
        && plain.chars().all(|c| c.is_ascii_digit() || c == '.');
    if numeric { plain.parse().ok() } else { None }
}

/// "30-40", "30–40".
fn range(word: &str) -> Option<(f64, f64)> {
    let (a, b) = word.split_once(['-', '–'])?;
    let (a, b) = (digits(a)?, digits(b)?);
    (a < b).then_some((a, b))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn spelt_and_written_numbers_agree() {
        assert_eq!(figure(&["1,200"]), Some(Figure::Exact(1200.0)));
        assert_eq!(figure(&["twenty-five"]), Some(Figure::Exact(25.0)));
        assert_eq!(figure(&["two", "hundred"]), Some(Figure::Exact(200.0)));
        assert_eq!(figure(&["1.5", "million"]), Some(Figure::Exact(1_500_000.0)));
        assert_eq!(figure(&["350k"]), Some(Figure::Exact(350_000.0)));
        assert_eq!(figure(&["30-40"]), Some(Figure::Range(30.0, 40.0)));
    }

    #[test]
    fn loose_numbers_keep_their_looseness() {
        assert_eq!(figure(&["dozens"]), Some(Figure::Range(24.0, 99.0)));
        assert_eq!(figure(&["hundreds"]), Some(Figure::Range(200.0, 999.0)));
        assert_eq!(figure(&["the"]), None);
    }
}
