//! Two accounts side by side: what both say, what they tell differently, what each leaves out.
//!
//! The events of one account are laid out as the rows of a set, and the claims of the other are held
//! against them by the rules that hold claims against records. Each account is held against the
//! other, so that neither is the measure.

use crate::question::Question;
use crate::{Relations, Verdict, match_questions};
use jiff::civil::Date;
use khaldun_model::{Claim, ClaimId, Kind, Polarity};
use khaldun_records::{Declared, Event, Manifest, RecordSet, Tally};
use serde::{Deserialize, Serialize};
use std::collections::BTreeSet;

/// An account as far as it is compared.
#[derive(Clone, Copy, Debug)]
pub struct Told<'a> {
    /// Its extracted layer, into which the claims' spans point.
    pub text: &'a str,
    /// When it was written, where that is known.
    pub date: Option<Date>,
    /// Its claims.
    pub claims: &'a [Claim],
}

/// How the accounts stand on one event.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Stand {
    /// Both tell it, and no stated detail differs.
    Agreed,
    /// Both speak of it; a detail differs, or one denies it.
    Disputed,
}

/// A pair of claims about one event.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Pair {
    /// The claim of the first account.
    pub one: ClaimId,
    /// The claim of the second.
    pub two: ClaimId,
    /// How they stand.
    pub stand: Stand,
    /// Why, in words.
    pub because: String,
}

/// Two accounts compared.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Comparison {
    /// What both speak of, in the order of the first.
    pub pairs: Vec<Pair>,
    /// Events that the first tells and the second does not.
    pub only_one: Vec<ClaimId>,
    /// Events that the second tells and the first does not.
    pub only_two: Vec<ClaimId>,
    /// Claims of the first that could not be compared: no day, or no event.
    pub apart_one: usize,
    /// Claims of the second that could not be compared.
    pub apart_two: usize,
}

/// Compares two accounts.
pub fn compare_accounts(one: Told<'_>, two: Told<'_>, relations: &dyn Relations) -> Comparison {
    let (rows_one, rows_two) = (comparable(one), comparable(two));
    let mut pairs: Vec<Pair> = held(one, &rows_one, two, &rows_two, relations);
    for back in held(two, &rows_two, one, &rows_one, relations) {
        let (a, b) = (back.two, back.one);
        match pairs.iter_mut().find(|p| (p.one, p.two) == (a, b)) {
            // Where the two directions differ, the more careful of them stands.
            Some(pair) if back.stand > pair.stand => {
                pair.stand = back.stand;
                pair.because = back.because;
            }
            Some(_) => {}
            None => pairs.push(Pair { one: a, two: b, ..back }),
        }
    }
    pairs.sort_by_key(|p| (p.one, p.two));
    let met_one: BTreeSet<ClaimId> = pairs.iter().map(|p| p.one).collect();
    let met_two: BTreeSet<ClaimId> = pairs.iter().map(|p| p.two).collect();
    let alone = |rows: &[Question], met: &BTreeSet<ClaimId>| -> Vec<ClaimId> {
        rows.iter().map(|q| q.claim).filter(|c| !met.contains(c)).collect()
    };
    Comparison {
        only_one: alone(&rows_one, &met_one),
        only_two: alone(&rows_two, &met_two),
        apart_one: one.claims.len() - rows_one.len(),
        apart_two: two.claims.len() - rows_two.len(),
        pairs,
    }
}

/// The claims that tell of an event on a day: dated acts and tolls.
fn comparable(told: Told<'_>) -> Vec<Question> {
    let event = |c: &&Claim| match c.kind {
        Kind::Event | Kind::Pattern => true,
        Kind::State => c.quantities.iter().any(|q| q.unit == khaldun_model::Unit::Deaths),
        Kind::Intent | Kind::Cause | Kind::Hypothetical | Kind::Judgement => false,
    };
    let asked = told.claims.iter().filter(event).map(|c| {
        let mut question = Question::of(c, told.text, told.date);
        // A habit in one account is held against the other's single acts as an act.
        question.kind = Kind::Event;
        question.check = khaldun_model::Check::Records;
        question
    });
    asked.filter(|q| q.window.is_some() && (!q.places.is_empty() || !q.actors.is_empty())).collect()
}

/// An account's events as the rows of a set.
fn rows(asked: &[Question]) -> RecordSet {
    let event = |q: &Question| -> Option<Event> {
        let mut event = Event::new(q.claim.to_string(), q.window?, u64::from(q.claim.0));
        let spot = q.places.first();
        event.place = q.places.iter().map(|p| p.name.clone()).collect();
        event.country = spot.and_then(|p| p.country.clone());
        event.point = spot.and_then(|p| p.point);
        event.radius_km = spot.map_or(600.0, |p| p.radius_km);
        event.actors.clone_from(&q.actors);
        event.targets.clone_from(&q.targets);
        event.action = q.action;
        event.what.clone_from(&q.text);
        event.deaths = q.deaths;
        event.deaths_by.clone_from(&q.deaths_by);
        Some(event)
    };
    let manifest = Manifest {
        name: "the other account".to_owned(),
        title: "the events another account tells".to_owned(),
        rows_may_be_shown: true,
        ..Manifest::default()
    };
    let declared = Declared { selection: true, ..Declared::default() };
    let events = asked.iter().filter_map(event);
    RecordSet::new(manifest, declared, events, Tally::default(), Vec::new())
}

/// The claims of one account held against the events of another.
fn held(
    one: Told<'_>,
    asked: &[Question],
    two: Told<'_>,
    others: &[Question],
    relations: &dyn Relations,
) -> Vec<Pair> {
    let denies = |told: Told<'_>, id: ClaimId| {
        told.claims.iter().any(|c| c.id == id && c.polarity == Polarity::Denied)
    };
    let set = rows(others);
    // Whether it happened is compared apart from what happened.
    let plain: Vec<Question> =
        asked.iter().map(|q| Question { polarity: Polarity::Affirmed, ..q.clone() }).collect();
    let matches = match_questions(&plain, std::slice::from_ref(&set), relations);
    let pair = |m: crate::Match| -> Option<Pair> {
        let row = m.rows.first()?;
        let other = others.get(row.event)?.claim;
        let (denied_here, denied_there) = (denies(one, m.claim), denies(two, other));
        let (stand, because) = match m.verdict {
            _ if denied_here != denied_there => {
                (Stand::Disputed, "one account says it, the other denies it".to_owned())
            }
            Verdict::Corroborated => (Stand::Agreed, m.because),
            Verdict::Qualified | Verdict::Contradicted => (Stand::Disputed, m.because),
            Verdict::NotFoundThoughCovered | Verdict::NotCovered | Verdict::NotCheckable => {
                return None;
            }
        };
        let because = because.replace(&format!("row {other}"), "the other account");
        Some(Pair { one: m.claim, two: other, stand, because })
    };
    matches.into_iter().filter_map(pair).collect()
}
