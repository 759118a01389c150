//! What is asked of the record, whoever asks: a claim of an account, or a line of a pipe.

use jiff::ToSpan as _;
use jiff::civil::Date;
use khaldun_model::{
    Check, Claim, ClaimId, Coding, Figure, Kind, Modality, Party, PlaceKind, Plover, Polarity,
    Unit, Window,
};
use khaldun_records::iso2;
use std::collections::BTreeSet;

/// A place a claim names.
#[derive(Clone, Debug, PartialEq)]
pub struct Spot {
    /// Its name.
    pub name: String,
    /// ISO 3166-1 alpha-2.
    pub country: Option<String>,
    /// Where it lies; `None` where only the name is known.
    pub point: Option<(f64, f64)>,
    /// How far it reaches from its point, in km.
    pub radius_km: f64,
    /// A whole country.
    pub whole_country: bool,
}

/// What an account may leave open of a claim, so that it had to be read from elsewhere.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Open {
    /// The days: its window only brackets an act which the account does not date.
    Days,
    /// The days, wholly: an act told without any, taken for those before the account was written.
    Undated,
    /// The place: its own words name none; those it has were carried over to it.
    Place,
    /// A party: named nowhere in the account, it follows from who fights whom.
    Party,
    /// Who acted: the actors it has stand nowhere in the account.
    Actor,
    /// Whom: the targets it has do not stand in its own words.
    Target,
    /// The act: it is that of a noun beside the verb ("gave no details about the explosion").
    Act,
}

impl Open {
    fn of(claim: &Claim, told: Option<Date>) -> BTreeSet<Self> {
        let beside = |c: &Coding| c.action.is_some() && c.score < BESIDE_SCORE;
        let unnamed = |p: &Party| p.span.is_none();
        let elsewhere = |p: &Party| {
            let inferred = INFERRED.iter().any(|how| p.because.starts_with(how));
            inferred || p.span.is_none_or(|s| !claim.span.contains(s))
        };
        let found = [
            (Self::Days, claim.time_bracketed),
            (Self::Undated, claim.time.is_none() && lately(claim, told).is_some()),
            (Self::Place, claim.places.iter().all(|p| p.carried)),
            (Self::Party, claim.actor.iter().chain(&claim.target).any(unnamed)),
            (Self::Actor, !claim.actor.is_empty() && claim.actor.iter().all(unnamed)),
            (Self::Target, !claim.target.is_empty() && claim.target.iter().all(elsewhere)),
            (Self::Act, claim.coding.as_ref().is_some_and(beside)),
        ];
        found.into_iter().filter_map(|(open, so)| so.then_some(open)).collect()
    }
}

/// A claim as far as event records can speak to it.
#[derive(Clone, Debug, PartialEq)]
pub struct Question {
    /// The claim.
    pub claim: ClaimId,
    /// Its words.
    pub text: String,
    /// What sort of thing is asserted.
    pub kind: Kind,
    /// Whether it is asserted or denied.
    pub polarity: Polarity,
    /// How firmly.
    pub modality: Modality,
    /// What could bear on it.
    pub check: Check,
    /// When.
    pub window: Option<Window>,
    /// What the account leaves open of it.
    pub open: BTreeSet<Open>,
    /// Where.
    pub places: Vec<Spot>,
    /// Who.
    pub actors: Vec<String>,
    /// Whom.
    pub targets: Vec<String>,
    /// What.
    pub action: Option<Plover>,
    /// How many died: lowest and highest number the words allow.
    pub deaths: Option<(f64, f64)>,
    /// Whose figure that is.
    pub deaths_by: String,
    /// When the account was written: nothing it tells can be later.
    pub told: Option<Date>,
}

impl Question {
    /// From a claim; `text` is its account's extracted layer.
    pub fn of(claim: &Claim, text: &str, told: Option<Date>) -> Self {
        let deaths = claim.quantities.iter().find(|q| q.unit == Unit::Deaths);
        let told_of = |p: &&Party| {
            let words = p.span.and_then(|s| text.get(s.range()));
            !p.is_thing() && !words.is_some_and(|w| p.id.is_none() && crate::name::anyone(w))
        };
        let names = |list: &[Party]| -> Vec<String> {
            list.iter().filter(told_of).map(|p| p.name.clone()).collect()
        };
        Self {
            claim: claim.id,
            text: text.get(claim.span.range()).unwrap_or("").to_owned(),
            kind: claim.kind,
            polarity: claim.polarity,
            modality: claim.modality,
            check: claim.check,
            window: claim.time.or_else(|| lately(claim, told)),
            open: Open::of(claim, told),
            places: spots(claim, text),
            actors: names(&claim.actor),
            targets: names(&claim.target),
            action: claim.coding.as_ref().and_then(|c| c.action),
            deaths: deaths.map(|q| bounds(q.figure)),
            deaths_by: deaths.map_or_else(String::new, |q| q.by.clone()),
            told,
        }
    }
}

/// The days of an act that an account tells without a day: news, so those before it was written.
fn lately(claim: &Claim, told: Option<Date>) -> Option<Window> {
    let news = claim.kind == Kind::Event
        && claim.polarity == Polarity::Affirmed
        && claim.places.iter().any(|p| p.found.is_some());
    told.filter(|_| news).map(|day| Window { start: day.saturating_sub(LATELY.days()), end: day })
}

/// How many days before an account its news may lie.
const LATELY: i64 = 7;

/// How a target was reached that the claim's words do not name as one.
const INFERRED: [&str; 7] = [
    "the last to agree",
    "those who have it",
    "the side the account",
    "the other side",
    "the other party the clause",
    "the one who",
    "the army of the country",
];

/// A coding below this was read off a noun beside the clause's head.
const BESIDE_SCORE: f64 = 0.5;

/// "About" is taken as it is put: the comparison has its own tolerance.
fn bounds(figure: Figure) -> (f64, f64) {
    match figure {
        Figure::About(n) => (n * 0.9, n * 1.1),
        other => other.bounds(),
    }
}

/// The places of a claim: those of its own words, or, where it has none, those carried over.
/// A place that is named and not found is still a place: it meets only rows of its name.
fn spots(claim: &Claim, text: &str) -> Vec<Spot> {
    let own = claim.places.iter().any(|p| !p.carried);
    let found = claim.places.iter().filter(|p| !own || !p.carried).filter_map(|p| p.found.as_ref());
    let mut spots: Vec<Spot> = found
        .map(|m| Spot {
            name: m.place.name.clone(),
            country: m.place.country.clone(),
            point: Some((m.place.lat, m.place.lon)),
            radius_km: m.place.radius_km,
            whole_country: m.place.kind == PlaceKind::Country,
        })
        .collect();
    Spot::narrow(&mut spots);
    if spots.is_empty() && own {
        let names = claim.places.iter().filter(|p| !p.carried && p.found.is_none());
        spots.extend(names.filter_map(|p| text.get(p.span.range())).map(|name| Spot {
            name: name.to_owned(),
            country: None,
            point: None,
            radius_km: 3.0,
            whole_country: false,
        }));
    }
    spots
}

impl Spot {
    /// Where a town is named beside its country, the town says where.
    pub fn narrow(spots: &mut Vec<Spot>) {
        if spots.iter().any(|s| !s.whole_country) {
            spots.retain(|s| !s.whole_country);
        }
    }

    /// From a name with a point, as pipes give it: a country's name makes it a whole country.
    pub fn named(name: &str, country: Option<&str>, point: Option<(f64, f64)>) -> Self {
        let whole_country = iso2(name).is_some_and(|c| country.is_none_or(|k| k == c));
        let country = country.map(str::to_owned).or_else(|| iso2(name));
        let radius_km = if whole_country { 500.0 } else { 3.0 };
        Self { name: name.to_owned(), country, point, radius_km, whole_country }
    }
}
