//! The binary and its store: what is added is listed, compared and dropped; whoever is killed on
//! the way leaves the old set or the new one.

use std::path::Path;
use std::process::{Command, Output, Stdio};
use std::time::Duration;

fn khaldun(store: &Path, arguments: &[&str]) -> Output {
    let mut command = Command::new(env!("CARGO_BIN_EXE_khaldun"));
    command.arg("records").args(arguments).arg("--store").arg(store).output().unwrap()
}

fn printed(output: &Output) -> String {
    String::from_utf8_lossy(&output.stdout).into_owned()
}

fn said(output: &Output) -> String {
    String::from_utf8_lossy(&output.stderr).into_owned()
}

#[allow(clippy::disallowed_methods, reason = "tests write their own files")]
fn put(path: &Path, bytes: &[u8]) -> String {
    std::fs::write(path, bytes).unwrap();
    path.to_str().unwrap().to_owned()
}

fn table(rows: usize, seed: u64) -> Vec<u8> {
    let mut bytes = Vec::new();
    khaldun_testkit::acled::write(&mut bytes, rows, seed).unwrap();
    bytes
}

#[test]
fn a_set_is_added_listed_compared_and_dropped() {
    let desk = tempfile::tempdir().unwrap();
    let store = desk.path().join("store");
    let old = table(300, 1);
    let text = String::from_utf8(old.clone()).unwrap();
    let mut lines: Vec<&str> = text.lines().collect();
    let changed = lines[5].replace(",National,", ",Regional,");
    lines[5] = &changed;
    lines.truncate(300);
    let (old, new) = (
        put(&desk.path().join("old.csv"), &old),
        put(&desk.path().join("new.csv"), lines.join("\n").as_bytes()),
    );
    let added = khaldun(&store, &["add", &old, "--version", "1", "--accessed", "2026-01-02"]);
    assert!(printed(&added).starts_with("acled: added; 300 rows read"), "{}", said(&added));
    assert!(printed(&khaldun(&store, &["list"])).contains("version 1, got 2026-01-02"));
    assert!(
        printed(&khaldun(&store, &["add", &old, "--version", "1", "--accessed", "2026-01-02"]))
            .contains("already")
    );
    assert!(said(&khaldun(&store, &["diff", "acled"])).contains("no earlier version"));
    assert!(printed(&khaldun(&store, &["add", &new])).contains("replaced"));
    let diff = printed(&khaldun(&store, &["diff", "acled"]));
    assert!(diff.starts_with("0 rows added, 1 changed, 1 deleted, 298 the same"), "{diff}");
    assert!(diff.contains("verified \"National\" → \"Regional\""), "{diff}");
    let picture = desk.path().join("calendar.svg");
    let covered = khaldun(
        &store,
        &["coverage", "--records", "acled", "--picture", picture.to_str().unwrap()],
    );
    assert!(printed(&covered).contains("rows a month") && picture.is_file(), "{}", said(&covered));
    assert!(khaldun(&store, &["drop", "acled"]).status.success());
    assert!(!printed(&khaldun(&store, &["list"])).contains("acled"));
    assert_eq!(khaldun(&store, &["drop", "acled"]).status.code(), Some(1));
}

#[test]
fn what_is_no_set_of_events_is_told_and_leaves_nothing() {
    let desk = tempfile::tempdir().unwrap();
    let store = desk.path().join("store");
    let lookup = put(&desk.path().join("codes.txt"), b"CODE\tLABEL\nAAA\tAlpha\nBBB\tBeta\n");
    let shifted = put(
        &desk.path().join("shifted.csv"),
        &[khaldun_testkit::acled::COLUMNS.as_bytes(), b"\nx,".repeat(9).as_slice()].concat(),
    );
    for (file, words) in
        [(lookup, "a lookup of codes; none of its 2 rows"), (shifted, "wrong columns")]
    {
        let output = khaldun(&store, &["add", &file]);
        assert_eq!(output.status.code(), Some(1));
        assert!(
            said(&output).contains(words) && said(&output).contains("help:"),
            "{}",
            said(&output)
        );
    }
    assert!(
        !store.exists()
            || std::fs::read_dir(&store)
                .unwrap()
                .next()
                .is_none_or(|e| { std::fs::read_dir(e.unwrap().path()).unwrap().next().is_none() })
    );
}

#[test]
fn killed_at_any_moment_the_store_is_the_old_one_or_the_new_one() {
    let desk = tempfile::tempdir().unwrap();
    let store = desk.path().join("store");
    let old = put(&desk.path().join("old.csv"), &table(400, 1));
    let new = put(&desk.path().join("new.csv"), &table(12_000, 2));
    assert!(khaldun(&store, &["add", &old, "--name", "set"]).status.success());
    let rows = || -> usize {
        let output = khaldun(&store, &["list", "--records", "set"]);
        let text = printed(&output);
        let count = text.lines().find_map(|l| l.trim().split_once(" rows read"));
        count.unwrap_or_else(|| panic!("{}", said(&output))).0.parse().unwrap()
    };
    // Kills come later and later, until one import is done before its kill.
    let mut olds = 0;
    let mut wait = Duration::from_millis(2);
    loop {
        let mut import = Command::new(env!("CARGO_BIN_EXE_khaldun"))
            .args(["records", "add", &new, "--name", "set", "--store"])
            .arg(&store)
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .spawn()
            .unwrap();
        std::thread::sleep(wait);
        let done = import.try_wait().unwrap().is_some();
        import.kill().unwrap();
        import.wait().unwrap();
        match rows() {
            400 => olds += 1,
            12_000 => break,
            other => panic!("{other} rows after {wait:?}"),
        }
        assert!(!done, "an import that was done left the old rows");
        // The rows themselves, not only their number.
        let diff = printed(&khaldun(&store, &["diff", "set", &old]));
        assert!(diff.starts_with("0 rows added, 0 changed, 0 deleted, 400 the same"), "{diff}");
        wait = wait * 5 / 4 + Duration::from_millis(2);
    }
    let diff = printed(&khaldun(&store, &["diff", "set", &new]));
    assert!(diff.starts_with("0 rows added, 0 changed, 0 deleted, 12000 the same"), "{diff}");
    assert!(olds > 3, "only {olds} kills came in time");
}

#[test]
fn match_finds_a_set_by_its_name_in_the_store() {
    let desk = tempfile::tempdir().unwrap();
    let store = desk.path().join("store");
    let file = put(&desk.path().join("old.csv"), &table(50, 1));
    assert!(khaldun(&store, &["add", &file, "--name", "mine"]).status.success());
    let question = |set: &str| {
        format!(
            "{{\"id\": \"q\", \"claim\": \"Nine died.\", \"structured\": {{}}, \"record_set\": \"{set}\"}}\n"
        )
    };
    let ask = |set: &str| {
        let questions = put(&desk.path().join("q.jsonl"), question(set).as_bytes());
        let mut command = Command::new(env!("CARGO_BIN_EXE_khaldun"));
        command.args(["match", "--json", &questions, "--records"]).arg(desk.path());
        command.arg("--store").arg(&store).output().unwrap()
    };
    assert!(printed(&ask("mine")).starts_with('{'), "{}", said(&ask("mine")));
    assert_eq!(printed(&ask("mine")), printed(&ask("old.csv")));
    let unknown = ask("theirs");
    assert!(said(&unknown).contains("no set of the store"), "{}", said(&unknown));
}
