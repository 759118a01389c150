//! Where?
//!
//! The places a clause names are its own. A deed that names none is set where the story stands: at
//! the places of the clause around it, else of the claim before it in the paragraph. Words (accusing,
//! denying, agreeing) are set nowhere unless they say so.

use super::assign::assign;
use crate::check::check;
use crate::clause::{Clause, Role};
use khaldun_language::{Dep, Parsed};
use khaldun_model::{
    Check, Claim, Kind, Mentions, PlaceKind, PlaceMention, PlaceUse, Plover, Setting,
};
use khaldun_text::{Account, Span};
use std::collections::BTreeMap;

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
    let theatre = theatre(mentions);
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
        } else if let Some(theatre) = theatre {
            claims[i].places = vec![setting(theatre, true)];
        }
    }
}

/// The country or region the account is about: of the country in which most of its places lie, the
/// wide place it names most.
fn theatre(mentions: &Mentions) -> Option<&PlaceMention> {
    let found = |m: &&'_ PlaceMention| m.found.as_ref().map(|f| f.place.clone());
    let literal: Vec<&PlaceMention> =
        mentions.places.iter().filter(|m| m.used_as == PlaceUse::Literal).collect();
    let mut countries: BTreeMap<String, usize> = BTreeMap::new();
    for country in literal.iter().filter_map(|m| found(m)?.country) {
        *countries.entry(country).or_default() += 1;
    }
    let most = countries.values().copied().max()?;
    let home = countries.into_iter().find(|(_, n)| *n == most).map(|(c, _)| c)?;
    let wide = |m: &&&PlaceMention| {
        found(m).is_some_and(|p| {
            matches!(p.kind, PlaceKind::Country | PlaceKind::Region | PlaceKind::Area)
                && p.country.as_deref() == Some(home.as_str())
        })
    };
    let candidates: Vec<&PlaceMention> = literal.iter().filter(wide).copied().collect();
    let times = |m: &PlaceMention| {
        let id = found(&m).map(|p| p.id);
        candidates.iter().filter(|c| found(c).map(|p| p.id) == id).count()
    };
    let most = candidates.iter().map(|m| times(m)).max()?;
    candidates.iter().find(|m| times(m) == most).copied()
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
    let doc = parsed.docs[clause.block].as_ref();
    if doc.is_some_and(|d| {
        clause
            .tokens
            .iter()
            .any(|&t| d.word(t).eq_ignore_ascii_case("there") && d.dep(t) != Dep::Expl)
    }) {
        return true;
    }
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
