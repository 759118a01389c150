//! Against the accounts of the project's shared folder, where it is at hand.

use khaldun_ingest::ingest;
use khaldun_testkit::shared;
use khaldun_text::{Account, CodePoints};
use std::path::{Path, PathBuf};

#[allow(clippy::disallowed_methods, reason = "a test reads its data")]
fn bytes(path: &Path) -> Vec<u8> {
    std::fs::read(path).unwrap_or_else(|e| panic!("{}: {e}", path.display()))
}

fn account(path: &Path) -> Account {
    let name = path.file_name().expect("a file").to_string_lossy();
    ingest(&name, &bytes(path)).expect("the shared accounts can be read").value
}

#[test]
fn the_page_has_the_text_of_its_twin() {
    let Some(folder) = shared() else { return };
    let text = account(&folder.join("accounts/dev/donbas-2014-blog.txt"));
    let page = account(&folder.join("accounts/dev/donbas-2014-blog.html"));
    assert_eq!(page.text, text.text);
    assert_eq!(page.blocks, text.blocks);
    assert_eq!((page.title, page.dateline), (text.title, text.dateline));
}

/// No claim that a person marked lies in what is taken for furniture, title or heading.
#[test]
fn no_marked_claim_lies_outside_the_body() {
    let Some(folder) = shared() else { return };
    let mut claims = 0;
    for set in ["accounts/dev", "gold/news-claims"] {
        let mut files: Vec<PathBuf> = folder
            .join(set)
            .read_dir()
            .expect("a folder of accounts")
            .flatten()
            .map(|e| e.path())
            .filter(|p| p.extension().is_some_and(|e| e == "txt"))
            .collect();
        files.sort();
        for file in files {
            let account = account(&file);
            let points = CodePoints::new(&account.received);
            let marked =
                String::from_utf8(bytes(&file.with_extension("claims.jsonl"))).expect("UTF-8");
            for line in marked.lines() {
                let number = |key: &str| {
                    let at = line.find(key).expect("the field is there") + key.len();
                    let digits: String = line[at..]
                        .trim_start_matches([':', ' '])
                        .chars()
                        .take_while(char::is_ascii_digit)
                        .collect();
                    digits.parse::<usize>().expect("a number")
                };
                let (start, end) = (
                    points.byte(number("\"start\"")) as u32,
                    points.byte(number("\"end\"")) as u32,
                );
                let inside = account.body().any(|b| b.span.start <= start && end <= b.span.end);
                assert!(inside, "{}: {line}", file.display());
                claims += 1;
            }
        }
    }
    assert!(claims > 500, "{claims} claims looked at");
}

#[test]
fn the_first_account_ends_before_its_comment_form() {
    let Some(folder) = shared() else { return };
    let account = account(&folder.join("accounts/origin/article.txt"));
    assert_eq!(account.dateline.as_ref().and_then(|d| d.date), Some((2016, Some(12), Some(12))));
    let body: Vec<&str> = account.body().map(|b| b.span.of(&account.text)).collect();
    assert!(body.len() >= 18, "{} blocks of body", body.len());
    for furniture in
        ["Follow us", "Leave a Reply", "You are commenting", "Log Out", "may not be reproduced"]
    {
        assert!(!body.iter().any(|b| b.contains(furniture)), "{furniture}");
    }
}
