//! # KH-KIND-005: Evaluation, verdict, irony
//!
//! ## What it reads
//! A word of praise, blame, law or worth as what is said of the subject; "must" and "should"; a
//! comparison of worth ("is cheaper than"); what somebody calls something ("described it as a
//! farce"); an act or a thing named by its worth ("showed contempt", "the vilest of raids"); scare
//! quotes around what the narrator mocks; a question that answers itself.
//!
//! ## Why it matters
//! No record can settle whether a thing was shameful. A reader should see at a glance which
//! sentences are of that sort.
//!
//! ## Example
//! "The truce was a farce" is a judgement; "the truce lasted two days" is not.
//!
//! ## Known misreadings
//! Legal words used by a court are acts of that court. Quotation marks around a name are not scorn.
//! "Good", "free", "strong" in set phrases ("free hand") mislead.
//!
//! ## Sources
//! Annotation guidelines of this project, kind `judgement`; Martin and White, *The Language of
//! Evaluation* (2005).

use super::Answer;
use crate::clause::Role;
use crate::lexicon::Class;
use crate::look::Look;
use crate::segment::likened;
use khaldun_language::{Dep, Pos, Tag};
use khaldun_model::{Claim, Kind};

pub(crate) fn read(look: &Look<'_>, claim: &Claim) -> Answer {
    let doc = look.view.doc;
    let said =
        |what: &str, at: usize| Some((Kind::Judgement, format!("{what}: \"{}\"", doc.word(at))));
    if let Some(modal) =
        look.verb.modal.filter(|&m| look.view.word_is(m, &["must", "should", "ought", "need"]))
    {
        return said("what ought to be", modal);
    }
    if let Some(at) = disbelief(look) {
        return said("what is not believed", at);
    }
    if let Some(at) = predicate(look) {
        return said("says what it is worth", at);
    }
    if look.view.verbal(look.head) && look.is(Class::EvalVerb) {
        return said("a verb that judges", look.head);
    }
    let obliged = doc.lemma(look.head) == "have"
        && doc
            .child_of(look.head, &[Dep::Xcomp])
            .is_some_and(|x| x < look.head + 4 && look.view.infinitive(x));
    if obliged && !look.verb.past {
        return said("what ought to be", look.head);
    }
    let manner = look.find(Class::EvalAdverb).filter(|&t| {
        doc.head(t) == Some(look.head)
            && t != look.clause.tokens[0]
            && !look.view.word_is(t, &["unfortunately", "sadly", "improperly"])
    });
    if let Some(at) = manner {
        return said("an adverb that judges", at);
    }
    if let Some(at) = object(look) {
        return said("an object that judges", at);
    }
    if !look.view.verbal(look.head)
        && look.clause.role == Role::Complement
        && let Some(verb) = likened::verb(look.view, look.head)
    {
        return said("what somebody calls it", verb);
    }
    if let Some(at) = named_by_worth(look) {
        return said("a thing named by its worth", at);
    }
    if let Some(at) = shown(look) {
        return said("shows what is judged", at);
    }
    if claim.attribution.chain.is_empty()
        && let Some(at) = scare(look)
    {
        return said("in scare quotes", at);
    }
    None
}

/// "I do not believe it", "nobody trusts the figure": the account's own verdict on what is said.
pub(super) fn disbelief(look: &Look<'_>) -> Option<usize> {
    let doc = look.view.doc;
    let trusts = matches!(doc.lemma(look.head), "believe" | "trust" | "buy");
    let everyone = look.view.subject(look.head).is_some_and(|s| {
        look.view.word_is(s, &["i", "we", "nobody", "none"]) || look.view.word_is(s, &["one"])
    });
    (trusts && everyone && crate::polarity::negated(look)).then_some(look.head)
}

/// The noun or adjective said of the subject.
fn predicate(look: &Look<'_>) -> Option<usize> {
    let doc = look.view.doc;
    let p = look.predicate()?;
    let judging = |i: usize| {
        let class = if doc.pos(i) == Pos::Noun { Class::EvalNoun } else { Class::EvalAdjective };
        look.view.is(i, class)
    };
    let inner = doc.children(p).find(|&c| {
        matches!(doc.dep(c), Dep::Amod | Dep::Compound)
            && look.view.is(c, Class::EvalAdjective)
            && doc.pos(p) == Pos::Noun
    });
    let blamed = look.view.word_is(p, &["responsible"])
        && look.view.has(p, |c| look.view.word_is(c, &["for"]));
    if blamed {
        return None;
    }
    // "The huts stand empty": what one sees there. Words may be empty otherwise.
    let seen = look.view.word_is(p, &["empty"])
        && !look.view.subject(look.head).is_some_and(|s| look.view.is(s, Class::Saying));
    if seen {
        return None;
    }
    // "was not the first such order": a rank denied makes light, or makes much, of a thing.
    let rank = || {
        doc.children(p)
            .chain([p])
            .find(|&c| c <= p && (look.view.is(c, Class::Standing) || look.view.tag(c) == Tag::Jjs))
            .filter(|_| look.view.has(look.head, |c| doc.dep(c) == Dep::Neg))
    };
    if judging(p) { Some(p) } else { inner.or_else(rank) }
}

/// "told a fairy tale", "lost the argument": an object that passes judgement and is no act.
fn object(look: &Look<'_>) -> Option<usize> {
    let doc = look.view.doc;
    let o = doc.child_of(look.head, &[Dep::Dobj, Dep::Oprd])?;
    let judging = !look.view.is(o, Class::Deed);
    (judging && look.view.is(o, Class::Story)).then_some(o)
}

/// "one of the vilest massacres": a thing, not told by a verb, that is named by what it is worth.
fn named_by_worth(look: &Look<'_>) -> Option<usize> {
    let doc = look.view.doc;
    if look.view.verbal(look.head) || look.clause.role != Role::Nominal {
        return None;
    }
    let judged = |n: usize| {
        doc.children(n).find(|&c| doc.dep(c) == Dep::Amod && look.view.is(c, Class::EvalAdjective))
    };
    judged(look.head)
}

/// "showed the utmost contempt", "commits these gross violations": the act is named by its worth.
fn shown(look: &Look<'_>) -> Option<usize> {
    let doc = look.view.doc;
    let shows = matches!(
        doc.lemma(look.head),
        "show"
            | "display"
            | "demonstrate"
            | "commit"
            | "reveal"
            | "betray"
            | "express"
            | "exhibit"
            | "expose"
    );
    let object = doc.child_of(look.head, &[Dep::Dobj]).filter(|_| shows)?;
    let judging = |t: usize| look.view.marks[t].any(&[Class::EvalAdjective, Class::EvalNoun]);
    let coloured = doc
        .children(object)
        .find(|&c| doc.dep(c) == Dep::Amod && look.view.is(c, Class::EvalAdjective));
    Some(object).filter(|&o| judging(o)).or(coloured)
}

/// Quotation marks around one to three words that are no name and no speech.
fn scare(look: &Look<'_>) -> Option<usize> {
    let doc = look.view.doc;
    let tokens = &look.clause.tokens;
    let mark = |t: usize| matches!(doc.word(t), "\"" | "“" | "”" | "‘" | "'" | "\u{201e}");
    let open = tokens.iter().copied().find(|&t| mark(t))?;
    let close = tokens.iter().copied().find(|&t| t > open && mark(t))?;
    let inner = open + 1..close;
    let verb = inner.clone().any(|t| look.view.verbal(t));
    let name = inner.clone().all(|t| doc.pos(t) == Pos::Propn);
    let short = inner.clone();
    (!short.is_empty()
        && inner.len() <= 4
        && !name
        && verb
        && (look.verb.copula || inner.contains(&look.head) && look.verb.progressive))
        .then_some(open + 1)
}
