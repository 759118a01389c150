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

use crate::clause::{Clause, Role};
use crate::lexicon::Class;
use crate::look::{self, Look};
use crate::rule::Page;
use crate::view::View;
use khaldun_language::{Dep, EntityKind};
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

/// "From April the band burned barns, shot dogs and robbed the mail": an act joined to a habit, with
/// no subject and no day of its own, belongs to it. The verb of the habit.
fn habit_above(look: &Look<'_>, clauses: &[Clause], claims: &[Claim], at: usize) -> Option<usize> {
    let doc = look.view.doc;
    let bare = look.clause.role == Role::Coordinate
        && doc.dep(look.head) == Dep::Conj
        && look.view.subject(look.head).is_none()
        && !look.is(Class::Act)
        && !look.clause.tokens.iter().any(|&t| {
            doc.tokens[t]
                .entity
                .is_some_and(|e| matches!(e.kind, EntityKind::Date | EntityKind::Time))
        });
    let above = doc.head(look.head).filter(|_| bare)?;
    let near = clauses[..at].iter().enumerate().rev().take(8);
    let mut same = near.take_while(|(_, c)| c.block == look.clause.block);
    let (found, _) = same.find(|(_, c)| c.head == above)?;
    let told = look::verb(look.view, above);
    let habit = |saw: &str| HABITS.iter().any(|h| saw.starts_with(h));
    let lasting = claims[found].kind == Kind::Pattern
        && claims[found].reasons.iter().any(|r| habit(&r.saw))
        && (told.past || told.perfect)
        && !crate::polarity::negated(look);
    lasting.then_some(above)
}

/// What makes an act a habit, so that acts joined to it are of it.
const HABITS: [&str; 5] =
    ["how often, how long", "up to now", "went on", "each time", "goes on with a habit"];

/// Reads the kind of every claim; `claims[i]` reads `clauses[i]`.
pub(crate) fn fill(views: &[Option<View<'_>>], clauses: &[Clause], claims: &mut [Claim]) {
    for (at, clause) in clauses.iter().enumerate() {
        let Some(view) = &views[clause.block] else { continue };
        let look = Look::of(view, clause);
        let look = look.reported().unwrap_or(look);
        let claim = &claims[at];
        let answer = RULES.iter().find_map(|(code, rule)| Some((*code, rule(&look, claim)?)));
        let Some((mut code, (mut kind, mut saw))) = answer else { continue };
        let habit = habit_above(&look, clauses, claims, at).filter(|_| kind == Kind::Event);
        if let Some(above) = habit {
            (code, kind) = ("KH-KIND-006", Kind::Pattern);
            saw = format!("goes on with a habit: \"{}\"", view.doc.word(above));
        }
        claims[at].kind = kind;
        claims[at].reasons.push(Reason { rule: code.to_owned(), saw });
    }
}
