//! Whatever the bytes: no panic, spans in bounds, every word in a block, and a map that leads home.

use khaldun_ingest::{Limits, ingest, ingest_with};
use khaldun_text::{Account, OffsetMap, Span};
use proptest::prelude::*;

/// The promises of an account, whatever it was read from.
fn check(account: &Account) {
    let text = &account.text;
    let good = |span: Span| {
        assert!(span.start <= span.end, "{span:?}");
        assert!(text.get(span.range()).is_some(), "{span:?} is no stretch of the text");
    };
    let mut at = 0;
    for block in &account.blocks {
        good(block.span);
        assert!(at <= block.span.start, "blocks in order, apart");
        assert!(!block.span.of(text).trim().is_empty(), "no empty block");
        let between = &text[at as usize..block.span.start as usize];
        // Only the number or bullet before a point stands in no block.
        let marker = between.trim().len() <= 9;
        assert!(
            marker || !between.chars().any(char::is_alphanumeric),
            "words in no block: {between:?}"
        );
        assert!(!between.chars().any(char::is_alphabetic), "letters in no block: {between:?}");
        at = block.span.end;
    }
    assert!(!text[at as usize..].chars().any(char::is_alphanumeric), "words after the last block");
    account.title.into_iter().chain(account.author).for_each(good);
    if let Some(line) = &account.dateline {
        good(line.span);
        line.date_span.into_iter().chain(line.place).for_each(good);
    }
    check_map(account);
}

/// Every word of the text leads to a stretch of the received text that holds it, entities read.
fn check_map(account: &Account) {
    let OffsetMap::Segments(segments) = &account.map else {
        assert_eq!(account.text, account.received);
        return;
    };
    let mut at = 0;
    for segment in segments {
        assert!(at <= segment.here.start, "segments in order");
        at = segment.here.end;
        let (here, there) =
            (&account.text[segment.here.range()], &account.received[segment.there.range()]);
        if segment.verbatim {
            assert_eq!(here, there);
        }
    }
    for block in &account.blocks {
        let home = account.map.to_received(block.span);
        assert!(account.received.get(home.range()).is_some(), "{home:?} is no stretch of the file");
    }
}

fn take(name: &str, bytes: &[u8]) {
    if let Ok(read) = ingest(name, bytes) {
        check(&read.value);
        for note in &read.notes {
            for span in note.labels.iter().filter_map(|l| l.span) {
                assert!(read.value.text.get(span.range()).is_some());
            }
        }
    }
}

/// Bits of pages, in any order: more likely to hit a corner than noise is.
fn mark_up() -> impl Strategy<Value = String> {
    let bits = prop::sample::select(vec![
        "<p>",
        "</p>",
        "<div class=\"comments\">",
        "</div>",
        "<div>",
        "<h1>",
        "</h1>",
        "<br>",
        "<br/>",
        "<li>",
        "<ol>",
        "</ol>",
        "<a href=x>",
        "</a>",
        "<table><tr><td>",
        "</td><td>",
        "</tr>",
        "<script>",
        "</script>",
        "<!--",
        "-->",
        "<title>",
        "</title>",
        "<pre>",
        "</pre>",
        "&amp;",
        "&nbsp;",
        "&#8217;",
        "&lt",
        "&",
        "<",
        ">",
        "\"",
        "\n\n",
        "\n",
        " ",
        "<article>",
        "<time datetime=\"2016-05-04\">",
        "<meta name=date content=\"2015-01-02\">",
        "<blockquote>",
        "<html><body>",
        "The convoy left the town at dawn, and by noon it had crossed the river. ",
        "Two men were killed. ",
        "5 May 2016",
        "Leave a Reply",
        "Share this",
        "مدينة",
        "é",
        "\u{A0}",
        "1. ",
        "- ",
        "**",
        "_",
        "# ",
        "> ",
        "| a | b |\n|---|---|\n",
        "```\n",
        "[x](y)",
        "---\n",
    ]);
    prop::collection::vec(bits, 0..60).prop_map(|bits| bits.concat())
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 300, ..ProptestConfig::default() })]

    #[test]
    fn noise(bytes in prop::collection::vec(any::<u8>(), 0..400)) {
        for name in ["a.txt", "a.html", "a.md"] {
            take(name, &bytes);
        }
    }

    #[test]
    fn any_text(text in "(\\PC|\n|\r|\t){0,400}") {
        for name in ["a.txt", "a.html", "a.md"] {
            take(name, text.as_bytes());
        }
    }

    #[test]
    fn pages_of_any_make(page in mark_up()) {
        for name in ["a.txt", "a.html", "a.md"] {
            take(name, page.as_bytes());
        }
    }
}

const PAGE: &str = "<!DOCTYPE html><html><head><title>Two camps, one bridge | Port Gazette</title>\
<meta property=\"article:published_time\" content=\"1992-05-03T10:00\"></head><body><nav><a href=/>Home</a></nav>\
<article><h1>Two camps, one bridge</h1><div class=\"entry-content\"><p>The bridge was closed at noon on Friday by the \
garrison&rsquo;s engineers, and nobody was let across until the <b>next</b> morning.</p><p>By then two men, a ferryman &amp; \
his son, had drowned in the river, the harbour master said.</p></div></article><div id=\"comments\"><p>I was there and \
saw it. It was the other side who closed it.</p></div></body></html>";

#[test]
fn a_page_cut_anywhere_is_read() {
    for end in 1..PAGE.len() {
        take("cut.html", &PAGE.as_bytes()[..end]);
    }
    let read = ingest("cut.html", &PAGE.as_bytes()[..PAGE.find("his son").unwrap()]).unwrap();
    assert!(read.notes.iter().any(|n| n.code == "KH-INGEST-006"), "{:?}", read.notes);
    assert!(read.value.text.contains("two men, a ferryman"));
}

#[test]
fn words_lead_home_through_entities_and_tags() {
    let read = ingest("page.html", PAGE.as_bytes()).unwrap();
    let account = read.value;
    let quote = |words: &str| {
        let at =
            account.text.find(words).unwrap_or_else(|| panic!("{words:?} in {:?}", account.text));
        account.map.to_received(Span::new(at, at + words.len())).of(&account.received)
    };
    assert_eq!(quote("the garrison’s engineers"), "the garrison&rsquo;s engineers");
    assert_eq!(quote("until the next morning"), "until the <b>next</b> morning");
    assert_eq!(quote("a ferryman & his son"), "a ferryman &amp; his son");
    assert_eq!(quote("1992-05-03"), "1992-05-03");
    assert_eq!(account.dateline.as_ref().unwrap().date, Some((1992, Some(5), Some(3))));
    assert!(!account.text.contains("I was there"), "{}", account.text);
}

#[test]
fn deep_and_long_pages_end() {
    let words =
        "The convoy left the town at dawn, and by noon it had crossed the river without a shot. ";
    let deep = format!("{}<p>{words}</p>{}", "<div>".repeat(10_000), "</div>".repeat(10_000));
    let read = ingest("deep.html", deep.as_bytes()).unwrap();
    check(&read.value);
    assert!(read.notes.iter().any(|n| n.code == "KH-INGEST-007"));
    assert!(read.value.text.contains("crossed the river"));

    for page in [
        "<b>".repeat(200_000),
        "<p><i>".repeat(60_000),
        "</div>".repeat(200_000),
        "<table><tr><td>".repeat(40_000),
        "&amp".repeat(200_000),
    ] {
        take("odd.html", format!("<html>{page}<p>{words}").as_bytes());
    }
    // A hundred thousand short lines, and as many paragraphs: in step with their number.
    take("short.txt", "Share\nHome\n".repeat(50_000).as_bytes());
    take("lines.txt", format!("{words}\n").repeat(50_000).as_bytes());
    let line = words.repeat(12_000);
    for name in ["line.txt", "line.html", "line.md"] {
        let read = ingest(name, line.as_bytes()).unwrap();
        assert!(read.value.text.len() + 8 >= line.len(), "{name}");
    }
}

#[test]
fn hidden_text_and_scripts_are_no_account() {
    let page = PAGE.replace("<p>By then", "<script>var a = '<p>scripted words</p>';</script><p style='display:none'>Hidden words.</p><style>p{}</style><p>By then");
    let text = ingest("page.html", page.as_bytes()).unwrap().value.text;
    assert!(
        !text.contains("scripted") && !text.contains("Hidden") && !text.contains("p{}"),
        "{text}"
    );
}

#[test]
fn files_that_hold_no_text_are_refused_with_a_remedy() {
    let empty = ingest("a.txt", b"").unwrap_err();
    assert!(empty.is_empty() && !empty.remedy().is_empty());
    assert!(ingest("a.txt", b" \n\t\n").unwrap_err().is_empty());
    let pdf = ingest("a.txt", b"%PDF-1.4 ...").unwrap_err();
    assert!(pdf.is_binary() && pdf.to_string().contains("PDF"));
    let large = ingest_with("a.txt", &[b'a'; 2000], &Limits::with_bytes(1000)).unwrap_err();
    assert!(large.is_too_large() && large.remedy().contains("split"));
    assert!(Limits::default().check("a.txt", 100_000_000).unwrap_err().is_too_large());
}

#[test]
fn one_file_in_four_encodings_is_one_account() {
    let text = "L'armée a quitté Ménaka\nBAMAKO, 3 février 2012\n\nLa garnison a quitté la ville à l'aube, et les insurgés y sont entrés peu après sans combat.\n";
    let want = ingest("a.txt", text.as_bytes()).unwrap().value;
    let utf16: Vec<u8> =
        "\u{FEFF}".encode_utf16().chain(text.encode_utf16()).flat_map(u16::to_le_bytes).collect();
    let marked = format!("\u{FEFF}{text}").into_bytes();
    let latin: Vec<u8> = text.chars().map(|c| c as u8).collect();
    for bytes in [utf16, marked, latin] {
        let read = ingest("a.txt", &bytes).unwrap();
        assert_eq!((&read.value.text, &read.value.blocks), (&want.text, &want.blocks));
        assert_eq!(read.value.dateline.as_ref().unwrap().date, Some((2012, Some(2), Some(3))));
    }
}
