//! Our own tables in `data/places`: countries, points of divisions, regions and sites, word lists.
//!
//! They are compiled in and read once; a row that cannot be read is a mistake of ours and a test
//! finds it.

use khaldun_model::PlaceKind;
use std::collections::{BTreeMap, HashSet};

/// A state with its names.
#[derive(Clone, Debug)]
pub(super) struct Country {
    pub(super) cc: [u8; 2],
    pub(super) name: String,
    pub(super) also: Vec<String>,
    pub(super) demonyms: Vec<String>,
    pub(super) lat: f64,
    pub(super) lon: f64,
    pub(super) radius_km: f64,
    pub(super) population: f64,
    pub(super) geonames: String,
}

/// A row of `data/places/{regions,rivers,…}.csv`.
#[derive(Clone, Debug)]
pub(super) struct Feature {
    pub(super) name: String,
    pub(super) also: Vec<String>,
    pub(super) countries: Vec<[u8; 2]>,
    pub(super) kind: PlaceKind,
    pub(super) lat: f64,
    pub(super) lon: f64,
    pub(super) radius_km: f64,
    /// How prominent: comparable with the decimal logarithm of a town's population.
    pub(super) weight: f64,
}

/// A first-level division's point and abbreviations.
#[derive(Clone, Debug)]
pub(super) struct Division {
    pub(super) code: String,
    pub(super) point: (f64, f64),
    pub(super) also: Vec<String>,
    pub(super) abbreviations: Vec<String>,
}

/// The lists of `data/places/words.csv`.
#[derive(Debug)]
pub(super) struct Words(BTreeMap<String, HashSet<String>>);

impl Words {
    /// Whether the list of that name holds the word (lower case).
    pub(super) fn has(&self, list: &str, word: &str) -> bool {
        self.0.get(list).is_some_and(|l| l.contains(word))
    }
}

const COUNTRIES: &str = include_str!("../../../../data/places/countries.csv");
const DIVISIONS: &str = include_str!("../../../../data/places/divisions.csv");
const WORDS: &str = include_str!("../../../../data/places/words.csv");
const FEATURES: [&str; 2] = [
    include_str!("../../../../data/places/regions.csv"),
    include_str!("../../../../data/places/rivers.csv"),
];

const PEOPLES: &str = include_str!("../../../../data/places/peoples.csv");

/// Adjectives and peoples of places that are no states: the words, and the name of the place.
pub(super) fn peoples() -> Vec<(Vec<String>, String)> {
    rows(PEOPLES).map(|r| (list(&r[1]), r[0].to_owned())).collect()
}

fn rows(text: &str) -> impl Iterator<Item = csv::StringRecord> + '_ {
    let reader = csv::ReaderBuilder::new().flexible(true).from_reader(text.as_bytes());
    reader.into_records().filter_map(Result::ok)
}

fn list(field: &str) -> Vec<String> {
    field.split(';').map(str::trim).filter(|s| !s.is_empty()).map(str::to_owned).collect()
}

fn number(row: &csv::StringRecord, at: usize) -> f64 {
    row.get(at).and_then(|f| f.parse().ok()).unwrap_or(f64::NAN)
}

/// Two letters as bytes; "--" where the field holds none.
pub(super) fn cc(field: &str) -> [u8; 2] {
    match field.as_bytes() {
        [a, b, ..] => [*a, *b],
        _ => *b"--",
    }
}

pub(super) fn countries() -> Vec<Country> {
    let country = |r: csv::StringRecord| Country {
        cc: cc(&r[0]),
        name: r[1].to_owned(),
        also: list(&r[2]),
        demonyms: list(&r[3]),
        lat: number(&r, 5),
        lon: number(&r, 6),
        radius_km: number(&r, 7),
        population: number(&r, 8),
        geonames: r[9].to_owned(),
    };
    rows(COUNTRIES).map(country).collect()
}

pub(super) fn divisions() -> Vec<Division> {
    let division = |r: csv::StringRecord| Division {
        code: r[0].to_owned(),
        point: (number(&r, 1), number(&r, 2)),
        also: list(&r[3]),
        abbreviations: list(&r[4]),
    };
    rows(DIVISIONS).map(division).collect()
}

pub(super) fn features() -> Vec<Feature> {
    let feature = |r: csv::StringRecord| Feature {
        name: r[0].to_owned(),
        also: list(&r[1]),
        countries: list(&r[2]).iter().map(|c| cc(c)).collect(),
        kind: kind(&r[3]),
        lat: number(&r, 4),
        lon: number(&r, 5),
        radius_km: number(&r, 6),
        weight: number(&r, 7),
    };
    FEATURES.iter().flat_map(|f| rows(f)).map(feature).collect()
}

fn kind(word: &str) -> PlaceKind {
    use PlaceKind::{Area, Border, Country, Nature, Quarter, Region, River, Site, Town};
    let all = [Country, Region, Town, Quarter, Site, River, Border, Nature, Area];
    all.into_iter().find(|k| k.as_str() == word).unwrap_or(Region)
}

pub(super) fn words() -> Words {
    let split = |s: &str| s.split_whitespace().map(str::to_owned).collect();
    Words(rows(WORDS).map(|r| (r[0].to_owned(), split(&r[1]))).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_row_is_sound() {
        let sound = |lat: f64, lon: f64| lat.abs() <= 90.0 && lon.abs() <= 180.0;
        for c in countries() {
            assert!(sound(c.lat, c.lon) && c.radius_km > 0.0 && c.population >= 0.0, "{c:?}");
        }
        for f in features() {
            assert!(sound(f.lat, f.lon) && f.radius_km > 0.0 && f.weight > 0.0, "{f:?}");
        }
        for d in divisions() {
            assert!(sound(d.point.0, d.point.1), "{d:?}");
        }
        for text in FEATURES {
            for row in rows(text) {
                assert_eq!(row.len(), 9, "{row:?}");
                assert_eq!(kind(&row[3]).as_str(), &row[3], "{row:?}");
            }
        }
    }
}
