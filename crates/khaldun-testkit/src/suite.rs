//! Suites: quoted texts with the claims that a careful reader finds in them.
//!
//! ```markdown
//! ## Shared subjects
//!
//! > The guards locked the gate and burned the ledgers.
//!
//! - [event, affirmed] The guards locked the gate
//! - [event] burned the ledgers
//! ```
//!
//! A quoted text (lines that begin with `>`) opens a case; list lines after it are its claims, in
//! text order. In the brackets stand, in any order and each only where it matters to the case: a
//! kind; `affirmed` or `denied`; `by NAME` for the voice (`by narrator`); `for thesis` or `for 2`
//! (the second claim of the case) for what it supports; `asks they` for the word that it leaves
//! open, or `asks nothing`. What stands under the heading "Known
//! misreadings" is expected to fail; a case there that passes is reported, so that it can be moved.

use std::fmt::Write;

/// One quoted text with its claims.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Case {
    /// The line on which the text begins, from 1.
    pub line: usize,
    /// The heading under which it stands.
    pub heading: String,
    /// Whether it is known to be misread.
    pub known: bool,
    /// The text.
    pub text: String,
    /// The claims expected.
    pub expected: Vec<Reading>,
}

/// A claim, expected or found; what is `None` is not compared.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Reading {
    /// Its words.
    pub words: String,
    /// Its kind.
    pub kind: Option<String>,
    /// `affirmed` or `denied`.
    pub polarity: Option<String>,
    /// Whose word it is.
    pub voice: Option<String>,
    /// The word that the claim leaves open, or `nothing`.
    pub asks: Option<String>,
    /// What it supports: `thesis`, or the number of a claim within the case.
    pub supports: Option<Vec<String>>,
}

impl Reading {
    /// Whether a claim found has everything that this one asks for.
    fn fits(&self, found: &Self) -> bool {
        let same = |a: &Option<String>, b: &Option<String>| a.is_none() || a == b;
        self.words == found.words
            && same(&self.kind, &found.kind)
            && same(&self.polarity, &found.polarity)
            && same(&self.voice, &found.voice)
            && same(&self.asks, &found.asks)
            && (self.supports.is_none() || self.supports == found.supports)
    }
}

impl std::fmt::Display for Reading {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let mut marks: Vec<String> = Vec::new();
        marks.extend(self.kind.clone());
        marks.extend(self.polarity.clone());
        marks.extend(self.voice.as_ref().map(|v| format!("by {v}")));
        marks.extend(self.asks.as_ref().map(|a| format!("asks {a}")));
        marks.extend(self.supports.iter().flatten().map(|s| format!("for {s}")));
        if marks.is_empty() {
            write!(f, "- {}", self.words)
        } else {
            write!(f, "- [{}] {}", marks.join(", "), self.words)
        }
    }
}

/// Reads a suite.
///
/// # Panics
/// Where a list line comes before any quoted text: a slip of the suite's author.
pub fn read(markdown: &str) -> Vec<Case> {
    let mut cases: Vec<Case> = Vec::new();
    let (mut heading, mut known, mut quoting, mut fenced) = (String::new(), false, false, false);
    for (n, line) in markdown.lines().enumerate() {
        fenced ^= line.starts_with("```");
        if fenced {
            continue;
        }
        if let Some(title) = line.strip_prefix("## ") {
            known = title.trim() == "Known misreadings";
            title.trim().clone_into(&mut heading);
        } else if let Some(title) = line.strip_prefix("### ") {
            title.trim().clone_into(&mut heading);
        }
        if let Some(words) = line.strip_prefix('>') {
            if quoting {
                let case = cases.last_mut().expect("a quoted line before this one");
                case.text.push('\n');
                case.text.push_str(words.trim());
            } else {
                let (heading, text) = (heading.clone(), words.trim().to_owned());
                cases.push(Case { line: n + 1, heading, known, text, expected: Vec::new() });
            }
        } else if let Some(item) = line.strip_prefix("- ")
            && let Some(case) = cases.last_mut()
        {
            case.expected.push(reading(item.trim()));
        }
        quoting = line.starts_with('>');
    }
    cases
}

fn reading(item: &str) -> Reading {
    let mut found = Reading::default();
    let (marks, words) = match item.strip_prefix('[').and_then(|r| r.split_once("] ")) {
        Some((marks, words)) => (marks, words),
        None => ("", item),
    };
    words.clone_into(&mut found.words);
    for mark in marks.split(", ").filter(|m| !m.is_empty()) {
        if let Some(voice) = mark.strip_prefix("by ") {
            found.voice = Some(voice.to_owned());
        } else if let Some(word) = mark.strip_prefix("asks ") {
            found.asks = Some(word.to_owned());
        } else if let Some(claim) = mark.strip_prefix("for ") {
            found.supports.get_or_insert_default().push(claim.to_owned());
        } else if matches!(mark, "affirmed" | "denied") {
            found.polarity = Some(mark.to_owned());
        } else {
            found.kind = Some(mark.to_owned());
        }
    }
    found
}

/// Runs a suite: `find` reads a text; `whole` asks that nothing be found beyond what is listed.
///
/// Returns how many cases pass and how many are known to be misread.
///
/// # Panics
/// With every difference, where a case fails that should not, or passes that is listed as misread.
pub fn check(markdown: &str, whole: bool, find: impl Fn(&str) -> Vec<Reading>) -> (usize, usize) {
    let (mut passed, mut misread, mut wrong) = (0, 0, String::new());
    for case in read(markdown) {
        let found = find(&case.text);
        let right = agrees(&case, &found, whole);
        match (right, case.known) {
            (true, false) => passed += 1,
            (false, true) => misread += 1,
            (true, true) => {
                let (line, text) = (case.line, &case.text);
                let _ = writeln!(wrong, "line {line}: read right by now, move it up: {text}");
            }
            (false, false) => wrong += &difference(&case, &found),
        }
    }
    assert!(wrong.is_empty(), "\n{wrong}");
    (passed, misread)
}

fn agrees(case: &Case, found: &[Reading], whole: bool) -> bool {
    let mut rest = found.iter();
    let in_order = case.expected.iter().all(|e| rest.any(|f| e.fits(f)));
    in_order && (!whole || case.expected.len() == found.len())
}

fn difference(case: &Case, found: &[Reading]) -> String {
    let mut out = format!("line {} ({}): {}\n", case.line, case.heading, case.text);
    for (title, all) in [("expected", &case.expected[..]), ("found", found)] {
        let _ = writeln!(out, " {title}");
        for reading in all {
            let _ = writeln!(out, "  {reading}");
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    const SUITE: &str = "# A suite\n\n## One\n\n> A fell.\n> B rose.\n\n- [event, denied, by X, for thesis] A fell\n- B rose\n\n## Known misreadings\n\n> C.\n\n- C\n";

    #[test]
    fn a_suite_is_read_as_written() {
        let cases = read(SUITE);
        assert_eq!(cases.len(), 2);
        assert_eq!(cases[0].text, "A fell.\nB rose.");
        assert_eq!(cases[0].expected[0].to_string(), "- [event, denied, by X, for thesis] A fell");
        assert!(cases[1].known && !cases[0].known);
    }

    #[test]
    fn what_is_not_asked_is_not_compared() {
        let found = |text: &str| {
            let words = if text == "C." { ["D", "E"] } else { ["A fell", "B rose"] };
            let kind = Some("event".to_owned());
            let (polarity, voice) = (Some("denied".to_owned()), Some("X".to_owned()));
            let supports = Some(vec!["thesis".to_owned()]);
            let claim = |w: &str| Reading {
                words: w.to_owned(),
                kind: kind.clone(),
                polarity: polarity.clone(),
                voice: voice.clone(),
                asks: None,
                supports: supports.clone(),
            };
            words.map(claim).to_vec()
        };
        assert_eq!(check(SUITE, true, found), (1, 1));
    }
}
