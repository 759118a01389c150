//! What goes on the map and the timeline, as places and days; the page turns them into lines.

use super::{Card, Link, words};
use khaldun::{Checked, CheckedAccount};
use khaldun_match::Verdict;
use khaldun_model::{PlaceKind, Window};
use std::collections::BTreeMap;

/// Whether a mark stands for what the account says or for what a record holds.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Mark {
    /// The account.
    Said,
    /// A row of a set, by set and id.
    Row(String, String),
}

/// A place on the map.
#[derive(Clone, Debug)]
pub struct Dot {
    /// Said or recorded.
    pub mark: Mark,
    /// Its name.
    pub name: String,
    /// Country code.
    pub country: String,
    /// Latitude in degrees.
    pub lat: f64,
    /// Longitude in degrees.
    pub lon: f64,
    /// How far off it may be, in km.
    pub radius_km: f64,
    /// What it is; rows do not say.
    pub kind: Option<PlaceKind>,
    /// Where it is a line: its course in pieces, as latitudes and longitudes.
    pub course: Vec<Vec<(f64, f64)>>,
    /// The claims that are set there.
    pub claims: Vec<Link>,
}

/// A stretch of days on the timeline.
#[derive(Clone, Debug)]
pub struct Bar {
    /// The claim.
    pub claim: Link,
    /// Its words, shortened.
    pub says: String,
    /// Its verdict.
    pub verdict: Verdict,
    /// When, by the account.
    pub window: Window,
    /// How the time was reached.
    pub because: String,
    /// The matched rows: set, id, when.
    pub rows: Vec<(String, String, Window)>,
}

pub(super) fn dots(checked: &CheckedAccount, cards: &[Card], all: &Checked) -> Vec<Dot> {
    let mut dots: BTreeMap<(Mark, String), Dot> = BTreeMap::new();
    for (claim, card) in checked.claims.iter().zip(cards) {
        for place in claim.places.iter().filter_map(|s| s.found.as_ref()).map(|f| &f.place) {
            let dot = Dot {
                mark: Mark::Said,
                name: place.name.clone(),
                country: place.country.clone().unwrap_or_default(),
                lat: place.lat,
                lon: place.lon,
                radius_km: place.radius_km,
                kind: Some(place.kind),
                course: all.courses.get(&place.id).cloned().unwrap_or_default(),
                claims: Vec::new(),
            };
            add(&mut dots, (Mark::Said, place.id.clone()), dot, card);
        }
        for (mark, event) in rows(checked, claim.id, all, true) {
            let Some((lat, lon)) = event.point else { continue };
            let dot = Dot {
                mark: mark.clone(),
                name: event.place.first().cloned().unwrap_or_default(),
                country: event.country.clone().unwrap_or_default(),
                lat,
                lon,
                radius_km: event.radius_km,
                kind: None,
                course: Vec::new(),
                claims: Vec::new(),
            };
            add(&mut dots, (mark, String::new()), dot, card);
        }
    }
    dots.into_values().collect()
}

fn add(dots: &mut BTreeMap<(Mark, String), Dot>, key: (Mark, String), dot: Dot, card: &Card) {
    let dot = dots.entry(key).or_insert(dot);
    let link = card.link();
    if !dot.claims.contains(&link) {
        dot.claims.push(link);
    }
}

/// The rows on which the verdicts on a claim rest; `printable` leaves out the sets whose rows may
/// not be shown.
fn rows<'c>(
    checked: &CheckedAccount,
    claim: khaldun_model::ClaimId,
    all: &'c Checked,
    printable: bool,
) -> Vec<(Mark, &'c khaldun_records::Event)> {
    let mut out = Vec::new();
    for m in checked.matches_of(claim) {
        let Some(set) = all.sets.iter().find(|s| s.manifest.name == m.set) else { continue };
        if printable && !set.manifest.rows_may_be_shown {
            continue;
        }
        for row in &m.rows {
            if let Some(event) = set.events.get(row.event) {
                out.push((Mark::Row(m.set.clone(), row.id.clone()), event));
            }
        }
    }
    out
}

pub(super) fn bars(checked: &CheckedAccount, cards: &[Card], all: &Checked) -> Vec<Bar> {
    let bar = |(claim, card): (&khaldun_model::Claim, &Card)| {
        let row = |(mark, event): (Mark, &khaldun_records::Event)| match mark {
            Mark::Row(set, id) => Some((set, id, event.window)),
            Mark::Said => None,
        };
        Some(Bar {
            claim: card.link(),
            says: shortened(&card.quote, 90),
            verdict: card.verdict,
            window: claim.time?,
            because: claim.time_because.clone(),
            rows: rows(checked, claim.id, all, false).into_iter().filter_map(row).collect(),
        })
    };
    checked.claims.iter().zip(cards).filter_map(bar).collect()
}

/// The first words of a text, up to about `most` characters.
pub(crate) fn shortened(text: &str, most: usize) -> String {
    let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
    if text.chars().count() <= most {
        return text;
    }
    let cut: String = text.chars().take(most).collect();
    let cut = cut.rsplit_once(' ').map_or(cut.as_str(), |(head, _)| head);
    format!("{} …", cut.trim_end_matches([',', ';', ':']))
}

impl Bar {
    /// When, in words.
    pub fn when(&self) -> String {
        words::window(self.window)
    }
}
