//! Which deed told before does a clause point back to?
//!
//! *What it reads*: "the attack", "this raid", "those clashes": a definite noun that names an act of
//! force and says neither whose nor where. *Why it matters*: what is told of a deed ("five people
//! were killed in the attack", "the ministry condemned the raid") is set where and when the deed
//! was, however many paragraphs lie between. *Example*: after "Gunmen overran the town of Bor on
//! Friday", "The assault left forty dead" is set in Bor on that Friday. *Known misreadings*: two
//! attacks told one after the other and then "the attack": the last that was called an attack is
//! taken, which may be the wrong one.

use crate::action::Lexicon;
use crate::clause::Clause;
use crate::lexicon::{self, Class};
use khaldun_language::{Dep, Doc, Parsed, Pos};
use khaldun_model::{Claim, Kind, Plover};

/// So many claims at the head of an account, and so many before the one at hand, are looked at.
const OPENING: usize = 40;
const LATELY: usize = 400;

/// The acts of force a noun may name again.
const FORCE: [Plover; 2] = [Plover::Assault, Plover::Coerce];

/// The claims told before claim `i` that its words may mean, the likeliest first: the last told by
/// the same word, else the deed that the account tells first, which is most often the one it is about.
pub(super) fn deeds_meant(
    parsed: &Parsed,
    clauses: &[Clause],
    claims: &[Claim],
    i: usize,
) -> Vec<usize> {
    let Some(doc) = &parsed.docs[clauses[i].block] else { return Vec::new() };
    let Some((noun, class)) = pointed(doc, &clauses[i]) else { return Vec::new() };
    let deed = |j: &usize| {
        let act = claims[*j].coding.as_ref().and_then(|c| c.action);
        claims[*j].kind == Kind::Event && act == Some(class)
    };
    let same = |j: &usize| says(parsed, &clauses[*j], &noun);
    let told = (0..i).filter(|&j| j < OPENING || i - j <= LATELY).filter(deed);
    let (mut first, rest): (Vec<usize>, Vec<usize>) = told.partition(same);
    first.reverse();
    first.extend(rest);
    first
}

/// The definite noun of a clause that names an act of force, and the act.
fn pointed(doc: &Doc, clause: &Clause) -> Option<(String, Plover)> {
    clause.tokens.iter().find_map(|&t| {
        if doc.pos(t) != Pos::Noun || matches!(doc.dep(t), Dep::Compound) || told_apart(doc, t) {
            return None;
        }
        let definite = doc.children(t).any(|c| {
            doc.dep(c) == Dep::Det
                && matches!(
                    &*doc.word(c).to_lowercase(),
                    "the" | "this" | "that" | "these" | "those"
                )
        });
        let lemma = doc.lemma(t).to_lowercase();
        // A whole war is no deed among others.
        if lexicon::marks(&lemma).has(Class::Trouble) {
            return None;
        }
        let class = FORCE.into_iter().find(|&c| Lexicon::builtin().noun_names(&lemma, c))?;
        definite.then_some((lemma, class))
    })
}

/// Whether a noun says itself which deed it means: whose, of whom, where, or a new one.
fn told_apart(doc: &Doc, noun: usize) -> bool {
    doc.children(noun).any(|c| match doc.dep(c) {
        Dep::Poss | Dep::Relcl => true,
        Dep::Prep => {
            matches!(&*doc.word(c).to_lowercase(), "of" | "by" | "against" | "on" | "in" | "at")
        }
        Dep::Amod | Dep::Compound | Dep::Nmod => {
            doc.pos(c) == Pos::Propn || matches!(doc.lemma(c), "next" | "new" | "first" | "other")
        }
        _ => false,
    })
}

/// Whether a clause has the noun, or the verb it is made of, among its words.
fn says(parsed: &Parsed, clause: &Clause, noun: &str) -> bool {
    let Some(doc) = &parsed.docs[clause.block] else { return false };
    let root = noun.strip_suffix("ing").unwrap_or(noun);
    clause.tokens.iter().any(|&t| {
        let lemma = doc.lemma(t);
        lemma.eq_ignore_ascii_case(noun) || lemma.eq_ignore_ascii_case(root)
    })
}
