//! The suites of time expressions (`suites/dates`).

mod common;

use common::{Case, account, cases};
use khaldun_model::{TimeBound, TimeKind, TimeMention};
use khaldun_resolve::when;

/// What a mention comes to, in the suites' notation.
fn told(m: &TimeMention) -> String {
    let value = match (m.kind, m.when.window) {
        (TimeKind::Duration, _) => "duration".to_owned(),
        (TimeKind::Set, _) => "set".to_owned(),
        (_, None) => "open".to_owned(),
        _ => m.when.edtf.trim_end_matches('~').to_owned(),
    };
    let mut flags = Vec::new();
    if m.kind == TimeKind::Time {
        flags.push("time".to_owned());
    }
    if m.bound != TimeBound::In {
        flags.push(format!("{:?}", m.bound).to_lowercase());
    }
    if let (Some(w), TimeKind::Date) = (m.when.others.first(), m.kind) {
        let day =
            if w.start == w.end { w.start.to_string() } else { format!("{}/{}", w.start, w.end) };
        flags.push(format!("or {day}"));
    }
    if flags.is_empty() { value } else { format!("{value}, {}", flags.join(" ")) }
}

/// Cases under a heading "Known misreadings" are expected to fail, and say so when they no longer do.
fn known(markdown: &str) -> (&str, &str) {
    markdown.split_once("\n## Known misreadings").unwrap_or((markdown, ""))
}

fn check(case: &Case) -> Vec<String> {
    let (account, parsed) = account(&case.paragraphs);
    let found = when::find(&account, &parsed, case.date).value;
    let found: Vec<(String, String)> =
        found.iter().map(|m| (m.span.of(&account.text).to_owned(), told(m))).collect();
    let mut wrong = Vec::new();
    for want in &case.expected {
        if !found.contains(want) {
            let got = found.iter().find(|(w, _)| w == &want.0).map_or("missed", |(_, v)| v);
            wrong.push(format!("{}: {} should be {}, is {got}", case.name, want.0, want.1));
        }
    }
    let listed = |w: &String| case.expected.iter().any(|(x, _)| x == w);
    let extra = found.iter().filter(|(w, _)| !listed(w));
    wrong.extend(extra.map(|(w, v)| format!("{}: {w} ({v}) is not listed", case.name)));
    wrong
}

#[allow(clippy::print_stdout, reason = "says what it measured")]
#[test]
fn time_expressions_come_to_what_the_suites_say() {
    let suites = [
        include_str!("../../../suites/dates/absolute.md"),
        include_str!("../../../suites/dates/dateline.md"),
        include_str!("../../../suites/dates/narrative.md"),
        include_str!("../../../suites/dates/far-and-wide.md"),
    ];
    let held: Vec<Case> = suites.iter().flat_map(|s| cases(known(s).0)).collect();
    let misread: Vec<Case> = suites.iter().flat_map(|s| cases(known(s).1)).collect();
    let wrong: Vec<String> = held.iter().flat_map(check).collect();
    assert!(wrong.is_empty(), "{} wrong:\n{}", wrong.len(), wrong.join("\n"));
    let mended: Vec<&str> =
        misread.iter().filter(|c| check(c).is_empty()).map(|c| c.name.as_str()).collect();
    assert!(mended.is_empty(), "read rightly now, no longer a known misreading: {mended:?}");
    let count = |cases: &[Case]| cases.iter().map(|c| c.expected.len()).sum::<usize>();
    let failing: usize = misread.iter().map(|c| check(c).len().min(c.expected.len())).sum();
    let all = count(&held) + count(&misread);
    println!("{} of {all} time expressions read rightly", all - failing);
    assert!(all >= 300 && failing * 10 <= all, "{failing} of {all} are read wrongly");
}
