//! The gold sets, which live outside the repository: a test skips where they are absent.
#![allow(
    dead_code,
    clippy::disallowed_methods,
    reason = "each test takes what it needs; tests read files"
)]

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

/// A folder of gold.
pub(crate) fn folder(name: &str) -> Option<PathBuf> {
    khaldun_testkit::shared().map(|s| s.join("gold").join(name))
}

/// The lines of a file with the quotes taken off their fields.
pub(crate) fn lines(path: &Path) -> Vec<Vec<String>> {
    let text = std::fs::read_to_string(path).unwrap_or_else(|e| panic!("{}: {e}", path.display()));
    text.lines().map(|l| l.split(',').map(|f| f.trim_matches('"').to_owned()).collect()).collect()
}

/// A plain table (no commas within fields) by column name.
pub(crate) fn table(path: &Path) -> Vec<BTreeMap<String, String>> {
    let mut lines = lines(path).into_iter();
    let head = lines.next().unwrap_or_default();
    lines.map(|l| head.iter().cloned().zip(l).collect()).collect()
}

/// Days since 1970-01-01 of a date like `2016-03-27` or `2016/03/27`.
pub(crate) fn day(date: &str) -> i64 {
    let part = |range: std::ops::Range<usize>| date[range].parse::<i64>().expect("a date");
    let (y, m, d) = (part(0..4), part(5..7), part(8..10));
    let y = if m <= 2 { y - 1 } else { y };
    let era = y.div_euclid(400);
    let of_era = y - era * 400;
    let of_year = (153 * ((m + 9) % 12) + 2) / 5 + d - 1;
    era * 146_097 + of_era * 365 + of_era / 4 - of_era / 100 + of_year - 719_468
}
