//! The conditional likelihood that `exposure` and `choice` share.

use crate::num;

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
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Estimate {
    /// One a covariate.
    pub beta: Vec<f64>,
    /// Robust to anything within a cluster, row-major.
    pub covariance: Vec<f64>,
    /// As if responses were independent, row-major.
    pub naive: Vec<f64>,
    /// Clusters with anything to say.
    pub clusters: usize,
    /// For each of them, how far beta moves without it, and its information, row-major.
    pub(super) parts: Vec<(Vec<f64>, Vec<f64>)>,
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

impl Estimate {
    /// Degrees of freedom of the robust error of `Σ wᵢ βᵢ`: Satterthwaite's, with a cluster's
    /// variance fitted as a linear and a squared part of its information, since bursts make large
    /// clusters more variable than their size. Between 3 and one less than the clusters.
    pub(super) fn degrees(&self, weights: &[f64]) -> f64 {
        let p = self.beta.len();
        let pull: Vec<f64> =
            (0..p).map(|i| (0..p).map(|j| self.naive[i * p + j] * weights[j]).sum()).collect();
        let seen: Vec<(f64, f64)> = self
            .parts
            .iter()
            .map(|(moved, own)| {
                let size = (0..p * p).map(|k| pull[k / p] * pull[k % p] * own[k]).sum::<f64>();
                let moved: f64 = moved.iter().zip(weights).map(|(m, w)| m * w).sum();
                (size.max(0.0), moved * moved)
            })
            .collect();
        let sum = |of: &dyn Fn(f64, f64) -> f64| seen.iter().map(|(v, s)| of(*v, *s)).sum::<f64>();
        // Least squares of s on v and v², each weighted by 1/v².
        let (a11, a12, a22) = (seen.len() as f64, sum(&|v, _| v), sum(&|v, _| v * v));
        let over = |v: f64, s: f64| if v > 0.0 { s / v } else { 0.0 };
        let (b1, b2) = (sum(&over), sum(&|_, s| s));
        let determinant = a11 * a22 - a12 * a12;
        let squared = if determinant > 0.0 { (a11 * b2 - a12 * b1) / determinant } else { 0.0 };
        let squared = squared.max(0.0);
        let linear = ((b1 - squared * a12) / a11.max(1.0)).max(0.0);
        let variance = |v: f64| linear * v + squared * v * v;
        let (first, second) = (sum(&|v, _| variance(v)), sum(&|v, _| variance(v) * variance(v)));
        let most = self.clusters.saturating_sub(1).max(1) as f64;
        if second > 0.0 { (first * first / second).min(most).max(3.0_f64.min(most)) } else { most }
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
        let mut parts = Vec::new();
        for strata in by_cluster.iter().filter(|s| !s.is_empty()) {
            let own = Self::derivatives(&self.patterns, strata, &beta);
            if own.information.iter().all(|v| *v == 0.0) {
                continue;
            }
            let rest: Vec<f64> =
                now.information.iter().zip(&own.information).map(|(a, b)| a - b).collect();
            let moved = num::solve_spd(&rest, &own.score)
                .or_else(|| num::solve_spd(&now.information, &own.score))?;
            for i in 0..p {
                for j in 0..p {
                    meat[i * p + j] += moved[i] * moved[j];
                }
            }
            parts.push((moved, own.information));
        }
        let clusters = parts.len();
        let shrink = clusters.saturating_sub(1).max(1) as f64 / clusters.max(1) as f64;
        let covariance = meat.iter().map(|v| v * shrink).collect();
        Some(Estimate { beta, covariance, naive, clusters, parts, log_likelihood: now.value })
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
