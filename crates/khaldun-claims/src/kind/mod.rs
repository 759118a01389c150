//! What sort of thing is asserted?
//!
//! The rules are asked in a fixed order; the first that answers decides, and its code goes with the
//! claim. The order is itself a statement: what is only supposed is not told as an event, however
//! its verb looks; a motive is not an act; a judgement is not a state.

mod cause;
mod event;
mod hypothetical;
mod intent;
mod judgement;
mod pattern;
mod speech;
mod state;

use crate::clause::Clause;
use crate::look::Look;
use crate::rule::Page;
use crate::view::View;
use khaldun_model::{Claim, Kind, Reason};

/// What a rule answers: the kind, and what it saw.
pub(crate) type Answer = Option<(Kind, String)>;

type Rule = (&'static str, fn(&Look<'_>, &Claim) -> Answer);

const RULES: [Rule; 8] = [
    ("KH-KIND-001", hypothetical::read),
    ("KH-KIND-002", speech::read),
    ("KH-KIND-003", intent::read),
    ("KH-KIND-004", cause::read),
    ("KH-KIND-005", judgement::read),
    ("KH-KIND-006", pattern::read),
    ("KH-KIND-007", state::read),
    ("KH-KIND-008", event::read),
];

/// The rules' pages.
pub const PAGES: &[Page] = &[
    Page { code: "KH-KIND-001", source: include_str!("hypothetical.rs") },
    Page { code: "KH-KIND-002", source: include_str!("speech.rs") },
    Page { code: "KH-KIND-003", source: include_str!("intent.rs") },
    Page { code: "KH-KIND-004", source: include_str!("cause.rs") },
    Page { code: "KH-KIND-005", source: include_str!("judgement.rs") },
    Page { code: "KH-KIND-006", source: include_str!("pattern.rs") },
    Page { code: "KH-KIND-007", source: include_str!("state.rs") },
    Page { code: "KH-KIND-008", source: include_str!("event.rs") },
];

/// Reads the kind of every claim; `claims[i]` reads `clauses[i]`.
pub(crate) fn fill(views: &[Option<View<'_>>], clauses: &[Clause], claims: &mut [Claim]) {
    for (clause, claim) in clauses.iter().zip(claims) {
        let Some(view) = &views[clause.block] else { continue };
        let look = Look::of(view, clause);
        let answer = RULES.iter().find_map(|(code, rule)| Some((code, rule(&look, claim)?)));
        if let Some((code, (kind, saw))) = answer {
            claim.kind = kind;
            claim.reasons.push(Reason { rule: (*code).to_owned(), saw });
        }
    }
}
