//! Which act is it?
//!
//! A frame is a word with conditions on its arguments (`data/actions/frames.tsv`); the most
//! particular frame of a predicate decides its class. Light verbs pass the question on to their
//! noun, aspect and attempt to their complement. What the sixteen classes mean stands in
//! `docs/plover.md`.

mod again;
mod condition;
mod lexicon;
mod mode;
pub mod people;
mod reading;
mod sight;

pub use lexicon::{BadLine, Frame, Lexicon, Outcome, Roles};
pub use mode::{context, mode};
pub use reading::{Act, act, promised};
pub use sight::Sight;

use crate::args::args;
use crate::clause::Clause;
use khaldun_language::{Dep, Doc, Parsed, Pos};
use khaldun_model::{Claim, Coding, Kind, Mentions};
use khaldun_text::Account;

/// Fills the coding of events and patterns; `claims[i]` reads `clauses[i]`.
pub fn fill(
    _account: &Account,
    parsed: &Parsed,
    mentions: &Mentions,
    clauses: &[Clause],
    claims: &mut [Claim],
) {
    let lexicon = Lexicon::builtin();
    let mut block = None;
    let mut last = None;
    for (clause, claim) in clauses.iter().zip(claims) {
        if !matches!(claim.kind, Kind::Event | Kind::Pattern) {
            continue;
        }
        let Some(doc) = &parsed.docs[clause.block] else { continue };
        if block.as_ref().is_none_or(|(b, _)| *b != clause.block) {
            let offset = parsed.offsets[clause.block];
            block = Some((clause.block, Sight::with_mentions(doc, mentions, offset)));
        }
        let Some((_, sight)) = &block else { continue };
        let mut coding = coding(sight, lexicon, clause);
        if let Some(class) = coding.action {
            last = if again::is_deed(class) { Some(class) } else { last };
        } else if let (Some(before), true) = (last, again::points_back(sight, clause.head)) {
            coding.action = Some(before);
            coding.because =
                format!("“{}” takes up the act told before", sight.doc.word(clause.head));
            coding.score = 0.4;
        }
        claim.coding = Some(coding);
    }
}

/// The coding of one clause.
fn coding(sight: &Sight<'_>, lexicon: &Lexicon, clause: &Clause) -> Coding {
    let found = of_clause(sight, lexicon, clause);
    let class = found.as_ref().and_then(|a| a.class);
    Coding {
        action: class,
        mode: class.and_then(|c| mode(sight, lexicon, c, &clause.tokens)),
        context: context(sight, lexicon, &clause.tokens),
        because: found
            .as_ref()
            .map_or_else(|| "no word of the lexicon".to_owned(), |a| a.because.clone()),
        score: found.map_or(0.0, |a| a.score),
    }
}

/// The act of a clause: its head's, else that of a noun that names an act beside it.
pub fn of_clause(sight: &Sight<'_>, lexicon: &Lexicon, clause: &Clause) -> Option<Act> {
    let own = act(sight, lexicon, clause.head);
    if own.as_ref().is_some_and(|a| a.class.is_some()) {
        return own;
    }
    let known = own.is_some();
    own.or_else(|| {
        let beside = clause.tokens.iter().copied().filter(|&t| beside(sight.doc, t));
        let nouns = beside.filter_map(|t| act(sight, lexicon, t)).find(|a| a.class.is_some());
        let found = nouns.filter(|_| !known)?;
        let verb = args(sight.doc, clause.head);
        let args = if verb.doer.is_some() && !verb.passive { verb } else { found.args };
        Some(Act { head: clause.head, score: found.score * 0.5, args, ..found })
    })
}

/// Whether a noun stands where it may name the act of a clause whose verb names none: as its
/// subject ("the fighting jumped the river"), as a head, behind "in", "with", "during" ("drove into an
/// ambush"). What is counted, shown or talked about is no act of the clause.
fn beside(doc: &Doc, token: usize) -> bool {
    let place = |p: usize| {
        let word = doc.word(p).to_lowercase();
        matches!(
            &*word,
            "in" | "into" | "with" | "by" | "during" | "at" | "amid" | "through" | "to"
        )
    };
    doc.pos(token) == Pos::Noun
        && match doc.dep(token) {
            Dep::Nsubj | Dep::Nsubjpass | Dep::Root => true,
            Dep::Pobj => doc.head(token).is_some_and(place),
            _ => false,
        }
}
