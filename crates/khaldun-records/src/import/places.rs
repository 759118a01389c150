//! Points for places that releases name without coordinates.
//!
//! The table was written for this project from general knowledge (CC0); its radius says how far a
//! strike "near" the place may have been. Two places of one name stand under two countries.

use crate::fold::{fold, skeleton};
use std::sync::OnceLock;

/// A place of the table.
#[derive(Clone, Debug)]
pub(crate) struct Named {
    pub(crate) names: Vec<String>,
    pub(crate) country: String,
    pub(crate) point: (f64, f64),
    pub(crate) radius_km: f64,
}

fn table() -> &'static [Named] {
    static TABLE: OnceLock<Vec<Named>> = OnceLock::new();
    TABLE.get_or_init(|| {
        let text = include_str!("../../data/release-places.csv");
        let rows = csv::Reader::from_reader(text.as_bytes()).into_records().flatten();
        rows.filter_map(|row| {
            let number = |n: usize| row.get(n).and_then(|v| v.parse::<f64>().ok());
            let names = std::iter::once(row.get(0)?).chain(row.get(1)?.split("; "));
            Some(Named {
                names: names.filter(|s| !s.is_empty()).map(str::to_owned).collect(),
                country: row.get(2)?.to_owned(),
                point: (number(3)?, number(4)?),
                radius_km: number(5)?,
            })
        })
        .collect()
    })
}

/// The place of that name; in the country named if it has one there, else in any.
pub(crate) fn find(name: &str, country: Option<&str>) -> Option<&'static Named> {
    let (folded, bones) = (fold(name), skeleton(name));
    let exact = |p: &&Named| p.names.iter().any(|n| fold(n) == folded);
    let loose = |p: &&Named| bones.len() > 2 && p.names.iter().any(|n| skeleton(n) == bones);
    let here = |p: &&Named| country.is_none_or(|c| p.country == c);
    let all = || table().iter();
    all()
        .filter(here)
        .find(exact)
        .or_else(|| all().filter(here).find(loose))
        .or_else(|| all().find(exact))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn spellings_of_releases_are_found() {
        assert_eq!(find("Mar’a", Some("SY")).map(|p| p.point.0), Some(36.48));
        assert_eq!(find("Deir Ezzor", Some("SY")).map(|p| p.point.0), Some(35.34));
        assert!(find("Nowhere at all", None).is_none());
    }
}
