//! # KH-KIND-004: One thing brings about another
//!
//! ## What it reads
//! Verbs that can mean nothing else (cause, trigger, weaken, owe to, stem from); verbs that can
//! (force, keep, save, leave) with a thing and not an actor for a subject; "because" within the
//! claim; "the reason is", "the result was".
//!
//! ## Why it matters
//! That two things happened can be found in a record; that the one made the other cannot. It needs
//! a comparison, or stays an opinion.
//!
//! ## Example
//! "The embargo starved the clinics of fuel" is a cause, though it is told like an act.
//!
//! ## Known misreadings
//! "Drove", "pushed", "turned" of troops are acts; a weapon for a subject is a border case.
//!
//! ## Sources
//! Annotation guidelines of this project, kind `cause`; Talmy, "Force dynamics" (1988).

use super::Answer;
use crate::action::people::is_person_noun;
use crate::lexicon::Class;
use crate::look::Look;
use khaldun_language::{Dep, EntityKind, Pos};
use khaldun_model::{Claim, Kind};

pub(crate) fn read(look: &Look<'_>, _claim: &Claim) -> Answer {
    let doc = look.view.doc;
    if look.clause.tokens.iter().any(|&t| look.view.word_is(t, &["blind", "deaf"])) {
        return None;
    }
    let said = |at: usize| Some((Kind::Cause, format!("brings about: \"{}\"", doc.word(at))));
    let harm = doc.child_of(look.head, &[Dep::Dobj]).is_some_and(|o| look.view.is(o, Class::Harm));
    if harm && doc.lemma(look.head) == "cause" {
        return None;
    }
    if look.is(Class::CauseStrong) && look.view.verbal(look.head) && thing(look) {
        return said(look.head);
    }
    if let Some(link) = link(look) {
        return said(link);
    }
    let noun =
        look.predicate().filter(|&p| look.view.is(p, Class::CauseNoun) && doc.pos(p) == Pos::Noun);
    if let Some(noun) = noun {
        return said(noun);
    }
    let governs = doc.child_of(look.head, &[Dep::Dobj, Dep::Ccomp, Dep::Xcomp]).is_some();
    // "left the clinics without fuel" and not "left the hotel".
    let outcome = [Dep::Ccomp, Dep::Xcomp, Dep::Oprd, Dep::Acomp];
    // "keep sharing": nothing but going on.
    let on = doc.lemma(look.head) == "keep" && doc.child(look.head, Dep::Dobj).is_none();
    // "left nine herders dead" is what a raid does.
    let lost = doc.lemma(look.head) == "leave"
        && look.clause.tokens.iter().any(|&t| {
            t > look.head
                && look.view.word_is(t, &["dead", "killed", "wounded", "injured", "homeless"])
        });
    let governs = governs
        && !on
        && !lost
        && !look.verb.passive
        && (doc.lemma(look.head) != "leave"
            || doc.child_of(look.head, &outcome).is_some()
            || look.clause.tokens.iter().any(|&t| look.view.word_is(t, &["without"])));
    let causes =
        look.is(Class::CauseVerb) && look.view.verbal(look.head) && governs && abstraction(look);
    if causes { said(look.head) } else { None }
}

/// Whether the subject is not a person or a body; "owe" and its like need no such subject.
fn thing(look: &Look<'_>) -> bool {
    if matches!(look.view.doc.lemma(look.head), "owe" | "stem" | "result" | "contribute") {
        return true;
    }
    look.clause.subject.is_none_or(|s| !actor(look, s))
}

/// Whether the subject is a common noun of a thing that does not act by itself.
fn abstraction(look: &Look<'_>) -> bool {
    let doc = look.view.doc;
    look.view.subject(look.head).is_some_and(|s| {
        if doc.dep(s) == Dep::Csubj {
            return true;
        }
        doc.pos(s) == Pos::Noun && !actor(look, s) && doc.head(s) == Some(look.head)
    })
}

fn actor(look: &Look<'_>, s: usize) -> bool {
    let doc = look.view.doc;
    let named = doc.tokens[s].entity.is_some_and(|e| {
        matches!(e.kind, EntityKind::Person | EntityKind::Org | EntityKind::Gpe | EntityKind::Norp)
    });
    let body = look.view.marks[s].any(&[Class::Office, Class::Body]);
    let plural_people =
        doc.lemma(s).ends_with("man") || is_person_noun(&doc.lemma(s).to_lowercase());
    named || body || plural_people || matches!(doc.pos(s), Pos::Pron | Pos::Propn)
}

/// "because" and its like, inside the clause and not at its edge.
fn link(look: &Look<'_>) -> Option<usize> {
    let doc = look.view.doc;
    let (first, last) = (*look.clause.tokens.first()?, *look.clause.tokens.last()?);
    let causal = |t: usize| look.view.word_is(t, &["because", "bc"]) && t < last;
    let at = (first..=last).find(|&t| causal(t))?;
    let governed = doc
        .head(at)
        .is_some_and(|h| look.clause.tokens.binary_search(&h).is_ok() || doc.dep(at) == Dep::Prep);
    governed.then_some(at)
}
