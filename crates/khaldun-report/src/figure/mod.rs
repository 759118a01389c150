//! Figures of a test, as SVG that stands by itself: no script, no style sheet, readable without
//! colour, with a title and a description for those who do not see it.

mod calendar;
mod heat;
mod lags;
mod permutation;
mod raster;

pub use calendar::calendar;
pub use heat::{HeatCell, heat};
pub use lags::{LagBar, lags};
pub use permutation::permutation;
pub use raster::{Row, raster};

use std::fmt::Write as _;

/// A figure and what it is drawn from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Plate {
    /// SVG that stands by itself.
    pub svg: String,
    /// Its data: CSV (RFC 4180) with a head line.
    pub csv: String,
}

/// CSV of a head and lines; a number that is not known is empty.
fn csv(head: &[&str], lines: impl IntoIterator<Item = Vec<String>>) -> String {
    let quoted = |cell: &str| {
        if cell.contains([',', '"', '\n', '\r']) {
            format!("\"{}\"", cell.replace('"', "\"\""))
        } else {
            cell.to_owned()
        }
    };
    let line =
        |cells: Vec<String>| cells.iter().map(|c| quoted(c)).collect::<Vec<_>>().join(",") + "\r\n";
    let head = head.iter().map(|h| (*h).to_owned()).collect();
    std::iter::once(head).chain(lines).map(line).collect()
}

/// A number of a CSV: empty where it is not known.
fn number(value: f64) -> String {
    if value.is_finite() { value.to_string() } else { String::new() }
}

/// A day counted from 1970-01-01, as a date.
fn date(day: i64) -> String {
    let start = jiff::civil::Date::constant(1970, 1, 1);
    let on = jiff::Span::new().try_days(day).and_then(|span| start.checked_add(span));
    on.map_or_else(|_| day.to_string(), |d| d.to_string())
}

/// An SVG of a size, with what it shows in words; `body` draws into it.
fn svg(width: f64, height: f64, title: &str, says: &str, body: &str) -> String {
    let (title, says) = (escape(title), escape(says));
    format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {width:.0} {height:.0}\" width=\"{width:.0}\" height=\"{height:.0}\" role=\"img\" font-family=\"sans-serif\" font-size=\"11\" fill=\"currentColor\"><title>{title}</title><desc>{says}</desc>{body}</svg>\n"
    )
}

fn text(out: &mut String, x: f64, y: f64, anchor: &str, words: &str) {
    let _ = write!(
        out,
        "<text x=\"{x:.1}\" y=\"{y:.1}\" text-anchor=\"{anchor}\">{}</text>",
        escape(words)
    );
}

/// The first days of years from a day to another (counted from 1970-01-01), with their names: of quarters
/// and months where there is not one or there are few, and never more than twelve.
fn years(from: i64, to: i64) -> Vec<(i64, String)> {
    let start = jiff::civil::Date::constant(1970, 1, 1);
    let on = |day: i64| start.checked_add(jiff::Span::new().try_days(day).ok()?).ok();
    let (Some(first), Some(last)) = (on(from), on(to)) else { return Vec::new() };
    let number = |day: jiff::civil::Date| i64::from((day - start).get_days());
    let months =
        i64::from(last.year() - first.year()) * 12 + i64::from(last.month() - first.month());
    let step = [1, 3, 12, 24, 60, 120, 240].into_iter().find(|s| months / s <= 12).unwrap_or(1_200);
    let begin = i64::from(first.year()) * 12 + i64::from(first.month()) - 1;
    let marks = (begin..=begin + months).filter(|m| m % step == 0).filter_map(|m| {
        let (year, month) = (i16::try_from(m / 12).ok()?, i8::try_from(m % 12 + 1).ok()?);
        let day = number(jiff::civil::Date::new(year, month, 1).ok()?);
        let name = if step < 12 { format!("{year}-{month:02}") } else { year.to_string() };
        (day >= from).then_some((day, name))
    });
    marks.collect()
}

fn escape(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            // Not allowed in XML at all.
            c if c.is_control() => out.push(' '),
            c => out.push(c),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn years_are_told_by_their_first_days() {
        assert_eq!(years(0, 400).first(), Some(&(0, "1970-01".to_owned())));
        assert_eq!(years(10_957, 14_000)[1], (11_323, "2001".to_owned()));
        assert_eq!(years(5, 5), []);
        assert!(years(i64::MIN, i64::MAX).is_empty());
    }

    #[test]
    fn a_figure_tells_its_data() {
        let cells = [HeatCell { km: 2.5, days: 7, value: f64::NAN, p: 0.5 }];
        assert_eq!(heat("", &cells).csv, "km,days,ratio,adjusted p\r\n2.5,7,,0.5\r\n");
        let row = Row {
            label: "Sefta, \"north\"".to_owned(),
            first: vec![1],
            second: vec![],
            responses: vec![(1, 2), (3, 1)],
        };
        assert_eq!(
            raster("", (0, 9), &[row]).csv,
            "place,day,triggers,contrast events,responses\r\n\
             \"Sefta, \"\"north\"\"\",1970-01-02,1,0,2\r\n\
             \"Sefta, \"\"north\"\"\",1970-01-04,0,0,1\r\n"
        );
        assert_eq!(
            calendar("", 0, &[true, true, false]).csv,
            "from,to,observed\r\n1970-01-01,1970-01-02,yes\r\n1970-01-03,1970-01-03,no\r\n"
        );
        let drawn = permutation("", &[1.0, 2.0], 1.5, 3.0).csv;
        assert!(
            drawn
                .starts_with("what,from,to,permutations\r\nobserved,3,3,\r\nexpected,1.5,1.5,\r\n")
        );
        assert!(drawn.contains("permuted,1,1.05,1\r\n"), "{drawn}");
    }

    #[test]
    fn figures_stand_by_themselves() {
        let figures = [
            calendar("days of <a> & \"b\"", 16_800, &[true, false, true]),
            calendar("none", 0, &[]),
            heat("ratios", &[HeatCell { km: 25.0, days: 7, value: 3.0, p: 0.01 }]),
            heat("no cells", &[]),
            heat("odd", &[HeatCell { km: 25.0, days: 7, value: f64::NAN, p: f64::NAN }]),
            permutation("null", &[1.0, 2.0, 3.0], 2.0, 5.0),
            permutation("no draws", &[], 0.0, 0.0),
            lags("<a>", &[LagBar { days: -1, pairs: 2, expected: 1.5 }]),
            lags("odd", &[LagBar { days: 0, pairs: 0, expected: f64::NAN }]),
            lags("none", &[]),
            raster(
                "events",
                (0, 10),
                &[Row {
                    label: "Tall <Abyad>".to_owned(),
                    first: vec![1],
                    second: vec![2],
                    responses: vec![(3, 2)],
                }],
            ),
            raster("no rows", (5, 5), &[]),
        ];
        for figure in figures {
            let Plate { svg: figure, csv } = figure;
            assert!(csv.ends_with("\r\n") && !csv.contains("NaN"), "{csv}");
            assert!(figure.starts_with("<svg ") && figure.ends_with("</svg>\n"));
            assert!(!figure.contains("NaN") && !figure.contains("inf"), "{figure}");
            assert!(!figure.contains("<a>") && !figure.contains("<Abyad>"));
            assert_eq!(figure.matches("http").count(), 1, "no address but the namespace");
        }
    }
}
