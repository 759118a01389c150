//! Files beside the answer: the counts of each episode, and how to run the test again in R.

use super::{Answer, excitation};
use std::fmt::Write as _;

/// The files beside an answer, by name.
pub fn files(answer: &Answer) -> Vec<(&'static str, String)> {
    match &answer.excitation {
        Some(told) => excitation::files(told),
        None => vec![("counts.csv", counts_csv(answer)), ("rerun.R", rerun_r().to_owned())],
    }
}

/// The counts of every episode in every pair of windows, a line each.
fn counts_csv(answer: &Answer) -> String {
    let mut out = String::from(
        "row,kind,km,days,before,after,observed_before,observed_after,in_period,eligible,change\n",
    );
    for cell in &answer.cells {
        for (id, c) in &cell.rows {
            let kind = match c.kind {
                khaldun_stats::contrast::Kind::First => "trigger",
                khaldun_stats::contrast::Kind::Second => "contrast",
            };
            let _ = writeln!(
                out,
                "{},{kind},{},{},{},{},{},{},{},{},{}",
                field(id),
                cell.km,
                cell.days,
                c.pre,
                c.post,
                c.pre_days,
                c.post_days,
                c.in_period,
                c.eligible,
                c.change
            );
        }
    }
    out
}

/// A field of a CSV row.
pub(super) fn field(value: &str) -> String {
    if value.contains([',', '"', '\n', '\r']) {
        format!("\"{}\"", value.replace('"', "\"\""))
    } else {
        value.to_owned()
    }
}

/// An R script that recounts the ratios and the permutation from `counts.csv` (base R alone).
fn rerun_r() -> &'static str {
    r#"# Run in the folder of counts.csv: Rscript rerun.R
counts <- read.csv("counts.csv")
counts <- counts[counts$eligible == "true", ]
set.seed(20161212)
for (cell in split(counts, list(counts$km, counts$days), drop = TRUE)) {
  sums <- aggregate(cbind(before, after, observed_before, observed_after) ~ kind, cell, sum)
  rate <- function(what, days) setNames(sums[[what]] / sums[[days]], sums$kind)
  after <- rate("after", "observed_after")
  before <- rate("before", "observed_before")
  told <- sum(cell$change[cell$kind == "trigger"])
  n <- sum(cell$kind == "trigger")
  drawn <- replicate(10000, sum(sample(cell$change, n)))
  p <- (1 + sum(abs(drawn - mean(cell$change) * n) >= abs(told - mean(cell$change) * n))) / 10001
  cat(sprintf("%g km, %g days: ratio after %.4f, before %.4f, p without strata %.4f\n",
              cell$km[1], cell$days[1], after["trigger"] / after["contrast"],
              before["trigger"] / before["contrast"], p))
}
"#
}
