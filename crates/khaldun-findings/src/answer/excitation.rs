//! Raid and reprisal: the answer in words, its files, and what else would explain it.

use super::files::field;
use super::words::{chance, short};
use super::{Answer, Excitation, Verdict};
use crate::plan::{Direction, Plan};
use khaldun_stats::contrast::Kind;
use std::fmt::Write as _;

pub(super) fn tell(plan: &Plan, mut answer: Answer) -> Answer {
    answer.headline = headline(plan, &answer);
    answer.paragraph = paragraph(plan, &answer);
    answer.otherwise = otherwise(plan, &answer);
    answer
}

fn headline(plan: &Plan, answer: &Answer) -> String {
    let verdict = answer.verdict.as_str();
    if let Some(reason) = answer.reasons.first() {
        return format!("{verdict}: {reason}");
    }
    let Some(told) = &answer.excitation else { return verdict.to_owned() };
    format!(
        "{verdict}: of {}, one calls forth {} {} on average (95 % interval {} to {})",
        plan.trigger.label,
        short(told.answered),
        plan.response.label,
        short(told.interval.low),
        short(told.interval.high)
    )
}

fn paragraph(plan: &Plan, answer: &Answer) -> String {
    let side = match plan.answer.direction {
        Direction::More => "at least",
        Direction::Less => "fewer than",
    };
    let (trigger, response) = (&plan.trigger.label, &plan.response.label);
    let mut says = vec![format!(
        "The claim would need {trigger} to call forth {side} {} {response} each, on average.",
        plan.answer.margin
    )];
    if !answer.reasons.is_empty() {
        says.push(format!("This record cannot bear the test: {}.", answer.reasons.join("; ")));
    }
    let Some(told) = &answer.excitation else { return says.join(" ") };
    says.push(format!(
        "There are {} trigger episodes and {} responses; {} of {} days are observed.",
        told.triggers, told.responses, answer.observed_days, answer.period_days
    ));
    let after = if told.interval.high > 0.0 && told.answered > 0.0 {
        format!(", after {} days on average", short(told.lag))
    } else {
        String::new()
    };
    says.push(format!(
        "Above a baseline of either kind that bends every {} days, one trigger calls forth {} responses (95 % interval {} to {}){after}; the reverse, triggers that one response calls forth, is {} ({} to {}).",
        told.knots_apart,
        short(told.answered),
        short(told.interval.low),
        short(told.interval.high),
        short(told.back),
        short(told.back_interval.low),
        short(told.back_interval.high)
    ));
    says.push(format!(
        "With the clock of triggers turned within {} days, as much excitation comes with p {}.",
        told.turned_within,
        chance(told.turned)
    ));
    if let Some(n) = told.near.first() {
        says.push(format!(
            "Within {} km, {} pairs have the response 1 to {} days after the trigger, where the shifted clock of responses makes {} (p {}); {} have it on the same day ({}), and {} on the {} days before ({}).",
            n.km, n.pairs[2], n.days, short(n.expected[2]), chance(n.p), n.pairs[1],
            short(n.expected[1]), n.pairs[0], n.days, short(n.expected[0])
        ));
    }
    says.push(stands(plan, answer.verdict, told));
    if told.fits.iter().any(|p| *p <= 0.01) {
        let [t, r] = told.fits.map(chance);
        says.push(format!(
            "The model does not describe all of it: run at the speed of the fitted rates, the clock of triggers has p {t}, that of responses {r}."
        ));
    }
    says.join(" ")
}

/// Why the verdict is what it is.
fn stands(plan: &Plan, verdict: Verdict, told: &Excitation) -> String {
    let margin = plan.answer.margin;
    let held = if told.interval.low > margin {
        "lies above the margin"
    } else if told.interval.high < margin {
        "lies below the margin"
    } else {
        "holds the margin"
    };
    if verdict != Verdict::NotDistinguishable || told.interval.low <= margin {
        return format!("The interval {held}.");
    }
    let mut without = Vec::new();
    if told.turned > 0.05 {
        without.push("the turned clock shows as much");
    }
    if told.near.first().is_none_or(|n| n.p > 0.05) {
        without.push("the pairs near in space do not show it");
    }
    format!("The interval {held}, but {}: that does not decide it.", without.join(" and "))
}

fn otherwise(plan: &Plan, answer: &Answer) -> Vec<String> {
    let mut list = Vec::new();
    if answer.reasons.is_empty() {
        list.push("a common cause that sets in within days: an offensive, a season, attention of the press to a place".to_owned());
        list.push("the order within a day: events are dated to the day, and which of one day's events came first is chance here".to_owned());
        list.push("recording: a response that is told because of the trigger, or together with it, looks like an answer".to_owned());
    }
    for set in answer.sets.iter().filter(|s| s.sides_only) {
        for (label, of) in
            [(&plan.trigger.label, &plan.trigger.set), (&plan.response.label, &plan.response.set)]
        {
            if *of == set.name {
                list.push(format!(
                    "what an event is: {label} are rows of {}, which say that there was fighting, not who began it",
                    set.name
                ));
            }
        }
    }
    for set in &answer.sets {
        list.extend(set.not_seen.iter().map(|n| format!("{}: {n}", set.name)));
    }
    list
}

/// `events.csv`, `lags.csv` and a script in R.
pub(super) fn files(told: &Excitation) -> Vec<(&'static str, String)> {
    let mut events = String::from("row,kind,date\n");
    for (kind, row, date) in &told.events {
        let kind = match kind {
            Kind::First => "trigger",
            Kind::Second => "response",
        };
        let _ = writeln!(events, "{},{kind},{date}", field(row));
    }
    let mut lags = String::from("days,pairs,expected\n");
    for l in &told.lags {
        let _ = writeln!(lags, "{},{},{}", l.days, l.pairs, l.expected);
    }
    let near = |n: &super::Near| {
        let [before, same, after] = n.pairs;
        let [b, s, a] = n.expected;
        format!("{},{},{before},{same},{after},{b},{s},{a},{}\n", n.km, n.days, n.p)
    };
    let head =
        "km,days,before,same_day,after,expected_before,expected_same_day,expected_after,p_after\n";
    let pairs = told.near.iter().fold(head.to_owned(), |all, n| all + &near(n));
    let script = RERUN
        .replace("KNOTS_APART", &told.knots_apart.to_string())
        .replace("LONGEST", &told.lags.last().map_or(1, |l| l.days).to_string());
    vec![("events.csv", events), ("lags.csv", lags), ("pairs.csv", pairs), ("rerun.R", script)]
}

/// Fits the excitation and shifts the clock again (base R alone).
const RERUN: &str = r#"# Run in the folder of events.csv: Rscript rerun.R
# Two kinds of events that excite themselves and each other above baselines that bend at knots.
events <- read.csv("events.csv")
day <- as.numeric(as.Date(events$date))
start <- min(day)
end <- max(day) + 1
set.seed(20161212)
time <- day + runif(length(day))
kind <- ifelse(events$kind == "trigger", 1, 2)
kind <- kind[order(time)]
time <- sort(time)
knots <- max(2, floor((end - start) / KNOTS_APART) + 1)
at <- seq(start, end, length.out = knots)
hats <- sapply(seq_len(knots), function(k) approx(at, as.numeric(seq_len(knots) == k), time)$y)
area <- c(0.5, rep(1, knots - 2), 0.5) * (end - start) / (knots - 1)
loss <- function(par) {
  height <- matrix(exp(par[1:(2 * knots)]), knots)
  ratio <- matrix(exp(par[2 * knots + 1:4]), 2)   # row: exciting kind, column: excited kind
  lag <- exp(par[2 * knots + 5:6])                # of the same kind, of the other
  sum <- matrix(0, 2, 2)
  value <- 0
  for (n in seq_along(time)) {
    if (n > 1) {
      fade <- exp(-(time[n] - time[n - 1]) / lag)
      sum[kind[n - 1], ] <- sum[kind[n - 1], ] + 1
      sum <- sum * matrix(fade[c(1, 2, 2, 1)], 2)
    }
    on <- kind[n]
    by <- if (on == 1) lag else rev(lag)
    value <- value + log(sum(hats[n, ] * height[, on]) + sum(ratio[, on] * sum[, on] / by))
  }
  for (of in 1:2) for (on in 1:2) {
    l <- lag[if (of == on) 1 else 2]
    value <- value - ratio[of, on] * sum(1 - exp(-(end - time[kind == of]) / l))
  }
  sum(area * height) - value
}
first <- c(rep(log(0.6 * table(kind) / (end - start)), each = knots), rep(log(0.2), 4), log(c(2, 2)))
low <- c(rep(-20, 2 * knots + 4), log(c(0.5, 0.5)))
high <- c(rep(5, 2 * knots + 4), log(c(LONGEST, LONGEST)))
told <- optim(first, loss, method = "L-BFGS-B", lower = low, upper = high, control = list(maxit = 500))
ratio <- exp(told$par[2 * knots + 1:4])
cat(sprintf("responses called forth by a trigger %.3f after %.2f days; triggers by a response %.3f\n",
            ratio[3], exp(told$par[2 * knots + 6]), ratio[2]))
# Pairs in time, wherever they are: the clock of responses shifted round the period.
length <- end - start
after <- function(by) {
  moved <- (day[events$kind == "response"] - start + by) %% length
  sum(sapply(day[events$kind == "trigger"] - start, function(d) sum(moved > d & moved <= d + LONGEST)))
}
shifted <- sapply(seq_len(length - 1), after)
cat(sprintf("pairs within LONGEST days after: %d, shifted %.1f, p %.4f\n", after(0), mean(shifted),
            (1 + sum(shifted >= after(0))) / length))
"#;
