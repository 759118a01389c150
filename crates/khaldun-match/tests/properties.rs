//! What must hold whatever the rows and the claim.

use jiff::ToSpan as _;
use jiff::civil::date;
use khaldun_match::{NoRelations, Question, Spot, Verdict, match_questions};
use khaldun_model::{Check, ClaimId, Kind, Modality, Plover, Polarity, Window};
use khaldun_records::{Declared, Event, Manifest, RecordSet, Tally, Toll};
use proptest::prelude::*;
use std::collections::BTreeSet;

const NAMES: [&str; 4] = ["Red Front", "Blue Guard", "Green League", "civilians"];

fn manifest() -> Manifest {
    Manifest { name: "made-up".into(), rows_may_be_shown: true, ..Manifest::default() }
}

/// Days, point, radius, actor, target, dead.
type Row = (Window, (f64, f64), f64, usize, usize, f64);

prop_compose! {
    fn row()(day in 0..60_i64, days in 0..4_i64, lat in 10.0..11.0_f64, lon in 20.0..21.0_f64, radius in 0.0..60.0_f64,
             a in 0..3_usize, b in 0..4_usize, dead in 0..40_u8) -> Row {
        let start = date(2015, 3, 1).saturating_add(day.days());
        (Window { start, end: start.saturating_add(days.days()) }, (lat, lon), radius, a, b, f64::from(dead))
    }
}

fn set(rows: &[Row], names: [&str; 4], shift: i64) -> RecordSet {
    let moved = |w: Window| Window {
        start: w.start.saturating_add(shift.days()),
        end: w.end.saturating_add(shift.days()),
    };
    let events = rows.iter().enumerate().map(|(n, (window, point, radius, a, b, dead))| {
        let mut event = Event::new(n.to_string(), moved(*window), n as u64 + 2);
        event.point = Some(*point);
        event.radius_km = *radius;
        event.country = Some("TD".into());
        event.actors = vec![names[*a].to_owned()];
        event.targets = vec![names[*b].to_owned()];
        event.directed = false;
        event.action = Some(Plover::Assault);
        event.deaths = Some((*dead, *dead));
        event.tolls = vec![Toll { of: names[*b].to_owned(), low: *dead, high: *dead }];
        event
    });
    RecordSet::new(manifest(), Declared::default(), events, Tally::default(), Vec::new())
}

fn question(window: Window, actor: &str, target: &str, dead: Option<f64>) -> Question {
    Question {
        open: BTreeSet::new(),
        claim: ClaimId(1),
        text: String::new(),
        kind: Kind::Event,
        polarity: Polarity::Affirmed,
        modality: Modality::Asserted,
        check: Check::Records,
        window: Some(window),
        places: vec![Spot::named("Abou Deia", Some("TD"), Some((10.5, 20.5)))],
        actors: vec![actor.to_owned()],
        targets: vec![target.to_owned()],
        action: Some(Plover::Assault),
        deaths: dead.map(|d| (d, d)),
        deaths_by: String::new(),
        told: None,
    }
}

fn judged(question: &Question, set: &RecordSet) -> (Verdict, Vec<String>) {
    let found =
        match_questions(std::slice::from_ref(question), std::slice::from_ref(set), &NoRelations);
    (found[0].verdict, found[0].rows.iter().map(|r| r.id.clone()).collect())
}

proptest! {
    /// Exchanging the names of two parties everywhere moves nothing.
    #[test]
    fn exchanging_the_names_moves_nothing(rows in prop::collection::vec(row(), 0..25), a in 0..3_usize, b in 0..4_usize, day in 0..60_i64, dead in prop::option::of(0..40_u8)) {
        let window = Window::day(date(2015, 3, 1).saturating_add(day.days()));
        let other = [NAMES[1], NAMES[0], NAMES[2], NAMES[3]];
        let dead = dead.map(f64::from);
        let one = judged(&question(window, NAMES[a], NAMES[b], dead), &set(&rows, NAMES, 0));
        let two = judged(&question(window, other[a], other[b], dead), &set(&rows, other, 0));
        prop_assert_eq!(one, two);
    }

    /// Moving all days by the same number of days moves nothing.
    #[test]
    fn moving_all_days_moves_nothing(rows in prop::collection::vec(row(), 0..25), day in 0..60_i64, days in 0..9_i64, shift in -4000..4000_i64) {
        let start = date(2015, 3, 1).saturating_add(day.days());
        let window = Window { start, end: start.saturating_add(days.days()) };
        let later = Window { start: window.start.saturating_add(shift.days()), end: window.end.saturating_add(shift.days()) };
        let one = judged(&question(window, NAMES[0], NAMES[1], None), &set(&rows, NAMES, 0));
        let two = judged(&question(later, NAMES[0], NAMES[1], None), &set(&rows, NAMES, shift));
        prop_assert_eq!(one, two);
    }

    /// Widening a claim's days never turns a row found into "not covered" or "not found".
    #[test]
    fn widening_the_days_loses_nothing(rows in prop::collection::vec(row(), 1..25), day in 0..60_i64, before in 0..12_i64, after in 0..12_i64, dead in prop::option::of(0..40_u8)) {
        let start = date(2015, 3, 1).saturating_add(day.days());
        let dead = dead.map(f64::from);
        let held = set(&rows, NAMES, 0);
        let (narrow, _) = judged(&question(Window::day(start), NAMES[0], NAMES[1], dead), &held);
        let wide = Window { start: start.saturating_sub(before.days()), end: start.saturating_add(after.days()) };
        let (wide, _) = judged(&question(wide, NAMES[0], NAMES[1], dead), &held);
        let found = |v: Verdict| !matches!(v, Verdict::NotCovered | Verdict::NotFoundThoughCovered);
        prop_assert!(!found(narrow) || found(wide), "{:?} became {:?}", narrow, wide);
    }

    /// Nothing is contradicted by absence: without rows that name both parties there is no
    /// contradiction.
    #[test]
    fn absence_is_never_refutation(day in 0..60_i64, denied in any::<bool>()) {
        let window = Window::day(date(2015, 3, 1).saturating_add(day.days()));
        let mut asked = question(window, NAMES[0], NAMES[1], None);
        if denied {
            asked.polarity = Polarity::Denied;
        }
        let (verdict, rows) = judged(&asked, &set(&[], NAMES, 0));
        prop_assert!(rows.is_empty() && verdict != Verdict::Contradicted);
    }
}
