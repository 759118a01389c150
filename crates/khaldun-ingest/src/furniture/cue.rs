//! Wordings that give a line away: `Leave a Reply`, `© 2020 …`, `(Additional reporting by …)`.
//!
//! The phrases are data (data/furniture/cues.tsv). Each says how it must stand in the line and how
//! long the line may be, so that a paragraph that only mentions the words stays where it is.

use crate::words;
use aho_corasick::{AhoCorasick, MatchKind};
use khaldun_text::Furniture;
use std::sync::LazyLock;

/// What follows a cue.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Opens {
    Nothing,
    /// Short lines that follow are of its kind ("Related articles").
    Short,
    /// All that follows is of its kind ("Leave a Reply").
    Tail,
}

/// A cue found in a line.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Hit {
    pub(crate) kind: Furniture,
    pub(crate) opens: Opens,
    /// Whether the phrase is the whole line.
    pub(crate) whole_line: bool,
}

impl Hit {
    /// A find that opens nothing.
    pub(crate) fn plain(kind: Furniture) -> Self {
        Self { kind, opens: Opens::Nothing, whole_line: false }
    }
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum How {
    Is,
    Starts,
    Has,
    Ends,
}

struct Cue {
    phrase: &'static str,
    kind: Furniture,
    edge_only: bool,
    how: How,
    longest: usize,
    opens: Opens,
}

struct Cues {
    all: Vec<Cue>,
    matcher: AhoCorasick,
    longest: usize,
}

static CUES: LazyLock<Cues> = LazyLock::new(|| {
    let all: Vec<Cue> = include_str!("../../../../data/furniture/cues.tsv")
        .lines()
        .filter(|l| !l.starts_with('#'))
        .map(|l| read(l).expect("cues.tsv is checked by a test"))
        .collect();
    let matcher = AhoCorasick::builder()
        .match_kind(MatchKind::Standard)
        .build(all.iter().map(|c| c.phrase))
        .expect("a few hundred short phrases");
    let longest = all.iter().map(|c| c.longest).max().unwrap_or(0);
    Cues { all, matcher, longest }
});

fn read(line: &'static str) -> Option<Cue> {
    let mut fields = line.split('\t');
    let kind = kind(fields.next()?)?;
    let edge_only = match fields.next()? {
        "any" => false,
        "edge" => true,
        _ => return None,
    };
    let how = match fields.next()? {
        "is" => How::Is,
        "starts" => How::Starts,
        "has" => How::Has,
        "ends" => How::Ends,
        _ => return None,
    };
    let longest = fields.next()?.parse().ok()?;
    let opens = match fields.next()? {
        "no" => Opens::Nothing,
        "short" => Opens::Short,
        "tail" => Opens::Tail,
        _ => return None,
    };
    Some(Cue { phrase: fields.next()?, kind, edge_only, how, longest, opens })
}

/// The kinds as the data files name them.
pub(crate) fn kind(name: &str) -> Option<Furniture> {
    Some(match name {
        "menu" => Furniture::Menu,
        "share" => Furniture::Share,
        "comment-form" => Furniture::CommentForm,
        "reader-comment" => Furniture::ReaderComment,
        "copyright" => Furniture::Copyright,
        "follow" => Furniture::Follow,
        "related" => Furniture::Related,
        "credit" => Furniture::Credit,
        "hidden" => Furniture::Hidden,
        _ => return None,
    })
}

/// The cue that fits a line best: a whole line before a beginning, a beginning before a mention.
pub(crate) fn find(line: &str, edge: bool) -> Option<Hit> {
    let words = words::count(line);
    if words > CUES.longest {
        return None;
    }
    let plain = words::plain_form(line);
    let mut best: Option<(u8, usize, &Cue)> = None;
    for found in CUES.matcher.find_overlapping_iter(&plain) {
        let cue = &CUES.all[found.pattern().as_usize()];
        if words > cue.longest
            || (cue.edge_only && !edge)
            || !stands(cue, &plain, found.start(), found.end())
        {
            continue;
        }
        let rank = match cue.how {
            How::Is => 3,
            How::Starts => 2,
            How::Ends => 1,
            How::Has => 0,
        };
        if best.is_none_or(|(r, len, _)| (rank, found.len()) > (r, len)) {
            best = Some((rank, found.len(), cue));
        }
    }
    // "Follow the money", "Read our lips": a sentence of some length that merely begins so is prose.
    best.filter(|(_, _, cue)| {
        let long = match cue.how {
            How::Is => usize::MAX,
            How::Starts if cue.phrase.ends_with(':') => usize::MAX,
            How::Starts => 10,
            How::Has | How::Ends => 30,
        };
        words <= long || !is_long_statement(line)
    })
    .map(|(_, _, cue)| Hit {
        kind: cue.kind,
        opens: cue.opens,
        whole_line: cue.how == How::Is,
    })
}

/// Two or more sentences after the opening words: more than a button or an appeal says.
fn is_long_statement(line: &str) -> bool {
    words::count(line) > 20 && words::sentence_ends(line) > 2
}

fn stands(cue: &Cue, plain: &str, start: usize, end: usize) -> bool {
    let opened = start == 0
        || !plain[..start].ends_with(char::is_alphanumeric)
        || !cue.phrase.starts_with(char::is_alphanumeric);
    let closed = !plain[end..].starts_with(char::is_alphanumeric)
        || !cue.phrase.ends_with(char::is_alphanumeric);
    opened
        && closed
        && match cue.how {
            How::Is => start == 0 && end == plain.len(),
            How::Starts => start == 0,
            How::Has => true,
            How::Ends => end == plain.len(),
        }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_line_of_the_data_is_read_and_in_plain_form() {
        let lines = include_str!("../../../../data/furniture/cues.tsv").lines();
        for line in lines.filter(|l| !l.starts_with('#')) {
            let cue = read(line).unwrap_or_else(|| panic!("cannot read: {line}"));
            let outer = cue.phrase.trim_end_matches([':', '-', ' ', '"', '|', '>', '.', '…']);
            let plain = words::plain_form(cue.phrase);
            assert!(
                plain.starts_with(outer.trim_start_matches(['-', ' '])),
                "not in plain form: {line} ({plain})"
            );
        }
    }

    fn kind_of(line: &str) -> Option<Furniture> {
        find(line, false).map(|h| h.kind)
    }

    #[test]
    fn wordings_of_many_sites() {
        assert_eq!(kind_of("Leave a Reply"), Some(Furniture::CommentForm));
        assert_eq!(kind_of("SHARE THIS:"), Some(Furniture::Share));
        assert_eq!(
            kind_of("© 2020 The Harbour Gazette. All rights reserved."),
            Some(Furniture::Copyright)
        );
        assert_eq!(
            kind_of("(Additional reporting by staff in Juba; editing by the desk)"),
            Some(Furniture::Credit)
        );
        assert_eq!(kind_of("Photo: Ministry of Information"), Some(Furniture::Credit));
        assert_eq!(
            kind_of("READ ALSO: Ten bridges that were not rebuilt"),
            Some(Furniture::Related)
        );
        assert_eq!(kind_of("14 Comments"), Some(Furniture::ReaderComment));
        let notice = "This report (What the U.N. Knew of the Ceasefire) was written by Dr. A. B. \
                      Example for the quarterly of the institute in the capital and may not be \
                      reproduced without its consent in writing.";
        assert_eq!(kind_of(notice), Some(Furniture::Copyright));
        assert_eq!(kind_of("اقرأ أيضا: هدنة في المدينة"), Some(Furniture::Related));
    }

    #[test]
    fn prose_that_mentions_such_words_stays() {
        for line in [
            "The two parties share power in the province, and neither follows the accord.",
            "Follow the money, a former minister told the commission. It led from the port to the ministry. From there it went abroad. Nobody was charged.",
            "The source said that the convoy had been hit twice before it reached the bridge.",
            "Soldiers were seen searching homes, and the search went on until the evening.",
            "More than forty people were killed when the market was shelled on Tuesday.",
            "Photos of the strike were published by both ministries within the hour.",
            "Watch towers were burned along the border, villagers said.",
            "The comments of the ambassador angered both governments.",
        ] {
            assert_eq!(kind_of(line), None, "{line}");
        }
    }
}
