//! Knox tables: against the counts of the R package `NearRepeat` and of Ratcliffe's calculator, and
//! against counting pair by pair.

mod gold;

use khaldun_stats::knox::{Metric, cross, table};
use khaldun_stats::num;
use proptest::prelude::*;

fn arson(folder: &std::path::Path) -> (Vec<(f64, f64)>, Vec<i64>) {
    let lines = gold::lines(&folder.join("chicago_arson.csv"));
    let number = |s: &str| s.parse::<f64>().expect("a coordinate");
    lines.iter().map(|l| ((number(&l[0]), number(&l[1])), gold::day(&l[2]))).unzip()
}

#[test]
fn counts_are_those_of_near_repeat() {
    let Some(folder) = gold::folder("near-repeat") else { return };
    let (points, days) = arson(&folder);
    let space = [0.0, 0.001, 200.0, 400.0, 600.0, f64::INFINITY];
    let time = [0, 2, 3, 4, 100_000];
    let told = table(&points, &days, Metric::Manhattan, &space, &time, 999, 1).expect("counts");
    let expected =
        [[2, 0, 1, 7], [10, 1, 0, 45], [4, 0, 1, 140], [6, 0, 3, 230], [1103, 770, 810, 132_848]];
    assert_eq!(told.observed(), expected);
    let all: u64 = told.observed().iter().flatten().sum();
    assert_eq!(all, 522 * 521 / 2);
    // Knox ratio about 20.6 and the least p-value that 999 permutations can give.
    let cell = told.cells[1][0];
    assert!((cell.ratio - 20.6).abs() < 1.5, "{cell:?}");
    assert!((cell.p - 0.001).abs() < 1e-12 && cell.p_adjusted <= 0.002, "{cell:?}");
}

#[test]
fn counts_are_those_of_the_calculator() {
    let Some(folder) = gold::folder("near-repeat") else { return };
    let (points, days) = arson(&folder);
    let lines = gold::lines(&folder.join("ratcliffe_nrc13_arson_output.csv"));
    let title = "Observed frequencies distribution";
    let observed: Vec<Vec<u64>> = lines
        .iter()
        .skip_while(|l| l[0] != title)
        .skip(3)
        .take(5)
        .map(|l| l[2..6].iter().map(|f| f.trim().parse().unwrap_or(0)).collect())
        .collect();
    // Its "0 to 1" is the same day; it takes one pair, 399.96 m apart, to lie beyond 400 m.
    let space = [0.0, 0.001, 200.0, 399.9, 600.0, f64::INFINITY];
    let told = table(&points, &days, Metric::Manhattan, &space, &[0, 1, 2, 3, 100_000], 0, 1)
        .expect("counts");
    assert_eq!(told.observed(), observed);
}

#[test]
fn threads_do_not_matter() {
    let points: Vec<(f64, f64)> = (0..60).map(|n| (f64::from(n % 7), f64::from(n % 5))).collect();
    let days: Vec<i64> = (0..60).map(|n| (n * n) % 41).collect();
    let run = |threads| {
        let pool = rayon::ThreadPoolBuilder::new().num_threads(threads).build().expect("a pool");
        pool.install(|| {
            let t = table(&points, &days, Metric::Plane, &[0.0, 2.0, 9.0], &[0, 3, 50], 99, 5);
            let left = (&points[..30], &days[..30]);
            let right = (&points[30..], &days[30..]);
            let c = cross(left, right, Metric::Plane, &[0.0, 3.0], &[0, 5], (0, 41), 20, 5);
            (t.expect("a table"), c.expect("a table"))
        })
    };
    assert_eq!(run(1), run(2));
}

#[test]
fn under_chance_one_in_twenty() {
    // Two independent series of bursts (so that neither is Poisson) on one front.
    let mut small = 0;
    for seed in 0..400 {
        let mut rng = num::stream(seed, 9);
        let mut series = || {
            let mut days = Vec::new();
            while days.len() < 40 {
                let day = num::below(&mut rng, 365) as i64;
                for _ in 0..=num::below(&mut rng, 3) {
                    days.push((day + num::below(&mut rng, 3) as i64).min(364));
                }
            }
            days
        };
        let (a, b) = (series(), series());
        let place = |days: &[i64]| vec![(0.0, 0.0); days.len()];
        let told = cross(
            (&place(&a), &a),
            (&place(&b), &b),
            Metric::Plane,
            &[0.0, 1.0],
            &[1, 4],
            (0, 365),
            999,
            seed,
        )
        .expect("a table");
        small += usize::from(told.cells[0][0].p_more <= 0.05);
    }
    // 20 expected, standard deviation 4.4.
    assert!((8..=33).contains(&small), "{small} of 400");
}

proptest! {
    #[test]
    fn a_table_counts_every_pair(
        rows in proptest::collection::vec((0_i32..40, 0_i32..40, 0_i64..60), 2..60),
        open in any::<bool>(),
    ) {
        let points: Vec<(f64, f64)> = rows.iter().map(|r| (f64::from(r.0), f64::from(r.1))).collect();
        let days: Vec<i64> = rows.iter().map(|r| r.2).collect();
        let last = if open { f64::INFINITY } else { 31.0 };
        let (space, time) = ([0.0, 1.0, 5.0, last], [0_i64, 1, 7, 30]);
        let told = table(&points, &days, Metric::Manhattan, &space, &time, 0, 1).expect("counts");
        for s in 0..3 {
            for t in 0..3 {
                let mut count = 0;
                for i in 0..rows.len() {
                    for j in 0..i {
                        let d = (points[i].0 - points[j].0).abs() + (points[i].1 - points[j].1).abs();
                        let lag = (days[i] - days[j]).abs();
                        let near = d >= space[s] && d < space[s + 1];
                        count += u64::from(near && lag >= time[t] && lag < time[t + 1]);
                    }
                }
                prop_assert_eq!(told.cells[s][t].observed, count);
            }
        }
    }
}
