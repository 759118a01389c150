//! The hash functions of the library whose features the model was trained on.

use std::hash::{BuildHasherDefault, Hasher};

/// A map with a fixed, fast hash. Never iterated.
pub(crate) type Map<K, V> = std::collections::HashMap<K, V, BuildHasherDefault<Murmur>>;

/// `MurmurHash64A` (Austin Appleby, public domain) of a string, as spaCy ids are made with seed 1.
pub(crate) fn murmur64(bytes: &[u8], seed: u64) -> u64 {
    const M: u64 = 0xc6a4_a793_5bd1_e995;
    let mut h = seed ^ (bytes.len() as u64).wrapping_mul(M);
    let mut chunks = bytes.chunks_exact(8);
    for chunk in &mut chunks {
        let mut eight = [0; 8];
        eight.copy_from_slice(chunk);
        let mut k = u64::from_le_bytes(eight).wrapping_mul(M);
        k = (k ^ (k >> 47)).wrapping_mul(M);
        h = (h ^ k).wrapping_mul(M);
    }
    let rest = chunks.remainder();
    if !rest.is_empty() {
        let mut eight = [0; 8];
        eight[..rest.len()].copy_from_slice(rest);
        h = (h ^ u64::from_le_bytes(eight)).wrapping_mul(M);
    }
    h = (h ^ (h >> 47)).wrapping_mul(M);
    h ^ (h >> 47)
}

/// Four 32-bit hashes of an id: `MurmurHash3_x64_128` of eight bytes, as thinc's `HashEmbed` has it.
pub(crate) fn murmur_rows(id: u64, seed: u32) -> [u32; 4] {
    let finish = |mut h: u64| {
        h = (h ^ (h >> 33)).wrapping_mul(0xff51_afd7_ed55_8ccd);
        h = (h ^ (h >> 33)).wrapping_mul(0xc4ce_b9fe_1a85_ec53);
        h ^ (h >> 33)
    };
    let seed = u64::from(seed);
    let mut h1 = id.wrapping_mul(0x87c3_7b91_1142_53d5).rotate_left(31);
    h1 = h1.wrapping_mul(0x4cf5_ad43_2745_937f) ^ seed ^ 8;
    let mut h2 = seed ^ 8;
    h1 = h1.wrapping_add(h2);
    h2 = h2.wrapping_add(h1);
    h1 = finish(h1);
    h2 = finish(h2);
    h1 = h1.wrapping_add(h2);
    h2 = h2.wrapping_add(h1);
    [h1 as u32, (h1 >> 32) as u32, h2 as u32, (h2 >> 32) as u32]
}

/// [`murmur64`] for maps inside the program.
#[derive(Default)]
pub(crate) struct Murmur(u64);

impl Hasher for Murmur {
    fn finish(&self) -> u64 {
        self.0
    }

    fn write(&mut self, bytes: &[u8]) {
        self.0 = murmur64(bytes, self.0);
    }

    fn write_u8(&mut self, _end_of_string: u8) {}

    fn write_u64(&mut self, i: u64) {
        self.0 = (self.0 ^ i).wrapping_mul(0x9e37_79b9_7f4a_7c15).rotate_left(29);
        self.0 ^= self.0 >> 32;
    }

    fn write_u32(&mut self, i: u32) {
        self.write_u64(u64::from(i));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Values from spaCy's string store and thinc's `ops.hash`.
    #[test]
    fn hashes_are_those_of_the_library() {
        assert_eq!(murmur64(b"coffee", 1), 3_197_928_453_018_144_401);
        assert_eq!(murmur64(b"noun", 1), 16_833_663_260_455_505_849);
    }
}
