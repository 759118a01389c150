//! The bound from below: every cycle with an odd number of negative edges has an edge that is
//! violated, so the least weight that meets all of them, fractions allowed, is a bound. Cycles are
//! found as they are needed, as shortest paths in the double cover.

use good_lp::{
    Expression, ProblemVariables, Solution as _, SolverModel as _, solvers::microlp::microlp,
    variable,
};
use std::cmp::Reverse;
use std::collections::{BTreeSet, BinaryHeap};

/// An edge as it is searched: its ends and its signed weight.
pub(super) type Signed = (usize, usize, i64);

/// The cycles found so far, each as the numbers of its edges in order.
#[derive(Default)]
pub(super) struct Cycles {
    cycles: BTreeSet<Vec<usize>>,
}

impl Cycles {
    /// The least weighting of the edges that meets the cycles found so far; `None` where the solver fails.
    pub(super) fn weigh(&self, edges: &[Signed]) -> Option<Vec<f64>> {
        let mut variables = ProblemVariables::new();
        let shares: Vec<_> =
            edges.iter().map(|_| variables.add(variable().min(0.0).max(1.0))).collect();
        let mut goal = Expression::with_capacity(edges.len());
        for (share, (_, _, weight)) in shares.iter().zip(edges) {
            goal.add_mul(weight.abs() as f64, *share);
        }
        let mut model = variables.minimise(goal).using(microlp);
        for cycle in &self.cycles {
            let mut sum = Expression::with_capacity(cycle.len());
            for edge in cycle {
                sum.add_mul(1.0, shares[*edge]);
            }
            model.add_constraint(sum.geq(1.0));
        }
        let solved = model.solve().ok()?;
        Some(shares.iter().map(|s| solved.value(*s).clamp(0.0, 1.0)).collect())
    }

    /// Adds cycles that a weighting does not meet; false where it meets all of them.
    pub(super) fn extend(&mut self, nodes: usize, edges: &[Signed], shares: &[f64]) -> bool {
        let mut near: Vec<Vec<(usize, usize)>> = vec![Vec::new(); nodes];
        for (number, (a, b, _)) in edges.iter().enumerate() {
            near[*a].push((*b, number));
            near[*b].push((*a, number));
        }
        let before = self.cycles.len();
        for from in (0..nodes).filter(|n| !near[*n].is_empty()) {
            if let Some(cycle) = shortest(from, &near, edges, shares)
                && cycle.iter().map(|e| shares[*e]).sum::<f64>() < 1.0 - 1e-6
            {
                self.cycles.insert(cycle);
            }
        }
        self.cycles.len() > before
    }
}

/// A light cycle with an odd number of negative edges on the shortest closed walk from a node.
fn shortest(
    from: usize,
    near: &[Vec<(usize, usize)>],
    edges: &[Signed],
    shares: &[f64],
) -> Option<Vec<usize>> {
    // Whole lengths keep the order of the heap total; an edge of no share still counts a little, so
    // that short cycles come first.
    let length = |edge: usize| (shares[edge] * 1e9) as u64 + 20_000;
    let state = |node: usize, odd: bool| 2 * node + usize::from(odd);
    let mut best = vec![u64::MAX; 2 * near.len()];
    let mut came: Vec<Option<(usize, usize)>> = vec![None; 2 * near.len()];
    let mut heap = BinaryHeap::new();
    best[state(from, false)] = 0;
    heap.push(Reverse((0, state(from, false))));
    let goal = state(from, true);
    while let Some(Reverse((far, at))) = heap.pop() {
        if at == goal {
            break;
        }
        if far > best[at] {
            continue;
        }
        for (to, edge) in &near[at / 2] {
            let next = state(*to, (at % 2 == 1) ^ (edges[*edge].2 < 0));
            let there = far + length(*edge);
            if there < best[next] {
                best[next] = there;
                came[next] = Some((at, *edge));
                heap.push(Reverse((there, next)));
            }
        }
    }
    came[goal]?;
    let (mut walk, mut at) = (vec![(from, usize::MAX)], goal);
    while let Some((back, edge)) = came[at] {
        walk.push((back / 2, edge));
        at = back;
    }
    // The first node that comes again closes a simple cycle, of odd sign as its two layers differ.
    let mut seen = vec![usize::MAX; near.len()];
    for (place, (node, _)) in walk.iter().enumerate() {
        if seen[*node] != usize::MAX {
            let mut cycle: Vec<usize> =
                walk[seen[*node] + 1..=place].iter().map(|(_, edge)| *edge).collect();
            cycle.sort_unstable();
            return Some(cycle);
        }
        seen[*node] = place;
    }
    None
}
