//! Against whom, where the clause does not say?
//!
//! "They took the town": an act of force without a named other side is taken to be against the one
//! whom the account most often sets against the actor, the nearest before it first.

use crate::action::Act;
use crate::clause::Clause;
use khaldun_model::{Claim, Kind, Party, Plover};

/// Fills the target of acts of force that name none.
pub(super) fn fill(clauses: &[Clause], acts: &[Option<Act>], claims: &mut [Claim]) {
    let pairs = pairs(clauses, acts, claims);
    for i in 0..claims.len() {
        let class = acts[i].as_ref().and_then(|a| a.class);
        let force = matches!(class, Some(Plover::Assault | Plover::Mobilize));
        let told = matches!(claims[i].kind, Kind::Event | Kind::Pattern);
        if !force || !told || !claims[i].target.is_empty() || claims[i].actor.is_empty() {
            continue;
        }
        let own: Vec<&str> = claims[i].actor.iter().map(|a| a.name.as_str()).collect();
        if let Some(target) = most_frequent(&pairs, &own) {
            let because = "the side the account sets against the actor".to_owned();
            claims[i].target = vec![Party { because, span: None, ..target }];
        }
    }
}

/// Every pair that the account sets against each other, in text order.
fn pairs(clauses: &[Clause], acts: &[Option<Act>], claims: &[Claim]) -> Vec<(Party, Party)> {
    let mut found = Vec::new();
    for (i, claim) in claims.iter().enumerate().take(clauses.len()) {
        let hostile = acts[i].as_ref().and_then(|a| a.class).is_some_and(|c| {
            matches!(
                c,
                Plover::Assault
                    | Plover::Coerce
                    | Plover::Accuse
                    | Plover::Threaten
                    | Plover::Mobilize
            )
        });
        if !hostile {
            continue;
        }
        for a in &claim.actor {
            for b in &claim.target {
                if a.id.is_some() && b.id.is_some() {
                    found.push((a.clone(), b.clone()));
                }
            }
        }
    }
    found
}

fn most_frequent(pairs: &[(Party, Party)], own: &[&str]) -> Option<Party> {
    let mut counts: Vec<(usize, &Party)> = Vec::new();
    let others = pairs.iter().filter_map(|(a, b)| {
        if own.contains(&a.name.as_str()) {
            Some(b)
        } else if own.contains(&b.name.as_str()) {
            Some(a)
        } else {
            None
        }
    });
    for other in others.filter(|o| !own.contains(&o.name.as_str())) {
        match counts.iter_mut().find(|(_, p)| p.name == other.name) {
            Some((n, _)) => *n += 1,
            None => counts.push((1, other)),
        }
    }
    // The first of those most often named: the order of the text settles a tie.
    let most = counts.iter().map(|(n, _)| *n).max()?;
    counts.into_iter().find(|(n, _)| *n == most).map(|(_, p)| p.clone())
}
