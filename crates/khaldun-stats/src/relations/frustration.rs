//! The frustration index of a signed network.
//!
//! **Question.** How many of the ties would have to change their sign for the network to fall into two
//! camps, friends within, foes across?
//! **Assumptions.** Ties are known, with their signs; there are two camps.
//! **Formula.** The least number (weight) of edges violated by any division in two: positive across,
//! negative within (F. Harary, Behavioral Science 4 (1959) 316-323). Exact, by branch and bound: nodes
//! with an edge as heavy as all their others are bound first; the bound from below is the linear
//! program over cycles of odd sign, solved by adding cycles as they are violated (F. Barahona and A. R.
//! Mahjoub, Mathematical Programming 36 (1986) 157-173); the bound from above is the best division
//! found by changing single nodes. S. Aref, A. J. Mason and M. C. Wilson, Networks 75 (2020) 95-110.
//! **When it misleads.** Best divisions are many: read which nodes share a camp in most resampled
//! networks, not in one. Ties from few events flip with a single one. Two camps are an assumption, not
//! a finding, and a low index does not make an alliance.
//!
//! ```
//! use khaldun_stats::relations::{Edge, frustration};
//! // Three mutual foes: one tie has to give.
//! let foes = [(0, 1), (1, 2), (0, 2)].map(|(a, b)| Edge { a, b, sign: -1 });
//! let told = frustration(3, &foes)?;
//! assert_eq!((told.index, told.proved), (1, true));
//! # Ok::<(), khaldun_stats::Refusal>(())
//! ```

use super::kernel::Kernel;
use super::odd_cycles::Cycles;
use crate::{Refusal, num};
use rand_chacha::ChaCha8Rng;

/// A tie between two nodes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Edge {
    /// One end.
    pub a: usize,
    /// The other.
    pub b: usize,
    /// Positive or negative; its size is the weight.
    pub sign: i64,
}

/// A best division.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Frustration {
    /// The weight of the edges violated.
    pub index: i64,
    /// The camp of each node, 1 or -1; the first node is in camp 1.
    pub camps: Vec<i64>,
    /// Whether no division is better; false where the search was given up.
    pub proved: bool,
}

/// Nodes of the search tree after which it is given up.
const LIMIT: u32 = 2_000;

/// The frustration index of a network of `nodes` nodes. Ties of a node with itself are refused, those
/// of sign 0 left out.
pub fn frustration(nodes: usize, edges: &[Edge]) -> Result<Frustration, Refusal> {
    if edges.iter().any(|e| e.a == e.b || e.a >= nodes || e.b >= nodes) {
        return Err(Refusal::BadInput);
    }
    let mut kernel = Kernel::new(nodes);
    for edge in edges.iter().filter(|e| e.sign != 0) {
        kernel.add(edge.a, edge.b, edge.sign);
    }
    let mut search = Search { best: i64::MAX, camps: vec![1; nodes], left: LIMIT, proved: true };
    search.run(kernel);
    let turn = search.camps.first().copied().unwrap_or(1);
    let camps = search.camps.iter().map(|c| c * turn).collect();
    Ok(Frustration { index: search.best, camps, proved: search.proved })
}

struct Search {
    best: i64,
    camps: Vec<i64>,
    left: u32,
    proved: bool,
}

impl Search {
    fn run(&mut self, mut kernel: Kernel) {
        if self.left == 0 {
            self.proved = false;
            return;
        }
        self.left -= 1;
        kernel.reduce();
        let edges = kernel.list();
        self.guess(&kernel, &edges);
        if edges.is_empty() {
            return;
        }
        let mut cycles = Cycles::default();
        let mut shares = vec![0.0; edges.len()];
        while cycles.extend(kernel.edges.len(), &edges, &shares) {
            let Some(weighed) = cycles.weigh(&edges) else { break };
            shares = weighed;
            self.offer(&kernel, along(&kernel, &edges, &shares));
            let weight = |(e, s): (&(usize, usize, i64), &f64)| e.2.abs() as f64 * s;
            let bound: f64 = edges.iter().zip(&shares).map(weight).sum();
            if kernel.cost + (bound - 1e-6).ceil() as i64 >= self.best {
                return;
            }
        }
        // Fractions remain: put the ends of the most doubtful edge together, then apart.
        let doubt = |e: usize| edges[e].2.abs() as f64 * (0.5 - (shares[e] - 0.5).abs());
        let most =
            (1..edges.len()).fold(0, |most, e| if doubt(e) > doubt(most) { e } else { most });
        let (a, b, weight) = edges[most];
        for sign in [weight.signum(), -weight.signum()] {
            let mut branch = kernel.clone();
            branch.bind(a, b, sign);
            if branch.cost < self.best {
                self.run(branch);
            }
        }
    }

    /// Keeps a division of the kernel if it is the best so far.
    fn offer(&mut self, kernel: &Kernel, mut sides: Vec<i64>) {
        kernel.settle(&mut sides);
        let violated = kernel.violated(&sides);
        if violated < self.best {
            self.best = violated;
            kernel.unfold(&mut sides);
            self.camps = sides;
        }
    }

    /// Divisions from random spanning forests.
    fn guess(&mut self, kernel: &Kernel, edges: &[(usize, usize, i64)]) {
        let mut rng = num::stream(0, 0);
        self.offer(kernel, along(kernel, edges, &vec![0.0; edges.len()]));
        for _ in 0..if edges.is_empty() { 0 } else { 30 } {
            let shares = random(&mut rng, edges.len());
            self.offer(kernel, along(kernel, edges, &shares));
        }
    }
}

fn random(rng: &mut ChaCha8Rng, n: usize) -> Vec<f64> {
    (0..n).map(|_| num::uniform(rng)).collect()
}

/// The division that violates no edge of the spanning forest of least shares.
fn along(kernel: &Kernel, edges: &[(usize, usize, i64)], shares: &[f64]) -> Vec<i64> {
    let mut order: Vec<usize> = (0..edges.len()).collect();
    order.sort_by(|a, b| shares[*a].total_cmp(&shares[*b]).then(a.cmp(b)));
    // Each node's root, and its sign against it.
    let mut root: Vec<(usize, i64)> = (0..kernel.edges.len()).map(|n| (n, 1)).collect();
    let mut members: Vec<Vec<usize>> = (0..kernel.edges.len()).map(|n| vec![n]).collect();
    for edge in order {
        let (a, b, weight) = edges[edge];
        let ((of_a, sign_a), (of_b, sign_b)) = (root[a], root[b]);
        if of_a != of_b {
            let turn = sign_a * sign_b * weight.signum();
            for node in std::mem::take(&mut members[of_b]) {
                root[node] = (of_a, root[node].1 * turn);
                members[of_a].push(node);
            }
        }
    }
    root.into_iter().map(|(_, sign)| sign).collect()
}
