//! Who did it, where the same sentence says so in another clause?
//!
//! "Dozens were killed when the navy shelled the port", "two died in a militia bombing": a toll
//! without an agent of its own beside an act of force with one. The deed of that sentence is taken
//! for what took the toll, unless those it names are the ones who were lost.

use super::Reader;
use super::naming::is_people;
use crate::action::{Act, Roles};
use crate::args::args;
use crate::clause::{Clause, Role};
use khaldun_language::Pos;
use khaldun_model::{Claim, Kind, Party, Plover};

/// Fills the actor of tolls; `acts[i]` and `claims[i]` read `clauses[i]`.
pub(super) fn fill(
    readers: &[Option<Reader<'_>>],
    clauses: &[Clause],
    acts: &[Option<Act>],
    claims: &mut [Claim],
) {
    let force = |i: usize| acts[i].as_ref().and_then(|a| a.class) == Some(Plover::Assault);
    for i in 0..claims.len() {
        let Some(reader) = readers[clauses[i].block].as_ref() else { continue };
        let told = matches!(claims[i].kind, Kind::Event | Kind::Pattern);
        let befell = args(reader.doc, clauses[i].head).passive
            || acts[i].as_ref().is_some_and(|a| a.roles == Roles::Swapped);
        if !told || !claims[i].actor.is_empty() || !force(i) || !befell {
            continue;
        }
        let beside = |j: &usize| {
            clauses[*j].parent == Some(i)
                && matches!(clauses[*j].role, Role::Adverbial | Role::Nominal | Role::Relative)
                && force(*j)
                && !claims[*j].actor.is_empty()
                && !args(reader.doc, clauses[*j].head).passive
        };
        let found = reader.deed_inside(&clauses[i]).or_else(|| {
            let around = i.saturating_sub(4)..claims.len().min(i + 5);
            around.into_iter().find(beside).map(|j| claims[j].actor.clone())
        });
        let Some(mut found) = found else { continue };
        found.retain(|p| !is_people(p) && claims[i].target.iter().all(|t| t.name != p.name));
        for party in &mut found {
            "who did the deed the same sentence tells".clone_into(&mut party.because);
        }
        claims[i].actor = found;
    }
}

impl Reader<'_> {
    /// "in a militia bombing", "by shelling from the army": who does the deed that a noun of the
    /// clause names.
    fn deed_inside(&self, clause: &Clause) -> Option<Vec<Party>> {
        let behind = clause.tokens.iter().copied().filter(|&t| t > clause.head);
        let deeds = behind.filter(|&t| self.doc.pos(t) == Pos::Noun && self.deed(t));
        let doers = |t: usize| {
            let own = self.parties(args(self.doc, t).doer);
            if own.is_empty() { self.holders(t) } else { own }
        };
        deeds
            .map(|t| doers(t).into_iter().map(|(p, _)| p).collect::<Vec<_>>())
            .find(|p| !p.is_empty())
    }
}
