//! # KH-VOICE-001: Reported speech
//!
//! ## What it reads
//! The complement of a verb of saying or believing, with all that hangs on it; the sentence into
//! which "she said" is set; "adding that", "noting that" with the subject of the verb above. Nested
//! speech gives a chain, outermost first.
//!
//! ## Why it matters
//! "A says that B attacked" is no word of the account's own. A report that credits the account with
//! what it quotes, perhaps to reject it, misleads about both.
//!
//! ## Example
//! "The envoy said the rebels had told him that the road was open": envoy, then rebels.
//!
//! ## Known misreadings
//! "Knows that", "sees that" lend no voice: the account takes the fact for granted. A relative
//! clause inside a report may be the narrator's own addition and is credited to the speaker.
//!
//! ## Sources
//! Annotation guidelines of this project, on attribution; Pareti, "Attribution: a computational
//! approach" (2015).

use super::{Speaker, source};
use crate::clause::{Clause, Role};
use crate::lexicon::Class;
use crate::segment::{extent, frame};
use crate::view::View;
use khaldun_language::{Dep, Pos, Tag};

/// The voices of a clause, outermost first.
pub(crate) fn speakers(view: &View<'_>, clause: &Clause) -> Vec<Speaker> {
    let doc = view.doc;
    let mut inner_first: Vec<Speaker> = Vec::new();
    if clause.role == Role::Apposition {
        return inner_first;
    }
    let mut at = clause.head;
    let closing = clause.tokens.first().and_then(|&t| view.closing(t));
    inner_first.extend(source::speaker(view, clause));
    inner_first.extend(own_claim(view, clause.head));
    let charged = crate::segment::charge::verb(view, clause.head);
    if let Some(verb) = crate::segment::likened::verb(view, clause.head).or(charged) {
        inner_first.extend(subject(view, verb));
    }
    loop {
        if at != clause.head && view.hosts[at].is_some() {
            inner_first.extend(behind_aside(view, clause, at));
            break;
        }
        inner_first.extend(aside(view, at));
        let Some(h) = doc.head(at) else { break };
        if doc.dep(at) == Dep::Ccomp
            && reports(view, h)
            && view.roles[at] != Some(Role::Coordinate)
            && view.hosts[at] != Some(h)
            && !(at < h && frame::apart(view, at, h))
        {
            inner_first.extend(subject(view, h));
        }
        inner_first.extend(position(view, at, h));
        inner_first.extend(printed(view, at, h));
        if urged(view, at, h) {
            inner_first.extend(subject(view, h));
        }
        if doc.dep(at) == Dep::Acl && view.roles[at] == Some(Role::Complement) {
            inner_first.extend(of_noun(view, h));
        }
        if doc.dep(at) == Dep::Pcomp && view.word_is(h, &["as"]) {
            inner_first.extend(quoting(view, h));
        }
        at = h;
    }
    if let Some(c) = closing {
        inner_first.retain(|s| s.cue != c.cue);
        inner_first.push(Speaker { noun: c.noun, cue: c.cue, rule: "KH-VOICE-002" });
    }
    inner_first.reverse();
    inner_first.dedup();
    inner_first
}

/// "…, a porter said, because the door was locked": what hangs on an aside, and stands behind it, is
/// on the same word.
fn behind_aside(view: &View<'_>, clause: &Clause, cue: usize) -> Option<Speaker> {
    let hangs = view.doc.head(clause.head) == Some(cue)
        && view.doc.dep(clause.head) == Dep::Advcl
        && clause.role == Role::Adverbial
        && clause.tokens.first().is_some_and(|&t| t > cue);
    hangs.then(|| subject(view, cue)).flatten()
}

/// "called on the council to refer the case": what is asked for, and all that hangs on it, is on the
/// word of whoever asks.
fn urged(view: &View<'_>, at: usize, h: usize) -> bool {
    view.doc.dep(at) == Dep::Xcomp
        && view.infinitive(at)
        && view.verbal(h)
        && (view.is(h, Class::Act) || view.doc.lemma(h) == "call")
}

/// Whether a verb lends a voice to its complement.
fn reports(view: &View<'_>, h: usize) -> bool {
    view.verbal(h)
        && view.marks[h].any(&[Class::Say, Class::Act, Class::Think])
        && !view.marks[h].has(Class::Know)
}

/// "…, she said": a verb of speech set beside the clause.
fn aside(view: &View<'_>, at: usize) -> Option<Speaker> {
    subject(view, view.asides[at]?)
}

/// "claimed to have taken the hill": the taking is on the speaker's own word.
fn own_claim(view: &View<'_>, h: usize) -> Option<Speaker> {
    let doc = view.doc;
    let claims = matches!(doc.lemma(h), "claim" | "boast" | "profess" | "purport" | "brag");
    let of = |c: usize| view.word_is(c, &["of"]) && doc.child(c, Dep::Pcomp).is_some();
    let act = doc.children(h).any(|c| doc.dep(c) == Dep::Xcomp && view.infinitive(c) || of(c));
    (claims && act).then(|| subject(view, h)).flatten()
}

/// "rejected claims that": whoever rejects; "the mayor's claim that": the mayor.
fn of_noun(view: &View<'_>, noun: usize) -> Option<Speaker> {
    let doc = view.doc;
    if let Some(owner) = doc.child(noun, Dep::Poss) {
        return Some(Speaker { noun: owner, cue: noun, rule: "KH-VOICE-001" });
    }
    if let Some(said) = frame::in_paper(view, noun) {
        return subject(view, said);
    }
    let verb = doc.head(noun).filter(|&v| doc.dep(noun) == Dep::Dobj && reports(view, v));
    let told = matches!(doc.lemma(noun), "report" | "rumour" | "rumor");
    let itself = told.then_some(Speaker { noun, cue: noun, rule: "KH-VOICE-001" });
    verb.map_or(itself, |verb| subject(view, verb))
}

/// "said in a letter dated 9 May that": the words hang on "dated" in the tree.
fn printed(view: &View<'_>, at: usize, h: usize) -> Option<Speaker> {
    let doc = view.doc;
    let dated = doc.dep(at) == Dep::Ccomp && doc.dep(h) == Dep::Acl && !reports(view, h);
    let paper = doc.head(h).filter(|_| dated)?;
    subject(view, frame::in_paper(view, paper)?)
}

/// "The guild's line is that the boats left": what somebody's line, claim or version is.
fn position(view: &View<'_>, at: usize, h: usize) -> Option<Speaker> {
    let owner = frame::position(view, h).filter(|_| view.doc.dep(at) == Dep::Ccomp && at > h)?;
    Some(Speaker { noun: owner, cue: h, rule: "KH-VOICE-001" })
}

/// "quoted a guard as saying": whoever quotes, outside whoever is quoted.
fn quoting(view: &View<'_>, preposition: usize) -> Option<Speaker> {
    let verb = view.doc.head(preposition)?;
    let quotes = matches!(view.doc.lemma(verb), "quote" | "cite" | "describe");
    quotes.then(|| subject(view, verb)).flatten()
}

/// Who speaks: the verb's subject, or the one it borrows. A participle ("adding that") borrows from
/// the verb of speech above it.
fn subject(view: &View<'_>, h: usize) -> Option<Speaker> {
    let doc = view.doc;
    let noun = view.subject(h).or_else(|| quoted(view, h)).or_else(|| {
        let participle = view.tag(h) == Tag::Vbg && matches!(doc.dep(h), Dep::Acl | Dep::Advcl);
        let above = || doc.ancestors(h).filter(|&a| participle && view.verbal(a));
        let speech = above().find(|&a| reports(view, a) && view.subject(a).is_some());
        let verb = speech.or_else(|| above().next());
        verb.and_then(|v| extent::subject(view, v)).or_else(|| extent::subject(view, h))
    });
    let noun = noun.or_else(|| dated_subject(view, h))?;
    let noun =
        if matches!(view.tag(noun), Tag::Wdt | Tag::Wp) { extent::subject(view, h)? } else { noun };
    let passive = view.has(h, |c| doc.dep(c) == Dep::Auxpass);
    let silent = passive && !view.word_is(h, &["quoted", "cited"]);
    // "was accused by the bench of taking bribes": whoever stands behind "by".
    let agent = doc.child(h, Dep::Agent).filter(|_| silent);
    if let Some(agent) = agent.and_then(|by| doc.child(by, Dep::Pobj)) {
        return Some(Speaker { noun: agent, cue: h, rule: "KH-VOICE-001" });
    }
    let word = matches!(
        doc.pos(noun),
        Pos::Noun | Pos::Propn | Pos::Pron | Pos::Num | Pos::Adj | Pos::Det | Pos::X
    );
    let own = view.is(noun, Class::Own) && view.has(noun, |c| view.word_is(c, &["this", "our"]));
    let inferred = view.is(h, Class::Infer) && thing(view, h, noun);
    (!silent && word && !own && !inferred).then_some(Speaker { noun, cue: h, rule: "KH-VOICE-001" })
}

/// Whether "which", "this" or "it" before a verb of inference stands for a thing: "found the seals
/// whole, which suggests that nobody went in" is the account's own inference.
fn thing(view: &View<'_>, h: usize, noun: usize) -> bool {
    let relative = view.subject(h).filter(|&s| matches!(view.tag(s), Tag::Wdt | Tag::Wp));
    let who = |s: usize| view.word_is(s, &["who"]);
    relative.is_some_and(|s| !who(s)) || view.word_is(noun, &["this", "that", "it", "all", "which"])
}

/// "On 9 May aid workers said": day and speaker run together.
fn dated_subject(view: &View<'_>, h: usize) -> Option<usize> {
    let doc = view.doc;
    let preposition =
        doc.children(h).find(|&c| doc.dep(c) == Dep::Prep && view.right[c] + 1 == h)?;
    let noun = doc.child(preposition, Dep::Pobj)?;
    let month = doc.children(noun).any(|c| view.tag(c) == Tag::Nnp && doc.dep(c) == Dep::Compound);
    let own = noun + 1 == h && view.word_is(preposition, &["on", "in", "by"]) && month;
    own.then_some(noun)
}

/// "quoted a guard as saying", "was quoted as saying": the guard.
fn quoted(view: &View<'_>, h: usize) -> Option<usize> {
    let preposition = view.doc.head(h).filter(|&p| view.word_is(p, &["as"]))?;
    let verb = view.doc.head(preposition).filter(|&v| view.verbal(v))?;
    view.doc.child_of(verb, &[Dep::Dobj, Dep::Nsubjpass])
}
