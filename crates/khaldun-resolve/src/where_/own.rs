//! A user's own gazetteer files, in GeoNames' layout.
//!
//! A country file (`SY.txt`) has nineteen columns parted by tabs, no header: id, name, plain name, other names
//! (parted by commas), latitude, longitude, feature class, feature code, country, other countries, four levels of
//! division, population, elevation, model elevation, time zone, date. What is kept: populated places, waters, heights,
//! regions, divisions below the second level, and the sites that matter in conflicts (airfields, bases, dams, bridges,
//! camps, crossings, oil fields). States and divisions of the first two levels stay those of the pack.
//!
//! A row that cannot be used is told with its line and left out; whether the rest is used is for the caller to ask.

use super::candidate::Candidate;
use super::fold;
use super::pack::By;
use khaldun_diag::{Diagnostic, Read, Severity, Source};
use khaldun_model::{Place, PlaceKind};
use std::collections::HashMap;

/// Columns of GeoNames' layout.
const COLUMNS: usize = 19;
/// The most places that a run takes in from files; some 60 MB of names.
const MOST: usize = 600_000;
/// The most complaints about one file; the rest is counted.
const MOST_TOLD: usize = 20;

/// The places of users' files, by the hashes of their folded names.
#[derive(Debug, Default)]
pub struct OwnPlaces {
    rows: Vec<Row>,
    /// All main names, one after the other.
    names: String,
    /// Sorted by hash.
    keys: Vec<(u64, u32, By)>,
}

#[derive(Clone, Copy, Debug)]
struct Row {
    id: u64,
    name: (u32, u32),
    lat: f64,
    lon: f64,
    cc: [u8; 2],
    kind: PlaceKind,
    population: f64,
}

impl OwnPlaces {
    /// Reads one file, whatever its size; `file` is what messages call it. May be called for several files.
    ///
    /// A note or warning stands for every row that could not be used, up to twenty a file.
    pub fn add(&mut self, file: &str, bytes: &[u8]) -> Vec<Diagnostic> {
        let mut complaints = Complaints { file, told: Vec::new(), more: 0 };
        let text = String::from_utf8_lossy(bytes);
        let text = text.trim_start_matches('\u{feff}');
        let mut lines: HashMap<u64, u64> = HashMap::new();
        let mut keys = std::mem::take(&mut self.keys);
        for (number, line) in (1..).zip(text.lines()) {
            if line.trim().is_empty() || line.starts_with('#') {
                continue;
            }
            let fields: Vec<&str> = line.split('\t').collect();
            let row = match read_row(&fields) {
                Ok(Some(row)) => row,
                Ok(None) => continue,
                Err((code, what, why)) => {
                    complaints.tell(code, number, &what, &why);
                    continue;
                }
            };
            if let Some(first) = lines.insert(row.id, number) {
                let why = format!("id {} stands in line {first} already", row.id);
                complaints.tell("KH-WHERE-003", number, "this id comes twice", &why);
                lines.insert(row.id, first);
                continue;
            }
            if self.rows.len() >= MOST {
                let why = format!("{MOST} places are taken in at most; leave files out");
                complaints.tell("KH-WHERE-004", number, "the rest of this file is left out", &why);
                break;
            }
            self.push(row, &fields, &mut keys);
        }
        keys.sort_unstable();
        keys.dedup();
        self.keys = keys;
        complaints.all()
    }

    /// Reads one file into a set of its own.
    pub fn read(file: &str, bytes: &[u8]) -> Read<Self> {
        let mut own = Self::default();
        let notes = own.add(file, bytes);
        Read { value: own, notes }
    }

    /// How many places are held.
    pub fn len(&self) -> usize {
        self.rows.len()
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.rows.is_empty()
    }

    fn push(&mut self, row: Row, fields: &[&str], keys: &mut Vec<(u64, u32, By)>) {
        let number = self.rows.len() as u32;
        let start = self.names.len() as u32;
        self.names.push_str(fields[1].trim());
        self.rows.push(Row { name: (start, self.names.len() as u32), ..row });
        let mut add = |name: &str, by: By| {
            let key = fold::key(name);
            if !key.is_empty() {
                keys.push((fold::hash(&key, false), number, by));
            }
            let skeleton = fold::skeleton(name);
            if !skeleton.is_empty() {
                keys.push((fold::hash(&skeleton, true), number, By::Skeleton));
            }
        };
        add(fields[1], By::Main);
        for other in std::iter::once(fields[2]).chain(fields[3].split(',')) {
            let other = other.trim();
            // Links and other scripts are not looked up.
            if !other.is_empty() && !other.contains("://") && other != fields[1] {
                add(other, By::Alternate);
            }
        }
    }

    /// The places under a key of [`fold::key`], or of [`fold::skeleton`] if `thin`; a main name goes before another.
    pub(super) fn look_up(&self, key: &str, thin: bool) -> Vec<Candidate> {
        let hash = fold::hash(key, thin);
        let from = self.keys.partition_point(|k| k.0 < hash);
        let mut found: Vec<Candidate> = Vec::new();
        let mut last = None;
        for &(_, number, by) in self.keys[from..].iter().take_while(|k| k.0 == hash) {
            if last == Some(number) || (by == By::Skeleton) != thin {
                continue;
            }
            last = Some(number);
            found.push(self.candidate(number, by));
        }
        found
    }

    fn candidate(&self, number: u32, by: By) -> Candidate {
        let row = &self.rows[number as usize];
        let name = &self.names[row.name.0 as usize..row.name.1 as usize];
        let people = (row.population + 1.0).log10();
        let usual = super::gazetteer::usual_radius(row.kind);
        let (radius_km, weight) = match row.kind {
            PlaceKind::Town => {
                ((row.population.max(500.0).sqrt() / 150.0).clamp(2.0, 25.0), people.max(2.2))
            }
            PlaceKind::Quarter => (usual, people.max(2.0) - 0.6),
            PlaceKind::Region => (15.0, 2.4),
            PlaceKind::River | PlaceKind::Nature => (15.0, 2.2),
            _ => (usual, 2.2),
        };
        let country = (row.cc != *b"--").then(|| String::from_utf8_lossy(&row.cc).into_owned());
        let place = Place {
            id: format!("gn:{}", row.id),
            name: name.to_owned(),
            country,
            lat: row.lat,
            lon: row.lon,
            radius_km,
            kind: row.kind,
        };
        Candidate { weight, by, ..Candidate::of_record(&place) }
    }
}

/// A line's place; nothing where its kind is not looked up; else code, headline and reason.
fn read_row(fields: &[&str]) -> Result<Option<Row>, (&'static str, String, String)> {
    if fields.len() != COLUMNS {
        let headline = format!("{} columns where {COLUMNS} are due", fields.len());
        let why = "GeoNames' layout: nineteen columns parted by tabs, no header".to_owned();
        return Err(("KH-WHERE-001", headline, why));
    }
    let bad = |what: &str, field: &str| {
        ("KH-WHERE-001", format!("{what} cannot be read"), format!("it says {field:?}"))
    };
    let id: u64 = fields[0].trim().parse().map_err(|_| bad("the id", fields[0]))?;
    if fields[1].trim().is_empty() {
        return Err(bad("the name", fields[1]));
    }
    let degrees = |at: usize, most: f64| {
        let read = fields[at].trim().parse::<f64>().ok();
        read.filter(|d| d.is_finite() && d.abs() <= most).ok_or_else(|| {
            let which = if at == 4 { "latitude" } else { "longitude" };
            let why = format!("{which} {:?} is no number from -{most} to {most}", fields[at]);
            ("KH-WHERE-002", "impossible coordinates".to_owned(), why)
        })
    };
    let (lat, lon) = (degrees(4, 90.0)?, degrees(5, 180.0)?);
    let Some(kind) = kind(fields[6], fields[7]) else { return Ok(None) };
    let cc = super::tables::cc(fields[8]);
    let population = fields[14].trim().parse().unwrap_or(0.0);
    Ok(Some(Row { id, name: (0, 0), lat, lon, cc, kind, population }))
}

/// What a GeoNames feature is here; `None` for what is not looked up.
fn kind(class: &str, code: &str) -> Option<PlaceKind> {
    Some(match (class, code) {
        ("P", "PPLX") => PlaceKind::Quarter,
        ("P", "PPLH" | "PPLQ" | "PPLW" | "PPLCH") => return None,
        ("P", _) => PlaceKind::Town,
        ("A", "ADM3" | "ADM4" | "ADM5" | "ADMD") | ("L", "RGN" | "RGNH" | "AREA" | "LCTY") => {
            PlaceKind::Region
        }
        ("L", "CMP" | "CMPRF" | "MILB" | "OILF" | "GASF" | "NVB") => PlaceKind::Site,
        (
            "S",
            "AIRP" | "AIRB" | "AIRF" | "AIRQ" | "MILB" | "DAM" | "BDG" | "CMP" | "CMPRF" | "PSTB"
            | "PS" | "OILR" | "FT" | "NVB" | "INSM",
        ) => PlaceKind::Site,
        ("H", "STM" | "STMI" | "STMX" | "WAD" | "CNL") => PlaceKind::River,
        (
            "H",
            "LK" | "LKI" | "RSV" | "BAY" | "GULF" | "STRT" | "SEA" | "MRSH" | "SPNG" | "WLL"
            | "OAS",
        )
        | (
            "T",
            "MT" | "MTS" | "HLL" | "HLLS" | "VAL" | "PASS" | "GRGE" | "ISL" | "ISLS" | "PEN"
            | "CAPE" | "PLN" | "PLAT" | "DSRT" | "PK" | "RDGE",
        ) => PlaceKind::Nature,
        _ => return None,
    })
}

/// What is wrong with a file, not more of it than anyone would read.
struct Complaints<'a> {
    file: &'a str,
    told: Vec<Diagnostic>,
    more: usize,
}

impl Complaints<'_> {
    fn tell(&mut self, code: &'static str, line: u64, headline: &str, why: &str) {
        if self.told.len() >= MOST_TOLD {
            self.more += 1;
            return;
        }
        let source = Source::Line { file: self.file.to_owned(), line };
        let told = Diagnostic::new(code, Severity::Warning, headline, source).note(why);
        self.told.push(told.help("mend the line, or ask for the rest with --use-rest"));
    }

    fn all(mut self) -> Vec<Diagnostic> {
        if self.more > 0 {
            let headline = format!("{} more lines of this file cannot be used", self.more);
            let source = Source::Whole(self.file.to_owned());
            self.told.push(Diagnostic::new("KH-WHERE-001", Severity::Warning, headline, source));
        }
        self.told
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn line(
        id: &str,
        name: &str,
        other: &str,
        lat: &str,
        lon: &str,
        class: &str,
        code: &str,
    ) -> String {
        format!(
            "{id}\t{name}\t{name}\t{other}\t{lat}\t{lon}\t{class}\t{code}\tSY\t\t\t\t\t\t0\t\t300\tAsia/Damascus\t2020-01-01"
        )
    }

    #[test]
    fn villages_are_found_by_every_name_and_romanisation() {
        let text = line("1", "Tall Sayrat", "Tell Sirat,Тель", "36.1", "37.2", "P", "PPL");
        let own = OwnPlaces::read("SY.txt", text.as_bytes());
        assert!(own.notes.is_empty(), "{:?}", own.notes);
        let found = |key: &str, thin| own.value.look_up(key, thin).len();
        assert_eq!((found("tallsayrat", false), found("tellsirat", false)), (1, 1));
        assert_eq!(found(&fold::skeleton("Tal Sayrat"), true), 1);
        assert_eq!(found("aleppo", false), 0);
    }

    #[test]
    fn what_cannot_be_used_is_told_with_its_line() {
        let rows = [
            line("1", "Tall Sayrat", "", "36.1", "37.2", "P", "PPL"),
            "2\tTall Hamra\t36.1\t37.2".to_owned(),
            line("3", "Tall Wasat", "", "96.1", "37.2", "P", "PPL"),
            line("1", "Tall Akhir", "", "36.3", "37.2", "P", "PPL"),
            line("x", "Tall Thani", "", "36.3", "37.2", "P", "PPL"),
            line("5", "A Hotel", "", "36.3", "37.2", "S", "HTL"),
        ];
        let own = OwnPlaces::read("SY.txt", rows.join("\n").as_bytes());
        let told: Vec<(&str, u64)> = own
            .notes
            .iter()
            .map(|n| match &n.source {
                Source::Line { line, .. } => (n.code, *line),
                _ => (n.code, 0),
            })
            .collect();
        let wanted =
            [("KH-WHERE-001", 2), ("KH-WHERE-002", 3), ("KH-WHERE-003", 4), ("KH-WHERE-001", 5)];
        assert_eq!(told, wanted);
        assert_eq!(own.value.len(), 1);
    }
}
