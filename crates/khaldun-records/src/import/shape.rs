//! Tables that are no event sets: what they are, and what they are good for.
//!
//! A user who gives a list of actors to `records add` should hear that it is one, not which columns
//! of an event format it lacks. Public tables are known by their columns; others by the shape of
//! their columns, looked at in their first rows.

use super::rows::{Cells, Header, Rows};
use super::sniff::{Column, Kind as Holds};
use crate::Error;
use crate::error::Kind;

/// Rows that are looked at.
const SAMPLE: usize = 300;

/// Public tables: columns by which each is known, what it is, what to do.
const KNOWN: &[(&[&str], &str, &str)] = &[
    (
        &["ActorId", "NameData", "NameOrig"],
        "the UCDP actor list: names, splits and alliances of parties",
        PARTIES,
    ),
    (&["dyad_id", "incompatibility", "intensity_level"], "UCDP's dyads by year", YEARS),
    (&["conflict_id", "incompatibility", "intensity_level"], "UCDP's conflicts by year", YEARS),
    (&["bd_best", "bd_low", "bd_high"], "UCDP's battle-related deaths by year", YEARS),
    (
        &["best_fatality_estimate", "low_fatality_estimate"],
        "UCDP's non-state conflicts or one-sided violence by year",
        YEARS,
    ),
];

const PARTIES: &str =
    "parties belong in the register of actors: `khaldun actors` shows what it knows of them";
const YEARS: &str = "give the georeferenced event dataset (UCDP GED) of the same release";
const LOOKUP: &str = "it explains the codes of an event set; the importers know them already";
const STATE: &str =
    "it says how things stood, not what happened: no claim can be held against its rows";
const TEXTS: &str = "give each text to `khaldun check`: it is an account, not a record";
const PLACES: &str = "give a table whose rows have a day";
const MAP: &str = "write a column map: `khaldun records map FILE` proposes one";

/// What a table of no known format is, where it is no table of events at all; the rest of it is
/// read to count its rows.
pub(crate) fn no_events(file: &str, rows: &mut dyn Rows) -> Result<Option<Error>, Error> {
    let known = KNOWN.iter().find(|(columns, ..)| columns.iter().all(|c| rows.header().has(c)));
    let mut columns: Vec<Column> = rows.header().names().iter().map(|n| Column::new(n)).collect();
    let (mut cells, mut count) = (Cells::default(), 0_u64);
    while rows.next(&mut cells)? {
        if cells.is_blank() {
            continue;
        }
        count += 1;
        if count as usize <= SAMPLE {
            for (n, column) in columns.iter_mut().enumerate() {
                column.see(cells.get(n).unwrap_or(""));
            }
        }
    }
    let said = known.map(|(_, what, help)| (*what, *help));
    let said = said.or_else(|| shape(rows.header(), &columns));
    Ok(said.map(|(what, help)| Error::new(file, Kind::NoEvents { what, rows: count, help })))
}

/// What the columns look like, taken together.
fn shape(header: &Header, columns: &[Column]) -> Option<(&'static str, &'static str)> {
    let named = |words: &[&str]| {
        let lower = header.names().iter().map(|n| n.to_lowercase());
        lower.into_iter().any(|n| words.iter().any(|w| n.contains(w)))
    };
    let days = columns.iter().filter(|c| c.kind().is_day()).count();
    let numbers = columns.iter().filter(|c| c.kind() == Holds::Number).count();
    if days > 0 {
        if columns.iter().any(|c| c.kind() == Holds::Text && c.mean_length() > 600) {
            return Some(("a table of articles, one text a row", TEXTS));
        }
        // A day and numbers besides: a column a place or a party.
        if numbers >= 3 && days + numbers == columns.len() {
            let shares = columns.iter().any(Column::has_fractions);
            return Some(if shares {
                ("measures by day, one column a party or place", STATE)
            } else {
                ("counts by day, one column a place or party", MAP)
            });
        }
        return None;
    }
    if named(&["source"]) && named(&["target"]) && named(&["connection", "relation", "type"]) {
        return Some(("a list of relations between parties", PARTIES));
    }
    if named(&["faction", "actor", "group", "parent", "coalition", "children", "party"]) {
        return Some(("a list of parties", PARTIES));
    }
    if named(&["code"]) && named(&["label", "description", "name"]) {
        return Some(("a lookup of codes", LOOKUP));
    }
    if named(&["lat", "coordinates"]) {
        return Some(("a list of places", PLACES));
    }
    Some(("a table without days: none of its columns says when", MAP))
}
