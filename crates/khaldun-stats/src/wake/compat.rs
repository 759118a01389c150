//! Matched wake analysis as the R package mwa 0.5.0 counts it.
//!
//! **Question.** Are treatment events followed by more dependent events than control events?
//! **Assumptions.** Those of the package, quirks and all; this mode exists so that published results
//! can be re-run; behaviour claims are tested by [`crate::contrast`].
//! **Formula.** S. Schutte and K. Donnay, Political Geography 41 (2014) 1-10. For each pair of
//! windows: dependent events within s km at day differences 0..t before (among events sorted
//! earlier) and 1..t after; trend = younger less older half of those before; coarsened exact
//! matching on covariates and trend (and on earlier interventions, `count_matching`); weighted least
//! squares of after on before and treatment.
//! **When it misleads.** Before spans a day more than after. Events of the same day count only where
//! the file lists them earlier. For odd windows the trend's weight is cut to a whole number. The
//! p-values take overlapping wakes for independent and none is adjusted for the number of windows.

use super::cem;
use super::{Counter, Event, Windows};
use crate::num::{Fit, ols};
use serde::Serialize;

/// Km to the radian in the package: 111.111 km to the degree.
const KM_PER_RADIAN: f64 = 111.111 * 180.0 / std::f64::consts::PI;
const DAY: i64 = 86_400;

/// The part of an event in the analysis.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Role {
    /// An intervention of the kind in question.
    Treatment,
    /// An intervention of the kind it is held against.
    Control,
    /// An event to be counted.
    Dependent,
}

/// An event with its covariates.
#[derive(Clone, Debug, PartialEq)]
pub struct Row {
    /// Seconds since any origin.
    pub time: i64,
    /// Latitude and longitude, degrees.
    pub point: (f64, f64),
    /// Its part.
    pub role: Role,
    /// What interventions are matched on.
    pub covariates: Vec<f64>,
}

/// The windows and options of a run.
#[derive(Clone, Debug, PartialEq)]
pub struct Settings {
    /// Days, each at least 2.
    pub days: Vec<usize>,
    /// Radii in km.
    pub km: Vec<f64>,
    /// Whether the fit takes the matching weights.
    pub weighted: bool,
    /// Whether earlier interventions are matched on too (`TCM`).
    pub count_matching: bool,
    /// Whether interventions after others are dropped (`deleteSUTVA`).
    pub drop_overlapping: bool,
}

/// Counts around one intervention in one pair of windows.
#[derive(Clone, Debug, PartialEq)]
pub struct CellWake {
    /// Place in the sorted data, from 1.
    pub event: usize,
    /// Whether it is a treatment.
    pub treated: bool,
    /// Dependent events before.
    pub pre: u32,
    /// Younger less older half of them.
    pub trend: f64,
    /// Dependent events after.
    pub post: u32,
    /// Interventions of the same kind before and after.
    pub same: (u32, u32),
    /// Interventions of the other kind before and after.
    pub other: (u32, u32),
}

/// Numbers of cases and their balance.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
pub struct Cases {
    /// Controls.
    pub control: usize,
    /// Treatments.
    pub treatment: usize,
    /// L1.
    pub l1: f64,
    /// Per cent of strata with both.
    pub common_support: f64,
}

/// Shares of interventions that have others in their window.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
pub struct Overlap {
    /// Before.
    pub pre: f64,
    /// After.
    pub post: f64,
    /// Either.
    pub any: f64,
}

/// The result for one pair of windows.
#[derive(Clone, Debug, PartialEq)]
pub struct Cell {
    /// Days.
    pub days: usize,
    /// Km.
    pub km: f64,
    /// Intercept, slope on the count before, effect of treatment; `None` where it cannot be
    /// estimated.
    pub fit: Option<Fit>,
    /// Before matching.
    pub before: Cases,
    /// After matching.
    pub after: Cases,
    /// Overlap with interventions of the same kind.
    pub same: Overlap,
    /// Overlap with the other kind.
    pub other: Overlap,
    /// The counts.
    pub wakes: Vec<CellWake>,
}

impl Cell {
    /// Effect of treatment and its p-value.
    pub fn effect(&self) -> Option<(f64, f64)> {
        self.fit.as_ref().map(|f| (f.coefficients[2], f.p_values[2]))
    }
}

/// Runs all pairs of windows, by days, then km.
pub fn run(rows: &[Row], settings: &Settings) -> Vec<Cell> {
    let mut rows: Vec<&Row> = rows.iter().collect();
    rows.sort_by_key(|r| r.time);
    let events: Vec<Event> = rows
        .iter()
        .map(|r| Event { time: r.time, point: r.point, class: r.role as u8, weight: 1 })
        .collect();
    let lags = settings.days.iter().copied().max().unwrap_or(0);
    let windows = Windows {
        radii: settings.km.clone(),
        lags,
        unit: DAY,
        classes: 3,
        km_per_radian: KM_PER_RADIAN,
    };
    let counter = Counter::new(&events, windows);
    let ranks: Vec<usize> = (0..rows.len()).filter(|n| rows[*n].role != Role::Dependent).collect();
    let at: Vec<_> = ranks.iter().map(|r| counter.own(*r)).collect();
    let wakes = counter.count_all(&at);
    let mut cells = Vec::new();
    for &days in &settings.days {
        for radius in 0..settings.km.len() {
            let mut found = Vec::new();
            for (&rank, wake) in ranks.iter().zip(&wakes) {
                if !complete(&rows, rank, days) {
                    continue;
                }
                let own = rows[rank].role as usize;
                let other = 1 - own;
                let cell = CellWake {
                    event: rank + 1,
                    treated: rows[rank].role == Role::Treatment,
                    pre: wake.before(2, radius, 0..=days),
                    trend: trend(days, |lags| f64::from(wake.before(2, radius, lags))),
                    post: wake.after(2, radius, 1..=days),
                    same: (wake.before(own, radius, 0..=days), wake.after(own, radius, 1..=days)),
                    other: (
                        wake.before(other, radius, 0..=days),
                        wake.after(other, radius, 1..=days),
                    ),
                };
                if !settings.drop_overlapping || (cell.same.0 == 0 && cell.other.0 == 0) {
                    found.push(cell);
                }
            }
            cells.push(estimate(&rows, settings, days, radius, found));
        }
    }
    cells
}

/// Whether the data reach beyond the window on both sides.
fn complete(rows: &[&Row], rank: usize, days: usize) -> bool {
    let reach = |other: i64| (rows[rank].time - other).abs() / DAY > days as i64;
    reach(rows[0].time) && rows.last().is_some_and(|r| reach(r.time))
}

/// Younger less older half of the days before.
fn trend(days: usize, sum: impl Fn(std::ops::RangeInclusive<usize>) -> f64) -> f64 {
    if days.is_multiple_of(2) {
        let half = days / 2;
        return sum(0..=half - 1) - sum(half..=days);
    }
    let half = days.div_ceil(2);
    // The package divides whole numbers here, which cuts half/(half-1) to 1, or to 2 for 3 days.
    let weight = (half / (half - 1)) as f64;
    let first = sum(0..=half - 1) - weight * sum(half..=days);
    let second = weight * sum(0..=half - 2) - sum(half - 1..=days);
    0.5 * (first + second)
}

fn estimate(
    rows: &[&Row],
    settings: &Settings,
    days: usize,
    radius: usize,
    wakes: Vec<CellWake>,
) -> Cell {
    let covariates = |cases: &[&CellWake]| {
        let width = cases.first().map_or(0, |c| rows[c.event - 1].covariates.len());
        let mut columns: Vec<Vec<f64>> = (0..width)
            .map(|k| cases.iter().map(|c| rows[c.event - 1].covariates[k]).collect())
            .collect();
        columns.push(cases.iter().map(|c| c.trend).collect());
        if settings.count_matching {
            columns.push(cases.iter().map(|c| f64::from(c.same.0)).collect());
            columns.push(cases.iter().map(|c| f64::from(c.other.0)).collect());
        }
        columns
    };
    let all: Vec<&CellWake> = wakes.iter().collect();
    let treated: Vec<bool> = all.iter().map(|c| c.treated).collect();
    let columns = covariates(&all);
    let matching = cem::matched(&columns, &treated);
    let kept: Vec<usize> = (0..all.len()).filter(|n| matching.stratum[*n].is_some()).collect();
    let left: Vec<&CellWake> = kept.iter().map(|n| all[*n]).collect();
    let left_treated: Vec<bool> = left.iter().map(|c| c.treated).collect();
    let design = vec![
        vec![1.0; left.len()],
        left.iter().map(|c| f64::from(c.pre)).collect(),
        left_treated.iter().map(|t| f64::from(u8::from(*t))).collect(),
    ];
    let y: Vec<f64> = left.iter().map(|c| f64::from(c.post)).collect();
    let weights: Vec<f64> =
        kept.iter().map(|n| if settings.weighted { matching.weights[*n] } else { 1.0 }).collect();
    let fit = if left.is_empty() { None } else { ols(&design, &y, &weights) };
    let overlap = |of: fn(&CellWake) -> (u32, u32)| {
        let share = |test: &dyn Fn((u32, u32)) -> bool| {
            wakes.iter().filter(|w| test(of(w))).count() as f64 / wakes.len() as f64
        };
        Overlap {
            pre: share(&|c| c.0 > 0),
            post: share(&|c| c.1 > 0),
            any: share(&|c| c.0 > 0 || c.1 > 0),
        }
    };
    Cell {
        days,
        km: settings.km[radius],
        fit,
        before: cases(&columns, &treated),
        after: cases(&covariates(&left), &left_treated),
        same: overlap(|w| w.same),
        other: overlap(|w| w.other),
        wakes,
    }
}

fn cases(columns: &[Vec<f64>], treated: &[bool]) -> Cases {
    let balance = cem::balance(columns, treated);
    let treatment = treated.iter().filter(|t| **t).count();
    Cases {
        control: treated.len() - treatment,
        treatment,
        l1: balance.l1,
        common_support: balance.common_support,
    }
}
