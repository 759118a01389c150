//! Interlinear readings: each example account with our reading under its words, so that a change of
//! a rule shows as a difference a person can read. `UPDATE_EXPECT=1 cargo test -p khaldun` refreshes them.

use expect_test::expect_file;
use khaldun::{CheckedAccount, Session};
use khaldun_ingest::Limits;
use khaldun_model::{Claim, Party};
use std::fmt::Write as _;

fn reading(name: &str) -> String {
    let path = format!("{}/../../examples/{name}", env!("CARGO_MANIFEST_DIR"));
    #[allow(clippy::disallowed_methods, reason = "a test reads its own data")]
    let bytes = std::fs::read(path).expect("an example");
    let session = Session::new(vec![khaldun_records::import::starter()], Limits::default());
    let checked =
        session.check(&[(name.to_owned(), bytes)], &mut |_| {}).expect("a readable account");
    render(&checked.accounts[0])
}

fn render(one: &CheckedAccount) -> String {
    let mut out = format!("# {}\n", one.account.name);
    for (n, block) in one.account.blocks.iter().enumerate() {
        let text = block.span.of(&one.account.text).replace('\n', " ");
        let _ = writeln!(out, "\n{text}\n");
        if !block.is_body() {
            let _ = writeln!(out, "- ({:?})", block.kind);
        }
        for claim in one.claims.iter().filter(|c| c.block as usize == n) {
            line(one, claim, &mut out);
        }
    }
    out
}

fn line(one: &CheckedAccount, claim: &Claim, out: &mut String) {
    let names = |parties: &[Party]| {
        let names: Vec<&str> = parties.iter().map(|p| p.name.as_str()).collect();
        if names.is_empty() { "–".to_owned() } else { names.join(" + ") }
    };
    let action = claim.coding.as_ref().and_then(|c| c.action).map_or("", |a| a.as_str());
    let time = claim.time.map_or("undated".to_owned(), |w| format!("{}/{}", w.start, w.end));
    let places: Vec<&str> = claim
        .places
        .iter()
        .map(|s| s.found.as_ref().map_or(s.span.of(&one.account.text), |f| f.place.name.as_str()))
        .collect();
    let _ =
        writeln!(out, "- {} «{}»", claim.id, claim.span.of(&one.account.text).replace('\n', " "));
    let _ = writeln!(
        out,
        "  {} {} · {} · {} → {} {action} · {} · {time} · {} · {}",
        claim.polarity.as_str(),
        claim.kind.as_str(),
        claim.attribution.label(),
        names(&claim.actor),
        names(&claim.target),
        if places.is_empty() { "–".to_owned() } else { places.join(", ") },
        claim.check.as_str(),
        one.headline(claim.id).as_str(),
    );
}

#[test]
fn aden_report() {
    expect_file!["../../../suites/readings/aden-2019-report.md"]
        .assert_eq(&reading("aden-2019-report.txt"));
}

#[test]
fn libya_opinion() {
    expect_file!["../../../suites/readings/libya-2020-opinion.md"]
        .assert_eq(&reading("libya-2020-opinion.txt"));
}

#[test]
fn donbas_blog() {
    expect_file!["../../../suites/readings/donbas-2014-blog.md"]
        .assert_eq(&reading("donbas-2014-blog.html"));
}
