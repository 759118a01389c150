use super::student_two_sided;

/// A weighted least-squares fit.
#[derive(Clone, Debug, PartialEq)]
pub struct Fit {
    /// Coefficients, in the order of the columns.
    pub coefficients: Vec<f64>,
    /// Their two-sided p-values (Student's t).
    pub p_values: Vec<f64>,
    /// Their standard errors.
    pub errors: Vec<f64>,
    /// Adjusted R², about the weighted mean.
    pub adjusted_r2: f64,
}

/// Weighted least squares of `y` on `columns` (the first must be the intercept), by Householder
/// reflections.
///
/// `None` where it cannot be estimated: a column is a combination of the ones before it (its norm
/// falls below 10⁻⁷ of what it was), no degree of freedom is left, or the fit leaves no residual.
pub fn ols(columns: &[Vec<f64>], y: &[f64], weights: &[f64]) -> Option<Fit> {
    let (n, p) = (y.len(), columns.len());
    let df = n.checked_sub(p).filter(|df| *df > 0)? as f64;
    let root: Vec<f64> = weights.iter().map(|w| w.sqrt()).collect();
    let scaled = |v: &[f64]| v.iter().zip(&root).map(|(a, r)| a * r).collect::<Vec<f64>>();
    let mut q: Vec<Vec<f64>> = columns.iter().map(|c| scaled(c)).collect();
    let mut z = scaled(y);
    let before: Vec<f64> = q.iter().map(|c| norm(c)).collect();
    let mut r = vec![vec![0.0; p]; p];
    for k in 0..p {
        let length = norm(&q[k][k..]);
        if length.is_nan() || length <= 1e-7 * before[k] || length == 0.0 {
            return None;
        }
        let mut v = q[k][k..].to_vec();
        let diagonal = if v[0] > 0.0 { -length } else { length };
        v[0] -= diagonal;
        let vv: f64 = v.iter().map(|x| x * x).sum();
        let reflect = |target: &mut [f64]| {
            let dot: f64 = v.iter().zip(&target[k..]).map(|(a, b)| a * b).sum();
            let scale = 2.0 * dot / vv;
            for (t, a) in target[k..].iter_mut().zip(&v) {
                *t -= scale * a;
            }
        };
        for column in &mut q[k..] {
            reflect(column);
        }
        reflect(&mut z);
        for j in k..p {
            r[k][j] = q[j][k];
        }
    }
    let coefficients = back_substitute(&r, &z[..p]);
    let rss: f64 = z[p..].iter().map(|e| e * e).sum();
    let fitted: Vec<f64> =
        (0..n).map(|i| (0..p).map(|k| columns[k][i] * coefficients[k]).sum()).collect();
    let total: f64 = weights.iter().sum();
    let mean = weights.iter().zip(&fitted).map(|(w, f)| w * f).sum::<f64>() / total;
    let mss: f64 = weights.iter().zip(&fitted).map(|(w, f)| w * (f - mean) * (f - mean)).sum();
    if rss <= 1e-24 * (rss + mss) || rss == 0.0 {
        return None;
    }
    let errors: Vec<f64> =
        inverse_rows(&r).iter().map(|row| norm(row) * (rss / df).sqrt()).collect();
    let p_values =
        coefficients.iter().zip(&errors).map(|(c, e)| student_two_sided(c / e, df)).collect();
    let adjusted_r2 = 1.0 - (rss / (mss + rss)) * ((n - 1) as f64 / df);
    Some(Fit { coefficients, p_values, errors, adjusted_r2 })
}

fn norm(v: &[f64]) -> f64 {
    v.iter().map(|x| x * x).sum::<f64>().sqrt()
}

fn back_substitute(r: &[Vec<f64>], z: &[f64]) -> Vec<f64> {
    let mut x = z.to_vec();
    for i in (0..x.len()).rev() {
        let known: f64 = (i + 1..x.len()).map(|j| r[i][j] * x[j]).sum();
        x[i] = (x[i] - known) / r[i][i];
    }
    x
}

/// The rows of the inverse of an upper triangular matrix.
fn inverse_rows(r: &[Vec<f64>]) -> Vec<Vec<f64>> {
    let p = r.len();
    let columns: Vec<Vec<f64>> = (0..p)
        .map(|k| {
            back_substitute(r, &(0..p).map(|i| f64::from(u8::from(i == k))).collect::<Vec<_>>())
        })
        .collect();
    (0..p).map(|i| columns.iter().map(|c| c[i]).collect()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line() {
        // Anscombe (1973), first set: intercept 3.0001, slope 0.5001, p 0.00217.
        let x = [10.0, 8.0, 13.0, 9.0, 11.0, 14.0, 6.0, 4.0, 12.0, 7.0, 5.0];
        let y = [8.04, 6.95, 7.58, 8.81, 8.33, 9.96, 7.24, 4.26, 10.84, 4.82, 5.68];
        let fit = ols(&[vec![1.0; 11], x.to_vec()], &y, &[1.0; 11]).expect("estimable");
        assert!((fit.coefficients[1] - 0.500_090_909).abs() < 1e-9);
        assert!((fit.p_values[1] - 0.002_169_628_873).abs() < 1e-11);
        assert!((fit.adjusted_r2 - 0.629_492).abs() < 1e-6);
        assert_eq!(ols(&[vec![1.0; 3], vec![2.0; 3]], &[1.0, 2.0, 4.0], &[1.0; 3]), None);
        assert_eq!(ols(&[vec![1.0; 3]], &[0.0; 3], &[1.0; 3]), None);
    }
}
