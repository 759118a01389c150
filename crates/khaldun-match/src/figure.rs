//! Do the dead of claim and row fit, and whose figure is it?

use crate::Standing;
use khaldun_records::Event;

/// Figures meet within a tenth or one, whichever is more: sources round, and one dies later.
fn meets(claimed: (f64, f64), held: (f64, f64)) -> bool {
    let slack = |n: f64| (n * 0.1).max(1.0);
    claimed.0 <= held.1 + slack(held.1) && claimed.1 >= held.0 - slack(held.0)
}

/// How the figures stand.
#[derive(Clone, Debug)]
pub(crate) struct Figures {
    pub(crate) standing: Standing,
    pub(crate) says: String,
    /// How far apart, as a ratio of at least 1.
    pub(crate) ratio: f64,
    /// They meet only because the row's range is wide: weak evidence that both count the same dead.
    pub(crate) loose: bool,
}

impl Figures {
    fn new(standing: Standing, says: String) -> Self {
        Self { standing, says, ratio: 1.0, loose: false }
    }
}

fn number(n: f64) -> String {
    if n.fract() == 0.0 { format!("{n:.0}") } else { format!("{n:.1}") }
}

/// A range in words.
pub(crate) fn range((low, high): (f64, f64)) -> String {
    match (low, high) {
        (l, h) if h.is_infinite() => format!("at least {}", number(l)),
        (l, h) if l <= 0.0 && h > 0.0 => format!("up to {}", number(h)),
        (l, h) if (l - h).abs() < f64::EPSILON => number(l),
        (l, h) => format!("{} to {}", number(l), number(h)),
    }
}

fn apart(claimed: (f64, f64), held: (f64, f64)) -> f64 {
    let (low, high) = if claimed.1 < held.0 { (claimed.1, held.0) } else { (held.1, claimed.0) };
    if high <= low { 1.0 } else { high.max(1.0) / low.max(1.0) }
}

/// Whether a figure lies somewhere within a wide range and at none of its ends, or is open upwards
/// and met by far more than it says.
fn loose(claimed: (f64, f64), held: (f64, f64), best: Option<f64>) -> bool {
    if claimed.1.is_infinite() {
        return best.unwrap_or(held.0) > 2.0 * claimed.0.max(3.0);
    }
    // "Dozens" meets a great many rows.
    if claimed.1 > 3.0 * claimed.0.max(3.0) {
        return true;
    }
    let at = |n: f64| meets(claimed, (n, n));
    held.1 > 3.0 * held.0.max(3.0) && !at(held.0) && !at(held.1) && !best.is_some_and(at)
}

/// Compares the deaths a claim tells with a row's total and with the dead of the parties named
/// (`whose`: names of sides as the row has them). Each figure is told with whoever gave it.
pub(crate) fn compare(
    claimed: Option<(f64, f64)>,
    claimed_by: &str,
    event: &Event,
    whose: &[String],
) -> Figures {
    let silent = |says: &str| Figures::new(Standing::Silent, says.to_owned());
    let Some(claimed) = claimed else { return silent("the claim gives no number of dead") };
    let Some(total) = event.deaths else { return silent("the row gives no number of dead") };
    let source = |by: &str| match by.trim() {
        "" | "narrator" => String::new(),
        by => format!(" ({})", by.split_whitespace().collect::<Vec<_>>().join(" ")),
    };
    let by = source(&event.deaths_by);
    let ours = format!("the claim says {}{}", range(claimed), source(claimed_by));
    let tolls = event.tolls.iter().filter(|t| whose.contains(&t.of) && t.high > 0.0);
    let part = tolls.clone().find(|t| meets(claimed, (t.low, t.high)));
    if let Some(toll) = part {
        let says = format!("{} dead among {}{by}; {ours}", range((toll.low, toll.high)), toll.of);
        let loose = loose(claimed, (toll.low, toll.high), None);
        return Figures { loose, ..Figures::new(Standing::Agrees, says) };
    }
    let says = format!("{} dead{by}; {ours}", range(total));
    if meets(claimed, total) {
        let loose = loose(claimed, total, event.best);
        return Figures { loose, ..Figures::new(Standing::Agrees, says) };
    }
    let nearest =
        tolls.map(|t| apart(claimed, (t.low, t.high))).fold(apart(claimed, total), f64::min);
    Figures { ratio: nearest, ..Figures::new(Standing::Differs, says) }
}

#[cfg(test)]
mod tests {
    use super::*;
    use khaldun_model::Window;
    use khaldun_records::Toll;

    fn row() -> Event {
        let mut event = Event::new("1", Window::day(jiff::civil::date(2020, 1, 1)), 1);
        event.deaths = Some((23.0, 23.0));
        event.tolls = vec![Toll { of: "militia".into(), low: 19.0, high: 19.0 }];
        event
    }

    #[test]
    fn a_figure_may_be_met_by_one_column() {
        let whose = vec!["militia".to_owned()];
        assert_eq!(compare(Some((14.0, 19.0)), "", &row(), &whose).standing, Standing::Agrees);
        assert_eq!(compare(Some((14.0, 19.0)), "", &row(), &[]).standing, Standing::Differs);
        assert_eq!(
            compare(Some((20.0, f64::INFINITY)), "", &row(), &[]).standing,
            Standing::Agrees
        );
        assert_eq!(compare(None, "", &row(), &[]).standing, Standing::Silent);
        let said = compare(Some((50.0, 50.0)), "the governor", &row(), &[]).says;
        assert_eq!(said, "23 dead; the claim says 50 (the governor)");
        let mut vague = row();
        vague.deaths = Some((0.0, 7961.0));
        assert!(compare(Some((5000.0, 5000.0)), "", &vague, &[]).loose);
        assert!(!compare(Some((7961.0, 7961.0)), "", &vague, &[]).loose);
        assert_eq!(range((3.0, f64::INFINITY)), "at least 3");
    }
}
