//! The binary over files of every make: a result or a clear message, never a panic; the same bytes
//! every time, with a network or without.

mod desk;

use desk::{Desk, TEXT, name, printed, said};
use std::fmt::Write as _;
use std::path::Path;

/// Refused with exit code 1, a reason and a remedy; nothing on standard output.
fn refused(desk: &Desk, path: &Path, reason: &str) {
    for arguments in [["claims", "--json"], ["places", "--json"]] {
        let output = desk.run(&[arguments[0], arguments[1], name(path)]);
        let said = said(&output);
        assert_eq!(output.status.code(), Some(1), "{arguments:?}: {said}");
        assert!(said.contains(reason), "{arguments:?}: {said}");
        assert!(said.contains("try:"), "{arguments:?}: {said}");
        assert!(printed(&output).is_empty(), "{arguments:?}: data went out");
    }
}

/// Read, with claims.
fn claims(desk: &Desk, path: &Path) -> (String, String) {
    let output = desk.run(&["claims", "--json", name(path)]);
    let said = said(&output);
    assert!(output.status.success(), "{said}");
    (printed(&output), said)
}

#[test]
fn an_empty_file_is_refused() {
    let desk = Desk::new();
    refused(&desk, &desk.put("empty.txt", ""), "empty.txt is empty");
    refused(&desk, &desk.put("blank.txt", " \n\n"), "holds no words");
}

#[test]
fn a_binary_is_refused_by_name() {
    let desk = Desk::new();
    refused(&desk, &desk.put("scan.txt", b"%PDF-1.7\n%\xE2\xE3\xCF\xD3\n"), "it looks like a PDF");
    let noise: Vec<u8> =
        (0..9000_u32).map(|i| (i.wrapping_mul(2_654_435_761) >> 11) as u8).collect();
    refused(&desk, &desk.put("noise.txt", noise), "is not text");
}

#[test]
fn a_hundred_megabytes_are_refused_before_they_are_read() {
    let desk = Desk::new();
    let line = "On Friday the garrison closed the bridge and two men drowned in the river. \n";
    let vast = line.repeat(100_000_000 / line.len() + 1);
    refused(&desk, &desk.put("vast.txt", vast), "the limit is 16.0 MiB");
}

#[test]
fn other_encodings_give_the_same_claims() {
    let desk = Desk::new();
    let text = TEXT.replace("Two camps", "Deux côtés").replace("mayor", "maire élu");
    let (want, _) = claims(&desk, &desk.put("a.txt", &text));
    assert!(!want.is_empty());
    let latin: Vec<u8> = text.chars().map(|c| c as u8).collect();
    let marked = std::iter::once(0xFEFF).chain(text.encode_utf16());
    let utf16: Vec<u8> = marked.flat_map(u16::to_le_bytes).collect();
    for (bytes, encoding) in [(latin, "windows-1252"), (utf16, "UTF-16LE")] {
        let (got, said) = claims(&desk, &desk.put("a.txt", bytes));
        assert_eq!(got, want, "{encoding}");
        assert!(said.contains("KH-INGEST-001") && said.contains(encoding), "{said}");
    }
}

const PAGE: &str = "<!DOCTYPE html><html><head><title>Two camps, one bridge | Port Gazette</title>\
</head><body><nav><a href=/>Home</a></nav><article><h1>Two camps, one bridge</h1>\
<p class=\"dateline\">OSIJEK, 3 May 1992</p><div class=\"entry-content\"><p>On Friday the garrison \
<em>closed</em> the bridge, and two men drowned in the river, the harbour master said.</p>\
<p>The mayor said that the army had fired first. The army denied it.</p></div></article>\
<section id=\"comments\"><p>I saw it. The garrison fired on the ferry and killed ten people, not \
two.</p></section></body></html>";

#[test]
fn a_page_gives_the_claims_of_its_text_twin() {
    let desk = Desk::new();
    let (text, _) = claims(&desk, &desk.put("a.txt", TEXT));
    let (page, _) = claims(&desk, &desk.put("a.html", PAGE));
    assert_eq!(without_offsets(&page), without_offsets(&text));
    assert!(!page.contains("ten people"), "{page}");
}

/// What a claim says, without where it stands in the file.
fn without_offsets(lines: &str) -> Vec<serde_json::Value> {
    const SAYS: [&str; 8] =
        ["quote", "kind", "polarity", "attribution", "actor", "target", "action", "time"];
    let one = |line: &str| {
        let mut claim: serde_json::Value = serde_json::from_str(line).expect("JSON on each line");
        let fields = claim.as_object_mut().expect("an object");
        fields.retain(|key, _| SAYS.contains(&key.as_str()));
        claim
    };
    lines.lines().map(one).collect()
}

#[test]
fn a_page_cut_off_is_read_as_far_as_it_goes() {
    let desk = Desk::new();
    let cut = &PAGE[..PAGE.find("The mayor").expect("it is there")];
    let (page, said) = claims(&desk, &desk.put("cut.html", cut));
    assert!(page.contains("two men drowned"), "{page}");
    assert!(said.contains("KH-INGEST-006"), "{said}");
}

#[test]
fn hostile_text_is_read() {
    let desk = Desk::new();
    let long = "x".repeat(5000);
    let odd_words = [
        "((((((((((((((((",
        "\u{202E}reversed\u{202C} ",
        "a\u{301}\u{301}\u{301}\u{301} ",
        "''''\"\"\"\" ",
        "🇲🇱🇲🇱👩‍👩‍👧 ",
        "1/1/1/1/1 ",
        &long,
        " \u{FFFD} ",
        "www.www.www ",
        "said said said said ",
    ];
    let mut odd = String::from("Odd\n3 May 1992\n\n");
    for words in odd_words {
        let _ = writeln!(odd, "{}", words.repeat(20));
    }
    odd.push_str("The army denied that it had closed the bridge.\n");
    claims(&desk, &desk.put("odd.txt", odd));
    let deep = format!(
        "{}<p>The army denied that it had closed the bridge on Friday.</p>",
        "<div>".repeat(10_000)
    );
    let (page, _) = claims(&desk, &desk.put("deep.html", deep));
    assert!(page.contains("closed the bridge"), "{page}");
}

/// `claims` without a network, where the kernel lets us take it away.
#[test]
fn claims_are_the_same_without_a_network() {
    let desk = Desk::new();
    desk.put("a.txt", TEXT);
    let Some(closed) = desk.offline(&["claims", "--json", "a.txt"]) else { return };
    let open = [desk.run(&["claims", "--json", "a.txt"]), desk.run(&["claims", "--json", "a.txt"])];
    assert!(closed.status.success(), "{}", said(&closed));
    assert!(!printed(&closed).is_empty());
    for run in open {
        assert_eq!(printed(&run), printed(&closed));
    }
}
