//! Folding of names, so that spellings of one name meet.

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

/// Lower case, without accents, points and apostrophes; other marks become spaces.
pub(super) fn plain(words: &str) -> String {
    words
        .nfkd()
        .filter(|c| !is_combining_mark(*c))
        .filter(|c| !matches!(c, '.' | '\'' | '’' | '‘' | '`' | 'ʿ' | 'ʾ'))
        .flat_map(char::to_lowercase)
        .map(|c| if c.is_alphanumeric() { c } else { ' ' })
        .collect()
}

/// Whether a word of a name may be there or not ("al-Qaeda", "the Kremlin").
pub(super) fn is_article(folded: &str) -> bool {
    matches!(folded, "the" | "al" | "el")
}

/// The key under which a name is looked up: folded words without articles.
pub(super) fn key(name: &str) -> String {
    let plain = plain(name);
    let words: Vec<&str> = plain.split_whitespace().filter(|w| !is_article(w)).collect();
    if words.is_empty() { plain.trim().to_owned() } else { words.join(" ") }
}

/// What different romanisations of a personal name have in common: its consonants, without doubling and
/// without the letters that spellings treat at will.
pub(super) fn skeleton(name: &str) -> String {
    let mut out = String::new();
    for c in key(name).chars() {
        let c = match c {
            'a' | 'e' | 'i' | 'o' | 'u' | 'y' | 'w' | 'h' | ' ' => continue,
            'q' | 'c' => 'k',
            'z' => 's',
            'v' => 'f',
            'j' => 'g',
            c => c,
        };
        if !out.ends_with(c) {
            out.push(c);
        }
    }
    out
}

/// Acronyms that are words where everything is written in capitals.
const WORDS: &str = include_str!("../../../../data/actors/words.csv");

/// Whether an acronym is also a common word.
pub(super) fn is_word(name: &str) -> bool {
    let low = name.to_lowercase();
    WORDS.lines().skip(1).any(|w| w == low)
}

/// Whether a name must be met in the very capitals in which it is written: acronyms and names of
/// at most three letters, which are otherwise words ("US", "WHO", "IS").
pub(super) fn is_exact(name: &str) -> bool {
    let letters = name.chars().filter(|c| c.is_alphabetic()).count();
    let capitals = name.chars().filter(|c| c.is_uppercase()).count();
    letters > 0 && !name.contains(' ') && (letters <= 3 || capitals >= 2 && capitals * 2 >= letters)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn spellings_of_one_name_meet() {
        assert_eq!(key("al-Qa'ida"), key("Al Qaida"));
        assert_eq!(key("the Élysée"), "elysee");
        assert_eq!(key("U.S."), "us");
    }

    #[test]
    fn romanisations_share_a_skeleton() {
        assert_eq!(skeleton("Abd-Rabbu Mansour Hadi"), skeleton("Abd Rabbuh Mansur Hadi"));
        assert_eq!(skeleton("Aidarous al-Zubaidi"), skeleton("Aydarus al-Zubaydi"));
        assert_ne!(skeleton("Khalifa Haftar"), skeleton("Khalid Hafez"));
    }

    #[test]
    fn short_names_and_acronyms_keep_their_capitals() {
        assert!(is_exact("US") && is_exact("WHO") && is_exact("PKK") && is_exact("UNIFIL"));
        assert!(!is_exact("Polish") && !is_exact("Houthis") && !is_exact("the Kremlin"));
    }
}
