//! From a claim to the plan of its test.

use super::{Bar, Count, Direction, Merge, Observed, Plan, Rows, Windows, Words};
use khaldun_model::{Claim, Plover, Polarity};
use khaldun_records::RecordSet;

/// Drafts a plan from a claim about behaviour: who responds, how, and to what, as far as the account
/// says it. What it does not say (above all, the contrast) stays open, and an open plan is refused.
pub fn draft(
    text: &str,
    account: &str,
    claim: &Claim,
    others: &[Claim],
    sets: &[&RecordSet],
) -> Plan {
    let names = |parties: &[khaldun_model::Party]| -> Vec<String> {
        parties.iter().map(|p| p.name.clone()).collect()
    };
    let actors = names(&claim.actor);
    let act = claim.coding.as_ref().and_then(|c| c.action).unwrap_or(Plover::Assault);
    let countries: Vec<String> =
        claim.places.iter().filter_map(|p| p.found.as_ref()?.place.country.clone()).collect();
    let less = claim.polarity == Polarity::Denied;
    // A set that follows this actor goes before one that merely names it.
    let best = |names: &[String]| {
        let rank = |set: &&&RecordSet| {
            let follows = set.coverage.declared.only_actors.iter().any(|a| names.contains(a));
            let rows: usize =
                set.coverage.sides.iter().filter(|(s, _)| names.contains(s)).map(|(_, n)| n).sum();
            (follows, rows)
        };
        let found = sets.iter().max_by_key(rank).filter(|s| rank(s) > (false, 0));
        found.map(|s| s.manifest.name.clone()).unwrap_or_default()
    };
    let mut response = rows(&actors, best(&actors));
    response.label = format!("{} of {}", act.as_str().to_lowercase(), actors.join(", "));
    response.acts = vec![act.as_str().to_owned()];
    response.countries = countries;
    if sets
        .iter()
        .any(|s| s.manifest.name == response.set && s.events.iter().any(|e| e.strikes.is_some()))
    {
        response.count = Count::Strikes;
    }
    // "… while X attacked Y": another act told in the same sentence is the trigger.
    let beside = others.iter().find(|c| {
        c.id != claim.id
            && c.block == claim.block
            && c.actor != claim.actor
            && !c.actor.is_empty()
            && same_sentence(text, c, claim)
    });
    let mut parties =
        beside.map(|c| [names(&c.actor), names(&c.target)].concat()).unwrap_or_default();
    if parties.is_empty() {
        parties = names(&claim.target);
    }
    parties.dedup();
    let trigger_set = best(&parties);
    let mut trigger = rows(&[], trigger_set.clone());
    trigger.label = beside.map_or_else(String::new, |c| c.span.of(text).to_owned());
    trigger.parties = parties;
    let contrast = rows(&[], trigger_set);
    Plan {
        claim: Words {
            words: claim.span.of(text).to_owned(),
            account: account.to_owned(),
            id: claim.id.to_string(),
        },
        response,
        trigger,
        contrast,
        windows: Windows { km: vec![25.0, 50.0], days: vec![7, 3, 14] },
        episodes: Merge::default(),
        coverage: Observed {
            from: claim.time.map(|t| t.start),
            to: claim.time.map(|t| t.end),
            daily: None,
        },
        answer: Bar {
            direction: if less { Direction::Less } else { Direction::More },
            margin: if less { 0.8 } else { 1.25 },
            seed: super::seed(),
            draws: super::draws(),
        },
    }
}

fn rows(actors: &[String], set: String) -> Rows {
    Rows { set, actors: actors.to_vec(), ..Rows::default() }
}

/// Whether no sentence ends between two claims.
fn same_sentence(text: &str, a: &Claim, b: &Claim) -> bool {
    let (first, last) = if a.span.start <= b.span.start { (a, b) } else { (b, a) };
    let between = text.get(first.span.end as usize..last.span.start as usize).unwrap_or("");
    !between.contains(". ")
}
