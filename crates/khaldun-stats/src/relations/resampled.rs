//! How much of a division survives if the ties are resampled.
//!
//! **Question.** Would the camps be the same, had other ties of the same kind been recorded?
//! **Assumptions.** Ties are recorded independently of each other.
//! **Formula.** As many ties as there are, drawn with replacement (a tie drawn twice weighs twice); for
//! each draw the frustration index and a best division. Told are the interval of the share of weight
//! violated (percentiles) and, for each pair asked for, in which share of the draws it stands in one
//! camp, among the draws in which a path of ties joins the two. Bootstrap: B. Efron, Annals of Statistics 7 (1979) 1-26.
//! **When it misleads.** A drawn network has fewer ties than the whole (about 63 %), so it is nearer
//! to balance: the interval of the share violated lies low. Of several best divisions one is taken: a
//! share near a half may be a tie between them. Ties of one war do not come independently.
//!
//! ```
//! use khaldun_stats::relations::{Edge, resampled};
//! let tie = |a, b, sign| Edge { a, b, sign };
//! let ties = [tie(0, 1, 1), tie(2, 3, 1), tie(0, 2, -1), tie(1, 3, -1), tie(0, 3, -1)];
//! let told = resampled(4, &ties, &[(0, 1), (0, 2)], 200, 7)?;
//! assert!(told.pairs[0].together > 0.9 && told.pairs[1].together < 0.1);
//! # Ok::<(), khaldun_stats::Refusal>(())
//! ```

use super::frustration::{Edge, frustration};
use crate::{Refusal, num};
use rayon::prelude::*;

/// What resampling shows.
#[derive(Clone, Debug, PartialEq)]
pub struct Resampled {
    /// 95 % interval of the share of weight violated.
    pub share: (f64, f64),
    /// The pairs asked for.
    pub pairs: Vec<Pair>,
    /// Draws in which the best division was not proved to be best.
    pub unproved: u32,
}

/// A pair of nodes over the draws.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Pair {
    /// Share of the draws in which both stand in one camp; `NaN` where no draw joins them.
    pub together: f64,
    /// Draws in which a path of ties joins them.
    pub joined: u32,
}

/// Resamples the ties of a network of `nodes` nodes.
pub fn resampled(
    nodes: usize,
    edges: &[Edge],
    pairs: &[(usize, usize)],
    draws: u32,
    seed: u64,
) -> Result<Resampled, Refusal> {
    if pairs.iter().any(|(a, b)| *a >= nodes || *b >= nodes) {
        return Err(Refusal::BadInput);
    }
    if edges.is_empty() || draws == 0 {
        return Err(Refusal::TooFewEvents { found: 0, needed: 1 });
    }
    let drawn: Vec<(f64, bool, Vec<Option<bool>>)> = (0..draws)
        .into_par_iter()
        .map(|draw| {
            let mut rng = num::stream(seed, u64::from(draw));
            let ties: Vec<Edge> = edges
                .iter()
                .map(|_| edges[num::below(&mut rng, edges.len() as u64) as usize])
                .collect();
            let told = frustration(nodes, &ties)?;
            let weight: i64 = ties.iter().map(|e| e.sign.abs()).sum();
            let part = parts(nodes, &ties);
            let together = pairs
                .iter()
                .map(|(a, b)| (part[*a] == part[*b]).then(|| told.camps[*a] == told.camps[*b]))
                .collect();
            Ok((told.index as f64 / weight.max(1) as f64, told.proved, together))
        })
        .collect::<Result<_, Refusal>>()?;
    let mut shares: Vec<f64> = drawn.iter().map(|d| d.0).collect();
    shares.sort_by(f64::total_cmp);
    let pair = |k: usize| {
        let joined: Vec<bool> = drawn.iter().filter_map(|d| d.2[k]).collect();
        let together = joined.iter().filter(|t| **t).count();
        Pair { together: together as f64 / joined.len() as f64, joined: joined.len() as u32 }
    };
    Ok(Resampled {
        share: (num::quantile(&shares, 0.025), num::quantile(&shares, 0.975)),
        pairs: (0..pairs.len()).map(pair).collect(),
        unproved: drawn.iter().filter(|d| !d.1).count() as u32,
    })
}

/// The number of the connected part that each node belongs to.
fn parts(nodes: usize, edges: &[Edge]) -> Vec<usize> {
    fn root(part: &mut [usize], mut node: usize) -> usize {
        while part[node] != node {
            part[node] = part[part[node]];
            node = part[node];
        }
        node
    }
    let mut part: Vec<usize> = (0..nodes).collect();
    for edge in edges.iter().filter(|e| e.sign != 0) {
        let (a, b) = (root(&mut part, edge.a), root(&mut part, edge.b));
        part[a] = b;
    }
    (0..nodes).map(|n| root(&mut part, n)).collect()
}
