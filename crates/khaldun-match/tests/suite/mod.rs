//! Reads a suite: sections with rows and claims, in the form that suites/matching/README.md tells.

use jiff::civil::Date;
use khaldun_match::{Open, Question, Relations, Spot, Tie, match_questions};
use khaldun_model::{Check, ClaimId, Kind, Modality, Plover, Polarity, Window};
use khaldun_records::import::{ColumnMap, read};
use khaldun_records::{Declared, RecordSet};
use std::collections::{BTreeMap, BTreeSet};

/// What a case tells a register.
#[derive(Default)]
struct Told(Vec<(String, bool, String)>);

impl Relations for Told {
    fn tie(&self, claimed: &str, filed: &str, _on: Option<Date>) -> Option<Tie> {
        let found = self.0.iter().find(|(a, _, b)| a == claimed && b == filed)?;
        let says = "by the suite".to_owned();
        Some(if found.1 { Tie::Same(says) } else { Tie::Behind(says) })
    }
}

struct Case {
    question: Question,
    told: Told,
    verdict: String,
    rows: Vec<String>,
    says: Vec<String>,
}

fn set(info: &str, csv: &str) -> RecordSet {
    let has = |word: &str| info.split_whitespace().any(|w| w == word);
    if has("layout") {
        let set = read("suite", csv.as_bytes(), None).expect("the rows are in a public layout");
        assert_eq!(set.notes, Vec::new(), "every row of a suite is read");
        return set;
    }
    let thresholds = vec!["as the suite says".to_owned()];
    let declared = Declared {
        selection: has("selection"),
        needs_death: has("deadly"),
        needs_civilian_harm: has("harm"),
        daily: has("daily"),
        kinds: if has("deadly") { vec![Plover::Assault] } else { Vec::new() },
        thresholds,
        ..Declared::default()
    };
    let header = csv.lines().next().unwrap_or("");
    let columns: BTreeMap<String, String> =
        header.split(',').map(|c| (c.to_owned(), c.to_owned())).collect();
    let map = ColumnMap { directed: !has("undirected"), columns, declared, ..ColumnMap::default() };
    let set = read("suite", csv.as_bytes(), Some(&map)).expect("the rows are a table");
    assert_eq!(set.notes, Vec::new(), "every row of a suite is read");
    set
}

fn names(text: &str) -> Vec<String> {
    text.split(';').map(|n| n.trim().to_owned()).collect()
}

fn window(text: &str) -> Window {
    let day = |t: &str| t.parse::<Date>().expect("a day");
    let (start, end) = text.split_once('/').unwrap_or((text, text));
    Window { start: day(start), end: day(end) }
}

fn dead(text: &str) -> (f64, f64) {
    let n = |t: &str| t.parse::<f64>().expect("a number");
    if let Some(low) = text.strip_suffix('+') {
        return (n(low), f64::INFINITY);
    }
    let (low, high) = text.split_once('-').unwrap_or((text, text));
    (n(low), n(high))
}

fn spot(text: &str) -> Spot {
    let parts = names(&text.replace(',', ";"));
    let number = |n: usize| parts.get(n).and_then(|p| p.parse::<f64>().ok());
    Spot::named(&parts[0], parts.get(1).map(String::as_str), number(2).zip(number(3)))
}

fn case(block: &str) -> Case {
    let mut case = Case {
        question: Question {
            open: BTreeSet::new(),
            claim: ClaimId(1),
            text: String::new(),
            kind: Kind::Event,
            polarity: Polarity::Affirmed,
            modality: Modality::Asserted,
            check: Check::Records,
            window: None,
            places: Vec::new(),
            actors: Vec::new(),
            targets: Vec::new(),
            action: None,
            deaths: None,
            deaths_by: String::new(),
            told: None,
        },
        told: Told::default(),
        verdict: String::new(),
        rows: Vec::new(),
        says: Vec::new(),
    };
    for line in block.lines().map(str::trim).filter(|l| !l.is_empty()) {
        let q = &mut case.question;
        if let Some(expected) = line.strip_prefix("=> ") {
            let verdicts = khaldun_match::Verdict::ALL.map(khaldun_match::Verdict::as_str);
            let word = verdicts.iter().find(|v| expected.starts_with(*v)).expect("a verdict");
            (*word).clone_into(&mut case.verdict);
            case.rows = expected[word.len()..].split_whitespace().map(str::to_owned).collect();
            continue;
        }
        if let Some(says) = line.strip_prefix("= ") {
            case.says.push(says.to_owned());
            continue;
        }
        let (key, value) = line.split_once(": ").unwrap_or((line, ""));
        match key {
            "says" => value.clone_into(&mut q.text),
            "who" => q.actors = names(value),
            "whom" => q.targets = names(value),
            "act" => q.action = Plover::parse(value),
            "where" => q.places.push(spot(value)),
            "when" => q.window = Some(window(value)),
            "between" => {
                q.window = Some(window(value));
                q.open.insert(Open::Days);
            }
            "dead" => q.deaths = Some(dead(value)),
            "denied" => q.polarity = Polarity::Denied,
            "pattern" => q.kind = Kind::Pattern,
            "carried" => {
                q.open.insert(Open::Place);
            }
            "inferred" => {
                q.open.insert(Open::Party);
            }
            "beside" => {
                q.open.insert(Open::Act);
            }
            "tie" => {
                let (same, parts) = (value.contains(" = "), value.replace(" > ", " = "));
                let (a, b) = parts.split_once(" = ").expect("A = B, or A > B");
                case.told.0.push((a.to_owned(), same, b.to_owned()));
            }
            other => panic!("a suite has no line {other}"),
        }
    }
    case
}

/// Exchanges two names.
fn swapped(text: &str, pair: (&str, &str)) -> String {
    text.replace(pair.0, "\u{1}").replace(pair.1, pair.0).replace('\u{1}', pair.1)
}

/// Runs every case of a suite, and once more with the names of `swap:` exchanged.
pub(crate) fn check(suite: &str) {
    let (mut run, mut wrong) = (0, Vec::new());
    for section in suite.split("\n## ").skip(1) {
        let title = section.lines().next().unwrap_or("").to_owned();
        run += section_runs(section, &title, &mut wrong);
        let swap = section.lines().find_map(|l| l.strip_prefix("swap: "));
        if let Some(pair) = swap.and_then(|s| s.split_once(" / ")) {
            let title = format!("{title} (names exchanged)");
            run += section_runs(&swapped(section, pair), &title, &mut wrong);
        }
    }
    assert!(run > 5, "a suite has cases");
    assert!(wrong.is_empty(), "{} of {run} cases differ:\n{}", wrong.len(), wrong.join("\n"));
}

fn section_runs(section: &str, title: &str, wrong: &mut Vec<String>) -> usize {
    let (mut held, mut run) = (None, 0);
    for block in section.split("```").skip(1).step_by(2) {
        let (info, body) = block.split_once('\n').unwrap_or((block, ""));
        if let Some(info) = info.strip_prefix("rows") {
            held = Some(set(info, body));
        } else if info == "claim" {
            run += 1;
            let case = case(body);
            let sets = std::slice::from_ref(held.as_ref().expect("rows before claims"));
            let found = &match_questions(std::slice::from_ref(&case.question), sets, &case.told)[0];
            let rows: Vec<&str> = found.rows.iter().map(|r| r.id.as_str()).collect();
            let says = case.says.iter().all(|s| found.because.contains(s.as_str()));
            if found.verdict.as_str() != case.verdict || rows != case.rows || !says {
                wrong.push(format!(
                    "{title}: {}\n  expected {} {:?} {:?}\n  found    {} {rows:?}: {}",
                    case.question.text,
                    case.verdict,
                    case.rows,
                    case.says,
                    found.verdict.as_str(),
                    found.because
                ));
            }
        }
    }
    run
}
