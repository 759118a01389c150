//! Raid and reprisal: which claims say that acts of one side are followed by acts of another, and what a
//! plan for them counts.
//!
//! **What it reads.** Words of answering in the claim ("retaliated", "was answered", "in reprisal for"), words of
//! following ("its raids are followed by …"), and, in a claim that is not about holding back, "whenever" and
//! the like.
//! **What it fills in.** *Response*: acts of the side that answers; *trigger*: acts of the other. Who that is:
//! the actor of what is told in the same sentence, else the claim's target, else another party that the
//! claim's words name. After a word of following the claim's actor is the one who is answered.
//! **What it leaves to the contrast.** A claim beside which the account sets another occasion ("… but not
//! when they attacked Z") is about a difference, which is the stronger test.
//! **Known misreadings.** "Answered" of letters and questions, where the words name two sides.

use super::draft::{Occasion, best, counterpart, held, holds_back, occasion, parties, placed};
use super::{Direction, Rows, Source};
use khaldun_model::{Claim, Plover};

/// Words after which the claim's actor is the one who answers, as they begin.
const ANSWERS: [&str; 14] = [
    "retaliat",
    "in reprisal",
    "takes revenge",
    "took revenge",
    "take revenge",
    "avenge",
    "answered",
    "answers",
    "in answer to",
    "in response to",
    "responded to",
    "struck back",
    "hit back",
    "strikes back",
];
/// Words after which the claim's actor is the one who is answered.
const FOLLOWED: [&str; 4] = ["followed by", "met with", "met by", "provoke"];
/// Words that say so of every occasion.
const EACH: [&str; 6] =
    ["whenever", "each time", "every time", "after each", "after every", "follows each"];

/// Who answers whom.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Roles {
    pub(super) answering: Vec<String>,
    pub(super) raiding: Vec<String>,
    /// Whether the claim says that there are fewer answers than one might expect.
    pub(super) direction: Direction,
}

/// The roles of a claim about raid and reprisal; `None` where it is about something else.
pub(super) fn roles(source: Source<'_>, claim: &Claim) -> Option<Roles> {
    let words = claim.span.of(source.text).to_lowercase();
    let at = |list: &[&str]| list.iter().filter_map(|w| begins(&words, w)).min();
    let told = occasion(source, claim);
    let beside = match &told {
        Some(Occasion::Told(c)) => counterpart(source, claim, c).is_some(),
        _ => false,
    };
    if beside {
        return None;
    }
    let back = holds_back(source.text, claim);
    let actors = parties(&claim.actor);
    let others = |from: usize| named(source, &words[from..], &actors);
    let direction = if back { Direction::Less } else { Direction::More };
    if let Some(from) = at(&FOLLOWED) {
        let mut answering = others(from);
        if answering.is_empty() {
            answering = parties(&claim.target);
        }
        return Some(Roles { answering, raiding: actors, direction });
    }
    let each = !back && (at(&EACH).is_some() || led_by_each(source, claim, told.as_ref()));
    if at(&ANSWERS).is_none() && !each {
        return None;
    }
    let mut raiding = match told {
        Some(Occasion::Told(c)) => parties(&c.actor),
        _ => Vec::new(),
    };
    if raiding.is_empty() {
        raiding = parties(&claim.target);
        raiding.retain(|r| !actors.contains(r));
    }
    if raiding.is_empty() {
        raiding = others(0);
    }
    Some(Roles { answering: actors, raiding, direction })
}

/// Whether the occasion is told behind a word for every time.
fn led_by_each(source: Source<'_>, claim: &Claim, told: Option<&Occasion<'_>>) -> bool {
    let Some(Occasion::Told(c)) = told else { return false };
    let (from, to) = (claim.span.start.min(c.span.start), claim.span.end.max(c.span.end));
    let both = source.text.get(from as usize..to as usize).unwrap_or("").to_lowercase();
    EACH.iter().any(|w| begins(&both, w).is_some())
}

/// Where words stand in others, as the beginning of a word.
fn begins(words: &str, what: &str) -> Option<usize> {
    let all = words.match_indices(what).map(|(at, _)| at);
    all.filter(|at| !words[..*at].ends_with(char::is_alphanumeric)).min()
}

/// Parties of the account, but these, that words name.
fn named(source: Source<'_>, words: &str, but: &[String]) -> Vec<String> {
    let mut found: Vec<(usize, String)> = Vec::new();
    for party in source.claims.iter().flat_map(|c| c.actor.iter().chain(&c.target)) {
        if party.is_thing() || but.contains(&party.name) || found.iter().any(|f| f.1 == party.name)
        {
            continue;
        }
        let told = party.span.map(|s| s.of(source.text).to_lowercase()).unwrap_or_default();
        let told = told.strip_prefix("the ").unwrap_or(&told).trim().to_owned();
        let name = party.name.to_lowercase();
        let at = [told, name].iter().filter(|n| n.len() > 3).find_map(|n| begins(words, n));
        found.extend(at.map(|at| (at, party.name.clone())));
    }
    found.sort();
    found.into_iter().take(1).map(|f| f.1).collect()
}

/// The rows of both parts, with what is to be known of them.
pub(super) fn rows(
    source: Source<'_>,
    claim: &Claim,
    roles: &Roles,
    notes: &mut Vec<(&'static str, String)>,
) -> (Rows, Rows) {
    let act = claim.coding.as_ref().and_then(|c| c.action).unwrap_or(Plover::Assault);
    let mut part = |key: &'static str, who: &[String], against: &[String]| {
        if who.is_empty() {
            let ask = if key == "response" { "who answers?" } else { "who is answered?" };
            notes.push((key, format!("OPEN: {ask} The account does not say it here")));
        }
        let set = best(source, who);
        let mut rows = Rows {
            label: format!("attacks by {}", who.join(" or ")),
            set: set.map(|s| s.manifest.name.clone()).unwrap_or_default(),
            actors: who.to_vec(),
            acts: vec![Plover::Assault.as_str().to_owned()],
            ..Rows::default()
        };
        let places = claim.places.iter().filter_map(|p| p.found.as_ref());
        rows.countries = places.filter_map(|p| p.place.country.clone()).collect();
        rows.countries.sort();
        rows.countries.dedup();
        if let Some(set) = set {
            rows.parties = against.to_vec();
            // Whom it is done to narrows the rows only where the set can tell.
            rows.parties.retain(|name| held(set, name, source.relations) > 0);
            placed(set, &mut rows, key, notes);
            if set.events.iter().any(|e| !e.directed) {
                notes.push((key, format!("rows of {} tell of two sides, not of who began it: where both parts take the same rows, the test is refused", rows.set)));
            }
        }
        rows
    };
    let mut response = part("response", &roles.answering, &roles.raiding);
    let trigger = part("trigger", &roles.raiding, &[]);
    if act != Plover::Assault {
        act.as_str().clone_into(&mut response.acts[0]);
        response.label =
            format!("acts of the class {} by {}", act.as_str(), roles.answering.join(" or "));
    }
    (response, trigger)
}
