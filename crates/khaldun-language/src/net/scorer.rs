//! Scores of the next action, for the parser and for the entity recogniser.
//!
//! A state is described by a few of its tokens. What each token adds at each of those places is
//! computed once a token; a state adds those rows up, takes the larger of two pieces and multiplies
//! by a matrix of actions.

use super::dense::{Dense, Linear, Product};
use super::encoder::Row;
use super::norm::WIDTH;
use crate::model::Weights;
use pulp::{Arch, Simd, WithSimd};

/// Width of a state.
const HIDDEN: usize = 64;
const PIECES: usize = 2;
/// Values a token adds at one place of a state.
const ADDED: usize = HIDDEN * PIECES;
/// Outputs side by side in the packed matrix of actions.
const WIDE: usize = 16;

/// The network of one component.
pub(crate) struct Scorer {
    narrow: Linear,
    lower: Linear,
    places: usize,
    /// What an absent token adds, by place; its pieces apart like those of `lower`.
    absent: Vec<f32>,
    bias: Vec<f32>,
    /// `[input][action]`, actions rounded up to a multiple of [`WIDE`].
    upper: Vec<f32>,
    upper_bias: Vec<f32>,
    /// Actions, rounded up.
    pub(crate) actions: usize,
}

/// All first pieces, then all second pieces.
fn apart(values: &[f32]) -> Vec<f32> {
    let piece = |p: usize| values.iter().skip(p).step_by(PIECES).copied();
    piece(0).chain(piece(1)).collect()
}

impl Scorer {
    pub(crate) fn new(weights: &Weights, component: &str) -> Self {
        let floats = |part: &str| weights.floats(&format!("{component}.{part}"));
        let lower = floats("precomputable_affine.0.W");
        let places = lower.len() / (ADDED * HIDDEN);
        // Rows `[place][output][piece]` become `[place][piece][output]`.
        let mut rows = Vec::with_capacity(lower.len());
        for place in lower.chunks_exact(ADDED * HIDDEN) {
            for piece in 0..PIECES {
                for output in 0..HIDDEN {
                    rows.extend(&place[(output * PIECES + piece) * HIDDEN..][..HIDDEN]);
                }
            }
        }
        let absent = floats("precomputable_affine.0.pad");
        let matrix = floats("linear.0.W");
        let rows_up = matrix.len() / HIDDEN;
        let actions = rows_up.next_multiple_of(WIDE);
        let mut upper = vec![0.0; HIDDEN * actions];
        for (action, row) in matrix.chunks_exact(HIDDEN).enumerate() {
            for (k, w) in row.iter().enumerate() {
                upper[k * actions + action] = *w;
            }
        }
        let mut upper_bias = floats("linear.0.b");
        upper_bias.resize(actions, 0.0);
        Self {
            narrow: Dense::linear(WIDTH, &floats("linear.1.W"), &floats("linear.1.b")),
            lower: Dense::linear(HIDDEN, &rows, &[]),
            places,
            absent: absent.chunks_exact(ADDED).flat_map(apart).collect(),
            bias: apart(&floats("precomputable_affine.0.b")),
            upper,
            upper_bias,
            actions,
        }
    }

    /// What each token adds at each place of a state.
    pub(crate) fn states(&self, rows: &[Row]) -> States<'_> {
        let starts =
            |width: usize| -> Vec<u32> { (0..rows.len()).map(|t| (t * width) as u32).collect() };
        let mut narrow = vec![0.0; rows.len() * HIDDEN];
        Product {
            layer: &self.narrow,
            x: rows.as_flattened(),
            starts: &starts(WIDTH),
            out: &mut narrow,
            largest: false,
        }
        .run();
        let mut added = vec![0.0; rows.len() * self.lower.outputs()];
        Product {
            layer: &self.lower,
            x: &narrow,
            starts: &starts(HIDDEN),
            out: &mut added,
            largest: false,
        }
        .run();
        States { scorer: self, added }
    }
}

/// A component's network with the tokens of some documents.
pub(crate) struct States<'a> {
    scorer: &'a Scorer,
    added: Vec<f32>,
}

impl States<'_> {
    /// Scores the actions in the state that these tokens describe.
    pub(crate) fn score(&self, tokens: &[Option<u32>], scores: &mut [f32]) {
        Arch::new().dispatch(Score { states: self, tokens, scores });
    }
}

struct Score<'a> {
    states: &'a States<'a>,
    tokens: &'a [Option<u32>],
    scores: &'a mut [f32],
}

impl WithSimd for Score<'_> {
    type Output = ();

    #[inline(always)]
    fn with_simd<S: Simd>(self, simd: S) {
        let scorer = self.states.scorer;
        let mut sums = [0.0f32; ADDED];
        for (place, token) in self.tokens.iter().enumerate() {
            let added = match token {
                Some(t) => &self.states.added[(*t as usize * scorer.places + place) * ADDED..],
                None => &scorer.absent[place * ADDED..],
            };
            for (sum, x) in sums.iter_mut().zip(&added[..ADDED]) {
                *sum += *x;
            }
        }
        let mut hidden = [0.0f32; HIDDEN];
        let (first, second) = sums.split_at(HIDDEN);
        let (bias_1, bias_2) = scorer.bias.split_at(HIDDEN);
        for i in 0..HIDDEN {
            let (a, b) = (first[i] + bias_1[i], second[i] + bias_2[i]);
            hidden[i] = if a >= b { a } else { b };
        }
        // 112 actions are 7 vectors of 16 or 14 of 8: all sums stay in registers.
        let (scores, _) = S::as_mut_simd_f32s(self.scores);
        let (bias, _) = S::as_simd_f32s(&scorer.upper_bias);
        let (upper, _) = S::as_simd_f32s(&scorer.upper);
        let row = scorer.actions / S::F32_LANES;
        let step = if S::F32_LANES == 16 { 7 } else { 14 };
        for from in (0..row).step_by(step) {
            let n = step.min(row - from);
            let mut sums = [simd.splat_f32s(0.0); 14];
            for (weights, x) in upper.chunks_exact(row).zip(&hidden) {
                let x = simd.splat_f32s(*x);
                for (sum, w) in sums[..n].iter_mut().zip(&weights[from..from + n]) {
                    *sum = simd.mul_add_f32s(*w, x, *sum);
                }
            }
            for i in 0..n {
                scores[from + i] = simd.add_f32s(sums[i], bias[from + i]);
            }
        }
    }
}
