//! Every record file of the shared folder: all of its rows are read, refused with a reason, or told
//! to be no events.

use khaldun_records::import::{ColumnMap, propose, read};
use std::io::Read as _;
use std::path::{Path, PathBuf};

fn files(folder: &Path, found: &mut Vec<PathBuf>) {
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            files(&path, found);
        } else if path.extension().is_some_and(|e| e != "md") {
            found.push(path);
        }
    }
}

#[allow(clippy::disallowed_methods, reason = "test-only: the files lie outside the repository")]
fn bytes(path: &Path) -> Vec<u8> {
    std::fs::read(path).unwrap()
}

/// Rows by a count of its own: records of the CSV reader, or lines where nothing is quoted.
fn rows(path: &Path, bytes: &[u8]) -> u64 {
    let name = path.file_name().unwrap().to_string_lossy();
    let mut text = Vec::new();
    if name.ends_with(".gz") {
        flate2::read::MultiGzDecoder::new(bytes).read_to_end(&mut text).unwrap();
    } else {
        text = bytes.to_vec();
    }
    if name.contains(".export.") {
        return text.split(|b| *b == b'\n').filter(|line| !line.is_empty()).count() as u64;
    }
    if name.ends_with(".json") {
        let value: serde_json::Value = serde_json::from_slice(&text).unwrap();
        return value
            .as_object()
            .map_or_else(|| value.as_array().unwrap().len(), serde_json::Map::len)
            as u64;
    }
    let tab = !name.contains(".csv");
    let mut reader = csv::ReaderBuilder::new()
        .delimiter(if tab { b'\t' } else { b',' })
        .flexible(true)
        .from_reader(text.as_slice());
    reader.byte_records().map(Result::unwrap).count() as u64
}

#[test]
fn rows_read_and_refused_are_all_rows() {
    let Some(shared) = khaldun_testkit::shared() else { return };
    let mut all = Vec::new();
    files(&shared.join("records"), &mut all);
    all.sort();
    assert!(all.len() > 10);
    for path in all {
        let (name, bytes) = (path.file_name().unwrap().to_string_lossy(), bytes(&path));
        let expected = rows(&path, &bytes);
        match read(&name, bytes.as_slice(), None) {
            Ok(set) => {
                let t = set.tally;
                assert_eq!(t.read + t.refused + t.skipped, expected, "{name}");
                let reasons = set.notes.iter().filter(|n| n.code == "KH-REC-001").count() as u64;
                assert_eq!(reasons, t.refused.min(1000), "{name}");
                assert!(t.refused * 20 < t.read, "{name}: {:?}", set.notes.first());
            }
            Err(error) => {
                assert!(error.is_no_event_set(), "{error}");
                assert_eq!(error.rows(), Some(expected), "{name}");
            }
        }
    }
}

/// A table of counts by day and place is no event set, and yet is read through the map that is
/// proposed for it.
#[test]
fn the_proposed_map_reads_a_matrix() {
    let Some(shared) = khaldun_testkit::shared() else { return };
    let path = shared.join("records/vdc-aggregate/vdc_deaths_by_governorate_day_2011-2018.csv.gz");
    if !path.is_file() {
        return;
    }
    let bytes = bytes(&path);
    let proposal = propose("counts.csv.gz", bytes.as_slice()).unwrap();
    let map = ColumnMap::parse("map", &proposal.to_toml()).unwrap();
    let set = read("counts.csv.gz", bytes.as_slice(), Some(&map)).unwrap();
    assert_eq!(set.tally.read + set.tally.refused + set.tally.skipped, rows(&path, &bytes));
    assert!(set.events.len() as u64 > set.tally.read);
}
