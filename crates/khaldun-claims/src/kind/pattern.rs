//! # KH-KIND-006: Habits and omissions
//!
//! ## What it reads
//! The present tense of a verb of doing; "has been doing", "was doing" without a day, "has done" to many; "used
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
//! Headlines and chronicles tell single events in the present tense. Bare plurals in the past ("burned villages") are left as events.
//!
//! ## Sources
//! Annotation guidelines of this project, kind `pattern`; Carlson, "Reference to Kinds" (1977), on
//! generic and habitual sentences.

use super::Answer;
use crate::clause::Role;
use crate::lexicon::Class;
use crate::look::Look;
use khaldun_language::{Dep, EntityKind, Pos, Tag};
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
    if silence(look) {
        return said("an omission", look.head);
    }
    if let Some(at) = every(look) {
        return said("each time", at);
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
    let on_a_day = look.verb.past && look.clause.tokens.iter().any(|&t| timed(look, t));
    let unsaid = look.view.has(look.head, |c| doc.dep(c) == Dep::Expl);
    if look.verb.progressive && !unsaid && !on_a_day {
        return said("going on", look.head);
    }
    if look.verb.perfect && look.verb.present && lasting(look) {
        return said("up to now", look.head);
    }
    let speech = look.view.marks[look.head].any(&[Class::Say, Class::Act, Class::Asks])
        && doc.child(look.head, Dep::Dobj).is_none();
    if look.verb.present && !look.verb.perfect && !speech {
        return said("present tense", look.head);
    }
    lasting_act(look).and_then(|at| said("an act that lasts", at))
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
    let dated = look
        .clause
        .tokens
        .iter()
        .any(|&t| doc.tokens[t].entity.is_some_and(|e| e.kind == EntityKind::Date));
    let told = look.view.subject(look.head).is_some()
        || look.verb.past
        || look.view.tag(look.head) == Tag::Vbg;
    let short = super::state::ran_short(look);
    // "a band backed by the duke", "was paid by the port": who keeps up whom.
    let kept = look.view.doc.child(look.head, Dep::Agent).is_some()
        && (look.verb.passive || doc.dep(look.head) == Dep::Acl);
    let lasts = look.is(Class::Lasting) || kept && doc.lemma(look.head) == "pay";
    (lasts && !dated && (told && !look.verb.passive || kept) && !short).then_some(look.head)
}

/// "did not mention the wells", "has published no list", "said nothing": what a party passes over is
/// an omission, and not an answer it owed on one day.
fn silence(look: &Look<'_>) -> bool {
    let doc = look.view.doc;
    let nothing = doc.lemma(look.head) == "say"
        && doc.child(look.head, Dep::Dobj).is_some_and(|o| look.view.word_is(o, &["nothing"]));
    nothing
        || look.is(Class::Silence)
            && !look.verb.passive
            && look.verb.modal.is_none()
            && crate::polarity::negated(look)
}

/// "Every truce was broken", "broke every one of them": an act told of each of many occasions.
fn every(look: &Look<'_>) -> Option<usize> {
    let doc = look.view.doc;
    let parts = [Dep::Nsubj, Dep::Nsubjpass, Dep::Dobj];
    let noun = doc.children(look.head).filter(|&c| parts.contains(&doc.dep(c))).find(|&c| {
        let each = look.view.has(c, |d| look.view.word_is(d, &["every", "each"]) && d < c);
        each && (look.view.is(c, Class::Deed) || look.view.word_is(c, &["one", "time"]))
    })?;
    look.clause.tokens.binary_search(&noun).ok().map(|_| noun)
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
    let habit = tokens.iter().copied().find(|&t| {
        look.view.is(t, Class::Habit)
            && !look.view.word_is(t, &["still", "usually", "go"])
            && !(never(t) && look.is(Class::Reply))
            && matches!(doc.pos(t), Pos::Adv | Pos::Adj)
    });
    habit.or_else(|| {
        tokens.iter().copied().find(|&t| {
            let next = |words: &[&str]| t + 1 < doc.tokens.len() && look.view.word_is(t + 1, words);
            let object = doc.children(t).find(|&c| matches!(doc.dep(c), Dep::Pobj));
            let spell = object.is_some_and(|o| period(look, o));
            let once = look.view.word_is(t, &["since"])
                && (look.view.subject(look.head).is_some_and(|s| counted(look, s))
                    || !look.verb.passive
                        && doc.child_of(look.head, &[Dep::Dobj, Dep::Xcomp, Dep::Prt]).is_none())
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

/// "some 300 herders", "thousands": so many that did it once.
fn counted(look: &Look<'_>, subject: usize) -> bool {
    let number = |t: usize| look.view.doc.pos(t) == Pos::Num || look.view.doc.dep(t) == Dep::Nummod;
    (look.view.left[subject]..=subject).any(number)
}

fn dated(look: &Look<'_>, i: usize) -> bool {
    look.view.doc.tokens[i].entity.is_some_and(|e| e.kind == EntityKind::Date)
}

/// Part of a date or a time of day.
fn timed(look: &Look<'_>, i: usize) -> bool {
    let kind = look.view.doc.tokens[i].entity.map(|e| e.kind);
    matches!(kind, Some(EntityKind::Date | EntityKind::Time))
}

fn season(look: &Look<'_>, i: usize) -> bool {
    look.view.is(i, Class::Season)
}

/// "nine years", "months": a length of time.
fn period(look: &Look<'_>, i: usize) -> bool {
    let plural = matches!(look.view.tag(i), Tag::Nns);
    let unit = look.view.is(i, Class::TimeUnit);
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
    let object = [Dep::Dobj, Dep::Xcomp, Dep::Ccomp];
    if look.verb.progressive {
        return true;
    }
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
    let many = doc.child(look.head, Dep::Dobj).is_some_and(|o| {
        let counts = |c| doc.dep(c) == Dep::Nummod || look.view.word_is(c, &["several"]);
        look.view.tag(o) == Tag::Nns && !look.view.has(o, counts)
    });
    let says = look.is(Class::Say) && doc.child(look.head, Dep::Dobj).is_none();
    let host = look.view.subject(look.head).is_some_and(|s| counted(look, s));
    if host || look.is(Class::Act) || says || doc.lemma(look.head) == "tell" {
        return false;
    }
    let armed = look.is(Class::Lasting) || doc.pos(look.head) == Pos::Adj;
    (many || armed) && !look.verb.passive && !look.is(Class::Result)
}
