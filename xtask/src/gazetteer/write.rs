//! The pack's bytes; `data/gazetteer/README.md` writes the layout out.

use super::division::{Divisions, one, two};
use super::{ADM1, ADM2, Row, fold};
use anyhow::{Result, ensure};
use std::collections::BTreeSet;

/// Names stand in blocks of so many, the first of each whole.
const BLOCK: usize = 16;
/// Buckets of the key table: the top 16 of a key's 40 bits.
const BUCKETS: usize = 1 << 16;
/// Flags of a key entry, above the 19 bits of the place's number.
const MAIN: u32 = 1 << 19;
const SECONDARY: u32 = 1 << 20;

/// Countries whose names reach English by romanisation: their places get a secondary key too.
const ROMANISED: &str = "SY IQ YE LY EG SD SS DZ MA TN MR JO LB PS IL SA OM AE QA KW BH IR AF PK TJ TM UZ KG KZ AZ AM GE UA RU BY MD BG RS \
MK BA ME XK AL ET ER SO DJ TD ML NE NG CF CM BF TR CY MM TH LA KH VN BD NP LK IN CN TW KR KP MN JP CD MZ KE UG RW BI EH SN";

type File = (String, Vec<u8>);

/// All files of the pack in order of their names.
pub(super) fn pack(mut rows: Vec<Row>, divisions: &Divisions) -> Result<Vec<File>> {
    rows.sort_by(|a, b| (&a.name, a.id, two(a)).cmp(&(&b.name, b.id, two(b))));
    ensure!(rows.len() < 1 << 19, "more places than 19 bits can number");
    let mut files = vec![("divisions.bin".to_owned(), division_table(&rows, divisions))];
    files.extend(key_tables(&rows));
    files.push(("names.bin".to_owned(), names(&rows)));
    files.push(("places.bin".to_owned(), places(&rows, divisions)));
    Ok(files)
}

fn u24(out: &mut Vec<u8>, value: u32) {
    out.extend_from_slice(&value.to_le_bytes()[..3]);
}

/// The number of the smallest division known that holds the row.
fn division_of(row: &Row, divisions: &Divisions) -> u16 {
    let codes = [two(row), one(row), row.cc.clone()];
    codes.iter().find_map(|c| divisions.get(c)).copied().unwrap_or(u16::MAX)
}

/// 17 bytes each: country, parent, place that stands for it (all ones: none), code's last part.
fn division_table(rows: &[Row], divisions: &Divisions) -> Vec<u8> {
    let mut place_of = vec![0x00ff_ffff_u32; divisions.len()];
    for (i, row) in rows.iter().enumerate().filter(|(_, r)| r.feature >= ADM1) {
        place_of[usize::from(division_of(row, divisions))] = i as u32;
    }
    let mut out = Vec::new();
    for (code, number) in divisions {
        let parent = code.rsplit_once('.').map(|(p, _)| p);
        let parent = parent.and_then(|p| divisions.get(p)).copied().unwrap_or(u16::MAX);
        out.extend_from_slice(&code.as_bytes()[..2]);
        out.extend_from_slice(&parent.to_le_bytes());
        u24(&mut out, place_of[usize::from(*number)]);
        let last = code.rsplit('.').next().unwrap_or_default().as_bytes();
        let mut field = [0u8; 10];
        field[..last.len().min(10)].copy_from_slice(&last[..last.len().min(10)]);
        out.extend_from_slice(&field);
    }
    out
}

/// 14 bytes each: GeoNames id (a division's number for ADM1 and ADM2), latitude and longitude in
/// 1e-4 degrees, division, population on a log scale, feature.
fn places(rows: &[Row], divisions: &Divisions) -> Vec<u8> {
    let mut out = Vec::with_capacity(rows.len() * 14);
    for row in rows {
        let division = division_of(row, divisions);
        let id = if row.feature >= ADM1 { u32::from(division) } else { row.id };
        out.extend_from_slice(&id.to_le_bytes());
        u24(&mut out, (row.lat * 1e4).round() as i32 as u32);
        u24(&mut out, (row.lon * 1e4).round() as i32 as u32);
        out.extend_from_slice(&division.to_le_bytes());
        out.push((((row.population + 1) as f64).ln() * 12.0).round() as u8);
        out.push(row.feature.min(ADM2));
    }
    out
}

/// Offsets of the blocks, then names that share their beginning with the one before.
fn names(rows: &[Row]) -> Vec<u8> {
    let (mut offsets, mut body) = (Vec::new(), Vec::new());
    for block in rows.chunks(BLOCK) {
        offsets.push(body.len() as u32);
        let mut before: &[u8] = &[];
        for row in block {
            let name = &row.name.as_bytes()[..row.name.len().min(255)];
            let shared = name.iter().zip(before).take_while(|(a, b)| a == b).count();
            body.push(shared as u8);
            body.push((name.len() - shared) as u8);
            body.extend_from_slice(&name[shared..]);
            before = name;
        }
    }
    let mut out = (rows.len() as u32).to_le_bytes().to_vec();
    out.extend(offsets.iter().flat_map(|o| o.to_le_bytes()));
    out.extend(body);
    out
}

/// Two halves, each with the begin of every bucket and then entries of 24 bits of key and 24 bits of value.
fn key_tables(rows: &[Row]) -> Vec<File> {
    let mut entries: BTreeSet<(u64, u32)> = BTreeSet::new();
    for (i, row) in rows.iter().enumerate() {
        for (n, key) in row.keys.iter().enumerate() {
            let main = if n == 0 || row.feature >= ADM1 { MAIN } else { 0 };
            entries.insert((fold::hash(key, false) >> 24, i as u32 | main));
        }
        if ROMANISED.split(' ').any(|cc| cc == row.cc) {
            for skeleton in &row.skeletons {
                entries.insert((fold::hash(skeleton, true) >> 24, i as u32 | SECONDARY));
            }
        }
    }
    let entries: Vec<(u64, u32)> = entries.into_iter().collect();
    let half = entries.partition_point(|(h, _)| (h >> 24) < BUCKETS as u64 / 2);
    let parts =
        [("keys-0.bin", 0, &entries[..half]), ("keys-1.bin", BUCKETS / 2, &entries[half..])];
    parts.into_iter().map(|(name, from, part)| (name.to_owned(), key_table(from, part))).collect()
}

fn key_table(from: usize, entries: &[(u64, u32)]) -> Vec<u8> {
    let mut out = Vec::new();
    for bucket in from..=from + BUCKETS / 2 {
        u24(&mut out, entries.partition_point(|(h, _)| ((h >> 24) as usize) < bucket) as u32);
    }
    for (hash, value) in entries {
        u24(&mut out, (hash & 0x00ff_ffff) as u32);
        u24(&mut out, *value);
    }
    out
}
