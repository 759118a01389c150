//! Where?
//!
//! The places a clause names are its own. A deed that names none is set where the story stands: at
//! the places of the clause around it, else of the claim before it in the paragraph. Words (accusing,
//! denying, agreeing) are set nowhere unless they say so.

use super::assign::assign;
use crate::check::check;
use crate::clause::{Clause, Role};
use khaldun_language::Parsed;
use khaldun_model::{Check, Claim, Kind, Mentions, PlaceMention, PlaceUse, Plover, Setting};
use khaldun_text::{Account, Span};

pub(super) fn fill(
    _account: &Account,
    parsed: &Parsed,
    mentions: &Mentions,
    clauses: &[Clause],
    claims: &mut [Claim],
) {
    let literal: Vec<&PlaceMention> =
        mentions.places.iter().filter(|p| p.used_as == PlaceUse::Literal).collect();
    let spans: Vec<Span> = literal.iter().map(|p| p.span).collect();
    for (own, claim) in assign(parsed, clauses, &spans).into_iter().zip(claims.iter_mut()) {
        claim.places = own.into_iter().map(|n| setting(literal[n], false)).collect();
    }
    let mut last: Option<usize> = None;
    for i in 0..claims.len() {
        if !claims[i].places.is_empty() {
            last = Some(i);
            continue;
        }
        if !carries(parsed, &clauses[i], &claims[i]) {
            continue;
        }
        let around =
            clauses[i].parent.filter(|&p| !claims[p].places.is_empty() && near(&clauses[i]));
        let before = last.filter(|&l| clauses[l].block == clauses[i].block);
        if let Some(from) = around.or(before) {
            claims[i].places = claims[from]
                .places
                .iter()
                .map(|p| Setting { carried: true, ..p.clone() })
                .collect();
        }
    }
}

fn setting(mention: &PlaceMention, carried: bool) -> Setting {
    Setting { span: mention.span, found: mention.found.clone(), carried }
}

/// Whether the clause around it sets the scene for it.
fn near(clause: &Clause) -> bool {
    !matches!(clause.role, Role::Main)
}

/// Whether a claim without a place of its own takes over the last one told.
fn carries(parsed: &Parsed, clause: &Clause, claim: &Claim) -> bool {
    let act = claim.coding.as_ref().and_then(|c| c.action);
    match claim.kind {
        Kind::Event | Kind::Pattern => matches!(
            act,
            Some(
                Plover::Assault
                    | Plover::Coerce
                    | Plover::Retreat
                    | Plover::Mobilize
                    | Plover::Protest
                    | Plover::Consult
            )
        ),
        Kind::State => parsed.docs[clause.block]
            .as_ref()
            .is_some_and(|doc| check(doc, clause, claim) == Check::Records),
        Kind::Hypothetical | Kind::Judgement | Kind::Intent | Kind::Cause => {
            clause.role != Role::Main && claim.kind != Kind::Judgement
        }
    }
}
