//! Reads the suites: headings, a date, a quoted account, and the expected lines.

#![allow(dead_code, reason = "each test file uses what it needs")]

use jiff::civil::Date;
use khaldun_language::{Parsed, Pipeline};
use khaldun_text::Account;

/// One case of a suite.
pub(crate) struct Case {
    /// Its heading.
    pub(crate) name: String,
    /// The account's own date.
    pub(crate) date: Option<Date>,
    /// Its paragraphs.
    pub(crate) paragraphs: Vec<String>,
    /// The words and what is expected of them.
    pub(crate) expected: Vec<(String, String)>,
}

/// Reads the cases of a Markdown suite.
pub(crate) fn cases(markdown: &str) -> Vec<Case> {
    markdown.split("\n## ").skip(1).map(case).collect()
}

fn case(section: &str) -> Case {
    let mut lines = section.lines();
    let name = lines.next().unwrap_or_default().trim().to_owned();
    let (mut date, mut paragraphs, mut expected) = (None, vec![String::new()], Vec::new());
    for line in lines {
        if let Some(words) = line.strip_prefix('>') {
            let last = paragraphs.last_mut().expect("a paragraph");
            match words.trim() {
                "" => paragraphs.push(String::new()),
                words if last.is_empty() => last.push_str(words),
                words => {
                    last.push(' ');
                    last.push_str(words);
                }
            }
        } else if let Some((words, value)) =
            line.strip_prefix("- ").and_then(|l| l.rsplit_once(": "))
        {
            expected.push((words.to_owned(), value.trim().to_owned()));
        } else if let Ok(day) = line.trim().parse() {
            date = Some(day);
        }
    }
    Case { name, date, paragraphs, expected }
}

/// An account of these paragraphs, parsed.
pub(crate) fn account(paragraphs: &[String]) -> (Account, Parsed) {
    let account = khaldun_testkit::account(&paragraphs.join("\n\n"));
    let parsed = Parsed::of(&account, Pipeline::embedded());
    (account, parsed)
}
