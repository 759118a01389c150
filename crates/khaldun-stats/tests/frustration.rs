//! The frustration index: Read's highland tribes and 51 windows of the Correlates of War.

mod gold;

use khaldun_stats::num;
use khaldun_stats::relations::{Edge, frustration, resampled};
use std::collections::BTreeMap;

fn network(rows: &[BTreeMap<String, String>]) -> (usize, Vec<Edge>) {
    let mut numbers: BTreeMap<String, usize> = BTreeMap::new();
    let edges = rows
        .iter()
        .map(|r| {
            let mut number = |field: &str| {
                let next = numbers.len();
                *numbers.entry(r[field].clone()).or_insert(next)
            };
            let (a, b) = (number("from"), number("to"));
            Edge { a, b, sign: r["sign"].parse().expect("a sign") }
        })
        .collect();
    (numbers.len(), edges)
}

fn violated(edges: &[Edge], camps: &[i64]) -> i64 {
    edges.iter().filter(|e| camps[e.a] * camps[e.b] * e.sign < 0).map(|e| e.sign.abs()).sum()
}

#[test]
fn the_highland_tribes() {
    let Some(folder) = gold::folder("signed-networks") else { return };
    let (nodes, edges) = network(&gold::table(&folder.join("tribes.csv")));
    let told = frustration(nodes, &edges).expect("a network");
    assert_eq!((told.index, told.proved), (7, true));
    assert_eq!(violated(&edges, &told.camps), 7);
}

#[test]
fn the_correlates_of_war() {
    let Some(folder) = gold::folder("signed-networks") else { return };
    let rows = gold::table(&folder.join("cow_1946_1999_windows.csv"));
    let expected = gold::table(&folder.join("expected_frustration.csv"));
    let mut windows = 0;
    for row in expected.iter().filter(|r| r["file"] != "tribes") {
        let window = &row["file"];
        let of: Vec<_> = rows.iter().filter(|r| r["window"] == *window).cloned().collect();
        let (nodes, edges) = network(&of);
        let told = frustration(nodes, &edges).expect("a network");
        let index: i64 = row["frustration_index"].parse().expect("a number");
        assert_eq!((told.index, told.proved), (index, true), "window {window}");
        assert_eq!(violated(&edges, &told.camps), index, "window {window}");
        windows += 1;
    }
    assert_eq!(windows, 51);
}

#[test]
fn small_networks_by_hand() {
    // All divisions of random networks of nine nodes.
    for seed in 0..60 {
        let mut rng = num::stream(seed, 0);
        let mut edges = Vec::new();
        for a in 0..9 {
            for b in 0..a {
                if num::uniform(&mut rng) < 0.6 {
                    let sign = [-2, -1, 1, 3][num::below(&mut rng, 4) as usize];
                    edges.push(Edge { a, b, sign });
                }
            }
        }
        let best = (0..256_u32)
            .map(|set| {
                let camps: Vec<i64> = (0..9).map(|n| 1 - 2 * i64::from(set >> n & 1)).collect();
                violated(&edges, &camps)
            })
            .min();
        let told = frustration(9, &edges).expect("a network");
        assert_eq!((Some(told.index), told.proved), (best, true), "seed {seed}");
        assert_eq!(violated(&edges, &told.camps), told.index);
    }
}

#[test]
fn no_network_is_balanced() {
    assert_eq!(frustration(0, &[]).expect("nothing").index, 0);
    assert!(frustration(1, &[Edge { a: 0, b: 0, sign: 1 }]).is_err());
    assert!(frustration(1, &[Edge { a: 0, b: 7, sign: 1 }]).is_err());
}

#[test]
fn threads_do_not_matter() {
    let Some(folder) = gold::folder("signed-networks") else { return };
    let (nodes, edges) = network(&gold::table(&folder.join("tribes.csv")));
    let run = |threads| {
        let pool = rayon::ThreadPoolBuilder::new().num_threads(threads).build().expect("a pool");
        pool.install(|| resampled(nodes, &edges, &[(0, 1), (0, 2)], 40, 3).expect("networks"))
    };
    let told = run(1);
    assert_eq!(told, run(2));
    assert!(told.share.0 > 0.02 && told.share.1 < 0.3, "{told:?}");
}
