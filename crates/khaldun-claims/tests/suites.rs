//! The suites under `suites/claims`: texts with the claims a careful reader finds.

#![allow(clippy::print_stdout, reason = "a skipped suite says so")]

use khaldun_language::{Parsed, Pipeline};
use khaldun_model::{Mentions, Support};
use khaldun_testkit::suite::{self, Reading};

/// Reads a text with no register of actors and no gazetteer: names are the text's own words.
fn find(text: &str) -> Vec<Reading> {
    let account = khaldun_testkit::account(text);
    let parsed = Parsed::of(&account, Pipeline::embedded());
    let claims = khaldun_claims::read(&account, &parsed, &Mentions::default()).value;
    let supports = |s: &Support| match s {
        Support::Thesis => "thesis".to_owned(),
        Support::Claim(id) => id.0.to_string(),
    };
    let reading = |c: &khaldun_model::Claim| Reading {
        words: c.span.of(text).to_owned(),
        kind: Some(c.kind.as_str().to_owned()),
        polarity: Some(c.polarity.as_str().to_owned()),
        voice: Some(c.attribution.label()),
        asks: Some(asked(c)),
        supports: Some(c.supports.iter().map(supports).collect()),
    };
    claims.iter().map(reading).collect()
}

/// The word about which the claim's open question asks.
fn asked(claim: &khaldun_model::Claim) -> String {
    let question = claim.open_question.as_deref().unwrap_or_default();
    let word = question.split('\u{201c}').nth(1).and_then(|rest| rest.split('\u{201d}').next());
    word.unwrap_or("nothing").to_lowercase()
}

/// Whether a parser is there; without one a suite says so and is skipped.
fn parser() -> bool {
    let there = std::panic::catch_unwind(|| Pipeline::embedded().parse("Rain fell.")).is_ok();
    if !there {
        println!("skipped: no parser in this build");
    }
    there
}

fn run(name: &str, markdown: &str, whole: bool) {
    if parser() {
        let (passed, misread) = suite::check(markdown, whole, find);
        println!("{name}: {passed} read right, {misread} known misreadings");
    }
}

#[test]
fn segment() {
    run("segment", include_str!("../../../suites/claims/segment.md"), true);
}

#[test]
fn kind() {
    run("kind", include_str!("../../../suites/claims/kind.md"), false);
}

#[test]
fn polarity() {
    run("polarity", include_str!("../../../suites/claims/polarity.md"), false);
}

#[test]
fn attribution() {
    run("attribution", include_str!("../../../suites/claims/attribution.md"), false);
}

#[test]
fn refusal() {
    run("refusal", include_str!("../../../suites/claims/refusal.md"), false);
}

#[test]
fn support() {
    run("support", include_str!("../../../suites/claims/support.md"), false);
}
