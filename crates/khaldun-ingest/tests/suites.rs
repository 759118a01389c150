//! The ingest suites: pages in Markdown files, and what is read from them (suites/ingest/README.md).

use khaldun_ingest::ingest;
use khaldun_text::{BlockKind, Furniture};
use std::fmt::Write as _;
use std::path::PathBuf;

/// One page of a suite.
struct Case {
    heading: String,
    file: String,
    page: String,
    blocks: String,
}

#[allow(clippy::disallowed_methods, reason = "a test may read its suites from the repository")]
fn read(suite: &str) -> Vec<Case> {
    let path = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../suites/ingest").join(suite);
    let text = std::fs::read_to_string(&path).expect("the suite is in the repository");
    let mut cases: Vec<Case> = Vec::new();
    let mut heading = String::new();
    let mut lines = text.lines();
    while let Some(line) = lines.next() {
        if let Some(name) = line.strip_prefix("## ") {
            name.clone_into(&mut heading);
        }
        let fence: String = line.chars().take_while(|c| *c == '`').collect();
        if fence.len() < 3 {
            continue;
        }
        let info = &line[fence.len()..];
        let body: String =
            lines.by_ref().take_while(|l| *l != fence).fold(String::new(), |all, l| all + l + "\n");
        if info == "blocks" {
            cases.last_mut().expect("a page before its blocks").blocks = body;
        } else {
            let (heading, file) = (heading.clone(), info.to_owned());
            cases.push(Case { heading, file, page: body, blocks: String::new() });
        }
    }
    cases
}

/// What is read from a page, as the suites write it.
fn listing(file: &str, page: &str) -> String {
    let read = match ingest(file, page.as_bytes()) {
        Ok(read) => read,
        Err(error) => return format!("error: {error}\n"),
    };
    let account = &read.value;
    let mut out = String::new();
    for block in &account.blocks {
        let _ = writeln!(out, "{:<16}{}", name(&block.kind), short(block.span.of(&account.text)));
        if account.dateline.as_ref().is_some_and(|d| d.span.start == block.span.start) {
            let line = account.dateline.as_ref().expect("just seen");
            if let Some((year, month, day)) = line.date {
                let part = |p: Option<u8>| p.map_or(String::new(), |p| format!("-{p:02}"));
                let _ = writeln!(out, "{:<16}= {year}{}{}", "", part(month), part(day));
            }
            if let Some(place) = line.place {
                let _ = writeln!(out, "{:<16}= place {}", "", place.of(&account.text));
            }
        }
        if account.author.is_some_and(|a| block.span.contains(a)) {
            let author = account.author.expect("just seen");
            let _ = writeln!(out, "{:<16}= author {}", "", author.of(&account.text));
        }
    }
    for note in
        read.notes.iter().filter(|n| n.code != "KH-INGEST-003" || n.headline.contains("left out"))
    {
        let facts = if note.code == "KH-INGEST-003" {
            note.notes.join("; ")
        } else {
            note.headline.clone()
        };
        let _ = writeln!(out, "note {facts}");
    }
    out
}

fn name(kind: &BlockKind) -> String {
    match kind {
        BlockKind::Title => "title".into(),
        BlockKind::Dateline => "dateline".into(),
        BlockKind::Byline => "byline".into(),
        BlockKind::Heading => "heading".into(),
        BlockKind::Paragraph => "paragraph".into(),
        BlockKind::Item { number: Some(n) } => format!("item {n}"),
        BlockKind::Item { number: None } => "item".into(),
        BlockKind::Quote => "quote".into(),
        BlockKind::Furniture(kind) => match kind {
            Furniture::Menu => "- menu",
            Furniture::Share => "- share",
            Furniture::CommentForm => "- comment form",
            Furniture::ReaderComment => "- comment",
            Furniture::Copyright => "- copyright",
            Furniture::Follow => "- follow",
            Furniture::Related => "- related",
            Furniture::Credit => "- credit",
            Furniture::Hidden => "- hidden",
        }
        .into(),
    }
}

fn short(words: &str) -> String {
    let words: Vec<&str> = words.split_whitespace().collect();
    if words.len() <= 16 {
        return words.join(" ");
    }
    format!("{} … {}", words[..8].join(" "), words[words.len() - 6..].join(" "))
}

fn check(suite: &str) {
    let mut wrong = String::new();
    for case in read(suite) {
        let got = listing(&case.file, &case.page);
        if got != case.blocks {
            let _ = writeln!(wrong, "## {} ({})\n\n{got}", case.heading, case.file);
        }
    }
    assert!(wrong.is_empty(), "{suite} reads otherwise:\n\n{wrong}");
}

#[test]
fn plain_text() {
    check("text.md");
}

#[test]
fn markdown() {
    check("markdown.md");
}

#[test]
fn html() {
    check("html.md");
}
