//! Furniture run into paragraphs: `… he said. (Source: Agency) Twitter`.
//!
//! Pages saved as one line lose the borders of their parts; archives of news texts are full of them.
//! The patterns are data (data/furniture/run-in.tsv). At the tail a pattern must follow the end of a
//! sentence and reach the end of the paragraph; at the head it must stand at the very start.

use super::cue;
use crate::dateline::floor;
use khaldun_text::{Furniture, Span};
use regex::Regex;
use std::sync::LazyLock;

struct Pattern {
    kind: Furniture,
    at_head: bool,
    regex: Regex,
}

static PATTERNS: LazyLock<Vec<Pattern>> = LazyLock::new(|| {
    include_str!("../../../../data/furniture/run-in.tsv")
        .lines()
        .filter(|l| !l.starts_with('#'))
        .map(|l| read(l).expect("run-in.tsv is checked by a test"))
        .collect()
});

fn read(line: &str) -> Option<Pattern> {
    let mut fields = line.splitn(3, '\t');
    let kind = cue::kind(fields.next()?)?;
    let at_head = fields.next()? == "head";
    let source = fields.next()?;
    // A tail follows the end of a sentence, which it may not swallow.
    let source = if at_head {
        source.to_owned()
    } else {
        format!(r#"(?s)(?:[.!?…]["”’')\]]*|["”)\]])\s*(?P<cut>{source})"#)
    };
    Some(Pattern { kind, at_head, regex: Regex::new(&source).ok()? })
}

/// How much of a paragraph's end is looked at.
const TAIL: usize = 900;

/// A stretch at the start of a paragraph that is furniture.
pub(crate) fn head(paragraph: &str) -> Option<(Span, Furniture)> {
    let window = &paragraph[..floor(paragraph, TAIL)];
    PATTERNS.iter().filter(|p| p.at_head).find_map(|p| {
        let found = p.regex.find(window)?;
        let rest = window[found.end()..].trim_start();
        let opens = rest.chars().next().is_some_and(|c| !c.is_lowercase() && !c.is_numeric());
        (found.end() > 0 && opens).then_some((Span::new(0, found.end()), p.kind))
    })
}

/// A stretch at the end of a paragraph that is furniture.
pub(crate) fn tail(paragraph: &str) -> Option<(Span, Furniture)> {
    let paragraph = paragraph.trim_end();
    let from = floor(paragraph, paragraph.len().saturating_sub(TAIL));
    let window = &paragraph[from..];
    let found = PATTERNS.iter().filter(|p| !p.at_head).filter_map(|p| {
        let cut = p.regex.captures(window)?.name("cut")?;
        if after_initial(&window[..cut.start()]) {
            return None;
        }
        Some((from + cut.start(), p.kind))
    });
    let (start, kind) = found.chain(fragment(paragraph)).min_by_key(|(start, _)| *start)?;
    // Something of the account must be left.
    (crate::words::count(&paragraph[..start]) >= 6)
        .then(|| (Span::new(start, paragraph.len()), kind))
}

/// What follows the last sentence without being one: a signature of two or three names, or a string of
/// capitalised headlines and menu words.
fn fragment(paragraph: &str) -> Option<(usize, Furniture)> {
    static END: LazyLock<Regex> = LazyLock::new(|| {
        Regex::new(r#"(?:\p{Ll}{3}|\b\p{Ll}+|\d|\p{Lu}{2}|\))[.!?…]["”’)\]]*\s+"#)
            .expect("fixed pattern")
    });
    let from = floor(paragraph, paragraph.len().saturating_sub(TAIL));
    let start = from + END.find_iter(&paragraph[from..]).last()?.end();
    let rest = &paragraph[start..];
    let words: Vec<&str> =
        rest.split_whitespace().filter(|w| w.contains(char::is_alphanumeric)).collect();
    let capitals = words.iter().filter(|w| !w.starts_with(char::is_lowercase)).count();
    let shouted = !paragraph.contains(char::is_lowercase);
    if shouted
        || words.is_empty()
        || crate::words::ends_sentence(rest)
        || rest.ends_with([':', ',', ';', '"', '”'])
    {
        return None;
    }
    match words.len() {
        1..=3 if capitals == words.len() => Some((start, Furniture::Credit)),
        6.. if capitals * 10 >= words.len() * 7 => Some((start, Furniture::Related)),
        _ => None,
    }
}

/// "of the U.S. NAVY": the full stop before is an initial's, not a sentence's.
fn after_initial(before: &str) -> bool {
    let mut back = before.trim_end().chars().rev();
    back.next() == Some('.')
        && back.next().is_some_and(char::is_uppercase)
        && back.next().is_none_or(|c| !c.is_alphabetic())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_pattern_is_read() {
        let lines = include_str!("../../../../data/furniture/run-in.tsv").lines();
        for line in lines.filter(|l| !l.starts_with('#')) {
            assert!(read(line).is_some(), "cannot read: {line}");
        }
    }

    fn cut(text: &str) -> Option<&str> {
        tail(text).map(|(span, _)| span.of(text))
    }

    #[test]
    fn credits_and_tags_at_the_end_are_cut() {
        let body = "The convoy reached the bridge before noon and turned back.";
        for tail in [
            "(Source: Port Agency) Twitter",
            "Reporting by A. Writer; Editing by B. Editor Our Standards: The Principles.",
            "Additional reporting by A. Writer in Juba and B. Writer in Wau; Editing by C. Editor",
            "Tags convoy bridge Juba",
            "A. Hassan/ Omar /M. al-Ali",
            "--Agencies",
            "Source: Port Agency and agencies",
            "... 12 Topic Bridges (20) Tags bridge Community standardsDiscussion Comment via Facebook",
            "ABCD",
            "Copyright 2016 Port Agency",
            "Read Also",
            "Anna Petrova",
            "219",
            "Ferry Services Resume on the Northern Line Port Authority Opens Second Quay Tags ferry port Community standards",
        ] {
            let text = format!("{body} {tail}");
            assert_eq!(cut(&text), Some(tail));
        }
    }

    #[test]
    fn sentences_at_the_end_stay() {
        let body = "The convoy reached the bridge before noon and turned back.";
        for last in [
            "The source of the fire is unknown.",
            "Reporters by the road saw nothing.",
            "Both sides share the blame.",
            "They were led by Lt. Gen. Anna Petrova",
            "Then the Second Brigade of the Northern Command crossed it at dawn",
            "It was held by the SPLA.",
            "It was shelled by the U.S. NAVY",
            "Tagged bodies were lying in the yard.",
            "He said: \"We will follow orders.\"",
            "Nobody knows whether they came from Juba or from the NILE",
        ] {
            assert_eq!(cut(&format!("{body} {last}")), None, "{last}");
        }
    }
}
