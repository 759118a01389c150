//! UCDP Georeferenced Event Dataset: the 41, 45 and 49 column layouts, by column name.
//!
//! Sources: UCDP GED Codebook 19.1, 23.1, 25.1 (Högbladh). Cite Sundberg and Melander 2013.

use super::format::Format;
use super::rows::Row;
use crate::{Declared, Event, Manifest, Toll};
use jiff::ToSpan as _;
use jiff::civil::Date;
use khaldun_model::{Plover, Window};

pub(crate) struct Ucdp;

impl Format for Ucdp {
    fn title(&self) -> &'static str {
        "UCDP GED"
    }

    fn columns(&self) -> &[&str] {
        &[
            "id",
            "type_of_violence",
            "dyad_name",
            "side_a",
            "side_b",
            "where_prec",
            "latitude",
            "longitude",
            "country",
            "date_prec",
            "date_start",
            "date_end",
            "best",
        ]
    }

    fn manifest(&self) -> Manifest {
        Manifest {
            name: "ucdp-ged".to_owned(),
            title: "UCDP Georeferenced Event Dataset".to_owned(),
            version: "not stated in the file".to_owned(),
            licence: "CC-BY-4.0".to_owned(),
            rows_may_be_shown: true,
            ..Manifest::default()
        }
    }

    fn declared(&self) -> Declared {
        Declared {
            needs_death: true,
            kinds: vec![Plover::Assault],
            never_sides: vec!["Russia".to_owned(), "Iran".to_owned(), "Hezbollah".to_owned()],
            thresholds: vec![
                "an event needs at least one direct death (the highest estimate counts)".to_owned(),
                "its two sides must have met 25 deaths in some calendar year (not in files that \
                 include dyads below the threshold: active_year 0)"
                    .to_owned(),
            ],
            blind_spots: vec![
                "sides are the parties of the conflict, not perpetrators: a supporter's act is filed \
                 under the side it supports, and only the headline may name it"
                    .to_owned(),
                "no captures, meetings, threats or strikes without a death".to_owned(),
                "collective sides (\"insurgents\", \"civilians\") stand for groups not told apart".to_owned(),
                "one source may lie behind most rows of a country: agreement with it is not \
                 independent"
                    .to_owned(),
            ],
            ..Declared::default()
        }
    }

    /// HDX puts a row of HXL tags (`#date+year`) under the names.
    fn is_no_record(&self, row: &Row<'_>) -> bool {
        row.get("date_start").starts_with('#') || row.get("year").starts_with('#')
    }

    /// An id is one event within a release; rows change between releases.
    fn identity<'t>(&self, row: &Row<'t>) -> Option<(&'t str, u64)> {
        Some((row.get("id"), row.cells.content()))
    }

    fn event(&self, row: &Row<'_>) -> Result<Event, String> {
        let id = row.get("id");
        if id.is_empty() || !id.bytes().all(|b| b.is_ascii_digit()) {
            return Err(format!("column id: \"{}\" is no UCDP id", super::value::short(id)));
        }
        let start = row.day("date_start")?.ok_or("column date_start is empty")?;
        let end = row.day("date_end")?.ok_or("column date_end is empty")?;
        if end < start {
            return Err(format!("it ends ({end}) before it begins ({start})"));
        }
        let precision = row.get("date_prec");
        let mut event = Event::new(id, window(start, end, precision), row.line);
        event.date_precision = format!("date_prec {precision}");
        event.point = row.point("latitude", "longitude")?;
        event.radius_km = radius(row.get("where_prec"))?;
        event.place = [row.get("where_coordinates"), row.get("adm_2"), row.get("adm_1")]
            .into_iter()
            .take(if event.radius_km <= 30.0 { 1 } else { 3 })
            .filter(|s| !s.is_empty())
            .map(str::to_owned)
            .collect();
        event.country = row.country("country");
        event.actors = sides(row.get("side_a"));
        event.targets = sides(row.get("side_b"));
        // In one-sided violence side A kills civilians; elsewhere A and B are two sides in no order.
        event.directed = row.get("type_of_violence") == "3";
        event.action = Some(Plover::Assault);
        let words = [row.get("source_headline"), row.get("where_description")];
        event.what = words
            .iter()
            .find(|w| !w.is_empty())
            .map_or_else(|| row.get("source_article").to_owned(), |w| (*w).to_owned());
        fill_deaths(&mut event, row)?;
        row.get("source_original").clone_into(&mut event.deaths_by);
        let offices = row.list("source_office", ";");
        event.sources = if offices.is_empty() { row.list("source_article", ";") } else { offices };
        event.verified = match row.get("event_clarity") {
            "1" => "single incident".to_owned(),
            "2" => "part of a total over several incidents".to_owned(),
            other => other.to_owned(),
        };
        Ok(event)
    }
}

fn fill_deaths(event: &mut Event, row: &Row<'_>) -> Result<(), String> {
    let (low, best, high) = (row.number("low")?, row.number("best")?, row.number("high")?);
    let best = best.ok_or("column best is empty")?;
    // In rows of clarity 2 the high may lie below the best (codebook): the range spans all three.
    let all = [low.unwrap_or(best), best, high.unwrap_or(best)];
    let (low, high) = all.iter().fold((best, best), |(l, h), v| (l.min(*v), h.max(*v)));
    event.deaths = Some((low, high));
    event.best = Some(best);
    let of = [
        ("deaths_a", row.get("side_a")),
        ("deaths_b", row.get("side_b")),
        ("deaths_civilians", "civilians"),
        ("deaths_unknown", "unknown"),
    ];
    for (column, name) in of {
        let count = row.number(column)?.unwrap_or(0.0);
        event.tolls.push(Toll { of: name.to_owned(), low: count, high: count });
    }
    Ok(())
}

/// `date_start` and `date_end` already span the doubt; where they are equal although the code says
/// "within days", "a week" or "a month", the window is widened by the code's meaning.
fn window(start: Date, end: Date, precision: &str) -> Window {
    let days = match precision {
        _ if start != end => 0,
        "2" => 3,
        "3" => 6,
        "4" => 15,
        "5" => 45,
        _ => 0,
    };
    Window { start: start.saturating_sub(days.days()), end: end.saturating_add(days.days()) }
}

/// The codebook's `where_prec`: 1 exact, 2 within about 25 km of a known point, 3 second-order
/// division, 4 first-order division, 5 a line or a fuzzy area, 6 country, 7 at sea or in the air.
fn radius(code: &str) -> Result<f64, String> {
    Ok(match code {
        "1" => 5.0,
        "2" => 25.0,
        "3" => 45.0,
        "4" => 120.0,
        "5" => 80.0,
        "6" | "7" => 600.0,
        other => {
            return Err(format!(
                "column where_prec: \"{}\" is none of 1 to 7",
                super::value::short(other)
            ));
        }
    })
}

/// A side may be a comma list ("Ahrar al-Sham, HTS"); a comma inside brackets parts nothing.
fn sides(cell: &str) -> Vec<String> {
    let mut depth = 0_i32;
    let parts = cell.split(|c: char| {
        depth += i32::from(c == '(') - i32::from(c == ')');
        c == ',' && depth <= 0
    });
    parts.map(str::trim).filter(|s| !s.is_empty()).map(str::to_owned).collect()
}

#[cfg(test)]
mod tests {
    use super::super::read_text;
    use super::*;

    const HEAD: &str = "id,year,type_of_violence,dyad_name,side_a,side_b,source_office,source_headline,source_original,where_prec,where_coordinates,adm_1,adm_2,latitude,longitude,country,event_clarity,date_prec,date_start,date_end,deaths_a,deaths_b,deaths_civilians,deaths_unknown,low,best,high\n";

    fn row(id: &str, start: &str, end: &str) -> String {
        format!(
            "{id},2019,1,Government of Mali - JNIM,Government of Mali,JNIM,AFP,\"Soldiers killed\nin the centre\",army,1,Boni town,Mopti,Douentza,15.07,-2.22,Mali,1,1,{start},{end},3,4,0,0,7,7,9\n"
        )
    }

    #[test]
    fn the_three_forms_of_date_and_a_quoted_line_break() {
        let text = [
            HEAD.to_owned(),
            row("1", "2019-02-20", "2019-02-20"),
            row("2", "2019-02-20 00:00:00.000", "2019-02-21 00:00:00.000"),
            row("3", "2019-02-20T00:00:00", "2019-02-20T00:00:00"),
        ]
        .concat();
        let set = read_text("ged.csv", &text).unwrap();
        assert_eq!(set.tally, crate::Tally { read: 3, refused: 0, skipped: 0 });
        assert_eq!(set.events[1].window.days(), 2);
        assert_eq!(set.events[2].line, 6);
        assert_eq!(set.events[0].country.as_deref(), Some("ML"));
        assert_eq!(set.events[0].deaths, Some((7.0, 9.0)));
    }

    #[test]
    fn tags_and_marks_of_byte_order_are_no_rows() {
        let tags = ",#date+year,,,#group,#group,,,,,#loc,,,#geo+lat,#geo+lon,#country,,,#date+start,#date+end,,,,,,#affected,\n";
        let text = format!("\u{feff}{HEAD}{tags}{}", row("1", "2019-02-20", "2019-02-20"));
        let set = read_text("hdx.csv", &text).unwrap();
        assert_eq!(set.tally, crate::Tally { read: 1, refused: 0, skipped: 1 });
    }

    #[test]
    fn a_bad_row_is_told_by_line_and_a_shifted_file_is_not_a_bad_file() {
        let text = format!(
            "{HEAD}{}{}",
            row("1", "2019-02-20", "2019-02-20"),
            row("2", "2019-02-31", "2019-03-01")
        );
        let set = read_text("ged.csv", &text).unwrap();
        assert_eq!(set.tally, crate::Tally { read: 1, refused: 1, skipped: 0 });
        let source = khaldun_diag::Source::Line { file: "ged.csv".into(), line: 4 };
        assert_eq!(set.notes[0].source, source);
        let shifted = format!("{HEAD}x{}", row("1", "2019-02-20", "2019-02-20"));
        let error = read_text("ged.csv", &shifted).unwrap_err();
        assert!(error.is_wrong_columns() && !error.is_bad_file(), "{error}");
        let error = read_text("ged.csv", "PK\u{3}\u{4}...").unwrap_err();
        assert!(error.is_bad_file(), "{error}");
    }

    #[test]
    fn sides_may_be_lists() {
        assert_eq!(sides("Ahrar al-Sham, HTS"), ["Ahrar al-Sham", "HTS"]);
        assert_eq!(
            sides("Government of Yemen (North, South)"),
            ["Government of Yemen (North, South)"]
        );
    }
}
