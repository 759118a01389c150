//! Figures of a test, as SVG that stands by itself: no script, no style sheet, readable without
//! colour, with a title and a description for those who do not see it.

mod calendar;
mod heat;
mod permutation;
mod raster;

pub use calendar::calendar;
pub use heat::{HeatCell, heat};
pub use permutation::permutation;
pub use raster::{Row, raster};

use std::fmt::Write as _;

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
    fn figures_stand_by_themselves() {
        let figures = [
            calendar("days of <a> & \"b\"", 16_800, &[true, false, true]),
            calendar("none", 0, &[]),
            heat("ratios", &[HeatCell { km: 25.0, days: 7, value: 3.0, p: 0.01 }]),
            heat("no cells", &[]),
            heat("odd", &[HeatCell { km: 25.0, days: 7, value: f64::NAN, p: f64::NAN }]),
            permutation("null", &[1.0, 2.0, 3.0], 2.0, 5.0),
            permutation("no draws", &[], 0.0, 0.0),
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
            assert!(figure.starts_with("<svg ") && figure.ends_with("</svg>\n"));
            assert!(!figure.contains("NaN") && !figure.contains("inf"), "{figure}");
            assert!(!figure.contains("<a>") && !figure.contains("<Abyad>"));
            assert_eq!(figure.matches("http").count(), 1, "no address but the namespace");
        }
    }
}
