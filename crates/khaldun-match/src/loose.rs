//! Where a row fits a claim that says too little to mean this row rather than another.
//!
//! A claim that takes its place from the sentence before, or names no more than a province, is fitted
//! on any day by some row of a war. Such a fit is shown, but it bears nothing out: the row must be
//! tied to the claim by a toll, a count or words in common, or lie where few rows lie. A row that
//! is to refute a denial must itself be of a place and of days, not of a governorate and a year.

use crate::compare::{Asked, Compared};
use crate::judge::{MONTH, PERIOD_DAYS};
use crate::question::Open;
use crate::{Route, Standing};
use khaldun_records::fold::fold;
use khaldun_records::{Event, say};

/// A place that reaches so far, in km, is a province or a country.
const PROVINCE_KM: f64 = 50.0;
/// A row whose point may be further off, in km, shows no act at a place.
const FIRM_KM: f64 = 100.0;
/// A row that spans so many days more than the claim shows no act on a day.
const FIRM_DAYS: i64 = 45;

/// What the claim leaves open, so that the row which fits it may not be its event; `None` where the
/// row is tied to the claim.
pub(crate) fn open(
    asked: &Asked<'_>,
    row: &Compared,
    crowded: &dyn Fn() -> bool,
) -> Option<String> {
    let question = asked.question;
    let days = question.window?;
    if days.days() > PERIOD_DAYS || question.open.contains(&Open::Days) && days.days() > MONTH {
        return Some(format!("the account does not date the act more closely than {}", say(days)));
    }
    if question.open.contains(&Open::Undated) && !tied(asked, row) {
        return Some("the account does not date it; the row lies in the week before".to_owned());
    }
    if row.means == Standing::Differs && !row.figures_meet() {
        return Some(
            "the claim speaks of the means by which it was done, and the row does not".to_owned(),
        );
    }
    if tied(asked, row) || !crowded() {
        return None;
    }
    let wide = question.places.iter().all(|p| p.whole_country || p.radius_km >= PROVINCE_KM);
    let open = if question.open.contains(&Open::Place) {
        "the claim's own words name no place"
    } else if wide {
        "the claim names no town"
    } else if question.open.contains(&Open::Party) {
        "the account does not name both sides of it"
    } else {
        return None;
    };
    Some(format!("{open}, and rows lie there so densely that its days would meet some anyway"))
}

/// Whether something that few rows share ties the row to the claim.
fn tied(asked: &Asked<'_>, row: &Compared) -> bool {
    let toll = row.figures_meet() && asked.question.deaths.is_some_and(|d| d.0 >= 5.0);
    toll || row.counts.same > 0 || row.shared + row.things >= 2 || row.means == Standing::Agrees
}

/// Whether a row is close enough in place and time to show what a claim denies, and tells of the
/// party that denies it alone: "strikes by the army and Valdia" do not say which of them it was.
pub(crate) fn firm(row: &Compared, event: &Event) -> bool {
    let alone = match row.route() {
        Some(Route::Headline(word)) => !shared(&word, &event.what),
        _ => true,
    };
    alone && row.radius <= FIRM_KM && row.breadth <= FIRM_DAYS
}

/// Whether headlines name a party only beside another one, joined by "and".
fn shared(word: &str, headlines: &str) -> bool {
    let word = fold(word);
    let beside = |headline: &str| {
        let folded = format!(" {} ", fold(headline));
        let at: Vec<usize> = folded.match_indices(&format!(" {word}")).map(|(i, _)| i).collect();
        let joined = |i: &usize| {
            let before = folded[..*i].split(' ').next_back();
            let after = folded[i + 1..].split(' ').nth(word.split(' ').count());
            [before, after].into_iter().flatten().any(|w| matches!(w, "and" | "or"))
        };
        (!at.is_empty()).then(|| at.iter().all(joined))
    };
    let told: Vec<bool> = headlines.split(';').filter_map(beside).collect();
    !told.is_empty() && told.iter().all(|joined| *joined)
}

#[cfg(test)]
mod tests {
    use super::shared;

    #[test]
    fn a_party_named_beside_another_is_not_told_alone() {
        assert!(shared("Valdia", "Ten killed in strikes by the army and Valdia"));
        assert!(shared("Valdia", "Valdia and the army shell Orn;Talks fail"));
        assert!(!shared("Valdia", "Valdian aircraft kill ten in Orn"));
        assert!(!shared("Valdia", "Army and Valdia advance;Valdia bombs Orn"));
        assert!(!shared("Valdia", "Talks fail"));
    }
}
