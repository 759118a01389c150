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

/// Compares the deaths a claim tells with a row's total and with the dead of the parties named
/// (`whose`: names of sides as the row has them).
pub(crate) fn compare(claimed: Option<(f64, f64)>, event: &Event, whose: &[String]) -> Figures {
    let silent =
        |says: &str| Figures { standing: Standing::Silent, says: says.to_owned(), ratio: 1.0 };
    let Some(claimed) = claimed else { return silent("the claim gives no number of dead") };
    let Some(total) = event.deaths else { return silent("the row gives no number of dead") };
    let by =
        if event.deaths_by.is_empty() { String::new() } else { format!(" ({})", event.deaths_by) };
    let tolls = event.tolls.iter().filter(|t| whose.contains(&t.of) && t.high > 0.0);
    let part = tolls.clone().find(|t| meets(claimed, (t.low, t.high)));
    if let Some(toll) = part {
        let says = format!(
            "{} dead among {}{by}; the claim says {}",
            range((toll.low, toll.high)),
            toll.of,
            range(claimed)
        );
        return Figures { standing: Standing::Agrees, says, ratio: 1.0 };
    }
    let says = format!("{} dead{by}; the claim says {}", range(total), range(claimed));
    if meets(claimed, total) {
        return Figures { standing: Standing::Agrees, says, ratio: 1.0 };
    }
    let nearest =
        tolls.map(|t| apart(claimed, (t.low, t.high))).fold(apart(claimed, total), f64::min);
    Figures { standing: Standing::Differs, says, ratio: nearest }
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
        assert_eq!(compare(Some((14.0, 19.0)), &row(), &whose).standing, Standing::Agrees);
        assert_eq!(compare(Some((14.0, 19.0)), &row(), &[]).standing, Standing::Differs);
        assert_eq!(compare(Some((20.0, f64::INFINITY)), &row(), &[]).standing, Standing::Agrees);
        assert_eq!(compare(None, &row(), &[]).standing, Standing::Silent);
        assert_eq!(range((3.0, f64::INFINITY)), "at least 3");
    }
}
