//! What holds of every parse, whatever the text.

use khaldun_language::{Doc, Pipeline, conllu};
use proptest::prelude::*;

fn parse(text: &str) -> Doc {
    Pipeline::embedded().parse(text)
}

/// Tokens follow each other, and only single blanks stand between them.
fn covers(doc: &Doc) {
    let mut at = 0;
    for (i, token) in doc.tokens.iter().enumerate() {
        let gap = &doc.text[at..token.span.start as usize];
        assert!(gap.is_empty() || gap == " ", "{gap:?} before token {i}");
        assert!(!token.span.is_empty());
        at = token.span.end as usize;
    }
    assert!(matches!(&doc.text[at..], "" | " "), "{:?} is left", &doc.text[at..]);
}

/// Every token has a root above it.
fn is_forest(doc: &Doc) {
    for i in 0..doc.tokens.len() {
        assert!(doc.ancestors(i).count() < doc.tokens.len(), "a ring above token {i}");
    }
}

/// Text that looks like text: words, marks and white space of all sorts.
fn text() -> impl Strategy<Value = String> {
    let piece = prop_oneof![
        "[a-zA-Z]{1,12}",
        "[0-9.,:/%$+-]{1,8}",
        "[\"'()\\[\\]…–—“”‘’«».!?;]{1,4}",
        "[ \n\t\u{a0}\u{2003}\u{1c}]{1,3}",
        "\\PC{1,5}",
        any::<char>().prop_map(String::from),
        Just("can't".to_owned()),
        Just("U.S.".to_owned()),
        Just("http://example.org/a?b=c".to_owned()),
    ];
    prop::collection::vec((piece, any::<bool>()), 0..40).prop_map(|pieces| {
        pieces.into_iter().map(|(p, blank)| if blank { p + " " } else { p }).collect()
    })
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 200, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_text_is_covered_by_its_tokens(text in text()) {
        let doc = parse(&text);
        covers(&doc);
        is_forest(&doc);
    }

    #[test]
    fn any_string_at_all_is_parsed(text in any::<String>()) {
        covers(&parse(&text));
    }

    #[test]
    fn many_at_once_are_parsed_as_one_by_one(texts in prop::collection::vec(text(), 0..12)) {
        let texts: Vec<&str> = texts.iter().map(String::as_str).collect();
        let together = Pipeline::embedded().parse_many(&texts);
        let alone: Vec<Doc> = texts.iter().map(|t| parse(t)).collect();
        prop_assert_eq!(together, alone);
    }

    #[test]
    fn a_fresh_pipeline_says_the_same(text in text()) {
        // The shared one remembers words from other cases; memory must not show.
        static FRESH: std::sync::LazyLock<Pipeline> = std::sync::LazyLock::new(Pipeline::load);
        prop_assert_eq!(FRESH.parse(&text), parse(&text));
    }

    #[test]
    fn what_is_written_is_read_again(text in text()) {
        // A backslash followed by a letter cannot be told from an escape.
        prop_assume!(!text.contains('\\'));
        let doc = parse(&text);
        let mut written = String::new();
        conllu::write(&doc, 1, &mut written);
        let read = conllu::read(&doc.text, &written);
        let spans = |d: &Doc| d.tokens.iter().map(|t| (t.span, t.head, t.tag)).collect::<Vec<_>>();
        prop_assert_eq!(read.map(|d| spans(&d)), Ok(spans(&doc)));
    }
}

#[test]
fn nothing_gives_no_tokens() {
    assert!(parse("").tokens.is_empty());
    assert!(Pipeline::embedded().parse_many(&[]).is_empty());
}

#[test]
fn a_text_longer_than_the_window_is_parsed_whole() {
    let sentence = "Shells fell on the market, officials said. ";
    let text = sentence.repeat(4000);
    let doc = parse(&text);
    covers(&doc);
    is_forest(&doc);
    assert_eq!(doc.sentences().len(), 4000);
}

#[test]
fn long_strings_without_blanks_take_no_longer_than_their_length() {
    for unit in [")", "a.", "a@", "x-", "1$", "北", "'s", "…"] {
        covers(&parse(&unit.repeat(20_000 / unit.len())));
    }
}
