//! # KH-KIND-006: Habits and omissions
//!
//! ## What it reads
//! The present tense of a verb of doing; "has been doing", "was doing", "has done … since"; "used
//! to", "went on", "kept"; words of frequency and of long spans ("daily", "all winter", "for nine
//! years"); verbs of omission ("avoided", "looked away"); a noun of acts in the plural.
//!
//! ## Why it matters
//! One event neither proves nor refutes a habit. Claims of behaviour need a count over many events,
//! with what would be expected otherwise; they are the claims this program can test.
//!
//! ## Example
//! "Their gunners never fire on Fridays" is a pattern, denied.
//!
//! ## Known misreadings
//! Headlines and chronicles tell single events in the present tense. "Has killed twelve" may be one
//! event told in the perfect. Bare plurals in the past ("burned villages") are left as events.
//!
//! ## Sources
//! Annotation guidelines of this project, kind `pattern`; Carlson, "Reference to Kinds" (1977), on
//! generic and habitual sentences.

use super::Answer;
use crate::clause::Role;
use crate::lexicon::Class;
use crate::look::Look;
use khaldun_language::{Dep, Pos, Tag};
use khaldun_model::{Claim, Kind};

pub(crate) fn read(look: &Look<'_>, _claim: &Claim) -> Answer {
    let said = |what: &str, at: usize| {
        Some((Kind::Pattern, format!("{what}: \"{}\"", look.view.doc.word(at))))
    };
    let doc = look.view.doc;
    if look.clause.role == Role::Nominal {
        return many(look).and_then(|at| said("done to many, no day told", at));
    }
    if look.clause.role == Role::Apposition {
        return None;
    }
    if !look.view.verbal(look.head) || look.verb.copula || super::state::stative(look) {
        return None;
    }
    if look.is(Class::Omit) && omission(look) {
        return said("an omission", look.head);
    }
    if doc.lemma(look.head) == "look"
        && look.clause.tokens.iter().any(|&t| look.view.word_is(t, &["away", "way"]))
    {
        return said("an omission", look.head);
    }
    if let Some(at) = frequency(look) {
        return said("how often, how long", at);
    }
    let used = doc.lemma(look.head) == "use";
    if look.is(Class::GoOn) && !used && doc.child_of(look.head, &[Dep::Xcomp, Dep::Pcomp]).is_some()
        || went_on(look)
    {
        return said("went on", look.head);
    }
    if look.verb.progressive {
        return said("going on", look.head);
    }
    if look.verb.perfect && look.verb.present && lasting(look) {
        return said("up to now", look.head);
    }
    if look.verb.present && !look.verb.perfect && !look.view.word_is(look.head, &["says", "say"]) {
        return said("present tense", look.head);
    }
    if let Some(at) = lasting_act(look) {
        return said("an act that lasts", at);
    }
    participle(look).and_then(|at| said("going on", at))
}

/// "the killing of civilians by insurgents": a deed told as a thing, done to more than one, without
/// a day.
fn many(look: &Look<'_>) -> Option<usize> {
    let doc = look.view.doc;
    let of = doc.children(look.head).find(|&c| look.view.word_is(c, &["of"]))?;
    let object = doc.child(of, Dep::Pobj)?;
    let dated = look.clause.tokens.iter().any(|&t| dated(look, t));
    let definite = look.view.has(object, |c| look.view.word_is(c, &["the", "these", "those"]));
    let several = look.view.tag(object) == Tag::Nns && !definite;
    (look.is(Class::Deed) && several && !dated).then_some(object)
}

/// Verbs whose act lasts ("patrolled", "besieged", "funded"), told without a date.
fn lasting_act(look: &Look<'_>) -> Option<usize> {
    let doc = look.view.doc;
    let dated = look.clause.tokens.iter().any(|&t| {
        doc.tokens[t].entity.is_some_and(|e| e.kind == khaldun_language::EntityKind::Date)
    });
    let told = look.view.subject(look.head).is_some()
        || look.verb.past
        || look.view.tag(look.head) == Tag::Vbg;
    (look.is(Class::Lasting) && !dated && told && !look.verb.passive).then_some(look.head)
}

fn omission(look: &Look<'_>) -> bool {
    let doc = look.view.doc;
    doc.lemma(look.head) != "turn"
        || look.clause.tokens.iter().any(|&t| look.view.word_is(t, &["blind", "deaf"]))
}

/// A word of habit, or a span of time in which something lasted.
fn frequency(look: &Look<'_>) -> Option<usize> {
    let doc = look.view.doc;
    let tokens = &look.clause.tokens;
    let never = |t: usize| look.view.word_is(t, &["never", "ever"]);
    let reply = [
        "answer",
        "say",
        "claim",
        "confirm",
        "reply",
        "respond",
        "apologise",
        "apologize",
        "vote",
        "happen",
        "come",
        "return",
    ];
    let habit = tokens.iter().copied().find(|&t| {
        look.view.is(t, Class::Habit)
            && !look.view.word_is(t, &["still", "usually", "go"])
            && !(never(t) && reply.contains(&doc.lemma(look.head)))
            && matches!(doc.pos(t), Pos::Adv | Pos::Adj)
    });
    habit.or_else(|| {
        tokens.iter().copied().find(|&t| {
            let next = |words: &[&str]| t + 1 < doc.tokens.len() && look.view.word_is(t + 1, words);
            let object = doc.children(t).find(|&c| matches!(doc.dep(c), Dep::Pobj));
            let spell = object.is_some_and(|o| period(look, o));
            let once = look.view.word_is(t, &["since"])
                && (look.verb.passive
                    || doc.child_of(look.head, &[Dep::Dobj, Dep::Xcomp, Dep::Prt]).is_none())
                && !look.verb.progressive;
            let word = look.view.word_is(t, &["throughout", "since"])
                && !once
                && doc.dep(t) == Dep::Prep
                && doc.head(t) == Some(look.head)
                || look.view.word_is(t, &["for", "during", "over", "from"])
                    && spell
                    && doc.dep(t) == Dep::Prep
                || look.view.word_is(t, &["from"])
                    && doc.dep(t) == Dep::Prep
                    && doc.head(t) == Some(look.head)
                    && object.is_some_and(|o| dated(look, o))
                || look.view.word_is(t, &["on"])
                    && object.is_some_and(|o| matches!(doc.lemma(o), "occasion"))
                || look.view.word_is(t, &["all"])
                    && t + 1 < doc.tokens.len()
                    && (season(look, t + 1) || next(&["through"]))
                || look.view.word_is(t, &["every", "each"])
                    && t + 1 < doc.tokens.len()
                    && period(look, t + 1);
            word && !look.verb.copula
        })
    })
}

fn dated(look: &Look<'_>, i: usize) -> bool {
    look.view.doc.tokens[i].entity.is_some_and(|e| e.kind == khaldun_language::EntityKind::Date)
}

fn season(look: &Look<'_>, i: usize) -> bool {
    matches!(
        look.view.doc.lemma(i),
        "winter"
            | "summer"
            | "spring"
            | "autumn"
            | "year"
            | "month"
            | "week"
            | "night"
            | "day"
            | "season"
            | "along"
    )
}

/// "nine years", "months": a length of time.
fn period(look: &Look<'_>, i: usize) -> bool {
    let plural = matches!(look.view.tag(i), Tag::Nns);
    let unit =
        ["year", "yr", "yrs", "month", "decade", "week", "wk", "night", "morning", "friday", "day"]
            .contains(&look.view.doc.lemma(i));
    let each = i > 0 && look.view.word_is(i - 1, &["every", "each"]);
    unit && (plural || each || look.view.doc.lemma(i) == "yrs")
}

fn went_on(look: &Look<'_>) -> bool {
    look.view.word_is(look.head, &["used"])
        && look.view.has(look.head, |c| look.view.doc.dep(c) == Dep::Xcomp)
        && look.view.doc.child(look.head, Dep::Dobj).is_none()
}

/// A present perfect of doing that is not a single result.
fn lasting(look: &Look<'_>) -> bool {
    let doc = look.view.doc;
    let result = [
        "build", "open", "found", "create", "form", "launch", "name", "appoint", "release", "sign",
        "elect", "receive", "find", "attack", "storm", "overrun", "kill", "wound", "injure",
        "destroy", "refute", "reply", "become", "end", "begin", "start", "die", "lose", "win",
        "confirm", "claim", "resign", "fall", "arrive", "agree", "announce", "declare",
    ];
    let object = [Dep::Dobj, Dep::Xcomp, Dep::Ccomp];
    let acted_on =
        doc.child_of(look.head, &object).is_some() && !look.verb.passive || look.verb.progressive;
    let masses = look
        .clause
        .tokens
        .iter()
        .any(|&t| look.view.word_is(t, &["thousands", "hundreds", "dozens", "scores", "tens"]));
    if masses
        && doc.child_of(look.head, &object).is_some()
        && look.view.subject(look.head).is_some()
    {
        return true;
    }
    let counted = doc.child(look.head, Dep::Dobj).is_some_and(|o| {
        look.view.has(o, |c| doc.dep(c) == Dep::Nummod || look.view.word_is(c, &["several"]))
    });
    if counted || look.is(Class::Act) {
        return false;
    }
    let met =
        matches!(doc.lemma(look.head), "meet" | "visit" | "sign" | "seize" | "capture" | "reach");
    acted_on && !met && !result.contains(&doc.lemma(look.head))
}

/// A present participle after a noun.
fn participle(look: &Look<'_>) -> Option<usize> {
    let doc = look.view.doc;
    let reduced = doc.dep(look.head) == Dep::Acl && look.view.tag(look.head) == Tag::Vbg;
    reduced.then_some(look.head)
}
