use super::{Plate, csv, number, svg, text};
use std::fmt::Write as _;

/// Pairs with one lag.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct LagBar {
    /// Days from the first to the second; below zero where the second came first.
    pub days: i64,
    /// Pairs.
    pub pairs: u64,
    /// As many would be expected.
    pub expected: f64,
}

/// Pairs of two kinds of events by the days between them: a bar a day, with a short line across it at
/// what is expected. Left of the middle the second kind came first.
pub fn lags(title: &str, bars: &[LagBar]) -> Plate {
    const HIGH: f64 = 110.0;
    const LEFT: f64 = 40.0;
    const WIDE: f64 = 480.0;
    let expected = |b: &LagBar| if b.expected.is_finite() { b.expected.max(0.0) } else { 0.0 };
    let most = bars.iter().map(|b| expected(b).max(b.pairs as f64)).fold(1.0, f64::max);
    let step = WIDE / bars.len().max(1) as f64;
    let y = |value: f64| 24.0 + HIGH * (1.0 - value / most);
    let mut body = String::new();
    text(&mut body, 4.0, 12.0, "start", title);
    for (value, words) in [(0.0, "0".to_owned()), (most, format!("{most:.0}"))] {
        text(&mut body, LEFT - 4.0, y(value) + 4.0, "end", &words);
    }
    let _ = write!(
        body,
        "<line x1=\"{LEFT:.0}\" x2=\"{:.0}\" y1=\"{1:.0}\" y2=\"{1:.0}\" stroke=\"currentColor\" stroke-width=\"0.5\"/>",
        LEFT + WIDE,
        y(0.0)
    );
    // A label for every day, or for one in a few; always for day 0.
    let every = (bars.len() as i64 / 12).max(1);
    for (n, bar) in bars.iter().enumerate() {
        let x = LEFT + n as f64 * step;
        let opacity = if bar.days == 0 { "0.7" } else { "0.35" };
        let _ = write!(
            body,
            "<rect x=\"{:.1}\" y=\"{:.1}\" width=\"{:.1}\" height=\"{:.1}\" fill=\"currentColor\" fill-opacity=\"{opacity}\"/>",
            x + 0.1 * step,
            y(bar.pairs as f64),
            0.8 * step,
            y(0.0) - y(bar.pairs as f64)
        );
        let at = y(expected(bar));
        let _ = write!(
            body,
            "<line x1=\"{x:.1}\" x2=\"{:.1}\" y1=\"{at:.1}\" y2=\"{at:.1}\" stroke=\"currentColor\" stroke-width=\"1.5\"/>",
            x + step
        );
        if bar.days % every == 0 {
            let name = if bar.days > 0 { format!("+{}", bar.days) } else { bar.days.to_string() };
            text(&mut body, x + 0.5 * step, y(0.0) + 13.0, "middle", &name.replace('-', "−"));
        }
    }
    let foot = y(0.0) + 27.0;
    text(&mut body, LEFT, foot, "start", "response first");
    text(&mut body, LEFT + 0.5 * WIDE, foot, "middle", "days");
    text(&mut body, LEFT + WIDE, foot, "end", "trigger first");
    let sums = |of: &dyn Fn(&LagBar) -> bool| {
        bars.iter().filter(|b| of(b)).fold((0, 0.0), |(n, e), b| (n + b.pairs, e + expected(b)))
    };
    let ((before, b), (after, a)) = (sums(&|b| b.days < 0), sums(&|b| b.days > 0));
    let says = format!(
        "{after} pairs with the trigger first, {a:.1} expected; {before} with the response first, {b:.1} expected; a short line marks what is expected of each day"
    );
    let line = |b: &LagBar| vec![b.days.to_string(), b.pairs.to_string(), number(b.expected)];
    let csv = csv(&["days", "pairs", "expected"], bars.iter().map(line));
    Plate { svg: svg(LEFT + WIDE + 20.0, foot + 8.0, title, &says, &body), csv }
}
