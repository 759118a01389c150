use super::invert_spd;

/// A Poisson regression with log link.
#[derive(Clone, Debug, PartialEq)]
pub struct PoissonFit {
    /// Coefficients, in the order of the columns.
    pub coefficients: Vec<f64>,
    /// Their covariance, by rows.
    pub covariance: Vec<f64>,
    /// Fitted means.
    pub means: Vec<f64>,
    /// Deviance from the saturated model.
    pub deviance: f64,
    /// Log-likelihood, with its constants.
    pub log_likelihood: f64,
}

/// Maximum likelihood by reweighted least squares (J. A. Nelder and R. W. M. Wedderburn,
/// Journal of the Royal Statistical Society A 135 (1972) 370-384); `None` where columns depend on one another or the fit runs off.
///
/// ```
/// use khaldun_stats::num::poisson_fit;
/// let ones = vec![1.0; 4];
/// let fit = poisson_fit(&[ones], &[2.0, 3.0, 5.0, 6.0]).expect("a mean");
/// assert!((fit.means[0] - 4.0).abs() < 1e-9);
/// ```
pub fn poisson_fit(columns: &[Vec<f64>], counts: &[f64]) -> Option<PoissonFit> {
    let (n, p) = (counts.len(), columns.len());
    let mut means: Vec<f64> = counts.iter().map(|y| y + 0.1).collect();
    let mut before = f64::INFINITY;
    for _ in 0..200 {
        let mut information = vec![0.0; p * p];
        let mut score = vec![0.0; p];
        for i in 0..n {
            let working = libm::log(means[i]) + (counts[i] - means[i]) / means[i];
            for a in 0..p {
                score[a] += columns[a][i] * means[i] * working;
                for b in 0..p {
                    information[a * p + b] += columns[a][i] * columns[b][i] * means[i];
                }
            }
        }
        let covariance = invert_spd(&information, p)?;
        let coefficients: Vec<f64> =
            (0..p).map(|a| (0..p).map(|b| covariance[a * p + b] * score[b]).sum()).collect();
        for i in 0..n {
            let linear: f64 = (0..p).map(|a| columns[a][i] * coefficients[a]).sum();
            means[i] = libm::exp(linear.clamp(-500.0, 500.0));
        }
        let deviance = 2.0
            * counts
                .iter()
                .zip(&means)
                .map(|(y, m)| if *y > 0.0 { y * libm::log(y / m) - (y - m) } else { *m })
                .sum::<f64>();
        if (deviance - before).abs() <= 1e-11 * (deviance.abs() + 0.1) {
            let log_likelihood = counts
                .iter()
                .zip(&means)
                .map(|(y, m)| y * libm::log(*m) - m - libm::lgamma(y + 1.0))
                .sum();
            return Some(PoissonFit { coefficients, covariance, means, deviance, log_likelihood });
        }
        before = deviance;
    }
    None
}
