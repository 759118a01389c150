//! Readers' comments in plain text: `name says:`, `3 hours ago`, `Reply`.
//!
//! They make claims of their own, in nobody's name that can be checked; they are not the account.

use crate::lines::Piece;
use crate::words;
use khaldun_text::Furniture;
use regex::Regex;
use std::sync::LazyLock;

static SIGNATURE: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(concat!(
        r"(?i)^(?:reply|like|report|upvote|downvote|flag|permalink|reply report|like reply)$",
        r"|\b(?:says|said|wrote|commented|writes|responded|a dit|schreibt|dijo):?$",
        r"|\b\d+ (?:minute|hour|day|week|month|year)s? ago\b",
        r"|^.{1,60}\bat \d{1,2}:\d\d(?: ?[ap]\.?m\.?)?(?: (?:said|says|reply))?:?$",
        r"|^\s*(?:posted |comment )?by .{2,40} on .{6,40}$",
    ))
    .expect("fixed pattern")
});

fn is_signature(line: &str) -> bool {
    line.len() <= 120 && words::count(line) <= 14 && SIGNATURE.is_match(line.trim())
}

/// Whether signs of comments stand in what follows.
pub(crate) fn follow(text: &str, rest: &[Piece]) -> bool {
    rest.iter().skip(1).take(400).filter(|p| is_signature(p.span.of(text))).count() >= 2
}

/// Comments that no heading announces: where two or more lines of the tail are signatures and at
/// least one of them is a bare `Reply`, all from the first signature on is readers' comments.
pub(crate) fn mark(
    text: &str,
    pieces: &[Piece],
    prose: &[Option<usize>],
    found: &mut [Option<Furniture>],
) {
    let signed: Vec<usize> =
        (0..pieces.len()).filter(|i| is_signature(pieces[*i].span.of(text))).collect();
    let replies =
        signed.iter().filter(|i| words::plain_form(pieces[**i].span.of(text)) == "reply").count();
    let Some(&first) = signed.first() else { return };
    let before: usize = prose[..first].iter().flatten().sum();
    if signed.len() >= 3 && replies >= 1 && before >= 40 {
        for slot in found[first..].iter_mut().filter(|slot| slot.is_none()) {
            *slot = Some(Furniture::ReaderComment);
        }
    }
}
