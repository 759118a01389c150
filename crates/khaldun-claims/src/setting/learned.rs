//! How likely is a candidate, by the signs it shows?
//!
//! Which of several places or dates a claim that names none is set at is told by many weak signs: how
//! far back it was told, what the claim tells, how it hangs together with its sentence. Each sign has a
//! weight (logistic regression, learnt from annotated accounts, `cargo run -p khaldun-claims --example learn`); the sum is the
//! logarithm of the odds that the candidate is right. No sign names an actor or a place.

use std::collections::HashMap;
use std::fmt::Write;

/// Signs and their weights.
pub(super) struct Weights(HashMap<&'static str, f64>);

impl Weights {
    /// Reads a table of lines `sign TAB weight`, the first its heading.
    pub(super) fn read(table: &'static str) -> Self {
        let rows = table.lines().filter(|l| !l.starts_with('#')).skip(1);
        let cells = rows.filter_map(|l| l.split_once('\t'));
        Self(cells.filter_map(|(sign, weight)| Some((sign, weight.parse().ok()?))).collect())
    }

    /// The weight of a sign; of one that was never learnt nothing.
    pub(super) fn of(&self, sign: &str) -> f64 {
        self.0.get(sign).copied().unwrap_or(0.0)
    }

    /// The sum of the weights of signs, in their order.
    pub(super) fn sum(&self, signs: &[String]) -> f64 {
        self.of("always") + signs.iter().map(|s| self.of(s)).sum::<f64>()
    }

    /// The two signs that speak most for a candidate.
    pub(super) fn weightiest(&self, signs: &[String]) -> String {
        let mut by: Vec<(&str, f64)> = signs.iter().map(|s| (s.as_str(), self.of(s))).collect();
        by.retain(|(_, w)| *w > 0.0);
        by.sort_by(|a, b| b.1.total_cmp(&a.1).then(a.0.cmp(b.0)));
        let mut out = String::new();
        for (n, (sign, _)) in by.iter().take(2).enumerate() {
            let _ = write!(out, "{}{sign}", if n > 0 { "; " } else { "" });
        }
        out
    }
}

/// Each of a candidate's marks joined with each of the claim's signs.
pub(super) fn cross(marks: &[String], signs: &[String], out: &mut Vec<String>) {
    for mark in marks {
        out.extend(signs.iter().map(|sign| format!("{mark} × {sign}")));
    }
}

/// A word for how many there are.
pub(super) fn few(n: usize) -> &'static str {
    match n {
        0 => "0",
        1 => "1",
        2 => "2",
        3..=5 => "3-5",
        6..=12 => "6-12",
        _ => "many",
    }
}
