//! Capture-recapture: against Rcapture 1.4-4 on the four lists of killings in Kosovo, 1999; the
//! interval of two lists over simulated ones.

mod gold;

use khaldun_stats::lists::{Kind, models, overlap};
use khaldun_stats::{Refusal, num};

/// Lists EXH, ABA, OSCE, HRW are the bits 0 to 3.
fn kosovo() -> Option<Vec<u64>> {
    let mut counts = vec![0; 16];
    for row in gold::table(&gold::folder("kosovo-mse")?.join("kosovo_counts.csv")) {
        let pattern = ["EXH", "ABA", "OSCE", "HRW"]
            .iter()
            .enumerate()
            .map(|(bit, list)| usize::from(row[*list] == "1") << bit)
            .sum::<usize>();
        counts[pattern] = row["Freq"].parse().expect("a count");
    }
    Some(counts)
}

#[test]
fn totals_are_those_of_rcapture() {
    let Some(counts) = kosovo() else { return };
    let told = models(&counts).expect("four lists");
    assert_eq!(told.seen, 4400);
    let expected = [
        (Kind::M0, 7608.4, Some(136.6)),
        (Kind::Mt, 7394.6, Some(129.6)),
        (Kind::Chao, 8591.2, None),
        (Kind::Poisson2, 9327.8, None),
        (Kind::Darroch, 12_797.3, None),
        (Kind::Gamma, 18_387.1, None),
    ];
    for (kind, total, error) in expected {
        let fit = told.of(&kind).expect("fitted");
        assert!((fit.total - total).abs() <= 0.05, "{fit:?}");
        assert!(error.is_none_or(|e: f64| (fit.error - e).abs() <= 0.05), "{fit:?}");
    }
    assert_eq!(told.log_linear.len(), 64);
    let best = &told.log_linear[0];
    assert_eq!(best.kind, Kind::Pairs(vec![(0, 1), (0, 2), (0, 3), (1, 2), (2, 3)]));
    assert!((best.total - 14_341.7).abs() <= 0.05, "{best:?}");
    assert!((best.error - 1018.3).abs() <= 0.05, "{best:?}");
    assert!((best.deviance - 39.894).abs() <= 5e-4 && best.df == 5, "{best:?}");
    assert!((best.bic - 225.21).abs() <= 5e-3, "{best:?}");
    let (low, high) = told.range();
    assert!(low < 7400.0 && high > 18_000.0);
}

#[test]
fn the_order_of_the_lists_does_not_matter() {
    let Some(counts) = kosovo() else { return };
    let turned: Vec<u64> = (0..16).map(|p| counts[(p >> 1 | p << 3) & 15]).collect();
    let (a, b) = (models(&counts).expect("fits"), models(&turned).expect("fits"));
    assert!((a.log_linear[0].total - b.log_linear[0].total).abs() < 1e-6);
    assert!((a.range().1 - b.range().1).abs() < 1e-6);
}

#[test]
fn too_little_is_refused() {
    assert_eq!(models(&[0, 9, 9, 90]), Err(Refusal::TooFewLists { found: 2, needed: 3 }));
    let few = [0, 300, 300, 20, 300, 20, 9, 0];
    assert_eq!(models(&few), Err(Refusal::TooFewOverlaps { found: 49, needed: 50 }));
    assert_eq!(models(&[0, 1, 2]), Err(Refusal::BadInput));
    assert_eq!(models(&[]), Err(Refusal::BadInput));
    assert!(overlap(10, 10, 0, 0.95).is_err());
    assert!(overlap(10, 10, 11, 0.95).is_err());
}

#[test]
fn the_interval_of_two_lists_covers() {
    let mut covered = 0;
    for seed in 0..1_000 {
        let mut rng = num::stream(seed, 4);
        let (mut first, mut second, mut both) = (0, 0, 0);
        for _ in 0..300 {
            let (a, b) = (num::uniform(&mut rng) < 0.5, num::uniform(&mut rng) < 0.3);
            first += u64::from(a);
            second += u64::from(b);
            both += u64::from(a && b);
        }
        let told = overlap(first, second, both, 0.95).expect("overlapping");
        covered += usize::from(told.interval.0 <= 300.0 && 300.0 <= told.interval.1);
    }
    assert!((925..=975).contains(&covered), "{covered} of 1000");
}
