use super::{Plate, csv, date, svg, text, years};
use std::fmt::Write as _;

/// Which days are observed: a square a day, a column a week; filled where observed, an empty frame
/// where not. `first` is the first day, counted from 1970-01-01 (a Thursday).
pub fn calendar(title: &str, first: i64, observed: &[bool]) -> Plate {
    const CELL: f64 = 8.0;
    let weekday = (first + 3).rem_euclid(7) as usize;
    let weeks = (weekday + observed.len()).div_ceil(7).max(1);
    let mut body = String::new();
    for (n, seen) in observed.iter().enumerate() {
        let at = weekday + n;
        let (x, y) = ((at / 7) as f64 * CELL + 30.0, (at % 7) as f64 * CELL + 18.0);
        let fill = if *seen { "currentColor" } else { "none" };
        let _ = write!(
            body,
            "<rect x=\"{x:.0}\" y=\"{y:.0}\" width=\"6\" height=\"6\" fill=\"{fill}\" stroke=\"currentColor\" stroke-width=\"0.5\"/>"
        );
    }
    for (row, name) in [(0.0, "Mon"), (3.0, "Thu"), (6.0, "Sun")] {
        text(&mut body, 26.0, row * CELL + 25.0, "end", name);
    }
    text(&mut body, 30.0, 12.0, "start", title);
    let wide = (weeks as f64).mul_add(CELL, 40.0).max(260.0);
    for (day, name) in years(first, first + observed.len() as i64 - 1) {
        let at = ((weekday as i64 + day - first) / 7) as f64 * CELL + 30.0;
        let end = at + name.chars().count() as f64 * 6.6 > wide;
        let _ = write!(
            body,
            "<line x1=\"{at:.0}\" x2=\"{at:.0}\" y1=\"75\" y2=\"79\" stroke=\"currentColor\" stroke-width=\"0.5\"/>"
        );
        text(&mut body, at, 88.0, if end { "end" } else { "start" }, &name);
    }
    let seen = observed.iter().filter(|s| **s).count();
    let says = format!(
        "{seen} of {} days are observed; a frame without filling is a day of which the record says nothing",
        observed.len()
    );
    let mut from = first;
    let stretch = |days: &[bool]| {
        let begin = from;
        from += days.len() as i64;
        let seen = if days[0] { "yes" } else { "no" };
        vec![date(begin), date(from - 1), seen.to_owned()]
    };
    let csv = csv(&["from", "to", "observed"], observed.chunk_by(|a, b| a == b).map(stretch));
    Plate { svg: svg(wide, 96.0, title, &says, &body), csv }
}
