//! The calendar of a set: how many rows begin on which day, as signs and as a picture.

use jiff::ToSpan as _;
use jiff::civil::Date;
use khaldun_records::{Summary, say};
use std::collections::BTreeMap;
use std::fmt::Write as _;

/// Days with rows and their number.
type Days = [(Date, usize)];

/// Signs from few to many, intelligible without colour.
const BLOCKS: [char; 5] = ['·', '░', '▒', '▓', '█'];

/// Years beyond which the text has a line a year only and the picture leaves years out.
const MOST_YEARS: usize = 40;

/// Which of five steps a count is in: none, up to a quarter of the most, a half, three quarters, more.
fn step(count: usize, most: usize) -> usize {
    if count == 0 { 0 } else { (count * 4).div_ceil(most.max(1)).clamp(1, 4) }
}

/// A line a year, a sign a month: how many rows begin in it, and on how many days none does.
pub(super) fn blocks(days: &Days) -> String {
    let mut months: BTreeMap<i16, [(usize, usize); 12]> = BTreeMap::new();
    for (day, count) in days {
        let month = &mut months.entry(day.year()).or_default()[day.month() as usize - 1];
        *month = (month.0 + count, month.1 + 1);
    }
    let most = months.values().flatten().map(|m| m.0).max().unwrap_or(0);
    let head = format!(
        "  rows a month: {} none, {} few, {} {} some, {} many (most {most})\n        JFMAMJJASOND   rows  days with rows",
        BLOCKS[0], BLOCKS[1], BLOCKS[2], BLOCKS[3], BLOCKS[4]
    );
    months.iter().fold(head, |text, (year, counts)| {
        let signs: String = counts.iter().map(|(n, _)| BLOCKS[step(*n, most)]).collect();
        let rows: usize = counts.iter().map(|(n, _)| n).sum();
        let days: usize = counts.iter().map(|(_, d)| d).sum();
        format!("{text}\n  {year}  {signs} {rows:>6}  {days}")
    })
}

/// Side of a day's square and the step from one to the next, in pixels.
const SIDE: i64 = 9;
const STEP: i64 = 11;

/// A year's strip: height, and where its squares begin.
const STRIP: i64 = 7 * STEP + 22;
const LEFT: i64 = 46;

/// Fills from none to many: one hue, even steps of lightness, distinct also in grey.
const FILLS: [&str; 5] = ["#f2f2ef", "#c9d9e8", "#8fb3d3", "#4a80b0", "#1b4a78"];

/// The calendar as an SVG: a strip a year, a column a week, a square a day.
pub(super) fn picture(set: &Summary) -> String {
    let days: BTreeMap<Date, usize> = set.coverage.days.iter().copied().collect();
    let mut years: Vec<i16> = days.keys().map(|d| d.year()).collect();
    years.dedup();
    if let (Some(first), Some(last)) = (years.first(), years.last()) {
        years = (*first..=*last).collect();
    }
    let left_out = years.len().saturating_sub(MOST_YEARS);
    years.drain(..left_out);
    let most = days.values().copied().max().unwrap_or(0);
    let (width, height) = (LEFT + 54 * STEP + 10, 66 + years.len() as i64 * STRIP);
    let title = escape(&format!("{}: days with rows", set.manifest.name));
    let mut svg = format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"{width}\" height=\"{height}\" viewBox=\"0 0 {width} {height}\" font-family=\"sans-serif\" font-size=\"10\" fill=\"#222\" role=\"img\" aria-label=\"{title}\">\n<title>{title}</title>\n<rect width=\"100%\" height=\"100%\" fill=\"#fff\"/>\n<text x=\"{LEFT}\" y=\"18\" font-size=\"13\">{title}</text>\n"
    );
    let span = set.coverage.span.map(say).unwrap_or_default();
    let note =
        if left_out > 0 { format!("; {left_out} earlier years not drawn") } else { String::new() };
    let _ = writeln!(svg, "<text x=\"{LEFT}\" y=\"32\" fill=\"#555\">{span}{note}</text>");
    legend(&mut svg, most);
    for (n, year) in years.iter().enumerate() {
        strip(&mut svg, *year, 62 + n as i64 * STRIP, &days, most);
    }
    svg.push_str("</svg>\n");
    svg
}

fn legend(svg: &mut String, most: usize) {
    let words = ["none", "few", "", "", "many"];
    for (n, (fill, word)) in FILLS.iter().zip(words).enumerate() {
        let x = LEFT + n as i64 * 44;
        let _ = writeln!(
            svg,
            "<rect x=\"{x}\" y=\"38\" width=\"{SIDE}\" height=\"{SIDE}\" fill=\"{fill}\" stroke=\"#999\" stroke-width=\".4\"/><text x=\"{}\" y=\"46\">{word}</text>",
            x + 13
        );
    }
    let _ = writeln!(
        svg,
        "<text x=\"{}\" y=\"46\" fill=\"#555\">most a day: {most}</text>",
        LEFT + 240
    );
}

fn strip(svg: &mut String, year: i16, top: i64, days: &BTreeMap<Date, usize>, most: usize) {
    let Ok(first) = Date::new(year, 1, 1) else { return };
    let (rows, with): (usize, usize) = days
        .range(first..first.saturating_add(1.year()))
        .fold((0, 0), |(rows, with), (_, n)| (rows + n, with + 1));
    let _ = writeln!(
        svg,
        "<text x=\"6\" y=\"{}\" font-size=\"12\">{year}</text><text x=\"6\" y=\"{}\" fill=\"#555\">{rows}</text><text x=\"6\" y=\"{}\" fill=\"#555\">{with} d</text>",
        top + 12,
        top + 28,
        top + 40
    );
    let offset = i64::from(first.weekday().to_monday_zero_offset());
    let mut day = first;
    while day.year() == year {
        let n = i64::from(day.day_of_year()) - 1 + offset;
        let (x, y) = (LEFT + n / 7 * STEP, top + n % 7 * STEP);
        let count = days.get(&day).copied().unwrap_or(0);
        let _ = writeln!(
            svg,
            "<rect x=\"{x}\" y=\"{y}\" width=\"{SIDE}\" height=\"{SIDE}\" fill=\"{}\"><title>{day}: {count}</title></rect>",
            FILLS[step(count, most)]
        );
        let Ok(next) = day.tomorrow() else { return };
        day = next;
    }
}

fn escape(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;")
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;
    use khaldun_model::Window;
    use khaldun_records::{Declared, Event, RecordSet, Tally};

    fn days() -> Vec<(Date, usize)> {
        vec![(date(2019, 1, 1), 8), (date(2019, 12, 31), 1), (date(2021, 2, 28), 4)]
    }

    #[test]
    fn steps_are_none_only_for_none() {
        assert_eq!([0, 1, 25, 26, 75, 76, 100].map(|n| step(n, 100)), [0, 1, 1, 2, 3, 4, 4]);
        assert_eq!(step(1, 1), 4);
    }

    #[test]
    fn a_line_a_year() {
        let text = blocks(&days());
        assert!(text.contains("2019  █··········░      9  2"), "{text}");
        assert!(blocks(&[]).contains("most 0"));
    }

    #[test]
    fn a_square_a_day() {
        let events: Vec<Event> =
            days().iter().map(|(d, _)| Event::new("x", Window::day(*d), 1)).collect();
        let manifest = khaldun_records::Manifest { name: "a<b".to_owned(), ..Default::default() };
        let set = RecordSet::new(manifest, Declared::default(), events, Tally::default(), vec![]);
        let RecordSet { manifest, coverage, tally, notes, .. } = set;
        let svg = picture(&Summary { manifest, coverage, tally, notes });
        assert_eq!(svg.matches("<rect x=").count(), 5 + 365 + 366 + 365);
        assert!(svg.contains("2019-01-01: 1") && svg.contains("a&lt;b"));
    }
}
