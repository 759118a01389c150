//! What follows the parse: lifted arcs go back to their true heads, and sentences begin at the left
//! edges of trees.

use super::Arc;
use std::collections::BTreeSet;

/// Left and right edge of each token's subtree.
struct Edges(Vec<(usize, usize)>);

impl Edges {
    /// spaCy's `set_children_from_heads`: passes to and fro until no head lies outside its sentence,
    /// at most twelve of them.
    fn of(arcs: &[Arc]) -> Self {
        let mut edges = Self((0..arcs.len()).map(|i| (i, i)).collect());
        for _ in 0..12 {
            if edges.pass(arcs) {
                break;
            }
        }
        edges
    }

    fn pass(&mut self, arcs: &[Arc]) -> bool {
        for i in (0..arcs.len()).chain((0..arcs.len()).rev()) {
            let head = arcs[i].head as usize;
            let (left, right) = self.0[i];
            let edge = &mut self.0[head];
            *edge = (edge.0.min(left), edge.1.max(right));
        }
        let starts = self.starts(arcs);
        let mut start = 0;
        for i in 0..arcs.len() {
            if (i > 0 && starts.contains(&i)) || i == arcs.len() - 1 {
                let inside = |a: &Arc| (start..=i).contains(&(a.head as usize));
                if !arcs[start..i].iter().all(inside) {
                    return false;
                }
                start = i;
            }
        }
        true
    }

    /// Left edges of the roots' trees.
    fn starts(&self, arcs: &[Arc]) -> BTreeSet<usize> {
        let roots = arcs.iter().enumerate().filter(|(i, a)| a.head as usize == *i);
        roots.map(|(i, _)| self.0[i].0).collect()
    }
}

/// Puts lifted arcs back and marks where sentences begin.
pub(crate) fn finish(arcs: &mut [Arc], is_space: &[bool]) {
    let edges = Edges::of(arcs);
    let mut moved = false;
    for i in 0..arcs.len() {
        if let Some(over) = arcs[i].label.over {
            arcs[i].head = true_head(arcs, &edges, is_space, i, over) as u32;
            arcs[i].label.over = None;
            moved = true;
        }
    }
    let edges = if moved { Edges::of(arcs) } else { edges };
    for start in edges.starts(arcs) {
        arcs[start].sent_start = true;
    }
}

/// The first token with the label below the head, breadth first; the head itself if there is none.
fn true_head(
    arcs: &[Arc],
    edges: &Edges,
    is_space: &[bool],
    token: usize,
    label: crate::Dep,
) -> usize {
    let head = arcs[token].head as usize;
    let mut level = vec![head];
    let mut seen = vec![false; arcs.len()];
    while !level.is_empty() {
        let mut below = Vec::new();
        for &parent in &level {
            let (left, right) = edges.0[parent];
            let children =
                (left..=right).filter(|&c| c != parent && arcs[c].head as usize == parent);
            for child in children.filter(|&c| !is_space[c] && c != token) {
                if arcs[child].label.over.is_none() && arcs[child].label.dep == label {
                    return child;
                }
                if !std::mem::replace(&mut seen[child], true) {
                    below.push(child);
                }
            }
        }
        level = below;
    }
    head
}
