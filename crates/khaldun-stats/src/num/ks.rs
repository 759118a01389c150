/// The greatest distance of an empirical distribution from the uniform on `[0, 1]`, and the probability
/// of one as great (M. A. Stephens, Journal of the Royal Statistical Society B 32 (1970) 115-122).
///
/// ```
/// use khaldun_stats::num::uniform_ks;
/// let even: Vec<f64> = (0..100).map(|n| (f64::from(n) + 0.5) / 100.0).collect();
/// assert!((uniform_ks(&even).0 - 0.005).abs() < 1e-12 && uniform_ks(&even).1 > 0.999);
/// let low: Vec<f64> = even.iter().map(|u| u * 0.8).collect();
/// assert!(uniform_ks(&low).1 < 0.001);
/// ```
pub fn uniform_ks(values: &[f64]) -> (f64, f64) {
    let mut sorted = values.to_vec();
    sorted.sort_by(f64::total_cmp);
    let n = sorted.len() as f64;
    let gap = |(k, u): (usize, &f64)| (u - k as f64 / n).max((k + 1) as f64 / n - u);
    let distance = sorted.iter().enumerate().map(gap).fold(0.0, f64::max);
    let x = (n.sqrt() + 0.12 + 0.11 / n.sqrt()) * distance;
    if sorted.is_empty() || x < 0.2 {
        return (distance, 1.0);
    }
    let term = |k: i32| {
        let k = f64::from(k);
        libm::exp(-2.0 * k * k * x * x)
    };
    let sum: f64 = (1..100).map(|k| if k % 2 == 1 { term(k) } else { -term(k) }).sum();
    (distance, (2.0 * sum).clamp(0.0, 1.0))
}
