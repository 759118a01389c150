//! Layer normalisation, sums in one fixed order.

/// Width of every hidden row.
pub(crate) const WIDTH: usize = 96;
const LANES: usize = 16;

/// Scale and shift of a normalised row.
pub(crate) struct LayerNorm {
    pub(crate) scale: Vec<f32>,
    pub(crate) shift: Vec<f32>,
}

/// Adds sixteen interleaved sums, then their halves, so that any vector width adds alike.
#[inline(always)]
fn sum(row: &[f32; WIDTH], of: impl Fn(f32) -> f32) -> f32 {
    let mut lanes = [0.0f32; LANES];
    for part in row.chunks_exact(LANES) {
        for (lane, x) in lanes.iter_mut().zip(part) {
            *lane += of(*x);
        }
    }
    let mut n = LANES / 2;
    while n > 0 {
        for i in 0..n {
            lanes[i] += lanes[i + n];
        }
        n /= 2;
    }
    lanes[0]
}

impl LayerNorm {
    /// `(x - mean) / sqrt(variance + 1e-8) * scale + shift`.
    #[inline(always)]
    pub(crate) fn apply(&self, row: &mut [f32; WIDTH]) {
        let mean = sum(row, |x| x) / WIDTH as f32;
        let variance = sum(row, |x| (x - mean) * (x - mean)) / WIDTH as f32 + 1e-8;
        let factor = 1.0 / variance.sqrt();
        for ((x, scale), shift) in row.iter_mut().zip(&self.scale).zip(&self.shift) {
            *x = (*x - mean) * factor * scale + shift;
        }
    }
}
