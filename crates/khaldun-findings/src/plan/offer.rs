//! Which claims of an account can be planned, and why the others cannot.

use super::draft::spares;
use super::{Source, reprisal};
use khaldun_model::{Check, Claim, Kind, Plover};

/// A claim about behaviour.
#[derive(Clone, Debug)]
pub struct Offer<'a> {
    /// The claim.
    pub claim: &'a Claim,
    /// Why no plan can test it, where none can.
    pub because: Option<String>,
}

/// The claims about behaviour, in the order of the text.
pub fn offers(source: Source<'_>) -> Vec<Offer<'_>> {
    let mut offers = Vec::new();
    for claim in source.claims {
        let answers = matches!(claim.kind, Kind::Event | Kind::Pattern | Kind::Intent)
            && reprisal::roles(source, claim)
                .is_some_and(|r| !r.answering.is_empty() && !r.raiding.is_empty());
        let pattern = claim.kind == Kind::Pattern || claim.check == Check::Test;
        if pattern || answers {
            let because = if answers { None } else { untestable(source, claim) };
            offers.push(Offer { claim, because });
        }
    }
    offers
}

fn untestable(source: Source<'_>, claim: &Claim) -> Option<String> {
    if claim.actor.is_empty() {
        return Some("it does not say who acts".to_owned());
    }
    let act = claim.coding.as_ref().and_then(|c| c.action);
    match act {
        None if spares(source.text, claim) => None,
        None => Some("its words tell of no act that record sets count".to_owned()),
        Some(
            act @ (Plover::Agree
            | Plover::Consult
            | Plover::Support
            | Plover::Concede
            | Plover::Request
            | Plover::Accuse
            | Plover::Reject
            | Plover::Threaten),
        ) => Some(format!("it tells of words ({}), which sets of deeds do not hold", act.as_str())),
        Some(_) => None,
    }
}
