//! The conditional likelihood that `exposure` and `choice` share.

use crate::num;
use serde::Serialize;

/// A stratum: its cluster, and by pattern (index, opportunity, responses).
pub(super) type Stratum = (usize, Vec<(usize, f64, f64)>);

/// Choices within strata: each stratum hands its responses to patterns in proportion to
/// `opportunity · exp(x·β)`.
#[derive(Clone, Debug, Default)]
pub(super) struct Conditional {
    /// Covariates of each pattern.
    pub(super) patterns: Vec<Vec<f64>>,
    /// The strata.
    pub(super) strata: Vec<Stratum>,
}

/// Coefficients with their covariance by clusters.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub(super) struct Estimate {
    /// One a covariate.
    pub beta: Vec<f64>,
    /// Robust to anything within a cluster, row-major.
    pub covariance: Vec<f64>,
    /// As if responses were independent, row-major.
    pub naive: Vec<f64>,
    /// Clusters with anything to say.
    pub clusters: usize,
    /// Log-likelihood, up to a constant.
    pub log_likelihood: f64,
}

impl Estimate {
    /// Estimate, robust standard error and naive standard error of `Σ wᵢ βᵢ`.
    pub(super) fn linear(&self, weights: &[f64]) -> (f64, f64, f64) {
        let p = self.beta.len();
        let value = self.beta.iter().zip(weights).map(|(b, w)| b * w).sum();
        let form = |m: &[f64]| {
            let sum: f64 = (0..p * p).map(|k| weights[k / p] * weights[k % p] * m[k]).sum();
            sum.max(0.0).sqrt()
        };
        (value, form(&self.covariance), form(&self.naive))
    }
}

impl Conditional {
    /// Maximises the likelihood by Newton's method with halved steps, without one cluster; `None`
    /// where it has no finite maximum or the data do not tell the coefficients apart.
    pub(super) fn fit_without(&self, cluster: usize) -> Option<Estimate> {
        let p = self.patterns.first()?.len();
        let kept: Vec<_> = self.strata.iter().filter(|s| s.0 != cluster).collect();
        let mut beta = vec![0.0; p];
        let mut now = Self::derivatives(&self.patterns, &kept, &beta);
        for _ in 0..60 {
            let step = num::solve_spd(&now.information, &now.score)?;
            let gain: f64 = step.iter().zip(&now.score).map(|(s, g)| s * g).sum();
            let mut scale = 1.0;
            loop {
                let trial: Vec<f64> = beta.iter().zip(&step).map(|(b, s)| b + scale * s).collect();
                let next = Self::derivatives(&self.patterns, &kept, &trial);
                if next.value >= now.value - 1e-10 || scale < 1e-4 {
                    (beta, now) = (trial, next);
                    break;
                }
                scale /= 2.0;
            }
            if gain < 1e-10 {
                return beta
                    .iter()
                    .all(|b| b.abs() < 20.0)
                    .then(|| self.finish(&kept, beta, &now))?;
            }
        }
        None
    }

    fn finish(&self, kept: &[&Stratum], beta: Vec<f64>, now: &Derivatives) -> Option<Estimate> {
        let p = beta.len();
        let naive = num::invert_spd(&now.information, p)?;
        // Scores and information summed by cluster; leaving a cluster out moves beta by about
        // (I - I_c)^-1 s_c, the one-step jackknife.
        let count = kept.iter().map(|s| s.0 + 1).max().unwrap_or(0);
        let mut by_cluster: Vec<Vec<&Stratum>> = vec![Vec::new(); count];
        for s in kept {
            by_cluster[s.0].push(s);
        }
        let mut meat = vec![0.0; p * p];
        let mut clusters = 0_usize;
        for strata in by_cluster.iter().filter(|s| !s.is_empty()) {
            let own = Self::derivatives(&self.patterns, strata, &beta);
            if own.information.iter().all(|v| *v == 0.0) {
                continue;
            }
            clusters += 1;
            let rest: Vec<f64> =
                now.information.iter().zip(&own.information).map(|(a, b)| a - b).collect();
            let moved = num::solve_spd(&rest, &own.score)
                .or_else(|| num::solve_spd(&now.information, &own.score))?;
            for i in 0..p {
                for j in 0..p {
                    meat[i * p + j] += moved[i] * moved[j];
                }
            }
        }
        let shrink = clusters.saturating_sub(1).max(1) as f64 / clusters.max(1) as f64;
        let covariance = meat.iter().map(|v| v * shrink).collect();
        Some(Estimate { beta, covariance, naive, clusters, log_likelihood: now.value })
    }

    fn derivatives(patterns: &[Vec<f64>], strata: &[&Stratum], beta: &[f64]) -> Derivatives {
        let p = beta.len();
        let pull: Vec<f64> =
            patterns.iter().map(|x| x.iter().zip(beta).map(|(a, b)| a * b).sum()).collect();
        let weight: Vec<f64> = pull.iter().map(|v| libm::exp(*v)).collect();
        let mut d = Derivatives { value: 0.0, score: vec![0.0; p], information: vec![0.0; p * p] };
        let mut mean = vec![0.0; p];
        for (_, cells) in strata {
            let total: f64 = cells.iter().map(|c| c.1 * weight[c.0]).sum();
            let y: f64 = cells.iter().map(|c| c.2).sum();
            if y == 0.0 || total <= 0.0 {
                continue;
            }
            mean.fill(0.0);
            for (k, opportunity, responses) in cells {
                let share = opportunity * weight[*k] / total;
                d.value += responses * pull[*k];
                for i in 0..p {
                    let x = patterns[*k][i];
                    mean[i] += share * x;
                    d.score[i] += responses * x;
                    for j in 0..=i {
                        d.information[i * p + j] += y * share * x * patterns[*k][j];
                    }
                }
            }
            d.value -= y * libm::log(total);
            for i in 0..p {
                d.score[i] -= y * mean[i];
                for j in 0..=i {
                    d.information[i * p + j] -= y * mean[i] * mean[j];
                }
            }
        }
        for i in 0..p {
            for j in 0..i {
                d.information[j * p + i] = d.information[i * p + j];
            }
        }
        d
    }
}

struct Derivatives {
    value: f64,
    score: Vec<f64>,
    information: Vec<f64>,
}
