//! How many articles a second, on one core, are read for places once they are parsed; how long the gazetteer takes to load, and
//! what it keeps in memory. `cargo xtask bench places [FILE…]`: files are plain texts, an article each; without any, the sentences of
//! `suites/places` make articles of some 400 words.

#![allow(
    clippy::print_stdout,
    clippy::disallowed_methods,
    reason = "a measurement looks at the clock, reads the files it is given and prints"
)]

use khaldun_language::{Parsed, Pipeline};
use khaldun_resolve::where_::{Gazetteer, find};
use khaldun_resolve::who::{self, Register};
use khaldun_text::Account;
use std::hint::black_box;
use std::time::Instant;

/// Rounds; the median and the extremes are printed.
const ROUNDS: usize = 9;
/// Words of an article made of suites.
const WORDS: usize = 400;

fn main() {
    let before = resident();
    let start = Instant::now();
    let gazetteer = Gazetteer::builtin(&[]);
    let loaded = start.elapsed();
    // What is read in place becomes resident by use: look a few names up first.
    for name in ["Gao", "Sloviansk", "Cox's Bazar", "nowhere at all"] {
        black_box(gazetteer.named(name));
    }
    println!("loading the gazetteer: {:.0} ms", loaded.as_secs_f64() * 1e3);

    let register = Register::builtin();
    let articles = articles();
    let words: usize = articles.iter().map(|a| a.split_whitespace().count()).sum();
    let read = |text: &String| {
        let account = khaldun_testkit::account(text);
        let parsed = Parsed::of(&account, Pipeline::embedded());
        let actors = who::find(&account, &parsed, &register, None).value;
        (account, parsed, actors)
    };
    let parsed: Vec<(Account, Parsed, _)> = articles.iter().map(read).collect();
    let mut took = Vec::new();
    for _ in 0..=ROUNDS {
        let start = Instant::now();
        for (account, parsed, actors) in &parsed {
            black_box(find(account, parsed, &gazetteer, actors));
        }
        took.push(start.elapsed().as_secs_f64());
    }
    // The first round warms up.
    took.remove(0);
    took.sort_unstable_by(f64::total_cmp);
    let speed = |seconds: f64| articles.len() as f64 / seconds;
    println!(
        "places of parsed articles: {:.0} articles/s (slowest {:.0}, fastest {:.0}; {} articles of {} words on average)",
        speed(took[ROUNDS / 2]),
        speed(took[ROUNDS - 1]),
        speed(took[0]),
        articles.len(),
        words / articles.len().max(1)
    );
    if let (Some(before), Some(after)) = (before, resident()) {
        println!(
            "resident: {before} MB before, {after} MB at the end, gazetteer, language engine, register and articles together"
        );
    }
}

fn articles() -> Vec<String> {
    let given: Vec<String> = std::env::args().skip(1).filter(|a| !a.starts_with("--")).collect();
    if !given.is_empty() {
        let text = |f: &String| std::fs::read_to_string(f).unwrap_or_else(|e| panic!("{f}: {e}"));
        return given.iter().map(text).collect();
    }
    let suites = [
        include_str!("../../../suites/places/conflict.md"),
        include_str!("../../../suites/places/far-and-wide.md"),
        include_str!("../../../suites/places/lines.md"),
    ];
    let sentences = suites.iter().flat_map(|s| s.lines()).filter_map(|l| l.strip_prefix("> "));
    let mut articles = vec![String::new()];
    for sentence in sentences {
        if articles.last().is_some_and(|a| a.split_whitespace().count() >= WORDS) {
            articles.push(String::new());
        }
        let Some(last) = articles.last_mut() else { continue };
        last.push_str(sentence);
        last.push_str("\n\n");
    }
    articles
}

/// Memory of this process in MB, where the system tells it (Linux).
fn resident() -> Option<u64> {
    let status = std::fs::read_to_string("/proc/self/status").ok()?;
    let line = status.lines().find_map(|l| l.strip_prefix("VmRSS:"))?;
    line.split_whitespace().next()?.parse::<u64>().ok().map(|kb| kb / 1000)
}
