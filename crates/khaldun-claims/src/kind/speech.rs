//! # KH-KIND-002: Acts of speech
//!
//! ## What it reads
//! A clause whose verb is itself an act of weight (accuse, deny, admit, refuse, threaten, announce)
//! or calls somebody something, in the past or the present.
//!
//! ## Why it matters
//! That an accusation was made can be checked in a record or a document even where the accusation
//! cannot. The act stays apart from what it says.
//!
//! ## Example
//! "The ministry denied any role" is an event: a denial was made. "any role" is the denied claim.
//!
//! ## Known misreadings
//! "Promises" and "orders" as nouns tagged as verbs. "Refused to fight" of a whole war may be a
//! habit.
//!
//! ## Sources
//! Annotation guidelines of this project, on speech acts; Austin, *How to Do Things with Words*
//! (1962).

use super::Answer;
use crate::lexicon::Class;
use crate::look::Look;
use khaldun_language::Dep;
use khaldun_model::{Claim, Kind};

pub(crate) fn read(look: &Look<'_>, _claim: &Claim) -> Answer {
    let calls = look.view.doc.lemma(look.head) == "call"
        && look.view.has(look.head, |c| {
            c > look.head
                && (look.view.word_is(c, &["upon", "on"])
                    || look.view.word_is(c, &["for"]) && look.view.doc.dep(c) == Dep::Prep)
        });
    let act = look.is(Class::Act) || calls || (look.is(Class::Name) && named(look));
    let habit = look.find(Class::Habit).is_some();
    if !act
        || look.verb.modal.is_some()
        || habit
        || look.verb.progressive
        || !look.view.verbal(look.head)
    {
        return None;
    }
    // "is disputed": how things stand, and nobody's act.
    let open = look.verb.passive
        && look.verb.present
        && matches!(look.view.doc.lemma(look.head), "dispute" | "contest");
    if open {
        return None;
    }
    let standing = look.view.word_is(look.head, &["refuses", "refuse", "insists", "insist"])
        || doc_perfect_refusal(look)
        || look
            .clause
            .tokens
            .iter()
            .any(|&t| look.view.word_is(t, &["long"]) && look.view.doc.dep(t) == Dep::Advmod);
    if standing {
        return Some((
            Kind::Pattern,
            format!("a standing act of speech: \"{}\"", look.view.doc.word(look.head)),
        ));
    }
    let attitude = look.view.word_is(look.head, &["rejects", "reject", "opposes"]);
    if attitude || look.view.infinitive(look.head) {
        return None;
    }
    Some((Kind::Event, format!("an act of speech: \"{}\"", look.view.doc.word(look.head))))
}

/// "has refused to": a refusal that still holds.
fn doc_perfect_refusal(look: &Look<'_>) -> bool {
    look.verb.perfect && look.verb.present && look.view.doc.lemma(look.head) == "refuse"
}

/// "called it a pause", not "is called Bab".
fn named(look: &Look<'_>) -> bool {
    let doc = look.view.doc;
    let own = |c| look.view.word_is(c, &["themselves", "itself", "himself", "herself"]);
    !look.verb.passive
        && look.view.subject(look.head).is_some()
        && !look.view.has(look.head, |c| doc.dep(c) == Dep::Dobj && own(c))
        && !doc.children(look.head).any(own)
}
