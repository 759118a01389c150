//! Any text through the language engine: tokens in order, inside the text, heads inside the document.
#![no_main]

use khaldun_language::Pipeline;

libfuzzer_sys::fuzz_target!(|text: &str| {
    let doc = Pipeline::embedded().parse(text);
    let mut at = 0;
    for token in &doc.tokens {
        assert!(at <= token.span.start && text.get(token.span.range()).is_some());
        assert!((token.head as usize) < doc.tokens.len());
        at = token.span.end;
    }
});
