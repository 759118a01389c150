//! What came of a test, in numbers and in words.

mod excitation;
mod files;
mod words;

pub use files::files;
pub use khaldun_stats::contrast::WakeCell;

use crate::plan::Plan;
use khaldun_records::RecordSet;
use khaldun_stats::contrast::{
    Corrected, Counts, Interval, Kind, Matched, Model, Power, Ratio, Sums,
};
use serde::Serialize;

/// The four answers there are. None of them says that something did not happen.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Verdict {
    /// The whole interval lies beyond the plan's margin, on the side the claim says.
    Supported,
    /// The whole interval lies short of it.
    Contradicted,
    /// The interval holds both.
    NotDistinguishable,
    /// The record cannot bear the test.
    NotTestable,
}

impl Verdict {
    /// In words.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Supported => "supported",
            Self::Contradicted => "contradicted",
            Self::NotDistinguishable => "not distinguishable at this power",
            Self::NotTestable => "not testable with this record",
        }
    }
}

/// One pair of windows.
#[derive(Clone, Debug, Serialize)]
pub struct Cell {
    /// Radius, km.
    pub km: f64,
    /// Length, days.
    pub days: i64,
    /// Sums around triggers.
    pub trigger: Sums,
    /// Sums around contrast events.
    pub contrast: Sums,
    /// Rate ratios, trigger over contrast.
    pub ratio: Ratio,
    /// The ratio after, over places with both kinds.
    pub mantel_haenszel: f64,
    /// Interval of the ratio after, by place.
    pub interval: Interval,
    /// Interval of after over before, by place.
    pub relative_interval: Interval,
    /// The smallest and largest ratio after with one place left out.
    pub without_one_place: (f64, f64),
    /// The sum of changes after triggers.
    pub statistic: f64,
    /// Its mean under permutation.
    pub expected: f64,
    /// The permutation p-value.
    pub p: f64,
    /// Adjusted for the number of windows (Holm).
    pub p_adjusted: f64,
    /// The statistic of each permutation.
    #[serde(skip)]
    pub permuted: Vec<f64>,
    /// Each episode's first row and its counts.
    #[serde(skip)]
    pub rows: Vec<(String, Counts)>,
}

/// The effect in the main windows.
#[derive(Clone, Debug, Serialize)]
pub struct Effect {
    /// The exposure model.
    pub model: Model,
    /// The smallest and largest ratio with one place left out.
    pub without_one_place: (f64, f64),
    /// What the layout could have shown.
    pub power: Power,
}

/// Raid and reprisal: what triggers call forth.
#[derive(Clone, Debug, Serialize)]
pub struct Excitation {
    /// Trigger episodes within the period.
    pub triggers: usize,
    /// Responses within it.
    pub responses: usize,
    /// Responses that a trigger calls forth directly, on average.
    pub answered: f64,
    /// Its 95 % interval.
    pub interval: Interval,
    /// Mean lag from trigger to response, days.
    pub lag: f64,
    /// The reverse: triggers that a response calls forth.
    pub back: f64,
    /// Its 95 % interval.
    pub back_interval: Interval,
    /// Share of turned clocks that show as strong an excitation.
    pub turned: f64,
    /// Within how many days the clock was turned.
    pub turned_within: i64,
    /// Days between two knots of either baseline.
    pub knots_apart: i64,
    /// Whether either kind comes as the model says: p-values of its own clock.
    pub fits: [f64; 2],
    /// Pairs near each other, by radius and length, the main one first.
    pub near: Vec<Near>,
    /// Pairs within the main radius, by lag in days.
    pub lags: Vec<Lag>,
    /// Kind, row and date of every event; responses are the second kind.
    #[serde(skip)]
    pub events: Vec<(Kind, String, String)>,
}

/// Pairs of a trigger and a response within a radius, against shifts of the responses' clock.
#[derive(Clone, Copy, Debug, Serialize)]
pub struct Near {
    /// Radius, km.
    pub km: f64,
    /// Days.
    pub days: i64,
    /// Pairs with the response on the days before the trigger, on its day, on the days after.
    pub pairs: [u64; 3],
    /// Their means over the shifts.
    pub expected: [f64; 3],
    /// Share of shifts with as many pairs after, or more.
    pub p: f64,
}

/// Pairs with one lag.
#[derive(Clone, Copy, Debug, Serialize)]
pub struct Lag {
    /// Days from trigger to response; below zero where the response came first.
    pub days: i64,
    /// Pairs.
    pub pairs: u64,
    /// Mean over the shifts.
    pub expected: f64,
}

/// A zero and what it leaves possible.
#[derive(Clone, Debug, Serialize)]
pub struct Silence {
    /// After what nothing was recorded.
    pub of: String,
    /// In how many observed days.
    pub days: i64,
    /// Detection, and the 95 % bound of the rate a day given it.
    pub bounds: Vec<(f64, f64)>,
}

/// The events by place and day, for a figure.
#[derive(Clone, Debug)]
pub struct Layout {
    /// The first day, counted from 1970-01-01.
    pub first_day: i64,
    /// Whether each day is observed.
    pub observed: Vec<bool>,
    /// The places with most responses.
    pub places: Vec<PlaceDays>,
}

/// What happened at a place.
#[derive(Clone, Debug)]
pub struct PlaceDays {
    /// Its name, or its point.
    pub label: String,
    /// Days of triggers within the main radius.
    pub triggers: Vec<i64>,
    /// Days of contrast events.
    pub contrasts: Vec<i64>,
    /// Days of responses, and how many.
    pub responses: Vec<(i64, u32)>,
}

/// A record set that was used.
#[derive(Clone, Debug, Serialize)]
pub struct Used {
    /// Its name.
    pub name: String,
    /// Its version.
    pub version: String,
    /// Its SHA-256.
    pub sha256: String,
    /// Whether rows name two sides without saying who acted.
    pub sides_only: bool,
    /// What it is known not to see, and its conditions for a row.
    pub not_seen: Vec<String>,
}

/// The answer.
#[derive(Clone, Debug, Serialize)]
pub struct Answer {
    /// Which of the four.
    pub verdict: Verdict,
    /// In a line.
    pub headline: String,
    /// In a paragraph.
    pub paragraph: String,
    /// Whether the plan was not locked before.
    pub exploratory: bool,
    /// Tests of a plan of this name in the case's log before this one was locked.
    pub tested_before_lock: usize,
    /// Why it cannot be tested.
    pub reasons: Vec<String>,
    /// Which measure answers.
    pub model: crate::plan::Model,
    /// Matched wakes.
    pub wakes: Option<Matched>,
    /// The exposure model.
    pub effect: Option<Effect>,
    /// The same without allowing for the surroundings of episodes.
    pub without_surroundings: Option<Model>,
    /// The choice among places, which rests on other assumptions.
    pub second_opinion: Option<Model>,
    /// With detection from a second list allowed for.
    pub corrected: Option<Corrected>,
    /// The model without the rows that rest on one origin alone.
    pub without_origin: Vec<(String, Option<Model>)>,
    /// The ratio of detections at which the result would vanish.
    pub tipping: Option<f64>,
    /// Responses inside windows of the trigger alone, of the contrast alone, of both.
    pub inside: [f64; 3],
    /// Whether triggers call responses forth, where the plan asks that.
    pub excitation: Option<Excitation>,
    /// Every pair of windows, the main one first.
    pub cells: Vec<Cell>,
    /// What zeros leave possible.
    pub silences: Vec<Silence>,
    /// Observed days of the period, and all.
    pub observed_days: i64,
    /// Days of the period.
    pub period_days: i64,
    /// The same question asked otherwise, in words.
    pub beside: Vec<String>,
    /// What was left out and merged.
    pub left_out: Vec<String>,
    /// What else would explain it.
    pub otherwise: Vec<String>,
    /// The sets.
    pub sets: Vec<Used>,
    /// The events by place and day.
    #[serde(skip)]
    pub layout: Option<Layout>,
}

impl Answer {
    /// An answer before anything is counted.
    pub(crate) fn open(plan: &Plan, sets: &[&RecordSet]) -> Self {
        let named =
            [&plan.response.set, &plan.response.second_set, &plan.trigger.set, &plan.contrast.set];
        let used = sets.iter().filter(|s| named.contains(&&s.manifest.name)).map(|s| Used {
            name: s.manifest.name.clone(),
            version: s.manifest.version.clone(),
            sha256: s.manifest.sha256.clone(),
            sides_only: s.events.iter().any(|e| !e.directed),
            not_seen: [&s.coverage.declared.thresholds[..], &s.coverage.declared.blind_spots[..]]
                .concat(),
        });
        Self {
            verdict: Verdict::NotTestable,
            headline: String::new(),
            paragraph: String::new(),
            exploratory: false,
            tested_before_lock: 0,
            reasons: Vec::new(),
            model: plan.answer.model,
            wakes: None,
            effect: None,
            without_surroundings: None,
            second_opinion: None,
            corrected: None,
            without_origin: Vec::new(),
            tipping: None,
            inside: [0.0; 3],
            excitation: None,
            cells: Vec::new(),
            silences: Vec::new(),
            observed_days: 0,
            period_days: 0,
            beside: Vec::new(),
            left_out: Vec::new(),
            otherwise: Vec::new(),
            sets: used.collect(),
            layout: None,
        }
    }

    /// Says in the headline that the plan was not locked before the records were opened.
    pub fn mark_exploratory(&mut self) {
        self.exploratory = true;
        self.headline = format!("exploratory, the plan was not locked: {}", self.headline);
    }

    /// Says in the headline that an earlier version was tested, or this one as an exploration, before
    /// the plan was locked.
    pub fn mark_late(&mut self, earlier: usize) {
        self.tested_before_lock = earlier;
        let times = if earlier == 1 { "one test" } else { "several tests" };
        self.headline =
            format!("locked only after {times} of a plan of this name: {}", self.headline);
    }
}

/// Puts the answer into words.
pub(crate) fn tell(plan: &Plan, mut answer: Answer) -> Answer {
    if plan.answer.model == crate::plan::Model::Excitation {
        return excitation::tell(plan, answer);
    }
    answer.headline = words::headline(plan, &answer);
    answer.paragraph = words::paragraph(plan, &answer);
    answer.beside = words::beside(plan, &answer);
    answer.otherwise = words::otherwise(plan, &answer);
    answer
}
