//! `khaldun test`: runs a locked plan.

use super::plan;
use anyhow::{Context, Result, bail};
use clap::Args;
use khaldun::tested::{self, Figure, Tried};
use khaldun::{ByRegister, Disk, case};
use khaldun_findings::answer::{Answer, Cell, counts_csv, rerun_r};
use khaldun_findings::test;
use khaldun_records::RecordSet;
use khaldun_report::figure::{HeatCell, heat, permutation};
use std::io::Write;
use std::path::{Path, PathBuf};

/// Hold a plan against record sets.
///
/// Writes the answer, the counts of every episode, an R script and figures into the case folder.
#[derive(Args)]
#[command(after_help = "Example:
  khaldun test held-back.toml --case mycase --records ged.csv.gz strikes.csv.gz")]
pub(crate) struct Options {
    /// The plan.
    plan: PathBuf,
    /// The record sets that it names.
    #[arg(long, value_name = "SET", num_args = 1..)]
    records: Vec<PathBuf>,
    /// The case in whose log the plan is locked.
    #[arg(long, value_name = "DIR")]
    case: Option<PathBuf>,
    /// Run a plan that is not locked; the answer says so.
    #[arg(long)]
    exploratory: bool,
    /// Print the answer as JSON.
    #[arg(long)]
    json: bool,
}

/// Runs it.
pub(crate) fn run(options: &Options) -> Result<()> {
    let (plan, bytes) = plan::load(&options.plan)?;
    let sha256 = case::sha256(&bytes);
    let name = options.plan.file_name().unwrap_or_default().to_string_lossy().into_owned();
    let locked = lock(options.case.as_deref(), &name, &sha256);
    if let (Err(why), false) = (&locked, options.exploratory) {
        bail!(
            "{why}\n  = try: khaldun plan {} --lock --case DIR, or --exploratory",
            options.plan.display()
        );
    }
    let sets = plan::sets(&options.records)?;
    let named: Vec<&RecordSet> = sets.iter().collect();
    let register = khaldun_resolve::who::Register::builtin();
    let mut answer = test::run(&plan, &named, &ByRegister::new(&register));
    if locked.is_err() {
        answer.mark_exploratory();
    }
    let tried = Tried { file: &name, bytes: &bytes, locked: locked.is_ok() };
    let figures = figures(&answer);
    let told = tested::told(&tried, &plan.claim, &answer, &figures);
    if let Some(folder) = &options.case {
        let others = [("counts.csv", &*counts_csv(&answer)), ("rerun.R", rerun_r())];
        tested::write(&Disk, folder, &tried, &told, &figures, &others)
            .with_context(|| format!("cannot write into {}", folder.display()))?;
    }
    let mut out = anstream::stdout().lock();
    if options.json {
        return Ok(writeln!(out, "{}", serde_json::to_string_pretty(&told)?)?);
    }
    show(&answer, &mut out)
}

/// Whether the case's log holds a lock of this very plan.
fn lock(folder: Option<&Path>, name: &str, sha256: &str) -> Result<(), String> {
    let Some(folder) = folder else {
        return Err("no case was named, so no lock can be found".to_owned());
    };
    let entries = case::entries(&Disk, folder);
    let locks: Vec<_> = entries.iter().filter(|e| e["did"] == "lock plan").collect();
    if locks.iter().any(|e| e["sha256"] == sha256) {
        return Ok(());
    }
    Err(if locks.iter().any(|e| e["plan"] == name) {
        format!("{name} was altered after it was locked")
    } else {
        format!("{name} is not locked in {}", folder.display())
    })
}

/// What is drawn of an answer, in the order in which it is read.
fn figures(answer: &Answer) -> Vec<Figure> {
    let mut figures = Vec::new();
    let mut add = |file: &str, caption: &str, svg: String| {
        figures.push(Figure { file: file.to_owned(), caption: caption.to_owned(), svg });
    };
    if !answer.cells.is_empty() {
        let cell =
            |c: &Cell| HeatCell { km: c.km, days: c.days, value: c.ratio.post, p: c.p_adjusted };
        let cells: Vec<HeatCell> = answer.cells.iter().map(cell).collect();
        add("windows.svg", WINDOWS, heat("ratio after, by window", &cells));
    }
    if let Some(c) = answer.cells.first() {
        let drawn = permutation("change after triggers", &c.permuted, c.expected, c.statistic);
        add("permutation.svg", PERMUTATION, drawn);
    }
    if let Some((calendar, raster)) = answer.layout.as_ref().map(drawn) {
        add("events.svg", EVENTS, raster);
        add("coverage.svg", COVERAGE, calendar);
    }
    figures
}

const WINDOWS: &str = "The rate of responses after triggers over that after contrast events, for each radius and \
length; a dashed frame where the p-value, adjusted for the number of windows, is above 0.05.";
const PERMUTATION: &str = "The change in responses after triggers in the main windows, as observed, among what it \
would be if the two kinds of episode changed places at random.";
const EVENTS: &str = "The places with most responses: triggers below the line, contrast events above it, responses as bars.";
const COVERAGE: &str =
    "The days on which the record of responses is observed; an empty frame is unknown, not zero.";

fn drawn(layout: &khaldun_findings::answer::Layout) -> (String, String) {
    use khaldun_report::figure::{Row, calendar, raster};
    let rows: Vec<Row> = layout
        .places
        .iter()
        .map(|p| Row {
            label: p.label.clone(),
            first: p.triggers.clone(),
            second: p.contrasts.clone(),
            responses: p.responses.clone(),
        })
        .collect();
    let last = layout.first_day + layout.observed.len() as i64;
    (
        calendar("observed days", layout.first_day, &layout.observed),
        raster("the places with most responses", (layout.first_day, last), &rows),
    )
}

fn show(answer: &Answer, out: &mut impl Write) -> Result<()> {
    writeln!(out, "{}\n\n{}", answer.headline, answer.paragraph)?;
    if !answer.cells.is_empty() {
        writeln!(
            out,
            "\n   km  days  trigger episodes, after/before   contrast episodes, after/before   ratio after (95 %)      p      p adjusted"
        )?;
    }
    for c in &answer.cells {
        writeln!(
            out,
            "{:5} {:5}  {:8} {:10}/{:<10}   {:8} {:10}/{:<10}   {:6.2} ({:.2}–{:.2})  {:.4}  {:.4}",
            c.km,
            c.days,
            c.trigger.eligible,
            c.trigger.post,
            c.trigger.pre,
            c.contrast.eligible,
            c.contrast.post,
            c.contrast.pre,
            c.ratio.post,
            c.interval.low,
            c.interval.high,
            c.p,
            c.p_adjusted
        )?;
    }
    let list = |out: &mut dyn Write, head: &str, lines: &[String]| -> std::io::Result<()> {
        if !lines.is_empty() {
            writeln!(out, "\n{head}")?;
        }
        lines.iter().try_for_each(|l| writeln!(out, "- {l}"))
    };
    list(out, "What was left out or merged", &answer.left_out)?;
    list(out, "What else would explain it, and what these records do not see", &answer.otherwise)?;
    Ok(())
}
