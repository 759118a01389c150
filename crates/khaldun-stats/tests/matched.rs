//! Matched wakes on sets with planted truth: what is there is found, what is not is not, and neither
//! names, nor the order of rows, nor threads move a digit.

use khaldun_stats::contrast::{Days, Episode, Kind, Matched, Response, WakeSettings, matched};
use khaldun_testkit::planted::{self, DAYS, Design, Planted};

fn laid(set: &Planted) -> (Vec<Episode>, Vec<Response>) {
    let of = |events: &[planted::Event], kind| {
        events.iter().map(|e| Episode { day: e.0, point: e.1, kind }).collect::<Vec<_>>()
    };
    let mut episodes = of(&set.first, Kind::First);
    episodes.extend(of(&set.second, Kind::Second));
    let responses = set.responses.iter().map(|e| Response { day: e.0, point: e.1, count: 1 });
    (episodes, responses.collect())
}

fn told(episodes: &[Episode], responses: &[Response]) -> Matched {
    let settings = WakeSettings { km: vec![25.0, 50.0], days: vec![7, 3], draws: 199, seed: 7 };
    matched(episodes, responses, &Days::all(0, DAYS - 1), &settings).expect("enough episodes")
}

#[test]
fn planted_truth_is_found_in_most_sets() {
    for (design, truth) in
        [(Design::Null, 1.0), (Design::Ratio3, 3.0), (Design::DifferentReporting, 1.0)]
    {
        let (mut covered, mut called) = (0, 0);
        for seed in 0..20 {
            let (episodes, responses) = laid(&planted::planted(design, 77_000 + seed));
            let main = told(&episodes, &responses).cells[0].alone.expect("a measure");
            covered += i32::from(main.interval.low <= truth && truth <= main.interval.high);
            called += i32::from(main.interval.low > 1.25 || main.interval.high < 0.8);
        }
        // Of twenty at 95 %, fewer than sixteen are covered once in 2,000 times. Where the kinds are
        // recorded unequally, the share recorded changes between neighbouring episodes of the two
        // kinds, and the ratio is read as 1.17: there only what is called a difference counts.
        assert!(design == Design::DifferentReporting || covered >= 16, "{design:?}: {covered}");
        assert!(if truth > 1.0 { called >= 18 } else { called <= 3 }, "{design:?}: {called}");
    }
}

#[test]
fn names_and_the_order_of_rows_move_nothing() {
    let (mut episodes, mut responses) = laid(&planted::planted(Design::Ratio3, 5));
    let one = told(&episodes, &responses);
    responses.reverse();
    let same = told(&episodes, &responses);
    assert_eq!(format!("{one:?}"), format!("{same:?}"), "rows of one day in another order");
    for e in &mut episodes {
        e.kind = if e.kind == Kind::First { Kind::Second } else { Kind::First };
    }
    let other = told(&episodes, &responses);
    let (a, b) = (one.cells[1].alone.expect("one"), other.cells[1].alone.expect("other"));
    assert!((a.ratio * b.ratio - 1.0).abs() < 1e-9, "{a:?} {b:?}");
    assert!((a.interval.low * b.interval.high - 1.0).abs() < 1e-9, "{a:?} {b:?}");
    assert!((a.p - b.p).abs() < 1e-12 && one.cells[1].p_adjusted == other.cells[1].p_adjusted);
    assert_eq!(a.episodes, [b.episodes[1], b.episodes[0]]);
}

#[test]
fn threads_move_nothing() {
    let (episodes, responses) = laid(&planted::planted(Design::Null, 6));
    let on = |threads| {
        let pool = rayon::ThreadPoolBuilder::new().num_threads(threads).build().expect("a pool");
        pool.install(|| format!("{:?}", told(&episodes, &responses)))
    };
    assert_eq!(on(1), on(2));
}
