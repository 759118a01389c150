//! Of whom does a clause speak that gives its predicate nobody?
//!
//! "The silence of the league weakens the truce": the subject is a thing, and whose it is says of
//! whom the claim speaks. Where the subject belongs to nobody, a claim that describes (a state, an
//! aim, a judgement) is about the first party it names; one that hangs on another clause is about
//! whom that is about; and a verdict on "this" is about whom the account spoke of last. A deed told
//! in the passive without an agent stays without one: who did it is what the account leaves open.

use super::Reader;
use crate::args::args;
use crate::clause::{Clause, Role};
use khaldun_language::{Dep, Doc, Pos, Tag};
use khaldun_model::{Claim, Kind, Party};

impl Reader<'_> {
    /// Those to whom a thing belongs, by the words about it: "the council's silence", "strikes by
    /// the navy", "an order from Lima".
    pub(super) fn holders(&self, thing: usize) -> Vec<(Party, Option<String>)> {
        let doc = self.doc;
        if let Some(noun) = doc.head(thing).filter(|_| doc.dep(thing) == Dep::Appos) {
            // "the league, a front of the party": the league is spoken of.
            return self.parties(Some(noun));
        }
        let mut around: Vec<(usize, usize)> = Vec::new();
        for child in doc.children(thing) {
            match doc.dep(child) {
                Dep::Poss => around.push((0, child)),
                Dep::Compound | Dep::Nmod | Dep::Amod => around.push((2, child)),
                Dep::Prep | Dep::Agent => {
                    let rank = match &*doc.word(child).to_lowercase() {
                        "by" => 1,
                        "of" | "from" => 3,
                        _ => continue,
                    };
                    around.extend(doc.child(child, Dep::Pobj).map(|o| (rank, o)));
                }
                _ => {}
            }
        }
        around.sort_unstable();
        around
            .into_iter()
            .map(|(_, t)| self.parties(Some(t)))
            .find(|p| !p.is_empty())
            .unwrap_or_default()
    }

    /// The first party named among a clause's own words.
    fn first_named(&self, clause: &Clause) -> Option<Party> {
        let doc = self.doc;
        let stands = |t: usize| {
            matches!(doc.dep(t), Dep::Nsubj | Dep::Nsubjpass | Dep::Attr | Dep::Appos | Dep::Poss)
                || doc.head(t).is_some_and(|p| {
                    doc.dep(p) == Dep::Agent || doc.word(p).eq_ignore_ascii_case("between")
                })
        };
        let known = |&&t: &&usize| {
            let phrase = self.discourse.at(self.block, t);
            let party = |p: &super::entity::Phrase| {
                p.who.iter().any(|w| !w.unknown && w.name != "civilians")
            };
            stands(t) && phrase.is_some_and(party)
        };
        let first = clause.tokens.iter().find(known)?;
        self.parties(Some(*first)).into_iter().next().map(|(p, _)| p)
    }
}

/// Whether a clause may take its actor from elsewhere: not a deed in the passive.
fn open(doc: &Doc, clause: &Clause, claim: &Claim) -> bool {
    let told = matches!(claim.kind, Kind::Event | Kind::Pattern);
    claim.actor.is_empty() && !(told && args(doc, clause.head).passive)
}

/// Fills the actor of claims that name none; `claims[i]` reads `clauses[i]`.
pub(super) fn fill(readers: &[Option<Reader<'_>>], clauses: &[Clause], claims: &mut [Claim]) {
    for i in 0..claims.len() {
        let Some(reader) = readers[clauses[i].block].as_ref() else { continue };
        if !open(reader.doc, &clauses[i], &claims[i]) {
            continue;
        }
        let named = || {
            let first = described(&claims[i]).then(|| reader.first_named(&clauses[i])).flatten();
            first.map(|p| (vec![p], "the first it names"))
        };
        let found = above(reader, clauses, claims, i)
            .map(|p| (p, "the one the clause around it is about"))
            .or_else(named)
            .or_else(|| {
                before(reader.doc, clauses, claims, i).map(|p| (p, "the one spoken of last"))
            });
        let Some((mut found, why)) = found else { continue };
        found.retain(|p| claims[i].target.iter().all(|t| t.name != p.name));
        for party in &mut found {
            why.clone_into(&mut party.because);
        }
        claims[i].actor = found;
    }
}

/// Whether a claim describes rather than tells.
fn described(claim: &Claim) -> bool {
    !matches!(claim.kind, Kind::Event | Kind::Pattern)
}

/// Whom the clause is about that this one hangs on.
fn above(
    reader: &Reader<'_>,
    clauses: &[Clause],
    claims: &[Claim],
    i: usize,
) -> Option<Vec<Party>> {
    let doer = args(reader.doc, clauses[i].head).doer.or(clauses[i].subject);
    // "shelled the town with rockets, killing nine": the parser may hang the participle on a thing.
    let thing = |d: usize| {
        clauses[i].role == Role::Participial
            && reader.doc.tokens[clauses[i].head].tag == Tag::Vbg
            && d < clauses[i].head
            && reader.doc.pos(d) == Pos::Noun
            && !reader.deed(d)
            && reader.parties(Some(d)).is_empty()
    };
    if doer.is_some_and(|d| !reader.hung_on_a_place(d) && !thing(d)) {
        return None;
    }
    let hangs = |r: Role| {
        matches!(r, Role::Purpose | Role::Participial | Role::Coordinate | Role::Adverbial)
    };
    let mut at = i;
    for _ in 0..4 {
        if !hangs(clauses[at].role) {
            return None;
        }
        at = clauses[at].parent?;
        if !claims[at].actor.is_empty() {
            return Some(claims[at].actor.clone());
        }
    }
    None
}

/// Whom the claim before it in the paragraph is about.
fn before(doc: &Doc, clauses: &[Clause], claims: &[Claim], i: usize) -> Option<Vec<Party>> {
    if !matches!(claims[i].kind, Kind::Judgement | Kind::Intent | Kind::Cause) {
        return None;
    }
    let pointing = |t: usize| matches!(&*doc.word(t).to_lowercase(), "this" | "that" | "it");
    let subject = args(doc, clauses[i].head).doer.or(clauses[i].subject);
    if subject.is_some_and(|s| !pointing(s)) {
        return None;
    }
    (0..i)
        .rev()
        .take_while(|&j| clauses[j].block == clauses[i].block)
        .find(|&j| !claims[j].actor.is_empty())
        .map(|j| claims[j].actor.clone())
}
