//! What the account offers in support of what: a tree whose every node is a span of the text.

use super::{Card, Link, chart};
use khaldun::CheckedAccount;
use khaldun_match::Verdict;
use khaldun_model::{ClaimId, Kind, Support};
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
}

/// How deep a tree is drawn; what lies deeper is reached from the card.
const DEEPEST: usize = 6;

/// What is offered for the account's main line, and, after it, claims that others support but that
/// are themselves offered for nothing.
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
        thesis || (free && grounds.contains_key(&claim.id))
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
        }
    }
}
