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
use crate::action::people::{is_body_noun, is_person_noun};
use crate::clause::{Clause, Role};
use crate::lexicon::Class;
use crate::segment::{extent, frame};
use crate::view::View;
use khaldun_language::{Dep, Pos, Tag};

/// Pronouns that stand for nobody who could speak.
const NOBODY: [&str; 8] =
    ["you", "everything", "nothing", "anything", "whoever", "whatever", "this", "that"];

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
        let Some(mut h) = doc.head(at) else { break };
        // "promised to help and half of them were brought out": no part of the promise.
        if doc.dep(at) == Dep::Conj
            && view.infinitive(h)
            && !view.infinitive(at)
            && view.subject(at).is_some()
        {
            while let Some(up) = doc.head(h).filter(|_| view.infinitive(h)) {
                h = up;
            }
            at = h;
            continue;
        }
        if doc.dep(at) == Dep::Ccomp
            && reports(view, h)
            && view.roles[at] != Some(Role::Coordinate)
            && view.hosts[at] != Some(h)
            && !(at < h && (frame::apart(view, at, h) || full(view, at, h)))
            && !resumed(view, clause.head, at, h)
        {
            inner_first.extend(subject(view, h));
        }
        inner_first.extend(position(view, at, h));
        inner_first.extend(printed(view, at, h));
        inner_first.extend(told(view, clause, at, h));
        let said_to = doc.dep(at) == Dep::Xcomp && reports(view, h) && doc.lemma(h) != "tell";
        if said_to && doc.child(h, Dep::Agent).is_some() {
            inner_first.extend(subject(view, h));
        }
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
    inner_first.retain(|s| !parted(view, clause, s.cue));
    // "…, a practice it denies": what is denied is not on its word.
    let denies = |c: usize| matches!(doc.lemma(c), "deny" | "dispute" | "reject" | "contest");
    let closing = closing.filter(|c| !denies(c.cue));
    if let Some(c) = closing {
        inner_first.retain(|s| s.cue != c.cue);
        inner_first.push(Speaker { noun: c.noun, cue: c.cue, rule: "KH-VOICE-002" });
    }
    if clause.role == Role::Relative && background(view, clause.head) {
        let own = view.left[clause.head]..=view.right[clause.head];
        inner_first.retain(|s| own.contains(&s.cue) || closing.is_some_and(|c| c.cue == s.cue));
    }
    if inner_first.is_empty() && !(clause.role == Role::Relative && present(view, clause.head)) {
        let told = opened(view, clause).or_else(|| tallied(view, clause.head));
        inner_first.extend(told.or_else(|| inserted(view, clause)));
    }
    inner_first.reverse();
    inner_first.dedup();
    inner_first
}

/// "Vane replied the same day that the charge was absurd, that …, and that …": what stands behind
/// "that", where the tree hangs it elsewhere, is on the word of the last who spoke with "that".
fn opened(view: &View<'_>, clause: &Clause) -> Option<Speaker> {
    let doc = view.doc;
    let first = *clause.tokens.first()?;
    let that = clause_that(view, clause.head, first)?;
    let part = |t: usize| doc.tokens[t].sent_start || t > 0 && doc.word(t - 1) == ";";
    let start = (0..=that).rev().find(|&t| t == 0 || part(t))?;
    let joint = |t: usize| matches!(doc.word(t), "," | "—" | "–" | ":") || doc.pos(t) == Pos::Cconj;
    let joins = (start..that).rev().find(|&t| doc.pos(t) != Pos::Adv).is_some_and(joint);
    let says = |v: &usize| reports(view, *v) && extent::subject(view, *v).is_some_and(|s| s < *v);
    let told = |v: &usize| {
        let opens = (v + 1..=that).take(12).find(|&t| view.word_is(t, &["that"]));
        opens.is_some_and(|t| {
            let straight = !joint(t - 1) || doc.word(t - 1) == ":";
            let finite = |k: usize| view.verbal(k) && view.subject(k).is_some();
            straight && !(v + 1..t).any(finite) && (joins || t == that)
        })
    };
    let verb = (start..that).rev().filter(says).find(told)?;
    subject(view, verb)
}

/// "If the ford holds, a drover told reporters, the carts will cross", "Far from ending it, say
/// brokers, that raid …": words between two commas that tell who says so. They cover the clause that they
/// stand in, and what follows them up to a semicolon.
fn inserted(view: &View<'_>, clause: &Clause) -> Option<Speaker> {
    let doc = view.doc;
    let (first, last) = (*clause.tokens.first()?, *clause.tokens.last()?);
    let part = |t: usize| doc.tokens[t].sent_start || t > 0 && doc.word(t - 1) == ";";
    let start = (0..=first).rev().find(|&t| t == 0 || part(t))?;
    let end = view.sentence_end(first);
    let comma = |t: usize| doc.word(t) == ",";
    let word =
        |t: usize| !view.verbal(t) && !matches!(doc.pos(t), Pos::Punct | Pos::Sconj | Pos::Cconj);
    let relative = |t: usize| matches!(view.tag(t), Tag::Wdt | Tag::Wp | Tag::WpS | Tag::Wrb);
    let speaks = |cue: usize| {
        let says = view.marks[cue].any(&[Class::Say, Class::Act])
            && matches!(view.tag(cue), Tag::Vbd | Tag::Vbz | Tag::Vbp)
            && !matches!(doc.lemma(cue), "deny" | "dispute" | "reject" | "refuse");
        if !says {
            return None;
        }
        let open = (start..cue).rev().take(9).find(|&t| comma(t))?;
        let shut = (cue + 1..end).take(9).find(|&t| comma(t))?;
        if !(cue + 1..shut).all(word) || (open + 1..shut).any(relative) {
            return None;
        }
        let plain = (open + 1..cue).all(|t| word(t) || doc.pos(t) == Pos::Aux);
        let name = if open + 1 == cue { cue + 1..shut } else { open + 1..cue };
        let noun = name.clone().find(|&t| {
            matches!(doc.pos(t), Pos::Noun | Pos::Propn | Pos::Pron)
                && doc.head(t).is_none_or(|h| !name.contains(&h))
        })?;
        let told = (start..open).any(|t| view.verbal(t)) && !view.word_is(noun, &NOBODY);
        (plain && told).then_some((open, shut, Speaker { noun, cue, rule: "KH-VOICE-002" }))
    };
    // "…, and the council denied it": another's act.
    let other = view.subject(clause.head).is_some()
        && view.marks[clause.head].any(&[Class::Say, Class::Act]);
    let own = matches!(clause.role, Role::Relative | Role::Apposition) || other;
    (start..end).filter_map(speaks).find_map(|(open, shut, speaker)| {
        let holds = first < open && shut < last;
        (holds || !own && shut < first && first - shut < 40).then_some(speaker)
    })
}

/// The "that" before a clause, or before the one whose subject or place it shares.
fn clause_that(view: &View<'_>, head: usize, first: usize) -> Option<usize> {
    let doc = view.doc;
    let that = |t: usize| view.word_is(t, &["that"]);
    let marked = doc.children(head).find(|&c| c < head && doc.dep(c) == Dep::Mark && that(c));
    let before = first.checked_sub(1).filter(|&t| that(t)).or(marked);
    let joined = || {
        let mut at = head;
        while doc.dep(at) == Dep::Conj && view.subject(at).is_none() {
            at = doc.head(at)?;
        }
        let opens = view.left[at];
        let mark = doc.children(at).find(|&c| c < at && doc.dep(c) == Dep::Mark && that(c));
        mark.or_else(|| opens.checked_sub(1).filter(|&t| that(t))).filter(|_| at != head)
    };
    before.or_else(joined)
}

/// "…, where the guild complains that", "the hunters who march beside them" in a report told in the
/// past: what another says, or what is so today, is the account's own addition.
fn background(view: &View<'_>, h: usize) -> bool {
    let doc = view.doc;
    let passive = view.has(h, |c| doc.dep(c) == Dep::Auxpass);
    let speaks = !passive
        && view.marks[h].any(&[Class::Act, Class::Say])
        && view.subject(h).is_some_and(|s| {
            !matches!(doc.pos(s), Pos::Pron | Pos::Det) || matches!(view.tag(s), Tag::Wdt | Tag::Wp)
        });
    let reported = doc.ancestors(h).find(|&v| reports(view, v));
    let past = reported.is_some_and(|v| view.tag(v) == Tag::Vbd);
    speaks || present(view, h) && past
}

/// Whether a verb tells what is so now.
fn present(view: &View<'_>, h: usize) -> bool {
    let doc = view.doc;
    let now =
        |t: usize| matches!(view.tag(t), Tag::Vbz | Tag::Vbp) && !view.word_is(t, &["has", "have"]);
    now(h) || doc.children(h).any(|c| matches!(doc.dep(c), Dep::Aux | Dep::Auxpass) && now(c))
}

/// "The mission puts the dead at forty", "the guild speaks of a rout": the whole is on the word of
/// whoever puts it so.
fn tallied(view: &View<'_>, h: usize) -> Option<Speaker> {
    let doc = view.doc;
    if !view.verbal(h) || !view.is(h, Class::Tells) {
        return None;
    }
    let number = |n: usize| {
        (view.left[n]..=view.right[n])
            .any(|t| doc.pos(t) == Pos::Num || doc.lemma(t) == "number" || doc.lemma(t) == "figure")
    };
    let object = doc.child(h, Dep::Dobj);
    let preposition = |words: &[&str]| doc.children(h).find(|&c| c > h && view.word_is(c, words));
    let weighed = match doc.lemma(h) {
        "put" => preposition(&["at", "above", "below", "over", "under"])
            .is_some_and(|p| doc.child(p, Dep::Pobj).is_some_and(number)),
        "count" | "list" | "estimate" => object.is_some_and(number),
        "speak" | "talk" => preposition(&["of"])
            .and_then(|p| doc.child(p, Dep::Pobj))
            .is_some_and(|n| number(n) || matches!(view.tag(h), Tag::Vbz | Tag::Vbp)),
        _ => false,
    };
    let who = extent::subject(view, h).filter(|_| weighed)?;
    let lemma = doc.lemma(who).to_lowercase();
    let counts = doc.lemma(h) != "count" || doc.pos(who) == Pos::Propn || is_body_noun(&lemma);
    let own = view.has(who, |c| view.word_is(c, &["our", "my"]));
    (counts && !own).then(|| subject(view, h)).flatten()
}

/// Whether a semicolon parts a clause from who is said to speak: "the one says this; the other did
/// that". "; that …" goes on with what was said.
fn parted(view: &View<'_>, clause: &Clause, cue: usize) -> bool {
    let doc = view.doc;
    let Some((&first, &last)) = clause.tokens.first().zip(clause.tokens.last()) else {
        return false;
    };
    let between = if cue < first { cue..first } else { last..cue };
    let goes_on = |t: usize| {
        let next = (t + 1..t + 3).filter(|&n| n < doc.tokens.len());
        next.clone().any(|n| view.word_is(n, &["that"]))
    };
    between.clone().any(|t| doc.word(t) == ";" && !(cue < first && goes_on(t)))
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

/// Whether a verb of speech has what it says behind it, so that a clause before it is another's:
/// "the phones rang, the guild told all to stay".
fn full(view: &View<'_>, at: usize, h: usize) -> bool {
    let doc = view.doc;
    let hearer = |c: usize| {
        matches!(doc.lemma(h), "tell" | "inform" | "assure" | "remind" | "notify" | "warn")
            && matches!(doc.dep(c), Dep::Dobj | Dep::Dative)
    };
    doc.children(h).any(|c| {
        c > h
            && c != at
            && matches!(doc.dep(c), Dep::Dobj | Dep::Xcomp | Dep::Ccomp | Dep::Oprd)
            && !hearer(c)
            && !matches!(doc.word(c.saturating_sub(1)), "\"" | "“")
    })
}

/// "said that he had been forced and called it a robbery": the second verb tells of the speaker
/// again, not of what was said.
fn resumed(view: &View<'_>, head: usize, at: usize, h: usize) -> bool {
    let doc = view.doc;
    let speaks = view.marks[head].any(&[Class::Say, Class::Act, Class::Name]);
    let mut top = head;
    while doc.dep(top) == Dep::Conj && view.subject(top).is_none() {
        let Some(above) = doc.head(top) else { return false };
        top = above;
    }
    let helped = |v: usize| doc.children(v).any(|c| doc.dep(c) == Dep::Aux);
    let tense = |v: usize| {
        let did = doc.children(v).find(|&c| doc.dep(c) == Dep::Aux && doc.lemma(c) == "do");
        view.tag(did.unwrap_or(v))
    };
    let own = !helped(head) || doc.children(head).any(|c| doc.lemma(c) == "do");
    speaks && top == at && at != head && h < at && own && helped(at) && tense(head) == tense(h)
}

/// Whether a verb lends a voice to its complement.
fn reports(view: &View<'_>, h: usize) -> bool {
    view.verbal(h)
        && view.marks[h].any(&[Class::Say, Class::Act, Class::Think])
        && !view.marks[h].has(Class::Know)
        || view.verbal(h)
            && view.doc.lemma(h) == "hold"
            && view.has(h, |c| {
                let that = |m: usize| view.doc.dep(m) == Dep::Mark && view.word_is(m, &["that"]);
                view.doc.dep(c) == Dep::Ccomp && view.has(c, that)
            })
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

/// "The mission reported attacks on two mills", "the guild speaks of forty shot in their yards": what
/// is told stands as the object of the telling.
fn told(view: &View<'_>, clause: &Clause, at: usize, h: usize) -> Option<Speaker> {
    let doc = view.doc;
    let of = doc.dep(at) == Dep::Pobj && view.word_is(h, &["of"]);
    let verb = match doc.dep(at) {
        Dep::Dobj => h,
        Dep::Pobj if of => doc.head(h)?,
        Dep::Ccomp | Dep::Xcomp if !view.verbal(at) => h,
        _ => return None,
    };
    let spoken = matches!(doc.lemma(verb), "speak" | "talk" | "tell");
    let tells = view.verbal(verb) && view.is(verb, Class::Tells) && spoken == of;
    let below = clause.tokens.first().is_some_and(|&t| t > verb);
    if !tells || !below {
        return None;
    }
    subject(view, verb)
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
    // "You hear that", "everything shows that": nobody speaks.
    let nobody =
        ["you", "everything", "nothing", "anything", "whoever", "whatever", "this", "that"];
    if doc.pos(noun) == Pos::Pron && view.word_is(noun, &nobody) {
        return None;
    }
    // "All told, nine mills burned."
    if view.word_is(h, &["told"]) && view.word_is(noun, &["all"]) && noun + 1 == h {
        return None;
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
    // "On the western front insurgents said"
    let people = view.tag(noun) == Tag::Nns && is_person_noun(doc.lemma(noun)) && {
        doc.children(noun).any(|c| doc.pos(c) == Pos::Det || doc.pos(c) == Pos::Adj)
    };
    let own = noun + 1 == h
        && view.word_is(preposition, &["on", "in", "by", "at", "along"])
        && (month || people);
    own.then_some(noun)
}

/// "quoted a guard as saying", "was quoted as saying": the guard.
fn quoted(view: &View<'_>, h: usize) -> Option<usize> {
    let preposition = view.doc.head(h).filter(|&p| view.word_is(p, &["as"]))?;
    let verb = view.doc.head(preposition).filter(|&v| view.verbal(v))?;
    view.doc.child_of(verb, &[Dep::Dobj, Dep::Nsubjpass])
}
