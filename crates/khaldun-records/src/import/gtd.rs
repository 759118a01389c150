//! The Global Terrorism Database, in its own columns and in the shorter layout in which extracts of
//! it circulate (`date`, `group_name`, `attack_type`, …).
//!
//! In its own columns an unknown day or month is 0; the file is Windows-1252. Source: GTD codebook.

use super::format::Format;
use super::rows::Row;
use super::value;
use crate::{Declared, Event, Manifest, Toll};
use jiff::ToSpan as _;
use jiff::civil::Date;
use khaldun_model::{Plover, Window};

fn manifest(title: &str) -> Manifest {
    Manifest {
        name: "gtd".to_owned(),
        title: title.to_owned(),
        version: "not stated in the file".to_owned(),
        licence: "GTD terms: no redistribution".to_owned(),
        rows_may_be_shown: false,
        ..Manifest::default()
    }
}

fn declared() -> Declared {
    Declared {
        kinds: vec![Plover::Assault, Plover::Coerce, Plover::Threaten],
        thresholds: vec![
            "an intentional act of violence or threat of it by someone who is not a state"
                .to_owned(),
        ],
        blind_spots: vec![
            "acts of states are absent by definition".to_owned(),
            "groups are named as the press or the group named them; many are unknown".to_owned(),
            "the dead of an incident include its perpetrators".to_owned(),
        ],
        ..Declared::default()
    }
}

/// Words that say that nobody is named.
fn named(cell: &str) -> Vec<String> {
    let nobody = matches!(cell.to_lowercase().as_str(), "" | "unknown" | "other" | ".");
    (!nobody).then(|| cell.to_owned()).into_iter().collect()
}

fn action(attack: &str) -> Plover {
    let attack = attack.to_lowercase();
    let takes = ["hostage", "kidnapping", "hijacking", "barricade"];
    if takes.iter().any(|w| attack.contains(w)) { Plover::Coerce } else { Plover::Assault }
}

/// What both layouts tell alike.
fn fill(event: &mut Event, row: &Row<'_>, killed: Option<f64>) {
    event.best = killed;
    event.deaths = killed.map(|n| (n, n));
    row.get("summary").clone_into(&mut event.what);
    event.country = row.country("country");
    event.place = [row.get("city"), row.get("state"), row.get("provstate")]
        .into_iter()
        .filter(|s| !s.is_empty() && !s.eq_ignore_ascii_case("unknown"))
        .map(str::to_owned)
        .collect();
    "the database's own".clone_into(&mut event.verified);
}

/// The database's own columns.
pub(crate) struct Gtd;

impl Format for Gtd {
    fn title(&self) -> &'static str {
        "the Global Terrorism Database"
    }

    fn columns(&self) -> &[&str] {
        &[
            "eventid",
            "iyear",
            "imonth",
            "iday",
            "country_txt",
            "latitude",
            "longitude",
            "attacktype1_txt",
            "gname",
            "nkill",
        ]
    }

    fn manifest(&self) -> Manifest {
        manifest("Global Terrorism Database")
    }

    fn declared(&self) -> Declared {
        declared()
    }

    fn event(&self, row: &Row<'_>) -> Result<Event, String> {
        let (window, precision) = window(row)?;
        let mut event = Event::new(row.get("eventid"), window, row.line);
        event.date_precision = precision;
        event.point = row.point("latitude", "longitude")?;
        event.radius_km = match row.get("specificity") {
            "1" => 6.0,
            "2" | "3" => 40.0,
            "4" => 120.0,
            _ => 300.0,
        };
        fill(&mut event, row, count(row, "nkill")?);
        event.country = row.country("country_txt");
        event.actors =
            ["gname", "gname2", "gname3"].iter().flat_map(|c| named(row.get(c))).collect();
        let of = ["target1", "corp1"].into_iter().map(|c| named(row.get(c)));
        event.targets = of.into_iter().find(|n| !n.is_empty()).unwrap_or_default();
        // "Police post" is told as "Police" too: accounts mostly name the sort.
        let mut sort = named(row.get("targtype1_txt"));
        sort.retain(|s| !event.targets.contains(s));
        event.targets.extend(sort);
        event.action = Some(action(row.get("attacktype1_txt")));
        if let Some(own) = count(row, "nkillter")?.filter(|n| *n > 0.0) {
            event.tolls.push(Toll { of: "perpetrators".to_owned(), low: own, high: own });
        }
        let cited = ["scite1", "scite2", "scite3"].iter().map(|c| row.get(c));
        event.sources = cited.filter(|s| !s.is_empty()).map(str::to_owned).collect();
        Ok(event)
    }
}

/// A count; -99 stands for one not known.
fn count(row: &Row<'_>, column: &str) -> Result<Option<f64>, String> {
    Ok(row.number(column)?.filter(|n| *n >= 0.0))
}

/// The day, or the month or year where the day or month is 0; `resolution` ends long incidents.
fn window(row: &Row<'_>) -> Result<(Window, String), String> {
    let part = |column: &str| -> Result<i16, String> {
        let text = row.get(column);
        text.parse().map_err(|_| format!("column {column}: \"{}\"", value::short(text)))
    };
    let (year, month, day) = (part("iyear")?, part("imonth")?, part("iday")?);
    let date = |m: i16, d: i16| {
        Date::new(year, m as i8, d as i8)
            .map_err(|_| format!("{year}-{month}-{day} is no day of the calendar"))
    };
    let end_of =
        |start: Date, span: jiff::Span| start.saturating_add(span).saturating_sub(1.days());
    let (window, precision) = match (month, day) {
        (0, _) => {
            let start = date(1, 1)?;
            (Window { start, end: end_of(start, 1.years()) }, "year")
        }
        (_, 0) => {
            let start = date(month, 1)?;
            (Window { start, end: end_of(start, 1.months()) }, "month")
        }
        _ => (Window::day(date(month, day)?), "day"),
    };
    Ok((window, precision.to_owned()))
}

/// The layout of extracts.
pub(crate) struct Derived;

impl Format for Derived {
    fn title(&self) -> &'static str {
        "an extract of the Global Terrorism Database"
    }

    fn columns(&self) -> &[&str] {
        &[
            "date",
            "country",
            "latitude",
            "longitude",
            "group_name",
            "attack_type",
            "target_type",
            "killed",
        ]
    }

    fn manifest(&self) -> Manifest {
        manifest("Extract of the Global Terrorism Database")
    }

    fn declared(&self) -> Declared {
        declared()
    }

    fn event(&self, row: &Row<'_>) -> Result<Event, String> {
        let day = row.day("date")?.ok_or("column date is empty")?;
        let own = row.get("eventid");
        let id = if own.is_empty() { format!("line-{}", row.line) } else { own.to_owned() };
        let mut event = Event::new(id, Window::day(day), row.line);
        "day".clone_into(&mut event.date_precision);
        event.point = row.point("latitude", "longitude")?;
        event.radius_km = 15.0;
        fill(&mut event, row, row.number("killed")?);
        event.actors = named(row.get("group_name"));
        event.targets = named(row.get("target_type"));
        event.action = Some(action(row.get("attack_type")));
        event.sources = vec!["GTD".to_owned()];
        Ok(event)
    }
}

#[cfg(test)]
mod tests {
    use super::super::read;

    #[test]
    fn unknown_days_are_months_and_the_bytes_are_windows_1252() {
        let head = "eventid,iyear,imonth,iday,country_txt,provstate,city,latitude,longitude,specificity,attacktype1_txt,targtype1_txt,target1,gname,nkill,summary\n";
        let row = |month: u8, day: u8| {
            format!(
                "19{month}{day},1992,{month},{day},Peru,Lima,Cañete,-13.08,-76.39,1,Bombing/Explosion,Police,Station,Shining Path,2,x\n"
            )
        };
        let text = [head.to_owned(), row(5, 0), row(0, 0), row(2, 30), row(2, 28)].concat();
        let bytes: Vec<u8> = text.chars().map(|c| c as u8).collect();
        let set = read("gtd.csv", bytes.as_slice(), None).unwrap();
        assert_eq!((set.tally.read, set.tally.refused), (3, 1));
        let days: Vec<i64> = set.events.iter().map(|e| e.window.days()).collect();
        assert_eq!(days, [31, 366, 1]);
        assert_eq!(set.events[0].place, ["Cañete", "Lima"]);
        assert!(set.notes.iter().any(|n| n.code == "KH-REC-004"));
    }
}
