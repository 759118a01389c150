//! Learns the weights of `data/claims/learned/dates.tsv` from the annotated accounts in
//! `suites/accounts/read` and the cases of `suites/claims/setting.md`, and prints the table:
//!
//! `cargo run --release -p khaldun-claims --example learn > dates.tsv`
//!
//! Every date offered to a claim that has none of its own is one example, with the signs it shows; it
//! is right where it shares enough with the window that the annotator gave. Logistic regression with a
//! ridge, by gradient descent over all examples in a fixed order: the same accounts and the same
//! reading give the same table, whatever the present one says.

#![allow(clippy::print_stdout, clippy::disallowed_methods, reason = "a developer's tool")]

use khaldun_claims::setting::offered_dates;
use khaldun_ingest::{Limits, ingest_with};
use khaldun_language::{Parsed, Pipeline};
use khaldun_model::{Claim, Mentions, Window};
use khaldun_resolve::{Knowledge, Own, mentions};
use khaldun_text::{Account, CodePoints};
use serde_json::Value;
use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::path::Path;

/// How much of the days of both a date and the annotator's window must be shared.
const SHARED: f64 = 0.35;
/// A window longer than this dates nothing.
const AGES: i64 = 1_100;
/// Signs seen less often teach nothing.
const SEEN: usize = 8;
/// The ridge, against all examples together.
const RIDGE: f64 = 20.0;
/// Weights below this are left out.
const SLIGHT: f64 = 0.05;
/// Log-odds from which the likeliest date is taken.
const THRESHOLD: f64 = -1.20;
const STEPS: usize = 600;
/// A case of the suite is shorter than an account and a promise: it counts as often.
const PROMISED: usize = 8;

/// A date offered: its signs, and whether it is right.
struct Example {
    signs: Vec<String>,
    right: bool,
}

fn main() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../suites/accounts/read");
    let entries = std::fs::read_dir(&folder).expect("the annotated accounts");
    let mut texts: Vec<_> = entries.map(|e| e.expect("an entry").path()).collect();
    texts.retain(|p| p.extension().is_some_and(|e| e == "txt"));
    texts.sort();
    let mut examples: Vec<Example> = texts.iter().flat_map(|p| annotated(p)).collect();
    let cases: Vec<_> = suite(include_str!("../../../suites/claims/setting.md"));
    for _ in 0..PROMISED {
        examples.extend(cases.iter().flat_map(|(text, told)| promised(text, told)));
    }
    print!("{}", table(&learn(&examples)));
}

/// What is known of when a claim is set.
#[derive(Clone, Copy)]
enum Told {
    /// Nobody says.
    Nothing,
    /// Somebody says that it is set nowhere in time.
    Never,
    /// It is set there.
    On(Window),
}

impl Told {
    fn of(window: Option<Window>) -> Self {
        window.map_or(Self::Never, Self::On)
    }
}

/// A text of the suite, and words in it with what is told of their claim.
type Case = (String, Vec<(String, Told)>);

/// An account as it is read.
struct Read {
    account: Account,
    parsed: Parsed,
    found: Mentions,
    claims: Vec<Claim>,
}

impl Read {
    fn of(name: &str, bytes: &[u8]) -> Self {
        let account = ingest_with(name, bytes, &Limits::default()).expect("a text").value;
        let parsed = Parsed::of(&account, Pipeline::embedded());
        let knowledge = Knowledge::with_own(&[], Own::default());
        let found = mentions(&account, &parsed, &knowledge, None).value;
        let claims = khaldun_claims::read(&account, &parsed, &found).value;
        Self { account, parsed, found, claims }
    }

    /// The dates offered to the claims of which something is told.
    fn examples(&self, told: &[Told]) -> Vec<Example> {
        let Self { account, parsed, found, claims } = self;
        let clauses = khaldun_claims::segment::clauses(account, parsed, found);
        let when = |i: usize| match told[i] {
            Told::On(window) => Some(window),
            Told::Nothing | Told::Never => None,
        };
        let offered = offered_dates(account, parsed, found, &clauses, claims, &when);
        let example = |(i, window, signs): (usize, Window, Vec<String>)| {
            let right = match told[i] {
                Told::Nothing => return None,
                Told::Never => false,
                Told::On(told) => window.days() <= AGES && told.shared(window) >= SHARED,
            };
            Some(Example { signs, right })
        };
        offered.into_iter().filter_map(example).collect()
    }
}

fn annotated(path: &Path) -> Vec<Example> {
    let name = path.file_name().expect("a name").to_string_lossy();
    let bytes = std::fs::read(path).expect("an account");
    let lines = std::fs::read_to_string(path.with_extension("claims.jsonl")).expect("claims");
    let gold: Vec<Value> =
        lines.lines().map(|l| serde_json::from_str(l).expect("a claim")).collect();
    let read = Read::of(&name, &bytes);
    let points = CodePoints::new(&read.account.received);
    let place = |c: &Claim| {
        let there = read.account.map.to_received(c.span);
        (points.at(there.start as usize), points.at(there.end as usize))
    };
    let told: Vec<Told> = read
        .claims
        .iter()
        .map(|c| nearest(place(c), &gold).map_or(Told::Nothing, |g| Told::of(window_of(g))))
        .collect();
    read.examples(&told)
}

/// The cases of the suite of settings: a text, and words in it with the window of their claim.
fn suite(markdown: &str) -> Vec<Case> {
    let mut cases: Vec<Case> = Vec::new();
    for line in markdown.lines().take_while(|l| l.trim() != "## Known misreadings") {
        if let Some(text) = line.strip_prefix("> ") {
            cases.push((text.to_owned(), Vec::new()));
        } else if let Some((parts, case)) = line.strip_prefix("- ").zip(cases.last_mut()) {
            let mut parts = parts.split(" | ").skip(1);
            let (days, words) = (parts.next().expect("days"), parts.next().expect("words"));
            let window = days.split_once("..").and_then(|(from, to)| {
                Some(Window { start: from.parse().ok()?, end: to.parse().ok()? })
            });
            case.1.push((words.to_owned(), Told::of(window)));
        }
    }
    cases
}

fn promised(text: &str, told: &[(String, Told)]) -> Vec<Example> {
    let whole = format!("A report\nGeneva, 20 May 1998\n\n{text}\n");
    let read = Read::of("report.txt", whole.as_bytes());
    let mut known = vec![Told::Nothing; read.claims.len()];
    for (words, when) in told {
        let holds = |c: &Claim| c.span.of(&read.account.text).contains(words.as_str());
        if let Some(i) = read.claims.iter().position(holds) {
            known[i] = *when;
        }
    }
    read.examples(&known)
}

/// The annotated claim that a stretch of the account shares most with, if that is half of both.
fn nearest((start, end): (usize, usize), gold: &[Value]) -> Option<&Value> {
    let number = |v: &Value| v.as_u64().expect("an offset") as usize;
    let fit = |g: &Value| {
        let (from, to) = (number(&g["start"]), number(&g["end"]));
        let both = to.min(end).saturating_sub(from.max(start));
        both as f64 / (to - from + end - start - both) as f64
    };
    gold.iter().filter(|g| fit(g) >= 0.5).max_by(|a, b| fit(a).total_cmp(&fit(b)))
}

fn window_of(gold: &Value) -> Option<Window> {
    let day = |field: &str| gold["time"][field].as_str()?.parse().ok();
    let window = Window { start: day("start")?, end: day("end")? };
    (window.days() <= AGES).then_some(window)
}

/// The weights by sign; what is always there stands first, under "always".
fn learn(examples: &[Example]) -> Vec<(String, f64)> {
    let mut seen: BTreeMap<&str, usize> = BTreeMap::new();
    for sign in examples.iter().flat_map(|e| &e.signs) {
        *seen.entry(sign).or_default() += 1;
    }
    let names: Vec<&str> = seen.iter().filter(|(_, n)| **n >= SEEN).map(|(s, _)| *s).collect();
    let known = |s: &String| names.binary_search(&s.as_str()).ok();
    let rows: Vec<Vec<usize>> =
        examples.iter().map(|e| e.signs.iter().filter_map(known).collect()).collect();
    // The step fits the longest row, so that descent cannot overshoot; momentum makes up for it.
    let longest = rows.iter().map(Vec::len).max().unwrap_or(0) + 1;
    let n = examples.len().max(1) as f64;
    let (ridge, step) = (RIDGE / n, 4.0 / longest as f64);
    let (mut weights, mut bias) = (vec![0.0_f64; names.len()], 0.0_f64);
    let (mut pace, mut bias_pace) = (vec![0.0_f64; names.len()], 0.0_f64);
    for _ in 0..STEPS {
        let (mut slope, mut bias_slope) = (vec![0.0_f64; names.len()], 0.0_f64);
        for (row, example) in rows.iter().zip(examples) {
            let sum = bias + row.iter().map(|&k| weights[k]).sum::<f64>();
            let miss = 1.0 / (1.0 + (-sum).exp()) - f64::from(u8::from(example.right));
            for &k in row {
                slope[k] += miss / n;
            }
            bias_slope += miss / n;
        }
        for k in 0..names.len() {
            pace[k] = 0.9_f64.mul_add(pace[k], -step * ridge.mul_add(weights[k], slope[k]));
            weights[k] += pace[k];
        }
        bias_pace = 0.9_f64.mul_add(bias_pace, -step * bias_slope);
        bias += bias_pace;
    }
    let signs = names.iter().map(|s| (*s).to_owned()).zip(weights);
    std::iter::once(("always".to_owned(), bias)).chain(signs).collect()
}

fn table(weights: &[(String, f64)]) -> String {
    let mut out =
        "# Which date is a claim set on that has none of its own? Log-odds by sign, learnt from \
        suites/accounts/read and suites/claims/setting.md: cargo run --release -p khaldun-claims --example learn\nsign\tweight\n"
            .to_owned();
    let _ = writeln!(out, "threshold\t{THRESHOLD:.2}");
    for (sign, weight) in weights {
        if sign == "always" || weight.abs() >= SLIGHT {
            let _ = writeln!(out, "{sign}\t{weight:.2}");
        }
    }
    out
}
