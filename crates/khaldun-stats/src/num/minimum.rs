/// Where a function is least.
#[derive(Clone, Debug, PartialEq)]
pub struct Minimum {
    /// The point.
    pub at: Vec<f64>,
    /// The value there.
    pub value: f64,
    /// Steps taken.
    pub steps: u32,
}

/// The least value of a smooth function, given as value and gradient, by the quasi-Newton method of
/// Broyden, Fletcher, Goldfarb and Shanno with halved steps (J. Nocedal and S. J. Wright, Numerical
/// Optimization (2006), chapter 6). `None` where it does not settle in 500 steps.
///
/// ```
/// use khaldun_stats::num::minimum;
/// let valley = |x: &[f64]| {
///     let (a, b) = (1.0 - x[0], x[1] - x[0] * x[0]);
///     (a * a + 100.0 * b * b, vec![-2.0 * a - 400.0 * x[0] * b, 200.0 * b])
/// };
/// let told = minimum(&[-1.2, 1.0], valley).expect("it settles");
/// assert!((told.at[0] - 1.0).abs() < 1e-6 && (told.at[1] - 1.0).abs() < 1e-6);
/// ```
pub fn minimum(start: &[f64], f: impl Fn(&[f64]) -> (f64, Vec<f64>)) -> Option<Minimum> {
    let n = start.len();
    let unit = |scale: f64| {
        let mut h = vec![0.0; n * n];
        (0..n).for_each(|i| h[i * n + i] = scale);
        h
    };
    let mut at = start.to_vec();
    let (mut value, mut gradient) = f(&at);
    let mut h = unit(1.0 / norm(&gradient).max(1.0));
    let mut fresh = true;
    for steps in 0..500 {
        let scale = value.abs().max(1.0);
        if !value.is_finite() {
            return None;
        }
        if norm(&gradient) <= 1e-9 * scale {
            return Some(Minimum { at, value, steps });
        }
        let direction: Vec<f64> = (0..n).map(|i| -dot(&h[i * n..(i + 1) * n], &gradient)).collect();
        let slope = dot(&direction, &gradient);
        let step = (0..60).map(|k| 1.0 / (1_u64 << k) as f64).find_map(|length| {
            let next: Vec<f64> = at.iter().zip(&direction).map(|(a, d)| a + length * d).collect();
            let (v, g) = f(&next);
            (v.is_finite() && v <= value + 1e-4 * length * slope).then_some((next, v, g))
        });
        let Some((next, v, g)) = step else {
            // No way down: the floor of the arithmetic, or a bad model of the curvature.
            if fresh {
                return Some(Minimum { at, value, steps });
            }
            h = unit(1.0 / norm(&gradient).max(1.0));
            fresh = true;
            continue;
        };
        let s: Vec<f64> = next.iter().zip(&at).map(|(a, b)| a - b).collect();
        let y: Vec<f64> = g.iter().zip(&gradient).map(|(a, b)| a - b).collect();
        let sy = dot(&s, &y);
        if sy > 1e-14 * norm(&s) * norm(&y) {
            if fresh {
                h = unit(sy / dot(&y, &y));
            }
            update(&mut h, &s, &y, sy);
            fresh = false;
        }
        let still = (value - v).abs() <= 1e-14 * scale && norm(&s) <= 1e-9 * (1.0 + norm(&at));
        (at, value, gradient) = (next, v, g);
        if still {
            return Some(Minimum { at, value, steps: steps + 1 });
        }
    }
    None
}

/// The update of the inverse curvature.
fn update(h: &mut [f64], s: &[f64], y: &[f64], sy: f64) {
    let n = s.len();
    let hy: Vec<f64> = (0..n).map(|i| dot(&h[i * n..(i + 1) * n], y)).collect();
    let yhy = dot(y, &hy);
    for i in 0..n {
        for j in 0..n {
            h[i * n + j] +=
                (1.0 + yhy / sy) * s[i] * s[j] / sy - (hy[i] * s[j] + s[i] * hy[j]) / sy;
        }
    }
}

fn dot(a: &[f64], b: &[f64]) -> f64 {
    a.iter().zip(b).map(|(x, y)| x * y).sum()
}

fn norm(a: &[f64]) -> f64 {
    dot(a, a).sqrt()
}
