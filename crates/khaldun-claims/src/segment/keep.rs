//! Which clauses assert nothing?
//!
//! Questions, commands to the reader, bare headings and words of transition.

use crate::clause::Role;
use crate::lexicon::Class;
use crate::view::View;
use khaldun_language::{Dep, EntityKind, Pos, Tag};

/// Whether a clause of these tokens asserts anything.
pub(crate) fn worth(view: &View<'_>, h: usize, role: Role, tokens: &[usize]) -> bool {
    if role == Role::Nominal {
        return fragment(view, h, tokens);
    }
    let pointer = view.has(h, |c| view.word_is(c, &["here"]) && c < h) && view.doc.lemma(h) == "be";
    let cleft = view.doc.children(h).any(|n| {
        view.doc.children(n).any(|c| super::extent::cleft(view, c) && view.roles[c].is_some())
    });
    !(question(view, h, role)
        || command(view, h, role)
        || pointer
        || cleft
        || hollow(view, h, role, tokens))
}

/// A verbless sentence asserts something where it counts the dead or names an act with its parties.
fn fragment(view: &View<'_>, h: usize, tokens: &[usize]) -> bool {
    let doc = view.doc;
    let counted = view.has(h, |c| doc.dep(c) == Dep::Nummod) || doc.pos(h) == Pos::Num;
    let hurt = tokens
        .iter()
        .any(|&t| view.word_is(t, &["dead", "injured", "wounded", "killed", "missing"]));
    if counted && hurt {
        return true;
    }
    let deeds = tokens.iter().any(|&t| view.is(t, Class::Deed));
    let named = tokens.iter().any(|&t| {
        doc.tokens[t].entity.is_some_and(|e| {
            matches!(
                e.kind,
                EntityKind::Org | EntityKind::Gpe | EntityKind::Norp | EntityKind::Person
            )
        })
    });
    tokens.len() >= 4 && deeds && named
}

/// The one-word answer to a question: "No."
pub(crate) fn answer(view: &View<'_>, h: usize) -> Option<usize> {
    let next = view.sentence_end(h);
    let asks = (h..next).any(|t| view.doc.word(t) == "?");
    let word = asks && next < view.doc.tokens.len() && view.sentence_end(next) - next <= 2;
    (word && view.word_is(next, &["no", "never", "nobody", "none", "nothing", "yes", "nowhere"]))
        .then_some(next)
}

fn question(view: &View<'_>, h: usize, role: Role) -> bool {
    if role == Role::Main && answer(view, h).is_some() {
        return false;
    }
    let end = view.sentence_end(h);
    let asks = (h..end).any(|t| view.doc.word(t) == "?");
    asks && matches!(role, Role::Main | Role::Coordinate)
}

/// A bare verb at the head of a sentence.
fn command(view: &View<'_>, h: usize, role: Role) -> bool {
    let lets = |v: usize| view.doc.lemma(v) == "let" && view.subject(v).is_none();
    let below = view.doc.head(h).is_some_and(|v| lets(v) && view.doc.dep(h) == Dep::Ccomp);
    if below || role == Role::Main && lets(h) {
        return true;
    }
    role == Role::Main
        && view.tag(h) == Tag::Vb
        && view.subject(h).is_none()
        && !view.has(h, |c| matches!(view.doc.dep(c), Dep::Aux | Dep::Auxpass | Dep::Expl))
}

/// Nothing but a verb, or a verb and a pronoun.
fn hollow(view: &View<'_>, h: usize, role: Role, tokens: &[usize]) -> bool {
    let words: Vec<usize> = tokens
        .iter()
        .copied()
        .filter(|&t| !matches!(view.doc.pos(t), Pos::Punct | Pos::Space | Pos::Part))
        .collect();
    let telling = |&t: &usize| {
        matches!(
            view.doc.pos(t),
            Pos::Noun | Pos::Propn | Pos::Verb | Pos::Adj | Pos::Num | Pos::Adv
        )
    };
    let passive = view.tag(h) == Tag::Vbn;
    let elliptic = role == Role::Complement && words.len() == 2 && view.subject(h).is_some();
    if elliptic && view.doc.pos(h) == Pos::Aux {
        return false;
    }
    words.is_empty() || (words.len() == 1 && !passive) || !words.iter().any(telling)
}

/// Where the claims of a block begin and end: a headline repeated at its head and a line of credits
/// at its foot are not the account's words.
pub(crate) fn body(text: &str, title: Option<&str>) -> std::ops::Range<usize> {
    let title = title.map(str::trim).filter(|t| t.len() > 12);
    let start = title.and_then(|t| text.find(t).filter(|&at| at < 40).map(|at| at + t.len()));
    let credits = ["Additional reporting by", "Reporting by", "Editing by", "Writing by"];
    let foot = credits.iter().filter_map(|c| text.find(c)).filter(|&at| at * 2 > text.len()).min();
    start.unwrap_or(0)..foot.unwrap_or(text.len())
}
