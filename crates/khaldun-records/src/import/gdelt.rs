//! GDELT 1.0 and 2.0 event files: tab separated, without names and without quoting.
//!
//! The files of 2.0 have 61 columns; those of 1.0 have 58, its backfile to March 2013 has 57 (no
//! address of the article). A row is a machine's coding of a sentence in an article, not an event:
//! one event may be hundreds of rows. Source: GDELT event database codebook 2.0.

use super::cameo;
use super::format::Format;
use super::rows::Row;
use super::value;
use crate::{Countries, Declared, Event, Manifest};
use khaldun_model::Window;

pub(crate) struct Gdelt;

/// Columns of an actor.
const ACTOR: &[&str] = &[
    "Code",
    "Name",
    "CountryCode",
    "KnownGroupCode",
    "EthnicCode",
    "Religion1Code",
    "Religion2Code",
    "Type1Code",
    "Type2Code",
    "Type3Code",
];

/// The names that the columns of a file without names have, told by its first line.
pub(crate) fn names_of(line: &[u8]) -> Option<Vec<String>> {
    let cells: Vec<&[u8]> = line.split(|b| *b == b'\t').collect();
    let is_number =
        |n: usize| cells.get(n).is_some_and(|c| !c.is_empty() && c.iter().all(u8::is_ascii_digit));
    let new = match cells.len() {
        61 => true,
        57 | 58 => false,
        _ => return None,
    };
    if !(is_number(0) && is_number(1) && cells[1].len() == 8) {
        return None;
    }
    let mut names: Vec<String> = ["GLOBALEVENTID", "SQLDATE", "MonthYear", "Year", "FractionDate"]
        .iter()
        .map(|n| (*n).to_owned())
        .collect();
    for actor in ["Actor1", "Actor2"] {
        names.extend(ACTOR.iter().map(|n| format!("{actor}{n}")));
    }
    let facts = [
        "IsRootEvent",
        "EventCode",
        "EventBaseCode",
        "EventRootCode",
        "QuadClass",
        "GoldsteinScale",
        "NumMentions",
        "NumSources",
        "NumArticles",
        "AvgTone",
    ];
    names.extend(facts.iter().map(|n| (*n).to_owned()));
    for place in ["Actor1Geo", "Actor2Geo", "ActionGeo"] {
        let parts = ["Type", "FullName", "CountryCode", "ADM1Code", "ADM2Code", "Lat", "Long"];
        let parts = parts.iter().filter(|p| new || **p != "ADM2Code").chain(&["FeatureID"]);
        names.extend(parts.map(|p| format!("{place}_{p}")));
    }
    names.extend(["DATEADDED".to_owned(), "SOURCEURL".to_owned()]);
    Some(names)
}

impl Format for Gdelt {
    fn title(&self) -> &'static str {
        "GDELT events"
    }

    fn columns(&self) -> &[&str] {
        &[
            "GLOBALEVENTID",
            "SQLDATE",
            "Actor1Name",
            "Actor2Name",
            "EventCode",
            "QuadClass",
            "ActionGeo_Type",
            "ActionGeo_Lat",
            "ActionGeo_Long",
        ]
    }

    fn manifest(&self) -> Manifest {
        Manifest {
            name: "gdelt".to_owned(),
            title: "GDELT events: a machine's coding of news reports".to_owned(),
            version: "not stated in the file".to_owned(),
            licence: "GDELT terms: free use with citation".to_owned(),
            rows_may_be_shown: true,
            ..Manifest::default()
        }
    }

    fn declared(&self) -> Declared {
        Declared {
            thresholds: vec!["a sentence of a news article that the machine could code".to_owned()],
            blind_spots: vec![
                "a row is a report, not an event: one event may be hundreds of rows".to_owned(),
                "days are inferred from the article: often its own day, at times a month, a year or ten \
                 years before it"
                    .to_owned(),
                "places may be namesakes, or the middle of a country or province".to_owned(),
                "no deaths are told, and nobody has read the rows".to_owned(),
            ],
            ..Declared::default()
        }
    }

    /// Rows of the backfile stand at times among others; the address alone is missing.
    fn may_have(&self, cells: usize) -> bool {
        cells == 57
    }

    fn event(&self, row: &Row<'_>) -> Result<Event, String> {
        let id = row.get("GLOBALEVENTID");
        if id.is_empty() || !id.bytes().all(|b| b.is_ascii_digit()) {
            return Err(format!("GLOBALEVENTID: \"{}\" is no number", value::short(id)));
        }
        if row.cells.len() == 57 && row.header.has("Actor1Geo_ADM2Code") {
            return Err(
                "57 cells under the 61 columns of GDELT 2.0: its columns are shifted".to_owned()
            );
        }
        let day = row.day("SQLDATE")?.ok_or("SQLDATE is empty")?;
        let quad = row.get("QuadClass");
        if !matches!(quad, "1" | "2" | "3" | "4") {
            return Err(format!("QuadClass: \"{}\" is none of 1 to 4", value::short(quad)));
        }
        let mut event = Event::new(id, Window::day(day), row.line);
        event.date_precision = precision(row, day);
        let intensity = row.number("GoldsteinScale").ok().flatten();
        let (code, mut root) = cameo::code(row.get("EventCode"), intensity).ok_or_else(|| {
            format!("EventCode: \"{}\" is no CAMEO code", value::short(row.get("EventCode")))
        })?;
        // The root stands apart and is beyond doubt even where its zero was lost.
        if let Ok(told) = row.get("EventRootCode").parse::<u8>()
            && (1..=20).contains(&told)
        {
            root = told;
        }
        event.action = cameo::plover(&code, root);
        event.point = row.point("ActionGeo_Lat", "ActionGeo_Long")?;
        let kind = row.get("ActionGeo_Type");
        event.radius_km = match kind {
            "1" => 500.0,
            "2" => 200.0,
            "3" | "4" => 15.0,
            "5" => 120.0,
            _ => 0.0,
        };
        if kind == "0" {
            event.point = None;
        }
        event.place = row.list("ActionGeo_FullName", ",");
        event.country =
            Countries::builtin().fips(row.get("ActionGeo_CountryCode")).map(|c| c.iso2.clone());
        event.actors = actor(row, "Actor1Name", "Actor1CountryCode");
        event.targets = actor(row, "Actor2Name", "Actor2CountryCode");
        let url = row.get("SOURCEURL");
        event.what = format!(
            "CAMEO {code}; {} mentions in {} articles{}{url}",
            row.get("NumMentions"),
            row.get("NumArticles"),
            if url.is_empty() { "" } else { "; " }
        );
        event.sources = host(url).map(str::to_owned).into_iter().collect();
        "coded by a machine".clone_into(&mut event.verified);
        Ok(event)
    }
}

/// How the day came about, as far as it shows: the day of adding less exactly a month, a year or
/// ten is read from an article that says "a year ago", or guessed.
fn precision(row: &Row<'_>, day: jiff::civil::Date) -> String {
    use jiff::ToSpan as _;
    let added = row.get("DATEADDED").get(..8).and_then(|t| value::day(t).ok()).flatten();
    let Some(added) = added else { return "inferred from the article".to_owned() };
    let steps = [
        (0.days(), "the day it was added"),
        (1.months(), "exactly a month before it was added"),
        (1.years(), "exactly a year before it was added"),
        (10.years(), "exactly ten years before it was added"),
    ];
    let step = steps.iter().find(|(step, _)| added.checked_sub(*step).is_ok_and(|d| d == day));
    format!("inferred from the article; {}", step.map_or("another day", |(_, words)| words))
}

/// Names that are a role and nobody's own: whose, the code of the country tells.
const ROLES: [&str; 16] = [
    "ARMED FORCES",
    "ARMY",
    "CITIZEN",
    "CIVILIAN",
    "GOVERNMENT",
    "INSURGENT",
    "MILITANT",
    "MILITARY",
    "MILITIA",
    "POLICE",
    "PROTESTER",
    "REBEL",
    "SECURITY FORCE",
    "SOLDIER",
    "TROOP",
    "VILLAGER",
];

/// An actor: its name, a mere role with its country in brackets; where it has no name, the country of its code.
fn actor(row: &Row<'_>, name: &str, country: &str) -> Vec<String> {
    let own = row.get(name);
    let state = Countries::builtin().named(row.get(country)).and_then(|c| c.names.first());
    match state {
        _ if !own.is_empty() && !ROLES.contains(&own) => vec![own.to_owned()],
        Some(state) if !own.is_empty() => vec![format!("{own} ({state})")],
        None if !own.is_empty() => vec![own.to_owned()],
        state => state.cloned().into_iter().collect(),
    }
}

/// The host in an address.
fn host(url: &str) -> Option<&str> {
    let rest = url.split_once("://")?.1;
    let host = rest.split(['/', '?', '#']).next()?;
    Some(host.strip_prefix("www.").unwrap_or(host)).filter(|h| !h.is_empty())
}

#[cfg(test)]
mod tests {
    use super::super::read_text;
    use khaldun_model::Plover;

    /// A line of 1.0 with that day, code and number of columns.
    fn line(id: &str, day: &str, code: &str, columns: usize) -> String {
        let mut cells = vec![String::new(); 58];
        for (n, text) in [
            (0, id),
            (1, day),
            (6, "POLICE"),
            (16, "\"QUOTED"),
            (26, code),
            (28, &code[..2]),
            (29, "4"),
            (30, "-10.0"),
            (49, "4"),
            (50, "Goma, Nord-Kivu, Congo"),
            (51, "CG"),
            (53, "-1.67"),
            (54, "29.22"),
            (56, "20130501"),
            (57, "https://www.example.org/a/b"),
        ] {
            text.clone_into(&mut cells[n]);
        }
        cells.truncate(columns);
        cells.join("\t") + "\n"
    }

    #[test]
    fn no_names_no_quotes_and_both_layouts_of_1_0() {
        let text = [
            line("1", "20130430", "190", 58),
            line("2", "20120501", "043", 57),
            line("3", "20130431", "190", 58),
            line("4", "20130430", "190", 50),
        ]
        .concat();
        let set = read_text("20130430.export.CSV", &text).unwrap();
        assert_eq!(set.tally, crate::Tally { read: 2, refused: 2, skipped: 0 });
        let event = &set.events[0];
        assert_eq!((event.action, event.country.as_deref()), (Some(Plover::Assault), Some("CD")));
        assert_eq!((event.actors[0].as_str(), event.targets[0].as_str()), ("POLICE", "\"QUOTED"));
        assert_eq!(event.sources, ["example.org"]);
        assert_eq!(set.events[1].action, Some(Plover::Consult));
        assert!(set.events[1].sources.is_empty());
    }

    #[test]
    fn layouts_of_1_0_and_2_0_in_one_file_are_two_versions() {
        let old = line("1", "20130430", "190", 58).repeat(3);
        let new = vec!["1\t20150218".to_owned() + &"\t".repeat(59); 6].join("\n");
        let error = read_text("mixed.CSV", &(old + &new)).unwrap_err();
        assert!(error.to_string().contains("line 4"), "{error}");
    }
}
