use super::{Plate, csv, number, svg, text};
use std::fmt::Write as _;

/// One pair of windows.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct HeatCell {
    /// Radius, km.
    pub km: f64,
    /// Length, days.
    pub days: i64,
    /// Ratio of rates.
    pub value: f64,
    /// Its p-value, adjusted.
    pub p: f64,
}

/// Ratios by radius and length: the number in each cell, darker the farther from one; a dashed frame
/// where the adjusted p-value is above 0.05.
pub fn heat(title: &str, cells: &[HeatCell]) -> Plate {
    const WIDE: f64 = 64.0;
    const HIGH: f64 = 30.0;
    let mut radii: Vec<f64> = cells.iter().map(|c| c.km).collect();
    radii.sort_by(f64::total_cmp);
    radii.dedup();
    let mut lengths: Vec<i64> = cells.iter().map(|c| c.days).collect();
    lengths.sort_unstable();
    lengths.dedup();
    let mut body = String::new();
    text(&mut body, 4.0, 12.0, "start", title);
    for (n, km) in radii.iter().enumerate() {
        text(&mut body, 60.0 + (n as f64 + 0.5) * WIDE, 30.0, "middle", &format!("{km} km"));
    }
    for (n, days) in lengths.iter().enumerate() {
        text(&mut body, 54.0, 40.0 + (n as f64 + 0.6) * HIGH, "end", &format!("{days} days"));
    }
    for cell in cells {
        let column = radii.iter().position(|r| r.total_cmp(&cell.km).is_eq()).unwrap_or(0) as f64;
        let row = lengths.iter().position(|l| *l == cell.days).unwrap_or(0) as f64;
        let (x, y) = (60.0 + column * WIDE, 36.0 + row * HIGH);
        let known = cell.value.is_finite() && cell.value > 0.0;
        let shade = if known { (cell.value.ln().abs() / 4.0).min(0.45) } else { 0.0 };
        let dash = if cell.p <= 0.05 { "" } else { " stroke-dasharray=\"3 3\"" };
        let _ = write!(
            body,
            "<rect x=\"{x:.0}\" y=\"{y:.0}\" width=\"{:.0}\" height=\"{:.0}\" fill=\"currentColor\" fill-opacity=\"{shade:.2}\" stroke=\"currentColor\"{dash}/>",
            WIDE - 4.0,
            HIGH - 4.0
        );
        let words = if known { format!("{:.2}", cell.value) } else { "–".to_owned() };
        text(&mut body, x + WIDE / 2.0 - 2.0, y + 17.0, "middle", &words);
    }
    let says = "ratio of rates after triggers to after contrast events; a dashed frame: adjusted p above 0.05";
    let (width, height) = (radii.len() as f64 * WIDE + 70.0, lengths.len() as f64 * HIGH + 44.0);
    let line = |c: &HeatCell| vec![number(c.km), c.days.to_string(), number(c.value), number(c.p)];
    let csv = csv(&["km", "days", "ratio", "adjusted p"], cells.iter().map(line));
    Plate { svg: svg(width.max(260.0), height, title, says, &body), csv }
}
