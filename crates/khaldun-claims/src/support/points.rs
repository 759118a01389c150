//! # KH-SUPPORT-001: Numbered points
//!
//! ## What it reads
//! Three or more numbered points. The first claim of a point supports the account's thesis; the
//! narrator's further main clauses in the point support the first, where it is a line that may rest on
//! others: short, with neither a day nor a number. What is told in passing, what a sentence concedes
//! ("yet", "but", "true"), and what the other side denied or refused support nothing.
//!
//! ## Why it matters
//! An account that argues in points says itself what rests on what. Which conclusion would fall if
//! one claim fell can then be shown.
//!
//! ## Example
//! "2. The harbour was never blocked. Ships came and went all summer." The second claim supports
//! the first, the first the thesis.
//!
//! ## Known misreadings
//! Lists of demands or of names; a point that begins with what it goes on to reject.
//!
//! ## Sources
//! Annotation guidelines of this project, on `supports`; Toulmin, *The Uses of Argument* (1958).

use super::Link;
use crate::clause::{Clause, Role};
use crate::lexicon::Class;
use crate::view::View;
use khaldun_language::{EntityKind, Pos};
use khaldun_model::{Claim, Kind, Support};
use khaldun_text::{Account, BlockKind};

pub(crate) fn links(
    account: &Account,
    views: &[Option<View<'_>>],
    clauses: &[Clause],
    claims: &[Claim],
) -> Vec<Link> {
    let point = |block: usize| point(account, block);
    let numbered = (0..account.blocks.len()).filter(|&b| point(b).is_some()).count();
    if numbered < 3 {
        return Vec::new();
    }
    let mut found = Vec::new();
    let mut lead: Option<(u32, usize)> = None;
    for (i, clause) in clauses.iter().enumerate() {
        let Some(number) = point(clause.block) else { continue };
        let narrated = claims[i].attribution.chain.is_empty();
        match lead {
            Some((n, first)) if n == number => {
                let told = matches!(clause.role, Role::Main | Role::Coordinate)
                    && !views[clause.block].as_ref().is_some_and(|v| concedes(v, clause));
                let view = views[clause.block].as_ref();
                let line = view.is_some_and(|v| general(v, &clauses[first]));
                let answers = view.is_some_and(|v| v.is(clause.head, Class::Deny));
                let fact = claims[i].kind != Kind::Hypothetical;
                if narrated && told && line && !answers && fact {
                    let to = Support::Claim(claims[first].id);
                    found.push(Link { from: i, to, saw: format!("under point {number}") });
                }
            }
            _ => {
                lead = Some((number, i));
                if narrated {
                    let saw = format!("opens point {number}");
                    found.push(Link { from: i, to: Support::Thesis, saw });
                }
            }
        }
    }
    found
}

/// Whether a point opens with a line that may rest on what follows: short, and with neither a day nor
/// a number. A point that opens with an event goes on with its story.
fn general(view: &View<'_>, lead: &Clause) -> bool {
    let doc = view.doc;
    let record = |&t: &usize| {
        doc.pos(t) == Pos::Num
            || doc.tokens[t]
                .entity
                .is_some_and(|e| matches!(e.kind, EntityKind::Date | EntityKind::Time))
    };
    // The point's own number stands before the lead.
    let words = lead.tokens.iter().skip_while(|&&t| doc.pos(t) == Pos::Num);
    lead.tokens.len() <= 12 && !words.clone().any(record)
}

/// Whether the clause's sentence opens with a word that gives something to the other side.
fn concedes(view: &View<'_>, clause: &Clause) -> bool {
    let doc = view.doc;
    let opens = |t: &usize| *t == 0 || doc.tokens[*t].sent_start;
    let start = (0..=clause.head).rev().find(opens).unwrap_or(0);
    let words = ["yet", "but", "although", "though", "however", "true", "admittedly", "granted"];
    view.word_is(start, &words)
}

/// The number of a point: of a list item, or printed before a paragraph ("3." or "3/").
fn point(account: &Account, block: usize) -> Option<u32> {
    let b = &account.blocks[block];
    if let BlockKind::Item { number } = b.kind {
        return number;
    }
    let words = b.span.of(&account.text).trim_start();
    let digits = words.len() - words.trim_start_matches(|c: char| c.is_ascii_digit()).len();
    let mark = words[digits..].starts_with(['.', '/', ')']);
    (b.is_body() && digits > 0 && digits < 3 && mark)
        .then(|| words[..digits].parse().ok())
        .flatten()
}
