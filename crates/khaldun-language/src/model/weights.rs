use super::{SHARDS, TENSORS, lines};
use half::f16;
use std::collections::BTreeMap;

/// The model's arrays, by name, still as they are stored.
pub(crate) struct Weights(BTreeMap<&'static str, Tensor>);

/// One array: where it is stored and its shape.
#[derive(Clone, Debug)]
pub(crate) struct Tensor {
    first: usize,
    /// Sizes, outermost first.
    pub(crate) shape: Vec<usize>,
}

impl Weights {
    pub(crate) fn new() -> Self {
        let entry = |mut columns: std::str::Split<'static, char>| {
            let name = columns.next()?;
            let first = columns.next()?.parse().ok()?;
            let shape =
                columns.next()?.split(' ').map(str::parse).collect::<Result<_, _>>().ok()?;
            Some((name, Tensor { first, shape }))
        };
        Self(lines(TENSORS).filter_map(entry).collect())
    }

    /// The array of that name.
    pub(crate) fn tensor(&self, name: &str) -> Tensor {
        self.0.get(name).unwrap_or_else(|| panic!("the model has no {name}")).clone()
    }

    /// The array's values.
    pub(crate) fn floats(&self, name: &str) -> Vec<f32> {
        let tensor = self.tensor(name);
        let mut out = vec![0.0; tensor.shape.iter().product()];
        tensor.read(0, &mut out);
        out
    }
}

impl Tensor {
    /// Reads values from element `from` of the array on.
    pub(crate) fn read(&self, from: usize, out: &mut [f32]) {
        let (mut at, mut out) = ((self.first + from) * 2, out);
        for shard in SHARDS {
            if at >= shard.len() {
                at -= shard.len();
                continue;
            }
            let n = out.len().min((shard.len() - at) / 2);
            let (now, later) = out.split_at_mut(n);
            for (o, two) in now.iter_mut().zip(shard[at..].chunks_exact(2)) {
                *o = f16::from_le_bytes([two[0], two[1]]).to_f32();
            }
            (at, out) = (0, later);
            if out.is_empty() {
                break;
            }
        }
    }
}
