//! The parses of our own sentences are spaCy's, line for line.
//!
//! `tests/golden/*.conllu` were written by `bench/golden.py` with the weights rounded to float16.

use khaldun_language::{Pipeline, conllu};

fn check(documents: &[&str], expected: &str) {
    let (mut actual, mut number) = (String::new(), 1);
    for doc in Pipeline::embedded().parse_many(documents) {
        number = conllu::write(&doc, number, &mut actual);
    }
    for (n, (actual, expected)) in actual.lines().zip(expected.lines()).enumerate() {
        assert_eq!(actual, expected, "line {}", n + 1);
    }
    assert_eq!(actual.lines().count(), expected.lines().count());
}

fn lines(text: &str) -> Vec<&str> {
    text.trim_end_matches('\n').split('\n').collect()
}

#[test]
fn news_sentences_are_parsed_alike() {
    check(&lines(include_str!("golden/news.txt")), include_str!("golden/news.conllu"));
}

#[test]
fn odd_forms_are_cut_and_parsed_alike() {
    check(&lines(include_str!("golden/forms.txt")), include_str!("golden/forms.conllu"));
}

#[test]
fn white_space_is_kept_alike() {
    check(&[include_str!("golden/layout.txt")], include_str!("golden/layout.conllu"));
}
