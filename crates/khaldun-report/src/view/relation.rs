//! Who is said to have done what to whom, when: the account's acts by pairs of parties.

use super::{Card, Link, chart};
use khaldun::CheckedAccount;
use khaldun_match::Verdict;
use khaldun_model::{Plover, Quad, Window};
use std::collections::BTreeMap;

/// Two parties and everything either is said to have done to the other.
#[derive(Debug)]
pub struct Pair {
    /// The party that comes first in the alphabet.
    pub one: String,
    /// The other.
    pub other: String,
    /// The acts, in the order of their days; those without a day come last.
    pub acts: Vec<Act>,
}

/// One act of one party towards another, as a claim has it.
#[derive(Clone, Debug)]
pub struct Act {
    /// The claim.
    pub claim: Link,
    /// Its words, shortened.
    pub says: String,
    /// Whether the act goes from the first party of the pair to the second.
    pub forth: bool,
    /// The class.
    pub action: Plover,
    /// Words or deeds, cooperation or conflict.
    pub quad: Quad,
    /// Whether the account says that it did not happen.
    pub denied: bool,
    /// When.
    pub window: Option<Window>,
    /// How it stands against the record.
    pub verdict: Verdict,
    /// The rows behind it: set and id.
    pub rows: Vec<(String, String)>,
}

/// All pairs, those with most acts first.
pub(super) fn pairs(checked: &CheckedAccount, cards: &[Card]) -> Vec<Pair> {
    let mut by: BTreeMap<(String, String), Vec<Act>> = BTreeMap::new();
    for (claim, card) in checked.claims.iter().zip(cards) {
        let Some(action) = claim.coding.as_ref().and_then(|c| c.action) else { continue };
        let rows =
            card.sets.iter().flat_map(|s| s.rows.iter().map(|r| (s.set.clone(), r.id.clone())));
        let rows: Vec<(String, String)> = rows.collect();
        for actor in &claim.actor {
            for target in claim.target.iter().filter(|t| t.name != actor.name) {
                let forth = actor.name < target.name;
                let (one, other) = if forth { (actor, target) } else { (target, actor) };
                by.entry((one.name.clone(), other.name.clone())).or_default().push(Act {
                    claim: card.link(),
                    says: chart::shortened(&card.quote, 110),
                    forth,
                    action,
                    quad: action.quad(),
                    denied: card.denied,
                    window: claim.time,
                    verdict: card.verdict,
                    rows: rows.clone(),
                });
            }
        }
    }
    let pair = |((one, other), mut acts): ((String, String), Vec<Act>)| {
        acts.sort_by_key(|a| (a.window.is_none(), a.window, a.claim.clone()));
        Pair { one, other, acts }
    };
    let mut pairs: Vec<Pair> = by.into_iter().map(pair).collect();
    pairs.sort_by_key(|p| std::cmp::Reverse(p.acts.len()));
    pairs
}
