//! The whole chain, judged by hand: an account goes in, and each of its claims comes out with a
//! verdict that an analyst wrote down before (suites/chain/README.md says how).

use khaldun::{CheckedAccount, Session};
use khaldun_ingest::Limits;
use khaldun_match::{Agreement, RowMatch, Standing, Verdict};
use khaldun_model::{Claim, Party};
use std::collections::BTreeSet;
use std::fmt::Write as _;
use std::ops::Range;

/// What the analyst says of one stretch of an account.
struct Judged {
    quote: String,
    verdict: Verdict,
    rows: BTreeSet<String>,
}

fn repository(path: &str) -> Vec<u8> {
    let path = format!("{}/../../{path}", env!("CARGO_MANIFEST_DIR"));
    #[allow(clippy::disallowed_methods, reason = "a test reads its own data")]
    std::fs::read(&path).unwrap_or_else(|e| panic!("{path}: {e}"))
}

/// The account's path and the judgements, from a suite.
fn read(suite: &str) -> (&str, Vec<Judged>) {
    let account = suite.lines().find_map(|l| l.strip_prefix("account: ")).expect("an account");
    let line = |line: &str| {
        let (quote, said) = line.strip_prefix("- «")?.rsplit_once("» => ")?;
        let verdict = Verdict::ALL.into_iter().find(|v| said.starts_with(v.as_str()));
        let verdict = verdict.unwrap_or_else(|| panic!("no verdict: {line}"));
        let rows = said[verdict.as_str().len()..].split_whitespace().map(str::to_owned).collect();
        Some(Judged { quote: quote.to_owned(), verdict, rows })
    };
    (account.trim(), suite.lines().filter_map(line).collect())
}

#[derive(Default)]
struct Score {
    judged: usize,
    right: usize,
    unread: usize,
    /// Corroborated or contradicted, and the analyst does not say so, or says it of other rows.
    confident_wrong: usize,
    rows_right: usize,
    rows_said: usize,
    rows_judged: usize,
    differences: String,
}

impl Score {
    fn line(&self) -> String {
        let part = |n: usize, of: usize| n as f64 / of.max(1) as f64;
        let rows = 2.0 * part(self.rows_right, self.rows_said + self.rows_judged);
        format!(
            "{} judged, {} not read as a claim; verdicts {:.3}; rows F1 {rows:.3}; confidently wrong {} ({:.3})",
            self.judged,
            self.unread,
            part(self.right, self.judged),
            self.confident_wrong,
            part(self.confident_wrong, self.judged),
        )
    }

    fn take(&mut self, judged: &Judged, said: Option<(Verdict, BTreeSet<String>, String)>) {
        self.judged += 1;
        self.rows_judged += judged.rows.len();
        let confident = |v| matches!(v, Verdict::Corroborated | Verdict::Contradicted);
        let Some((verdict, rows, because)) = said else {
            self.unread += 1;
            let _ = writeln!(self.differences, "  unread «{}»", judged.quote);
            return;
        };
        self.rows_said += rows.len();
        self.rows_right += rows.intersection(&judged.rows).count();
        if verdict == judged.verdict {
            self.right += 1;
            if rows == judged.rows {
                return;
            }
        }
        // The right word from the wrong row is wrong.
        if confident(verdict) && (verdict != judged.verdict || rows.is_disjoint(&judged.rows)) {
            self.confident_wrong += 1;
        }
        let _ = writeln!(
            self.differences,
            "  «{}»\n    analyst: {} {:?}\n    program: {} {rows:?}: {because}",
            judged.quote,
            judged.verdict.as_str(),
            judged.rows,
            verdict.as_str(),
        );
    }

    fn add(&mut self, other: &Self) {
        self.judged += other.judged;
        self.right += other.right;
        self.unread += other.unread;
        self.confident_wrong += other.confident_wrong;
        self.rows_right += other.rows_right;
        self.rows_said += other.rows_said;
        self.rows_judged += other.rows_judged;
    }
}

/// The claim that covers most of a stretch, at least half of it; of several the tightest.
fn said(one: &CheckedAccount, at: &Range<usize>) -> Option<(Verdict, BTreeSet<String>, String)> {
    let shared = |r: Range<usize>| r.end.min(at.end).saturating_sub(r.start.max(at.start));
    let covers = one.claims.iter().map(|c| (shared(c.span.range()), c));
    let enough = covers.filter(|(shared, _)| 2 * shared >= at.len());
    let fit = |(shared, c): &(usize, &Claim)| {
        *shared as f64 / (at.len() + c.span.range().len() - shared) as f64
    };
    let (_, claim) = enough.max_by(|a, b| fit(a).total_cmp(&fit(b)))?;
    let verdict = one.headline(claim.id);
    let rows = one.matches_of(claim.id).flat_map(|m| &m.rows).map(|r| r.id.clone()).collect();
    let because: String = one.matches_of(claim.id).map(|m| m.because.as_str()).collect();
    let words = claim.span.of(&one.account.text).replace('\n', " ");
    let near = one.matches_of(claim.id).flat_map(|m| &m.near);
    let near: Vec<String> = near.map(|r| format!("near {}: {}", r.id, parts(r))).collect();
    let lines = [vec![format!("«{words}» {because}"), reading(claim)], near].concat();
    Some((verdict, rows, lines.join("\n      ")))
}

/// A claim as it was read, on one line.
fn reading(claim: &Claim) -> String {
    let names = |parties: &[Party]| {
        let name = |p: &Party| format!("{} [{}]", p.name, p.because);
        parties.iter().map(name).collect::<Vec<_>>().join(" + ")
    };
    let places: Vec<&str> = claim
        .places
        .iter()
        .map(|s| s.found.as_ref().map_or("?", |f| f.place.name.as_str()))
        .collect();
    format!(
        "{} {} {} · {} → {} {} · {} · {}",
        claim.id,
        claim.polarity.as_str(),
        claim.kind.as_str(),
        names(&claim.actor),
        names(&claim.target),
        claim.coding.as_ref().and_then(|c| c.action).map_or("", |a| a.as_str()),
        places.join(", "),
        claim.time.map_or("undated".to_owned(), |w| format!("{}/{}", w.start, w.end)),
    )
}

/// How the parts of a near row stand.
fn parts(row: &RowMatch) -> String {
    let part = |a: &Agreement| match a.standing {
        Standing::Agrees => format!("{:?} agrees", a.part),
        Standing::Differs => format!("{:?} DIFFERS ({})", a.part, a.says),
        Standing::Silent => format!("{:?} silent", a.part),
    };
    row.agreements.iter().map(part).collect::<Vec<_>>().join(", ")
}

fn score(one: &CheckedAccount, judged: &[Judged], known: &BTreeSet<String>) -> Score {
    let mut score = Score::default();
    for j in judged {
        assert!(j.rows.iter().all(|r| known.contains(r)), "{}: no such row", j.quote);
        let at = one.account.text.find(&j.quote);
        let at = at.unwrap_or_else(|| panic!("{}: nowhere «{}»", one.account.name, j.quote));
        score.take(j, said(one, &(at..at + j.quote.len())));
    }
    score
}

#[test]
#[allow(clippy::print_stdout, reason = "the figures are what the test is for")]
fn accounts_come_out_as_an_analyst_would_have_them() {
    const SUITES: [&str; 8] = [
        include_str!("../../../suites/chain/aden-2019.md"),
        include_str!("../../../suites/chain/donbas-2014.md"),
        include_str!("../../../suites/chain/libya-2020.md"),
        include_str!("../../../suites/chain/mali-2013.md"),
        include_str!("../../../suites/chain/tigray-2021.md"),
        include_str!("../../../suites/chain/karabakh-2020.md"),
        include_str!("../../../suites/chain/sudan-2023.md"),
        include_str!("../../../suites/chain/syria-2017.md"),
    ];
    let suites: Vec<(&str, Vec<Judged>)> = SUITES.into_iter().map(read).collect();
    let files: Vec<_> =
        suites.iter().map(|(path, _)| ((*path).to_owned(), repository(path))).collect();
    let session = Session::new(vec![khaldun_records::import::starter()], Limits::default());
    let checked = session.check(&files, &mut |_| {}).expect("readable accounts");
    let known: BTreeSet<String> =
        checked.sets.iter().flat_map(|s| &s.events).map(|e| e.id).collect();
    let mut all = Score::default();
    for ((path, judged), one) in suites.iter().zip(&checked.accounts) {
        let score = score(one, judged, &known);
        println!("{path}\n{}{}", score.differences, score.line());
        all.add(&score);
    }
    println!("all: {}", all.line());
    // What was reached; neither may be lost.
    assert!(all.right >= 260, "fewer verdicts agree than did");
    assert!(all.confident_wrong <= 2, "more verdicts are confidently wrong than were");
}
