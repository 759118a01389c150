//! From a token's features to its vector in context (spaCy's `Tok2Vec`).
//!
//! Each feature's id picks four rows of a table, which are added; a maxout layer mixes the features
//! into one row. That part knows no context, so it is kept per lexeme. Four residual layers then see
//! one neighbour on either side; four rows of zeros stand before and after a document, and the layers
//! run over those too.

use super::dense::{Dense, Maxout, Product};
use super::norm::{LayerNorm, WIDTH};
use crate::hash::murmur_rows;
use crate::model::{Tensor, Weights};
use pulp::Arch;

/// Layers that look at the neighbours, hence rows of zeros beside a document.
const DEPTH: usize = 4;
/// thinc numbers the seeds of the tables from here.
const FIRST_SEED: u32 = 8;

/// One row of activations.
pub(crate) type Row = [f32; WIDTH];

/// The encoder of one component.
pub(crate) struct Encoder {
    tables: Vec<Tensor>,
    mix: (Maxout, LayerNorm),
    layers: Vec<(Maxout, LayerNorm)>,
}

impl Encoder {
    /// The encoder of `component`, with that many features a token.
    pub(crate) fn new(weights: &Weights, component: &str, features: usize) -> Self {
        let layer = |i: usize, inputs: usize| {
            let floats = |part: &str| weights.floats(&format!("{component}.{part}"));
            let (w, b) = (floats(&format!("maxout.{i}.W")), floats(&format!("maxout.{i}.b")));
            let scale = floats(&format!("layernorm.{i}.G"));
            let shift = floats(&format!("layernorm.{i}.b"));
            (Dense::maxout(inputs, &w, &b), LayerNorm { scale, shift })
        };
        let table = |i| weights.tensor(&format!("{component}.hashembed.{i}.E"));
        Self {
            tables: (0..features).map(table).collect(),
            mix: layer(0, features * WIDTH),
            layers: (1..=DEPTH).map(|i| layer(i, 3 * WIDTH)).collect(),
        }
    }

    /// The rows of tokens out of context, from their features' ids (as many a token as there are
    /// tables).
    pub(crate) fn mix(&self, ids: &[u64]) -> Vec<Row> {
        let features = self.tables.len();
        let mut x = vec![0.0; ids.len() * WIDTH];
        for (n, (id, sum)) in ids.iter().zip(x.chunks_exact_mut(WIDTH)).enumerate() {
            let feature = n % features;
            let table = &self.tables[feature];
            for row in murmur_rows(*id, FIRST_SEED + feature as u32) {
                let mut values = [0.0; WIDTH];
                table.read(row as usize % table.shape[0] * WIDTH, &mut values);
                for (s, v) in sum.iter_mut().zip(values) {
                    *s += v;
                }
            }
        }
        let count = ids.len() / features;
        let starts: Vec<u32> = (0..count).map(|t| (t * features * WIDTH) as u32).collect();
        let mut out = vec![[0.0; WIDTH]; count];
        let (layer, norm) = &self.mix;
        let flat = out.as_flattened_mut();
        Product { layer, x: &x, starts: &starts, out: flat, largest: true }.run();
        Arch::new().dispatch(|| out.iter_mut().for_each(|row| norm.apply(row)));
        out
    }

    /// Puts rows into context; `rows` are those of documents of the given lengths, one after
    /// another.
    pub(crate) fn encode(&self, rows: &[Row], lengths: &[usize]) -> Vec<Row> {
        let total: usize = lengths.iter().sum::<usize>() + lengths.len() * 2 * DEPTH;
        let mut now = vec![[0.0; WIDTH]; total];
        let (mut from, mut at) = (0, DEPTH);
        for &length in lengths {
            now[at..at + length].copy_from_slice(&rows[from..from + length]);
            from += length;
            at += length + 2 * DEPTH;
        }
        let mut starts: Vec<u32> = Vec::with_capacity(total);
        let mut out: Vec<Row> = Vec::new();
        for (l, (layer, norm)) in self.layers.iter().enumerate() {
            // Rows that later layers still look at: DEPTH - 1 - l beyond the document's ends.
            let beyond = DEPTH - 1 - l;
            starts.clear();
            let mut at = DEPTH;
            for &length in lengths {
                let wanted = at - beyond..at + length + beyond;
                starts.extend(wanted.map(|row| ((row - 1) * WIDTH) as u32));
                at += length + 2 * DEPTH;
            }
            out.resize(starts.len(), [0.0; WIDTH]);
            let (x, flat) = (now.as_flattened(), out.as_flattened_mut());
            Product { layer, x, starts: &starts, out: flat, largest: true }.run();
            Arch::new().dispatch(|| {
                for (start, row) in starts.iter().zip(&mut out) {
                    norm.apply(row);
                    let into = &mut now[*start as usize / WIDTH + 1];
                    for (x, y) in into.iter_mut().zip(row) {
                        *x += *y;
                    }
                }
            });
        }
        let mut at = DEPTH;
        let mut encoded = Vec::with_capacity(rows.len());
        for &length in lengths {
            encoded.extend_from_slice(&now[at..at + length]);
            at += length + 2 * DEPTH;
        }
        encoded
    }
}
