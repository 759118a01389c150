//! What taking a file in may want said; one function a message, so that codes stay in one place.

use khaldun_diag::{Code, Diagnostic, Severity, Source};
use khaldun_text::{Furniture, Span};
use std::collections::BTreeMap;

/// Every code of this crate with one line about it.
pub const CODES: &[(Code, &str)] = &[
    ("KH-INGEST-001", "the file is not UTF-8; the encoding was recognised or guessed"),
    ("KH-INGEST-002", "some bytes could not be decoded and stand as replacement characters"),
    ("KH-INGEST-003", "page furniture was left out of the reading"),
    ("KH-INGEST-004", "the account gives no date of its own"),
    ("KH-INGEST-005", "no article could be told from the rest of the page"),
    ("KH-INGEST-006", "the page is cut off"),
    (
        "KH-INGEST-007",
        "the page is too deep or too large for the article finder; a simpler way was used",
    ),
    ("KH-INGEST-008", "the account's date can be read as day first or month first"),
];

fn whole(name: &str) -> Source {
    Source::Whole(name.to_owned())
}

pub(crate) fn not_utf8(name: &str, encoding: &str, guessed: bool) -> Diagnostic {
    let how = if guessed { "guessed from the bytes" } else { "told by the file's first bytes" };
    let says = format!("read as {encoding}, {how}");
    Diagnostic::new("KH-INGEST-001", Severity::Note, says, whole(name))
        .help("if letters look wrong, save the file as UTF-8 and run again")
}

pub(crate) fn replaced(name: &str, encoding: &str, count: usize) -> Diagnostic {
    let says = format!("{count} stretches of bytes are not {encoding} and stand as \u{FFFD}");
    Diagnostic::new("KH-INGEST-002", Severity::Warning, says, whole(name))
        .help("compare with the original; words around these places may be damaged")
}

/// `counts`: words by kind; `kept`: whether they stand in the extracted text as furniture.
pub(crate) fn furniture(
    name: &str,
    counts: &BTreeMap<Furniture, usize>,
    kept: bool,
) -> Option<Diagnostic> {
    let total: usize = counts.values().sum();
    if total == 0 {
        return None;
    }
    let (says, what) = if kept {
        ("marked as page furniture and not read for claims", "marked")
    } else {
        ("left out as page furniture", "left out")
    };
    let headline = format!("{total} {} {says}", if total == 1 { "word" } else { "words" });
    let kinds: Vec<String> =
        counts.iter().map(|(kind, words)| format!("{}: {words}", name_of(*kind))).collect();
    let note = format!("{what} by kind, in words: {}", kinds.join(", "));
    Some(Diagnostic::new("KH-INGEST-003", Severity::Note, headline, whole(name)).note(note))
}

fn name_of(kind: Furniture) -> &'static str {
    match kind {
        Furniture::Menu => "menus",
        Furniture::Share => "share lines",
        Furniture::CommentForm => "comment forms",
        Furniture::ReaderComment => "readers' comments",
        Furniture::Copyright => "copyright lines",
        Furniture::Follow => "follow-us lines",
        Furniture::Related => "related links",
        Furniture::Credit => "credits",
        Furniture::Hidden => "hidden text",
    }
}

pub(crate) fn no_date(name: &str) -> Diagnostic {
    let says = "the account gives no date of its own";
    Diagnostic::new("KH-INGEST-004", Severity::Note, says, whole(name))
        .help("\"yesterday\", weekdays and dates without a year stay open; add a dateline as line 2, or give --date")
}

pub(crate) fn no_article(name: &str) -> Diagnostic {
    let says = "no article could be told from the rest of the page";
    Diagnostic::new("KH-INGEST-005", Severity::Warning, says, whole(name))
        .note("the page was read whole, less what its mark-up or wording shows to be furniture")
        .help("look at the extracted text, or save the article alone as plain text")
}

pub(crate) fn cut_off(name: &str, inside: &str) -> Diagnostic {
    let says = format!("the page is cut off inside {inside}");
    Diagnostic::new("KH-INGEST-006", Severity::Warning, says, whole(name))
        .note("what stands before was read")
}

pub(crate) fn too_deep(name: &str, why: &str) -> Diagnostic {
    let says = format!("the article finder was not used: {why}");
    Diagnostic::new("KH-INGEST-007", Severity::Note, says, whole(name))
}

pub(crate) fn two_readings(name: &str, span: Span) -> Diagnostic {
    let says = "the account's date can be read day first or month first";
    Diagnostic::new("KH-INGEST-008", Severity::Warning, says, Source::Account(name.to_owned()))
        .label(span, "only the year is taken from it")
        .help("write the month as a word in the dateline")
}
