//! What could not be checked, and why: claims grouped by the reason.

use super::{AccountView, Card, Link, SetVerdict};
use khaldun_match::Verdict;
use khaldun_model::{Check, Kind};
use std::collections::BTreeMap;

/// Claims that share a reason.
#[derive(Debug)]
pub struct Group {
    /// The reason, as a heading.
    pub why: String,
    /// What would help.
    pub remedy: &'static str,
    /// Whether it is a set that does not cover them; the parts then say in which respect.
    pub coverage: bool,
    /// The claims with their kind, under what the reason is more exactly; that may be nothing.
    pub parts: Vec<(String, Vec<(Link, Kind)>)>,
}

impl Group {
    /// Distinct claims in it.
    pub fn claims(&self) -> usize {
        let mut all: Vec<&Link> = self.parts.iter().flat_map(|(_, c)| c).map(|(l, _)| l).collect();
        all.sort();
        all.dedup();
        all.len()
    }
}

/// The groups, in the order: records could, other things could, nothing could; what stayed open.
pub(super) fn groups(accounts: &[AccountView]) -> Vec<Group> {
    let mut map: BTreeMap<Why, BTreeMap<String, Vec<(Link, Kind)>>> = BTreeMap::new();
    for card in accounts.iter().flat_map(|a| &a.cards) {
        for (why, exactly) in reasons(card) {
            let claims = map.entry(why).or_default().entry(exactly).or_default();
            claims.push((card.link(), card.kind));
        }
    }
    let group = |((rank, why, remedy), parts): (Why, BTreeMap<_, Vec<_>>)| {
        let mut parts: Vec<(String, Vec<(Link, Kind)>)> = parts.into_iter().collect();
        parts.sort_by_key(|(_, claims)| std::cmp::Reverse(claims.len()));
        Group { why, remedy, coverage: rank == COVERAGE, parts }
    };
    map.into_iter().map(group).collect()
}

/// The place in the order of what no set covers.
const COVERAGE: usize = 0;

/// Its place in the order, the reason, what would help.
type Why = (usize, String, &'static str);

fn reasons(card: &Card) -> Vec<(Why, String)> {
    let mut out = Vec::new();
    match card.verdict {
        Verdict::NotCovered => {
            for set in card.sets.iter().filter(|s| s.verdict == Verdict::NotCovered) {
                let why = format!("Outside what the set “{}” covers", set.set);
                let help = "Add a record set that covers this time, place and kind of act.";
                out.push(((COVERAGE, why, help), exactly(set)));
            }
        }
        Verdict::NotCheckable => {
            let (rank, why, help) = apart(card.check);
            out.push(((rank, why.to_owned(), help), String::new()));
        }
        _ => {}
    }
    if card.places.iter().any(|p| p.about.starts_with("not placed")) {
        let why = "The place stayed open: the evidence does not decide which is meant".to_owned();
        out.push(((5, why, "Name the place; the card lists the words."), String::new()));
    }
    if let Some(question) = &card.open_question {
        let why = "A reading stayed open".to_owned();
        let help = "Answer the question from the account or its author.";
        out.push(((6, why, help), question.clone()));
    }
    out
}

/// What a reason of coverage says of the set, without what it says of the single claim.
fn exactly(set: &SetVerdict) -> String {
    set.lack.as_ref().map_or(&set.because, |lack| &lack.set).clone()
}

/// Why no event record could settle a claim, by what else could bear on it: place in the order, the
/// reason, what would help.
pub(super) fn apart(check: Check) -> (usize, &'static str, &'static str) {
    match check {
        Check::Records => (
            1,
            "Too little is said for an event record: no time, place or act that one could hold",
            "Ask the author when, where and what.",
        ),
        Check::Test => (
            2,
            "A habit or a comparison: single events do not settle it",
            "Needs a test with a plan fixed before the data are opened (khaldun plan).",
        ),
        Check::Documents => (
            3,
            "A condition, aim or explanation: no event, so no event record holds it",
            "Look for the document, statement or statistic.",
        ),
        Check::None => (
            4,
            "A judgement, a prediction or what might have been: nothing outside the account settles it",
            "Left to the reader.",
        ),
    }
}
