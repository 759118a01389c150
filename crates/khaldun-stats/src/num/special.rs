//! Distribution functions, by their textbook series and continued fractions (Abramowitz and Stegun
//! 1964, chapters 6 and 26), over `libm`.

/// Natural logarithm of the gamma function for `x > 0`.
pub fn ln_gamma(x: f64) -> f64 {
    libm::lgamma(x)
}

/// `P(|T| >= |t|)` for Student's t with `df` degrees of freedom.
///
/// ```
/// let p = khaldun_stats::num::student_two_sided(2.228_138_852, 10.0);
/// assert!((p - 0.05).abs() < 1e-9);
/// ```
pub fn student_two_sided(t: f64, df: f64) -> f64 {
    let tt = t * t;
    // The argument near one loses its digits for large t: take the complement's mirror there.
    if tt > df {
        beta_fraction(df / 2.0, 0.5, df / (df + tt))
    } else {
        1.0 - beta_fraction(0.5, df / 2.0, tt / (df + tt))
    }
}

/// Regularised incomplete beta function.
pub(super) fn beta_fraction(a: f64, b: f64, x: f64) -> f64 {
    if x <= 0.0 {
        return 0.0;
    }
    if x >= 1.0 {
        return 1.0;
    }
    let front = libm::exp(
        ln_gamma(a + b) - ln_gamma(a) - ln_gamma(b) + a * libm::log(x) + b * libm::log1p(-x),
    );
    if x < (a + 1.0) / (a + b + 2.0) {
        front * beta_continued(a, b, x) / a
    } else {
        1.0 - front * beta_continued(b, a, 1.0 - x) / b
    }
}

/// The continued fraction of the incomplete beta function, by Lentz's method.
fn beta_continued(a: f64, b: f64, x: f64) -> f64 {
    let guard = |v: f64| if v.abs() < 1e-300 { 1e-300 } else { v };
    let mut c = 1.0;
    let mut d = 1.0 / guard(1.0 - (a + b) * x / (a + 1.0));
    let mut value = d;
    for m in 1..500 {
        let m = f64::from(m);
        let even = m * (b - m) * x / ((a + 2.0 * m - 1.0) * (a + 2.0 * m));
        let odd = -(a + m) * (a + b + m) * x / ((a + 2.0 * m) * (a + 2.0 * m + 1.0));
        for term in [even, odd] {
            d = 1.0 / guard(1.0 + term * d);
            c = guard(1.0 + term / c);
            value *= c * d;
        }
        if (c * d - 1.0).abs() < 1e-16 {
            break;
        }
    }
    value
}

/// Regularised upper incomplete gamma function `Q(a, x)`.
pub fn gamma_upper(a: f64, x: f64) -> f64 {
    if x <= 0.0 {
        return 1.0;
    }
    let front = libm::exp(a * libm::log(x) - x - ln_gamma(a));
    if x < a + 1.0 {
        let (mut term, mut sum, mut n) = (1.0 / a, 1.0 / a, a);
        for _ in 0..10_000 {
            n += 1.0;
            term *= x / n;
            sum += term;
            if term < sum * 1e-17 {
                break;
            }
        }
        return 1.0 - front * sum;
    }
    let mut b = x + 1.0 - a;
    let mut c = 1e300;
    let mut d = 1.0 / b;
    let mut value = d;
    for n in 1..10_000 {
        let n = f64::from(n);
        let term = -n * (n - a);
        b += 2.0;
        d = 1.0 / (term * d + b);
        c = b + term / c;
        value *= c * d;
        if (c * d - 1.0).abs() < 1e-16 {
            break;
        }
    }
    front * value
}

/// `P(X >= x)` for a chi-squared variable with `df` degrees of freedom.
pub fn chi2_upper(x: f64, df: f64) -> f64 {
    gamma_upper(df / 2.0, x / 2.0)
}

/// `P(N >= n)` for a Poisson count of mean `mean`.
///
/// ```
/// let p = khaldun_stats::num::poisson_upper(3, 1.0);
/// assert!((p - 0.080_301_397).abs() < 1e-9);
/// ```
pub fn poisson_upper(n: u32, mean: f64) -> f64 {
    if n == 0 { 1.0 } else { 1.0 - gamma_upper(f64::from(n), mean) }
}

/// The standard normal distribution function.
pub fn normal_cdf(z: f64) -> f64 {
    0.5 * libm::erfc(-z / std::f64::consts::SQRT_2)
}

/// The standard normal quantile: Acklam's rational approximation and one step of Halley's method.
///
/// ```
/// assert!((khaldun_stats::num::normal_quantile(0.975) - 1.959_963_984_540_054).abs() < 1e-13);
/// ```
pub fn normal_quantile(p: f64) -> f64 {
    if p <= 0.0 {
        return f64::NEG_INFINITY;
    }
    if p >= 1.0 {
        return f64::INFINITY;
    }
    let z = rough_quantile(p);
    let error = normal_cdf(z) - p;
    let u = error * (2.0 * std::f64::consts::PI).sqrt() * libm::exp(z * z / 2.0);
    z - u / (1.0 + z * u / 2.0)
}

fn rough_quantile(p: f64) -> f64 {
    const A: [f64; 6] = [
        -39.696_830_286_653_76,
        220.946_098_424_520_5,
        -275.928_510_446_968_7,
        138.357_751_867_269,
        -30.664_798_066_147_16,
        2.506_628_277_459_239,
    ];
    const B: [f64; 6] = [
        -54.476_098_798_224_06,
        161.585_836_858_040_9,
        -155.698_979_859_886_6,
        66.801_311_887_719_72,
        -13.280_681_552_885_72,
        1.0,
    ];
    const C: [f64; 6] = [
        -0.007_784_894_002_430_293,
        -0.322_396_458_041_136_5,
        -2.400_758_277_161_838,
        -2.549_732_539_343_734,
        4.374_664_141_464_968,
        2.938_163_982_698_783,
    ];
    const D: [f64; 5] = [
        0.007_784_695_709_041_462,
        0.322_467_129_070_039_8,
        2.445_134_137_142_996,
        3.754_408_661_907_416,
        1.0,
    ];
    let horner = |c: &[f64], x: f64| c.iter().fold(0.0, |sum, k| sum * x + k);
    if p < 0.024_25 {
        let q = (-2.0 * libm::log(p)).sqrt();
        return horner(&C, q) / horner(&D, q);
    }
    if p > 1.0 - 0.024_25 {
        return -rough_quantile(1.0 - p);
    }
    let q = p - 0.5;
    horner(&A, q * q) * q / horner(&B, q * q)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tables() {
        // Two-sided points of Student's t (Fisher and Yates).
        assert!((student_two_sided(12.706_204_736, 1.0) - 0.05).abs() < 1e-9);
        assert!((student_two_sided(0.0, 5.0) - 1.0).abs() < 1e-15);
        assert!((chi2_upper(3.841_458_820_694_124, 1.0) - 0.05).abs() < 1e-12);
        assert!((chi2_upper(18.307_038_053_275_14, 10.0) - 0.05).abs() < 1e-12);
        assert!((normal_cdf(-1.959_963_984_540_054) - 0.025).abs() < 1e-15);
        for p in [1e-8, 0.01, 0.3, 0.5, 0.9, 0.999_999] {
            assert!((normal_cdf(normal_quantile(p)) - p).abs() < 1e-14);
        }
    }
}
