//! Two kinds of events that excite each other: what is simulated is recovered, and common drift is
//! not taken for excitation.

use khaldun_stats::hawkes::{
    Design, Fit, Hold, Pair, directions, fit, interval, jittered, rescaled, simulated, spread,
};
use khaldun_stats::num;
use rayon::prelude::*;

/// Raids called forth by a baseline that swells and ebbs; each calls forth a reprisal in two.
fn truth(ratio: f64) -> Fit {
    Fit {
        heights: [vec![0.1, 0.5, 0.1, 0.4, 0.2], vec![0.1, 0.3, 0.2, 0.3, 0.1]],
        branching: [[0.2, ratio], [0.0, 0.2]],
        lags: [2.0, 3.0],
        log_likelihood: 0.0,
        turns: 0,
    }
}

const SPAN: (f64, f64) = (0.0, 1000.0);
const DESIGN: Design = Design { knots: 9, lags: (0.5, 20.0) };

fn sample(ratio: f64, seed: u64) -> Pair {
    simulated(&truth(ratio), SPAN, &mut num::stream(seed, 0))
}

#[test]
fn what_is_simulated_is_recovered() {
    // Many events: with fewer, cross-excitation comes out too high (docs/stats.md).
    let span = (0.0, 8000.0);
    let design = Design { knots: 5, lags: (0.5, 20.0) };
    let told: Vec<Fit> = (0..6)
        .into_par_iter()
        .map(|seed| {
            let pair = simulated(&truth(0.5), span, &mut num::stream(seed, 0));
            fit(&pair, &design, Hold::Nothing).expect("a fit")
        })
        .collect();
    let mean = |of: &dyn Fn(&Fit) -> f64| told.iter().map(of).sum::<f64>() / told.len() as f64;
    assert!((mean(&|f| f.branching[0][1]) - 0.5).abs() < 0.05, "{}", mean(&|f| f.branching[0][1]));
    assert!((mean(&|f| f.branching[0][0]) - 0.2).abs() < 0.04, "{}", mean(&|f| f.branching[0][0]));
    assert!(mean(&|f| f.branching[1][0]) < 0.03, "{}", mean(&|f| f.branching[1][0]));
    assert!((mean(&|f| f.lags[1]) - 3.0).abs() < 0.3, "{}", mean(&|f| f.lags[1]));
}

#[test]
fn the_direction_is_told() {
    let pair = sample(0.5, 101);
    let best = fit(&pair, &DESIGN, Hold::Nothing).expect("a fit");
    let there = interval(&pair, &DESIGN, &best, (0, 1), 0.95).expect("an interval");
    let wider = interval(&pair, &DESIGN, &best, (0, 1), 0.99).expect("an interval");
    assert!(wider.0 < there.0 && wider.1 > there.1, "{there:?} {wider:?}");
    assert!(interval(&pair, &DESIGN, &best, (0, 1), 1.0).is_err());
    let back = interval(&pair, &DESIGN, &best, (1, 0), 0.95).expect("an interval");
    assert!(there.0 > 0.2 && there.0 < 0.5 && there.1 > 0.5 && there.1 < 1.0, "{there:?}");
    assert!(back.0 < 0.05 && back.1 < 0.3, "{back:?}");
    let contrast = directions(&pair, &DESIGN, &best).expect("a contrast");
    assert!(contrast.difference > 0.2 && contrast.p < 0.01, "{contrast:?}");
    assert!(jittered(&pair, &DESIGN, (0, 1), 40.0, 199, 1).expect("a test").p <= 0.01);
    // The true model fits, by its clock.
    let kolmogorov = rescaled(&pair, &best);
    assert!(kolmogorov.iter().all(|(_, p)| *p > 0.05), "{kolmogorov:?}");
    // One without the excitation has less likelihood.
    let none = fit(&pair, &DESIGN, Hold::Ratio { of: 0, on: 1, ratio: 0.0 }).expect("a fit");
    assert!(best.log_likelihood - none.log_likelihood > 10.0);
}

#[test]
fn common_drift_is_no_excitation() {
    let small = (0..60_u64)
        .into_par_iter()
        .filter(|seed| {
            let pair = sample(0.0, 1_000 + seed);
            jittered(&pair, &DESIGN, (0, 1), 40.0, 99, *seed).expect("a test").p <= 0.05
        })
        .count();
    // 3 expected, standard deviation 1.7.
    assert!(small <= 8, "{small} of 60");
}

#[test]
fn days_are_spread_and_shared_days_excite_nothing() {
    let mut rng = num::stream(5, 0);
    let times = spread(&[3, 3, 1, 9], &mut rng);
    assert!(times.is_sorted());
    assert_eq!(times.iter().map(|t| t.floor()).collect::<Vec<f64>>(), [1.0, 3.0, 3.0, 9.0]);
    let days: Vec<f64> = (0..50).map(|n| f64::from(n * 20 + n * n % 13)).collect();
    let pair = Pair { times: [days.clone(), days], span: SPAN };
    let told = fit(&pair, &DESIGN, Hold::Nothing).expect("a fit");
    assert!(told.branching[0][1] < 0.3 && told.branching[1][0] < 0.3, "{told:?}");
}

#[test]
fn swapping_the_kinds_swaps_the_answer() {
    let pair = sample(0.5, 7);
    let [first, second] = pair.times.clone();
    let turned = Pair { times: [second, first], span: SPAN };
    let (a, b) = (
        fit(&pair, &DESIGN, Hold::Nothing).expect("a fit"),
        fit(&turned, &DESIGN, Hold::Nothing).expect("a fit"),
    );
    assert!((a.branching[0][1] - b.branching[1][0]).abs() < 1e-3, "{a:?} {b:?}");
    assert!((a.log_likelihood - b.log_likelihood).abs() < 1e-3);
}

#[test]
fn threads_do_not_matter() {
    let pair = sample(0.5, 7);
    let run = |threads| {
        let pool = rayon::ThreadPoolBuilder::new().num_threads(threads).build().expect("a pool");
        pool.install(|| jittered(&pair, &DESIGN, (0, 1), 40.0, 49, 3).expect("a test"))
    };
    assert_eq!(run(1), run(2));
}

#[test]
fn what_cannot_be_fitted() {
    let pair = sample(0.5, 7);
    let of = |times: [Vec<f64>; 2]| fit(&Pair { times, span: SPAN }, &DESIGN, Hold::Nothing);
    assert!(of([vec![1.0; 3], vec![2.0; 30]]).is_err());
    assert!(of([vec![5000.0; 30], vec![2.0; 30]]).is_err());
    assert!(of([vec![f64::NAN; 30], vec![2.0; 30]]).is_err());
    let design = |knots, lags| fit(&pair, &Design { knots, lags }, Hold::Nothing);
    assert!(design(0, (1.0, 2.0)).is_err());
    assert!(design(3, (0.0, 2.0)).is_err());
    assert!(design(1, (1.0, 2.0)).is_ok());
}

/// Slow: `cargo test --release -p khaldun-stats --test hawkes -- --ignored --nocapture`.
#[test]
#[ignore = "slow: size and coverage over many simulated sets"]
#[allow(clippy::print_stderr, reason = "what it prints is copied into docs/stats.md")]
fn size_and_coverage() {
    const SEED: u64 = 900_000;
    let sets = 500_u64;
    for ratio in [0.0, 0.1, 0.2, 0.5] {
        let told: Vec<(bool, f64, bool)> = (0..sets)
            .into_par_iter()
            .map(|n| {
                let pair = sample(ratio, SEED + n);
                let best = fit(&pair, &DESIGN, Hold::Nothing).expect("a fit");
                let (low, high) = interval(&pair, &DESIGN, &best, (0, 1), 0.95).expect("one");
                let turned = jittered(&pair, &DESIGN, (0, 1), 40.0, 199, n).expect("a test");
                ((low..=high).contains(&ratio), best.branching[0][1], turned.p <= 0.05)
            })
            .collect();
        let share = |of: &dyn Fn(&(bool, f64, bool)) -> bool| {
            told.iter().filter(|t| of(t)).count() as f64 / sets as f64
        };
        let mean = told.iter().map(|t| t.1).sum::<f64>() / sets as f64;
        let (held, found) = (share(&|t| t.0), share(&|t| t.2));
        eprintln!("| {ratio} | {mean:.2} | {held:.3} | {found:.3} |");
    }
}
