//! Which words carry an assertion of their own?

use super::frame;
use crate::clause::Role;
use crate::lexicon::Class;
use crate::view::View;
use khaldun_language::{Dep, Pos, Tag};

/// The role of every token of a block; `None` where a token carries no clause.
pub(crate) fn roles(view: &View<'_>) -> Vec<Option<Role>> {
    let mut roles = vec![None; view.doc.tokens.len()];
    let mut known = vec![false; view.doc.tokens.len()];
    for i in 0..roles.len() {
        settle(view, i, &mut roles, &mut known);
    }
    roles
}

/// Settles a token after the tokens above it.
fn settle(view: &View<'_>, i: usize, roles: &mut [Option<Role>], known: &mut [bool]) {
    if known[i] {
        return;
    }
    known[i] = true;
    if let Some(h) = view.doc.head(i) {
        settle(view, h, roles, known);
    }
    roles[i] = role(view, i, roles);
}

fn role(view: &View<'_>, i: usize, above: &[Option<Role>]) -> Option<Role> {
    let doc = view.doc;
    let head = doc.head(i);
    if view.framed(i) || prefix(view, i) {
        return None;
    }
    match doc.dep(i) {
        Dep::Root if view.verbal(i) => Some(Role::Main),
        Dep::Root if doc.children(i).any(|c| finite_after_all(view, c)) => None,
        Dep::Root => matches!(
            doc.pos(i),
            Pos::Noun | Pos::Propn | Pos::Num | Pos::Adj | Pos::X | Pos::Adv | Pos::Pron
        )
        .then_some(Role::Nominal),
        Dep::Conj => conjunct(view, i, head?, above),
        Dep::Ccomp if i < head? && view.verbal(i) && frame::apart(view, i, head?) => {
            Some(Role::Coordinate)
        }
        Dep::Ccomp if view.verbal(i) && view.subject(i).is_some() && frame::timed(view, i) => {
            Some(Role::Adverbial)
        }
        Dep::Ccomp => complement(view, i, head?),
        Dep::Xcomp if view.infinitive(i) => {
            let deed =
                doc.child(head?, Dep::Dobj).is_some_and(|o| o < i && view.is(o, Class::Deed));
            (deed && view.weight(i) >= 7).then_some(Role::Purpose)
        }
        Dep::Parataxis | Dep::Unknown if view.verbal(i) => Some(Role::Coordinate),
        Dep::Relcl if view.verbal(i) => relative(view, i, head?),
        Dep::Acl if finite_after_all(view, i) => Some(Role::Main),
        Dep::Acl if content_of_noun(view, i, head?) => Some(Role::Complement),
        Dep::Acl if view.infinitive(i) => deed_purpose(view, i, head?),
        Dep::Acl => reduced(view, i),
        Dep::Advcl if view.verbal(i) => adverbial(view, i, head?),
        Dep::Pcomp if absolute(view, i) => Some(Role::Participial),
        Dep::Pcomp if view.tag(i) == Tag::Vbg => {
            let temporal = ["after", "before", "upon", "on", "while", "since", "by", "without"];
            let bound = doc.head(head?).is_some_and(|v| view.is(v, Class::Bound));
            let on = view.word_is(head?, &["on", "upon"]) && bound;
            (view.word_is(head?, &temporal) && view.weight(i) >= 3 && !on)
                .then_some(Role::Adverbial)
        }
        _ => None,
    }
}

/// "who fled the valley": a claim of its own, unless it only tells which one is meant ("the men who
/// fled", "those who fled the valley said").
fn relative(view: &View<'_>, i: usize, noun: usize) -> Option<Role> {
    let subject = before_its_verb(view, i);
    let pronoun = view.doc.pos(noun) == Pos::Pron || view.word_is(noun, &["those", "all"]);
    let meant = restrictive(view, i) && subject && (pronoun || view.weight(i) < 4);
    (!meant || frame::host(view, i).is_some()).then_some(Role::Relative)
}

/// Whether no comma parts a relative or reduced clause from its noun. A name needs no clause to tell
/// which one is meant.
pub(crate) fn restrictive(view: &View<'_>, i: usize) -> bool {
    let first = view.left[i];
    let name = view.doc.dep(i) == Dep::Relcl
        && view.doc.head(i).is_some_and(|n| view.doc.pos(n) == Pos::Propn);
    !name && first > 0 && view.doc.pos(first) != Pos::Punct && view.doc.pos(first - 1) != Pos::Punct
}

/// Whether a relative or reduced clause stands between a subject and its verb.
pub(crate) fn before_its_verb(view: &View<'_>, i: usize) -> bool {
    let Some(noun) = view.doc.head(i) else { return false };
    let Some(verb) = view.doc.head(noun) else { return false };
    matches!(view.doc.dep(noun), Dep::Nsubj | Dep::Nsubjpass) && noun < i && i < verb
}

/// The first part of a word that the tokenizer parts at its hyphen ("re-entered").
fn prefix(view: &View<'_>, i: usize) -> bool {
    let doc = view.doc;
    let joined =
        |t: usize| doc.tokens.get(t + 1).is_some_and(|n| n.span.start == doc.tokens[t].span.end);
    doc.dep(i) != Dep::Root
        && view.word_is(i, &["re", "pre", "de", "co", "counter"])
        && joined(i)
        && matches!(doc.word(i + 1), "-" | "‑")
        && joined(i + 1)
}

/// "claims that they had fled": what a noun of speech is about.
fn content_of_noun(view: &View<'_>, i: usize, noun: usize) -> bool {
    view.verbal(i)
        && view.subject(i).is_some()
        && view.has(i, |m| view.doc.dep(m) == Dep::Mark && view.word_is(m, &["that"]))
        && view.is(noun, Class::Content)
}

/// "Had the relief come": a condition without "if".
fn inverted(view: &View<'_>, i: usize) -> bool {
    let first = view.left[i];
    view.word_is(first, &["had", "were", "should"])
        && view.subject(i).is_some_and(|s| first < s)
        && view.tag(first) != Tag::Vbz
}

/// A verb in the past that the parser took for a participle: the sentence has no other verb.
pub(crate) fn finite_after_all(view: &View<'_>, i: usize) -> bool {
    let doc = view.doc;
    let noun = doc.head(i).filter(|&n| doc.dep(n) == Dep::Root && !view.verbal(n) && n < i);
    let finite = view.verbal(i)
        && doc
            .child_of(i, &[Dep::Nsubj, Dep::Nsubjpass, Dep::Expl])
            .is_some_and(|s| !matches!(view.tag(s), Tag::Wdt | Tag::Wp))
        && (i - view.left[i] < 12)
        && noun.is_some_and(|n| (n..i).any(|t| doc.word(t) == ":"));
    if doc.dep(i) == Dep::Acl && finite {
        return true;
    }
    let other = |n: usize| doc.children(n).any(|c| c < i && doc.dep(c) == Dep::Acl);
    doc.dep(i) == Dep::Acl
        && matches!(view.tag(i), Tag::Vbn | Tag::Vbd)
        && noun.is_some_and(|n| !other(n) && matches!(doc.pos(n), Pos::Noun | Pos::Propn))
}

/// "hit it with rockets killing nine": a participle of harm that the parser hung on "with", its
/// means for a subject.
pub(crate) fn absolute(view: &View<'_>, i: usize) -> bool {
    let doc = view.doc;
    doc.dep(i) == Dep::Pcomp
        && view.tag(i) == Tag::Vbg
        && doc.head(i).is_some_and(|p| view.word_is(p, &["with"]))
        && view.subject(i).is_some()
        && (view.is(i, Class::CauseVerb) || super::extent::HARMS.contains(&doc.lemma(i)))
}

/// "an offensive to retake the port": what an act is for.
fn deed_purpose(view: &View<'_>, i: usize, noun: usize) -> Option<Role> {
    (view.is(noun, Class::Deed) && view.weight(i) >= 7).then_some(Role::Purpose)
}

/// "started to choke, vomit and faint": bare verbs that the parser joined to the phase verb.
fn under_phase(view: &View<'_>, i: usize, head: usize) -> bool {
    let phase = ["start", "begin", "continue", "keep", "stop", "try", "help", "let", "seek"];
    let below = view.has(head, |c| view.doc.dep(c) == Dep::Xcomp && view.infinitive(c) && c < i);
    phase.contains(&view.doc.lemma(head))
        && below
        && view.tag(i) == Tag::Vb
        && view.subject(i).is_none()
        && view.weight(i) < 5
}

/// "… and did that": a conjunct of a verb that itself carries a clause, or one with a subject of
/// its own.
fn conjunct(view: &View<'_>, i: usize, head: usize, above: &[Option<Role>]) -> Option<Role> {
    if !view.verbal(i) {
        return None;
    }
    let own = view.subject(i).is_some();
    let pro_verb = view.doc.lemma(i) == "do" && view.right[i] == i;
    if pro_verb {
        return None;
    }
    if above[head].is_some() && view.verbal(head) {
        let bare = view.doc.dep(head) == Dep::Root || !view.infinitive(head);
        let phase = under_phase(view, i, head);
        return (bare || !phase).then_some(Role::Coordinate).filter(|_| !phase);
    }
    let long = view.weight(i) >= 4;
    let infinitive = matches!(view.doc.dep(head), Dep::Xcomp | Dep::Advcl | Dep::Acl | Dep::Pcomp);
    (own || (infinitive && long && view.infinitive(i))).then_some(Role::Coordinate)
}

/// What somebody said or thought. Indirect questions, and complements of verbs that neither report
/// nor ascribe a thought, stay with their verb.
fn complement(view: &View<'_>, i: usize, head: usize) -> Option<Role> {
    let doc = view.doc;
    let asked = (view.left[i]..=i)
        .find(|&t| !matches!(doc.pos(t), Pos::Punct | Pos::Adp))
        .is_some_and(|t| matches!(view.tag(t), Tag::Wdt | Tag::Wp | Tag::WpS | Tag::Wrb));
    if i > head && (asked || frame::elliptic(view, i)) {
        return None;
    }
    let speech = [Class::Say, Class::Act, Class::Think, Class::Know];
    let printed = doc.dep(head) == Dep::Acl
        && doc.head(head).is_some_and(|n| frame::in_paper(view, n).is_some());
    let reports = view.marks[head].any(&speech) || printed;
    if view.verbal(i) {
        let says = matches!(
            doc.lemma(head),
            "be" | "seem"
                | "appear"
                | "mean"
                | "happen"
                | "turn"
                | "follow"
                | "transpire"
                | "emerge"
        );
        if i < head && inverted(view, i) {
            return None;
        }
        let finite = !view.infinitive(i) && view.subject(i).is_some();
        return (reports || i < head || says && finite).then_some(Role::Complement);
    }
    (reports && view.weight(i) >= 2).then_some(Role::Complement)
}

/// "paid by the state", "killing 30 soldiers" after a noun.
fn reduced(view: &View<'_>, i: usize) -> Option<Role> {
    let participle = matches!(view.tag(i), Tag::Vbg | Tag::Vbn | Tag::Vbd);
    let commas = view.left[i] > 0 && view.doc.pos(view.left[i] - 1) == Pos::Punct;
    (participle && view.weight(i) >= if commas { 3 } else { 4 }).then_some(Role::Participial)
}

/// "… as they tried to cross": an act told with the one above it, in the same tense. "As promised",
/// "as officials said", "as it was" tell nothing of their own.
fn as_while(view: &View<'_>, i: usize, head: usize) -> bool {
    let doc = view.doc;
    let finite = |v: usize| {
        let own = matches!(view.tag(v), Tag::Vbd | Tag::Vbz | Tag::Vbp);
        own || doc.children(v).any(|c| {
            matches!(doc.dep(c), Dep::Aux | Dep::Auxpass)
                && matches!(view.tag(c), Tag::Vbd | Tag::Vbz | Tag::Vbp)
        })
    };
    let speech = view.marks[i].any(&[Class::Say, Class::Think, Class::Know]);
    let acts = doc.pos(i) == Pos::Verb && view.subject(i).is_some_and(|s| s < i) && finite(i);
    i > head && acts && !speech && view.weight(i) >= 5
}

fn adverbial(view: &View<'_>, i: usize, head: usize) -> Option<Role> {
    let doc = view.doc;
    let mark = doc.children(i).find(|&c| c < i && matches!(doc.dep(c), Dep::Mark | Dep::Advmod));
    let marked = |words: &[&str]| mark.is_some_and(|m| view.word_is(m, words));
    let temporal_as = marked(&["as"]) && as_while(view, i, head);
    if marked(&["if", "unless", "than", "whether"]) || marked(&["as"]) && !temporal_as {
        return None;
    }
    if view.infinitive(i) {
        return (view.weight(i) >= 6 && i > head).then_some(Role::Purpose);
    }
    let pro_verb = doc.lemma(i) == "do" && doc.child(i, Dep::Dobj).is_none() && view.weight(i) <= 4;
    if inverted(view, i) || pro_verb {
        return None;
    }
    let after = marked(&["after", "before"]) && view.weight(i) >= 5;
    let dated = !after && view.has(i, |c| doc.dep(c) == Dep::Npadvmod && c < i);
    let causal = marked(&["because", "bc", "since"]) && i < head;
    if mark.is_none() && view.has(i, |c| view.word_is(c, &["as"]) && c < i) {
        return None;
    }
    let future = view.has(head, |c| doc.dep(c) == Dep::Aux && view.tag(c) == Tag::Md);
    if dated || causal || (future && marked(&["when", "until", "once"])) {
        return None;
    }
    let own = view.subject(i).is_some();
    if own {
        return Some(Role::Adverbial);
    }
    let participle = matches!(view.tag(i), Tag::Vbg | Tag::Vbn | Tag::Vbd);
    // "Asked about the raid, the general said": a step towards what was said.
    let questioned = i < head
        && matches!(doc.lemma(i), "ask" | "question" | "press" | "quiz")
        && view.marks[head].any(&[Class::Say, Class::Act]);
    (participle && view.weight(i) >= 2 && !questioned).then_some(Role::Participial)
}
