//! Texts that have lost their apostrophes.
//!
//! *What it does*: where a text of some length holds no apostrophe at all, but "didnt" and "Eritreas army",
//! the parser is given the text with the apostrophes put back, and its tokens are laid on the text as it
//! is: "Eritreas" becomes two tokens, "Eritrea" and "s". *Why it matters*: scraped pages lose their quotation
//! marks, and with them whose army it was; a tagger takes "Eritreas" for a plural. *How a name is known*: the
//! word without its "s" stands by itself as a proper noun somewhere in the same text, and a noun or an
//! adjective follows. *Known misreadings*: a name met only once ("Kinshasas mayor"), common nouns
//! ("the towns elders"): both are left alone.

use crate::{Doc, Tag};
use khaldun_text::Span;
use std::collections::BTreeMap;

/// Shorter texts may well do without an apostrophe.
const WORDS: usize = 120;

/// Words that are two in one, and how many letters the second has.
const JOINED: [(&str, usize); 24] = [
    ("arent", 1),
    ("couldnt", 1),
    ("didnt", 1),
    ("doesnt", 1),
    ("dont", 1),
    ("hadnt", 1),
    ("hasnt", 1),
    ("havent", 1),
    ("im", 1),
    ("isnt", 1),
    ("ive", 2),
    ("shouldnt", 1),
    ("thats", 1),
    ("theres", 1),
    ("theyre", 2),
    ("theyve", 2),
    ("wasnt", 1),
    ("werent", 1),
    ("weve", 2),
    ("wont", 1),
    ("wouldnt", 1),
    ("youre", 2),
    ("youve", 2),
    ("cant", 1),
];

/// Where, in the text of each parsed block, apostrophes are to be put back; nothing where the text
/// has some.
pub(crate) fn lost(docs: &[&Doc]) -> Vec<Vec<u32>> {
    let marked = docs.iter().any(|d| has_apostrophe(&d.text));
    let words: usize = docs.iter().map(|d| d.tokens.len()).sum();
    if marked || words < WORDS {
        return vec![Vec::new(); docs.len()];
    }
    let names = names(docs);
    docs.iter().map(|doc| in_block(doc, &names)).collect()
}

/// The text with apostrophes before the bytes `at` (in order).
pub(crate) fn put_back(text: &str, at: &[u32]) -> String {
    let mut whole = String::with_capacity(text.len() + at.len());
    let mut from = 0;
    for &at in at {
        whole.push_str(&text[from..at as usize]);
        whole.push('\'');
        from = at as usize;
    }
    whole.push_str(&text[from..]);
    whole
}

/// Lays a parse of [`put_back`]'s text on the text itself.
pub(crate) fn laid_on(text: &str, at: &[u32], parsed: Doc) -> Doc {
    // The n-th mark stands n bytes further on than its place in the text.
    let marks: Vec<u32> = at.iter().zip(0..).map(|(&a, n)| a + n).collect();
    let back = |x: u32| x - marks.partition_point(|&m| m < x) as u32;
    let mut tokens = parsed.tokens;
    for token in &mut tokens {
        token.span = Span { start: back(token.span.start), end: back(token.span.end) };
    }
    Doc::new(text, tokens)
}

fn has_apostrophe(text: &str) -> bool {
    let mut before = ' ';
    text.chars().any(|c| {
        let found = before.is_alphabetic() && matches!(c, '\'' | '’' | 'ʼ' | '`');
        before = c;
        found
    })
}

/// Words that stand as proper nouns in the text, and how often they do so more than otherwise.
fn names(docs: &[&Doc]) -> BTreeMap<String, i64> {
    let mut names: BTreeMap<String, i64> = BTreeMap::new();
    for doc in docs {
        for (i, token) in doc.tokens.iter().enumerate() {
            let word = doc.word(i);
            if word.starts_with(char::is_uppercase) {
                let name = token.tag == Tag::Nnp;
                *names.entry(word.to_owned()).or_default() += if name { 1 } else { -1 };
            }
        }
    }
    names
}

fn in_block(doc: &Doc, names: &BTreeMap<String, i64>) -> Vec<u32> {
    let mut found = Vec::new();
    for i in 0..doc.tokens.len() {
        let (word, end) = (doc.word(i), doc.tokens[i].span.end);
        let lower = word.to_lowercase();
        if let Some((_, letters)) = JOINED.iter().find(|(w, _)| *w == lower) {
            found.push(end - *letters as u32);
        } else if owner(doc, i, names) {
            found.push(end - 1);
        }
    }
    found
}

/// Whether a token is a name with the "s" of an owner.
fn owner(doc: &Doc, i: usize, names: &BTreeMap<String, i64>) -> bool {
    let Some(stem) = doc.word(i).strip_suffix('s') else { return false };
    let owned = doc.tokens.get(i + 1).is_some_and(|next| {
        !next.sent_start
            && next.span.start == doc.tokens[i].span.end + 1
            && matches!(
                next.tag,
                Tag::Nn | Tag::Nns | Tag::Nnp | Tag::Nnps | Tag::Jj | Tag::Jjs | Tag::Vbg
            )
    });
    stem.chars().count() > 2
        && stem.ends_with(char::is_alphabetic)
        && owned
        && names.get(stem).is_some_and(|&n| n > 0)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Pipeline;

    /// A text long enough to tell that it has lost its apostrophes.
    fn long(text: &str) -> String {
        let more =
            "The fighters of Sudan and Eritrea met on Monday in the capital and agreed on little. ";
        format!("{text} {}", more.repeat(9))
    }

    fn cut(text: &str) -> Vec<String> {
        let doc = Pipeline::embedded().parse(text);
        let at = lost(&[&doc]).remove(0);
        let doc = laid_on(text, &at, Pipeline::embedded().parse(&put_back(text, &at)));
        (0..doc.tokens.len()).map(|i| doc.word(i).to_owned()).collect()
    }

    #[test]
    fn owners_and_joined_words_are_parted() {
        let words =
            cut(&long("Eritreas army shelled Kassala. Sudans envoy didnt come; they dont agree."));
        assert_eq!(words[..6], ["Eritrea", "s", "army", "shelled", "Kassala", "."]);
        assert_eq!(words[6..11], ["Sudan", "s", "envoy", "did", "nt"]);
        assert_eq!(words[13..17], ["they", "do", "nt", "agree"]);
    }

    #[test]
    fn plurals_and_names_that_end_so_are_left_alone() {
        let words =
            cut(&long("Sudans of the past are many. Kinshasas mayor was in Paris on Friday."));
        assert_eq!(words[0], "Sudans");
        assert_eq!(words[7], "Kinshasas");
    }

    #[test]
    fn a_text_with_an_apostrophe_has_lost_none() {
        let words = cut(&long("Sudan's envoy left. Eritreas army shelled Kassala."));
        assert_eq!(words[5], "Eritreas");
    }

    #[test]
    fn a_short_text_is_taken_as_it_is() {
        let doc = Pipeline::embedded().parse("Sudan left. Sudans envoy didnt.");
        assert!(lost(&[&doc])[0].is_empty());
    }
}
