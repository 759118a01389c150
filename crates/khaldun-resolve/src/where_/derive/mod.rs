//! Names with the words that make another place of them.
//!
//! One rule, one file: [`area`] reads directions and distances, [`site`] airports, camps, palaces and the
//! like, [`stretch`] rivers beside towns, [`again`] "the airport" and "the south" of something named before, [`unknown`] names that say
//! where but that no gazetteer holds. An earlier rule's words are not read again by a later one.

mod again;
mod area;
mod site;
mod stretch;
mod unknown;

pub(super) use area::direction;

use super::gazetteer::Gazetteer;
use super::toponym::Toponym;
use khaldun_language::{Doc, Parsed};
use khaldun_model::{Place, PlaceKind, PlaceMatch, PlaceMention, PlaceUse};
use khaldun_text::Account;
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

/// Whether those tokens are free of any draft.
fn is_free(drafts: &[Draft], block: usize, tokens: &Range<usize>) -> bool {
    !drafts
        .iter()
        .any(|d| d.block == block && d.tokens.start < tokens.end && tokens.start < d.tokens.end)
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
