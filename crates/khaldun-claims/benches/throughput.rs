//! How many sentences a second, on one core: coding sentences that are parsed already, and claims
//! from raw text (reading in, parsing, mentions, claims). The sentences are those of
//! `suites/claims/action.md`, so that anyone can run it: `cargo xtask bench claims`.

#![allow(
    clippy::print_stdout,
    clippy::disallowed_methods,
    reason = "a measurement looks at the clock and prints"
)]

use khaldun_claims::action::Lexicon;
use khaldun_claims::code::sentence;
use khaldun_language::{Doc, Parsed, Pipeline};
use khaldun_resolve::Knowledge;
use std::hint::black_box;
use std::time::{Duration, Instant};

/// Rounds of each part; the median and the extremes are printed.
const ROUNDS: usize = 9;
/// Sentences a paragraph of the raw text.
const PARAGRAPH: usize = 5;

fn main() {
    let suite = include_str!("../../../suites/claims/action.md");
    let sentences: Vec<&str> = suite.lines().filter_map(|l| l.strip_prefix("- ")).collect();
    let pipeline = Pipeline::embedded();

    let docs: Vec<Doc> = sentences.iter().map(|s| pipeline.parse(s)).collect();
    let lexicon = Lexicon::builtin();
    let coded = rounds(|| {
        for doc in &docs {
            black_box(sentence(black_box(doc), lexicon, None, None));
        }
    });
    print("coding parsed sentences", docs.len(), &coded);

    let paragraphs: Vec<String> = sentences.chunks(PARAGRAPH).map(|c| c.join(" ")).collect();
    let text = format!("A report\nGeneva, 20 May 1998\n\n{}\n", paragraphs.join("\n\n"));
    let knowledge = Knowledge::builtin(&[]);
    let read = rounds(|| {
        let account = khaldun_ingest::ingest("report.txt", text.as_bytes()).expect("text").value;
        let parsed = Parsed::of(&account, pipeline);
        let mentions = khaldun_resolve::mentions(&account, &parsed, &knowledge, None).value;
        black_box(khaldun_claims::read(&account, &parsed, &mentions));
    });
    print("claims from raw text", sentences.len(), &read);
}

/// Runs a task once to warm up and then a few times, and returns how long each took.
fn rounds(mut task: impl FnMut()) -> Vec<Duration> {
    task();
    let mut took: Vec<Duration> = (0..ROUNDS)
        .map(|_| {
            let start = Instant::now();
            task();
            start.elapsed()
        })
        .collect();
    took.sort_unstable();
    took
}

fn print(what: &str, sentences: usize, took: &[Duration]) {
    let speed = |d: Duration| sentences as f64 / d.as_secs_f64();
    let (fast, middle, slow) = (took[0], took[took.len() / 2], took[took.len() - 1]);
    println!(
        "{what}: {:.0} sentences/s (slowest {:.0}, fastest {:.0}; {sentences} sentences)",
        speed(middle),
        speed(slow),
        speed(fast)
    );
}
