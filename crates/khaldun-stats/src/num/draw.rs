use super::uniform;
use rand_chacha::ChaCha8Rng;

/// A whole number in `[0, n)`; 0 where `n` is 0. The bias of a product of 53 bits is below 2⁻⁵³ n.
pub fn below(rng: &mut ChaCha8Rng, n: u64) -> u64 {
    ((uniform(rng) * n as f64) as u64).min(n.saturating_sub(1))
}

/// Puts values in a random order (Fisher and Yates).
pub fn shuffle<T>(rng: &mut ChaCha8Rng, values: &mut [T]) {
    for at in (1..values.len()).rev() {
        values.swap(at, below(rng, at as u64 + 1) as usize);
    }
}

/// A standard exponential deviate.
pub fn exponential(rng: &mut ChaCha8Rng) -> f64 {
    -libm::log1p(-uniform(rng))
}
