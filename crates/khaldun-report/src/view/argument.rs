//! What the account offers in support of what: a tree whose every node is a span of the text.

use super::{Against, Card, Link, chart};
use khaldun::CheckedAccount;
use khaldun_match::Verdict;
use khaldun_model::{ClaimId, Kind, Polarity, Support};
use std::collections::{BTreeMap, BTreeSet};

/// A claim in the argument, with what is offered for it.
#[derive(Debug)]
pub struct Point {
    /// The claim.
    pub claim: Link,
    /// Its words, shortened.
    pub says: String,
    /// What sort of claim.
    pub kind: Kind,
    /// How it stands against the record.
    pub verdict: Verdict,
    /// What is offered for it.
    pub grounds: Vec<Point>,
    /// Claims of the account that deny it, or that it denies.
    pub against: Vec<Against>,
    /// Rows that show the contrary: set and id.
    pub contrary: Vec<(String, String)>,
}

/// How deep a tree is drawn; what lies deeper is reached from the card.
const DEEPEST: usize = 6;

/// Tells each card which claims of the account deny it, or are denied by it.
pub(super) fn set_against(checked: &CheckedAccount, cards: &mut [Card]) {
    let place = |id: ClaimId| checked.claims.iter().position(|c| c.id == id);
    for (denial, told) in &checked.against {
        // A person may have altered either since.
        let (Some(a), Some(b)) = (place(*denial), place(*told)) else { continue };
        for (n, other) in [(a, b), (b, a)] {
            let other = &cards[other];
            let against = Against {
                claim: other.link(),
                says: chart::shortened(&other.quote, 110),
                by: other.by.clone(),
            };
            cards[n].against.push(against);
        }
    }
}

/// What is offered for the account's main line, and, after it, claims that others support but that
/// are themselves offered for nothing, and claims that another denies or the record contradicts.
pub(super) fn points(checked: &CheckedAccount, cards: &[Card]) -> Vec<Point> {
    let place: BTreeMap<ClaimId, usize> =
        checked.claims.iter().enumerate().map(|(n, c)| (c.id, n)).collect();
    let mut grounds: BTreeMap<ClaimId, Vec<usize>> = BTreeMap::new();
    for (n, claim) in checked.claims.iter().enumerate() {
        for support in &claim.supports {
            if let Support::Claim(id) = support {
                grounds.entry(*id).or_default().push(n);
            }
        }
    }
    let tops = (0..checked.claims.len()).filter(|&n| {
        let claim = &checked.claims[n];
        let thesis = claim.supports.contains(&Support::Thesis);
        // A support that is not among the claims leaves the claim on its own.
        let free = !claim
            .supports
            .iter()
            .any(|s| matches!(s, Support::Claim(id) if place.contains_key(id)));
        let denied = claim.polarity == Polarity::Affirmed && !cards[n].against.is_empty();
        let disputed = denied || cards[n].verdict == Verdict::Contradicted;
        thesis || (free && (grounds.contains_key(&claim.id) || disputed))
    });
    let tree = Tree { checked, cards, grounds: &grounds };
    tops.map(|n| tree.point(n, &mut BTreeSet::new(), 0)).collect()
}

struct Tree<'t> {
    checked: &'t CheckedAccount,
    cards: &'t [Card],
    grounds: &'t BTreeMap<ClaimId, Vec<usize>>,
}

impl Tree<'_> {
    fn point(&self, n: usize, above: &mut BTreeSet<usize>, depth: usize) -> Point {
        above.insert(n);
        let card = &self.cards[n];
        let below = self.grounds.get(&self.checked.claims[n].id).map_or(&[][..], Vec::as_slice);
        let mut grounds = Vec::new();
        if depth < DEEPEST {
            for &k in below {
                // An account may argue in a circle; a tree may not.
                if !above.contains(&k) {
                    grounds.push(self.point(k, above, depth + 1));
                }
            }
        }
        above.remove(&n);
        Point {
            claim: card.link(),
            says: chart::shortened(&card.quote, 140),
            kind: card.kind,
            verdict: card.verdict,
            grounds,
            against: card.against.clone(),
            contrary: contrary(card),
        }
    }
}

fn contrary(card: &Card) -> Vec<(String, String)> {
    let sets = card.sets.iter().filter(|s| s.verdict == Verdict::Contradicted);
    sets.flat_map(|s| s.rows.iter().map(|r| (s.set.clone(), r.id.clone()))).collect()
}
