//! The built-in pack: read in place, nothing decoded before it is asked for.
//!
//! Written by `cargo xtask gazetteer`; the layout is written out in `data/gazetteer/README.md`. A name is
//! looked up by 40 bits of a hash of its key: 16 choose a bucket, 24 stand in the entry. Among the pack's
//! 0.8 million entries a name that is not there meets a foreign entry about once in a million look-ups.

use super::fold;
use khaldun_model::PlaceKind;

const DIVISIONS: &[u8] = include_bytes!("../../../../data/gazetteer/divisions.bin");
const KEYS: [&[u8]; 2] = [
    include_bytes!("../../../../data/gazetteer/keys-0.bin"),
    include_bytes!("../../../../data/gazetteer/keys-1.bin"),
];
const NAMES: &[u8] = include_bytes!("../../../../data/gazetteer/names.bin");
const PLACES: &[u8] = include_bytes!("../../../../data/gazetteer/places.bin");

const HALF: usize = 1 << 15;
const ENTRIES: usize = 3 * (HALF + 1);
const PLACE: usize = 14;
const DIVISION: usize = 17;
const BLOCK: usize = 16;
const NONE: u16 = u16::MAX;

/// A place's number in the pack.
pub(super) type PlaceNo = u32;
/// A division's number in the pack (countries, first and second level).
pub(super) type DivisionNo = u16;

/// What the pack holds of a place, but for its name.
#[derive(Clone, Copy, Debug)]
pub(super) struct Row {
    /// GeoNames id; for divisions the division's number.
    pub(super) id: u32,
    pub(super) lat: f64,
    pub(super) lon: f64,
    /// The smallest division that holds it; for divisions, itself.
    pub(super) division: Option<DivisionNo>,
    pub(super) population: f64,
    pub(super) feature: Feature,
}

/// GeoNames' feature, as far as ranking cares.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Feature {
    Capital,
    Seat1,
    Seat2,
    Town,
    Quarter,
    Gone,
    Division1,
    Division2,
}

impl Feature {
    fn of(code: u8) -> Self {
        match code {
            6 => Self::Capital,
            1 => Self::Seat1,
            2 => Self::Seat2,
            16 => Self::Quarter,
            7 | 10 | 12 | 15 => Self::Gone,
            18 => Self::Division1,
            19 => Self::Division2,
            _ => Self::Town,
        }
    }

    pub(super) fn kind(self) -> PlaceKind {
        match self {
            Self::Division1 | Self::Division2 => PlaceKind::Region,
            Self::Quarter => PlaceKind::Quarter,
            _ => PlaceKind::Town,
        }
    }
}

/// How a name led to a place.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum By {
    /// Its main name.
    Main,
    /// An alternate name.
    Alternate,
    /// Only when romanisation is forgotten.
    Skeleton,
}

fn u16_at(bytes: &[u8], at: usize) -> u16 {
    u16::from_le_bytes([bytes[at], bytes[at + 1]])
}

fn u24_at(bytes: &[u8], at: usize) -> u32 {
    u32::from_le_bytes([bytes[at], bytes[at + 1], bytes[at + 2], 0])
}

fn u32_at(bytes: &[u8], at: usize) -> u32 {
    u32::from_le_bytes([bytes[at], bytes[at + 1], bytes[at + 2], bytes[at + 3]])
}

/// Two's complement in 24 bits, 1e-4 degrees.
fn degrees(bytes: &[u8], at: usize) -> f64 {
    f64::from((u24_at(bytes, at) << 8) as i32 >> 8) / 1e4
}

/// The places under a key made by [`fold::key`], or by [`fold::skeleton`] if `secondary`.
pub(super) fn look_up(key: &str, secondary: bool) -> impl Iterator<Item = (PlaceNo, By)> + use<> {
    let hash = fold::hash(key, secondary) >> 24;
    let bucket = (hash >> 24) as usize;
    let table = KEYS[bucket / HALF];
    let at = 3 * (bucket % HALF);
    let (from, to) = (u24_at(table, at) as usize, u24_at(table, at + 3) as usize);
    let wanted = (hash & 0x00ff_ffff) as u32;
    (from..to).filter_map(move |i| {
        let at = ENTRIES + 6 * i;
        let value = u24_at(table, at + 3);
        let by = match (value >> 20 & 1, value >> 19 & 1) {
            (1, _) => By::Skeleton,
            (_, 1) => By::Main,
            _ => By::Alternate,
        };
        let fits = u24_at(table, at) == wanted && (by == By::Skeleton) == secondary;
        fits.then_some((value & 0x7_ffff, by))
    })
}

/// One place.
pub(super) fn row(place: PlaceNo) -> Row {
    let at = place as usize * PLACE;
    let division = u16_at(PLACES, at + 10);
    Row {
        id: u32_at(PLACES, at),
        lat: degrees(PLACES, at + 4),
        lon: degrees(PLACES, at + 7),
        division: (division != NONE).then_some(division),
        population: (f64::from(PLACES[at + 12]) / 12.0).exp() - 1.0,
        feature: Feature::of(PLACES[at + 13]),
    }
}

/// Its main name.
pub(super) fn name(place: PlaceNo) -> String {
    let (block, within) = (place as usize / BLOCK, place as usize % BLOCK);
    let blocks = (u32_at(NAMES, 0) as usize).div_ceil(BLOCK);
    let mut at = 4 + 4 * blocks + u32_at(NAMES, 4 + 4 * block) as usize;
    let mut name: Vec<u8> = Vec::new();
    for _ in 0..=within {
        let (shared, more) = (usize::from(NAMES[at]), usize::from(NAMES[at + 1]));
        name.truncate(shared);
        name.extend_from_slice(&NAMES[at + 2..at + 2 + more]);
        at += 2 + more;
    }
    String::from_utf8_lossy(&name).into_owned()
}

/// ISO code of the country a division lies in (or is).
pub(super) fn country_of(division: DivisionNo) -> [u8; 2] {
    let at = usize::from(division) * DIVISION;
    [DIVISIONS[at], DIVISIONS[at + 1]]
}

/// The division around a division; `None` at a country.
pub(super) fn parent(division: DivisionNo) -> Option<DivisionNo> {
    let parent = u16_at(DIVISIONS, usize::from(division) * DIVISION + 2);
    (parent != NONE).then_some(parent)
}

/// The division and all around it, the country last.
pub(super) fn chain(division: Option<DivisionNo>) -> impl Iterator<Item = DivisionNo> {
    std::iter::successors(division, |d| parent(*d))
}

/// The place that stands for a division, with its point; none for countries.
pub(super) fn place_of(division: DivisionNo) -> Option<PlaceNo> {
    let place = u24_at(DIVISIONS, usize::from(division) * DIVISION + 4);
    (place != 0x00ff_ffff).then_some(place)
}

/// How many divisions there are, countries among them.
pub(super) fn division_count() -> usize {
    DIVISIONS.len() / DIVISION
}

/// GeoNames' code of a division: "US.OH.089".
pub(super) fn code(division: DivisionNo) -> String {
    let at = usize::from(division) * DIVISION + 7;
    let field = &DIVISIONS[at..at + 10];
    let end = field.iter().position(|b| *b == 0).unwrap_or(10);
    let last = String::from_utf8_lossy(&field[..end]).into_owned();
    parent(division).map_or(last.clone(), |p| format!("{}.{last}", code(p)))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn first(name: &str) -> Vec<(String, String, By)> {
        let found = look_up(&fold::key(name), false);
        let describe = |(p, by): (PlaceNo, By)| {
            (self::name(p), row(p).division.map(code).unwrap_or_default(), by)
        };
        found.map(describe).collect()
    }

    #[test]
    fn towns_are_found_by_main_and_alternate_names() {
        let manbij = first("Manbij");
        assert!(
            manbij.iter().any(|(n, c, b)| n == "Manbij" && c.starts_with("SY") && *b == By::Main),
            "{manbij:?}"
        );
        let kiev = first("Kiev");
        assert!(kiev.iter().any(|(n, _, _)| n == "Kyiv"), "{kiev:?}");
    }

    #[test]
    fn divisions_have_points_and_codes() {
        let licking = look_up("lickingcounty", false).next().expect("Licking County");
        let row = row(licking.0);
        assert_eq!(row.feature, Feature::Division2);
        assert!((row.lat - 40.1).abs() < 0.3 && (row.lon + 82.5).abs() < 0.3, "{row:?}");
        assert!(code(row.division.expect("a division")).starts_with("US.OH."));
    }

    #[test]
    fn the_pack_was_folded_as_this_program_folds() {
        // Every 997th place is found again under its own name.
        let count = u32_at(NAMES, 0);
        for place in (0..count).step_by(997) {
            let name = name(place);
            assert!(look_up(&fold::key(&name), false).any(|(p, _)| p == place), "{name}");
        }
    }
}
