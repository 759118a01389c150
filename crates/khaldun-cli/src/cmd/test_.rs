//! `khaldun test`: runs a locked plan.

use super::plan;
use anyhow::{Context, Result, bail};
use clap::Args;
use khaldun::{ByRegister, Disk, World as _, case};
use khaldun_findings::answer::{Answer, counts_csv, rerun_r};
use khaldun_findings::test;
use khaldun_records::RecordSet;
use khaldun_report::figure::{HeatCell, heat, permutation};
use serde_json::json;
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
    let (plan, sha256) = plan::load(&options.plan)?;
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
    if let Some(folder) = &options.case {
        write(folder, &name, &sha256, &answer)
            .with_context(|| format!("cannot write into {}", folder.display()))?;
    }
    let mut out = anstream::stdout().lock();
    if options.json {
        return Ok(writeln!(out, "{}", serde_json::to_string_pretty(&answer)?)?);
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

fn write(folder: &Path, name: &str, sha256: &str, answer: &Answer) -> Result<()> {
    let stem = name.trim_end_matches(".toml");
    let into = folder.join("tests").join(stem);
    let json_text = serde_json::to_vec_pretty(answer)?;
    Disk.write(&into.join("answer.json"), &json_text)?;
    Disk.write(&into.join("counts.csv"), counts_csv(answer).as_bytes())?;
    Disk.write(&into.join("rerun.R"), rerun_r().as_bytes())?;
    let cells: Vec<HeatCell> = answer
        .cells
        .iter()
        .map(|c| HeatCell { km: c.km, days: c.days, value: c.ratio.post, p: c.p_adjusted })
        .collect();
    Disk.write(&into.join("windows.svg"), heat("ratio after, by window", &cells).as_bytes())?;
    if let Some(c) = answer.cells.first() {
        let figure = permutation("change after triggers", &c.permuted, c.expected, c.statistic);
        Disk.write(&into.join("permutation.svg"), figure.as_bytes())?;
    }
    if let Some((calendar, raster)) = answer.layout.as_ref().map(drawn) {
        Disk.write(&into.join("coverage.svg"), calendar.as_bytes())?;
        Disk.write(&into.join("events.svg"), raster.as_bytes())?;
    }
    let records: Vec<_> =
        answer.sets.iter().map(|s| json!({ "name": s.name, "sha256": s.sha256 })).collect();
    case::append(
        &Disk,
        folder,
        json!({
            "did": "test", "plan": name, "sha256": sha256, "records": records,
            "exploratory": answer.exploratory, "verdict": answer.verdict,
            "answer": case::sha256(&json_text),
        }),
    )?;
    Ok(())
}

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
