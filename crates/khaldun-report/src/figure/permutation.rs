use super::{Plate, csv, number, svg, text};
use std::fmt::Write as _;

/// Where the statistic stands among the permuted ones: a histogram, with the mean under permutation
/// as a dotted and the statistic as a full line.
pub fn permutation(title: &str, draws: &[f64], expected: f64, statistic: f64) -> Plate {
    const BINS: usize = 40;
    let all = || draws.iter().copied().chain([expected, statistic]).filter(|v| v.is_finite());
    let low = all().fold(f64::INFINITY, f64::min);
    let high = all().fold(f64::NEG_INFINITY, f64::max);
    let (low, wide) = if low < high { (low, high - low) } else { (low.min(0.0) - 0.5, 1.0) };
    let mut counts = [0_usize; BINS];
    for v in draws.iter().filter(|v| v.is_finite()) {
        counts[(((v - low) / wide * BINS as f64) as usize).min(BINS - 1)] += 1;
    }
    let most = counts.iter().copied().max().unwrap_or(1).max(1) as f64;
    let x = |v: f64| 20.0 + (v - low) / wide * 360.0;
    let mut body = String::new();
    text(&mut body, 20.0, 12.0, "start", title);
    for (n, count) in counts.iter().enumerate().filter(|(_, c)| **c > 0) {
        let high = *count as f64 / most * 84.0;
        let _ = write!(
            body,
            "<rect x=\"{:.1}\" y=\"{:.1}\" width=\"8\" height=\"{high:.1}\" fill=\"currentColor\" fill-opacity=\"0.35\"/>",
            20.0 + n as f64 * 9.0,
            130.0 - high
        );
    }
    for (value, dash, words) in
        [(expected, " stroke-dasharray=\"2 3\"", "expected"), (statistic, "", "observed")]
    {
        let at = x(value).clamp(20.0, 380.0);
        let _ = write!(
            body,
            "<line x1=\"{at:.1}\" x2=\"{at:.1}\" y1=\"22\" y2=\"130\" stroke=\"currentColor\" stroke-width=\"1.5\"{dash}/>"
        );
        let anchor = if at > 300.0 { "end" } else { "start" };
        let y = if dash.is_empty() { 28.0 } else { 40.0 };
        text(
            &mut body,
            if at > 300.0 { at - 3.0 } else { at + 3.0 },
            y,
            anchor,
            &format!("{words} {value:.1}"),
        );
    }
    let says = format!(
        "the statistic is {statistic:.1}; {} permutations have the mean {expected:.1}",
        draws.len()
    );
    let edge = |n: usize| number(low + n as f64 / BINS as f64 * wide);
    let bin = |(n, count): (usize, &usize)| {
        vec!["permuted".to_owned(), edge(n), edge(n + 1), count.to_string()]
    };
    let one = |what: &str, v: f64| vec![what.to_owned(), number(v), number(v), String::new()];
    let lines = [one("observed", statistic), one("expected", expected)]
        .into_iter()
        .chain(counts.iter().enumerate().filter(|(_, c)| **c > 0).map(bin));
    let csv = csv(&["what", "from", "to", "permutations"], lines);
    Plate { svg: svg(400.0, 140.0, title, &says, &body), csv }
}
