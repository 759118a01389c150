//! Dictionary forms by rule, with exceptions and an index of known words (spaCy's rule lemmatiser;
//! tables from `WordNet`).

use crate::character::is_letter;
use crate::label::Pos;
use crate::model::{
    LEMMA_ADJ, LEMMA_ADV, LEMMA_EXCEPTIONS, LEMMA_NOUN, LEMMA_RULES, LEMMA_VERB, lines,
};

/// The tables of one part of speech.
#[derive(Default)]
struct Part {
    name: &'static str,
    /// Known words, a line each, sorted by bytes.
    index: &'static str,
    rules: Vec<(&'static str, &'static str)>,
}

/// The lemmatiser.
pub(crate) struct Lemmatiser {
    parts: [Part; 5],
    /// Bodies of the exceptions, sorted by line.
    exceptions: &'static str,
}

/// What the morphology says about inflection.
#[derive(Clone, Copy, Debug, Default)]
#[allow(clippy::struct_excessive_bools, reason = "four independent features")]
pub(crate) struct Inflection {
    singular: bool,
    infinitive: bool,
    /// Finite, present, without a number.
    bare_present: bool,
    positive: bool,
}

impl Inflection {
    /// From `Feature=Value|…`.
    pub(crate) fn of(morph: &str) -> Self {
        let value = |key: &str| {
            morph.split('|').find_map(|f| f.split_once('=').filter(|(k, _)| *k == key).map(|p| p.1))
        };
        Self {
            singular: value("Number") == Some("Sing"),
            infinitive: value("VerbForm") == Some("Inf"),
            bare_present: value("VerbForm") == Some("Fin")
                && value("Tense") == Some("Pres")
                && value("Number").is_none(),
            positive: value("Degree") == Some("Pos"),
        }
    }

    fn is_base_form(self, pos: Pos) -> bool {
        (pos == Pos::Noun && self.singular)
            || (pos == Pos::Verb && self.bare_present)
            || self.infinitive
            || self.positive
    }
}

impl Lemmatiser {
    pub(crate) fn new() -> Self {
        let part = |name, index| {
            let rule = |mut l: std::str::Split<'static, char>| {
                (l.next()? == name).then_some((l.next()?, l.next()?))
            };
            Part { name, index, rules: lines(LEMMA_RULES).filter_map(rule).collect() }
        };
        Self {
            parts: [
                part("noun", LEMMA_NOUN),
                part("verb", LEMMA_VERB),
                part("adj", LEMMA_ADJ),
                part("adv", LEMMA_ADV),
                part("punct", ""),
            ],
            exceptions: LEMMA_EXCEPTIONS,
        }
    }

    /// The dictionary form of a word.
    pub(crate) fn lemma(
        &self,
        text: &str,
        lower: &str,
        pos: Pos,
        inflection: Inflection,
    ) -> String {
        if pos == Pos::Space || inflection.is_base_form(pos) {
            return lower.to_owned();
        }
        let part = match pos {
            Pos::Noun => 0,
            Pos::Verb => 1,
            Pos::Adj => 2,
            Pos::Adv => 3,
            Pos::Punct => 4,
            Pos::Propn => return text.to_owned(),
            _ => return lower.to_owned(),
        };
        let part = &self.parts[part];
        let (mut known, mut unknown): (Vec<String>, Option<String>) = (Vec::new(), None);
        for (ending, instead) in &part.rules {
            let Some(stem) = lower.strip_suffix(ending) else { continue };
            let form = format!("{stem}{instead}");
            if form.is_empty() {
                continue;
            }
            if part.knows(&form) {
                known.insert(0, form);
            } else if !form.chars().all(is_letter) {
                known.push(form);
            } else if unknown.is_none() {
                unknown = Some(form);
            }
        }
        // Duplicates keep their first place; only the first is ever asked for.
        for form in self.exceptions(part.name, lower) {
            if !known.iter().any(|k| k == form) {
                known.insert(0, form.to_owned());
            }
        }
        known.into_iter().next().or(unknown).unwrap_or_else(|| text.to_owned())
    }

    fn exceptions(&self, part: &str, word: &str) -> impl Iterator<Item = &'static str> {
        let key = format!("{part}\t{word}\t");
        let line = line_from(self.exceptions, &key).filter(|l| l.starts_with(&key));
        line.into_iter().flat_map(|l| l.split('\t').skip(2))
    }
}

impl Part {
    fn knows(&self, word: &str) -> bool {
        line_from(self.index, word) == Some(word)
    }
}

/// The first line not before `key`, in a text of sorted lines.
fn line_from(text: &'static str, key: &str) -> Option<&'static str> {
    let bytes = text.as_bytes();
    let start_of = |at: usize| bytes[..at].iter().rposition(|&b| b == b'\n').map_or(0, |i| i + 1);
    let line_at = |start: usize| text[start..].split('\n').next().unwrap_or("");
    let (mut low, mut high) = (0, bytes.len());
    while low < high {
        let start = start_of(low + (high - low) / 2);
        let line = line_at(start);
        if line < key {
            low = start + line.len() + 1;
        } else {
            high = start;
        }
    }
    (low < bytes.len()).then(|| line_at(low))
}
