//! Any CSV or TSV through a column map, a small TOML file that says what each column means.

use super::format::Format;
use super::rows::{Header, Row};
use super::value;
use crate::error::Kind;
use crate::{Declared, Error, Event, Manifest, country};
use jiff::civil::Date;
use khaldun_model::{Plover, Window};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// What the columns of a table mean. Names are the table's own; docs/records.md describes each.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct ColumnMap {
    /// Short name of the set.
    pub name: String,
    /// What it is, in a line.
    pub title: String,
    /// Version.
    pub version: String,
    /// Licence.
    pub licence: String,
    /// Whether rows may be shown in published output; no, unless the map says so.
    pub rows_may_be_shown: bool,
    /// How days are written where not as ISO: `DD/MM/YYYY`.
    pub date_format: String,
    /// What parts the parties of a cell; `;` where nothing is said.
    pub list_separator: String,
    /// Whether actors do it to targets (true) or are two sides in no order.
    pub directed: bool,
    /// How far off points may be, in km, where no column says so.
    pub radius_km: f64,
    /// The country of all rows, where no column says so (ISO alpha-2 or a name).
    pub country: String,
    /// The class of all rows, where no column says so.
    pub action: String,
    /// Where a table has one column a place or party and a count in each cell.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub wide: Option<Wide>,
    /// Our field -> their column; docs/records.md lists the fields.
    pub columns: BTreeMap<String, String>,
    /// Their word for an act -> PLOVER class.
    pub actions: BTreeMap<String, String>,
    /// What the set holds and does not see.
    pub declared: Declared,
}

/// A table with one column a place or party: each cell above 0 is read as a row of its own.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Wide {
    /// What the names of these columns are: `place`, `actors` or `targets`.
    pub names: String,
    /// What their cells count: `deaths` or `strikes`.
    pub counts: String,
    /// The columns.
    pub columns: Vec<String>,
}

impl Wide {
    fn check(&self) -> Result<(), String> {
        if !matches!(self.names.as_str(), "place" | "actors" | "targets") {
            return Err(format!("wide.names is \"{}\", not place, actors or targets", self.names));
        }
        if !matches!(self.counts.as_str(), "deaths" | "strikes") {
            return Err(format!("wide.counts is \"{}\", not deaths or strikes", self.counts));
        }
        Ok(())
    }

    /// The event of one cell, from what the rest of the row says.
    fn cell(&self, mut event: Event, column: &str, count: f64) -> Event {
        event.id = format!("{}|{column}", event.window.start);
        let name = vec![column.to_owned()];
        match self.names.as_str() {
            "place" => event.place = name,
            "actors" => event.actors = name,
            _ => event.targets = name,
        }
        if self.counts == "strikes" {
            event.strikes = Some(count);
        } else {
            (event.best, event.deaths) = (Some(count), Some((count, count)));
        }
        event
    }
}

const FIELDS: &[&str] = &[
    "id",
    "date",
    "date_end",
    "place",
    "country",
    "lat",
    "lon",
    "radius_km",
    "actors",
    "targets",
    "action",
    "what",
    "deaths",
    "deaths_low",
    "deaths_high",
    "deaths_by",
    "strikes",
    "sources",
    "verified",
];

impl ColumnMap {
    /// As a file.
    pub fn to_toml(&self) -> String {
        toml::to_string(self).unwrap_or_default()
    }

    /// Reads a map.
    pub fn parse(file: &str, text: &str) -> Result<Self, Error> {
        let map: Self = toml::from_str(text)
            .map_err(|e| Error::new(file, Kind::Map(e.message().to_owned())))?;
        let strange: Vec<&str> =
            map.columns.keys().map(String::as_str).filter(|k| !FIELDS.contains(k)).collect();
        if strange.is_empty() {
            map.wide
                .as_ref()
                .map_or(Ok(()), Wide::check)
                .map_err(|why| Error::new(file, Kind::Map(why)))?;
            return Ok(map);
        }
        let why = format!(
            "the map speaks of {}, which is none of {}",
            strange.join(", "),
            FIELDS.join(", ")
        );
        Err(Error::new(file, Kind::Map(why)))
    }
}

pub(crate) struct Mapped {
    map: ColumnMap,
}

impl Mapped {
    pub(crate) fn new(file: &str, map: &ColumnMap, header: &Header) -> Result<Self, Error> {
        let wide = map.wide.iter().flat_map(|w| &w.columns);
        let named = map.columns.values().chain(wide).map(String::as_str);
        let missing: Vec<&str> = named.filter(|c| !header.has(c)).collect();
        let refuse = |why: String| Err(Error::new(file, Kind::Map(why)));
        if !missing.is_empty() {
            return refuse(format!(
                "the map names {}, the file has {}",
                missing.join(", "),
                header.names().join(", ")
            ));
        }
        if !map.columns.contains_key("date") {
            return refuse("the map names no column for `date`".to_owned());
        }
        Ok(Self { map: map.clone() })
    }

    fn get<'t>(&self, row: &Row<'t>, field: &str) -> &'t str {
        self.map.columns.get(field).map_or("", |column| row.get(column))
    }

    fn number(&self, row: &Row<'_>, field: &str) -> Result<Option<f64>, String> {
        self.map.columns.get(field).map_or(Ok(None), |column| row.number(column))
    }

    fn day(&self, row: &Row<'_>, field: &str) -> Result<Option<Date>, String> {
        let text = self.get(row, field);
        let day = match self.map.date_format.as_str() {
            "" => value::day(text),
            pattern => value::day_by(pattern, text),
        };
        day.map_err(|why| format!("{field}: {why}"))
    }

    fn list(&self, row: &Row<'_>, field: &str) -> Vec<String> {
        let separator =
            if self.map.list_separator.is_empty() { ";" } else { &self.map.list_separator };
        let parts = self.get(row, field).split(separator).map(str::trim);
        parts.filter(|s| !s.is_empty()).map(str::to_owned).collect()
    }

    fn action(&self, row: &Row<'_>) -> Option<Plover> {
        let word = match self.get(row, "action") {
            "" => self.map.action.as_str(),
            word => word,
        };
        let class = self.map.actions.get(word).map_or(word, String::as_str);
        Plover::parse(&class.to_uppercase())
    }
}

impl Format for Mapped {
    fn title(&self) -> &str {
        &self.map.title
    }

    fn columns(&self) -> &[&str] {
        &[]
    }

    fn manifest(&self) -> Manifest {
        let map = &self.map;
        let or = |text: &str, other: &str| if text.is_empty() { other } else { text }.to_owned();
        Manifest {
            name: or(&map.name, "mapped"),
            title: or(&map.title, "A table read through a column map"),
            version: or(&map.version, "not stated"),
            licence: or(&map.licence, "not stated"),
            rows_may_be_shown: map.rows_may_be_shown,
            ..Manifest::default()
        }
    }

    fn declared(&self) -> Declared {
        self.map.declared.clone()
    }

    fn event(&self, row: &Row<'_>) -> Result<Event, String> {
        let start = self.day(row, "date")?.ok_or("date is empty")?;
        let end = self.day(row, "date_end")?.unwrap_or(start);
        if end < start {
            return Err(format!("it ends ({end}) before it begins ({start})"));
        }
        let id = match self.get(row, "id") {
            "" => format!("line-{}", row.line),
            id => id.to_owned(),
        };
        let mut event = Event::new(id, Window { start, end }, row.line);
        "day".clone_into(&mut event.date_precision);
        if let (Some(lat), Some(lon)) = (self.map.columns.get("lat"), self.map.columns.get("lon")) {
            event.point = row.point(lat, lon)?;
        }
        let radius = self.number(row, "radius_km")?.unwrap_or(self.map.radius_km);
        event.radius_km = if radius > 0.0 { radius } else { 10.0 };
        event.place = self.list(row, "place");
        let named = self.get(row, "country");
        event.country = if named.is_empty() {
            country::iso2(&self.map.country)
        } else {
            self.map.columns.get("country").and_then(|column| row.country(column))
        };
        event.actors = self.list(row, "actors");
        event.targets = self.list(row, "targets");
        event.directed = self.map.directed;
        event.action = self.action(row);
        self.get(row, "what").clone_into(&mut event.what);
        event.best = self.number(row, "deaths")?;
        let (low, high) = (self.number(row, "deaths_low")?, self.number(row, "deaths_high")?);
        event.deaths =
            low.or(event.best).or(high).map(|l| (l, high.or(event.best).unwrap_or(l).max(l)));
        self.get(row, "deaths_by").clone_into(&mut event.deaths_by);
        event.strikes = self.number(row, "strikes")?;
        event.sources = self.list(row, "sources");
        self.get(row, "verified").clone_into(&mut event.verified);
        Ok(event)
    }

    fn events(&self, row: &Row<'_>, take: &mut dyn FnMut(Event)) -> Result<(), String> {
        let event = self.event(row)?;
        let Some(wide) = &self.map.wide else {
            take(event);
            return Ok(());
        };
        let counts: Result<Vec<_>, String> =
            wide.columns.iter().map(|c| Ok((c, row.number(c)?))).collect();
        for (column, count) in counts? {
            if let Some(count) = count.filter(|n| *n > 0.0) {
                take(wide.cell(event.clone(), column, count));
            }
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const MAP: &str = "name = \"ministry\"\ndate_format = \"DD/MM/YYYY\"\nradius_km = 8.0\ncountry = \"Mali\"\n\
        [columns]\ndate = \"Jour\"\nplace = \"Lieu\"\nlat = \"Y\"\nlon = \"X\"\nactors = \"Auteur\"\naction = \"Fait\"\ndeaths = \"Morts\"\n\
        [actions]\nattaque = \"ASSAULT\"\n";

    #[test]
    fn a_map_reads_a_table_of_another_language() {
        let map = ColumnMap::parse("map.toml", MAP).unwrap();
        let table = "Jour;Lieu;Y;X;Auteur;Fait;Morts\n03/04/2013;Gao;16.27;-0.05;MUJAO;attaque;5\n31/02/2013;Gao;16.27;-0.05;MUJAO;attaque;5\n";
        let set = super::super::read("t.csv", table.as_bytes(), Some(&map)).unwrap();
        assert_eq!(set.events[0].window.start, jiff::civil::date(2013, 4, 3));
        assert_eq!(set.events[0].country.as_deref(), Some("ML"));
        assert_eq!(set.events[0].action, Some(Plover::Assault));
        assert_eq!(set.tally.refused, 1);
    }

    #[test]
    fn a_column_a_place_becomes_a_row_a_place() {
        let map = "country = \"ML\"\n[wide]\nnames = \"place\"\ncounts = \"deaths\"\ncolumns = [\"Gao\", \"Kidal\"]\n[columns]\ndate = \"day\"\n";
        let map = ColumnMap::parse("map.toml", map).unwrap();
        let table =
            "day,Gao,Kidal\n2013-01-01,2,0\n2013-01-02,1,4\n2013-01-03,,0\n2013-01-04,x,1\n";
        let set = super::super::read("t.csv", table.as_bytes(), Some(&map)).unwrap();
        assert_eq!((set.tally.read, set.tally.refused, set.events.len()), (3, 1, 3));
        assert_eq!(set.events[2].id, "2013-01-02|Kidal");
        assert_eq!(set.events[2].deaths, Some((4.0, 4.0)));
        let error = ColumnMap::parse("m", "[wide]\nnames = \"hats\"\n[columns]\ndate = \"day\"\n");
        assert!(error.unwrap_err().to_string().contains("hats"));
    }

    #[test]
    fn a_map_that_does_not_fit_says_so() {
        let map = ColumnMap::parse("map.toml", MAP).unwrap();
        let error = super::super::read("t.csv", "a,b\n1,2\n".as_bytes(), Some(&map)).unwrap_err();
        assert!(error.is_wrong_columns(), "{error}");
        assert!(ColumnMap::parse("m", "[columns]\nwhen = \"x\"\n").is_err());
    }
}
