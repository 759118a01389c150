//! # KH-KIND-007: Conditions, memberships, amounts
//!
//! ## What it reads
//! "Be", "have" and their like; verbs of holding, lying, belonging, containing, being named; an
//! apposition; a participle of place or standing ("positioned", "linked", "known as"); how somebody is found
//! ("was sleeping"); a number on somebody's word ("puts the dead at 119"); a count of the dead without a verb; a rise or fall of an amount.
//!
//! ## Why it matters
//! A state has no day on which it happened. It is checked against documents and maps rather than
//! against a list of events.
//!
//! ## Example
//! "The pass, the only road to the coast, was mined": the mining is an event; that it was the only
//! road is a state.
//!
//! ## Known misreadings
//! "Held" of a town is a state, of a prisoner a pattern. "Was wounded" is an event though it looks
//! like "was tired".
//!
//! ## Sources
//! Annotation guidelines of this project, kind `state`; Vendler, "Verbs and Times" (1957).

use super::Answer;
use crate::clause::Role;
use crate::lexicon::Class;
use crate::look::Look;
use khaldun_language::{Dep, EntityKind, Pos, Tag};
use khaldun_model::{Claim, Kind};

pub(crate) fn read(look: &Look<'_>, _claim: &Claim) -> Answer {
    let doc = look.view.doc;
    let said = |what: &str| Some((Kind::State, format!("{what}: \"{}\"", doc.word(look.head))));
    match look.clause.role {
        Role::Apposition => return said("an apposition"),
        Role::Nominal if !look.view.verbal(look.head) => {
            let participle = matches!(look.view.tag(look.head), Tag::Vbn | Tag::Vbd);
            let deed = look.view.is(look.head, Class::Deed);
            return if participle || deed { None } else { said("no verb") };
        }
        _ => {}
    }
    if !look.view.verbal(look.head) {
        return said("no verb");
    }
    let able =
        look.predicate().is_some_and(|p| look.view.word_is(p, &["able", "unable", "responsible"]));
    if among_the_dead(look) || there_was(look) {
        return None;
    }
    if look.verb.copula && doc.lemma(look.head) != "become" && !able {
        return said("says what something is");
    }
    if stative(look) {
        return said("a verb of state");
    }
    if toll(look) {
        return said("a toll of what was told before");
    }
    let sensed = look.verb.passive
        && matches!(doc.lemma(look.head), "hear" | "see")
        && look.verb.modal.is_some();
    if sensed {
        return said("what could be perceived");
    }
    let nothing_told = look.verb.passive
        && doc.lemma(look.head) == "report"
        && look.view.subject(look.head).is_some_and(|s| look.view.is(s, Class::Harm));
    if nothing_told {
        return said("a toll as it was told");
    }
    amount(look).then(|| said("an amount that changed")).flatten()
}

/// "there was shelling at dusk": an act, told by "there" and its name.
fn there_was(look: &Look<'_>) -> bool {
    let doc = look.view.doc;
    let deed = |c: usize| look.view.is(c, Class::Deed) && doc.pos(c) == Pos::Noun;
    !look.verb.present
        && look.view.has(look.head, |c| doc.dep(c) == Dep::Expl)
        && doc.child_of(look.head, &[Dep::Attr, Dep::Nsubj]).is_some_and(deed)
}

/// "nine children were among those killed", "the dead included a nurse": who was lost.
fn among_the_dead(look: &Look<'_>) -> bool {
    let doc = look.view.doc;
    let lost = |t: usize| {
        look.view.word_is(t, &["killed", "dead", "wounded", "injured", "victims", "casualties"])
    };
    let among = look.verb.copula
        && look.clause.tokens.iter().any(|&t| look.view.word_is(t, &["among"]))
        && look.clause.tokens.iter().any(|&t| t > look.head && lost(t));
    among || doc.lemma(look.head) == "include" && look.view.subject(look.head).is_some_and(lost)
}

/// "puts the dead at 119", "lists 29 killed", "speaks of a thousand": a number on somebody's word.
fn figure(look: &Look<'_>) -> bool {
    let doc = look.view.doc;
    let number = |t: usize| t > look.head && doc.pos(t) == Pos::Num;
    look.is(Class::Tallies)
        && !look.verb.passive
        && look.view.has(look.head, |c| {
            let below = || look.view.left[c]..=look.view.right[c];
            matches!(doc.dep(c), Dep::Dobj | Dep::Prep | Dep::Ccomp) && below().any(number)
        })
}

/// Whether a verb tells of death or hurt.
fn harms(lemma: &str) -> bool {
    matches!(lemma, "die" | "kill" | "wound" | "injure" | "hurt" | "perish")
}

/// "… and 53 died": a count of those harmed, added to an act that was told just before.
fn toll(look: &Look<'_>) -> bool {
    let doc = look.view.doc;
    let harmed = |h: usize| harms(doc.lemma(h));
    let counted = look.view.subject(look.head).is_some_and(|s| {
        let many = look.view.word_is(s, &["dozens", "scores", "hundreds", "thousands"]);
        many || look.view.has(s, |c| doc.dep(c) == Dep::Nummod) || doc.pos(s) == Pos::Num
    });
    let after = doc.dep(look.head) == Dep::Conj && doc.head(look.head).is_some_and(|h| !harmed(h));
    let bare = look.view.doc.child_of(look.head, &[Dep::Agent]).is_none()
        && look.clause.tokens.len() <= 12;
    let rough = counted
        && look.view.subject(look.head).or_else(|| doc.child(look.head, Dep::Dobj)).is_some_and(
            |s| {
                (look.view.left[s]..=s)
                    .any(|t| look.view.word_is(t, &["least", "many", "more", "up"]))
            },
        );
    let set = look.clause.tokens.iter().any(|&t| {
        doc.tokens[t].entity.is_some_and(|e| {
            use khaldun_language::EntityKind::{Date, Gpe, Loc};
            matches!(e.kind, Date | Gpe | Loc)
        })
    });
    // "Six died in the raid" tells of the raid; "some 300 have died", of how many there are.
    let of_deed = look.clause.tokens.iter().any(|&t| t > look.head && look.view.is(t, Class::Deed));
    let died =
        matches!(doc.lemma(look.head), "die" | "perish") && look.verb.modal.is_none() && !of_deed;
    harmed(look.head)
        && counted
        && (died || bare && (after || rough && !set && look.view.subject(look.head).is_some()))
}

/// Whether the head tells a state and not an act.
pub(crate) fn stative(look: &Look<'_>) -> bool {
    let doc = look.view.doc;
    let lemma = doc.lemma(look.head);
    let (participle, passive) = (doc.dep(look.head) == Dep::Acl, look.verb.passive);
    let standing = participle && matches!(look.view.tag(look.head), Tag::Vbn | Tag::Vbd) || passive;
    // "a hamlet located on the ridge": the parser may take the participle for a verb in the past.
    let bare = matches!(look.view.tag(look.head), Tag::Vbn | Tag::Vbd)
        && look.view.subject(look.head).is_none()
        && doc.child_of(look.head, &[Dep::Dobj, Dep::Aux]).is_none()
        && matches!(look.clause.role, Role::Participial | Role::Relative | Role::Apposition);
    let standing = standing || bare;
    if standing && look.is(Class::Placed) || passive && lemma == "want" {
        return true;
    }
    if look.head != look.clause.head && passive && look.verb.present {
        // "are believed to be stranded"
        return true;
    }
    // "The stores were gone", "nobody had been told": what is no longer there.
    let gone = lemma == "go" && look.view.word_is(look.head, &["gone"]) && !look.verb.perfect;
    if gone || ran_short(look) || figure(look) || look.verb.progressive && look.is(Class::Posture) {
        return true;
    }
    if matches!(lemma, "hold" | "control") && !passive && held_place(look) {
        return true;
    }
    if matches!(lemma, "recognise" | "recognize") && look.verb.past {
        return false;
    }
    if !passive && look.is(Class::Holds) && !look.verb.progressive {
        return true;
    }
    if matches!(lemma, "suffer" | "experience" | "lead") && look.verb.progressive {
        return true;
    }
    lemma == "call"
        && look.view.has(look.head, |c| look.view.word_is(c, &["themselves", "itself", "himself"]))
        || lemma == "have" && doc.pos(look.head) == Pos::Verb
}

/// "ran short of fuel", "has run out of bread".
pub(super) fn ran_short(look: &Look<'_>) -> bool {
    look.view.doc.lemma(look.head) == "run"
        && look
            .view
            .has(look.head, |c| c > look.head && look.view.word_is(c, &["out", "short", "low"]))
}

/// "still held the bridge": whoever holds a place; holding people, or a town to ransom, is an act.
fn held_place(look: &Look<'_>) -> bool {
    let doc = look.view.doc;
    let place = |o: usize| {
        let named = doc.tokens[o]
            .entity
            .is_some_and(|e| matches!(e.kind, EntityKind::Gpe | EntityKind::Loc | EntityKind::Fac));
        named || look.view.is(o, Class::Site)
    };
    !look.verb.progressive
        && look.view.tag(look.head) != Tag::Vbg
        && doc.child(look.head, Dep::Dobj).is_some_and(place)
        && !look.clause.tokens.iter().any(|&t| look.view.word_is(t, &["ransom", "hostage"]))
}

/// "Exports fell from … to …".
fn amount(look: &Look<'_>) -> bool {
    let doc = look.view.doc;
    let moves = matches!(
        doc.lemma(look.head),
        "fall"
            | "rise"
            | "drop"
            | "double"
            | "grow"
            | "shrink"
            | "climb"
            | "stand"
            | "halve"
            | "triple"
            | "reach"
            | "increase"
            | "decrease"
            | "decline"
    );
    moves && look.view.subject(look.head).is_some_and(|s| look.view.is(s, Class::Amount))
}
