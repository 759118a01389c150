//! What could not be checked, and why: claims grouped by the reason.

use super::{AccountView, Card, Link, words};
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
    /// The claims, with their kind.
    pub claims: Vec<(Link, Kind)>,
}

/// The groups, in the order: records could, other things could, nothing could; what stayed open.
pub(super) fn groups(accounts: &[AccountView]) -> Vec<Group> {
    let mut map: BTreeMap<Why, Vec<(Link, Kind)>> = BTreeMap::new();
    for card in accounts.iter().flat_map(|a| &a.cards) {
        for (rank, why, remedy) in reasons(card) {
            map.entry((rank, why, remedy)).or_default().push((card.link(), card.kind));
        }
    }
    map.into_iter().map(|((_, why, remedy), claims)| Group { why, remedy, claims }).collect()
}

/// Its place in the order, the reason, what would help.
type Why = (usize, String, &'static str);

fn reasons(card: &Card) -> Vec<Why> {
    let mut out = Vec::new();
    match card.verdict {
        Verdict::NotCovered => {
            for set in card.sets.iter().filter(|s| s.verdict == Verdict::NotCovered) {
                out.push((
                    0,
                    format!("Outside the set “{}”: {}", set.set, set.because),
                    "Add a record set that covers this time, place and kind of act.",
                ));
            }
        }
        Verdict::NotCheckable => out.push((
            1,
            format!(
                "No event record could settle it; {} could bear on it",
                words::check(card.check)
            ),
            remedy(card),
        )),
        _ => {}
    }
    if card.places.iter().any(|p| p.about.starts_with("not placed")) {
        let why = "The place stayed open: the evidence does not decide which is meant";
        out.push((2, why.to_owned(), "Name the place; the card lists the words."));
    }
    if let Some(question) = &card.open_question {
        let why = format!("A reading stayed open: {question}");
        out.push((3, why, "Answer the question from the account or its author."));
    }
    out
}

fn remedy(card: &Card) -> &'static str {
    match card.check {
        Check::Records => "Needs a time, a place or an act that a record could hold.",
        Check::Documents => "Look for the document, statement or statistic.",
        Check::Test => "Needs a test with a plan fixed before the data are opened.",
        Check::None => "Values, counterfactuals and opinion are left to the reader.",
    }
}
