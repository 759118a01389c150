//! Holds many made-up claims against a large made-up set, for timing from outside:
//!
//! ```text
//! time cargo run --release -p khaldun-match --example throughput -- 2400000 10000
//! ```
//!
//! With 0 claims it only builds and indexes the set, so that the difference is the matching.

use jiff::ToSpan as _;
use jiff::civil::date;
use khaldun_match::{NoRelations, Question, Spot, Verdict, match_questions};
use khaldun_model::{Check, ClaimId, Kind, Modality, Plover, Polarity, Window};
use khaldun_records::{Declared, Event, Manifest, RecordSet, Tally, Toll};

/// A seeded sequence of numbers (the finaliser of splitmix64).
struct Dice(u64);

impl Dice {
    fn roll(&mut self, below: u64) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut x = self.0;
        x = (x ^ (x >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        x = (x ^ (x >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        (x ^ (x >> 31)) % below
    }
}

/// Towns of a hundred countries that do not exist, thirty each; a town's rows gather about it.
fn town(n: u64) -> (f64, f64) {
    let mut dice = Dice(n);
    let (lat, lon) = (dice.roll(6000), dice.roll(30000));
    (lat as f64 / 100.0 - 20.0, lon as f64 / 100.0 - 150.0)
}

fn window(dice: &mut Dice) -> Window {
    let start = date(1997, 1, 1).saturating_add((dice.roll(10_000) as i64).days());
    Window { start, end: start.saturating_add(i64::from(dice.roll(10) == 0).days()) }
}

fn side(n: u64) -> String {
    format!("Force {n} of the Made-up War")
}

fn event(n: usize, dice: &mut Dice) -> Event {
    let mut event = Event::new(format!("M{n}"), window(dice), n as u64 + 2);
    let at = dice.roll(3000);
    let (lat, lon) = town(at);
    let off = |d: &mut Dice| d.roll(200) as f64 / 1000.0 - 0.1;
    event.place = vec![format!("Town {at}")];
    event.point = Some((lat + off(dice), lon + off(dice)));
    event.radius_km = [5.0, 25.0, 90.0][dice.roll(3) as usize];
    event.directed = dice.roll(2) == 0;
    event.actors = vec![side(at / 30 * 4 + dice.roll(4))];
    event.targets = vec![if dice.roll(3) == 0 {
        "civilians".to_owned()
    } else {
        side(at / 30 * 4 + dice.roll(4))
    }];
    event.action = Some(Plover::Assault);
    event.what = format!("Reports of fighting near Town {at}, with casualties unknown on that day");
    let dead = dice.roll(12) as f64;
    event.deaths = Some((dead, dead));
    event.best = Some(dead);
    event.tolls = vec![Toll { of: "civilians".to_owned(), low: dead, high: dead }];
    event
}

fn question(n: usize, dice: &mut Dice) -> Question {
    let at = dice.roll(3000);
    let dead = dice.roll(12) as f64;
    Question {
        open: std::collections::BTreeSet::new(),
        claim: ClaimId(n as u32 + 1),
        text: format!("{dead:.0} people were killed near Town {at}"),
        kind: Kind::Event,
        polarity: Polarity::Affirmed,
        modality: Modality::Asserted,
        check: Check::Records,
        window: Some(window(dice)),
        places: vec![Spot::named(&format!("Town {at}"), None, Some(town(at)))],
        actors: vec![side(at / 30 * 4 + dice.roll(4))],
        targets: vec!["civilians".to_owned()],
        action: Some(Plover::Assault),
        deaths: Some((dead, dead)),
        deaths_by: String::new(),
        told: None,
    }
}

fn main() {
    let mut counts = std::env::args().skip(1).filter_map(|a| a.parse::<usize>().ok());
    let (rows, claims) = (counts.next().unwrap_or(100_000), counts.next().unwrap_or(1_000));
    let mut dice = Dice(1);
    let events = (0..rows).map(|n| event(n, &mut dice));
    let manifest =
        Manifest { name: "made-up".into(), rows_may_be_shown: true, ..Manifest::default() };
    let set = RecordSet::new(manifest, Declared::default(), events, Tally::default(), Vec::new());
    let questions: Vec<Question> = (0..claims).map(|n| question(n, &mut dice)).collect();
    let found = match_questions(&questions, std::slice::from_ref(&set), &NoRelations);
    let mut lines = Verdict::ALL.map(|v| (v.as_str(), 0_usize));
    for one in &found {
        if let Some(line) = lines.iter_mut().find(|(name, _)| *name == one.verdict.as_str()) {
            line.1 += 1;
        }
    }
    let says: Vec<String> = lines.iter().map(|(name, n)| format!("{name}: {n}")).collect();
    assert_eq!(found.len(), claims, "an answer for every claim: {}", says.join(", "));
    set_aside(&says.join("\n"));
}

/// Prints without the macro that the house keeps to the command line.
fn set_aside(text: &str) {
    use std::io::Write as _;
    let _ = writeln!(std::io::stdout(), "{text}");
}
