//! Who stands where around a predicate?
//!
//! Reads the arguments of a verb (or of a noun that names an act) off the dependency tree: the one
//! who acts, the one acted on, whoever stands behind a preposition. Subjects that are not beside
//! their verb (shared, relative, controlled, participial) are found by following the tree.

use crate::action::people::is_person_noun;
use khaldun_language::{Dep, Doc, EntityKind, Pos, Tag};

/// The arguments of one predicate, as tokens of its document.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Args {
    /// Who acts: the subject of an active verb, the agent of a passive one, the possessor or
    /// "by"-phrase of a noun.
    pub doer: Option<usize>,
    /// What is acted on: the object of an active verb, the subject of a passive one, the "of"-phrase
    /// of a noun.
    pub done: Option<usize>,
    /// The indirect object ("gave the rebels weapons").
    pub dative: Option<usize>,
    /// Whether the predicate is a passive.
    pub passive: bool,
}

/// How many steps up the tree are followed for a subject before giving up.
const REACH: usize = 6;

/// Reads the arguments of the predicate at `head`.
pub fn args(doc: &Doc, head: usize) -> Args {
    match doc.pos(head) {
        Pos::Verb | Pos::Aux => of_verb(doc, head, REACH),
        Pos::Noun | Pos::Propn => of_noun(doc, head),
        _ => Args { doer: own_subject(doc, head), ..Args::default() },
    }
}

/// Whether a verb form stands in the passive.
pub fn is_passive(doc: &Doc, verb: usize) -> bool {
    let marked = |c: usize| matches!(doc.dep(c), Dep::Auxpass | Dep::Nsubjpass | Dep::Csubjpass);
    if doc.children(verb).any(marked) {
        return true;
    }
    if doc.tokens[verb].tag != Tag::Vbn || has(doc, verb, Dep::Dobj) {
        return false;
    }
    match doc.dep(verb) {
        Dep::Acl | Dep::Advcl | Dep::Amod | Dep::Pcomp => !has(doc, verb, Dep::Aux),
        Dep::Conj => {
            !has(doc, verb, Dep::Aux)
                && !has(doc, verb, Dep::Nsubj)
                && doc.head(verb).is_some_and(|h| is_passive(doc, h))
        }
        Dep::Root => {
            // "Hundreds killed in raids": a heading's participle without its auxiliary.
            !has(doc, verb, Dep::Aux) && !has(doc, verb, Dep::Nsubj)
        }
        _ => doc.child(verb, Dep::Agent).is_some(),
    }
}

fn has(doc: &Doc, token: usize, dep: Dep) -> bool {
    doc.child(token, dep).is_some()
}

/// The subject that hangs on the predicate itself.
pub fn own_subject(doc: &Doc, head: usize) -> Option<usize> {
    let found = doc.child_of(head, &[Dep::Nsubj, Dep::Nsubjpass, Dep::Csubj, Dep::Csubjpass])?;
    Some(antecedent(doc, found))
}

/// The noun that a relative pronoun stands for, or the token itself.
pub fn antecedent(doc: &Doc, token: usize) -> usize {
    if !matches!(doc.tokens[token].tag, Tag::Wdt | Tag::Wp | Tag::WpS) {
        return token;
    }
    let clause =
        std::iter::once(token).chain(doc.ancestors(token)).find(|&t| doc.dep(t) == Dep::Relcl);
    clause.and_then(|c| doc.head(c)).unwrap_or(token)
}

fn of_verb(doc: &Doc, verb: usize, reach: usize) -> Args {
    let passive = is_passive(doc, verb);
    let dative = doc.child(verb, Dep::Dative).map(|d| through_preposition(doc, d));
    let object = doc.child(verb, Dep::Dobj).map(|o| antecedent(doc, o));
    let subject = own_subject(doc, verb)
        .or_else(|| stranded(doc, verb))
        .or_else(|| inherited(doc, verb, passive, reach));
    if passive {
        let doer = by_agent(doc, verb);
        return Args { doer, done: subject.or(object), dative, passive };
    }
    let object = object.or_else(|| object_gap(doc, verb));
    Args { doer: subject, done: object, dative, passive }
}

/// "On 3 May the council, founded in exile, met": a subject that the parser hung below the date in
/// front of it. It is the last name in a dated phrase that ends where its verb begins.
fn stranded(doc: &Doc, verb: usize) -> Option<usize> {
    let finite = matches!(doc.tokens[verb].tag, Tag::Vbd | Tag::Vbz | Tag::Vbp)
        || doc.child_of(verb, &[Dep::Aux, Dep::Auxpass]).is_some();
    if !finite || doc.dep(verb) != Dep::Root {
        return None;
    }
    let fronted = doc.children(verb).find(|&c| c < verb && doc.dep(c) == Dep::Prep)?;
    let dated = |t: usize| {
        doc.tokens[t].entity.is_some_and(|e| matches!(e.kind, EntityKind::Date | EntityKind::Time))
            || is_month(doc.word(t))
    };
    let mut dates = false;
    let mut noun = fronted;
    for _ in 0..4 {
        let next = doc.child_of(noun, &[Dep::Pobj, Dep::Prep]).filter(|&n| n > noun)?;
        dates |= (noun..=next).any(dated);
        noun = next;
        let name = matches!(doc.pos(noun), Pos::Noun | Pos::Propn) && !dated(noun);
        let own = doc.children(noun).filter(|&c| c < noun && doc.dep(c) == Dep::Det).min();
        let first = own.unwrap_or(noun);
        if name && dates && (first == 0 || dated(first - 1)) {
            return Some(noun);
        }
    }
    None
}

/// Whether a word names a month, in full or cut short.
pub(crate) fn is_month(word: &str) -> bool {
    const MONTHS: [&str; 12] =
        ["apr", "aug", "dec", "feb", "jan", "jul", "jun", "mar", "may", "nov", "oct", "sep"];
    let word = word.to_lowercase();
    let short = word.len() <= 4 || word.ends_with("ry") || word.ends_with("ber");
    let whole = ["march", "april", "june", "july", "august"].contains(&word.as_str());
    (short || whole) && word.get(..3).is_some_and(|w| MONTHS.binary_search(&w).is_ok())
}

/// The noun behind "by" after a passive.
fn by_agent(doc: &Doc, verb: usize) -> Option<usize> {
    let agent = doc.child(verb, Dep::Agent)?;
    doc.child(agent, Dep::Pobj).map(|o| antecedent(doc, o))
}

fn through_preposition(doc: &Doc, token: usize) -> usize {
    doc.child(token, Dep::Pobj).unwrap_or(token)
}

/// "the town they took": the object of a relative clause without one is its antecedent.
fn object_gap(doc: &Doc, verb: usize) -> Option<usize> {
    if doc.dep(verb) != Dep::Relcl {
        return None;
    }
    let head = doc.head(verb)?;
    let subject = doc.child(verb, Dep::Nsubj)?;
    let relative = matches!(doc.tokens[subject].tag, Tag::Wdt | Tag::Wp);
    let other = doc.children(verb).any(|c| matches!(doc.dep(c), Dep::Ccomp | Dep::Xcomp));
    (!relative && !other).then_some(head)
}

/// A subject found by following the tree upwards.
fn inherited(doc: &Doc, verb: usize, passive: bool, reach: usize) -> Option<usize> {
    let head = doc.head(verb)?;
    let reach = reach.checked_sub(1)?;
    let verbal = matches!(doc.pos(head), Pos::Verb | Pos::Aux);
    match doc.dep(verb) {
        Dep::Conj | Dep::Unknown if verbal => {
            let above = of_verb(doc, head, reach);
            subject_of(above)
        }
        Dep::Conj => own_subject(doc, head),
        Dep::Xcomp | Dep::Ccomp if verbal => {
            let above = of_verb(doc, head, reach);
            let control = doc.dep(verb) == Dep::Xcomp && !above.passive;
            let controller = above.done.filter(|&d| control && somebody(doc, d));
            controller.or_else(|| subject_of(above))
        }
        Dep::Xcomp => own_subject(doc, head).or_else(|| subject_above(doc, head, reach)),
        Dep::Advcl | Dep::Parataxis if verbal => subject_of(of_verb(doc, head, reach)),
        Dep::Acl if doc.tokens[verb].tag == Tag::Vbg || passive => Some(head),
        Dep::Acl => own_holder(doc, head).or_else(|| subject_above(doc, head, reach)),
        Dep::Relcl => (!passive).then_some(head),
        Dep::Pcomp => {
            let above = doc.head(head)?;
            if matches!(doc.pos(above), Pos::Verb | Pos::Aux) {
                subject_of(of_verb(doc, above, reach))
            } else {
                own_holder(doc, above).or_else(|| subject_above(doc, above, reach))
            }
        }
        _ => None,
    }
}

/// Whether a noun can do what an infinitive behind it says ("told the crew to leave", but not
/// "began an offensive to gain control").
fn somebody(doc: &Doc, noun: usize) -> bool {
    matches!(doc.pos(noun), Pos::Propn | Pos::Pron | Pos::Num | Pos::Det)
        || is_person_noun(&doc.lemma(noun).to_lowercase())
}

/// The grammatical subject: who acts, or in a passive who is acted on.
fn subject_of(args: Args) -> Option<usize> {
    if args.passive { args.done } else { args.doer }
}

fn own_holder(doc: &Doc, noun: usize) -> Option<usize> {
    doc.child(noun, Dep::Poss)
}

/// The subject of the nearest verb above.
fn subject_above(doc: &Doc, token: usize, reach: usize) -> Option<usize> {
    let verb = doc.ancestors(token).find(|&t| matches!(doc.pos(t), Pos::Verb | Pos::Aux))?;
    subject_of(of_verb(doc, verb, reach))
}

/// "the army's attack on X", "the shelling of X by Y", "X's capture by Y".
fn of_noun(doc: &Doc, noun: usize) -> Args {
    let behind = |word: &str| behind(doc, noun, word);
    let by =
        behind("by").or_else(|| doc.child(noun, Dep::Agent).and_then(|a| doc.child(a, Dep::Pobj)));
    let holder = own_holder(doc, noun);
    let of = behind("of");
    let premodifier = || {
        let pick = |c: &usize| {
            doc.dep(*c) == Dep::Compound && doc.pos(*c) == Pos::Propn
                || doc.dep(*c) == Dep::Amod && doc.tokens[*c].entity.is_some()
        };
        doc.children(noun).find(pick)
    };
    match (by, holder) {
        (Some(by), holder) => Args { doer: Some(by), done: of.or(holder), ..Args::default() },
        (None, Some(holder)) => Args { doer: Some(holder), done: of, ..Args::default() },
        (None, None) => Args { doer: premodifier(), done: of, ..Args::default() },
    }
}

/// The noun behind a preposition that hangs on `head`.
pub fn behind(doc: &Doc, head: usize, word: &str) -> Option<usize> {
    let is = |c: &usize| doc.dep(*c) == Dep::Prep && doc.lemma(*c).eq_ignore_ascii_case(word);
    doc.children(head).filter(is).find_map(|p| doc.child(p, Dep::Pobj))
}

/// The preposition's objects: (preposition, noun), through chained prepositions ("out of").
pub fn phrases(doc: &Doc, head: usize) -> impl Iterator<Item = (usize, usize)> + '_ {
    let is = |c: &usize| matches!(doc.dep(*c), Dep::Prep | Dep::Dative | Dep::Agent);
    doc.children(head).filter(is).flat_map(move |p| {
        let deeper = doc.children(p).filter(move |&c| doc.dep(c) == Dep::Prep);
        std::iter::once(p).chain(deeper).filter_map(|q| doc.child(q, Dep::Pobj).map(|o| (q, o)))
    })
}
