//! # KH-KIND-003: Motives, aims, knowledge
//!
//! ## What it reads
//! Verbs and adjectives of wanting, planning, fearing and knowing; "the aim was to"; an infinitive
//! of purpose; "by choice", "in order to", "for fear of".
//!
//! ## Why it matters
//! A record says what was done, not why. An ascribed motive needs the actor's own words or a
//! document, and is often where an account argues without saying so.
//!
//! ## Example
//! "The column moved north to cut the road": the move is an event, the purpose an intent.
//!
//! ## Known misreadings
//! "Means" in the sense of "signifies"; "plans" as a noun; "to" for a result ("only to find").
//!
//! ## Sources
//! Annotation guidelines of this project, kind `intent`.

use super::Answer;
use crate::clause::Role;
use crate::lexicon::Class;
use crate::look::Look;
use khaldun_language::{Dep, Pos, Tag};
use khaldun_model::{Claim, Kind};

pub(crate) fn read(look: &Look<'_>, _claim: &Claim) -> Answer {
    let said = |what: &str, at: usize| {
        Some((Kind::Intent, format!("{what}: \"{}\"", look.view.doc.word(at))))
    };
    if look.clause.role == Role::Purpose || purpose_conjunct(look) {
        return said("an infinitive of purpose", look.head);
    }
    if let Some(at) = will(look) {
        return said("a word of wanting or knowing", at);
    }
    if let Some(at) = answering(look) {
        return said("in answer to something", at);
    }
    if let Some(at) = phrase(look) {
        return said("a phrase of purpose", at);
    }
    short_purpose(look).and_then(|at| said("done in order to", at))
}

/// A second purpose joined to a first.
fn purpose_conjunct(look: &Look<'_>) -> bool {
    let view = look.view;
    let doc = view.doc;
    if look.head != look.clause.head {
        return false;
    }
    if view.infinitive(look.head) && look.verb.modal.is_none() {
        return true;
    }
    // "to find the thieves and bring them to court": the second without its "to".
    let bare = doc.dep(look.head) == Dep::Conj
        && view.tag(look.head) == Tag::Vb
        && view.subject(look.head).is_none()
        && !view.has(look.head, |c| matches!(doc.dep(c), Dep::Aux | Dep::Auxpass | Dep::Neg));
    bare && doc
        .head(look.head)
        .is_some_and(|h| view.roles[h] == Some(Role::Purpose) && view.infinitive(h))
}

fn will(look: &Look<'_>) -> Option<usize> {
    let doc = look.view.doc;
    let head = look.head;
    let wants = look.view.verbal(head) && look.view.marks[head].any(&[Class::Want, Class::Mind]);
    let told_of = look.verb.passive
        && !["covet", "suppose", "mean", "intend", "design", "want", "plan"]
            .contains(&doc.lemma(head))
        || doc.dep(head) == Dep::Acl && view_tag_vbn(look);
    // "wanted for murder" tells of a warrant.
    let sought = look.verb.passive
        && doc.lemma(head) == "want"
        && look.view.has(head, |c| look.view.word_is(c, &["for", "by", "in"]));
    let verdict = super::judgement::disbelief(look).is_some();
    if wants && !told_of && !sought && !verdict && wants_something(look) {
        return Some(head);
    }
    let meant =
        look.verb.passive && ["suppose", "mean", "intend", "design"].contains(&doc.lemma(head));
    if meant && doc.child_of(head, &[Dep::Xcomp]).is_some() {
        return Some(head);
    }
    let bound = |p: usize| {
        !look.view.word_is(p, &["ready", "set", "interested"])
            || look.view.has(p, |c| look.view.infinitive(c) || look.view.word_is(c, &["in"]))
    };
    let adjective = look
        .predicate()
        .filter(|&p| doc.pos(p) == Pos::Adj && look.is_at(p, Class::Want) && bound(p));
    let aim = |i: usize| look.is_at(i, Class::Aim) && doc.pos(i) == Pos::Noun;
    let told = || {
        doc.child_of(head, &[Dep::Xcomp, Dep::Ccomp, Dep::Attr])
            .is_some_and(|x| x > head && (look.view.infinitive(x) || doc.dep(x) == Dep::Ccomp))
    };
    let named = look.view.subject(head).filter(|&s| aim(s) && look.verb.copula && told());
    adjective.or(named)
}

fn view_tag_vbn(look: &Look<'_>) -> bool {
    matches!(look.view.tag(look.head), Tag::Vbn | Tag::Vbd)
}

/// Verbs of wanting that have other senses must govern an infinitive, a clause or be in no
/// progressive passive.
fn wants_something(look: &Look<'_>) -> bool {
    let doc = look.view.doc;
    if !look.is(Class::Wide) {
        return true;
    }
    let participle = look.view.tag(look.head) == Tag::Vbg;
    let tried =
        doc.lemma(look.head) == "try" && !look.verb.progressive && (look.verb.past || participle);
    let attitude =
        ["reject", "respect", "support", "oppose", "trust"].contains(&doc.lemma(look.head));
    attitude && look.verb.present && !look.verb.perfect && !look.verb.passive
        || look.view.has(look.head, |c| doc.dep(c) == Dep::Xcomp && look.view.infinitive(c))
            && doc.lemma(look.head) != "choose"
            && !tried
}

/// "carried out in response to", "the raid was a reprisal for": why it was done.
fn answering(look: &Look<'_>) -> Option<usize> {
    let doc = look.view.doc;
    let answers = |t: usize| {
        matches!(doc.lemma(t), "response" | "retaliation" | "reprisal" | "revenge" | "vengeance")
    };
    let said_of = look.predicate().filter(|&p| answers(p) && look.verb.copula);
    let done_in = || {
        doc.children(look.head)
            .filter(|&c| doc.dep(c) == Dep::Prep && look.view.word_is(c, &["in"]) && c > look.head)
            .filter_map(|c| doc.child(c, Dep::Pobj))
            .find(|&o| answers(o) && look.clause.tokens.binary_search(&o).is_ok())
    };
    said_of.or_else(done_in)
}

/// "by choice", "in order to", "for fear of", "with the aim of", "in retaliation".
fn phrase(look: &Look<'_>) -> Option<usize> {
    let doc = look.view.doc;
    look.clause
        .tokens
        .iter()
        .copied()
        .find(|&t| {
            let before = |words: &[&str]| t > 0 && look.view.word_is(t - 1, words);
            match doc.lemma(t) {
                "choice" => before(&["by"]),
                "order" => {
                    before(&["in"]) && t + 1 < doc.tokens.len() && look.view.tag(t + 1) == Tag::To
                }
                "fear" => before(&["for"]),
                "defence" | "defense" => {
                    t > 1 && before(&["-"]) && look.view.word_is(t - 2, &["self"])
                }
                "self-defence" | "self-defense" => before(&["in"]),
                "aim" | "intention" | "purpose" | "hope" => {
                    before(&["the", "of"]) && t > 1 && look.view.word_is(t - 2, &["with", "in"])
                }
                _ => {
                    look.view.subject(look.head).is_none()
                        && before(&["no", "have", "had"])
                        && look.is_at(t, Class::Aim)
                }
            }
        })
        .or_else(|| {
            let object = doc.child_of(look.head, &[Dep::Dobj])?;
            (doc.lemma(look.head) == "have" && look.is_at(object, Class::Aim)).then_some(object)
        })
}

/// "marched to free the city": an infinitive of purpose too short to stand alone, after a verb that
/// is itself a quest.
fn short_purpose(look: &Look<'_>) -> Option<usize> {
    let doc = look.view.doc;
    if !look.is(Class::Quest) || crate::polarity::negated(look) {
        return None;
    }
    let below = doc.children(look.head).find(|&c| {
        matches!(doc.dep(c), Dep::Xcomp | Dep::Advcl) && look.view.infinitive(c) && c > look.head
    });
    below.filter(|c| look.clause.tokens.binary_search(c).is_ok())
}

impl Look<'_> {
    fn is_at(&self, i: usize, class: Class) -> bool {
        self.view.is(i, class)
    }
}
