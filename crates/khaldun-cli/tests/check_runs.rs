//! `khaldun check`, the main job: refusals, and the same bytes every time, with a network or without.

mod desk;

use desk::{Desk, TEXT, printed, said};

#[test]
fn what_is_no_account_is_refused_with_a_remedy() {
    let desk = Desk::new();
    desk.put("empty.txt", "");
    desk.put("scan.txt", b"%PDF-1.7\n%\xE2\xE3\xCF\xD3\n");
    desk.put("vast.txt", vec![b'a'; 100_000_000]);
    for (file, reason) in
        [("empty.txt", "is empty"), ("scan.txt", "a PDF"), ("vast.txt", "the limit is 16.0 MiB")]
    {
        let output = desk.run(&["check", file, "--case", "refused"]);
        let said = said(&output);
        assert_eq!(output.status.code(), Some(1), "{said}");
        assert!(said.contains(reason) && said.contains("try:"), "{said}");
        assert!(printed(&output).is_empty(), "data went out");
    }
}

#[test]
fn two_runs_write_the_same_bytes() {
    let desk = Desk::new();
    desk.put("a.txt", TEXT);
    let runs = ["one", "two"].map(|case| {
        let output = desk.run(&["check", "a.txt", "--case", case, "--json"]);
        assert!(output.status.success(), "{}", said(&output));
        (printed(&output), desk.tree(case))
    });
    assert!(!runs[0].1.is_empty(), "a case folder was written");
    assert!(runs[0] == runs[1], "two runs differ");
}

#[test]
fn a_run_without_a_network_writes_the_same_bytes() {
    let desk = Desk::new();
    desk.put("a.txt", TEXT);
    let arguments = |case| ["check", "a.txt", "--case", case, "--json"];
    let Some(closed) = desk.offline(&arguments("closed")) else { return };
    let open = desk.run(&arguments("open"));
    assert!(open.status.success() && closed.status.success(), "{}{}", said(&open), said(&closed));
    assert!(printed(&open) == printed(&closed), "the outputs differ");
    assert!(desk.tree("open") == desk.tree("closed"), "the case folders differ");
}

#[test]
fn a_passage_that_two_accounts_share_is_told_and_kept() {
    let desk = Desk::new();
    let shared = "Shells fell on the north market of the harbour town before noon on Friday, and nine people \
                  who sold fish there were killed, the mayor said.";
    desk.put(
        "a.txt",
        format!("Harbour market shelled\n\nAden, 5 March 2019\n\n{shared} The port was closed.\n"),
    );
    desk.put(
        "b.txt",
        format!("What the papers say\n\nSana'a, 7 March 2019\n\n{shared} Nobody else saw it.\n"),
    );
    let output = desk.run(&["check", "a.txt", "b.txt", "--case", "both"]);
    let says = printed(&output).split_whitespace().collect::<Vec<_>>().join(" ");
    assert!(says.contains("1 passage stands in a.txt and in b.txt"), "{says}");
    let kept = desk.tree("both").into_iter().filter(|(name, _)| name.contains("copies"));
    assert_eq!(kept.count(), 1);
}
