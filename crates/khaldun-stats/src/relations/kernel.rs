use std::collections::BTreeMap;

/// A signed network with whole weights, in which nodes are bound to one another until a kernel is
/// left that has to be searched.
#[derive(Clone, Debug)]
pub(super) struct Kernel {
    /// Neighbours with signed weights; nodes bound to another have none.
    pub(super) edges: Vec<BTreeMap<usize, i64>>,
    /// Weight violated however the kernel is divided.
    pub(super) cost: i64,
    /// Nodes bound to others, in order: the node, the other, the sign between them.
    bound: Vec<(usize, usize, i64)>,
}

impl Kernel {
    pub(super) fn new(nodes: usize) -> Self {
        Self { edges: vec![BTreeMap::new(); nodes], cost: 0, bound: Vec::new() }
    }

    /// Adds an edge; edges of opposite sign between two nodes cancel, at the cost of the lighter.
    pub(super) fn add(&mut self, a: usize, b: usize, weight: i64) {
        let before = self.edges[a].get(&b).copied().unwrap_or(0);
        if before.signum() * weight.signum() < 0 {
            self.cost += before.abs().min(weight.abs());
        }
        if before + weight == 0 {
            self.edges[a].remove(&b);
            self.edges[b].remove(&a);
        } else {
            self.edges[a].insert(b, before + weight);
            self.edges[b].insert(a, before + weight);
        }
    }

    /// Puts `node` on the side of `to` (sign 1) or on the other (sign -1).
    pub(super) fn bind(&mut self, node: usize, to: usize, sign: i64) {
        for (other, weight) in std::mem::take(&mut self.edges[node]) {
            self.edges[other].remove(&node);
            if other == to {
                self.cost += if weight * sign < 0 { weight.abs() } else { 0 };
            } else {
                self.add(to, other, weight * sign);
            }
        }
        self.bound.push((node, to, sign));
    }

    /// Binds every node that has an edge as heavy as all its others together: some best division
    /// satisfies that edge, for the node could change sides at no cost.
    pub(super) fn reduce(&mut self) {
        let mut again = true;
        while again {
            again = false;
            for node in 0..self.edges.len() {
                let total: i64 = self.edges[node].values().map(|w| w.abs()).sum();
                let heavy = self.edges[node].iter().find(|(_, w)| 2 * w.abs() >= total);
                if let Some((&to, &weight)) = heavy {
                    self.bind(node, to, weight.signum());
                    again = true;
                }
            }
        }
    }

    /// The edges left, each once.
    pub(super) fn list(&self) -> Vec<(usize, usize, i64)> {
        let of = |(a, row): (usize, &BTreeMap<usize, i64>)| {
            row.range(a + 1..).map(move |(b, w)| (a, *b, *w)).collect::<Vec<_>>()
        };
        self.edges.iter().enumerate().flat_map(of).collect()
    }

    /// Gives the bound nodes their sides.
    pub(super) fn unfold(&self, sides: &mut [i64]) {
        for (node, to, sign) in self.bound.iter().rev() {
            sides[*node] = sides[*to] * sign;
        }
    }

    /// The weight violated by sides of all nodes left.
    pub(super) fn violated(&self, sides: &[i64]) -> i64 {
        let worth = |(a, b, w): &(usize, usize, i64)| {
            if sides[*a] * sides[*b] * w < 0 { w.abs() } else { 0 }
        };
        self.cost + self.list().iter().map(worth).sum::<i64>()
    }

    /// Changes the side of one node after another while that lessens what is violated.
    pub(super) fn settle(&self, sides: &mut [i64]) {
        let mut again = true;
        while again {
            again = false;
            for node in 0..sides.len() {
                let pull: i64 = self.edges[node].iter().map(|(b, w)| w * sides[*b]).sum();
                if pull * sides[node] < 0 {
                    sides[node] = -sides[node];
                    again = true;
                }
            }
        }
    }
}
