//! Matrix products in one fixed order.
//!
//! Every output is `((x0*w0 rounded into x1*w1) rounded into …) + bias`: a chain of fused
//! multiply-adds over the inputs in order. Vector units only work on several outputs at once and
//! never split a chain, and a fused multiply-add rounds once everywhere, so AVX2, AVX-512, NEON and
//! plain code give the same bits.

use pulp::{Arch, Simd, WithSimd};

/// Outputs side by side in the packed weights; a multiple of every vector width.
const WIDE: usize = 16;

/// A layer `y = W x + b`, or the largest of `P` such values an output, where `P` pieces are packed.
pub(crate) struct Dense<const P: usize> {
    inputs: usize,
    outputs: usize,
    /// `[block][input][piece][WIDE]`
    weights: Vec<f32>,
    /// `[block][piece][WIDE]`
    bias: Vec<f32>,
}

/// A layer that gives its sums.
pub(crate) type Linear = Dense<2>;
/// A layer that gives the largest of three sums.
pub(crate) type Maxout = Dense<3>;

impl Dense<2> {
    /// From rows of weights; the number of outputs is rounded up to a multiple of 32.
    pub(crate) fn linear(inputs: usize, weights: &[f32], bias: &[f32]) -> Self {
        let rows = weights.len() / inputs;
        let blocks = rows.div_ceil(2 * WIDE);
        let row = |block: usize, piece: usize, lane: usize| (block * 2 + piece) * WIDE + lane;
        Self::pack(inputs, blocks, weights, bias, blocks * 2 * WIDE, |b, p, l| {
            Some(row(b, p, l)).filter(|&r| r < rows)
        })
    }
}

impl Dense<3> {
    /// From weights `[output][piece][input]`.
    pub(crate) fn maxout(inputs: usize, weights: &[f32], bias: &[f32]) -> Self {
        let outputs = bias.len() / 3;
        Self::pack(inputs, outputs / WIDE, weights, bias, outputs, |b, p, l| {
            Some((b * WIDE + l) * 3 + p)
        })
    }
}

impl<const P: usize> Dense<P> {
    fn pack(
        inputs: usize,
        blocks: usize,
        weights: &[f32],
        bias: &[f32],
        outputs: usize,
        row: impl Fn(usize, usize, usize) -> Option<usize>,
    ) -> Self {
        let mut packed = vec![0.0; blocks * inputs * P * WIDE];
        let mut packed_bias = vec![0.0; blocks * P * WIDE];
        for block in 0..blocks {
            for piece in 0..P {
                for lane in 0..WIDE {
                    let Some(row) = row(block, piece, lane) else { continue };
                    packed_bias[(block * P + piece) * WIDE + lane] =
                        bias.get(row).copied().unwrap_or(0.0);
                    for (k, w) in weights[row * inputs..][..inputs].iter().enumerate() {
                        packed[((block * inputs + k) * P + piece) * WIDE + lane] = *w;
                    }
                }
            }
        }
        Self { inputs, outputs, weights: packed, bias: packed_bias }
    }

    /// Values an input row gives.
    pub(crate) fn outputs(&self) -> usize {
        self.outputs
    }
}

/// The product for many rows: row `r` of the inputs begins at `starts[r]` of `x`.
pub(crate) struct Product<'a, const P: usize> {
    pub(crate) layer: &'a Dense<P>,
    pub(crate) x: &'a [f32],
    pub(crate) starts: &'a [u32],
    /// `starts.len() * outputs` values.
    pub(crate) out: &'a mut [f32],
    /// Whether the largest of the pieces is wanted, or each.
    pub(crate) largest: bool,
}

impl<const P: usize> Product<'_, P> {
    /// Computes it with the best instructions of this machine.
    pub(crate) fn run(self) {
        Arch::new().dispatch(self);
    }

    /// `R` rows at a time: the inputs are laid side by side, then every block runs over them.
    #[inline(always)]
    fn rows<S: Simd, const R: usize>(self, simd: S) {
        let k = self.layer.inputs;
        let parts = WIDE / S::F32_LANES;
        let mut side = vec![[0.0f32; R]; k];
        let (weights, _) = S::as_simd_f32s(&self.layer.weights);
        let (bias, _) = S::as_simd_f32s(&self.layer.bias);
        let outputs = self.layer.outputs;
        for (group, out) in self.starts.chunks(R).zip(self.out.chunks_mut(R * outputs)) {
            for r in 0..R {
                let start = group[r.min(group.len() - 1)] as usize;
                for (s, x) in side.iter_mut().zip(&self.x[start..start + k]) {
                    s[r] = *x;
                }
            }
            let (out, _) = S::as_mut_simd_f32s(out);
            let row = outputs / S::F32_LANES;
            for (b, block) in weights.chunks_exact(k * P * parts).enumerate() {
                for part in 0..parts {
                    let mut sums = [[simd.splat_f32s(0.0); P]; R];
                    for (w, x) in block.chunks_exact(P * parts).zip(&side) {
                        for (p, w) in w.iter().skip(part).step_by(parts).enumerate() {
                            for (sum, x) in sums.iter_mut().zip(x) {
                                sum[p] = simd.mul_add_f32s(*w, simd.splat_f32s(*x), sum[p]);
                            }
                        }
                    }
                    for (r, sums) in sums.iter().enumerate().take(group.len()) {
                        let biased =
                            |p: usize| simd.add_f32s(sums[p], bias[(b * P + p) * parts + part]);
                        if self.largest {
                            let mut most = biased(0);
                            for p in 1..P {
                                most = simd.max_f32s(most, biased(p));
                            }
                            out[r * row + b * parts + part] = most;
                        } else {
                            for p in 0..P {
                                out[r * row + (b * P + p) * parts + part] = biased(p);
                            }
                        }
                    }
                }
            }
        }
    }
}

impl<const P: usize> WithSimd for Product<'_, P> {
    type Output = ();

    #[inline(always)]
    fn with_simd<S: Simd>(self, simd: S) {
        if S::F32_LANES == 16 {
            self.rows::<S, 8>(simd);
        } else {
            self.rows::<S, 4>(simd);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Numbers without a pattern, between -1 and 1.
    fn numbers(n: usize, seed: u64) -> Vec<f32> {
        let hash = |i| crate::hash::murmur_rows(i as u64, seed as u32)[0];
        (0..n).map(|i| hash(i) as f32 / u32::MAX as f32 * 2.0 - 1.0).collect()
    }

    fn bits<const P: usize>(
        layer: &Dense<P>,
        x: &[f32],
        largest: bool,
        on: impl Fn(Product<'_, P>),
    ) -> Vec<u32> {
        let starts: Vec<u32> = (0..=x.len() - layer.inputs).map(|i| i as u32).collect();
        let mut out = vec![0.0; starts.len() * layer.outputs];
        on(Product { layer, x, starts: &starts, out: &mut out, largest });
        out.into_iter().map(f32::to_bits).collect()
    }

    /// The same bits from plain code, from 256-bit and from 512-bit vectors.
    #[test]
    #[allow(clippy::redundant_closure_for_method_calls, reason = "any lifetime")]
    fn every_instruction_set_gives_the_same_bits() {
        let x = numbers(288 + 20, 1);
        let maxout = Maxout::maxout(288, &numbers(96 * 3 * 288, 2), &numbers(96 * 3, 3));
        let linear = Linear::linear(288, &numbers(50 * 288, 4), &numbers(50, 5));
        let expected = bits(&maxout, &x, true, |p| p.with_simd(pulp::Scalar));
        let expected_linear = bits(&linear, &x, false, |p| p.with_simd(pulp::Scalar));
        assert_eq!(bits(&maxout, &x, true, |p| p.run()), expected);
        assert_eq!(bits(&linear, &x, false, |p| p.run()), expected_linear);
        #[cfg(target_arch = "x86_64")]
        if let Some(v3) = pulp::x86::V3::try_new() {
            assert_eq!(bits(&maxout, &x, true, |p| Simd::vectorize(v3, p)), expected);
            assert_eq!(bits(&linear, &x, false, |p| Simd::vectorize(v3, p)), expected_linear);
        }
    }

    #[test]
    fn the_product_is_the_product() {
        let (x, w, b) = (numbers(4, 1), numbers(48 * 3 * 4, 2), numbers(48 * 3, 3));
        let layer = Maxout::maxout(4, &w, &b);
        let mut out = vec![0.0; 48];
        Product { layer: &layer, x: &x, starts: &[0], out: &mut out, largest: true }.run();
        for (o, got) in out.iter().enumerate() {
            let piece = |p: usize| {
                let row = &w[(o * 3 + p) * 4..][..4];
                row.iter().zip(&x).map(|(w, x)| w * x).sum::<f32>() + b[o * 3 + p]
            };
            let want = (0..3).map(piece).fold(f32::MIN, f32::max);
            assert!((got - want).abs() < 1e-5, "{got} {want}");
        }
    }
}
