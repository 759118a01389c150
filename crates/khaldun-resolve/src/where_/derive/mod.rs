//! Names with the words that make another place of them.
//!
//! One rule, one file: [`area`] reads directions and distances, [`site`] airports, camps, palaces and the
//! like, [`between`] and [`road`] what lies between two places, [`border`] where two states meet, [`stretch`] lines beside towns, [`again`] "the airport" and "the south" of something named before, [`unknown`] names that say
//! where but that no gazetteer holds. An earlier rule's words are not read again by a later one.

mod again;
mod area;
mod between;
mod border;
mod road;
mod site;
mod stretch;
mod unknown;

pub(super) use area::direction;

use super::gazetteer::Gazetteer;
use super::toponym::Toponym;
use khaldun_language::{Doc, Parsed};
use khaldun_model::{Place, PlaceKind, PlaceMatch, PlaceMention, PlaceUse};
use khaldun_text::Account;
use std::collections::BTreeSet;
use std::ops::Range;

/// A mention in the making.
#[derive(Clone, Debug)]
struct Draft {
    block: usize,
    tokens: Range<usize>,
    used_as: PlaceUse,
    found: Option<PlaceMatch>,
    abstained: Option<String>,
}

/// What every rule may look at.
struct Desk<'a> {
    account: &'a Account,
    parsed: &'a Parsed,
    gazetteer: &'a Gazetteer,
}

impl<'a> Desk<'a> {
    fn doc(&self, block: usize) -> Option<&'a Doc> {
        self.parsed.docs.get(block)?.as_ref()
    }

    /// The word in lower case, or nothing past either end.
    fn word(&self, block: usize, token: Option<usize>) -> String {
        let doc = self.doc(block);
        let found = doc.zip(token).filter(|(d, t)| *t < d.tokens.len());
        found.map_or_else(String::new, |(d, t)| d.word(t).to_lowercase())
    }

    /// Whether the list of `data/places/words.csv` holds the word there.
    fn listed(&self, list: &str, block: usize, token: usize) -> bool {
        self.gazetteer.words.has(list, &self.word(block, Some(token)))
    }

    fn words(&self, draft: &Draft) -> &'a str {
        let span = self.parsed.span(draft.block, draft.tokens.clone());
        span.map_or("", |s| s.of(&self.account.text))
    }
}

/// The place mentions of an account.
pub(super) fn mentions(
    account: &Account,
    parsed: &Parsed,
    gazetteer: &Gazetteer,
    names: Vec<Toponym>,
) -> Vec<PlaceMention> {
    let desk = Desk { account, parsed, gazetteer };
    let mut drafts: Vec<Draft> = names.into_iter().map(Draft::of).collect();
    border::read(&desk, &mut drafts);
    road::read(&desk, &mut drafts);
    between::read(&desk, &mut drafts);
    area::read(&desk, &mut drafts);
    site::read(&desk, &mut drafts);
    unknown::read(&desk, &mut drafts);
    again::read(&desk, &mut drafts);
    stretch::read(&desk, &mut drafts);
    drafts.sort_by_key(|d| (d.block, d.tokens.start));
    drafts.into_iter().filter_map(|d| d.into_mention(parsed)).collect()
}

impl Draft {
    fn of(name: Toponym) -> Self {
        let Toponym { block, tokens, used_as, found, abstained, .. } = name;
        Self { block, tokens, used_as, found, abstained }
    }

    fn into_mention(self, parsed: &Parsed) -> Option<PlaceMention> {
        let span = parsed.span(self.block, self.tokens)?;
        let Self { used_as, found, abstained, .. } = self;
        Some(PlaceMention { span, used_as, found, abstained })
    }

    fn place(&self) -> Option<&Place> {
        self.found.as_ref().map(|f| &f.place)
    }

    /// Whether it says where (and is not a government, a people or part of a name).
    fn is_literal(&self) -> bool {
        self.used_as == PlaceUse::Literal
    }
}

/// The draft that begins at that token, or that ends before it.
fn beginning(drafts: &[Draft], block: usize, at: usize) -> Option<&Draft> {
    drafts.iter().find(|d| d.block == block && d.tokens.start == at)
}

fn ending(drafts: &[Draft], block: usize, at: usize) -> Option<&Draft> {
    drafts.iter().find(|d| d.block == block && d.tokens.end == at)
}

/// Puts what a rule made in the place of the names it was made of.
fn replace(drafts: &mut Vec<Draft>, made: Vec<Draft>) {
    for new in made {
        if is_free_of_made(drafts, &new) {
            drafts.retain(|d| {
                d.block != new.block
                    || d.tokens.end <= new.tokens.start
                    || new.tokens.end <= d.tokens.start
            });
            drafts.push(new);
        }
    }
    drafts.sort_by_key(|d| (d.block, d.tokens.start));
}

/// Whether every draft that a new one meets lies wholly inside it.
fn is_free_of_made(drafts: &[Draft], new: &Draft) -> bool {
    let meets = |d: &&Draft| {
        d.block == new.block && d.tokens.start < new.tokens.end && new.tokens.start < d.tokens.end
    };
    let inside = |d: &Draft| new.tokens.start <= d.tokens.start && d.tokens.end <= new.tokens.end;
    drafts.iter().filter(meets).all(inside)
}

/// What lies between two places: no point is told, so the reach covers both, or the given share of the way.
fn amid(a: &PlaceMatch, b: &PlaceMatch, tag: &str, name: String, share: f64) -> PlaceMatch {
    let ((from, to), km) = (
        (&a.place, &b.place),
        khaldun_model::km_between((a.place.lat, a.place.lon), (b.place.lat, b.place.lon)),
    );
    let turn = (to.lon - from.lon + 540.0).rem_euclid(360.0) - 180.0;
    let lon = (from.lon + turn / 2.0 + 540.0).rem_euclid(360.0) - 180.0;
    let country = from.country.clone().filter(|c| Some(c) == to.country.as_ref());
    let place = Place {
        id: format!("{}#{tag}-{}", from.id, to.id),
        name,
        country,
        lat: f64::midpoint(from.lat, to.lat),
        lon,
        radius_km: km * share + from.radius_km.min(to.radius_km),
        kind: PlaceKind::Region,
    };
    let because =
        format!("between {} and {}, {km:.0} km apart; where is not told", from.name, to.name);
    PlaceMatch { place, confidence: a.confidence.min(b.confidence) * 0.8, because }
}

/// Tokens that drafts have, so that each is found without a walk over all drafts.
struct Taken(BTreeSet<(usize, usize)>);

impl Taken {
    fn of(drafts: &[Draft]) -> Self {
        Self(drafts.iter().flat_map(|d| d.tokens.clone().map(|t| (d.block, t))).collect())
    }

    fn add(&mut self, block: usize, tokens: &Range<usize>) {
        self.0.extend(tokens.clone().map(|t| (block, t)));
    }

    /// Whether none of some tokens is taken.
    fn leaves(&self, block: usize, tokens: &Range<usize>) -> bool {
        !tokens.clone().any(|t| self.0.contains(&(block, t)))
    }
}

/// A point so many km from another in a direction (degrees from north).
fn shifted(place: &Place, km: f64, bearing: f64) -> (f64, f64) {
    let b = bearing.to_radians();
    let lat = (place.lat + km * b.cos() / 111.2).clamp(-89.9, 89.9);
    let across = 111.2 * place.lat.to_radians().cos().max(0.1);
    let lon = place.lon + km * b.sin() / across;
    (lat, (lon + 540.0).rem_euclid(360.0) - 180.0)
}

/// A place made of another: same country, its own name, point and reach.
fn made_of(
    base: &Place,
    tag: &str,
    name: String,
    kind: PlaceKind,
    point: (f64, f64),
    radius_km: f64,
) -> Place {
    let id = format!("{}#{tag}", base.id);
    Place { id, name, country: base.country.clone(), lat: point.0, lon: point.1, radius_km, kind }
}
