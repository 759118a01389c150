use super::{Plate, csv, date, svg, text, years};
use std::collections::BTreeMap;
use std::fmt::Write as _;

/// What happened at one place, by day.
#[derive(Clone, Debug, PartialEq)]
pub struct Row {
    /// The place.
    pub label: String,
    /// Days of triggers.
    pub first: Vec<i64>,
    /// Days of contrast events.
    pub second: Vec<i64>,
    /// Days of responses, and how many.
    pub responses: Vec<(i64, u32)>,
}

/// Events at each place over time: a triangle upwards is a trigger, one downwards a contrast event, a
/// bar a response (longer for more).
pub fn raster(title: &str, (from, to): (i64, i64), rows: &[Row]) -> Plate {
    const HIGH: f64 = 40.0;
    let wide = (to - from).max(1) as f64;
    let x = |day: i64| 130.0 + ((day - from) as f64 / wide).clamp(0.0, 1.0) * 640.0;
    let mut body = String::new();
    text(&mut body, 4.0, 12.0, "start", title);
    for (n, row) in rows.iter().enumerate() {
        let y = 30.0 + n as f64 * HIGH;
        let name: String = row.label.chars().take(22).collect();
        text(&mut body, 124.0, y + 12.0, "end", &name);
        let _ = write!(
            body,
            "<line x1=\"130\" x2=\"770\" y1=\"{:.0}\" y2=\"{:.0}\" stroke=\"currentColor\" stroke-width=\"0.3\"/>",
            y + 9.0,
            y + 9.0
        );
        for (day, count) in &row.responses {
            let half = f64::from(*count).sqrt().min(4.0) * 2.0;
            let _ = write!(
                body,
                "<line x1=\"{0:.1}\" x2=\"{0:.1}\" y1=\"{1:.1}\" y2=\"{2:.1}\" stroke=\"currentColor\" stroke-width=\"0.8\"/>",
                x(*day),
                y + 9.0 - half,
                y + 9.0 + half
            );
        }
        for (days, up) in [(&row.first, true), (&row.second, false)] {
            for day in days {
                let (at, base, tip) =
                    if up { (x(*day), y + 26.0, y + 20.0) } else { (x(*day), y - 8.0, y - 2.0) };
                let fill = if up { "currentColor" } else { "none" };
                let _ = write!(
                    body,
                    "<path d=\"M{:.1} {base:.1}L{:.1} {base:.1}L{at:.1} {tip:.1}Z\" fill=\"{fill}\" stroke=\"currentColor\" stroke-width=\"0.6\"/>",
                    at - 3.0,
                    at + 3.0
                );
            }
        }
    }
    let bottom = rows.len() as f64 * HIGH + 26.0;
    for (day, name) in years(from, to) {
        let at = x(day);
        let _ = write!(
            body,
            "<line x1=\"{at:.1}\" x2=\"{at:.1}\" y1=\"18\" y2=\"{bottom:.0}\" stroke=\"currentColor\" stroke-width=\"0.3\" stroke-dasharray=\"1 3\"/>"
        );
        text(&mut body, at, bottom + 12.0, "middle", &name);
    }
    let says = "a filled triangle below the line is a trigger, an empty one above it a contrast event, a bar a response";
    // Half of the last label stands beyond the last day.
    let head = ["place", "day", "triggers", "contrast events", "responses"];
    let csv = csv(&head, rows.iter().flat_map(days));
    Plate { svg: svg(800.0, rows.len() as f64 * HIGH + 46.0, title, says, &body), csv }
}

/// A line for each day on which something happened at a place.
fn days(row: &Row) -> Vec<Vec<String>> {
    let mut days: BTreeMap<i64, [u32; 3]> = BTreeMap::new();
    for day in &row.first {
        days.entry(*day).or_default()[0] += 1;
    }
    for day in &row.second {
        days.entry(*day).or_default()[1] += 1;
    }
    for (day, count) in &row.responses {
        days.entry(*day).or_default()[2] += count;
    }
    let line = |(day, counts): (i64, [u32; 3])| {
        [row.label.clone(), date(day)].into_iter().chain(counts.map(|n| n.to_string())).collect()
    };
    days.into_iter().map(line).collect()
}
