//! Proposes a column map for a table of another layout, from its names and its first cells.

use super::ColumnMap;
use super::mapped::Wide;
use super::rows::{Cells, Rows};
use super::sniff::{Column, Kind};
use crate::Error;
use khaldun_model::Plover;
use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;
use std::io::Read;

/// Rows that are looked at.
const SAMPLE: usize = 400;

/// A map, and what was seen that made it so.
#[derive(Clone, Debug)]
pub struct Proposal {
    /// The map.
    pub map: ColumnMap,
    /// What to look at before using it, a sentence each.
    pub remarks: Vec<String>,
}

impl Proposal {
    /// As a file: the remarks stand at its head.
    pub fn to_toml(&self) -> String {
        let mut text = String::from("# proposed from the first rows; read it before you use it\n");
        for remark in &self.remarks {
            // A remark quotes the table; no character of it may end the comment.
            let plain = remark.replace(char::is_control, " ");
            let _ = writeln!(text, "# {plain}");
        }
        text + &self.map.to_toml()
    }
}

/// Words in column names by which a field is guessed, best first.
const GUESSES: &[(&str, &[&str])] = &[
    ("id", &["event_id", "eventid", "incident_id", "id", "code", "key", "ref"]),
    ("date", &["date_start", "start_date", "event_date", "date", "day", "when", "datetime"]),
    ("date_end", &["date_end", "end_date", "enddate"]),
    ("place", &["place", "location", "city", "town", "village", "site", "where", "area"]),
    ("country", &["country", "country_name", "iso3", "iso"]),
    ("lat", &["latitude", "lat", "y", "geo_lat"]),
    ("lon", &["longitude", "lon", "lng", "long", "x", "geo_lon", "geo_long"]),
    (
        "actors",
        &[
            "actor1",
            "actors",
            "actor",
            "perpetrator",
            "perpetrators",
            "side_a",
            "group_name",
            "group",
            "belligerents",
            "attacker",
            "who",
        ],
    ),
    ("targets", &["actor2", "targets", "target", "victim", "victims", "side_b", "target_type"]),
    ("action", &["action", "event_type", "attack_type", "incident_type", "type", "kind"]),
    (
        "what",
        &["notes", "summary", "description", "details", "what", "text", "headline", "narrative"],
    ),
    ("deaths", &["fatalities", "deaths", "killed", "best", "dead", "total_deaths"]),
    ("deaths_low", &["deaths_min", "min_killed", "killed_min", "low"]),
    ("deaths_high", &["deaths_max", "max_killed", "killed_max", "high"]),
    ("strikes", &["strikes", "airstrikes", "number_of_strikes"]),
    ("sources", &["source", "sources", "source_url", "media"]),
];

/// Words that speak of a class, for the values of the column of acts.
const ACTS: &[(&str, Plover)] = &[
    ("protest", Plover::Protest),
    ("demonstration", Plover::Protest),
    ("riot", Plover::Protest),
    ("arrest", Plover::Coerce),
    ("kidnap", Plover::Coerce),
    ("abduct", Plover::Coerce),
    ("hostage", Plover::Coerce),
    ("detention", Plover::Coerce),
    ("threat", Plover::Threaten),
    ("agreement", Plover::Agree),
    ("ceasefire", Plover::Agree),
    ("withdraw", Plover::Retreat),
    ("deploy", Plover::Mobilize),
    ("aid", Plover::Aid),
    ("attack", Plover::Assault),
    ("assault", Plover::Assault),
    ("battle", Plover::Assault),
    ("clash", Plover::Assault),
    ("bomb", Plover::Assault),
    ("shell", Plover::Assault),
    ("strike", Plover::Assault),
    ("explosion", Plover::Assault),
    ("killing", Plover::Assault),
    ("violence", Plover::Assault),
    ("shooting", Plover::Assault),
    ("armed", Plover::Assault),
];

/// Looks at a table and proposes a map for it; the user reads it before using it.
pub fn propose(file: &str, input: impl Read) -> Result<Proposal, Error> {
    let mut rows = super::table(file, input)?;
    let columns = look(rows.as_mut())?;
    let mut map = ColumnMap {
        name: "my-records".to_owned(),
        title: "What this table is, in a line".to_owned(),
        version: "as of …".to_owned(),
        licence: "not stated".to_owned(),
        radius_km: 10.0,
        ..ColumnMap::default()
    };
    let mut remarks = Vec::new();
    by_name(&columns, &mut map);
    day(&columns, &mut map, &mut remarks);
    points(&columns, &mut map, &mut remarks);
    wide(&columns, &mut map, &mut remarks);
    acts(&columns, &mut map, &mut remarks);
    if map.columns.contains_key("actors") && map.columns.contains_key("targets") {
        remarks.push(
            "directed = true only where actors did it to targets; battles have two sides"
                .to_owned(),
        );
    }
    Ok(Proposal { map, remarks })
}

fn look(rows: &mut dyn Rows) -> Result<Vec<Column>, Error> {
    let mut columns: Vec<Column> = rows.header().names().iter().map(|n| Column::new(n)).collect();
    let mut cells = Cells::default();
    for _ in 0..SAMPLE {
        if !rows.next(&mut cells)? {
            break;
        }
        for (n, column) in columns.iter_mut().enumerate() {
            column.see(cells.get(n).unwrap_or(""));
        }
    }
    Ok(columns)
}

fn by_name(columns: &[Column], map: &mut ColumnMap) {
    let mut taken: BTreeSet<&str> = BTreeSet::new();
    for (field, words) in GUESSES {
        let is = |c: &&Column, word: &str| {
            c.name.to_lowercase().replace([' ', '-', '.'], "_") == word && c.kind() != Kind::Empty
        };
        let fits = |c: &&Column| match *field {
            "date" | "date_end" => c.kind().is_day(),
            "deaths" | "deaths_low" | "deaths_high" | "strikes" => c.kind() == Kind::Number,
            _ => true,
        };
        let mut found = words.iter().flat_map(|w| columns.iter().filter(move |c| is(c, w)));
        if let Some(column) = found.find(|c| fits(c) && !taken.contains(c.name.as_str())) {
            taken.insert(&column.name);
            map.columns.insert((*field).to_owned(), column.name.clone());
        }
    }
}

/// The column of days, by its cells where its name says nothing, and how they are written.
fn day(columns: &[Column], map: &mut ColumnMap, remarks: &mut Vec<String>) {
    let named = map.columns.get("date").and_then(|n| columns.iter().find(|c| c.name == *n));
    let Some(column) = named.or_else(|| columns.iter().find(|c| c.kind().is_day())) else {
        remarks.push("no column holds days: without one a table has no events".to_owned());
        return;
    };
    map.columns.insert("date".to_owned(), column.name.clone());
    match column.kind() {
        Kind::Day(pattern) => pattern.clone_into(&mut map.date_format),
        Kind::Either(first, other) => {
            first.clone_into(&mut map.date_format);
            remarks.push(format!(
                "{}: its first days can be read as {first} and as {other}; make sure which it is",
                column.name
            ));
        }
        _ => {}
    }
}

/// Latitude and longitude by their cells, where their names say nothing.
fn points(columns: &[Column], map: &mut ColumnMap, remarks: &mut Vec<String>) {
    let degrees = |field: &str, most: f64| {
        let named = map.columns.get(field);
        let column = named.and_then(|n| columns.iter().find(|c| c.name == *n));
        column.is_none_or(|c| c.could_be_degrees(most))
    };
    if !degrees("lat", 90.0) && degrees("lon", 90.0) {
        remarks
            .push("the column named latitude holds more than 90: are the two swapped?".to_owned());
    }
    if !map.columns.contains_key("lat") || !map.columns.contains_key("lon") {
        map.columns.remove("lat");
        map.columns.remove("lon");
        remarks.push("no points were found: places are then compared by name alone".to_owned());
    }
}

/// One column a place or party: all columns but the day hold numbers, and there are several.
fn wide(columns: &[Column], map: &mut ColumnMap, remarks: &mut Vec<String>) {
    let used: BTreeSet<&String> = map.columns.values().collect();
    let free: Vec<&Column> = columns.iter().filter(|c| !used.contains(&c.name)).collect();
    let numbers: Vec<&&Column> = free.iter().filter(|c| c.kind() == Kind::Number).collect();
    if numbers.len() < 3 || numbers.len() + 1 < columns.len() {
        return;
    }
    let columns = numbers.iter().map(|c| c.name.clone()).collect();
    let wide = Wide { names: "place".to_owned(), counts: "deaths".to_owned(), columns };
    map.wide = Some(wide);
    "ASSAULT".clone_into(&mut map.action);
    remarks.push(
        "a number a column: each is read as a row of its own, here as deaths in a place".to_owned(),
    );
    remarks.push("set `country` to where these places lie".to_owned());
}

/// The words of the column of acts that have not the name of a class.
fn acts(columns: &[Column], map: &mut ColumnMap, remarks: &mut Vec<String>) {
    let Some(name) = map.columns.get("action").cloned() else { return };
    let Some(column) = columns.iter().find(|c| c.name == name) else { return };
    if column.variety() >= 60 {
        map.columns.remove("action");
        remarks.push(format!("{name} holds too many different words to be a class of act"));
        return;
    }
    let mut actions = BTreeMap::new();
    let mut open = Vec::new();
    for word in column.values().filter(|w| Plover::parse(&w.to_uppercase()).is_none()) {
        let lower = word.to_lowercase();
        match ACTS.iter().find(|(stem, _)| lower.contains(stem)) {
            Some((_, class)) => {
                actions.insert(word.to_owned(), class.as_str().to_owned());
            }
            None => open.push(word.to_owned()),
        }
    }
    map.actions = actions;
    if !open.is_empty() {
        let shown: Vec<&str> = open.iter().map(String::as_str).take(12).collect();
        remarks.push(format!("no class was found for: {}", shown.join(", ")));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn proposal(text: &str) -> Proposal {
        propose("t.csv", text.as_bytes()).unwrap()
    }

    #[test]
    fn days_are_found_by_their_cells_and_the_doubt_is_told() {
        let clear =
            "Cuándo,lat,lon,Hechos\n31/01/1990,4.6,-74.1,bomba\n02/02/1990,4.7,-74.2,bomba\n";
        let clear = proposal(clear);
        assert_eq!(clear.map.columns["date"], "Cuándo");
        assert_eq!(clear.map.date_format, "DD/MM/YYYY");
        let either = proposal("date,killed\n01/02/1990,3\n03/04/1990,1\n");
        assert!(either.remarks.iter().any(|r| r.contains("MM/DD/YYYY")), "{:?}", either.remarks);
    }

    #[test]
    fn a_proposal_is_a_map_that_reads_the_table() {
        let text = "id,date,type,lat,lon,killed\n1,2001-01-05,Armed clash,4.61,-74.12,3\n2,2001-01-06,Street protest,4.62,-74.11,0\n";
        let proposal = proposal(text);
        let map = ColumnMap::parse("map.toml", &proposal.to_toml()).unwrap();
        let set = super::super::read("t.csv", text.as_bytes(), Some(&map)).unwrap();
        assert_eq!(set.tally.read, 2);
        assert_eq!(set.events[0].action, Some(Plover::Assault));
        assert_eq!(set.events[1].action, Some(Plover::Protest));
    }

    #[test]
    fn a_remark_that_quotes_odd_characters_stays_a_comment() {
        let mut proposal = proposal("day,Gao,Kidal,Mopti\n2013-01-01,2,0,1\n");
        proposal.remarks.push("the acts \"a\u{1}b\r\nc\u{7f}\" have no class".to_owned());
        assert!(ColumnMap::parse("map.toml", &proposal.to_toml()).is_ok());
    }

    #[test]
    fn a_matrix_is_proposed_as_one() {
        let proposal = proposal("day,Gao,Kidal,Mopti\n2013-01-01,2,0,1\n2013-01-02,1,4,0\n");
        assert_eq!(proposal.map.wide.unwrap().columns, ["Gao", "Kidal", "Mopti"]);
    }
}
