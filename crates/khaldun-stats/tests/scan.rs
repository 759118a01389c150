//! The space-time permutation scan: New York's fever cases, and clusters put there.

mod gold;

use khaldun_stats::knox::Metric;
use khaldun_stats::num;
use khaldun_stats::scan::{Case, Scan, scan};

#[test]
fn fever_in_new_york() {
    let Some(folder) = gold::folder("satscan") else { return };
    let number = |s: &String| s.parse::<f64>().expect("a number");
    let towns = gold::table(&folder.join("NYCfevergeo.csv"));
    let places: Vec<(f64, f64)> =
        towns.iter().map(|r| (number(&r["lat"]), number(&r["long"]))).collect();
    let mut cases = Vec::new();
    for row in gold::table(&folder.join("NYCfevercas.csv")) {
        let place = towns.iter().position(|t| t["zip"] == row["zip"]).expect("a place");
        let parts: Vec<i64> = row["date"].split('/').map(|p| p.parse().expect("a date")).collect();
        for _ in 0..number(&row["cases"]) as usize {
            cases.push(Case { place, day: parts[2] });
        }
    }
    assert_eq!(cases.len(), 194);
    let design = Scan { alive_on: Some(24), ..Scan::new(Metric::Sphere, 3.0, 7) };
    let told = scan(&places, &cases, &design).expect("cases");
    // SaTScan, too, reports three clusters, none with p below 0.05.
    assert_eq!(told.len(), 3);
    assert!(told.iter().all(|c| c.p >= 0.05), "{told:?}");
}

/// 30 places on a plane, 300 cases of places and days as they come, and a burst.
fn cases(seed: u64, burst: usize) -> (Vec<(f64, f64)>, Vec<Case>) {
    let mut rng = num::stream(seed, 0);
    let mut below = |n| num::below(&mut rng, n) as usize;
    let places = (0..30).map(|_| (below(100) as f64, below(100) as f64)).collect();
    // Places differ in how busy they are, and so do days.
    let mut cases: Vec<Case> = (0..300)
        .map(|_| {
            let place = below(30).min(below(30));
            Case { place, day: below(120).max(below(120)) as i64 }
        })
        .collect();
    cases.extend((0..burst).map(|n| Case { place: 17, day: 40 + (n % 4) as i64 }));
    (places, cases)
}

#[test]
fn a_planted_cluster_is_found() {
    for seed in 0..10 {
        let (places, cases) = cases(seed, 9);
        let design = Scan { permutations: 199, ..Scan::new(Metric::Plane, 20.0, 14) };
        let told = scan(&places, &cases, &design).expect("cases");
        assert!(told[0].places.contains(&17) && told[0].p <= 0.01, "{:?}", told[0]);
        assert!(told[0].from <= 40 && told[0].to >= 43 && told[0].cases >= 9, "{:?}", told[0]);
        let mut seen = [false; 30];
        for place in told.iter().flat_map(|c| &c.places) {
            assert!(!std::mem::replace(&mut seen[*place], true), "{place} twice");
        }
    }
}

#[test]
fn under_chance_one_in_twenty() {
    let mut small = 0;
    for seed in 0..120 {
        let (places, cases) = cases(seed, 0);
        let design = Scan { permutations: 39, ..Scan::new(Metric::Plane, 20.0, 14) };
        let told = scan(&places, &cases, &design).expect("cases");
        small += usize::from(told.first().is_some_and(|c| c.p <= 0.05));
    }
    // 6 expected, standard deviation 2.4.
    assert!((1..=14).contains(&small), "{small} of 120");
}

#[test]
fn threads_and_order_do_not_matter() {
    let (places, mut cases) = cases(3, 6);
    let design = Scan { permutations: 49, ..Scan::new(Metric::Plane, 20.0, 14) };
    let run = |cases: &[Case], threads| {
        let pool = rayon::ThreadPoolBuilder::new().num_threads(threads).build().expect("a pool");
        pool.install(|| scan(&places, cases, &design).expect("cases"))
    };
    let told = run(&cases, 1);
    assert_eq!(told, run(&cases, 2));
    cases.reverse();
    let turned = run(&cases, 1);
    assert_eq!(told[0].places, turned[0].places);
    assert_eq!(told[0].log_ratio.to_bits(), turned[0].log_ratio.to_bits());
}

#[test]
fn what_cannot_be_scanned() {
    let design = Scan::new(Metric::Plane, 20.0, 14);
    assert!(scan(&[], &[], &design).is_err());
    assert!(scan(&[(0.0, 0.0)], &[Case { place: 4, day: 0 }; 5], &design).is_err());
    // All on one day: nothing is more than expected.
    let told = scan(&[(0.0, 0.0)], &[Case { place: 0, day: 0 }; 5], &design);
    assert_eq!(told, Ok(vec![]));
}
