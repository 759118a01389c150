//! # KH-KIND-001: Predictions, counterfactuals, conditions
//!
//! ## What it reads
//! A clause under "if", "unless", "had there been" or "were it to"; "will", "would", "might",
//! "could" before the verb; "is to", "is about to", "is due to"; a plain present told for a weekday to
//! come ("meet on Thursday"). What somebody announces of himself ("it would attack") is among them.
//!
//! ## Why it matters
//! What would have happened, or will, is in no record. Told as an event it would be looked for and
//! not found, and the account would seem weaker than it is.
//!
//! ## Example
//! "If the bridge falls, the valley is lost" is one hypothetical claim, not a fall and a loss.
//!
//! ## Known misreadings
//! "would" for a habit in the past ("they would shell at dusk") is read as hypothetical where no
//! word of habit stands by. "May have killed" is about the past and stays an event, put with a hedge.
//!
//! ## Sources
//! Annotation guidelines of this project, kind `hypothetical`; Palmer, *Mood and Modality* (2001),
//! on epistemic against future modals.

use super::Answer;
use crate::lexicon::Class;
use crate::look::Look;
use khaldun_language::{Dep, Tag};
use khaldun_model::{Claim, Kind};

pub(crate) fn read(look: &Look<'_>, _claim: &Claim) -> Answer {
    if let Some(cue) = condition(look) {
        return Some((Kind::Hypothetical, format!("a condition: \"{}\"", look.view.doc.word(cue))));
    }
    if let Some(at) = to_come(look) {
        let saw = format!("still to come: \"{}\"", look.view.doc.word(at));
        return Some((Kind::Hypothetical, saw));
    }
    let likely = look.predicate().filter(|&p| {
        look.view.word_is(p, &["likely", "unlikely", "poised", "bound"])
            && look.view.has(p, |c| look.view.infinitive(c))
    });
    if let Some(at) = likely {
        return Some((
            Kind::Hypothetical,
            format!("not told as fact: \"{}\"", look.view.doc.word(at)),
        ));
    }
    if let Some(day) = scheduled(look) {
        let saw = format!("told for a day to come: \"{}\"", look.view.doc.word(day));
        return Some((Kind::Hypothetical, saw));
    }
    let modal = look.verb.modal?;
    let word = look.word(modal);
    let has = |words: &[&str]| words.contains(&word.as_str());
    let sense = matches!(look.view.doc.lemma(look.head), "hear" | "see" | "find");
    if let Some(at) = blame(look) {
        return Some((Kind::Event, format!("about what was done: \"{}\"", look.view.doc.word(at))));
    }
    if has(&["can", "ca", "could"]) && negated(look) && look.is(Class::Moral) {
        return Some((Kind::Judgement, format!("what must not be: \"{word}\"")));
    }
    if has(&["could"]) && negated(look) && look.view.sentence_modal_free(look.head) {
        return None;
    }
    if has(&["may"]) && look.verb.perfect || sense && look.verb.passive {
        return None;
    }
    if has(&["will", "wo", "'ll", "would", "'d", "might", "may", "could", "ca", "can", "shall"]) {
        let acts = !look.verb.passive
            && look
                .view
                .subject(look.head)
                .is_some_and(|s| look.view.doc.pos(s) == khaldun_language::Pos::Propn);
        if has(&["can", "ca"]) && !negated(look) && !acts {
            return None;
        }
        if habit(look) {
            return None;
        }
        return Some((Kind::Hypothetical, format!("not told as fact: \"{word}\"")));
    }
    None
}

/// "The guilds meet in Basel on Thursday": the present tense with one day still to come.
fn scheduled(look: &Look<'_>) -> Option<usize> {
    let doc = look.view.doc;
    let verb = &look.verb;
    let plain = verb.present && !verb.perfect && !verb.passive && !verb.copula && !verb.progressive;
    let coming = |t: usize| {
        let day = look.view.word_is(t, &["tomorrow"]);
        let on = doc
            .head(t)
            .is_some_and(|p| look.view.word_is(p, &["on"]) && doc.head(p) == Some(look.head));
        day || on && look.view.is(t, Class::Weekday) && look.view.tag(t) == Tag::Nnp
    };
    let speech = look.view.marks[look.head].any(&[Class::Say, Class::Act]);
    look.clause.tokens.iter().copied().find(|&t| plain && !speech && coming(t))
}

/// "is to open on Saturday", "was about to fall": what an arrangement or the course of things has in store.
fn to_come(look: &Look<'_>) -> Option<usize> {
    let doc = look.view.doc;
    if doc.lemma(look.head) != "be" || look.view.tag(look.head) == Tag::Vb {
        return None;
    }
    let aim = look.view.subject(look.head).is_some_and(|s| look.view.is(s, Class::Aim));
    let after = |c: usize| c > look.head && look.view.infinitive(c) && !aim;
    let bare = look.view.has(look.head, |c| {
        doc.dep(c) == Dep::Xcomp && after(c) && look.view.left[c] <= look.head + 3
    });
    let due = look.predicate().filter(|&p| {
        look.view.word_is(p, &["about", "due", "set", "likely"]) && look.view.has(p, after)
    });
    due.or_else(|| bare.then_some(look.head))
}

/// "could be responsible for": a guess about the past.
fn blame(look: &Look<'_>) -> Option<usize> {
    let p =
        look.predicate().filter(|&p| look.view.word_is(p, &["responsible", "behind", "guilty"]))?;
    look.view.has(p, |c| look.view.doc.dep(c) == Dep::Prep).then_some(p)
}

/// "if" in the clause, or an inversion in its place.
fn condition(look: &Look<'_>) -> Option<usize> {
    let doc = look.view.doc;
    let inside = look.clause.tokens.iter().copied().find(|&t| {
        look.view.word_is(t, &["if", "unless"]) && matches!(doc.dep(t), Dep::Mark | Dep::Advmod)
    });
    let first = *look.clause.tokens.first()?;
    let inverted = look.view.word_is(first, &["had", "were", "should"])
        && matches!(look.view.tag(first), Tag::Vbd | Tag::Md | Tag::Vbp)
        && look.view.subject(look.head).is_some_and(|s| first < s)
        && look.verb.modal.is_some();
    let asks = |&t: &usize| doc.head(t).is_some_and(|h| doc.dep(h) == Dep::Ccomp);
    // "put sanctions on the firms, as if …", "has threatened to leave if": the act itself was done.
    let settled =
        look.verb.modal.is_none() && (look.verb.past || look.verb.perfect || look.is(Class::Act));
    let beside = |&t: &usize| {
        let within = doc.head(t).is_some_and(|h| h != look.head && look.head < t);
        settled && within
    };
    inside.filter(|t| !asks(t) && !beside(t)).or(inverted.then_some(first))
}

fn negated(look: &Look<'_>) -> bool {
    look.child(|c| look.view.doc.dep(c) == Dep::Neg).is_some()
}

fn habit(look: &Look<'_>) -> bool {
    look.clause.tokens.iter().any(|&t| {
        look.view.is(t, Class::Habit) && !look.view.word_is(t, &["never", "ever", "still"])
    })
}
