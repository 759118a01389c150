//! `khaldun test`: runs a locked plan.

use super::plan;
use crate::progress;
use crate::render::{self, Layout};
use anyhow::{Context, Result};
use clap::Args;
use khaldun::tested::{self, Figure, Tried};
use khaldun::{ByRegister, Disk, case};
use khaldun_findings::answer::{Answer, Cell, Excitation, Lag, WakeCell, files};
use khaldun_findings::plan::Model;
use khaldun_findings::test;
use khaldun_records::RecordSet;
use khaldun_report::figure::{HeatCell, LagBar, Plate, heat, lags, permutation};
use std::io::Write;
use std::path::{Path, PathBuf};

/// Hold a plan against record sets.
///
/// Writes the answer, the counts it rests on, an R script and figures into the case folder.
#[derive(Args)]
#[command(after_help = "Example:
  khaldun test held-back.toml --case mycase --records ged.csv.gz strikes.csv.gz")]
pub(crate) struct Options {
    /// The plan.
    plan: PathBuf,
    /// The record sets that it names: files, or names of the store.
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

/// Why an unlocked plan is not tested: exit code 3, or 2 where a locked one was altered.
#[derive(Debug)]
pub(crate) struct Refused {
    why: String,
    remedy: String,
    /// Whether a plan of this name was locked with other bytes.
    pub(crate) altered: bool,
}

impl std::fmt::Display for Refused {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{}\n  = try: {}", self.why, self.remedy)
    }
}

impl std::error::Error for Refused {}

/// Runs it.
pub(crate) fn run(options: &Options) -> Result<()> {
    let (plan, bytes) = plan::load(&options.plan)?;
    let sha256 = case::sha256(&bytes);
    let name = options.plan.file_name().unwrap_or_default().to_string_lossy().into_owned();
    let locked = lock(options.case.as_deref(), &name, &sha256);
    if let (Lock::Missing { why, altered }, false) = (&locked, options.exploratory) {
        let remedy = format!(
            "khaldun plan {} --lock --case DIR locks it as it stands; --exploratory tests it unlocked, and the answer says so",
            options.plan.display()
        );
        return Err(Refused { why: why.clone(), remedy, altered: *altered }.into());
    }
    let sets = plan::sets(&options.records)?;
    let named: Vec<&RecordSet> = sets.iter().collect();
    let register = khaldun_resolve::who::Register::builtin();
    let mut answer =
        progress::waiting("counting", || test::run(&plan, &named, &ByRegister::new(&register)));
    match locked {
        Lock::Held(0) => {}
        Lock::Held(earlier) => answer.mark_late(earlier),
        Lock::Missing { .. } => answer.mark_exploratory(),
    }
    let tried = Tried { file: &name, bytes: &bytes, locked: !answer.exploratory };
    let figures = figures(&answer);
    let told = tested::told(&tried, &plan.claim, &answer, &figures);
    if let Some(folder) = &options.case {
        let files = files(&answer);
        let others: Vec<(&str, &str)> = files.iter().map(|(n, text)| (*n, text.as_str())).collect();
        tested::write(&Disk, folder, &tried, &told, &figures, &others)
            .with_context(|| format!("cannot write into {}", folder.display()))?;
    }
    let mut out = anstream::stdout().lock();
    if options.json {
        return Ok(writeln!(out, "{}", serde_json::to_string_pretty(&told)?)?);
    }
    show(&answer, &mut out)?;
    if let Some(folder) = &options.case {
        let into = folder.join("machine/tests").join(tested::folder_name(&name));
        anstream::eprintln!("\nkept with counts and figures in {}", into.display());
        match super::check::report_anew(folder, &options.records) {
            Ok(()) => {
                anstream::eprintln!("shown in {}", folder.join("report.html").display());
            }
            Err(error) => anstream::eprintln!("report.html does not show it yet: {error:#}"),
        }
    }
    Ok(())
}

/// What a case's log tells of a plan.
enum Lock {
    /// Locked, with so many tests of a plan of this name before it.
    Held(usize),
    /// Not: why, and whether a plan of this name was locked with other bytes.
    Missing { why: String, altered: bool },
}

fn lock(folder: Option<&Path>, name: &str, sha256: &str) -> Lock {
    let Some(folder) = folder else {
        let why = "no case was named, so no lock can be found".to_owned();
        return Lock::Missing { why, altered: false };
    };
    let entries = case::entries(&Disk, folder);
    let lock = |e: &serde_json::Value| e["did"] == "lock plan" && e["sha256"] == sha256;
    if let Some(at) = entries.iter().position(lock) {
        let tested = |e: &&serde_json::Value| e["did"] == "test" && e["plan"] == name;
        return Lock::Held(entries[..at].iter().filter(tested).count());
    }
    let altered = entries.iter().any(|e| e["did"] == "lock plan" && e["plan"] == name);
    let why = if altered {
        format!("{name} was altered after it was locked")
    } else {
        format!("{name} is not locked in {}", folder.display())
    };
    Lock::Missing { why, altered }
}

/// What is drawn of an answer, in the order in which it is read.
fn figures(answer: &Answer) -> Vec<Figure> {
    let mut figures = Vec::new();
    let mut add = |file: &str, caption: &str, drawn: Plate| {
        let (file, caption) = (file.to_owned(), caption.to_owned());
        figures.push(Figure { file, caption, svg: drawn.svg, csv: drawn.csv });
    };
    if let Some(told) = &answer.excitation {
        let bar = |l: &Lag| LagBar { days: l.days, pairs: l.pairs, expected: l.expected };
        let bars: Vec<LagBar> = told.lags.iter().map(bar).collect();
        add("lags.svg", LAGS, lags("pairs of trigger and response, by days between them", &bars));
    }
    if !answer.cells.is_empty() {
        let cell =
            |c: &Cell| HeatCell { km: c.km, days: c.days, value: c.ratio.post, p: c.p_adjusted };
        let cells: Vec<HeatCell> = answer.cells.iter().map(cell).collect();
        add("windows.svg", WINDOWS, heat("ratio after, by window", &cells));
    }
    if let Some(wakes) = &answer.wakes {
        let cell = |c: &WakeCell| HeatCell {
            km: c.km,
            days: c.days,
            value: c.alone.map_or(f64::NAN, |m| m.ratio),
            p: c.p_adjusted.unwrap_or(1.0),
        };
        let cells: Vec<HeatCell> = wakes.cells.iter().map(cell).collect();
        add("wakes.svg", WAKES, heat("matched wakes: ratio, by window", &cells));
    }
    if answer.model == Model::MatchedWake {
        // The answering figure goes first.
        figures.rotate_right(1);
    }
    let mut add = |file: &str, caption: &str, drawn: Plate| {
        let (file, caption) = (file.to_owned(), caption.to_owned());
        figures.push(Figure { file, caption, svg: drawn.svg, csv: drawn.csv });
    };
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

const LAGS: &str = "Pairs of a trigger and a response within the main radius, by the days from the one to the \
other; the short line across each bar is what the shifted clock of responses makes. More pairs right of day 0 than left of it, and above \
the lines, are what reprisals would look like.";
const WINDOWS: &str = "The rate of responses after triggers over that after contrast events, for each radius and \
length; a dashed frame where the p-value, adjusted for the number of windows, is above 0.05.";
const WAKES: &str = "Matched wakes: how many times as much the rate of responses changes from before to after at \
triggers as at contrast events, among like episodes whose wakes stand alone; a dash where fewer than ten are left, a dashed frame where the \
p-value, adjusted over all windows, is above 0.05.";
const PERMUTATION: &str = "The change in responses after triggers in the main windows, as observed, among what it \
would be if the two kinds of episode changed places at random.";
const EVENTS: &str = "The places with most responses: triggers below the line, contrast events above it, responses as bars.";
const COVERAGE: &str =
    "The days on which the record of responses is observed; an empty frame is unknown, not zero.";

fn drawn(layout: &khaldun_findings::answer::Layout) -> (Plate, Plate) {
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
    writeln!(out, "{}\n\n{}", broken(&answer.headline, ""), broken(&answer.paragraph, ""))?;
    if let Some(told) = &answer.excitation {
        near(told, out)?;
    }
    if !answer.cells.is_empty() {
        writeln!(out, "\nEvery pair of windows; the first answers")?;
        writeln!(
            out,
            "              triggers                contrast                rate after, triggers over contrast"
        )?;
        writeln!(
            out,
            "   km   days  episodes before  after  episodes before  after  ratio (95 % by place)     p       adjusted"
        )?;
    }
    for c in &answer.cells {
        let (t, k) = (c.trigger, c.contrast);
        let ratio =
            format!("{:.2} ({:.2} to {:.2})", c.ratio.post, c.interval.low, c.interval.high);
        writeln!(
            out,
            "{:>5} {:>6}  {:>8} {:>6} {:>6}  {:>8} {:>6} {:>6}  {ratio:<25} {:.4}  {:.4}",
            c.km, c.days, t.eligible, t.pre, t.post, k.eligible, k.pre, k.post, c.p, c.p_adjusted
        )?;
    }
    for (head, lines) in [
        ("Looked at otherwise", &answer.beside),
        ("What was left out or merged", &answer.left_out),
        ("What else would explain it, and what these records do not see", &answer.otherwise),
    ] {
        if !lines.is_empty() {
            writeln!(out, "\n{head}")?;
        }
        for line in lines {
            writeln!(out, "- {}", broken(line, "  "))?;
        }
    }
    Ok(())
}

/// Pairs of trigger and response in every pair of windows.
fn near(told: &Excitation, out: &mut impl Write) -> Result<()> {
    writeln!(
        out,
        "\nPairs of trigger and response, with what the shifted clock makes; the first answers"
    )?;
    writeln!(
        out,
        "   km   days  response before    on the day          after               p of as many after"
    )?;
    for n in &told.near {
        let pair = |k: usize| format!("{} ({:.1})", n.pairs[k], n.expected[k]);
        writeln!(
            out,
            "{:>5} {:>6}  {:<18} {:<19} {:<19} {:.4}",
            n.km,
            n.days,
            pair(0),
            pair(1),
            pair(2),
            n.p
        )?;
    }
    Ok(())
}

/// Words in lines of a hundred columns, all but the first indented.
fn broken(words: &str, indent: &str) -> String {
    render::wrap(words, Layout::default().width, indent)
}
