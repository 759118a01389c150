//! Of whom does a statement speak, and to whom does a denial answer?
//!
//! "The ministry said that the rebels had burned the mill": telling is done to whoever hears it, but
//! the one it concerns is the one it speaks of. The target of a telling, a charge or an announcement
//! that names none is the first party but the speaker that its content is about. A denial, a refusal
//! or a rejection answers somebody: where it names nobody, the one whose words or act stand before it
//! in the paragraph.

use super::naming::is_people;
use crate::action::Act;
use crate::args::args;
use crate::clause::{Clause, Role};
use crate::party::Reader;
use khaldun_language::Dep;
use khaldun_model::{Claim, Kind, Party, Plover};

/// How many claims back a denial may answer.
const REACH: usize = 3;

/// Verbs of telling, beyond those of charge and threat: what they tell is of somebody.
const TELLING: [&str; 22] = [
    "acknowledge",
    "add",
    "admit",
    "allege",
    "announce",
    "argue",
    "assert",
    "boast",
    "claim",
    "complain",
    "concede",
    "confirm",
    "declare",
    "insist",
    "maintain",
    "note",
    "proclaim",
    "report",
    "reveal",
    "say",
    "state",
    "tell",
];

/// Fills the target of statements and denials; `acts[i]` and `claims[i]` read `clauses[i]`.
pub(super) fn fill(
    readers: &[Option<Reader<'_>>],
    clauses: &[Clause],
    acts: &[Option<Act>],
    claims: &mut [Claim],
) {
    for i in 0..claims.len() {
        let Some(reader) = readers[clauses[i].block].as_ref() else { continue };
        let told = matches!(claims[i].kind, Kind::Event | Kind::Pattern);
        let aside = clauses[i].role == Role::Apposition;
        if !told || aside || claims[i].actor.is_empty() {
            continue;
        }
        let class = acts[i].as_ref().and_then(|a| a.class);
        let open = claims[i].target.is_empty() || only_hearers(&claims[i]);
        let found = match class {
            None | Some(Plover::Accuse | Plover::Threaten) if open => {
                content(reader, clauses, acts, claims, i)
                    .map(|p| (p, "the one whom the words are about"))
            }
            Some(Plover::Reject) if claims[i].target.is_empty() => {
                answered(clauses, acts, claims, i).map(|p| (p, "the one whose words it answers"))
            }
            _ => None,
        };
        let Some((mut found, why)) = found else { continue };
        for party in &mut found {
            why.clone_into(&mut party.because);
        }
        claims[i].target = found;
    }
}

/// Those of some parties who are not the actor of a claim.
fn others(claim: &Claim, parties: &[Party]) -> Option<Vec<Party>> {
    let own = |p: &&Party| !is_people(p) && claim.actor.iter().all(|a| a.name != p.name);
    let found: Vec<Party> = parties.iter().filter(own).cloned().collect();
    (!found.is_empty()).then_some(found)
}

/// The party that the content of a telling is about: who acts in it, else who is acted on.
fn content(
    reader: &Reader<'_>,
    clauses: &[Clause],
    acts: &[Option<Act>],
    claims: &[Claim],
    i: usize,
) -> Option<Vec<Party>> {
    let head = clauses[i].head;
    let lemma = reader.doc.lemma(head).to_lowercase();
    let charge = acts[i].as_ref().is_some_and(|a| a.class.is_some());
    if !charge && TELLING.binary_search(&&*lemma).is_err() {
        return None;
    }
    let said = reader.doc.children(head).find(|&c| reader.doc.dep(c) == Dep::Ccomp)?;
    let inner = (0..claims.len())
        .find(|&j| clauses[j].block == clauses[i].block && clauses[j].head == said && j != i);
    if let Some(j) = inner {
        return others(&claims[i], &claims[j].actor)
            .or_else(|| others(&claims[i], &claims[j].target));
    }
    let inner = args(reader.doc, said);
    let of = |token| {
        let found: Vec<Party> = reader.parties(token).into_iter().map(|(p, _)| p).collect();
        others(&claims[i], &found)
    };
    of(inner.doer).or_else(|| of(inner.done))
}

/// Whose words or act a denial answers.
fn answered(
    clauses: &[Clause],
    acts: &[Option<Act>],
    claims: &[Claim],
    i: usize,
) -> Option<Vec<Party>> {
    let first = i.saturating_sub(REACH);
    let before = (first..i).rev().filter(|&j| clauses[j].block == clauses[i].block);
    for j in before.filter(|&j| clauses[j].role != Role::Apposition) {
        let voice = claims[j].attribution.chain.last();
        let speaker: Vec<Party> = voice
            .into_iter()
            .flat_map(|v| v.names.iter().map(move |name| (name, v.span)))
            .map(|(name, span)| Party {
                name: name.clone(),
                id: None,
                span,
                because: String::new(),
            })
            .collect();
        if let Some(found) = others(&claims[i], &speaker) {
            return Some(found);
        }
        let spoke = acts[j].as_ref().and_then(|a| a.class).is_some_and(|c| {
            matches!(
                c,
                Plover::Accuse
                    | Plover::Request
                    | Plover::Threaten
                    | Plover::Consult
                    | Plover::Agree
            )
        });
        if spoke && let Some(found) = others(&claims[i], &claims[j].actor) {
            return Some(found);
        }
    }
    None
}

/// Whether a claim's target are only those who hear or print what is said.
fn only_hearers(claim: &Claim) -> bool {
    const HEARERS: [&str; 7] =
        ["agency", "interviewer", "journalist", "media", "newspaper", "press", "reporter"];
    let hearer = |p: &Party| {
        let name = p.name.to_lowercase();
        let last = name.rsplit(' ').next().unwrap_or_default();
        p.id.is_none() && HEARERS.binary_search(&last.strip_suffix('s').unwrap_or(last)).is_ok()
    };
    !claim.target.is_empty() && claim.target.iter().all(hearer)
}
