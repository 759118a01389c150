//! `khaldun check`: the main job.

use super::{records, take};
use crate::render::{self, Layout};
use crate::stats::Stopwatch;
use anyhow::{Context, Result, bail};
use clap::Args;
use khaldun::analyst::{Log, Work};
use khaldun::{Checked, Disk, Library, Session, Stage, Tested, case};
use khaldun_ingest::Limits;
use khaldun_records::RecordSet;
use khaldun_resolve::Own;
use serde_json::json;
use std::io::Write as _;
use std::path::{Path, PathBuf};

/// Find the claims of an account, hold each against the record, write a report.
///
/// The case folder holds the originals, the machine's reading, a place for yours, and report.html.
#[derive(Args)]
#[command(after_help = "Examples:
  khaldun check article.html
  khaldun check a.txt b.md --records GEDEvent_v25_1.csv.gz --case mycase
  khaldun check article.txt --json | jq .verdicts")]
pub(crate) struct Options {
    /// Accounts: plain text, Markdown or HTML.
    #[arg(required = true, value_name = "ACCOUNT")]
    accounts: Vec<PathBuf>,
    /// Further record sets: files (a table of another layout with its column map beside it, FILE.map.toml), or names of sets
    /// of the store (`khaldun records list`).
    #[arg(long, value_name = "SET", num_args = 1..)]
    records: Vec<PathBuf>,
    /// Leave the built-in starter record out.
    #[arg(long)]
    no_starter: bool,
    /// The case folder to write (default: the first account's name with `.case`, in this folder).
    #[arg(long, value_name = "DIR")]
    case: Option<PathBuf>,
    /// Print the findings, claims and matches as one JSON object instead of the summary.
    #[arg(long)]
    json: bool,
    /// Print times by stage and the peak of memory on standard error.
    #[arg(long)]
    stats: bool,
    /// The largest account taken in, in MiB of text.
    #[arg(long, value_name = "MIB", default_value_t = 16)]
    max_text: u32,
    #[command(flatten)]
    own: super::own::OwnFiles,
}

/// Runs it.
pub(crate) fn run(options: &Options) -> Result<()> {
    let mut watch = Stopwatch::start();
    let limits = Limits::with_bytes(options.max_text as usize * (1 << 20));
    let sets = sets(options)?;
    watch.lap("records");
    let files = files(&options.accounts, limits)?;
    let session = Session::with_own(sets, limits, options.own.own()?);
    watch.lap("load");
    let bar = crate::progress::bar(files.len());
    let mut checked = session.check(&files, &mut |stage| match stage {
        Stage::Reading(n) => bar.set_message(format!("reading {}", files[n].0)),
        Stage::Matching(_) => bar.inc(1),
    })?;
    bar.finish_and_clear();
    watch.lap("read and match");
    let folder = options.case.clone().unwrap_or_else(|| default_folder(&options.accounts[0]));
    let work = work(&folder, &mut checked, || options.own.own())?;
    checked.tests = tests(&folder);
    let report = khaldun_report::html_with(&checked, &work);
    // What goes into the machine's layer is the machine's.
    Work::release(&mut checked);
    watch.lap("report");
    let originals: Vec<Vec<u8>> = files.into_iter().map(|(_, bytes)| bytes).collect();
    case::write(&Disk, &folder, &checked, &originals, &report)
        .with_context(|| format!("cannot write the case folder {}", folder.display()))?;
    watch.lap("case");
    for one in &checked.accounts {
        take::tell(&one.notes, &one.account);
    }
    show(&checked, &folder, options.json)?;
    analyst(&work);
    if options.stats {
        watch.report();
    }
    Ok(())
}

/// A person's decisions, held to what is read now, to be shown; nothing writes over them.
fn work(folder: &Path, checked: &mut Checked, own: impl Fn() -> Result<Own>) -> Result<Work> {
    let log = Log::read(&Disk, folder)
        .context("cannot read the analyst's layer; mend or move the file")?;
    if log.version() == 0 {
        return Ok(Work::default());
    }
    let library = Library::with_own(&checked.sets, own()?);
    Ok(Work::hold(&log, checked, &library))
}

/// Writes a case's report anew, with the tests that lie in it by now; `given` are record sets at hand.
///
/// # Errors
/// Where there is no report to write: no account in the case, a record set that is not at hand, or a reading
/// that is no longer what the case holds.
pub(super) fn report_anew(folder: &Path, given: &[PathBuf]) -> Result<()> {
    let opened = case::open(&Disk, folder)?;
    let sets = super::serve::sets(&opened.sets, given)?;
    let session = Session::new(sets, Limits::default());
    let mut checked = session.check(&opened.accounts, &mut |_| {})?;
    if !case::holds(&Disk, folder, &checked) {
        bail!(
            "the account would be read otherwise now than the case holds; hold it anew with `khaldun check`"
        );
    }
    let work = work(folder, &mut checked, || Ok(Own::default()))?;
    checked.tests = tests(folder);
    let report = khaldun_report::html_with(&checked, &work);
    case::write_report(&Disk, folder, &report).context("cannot write report.html")
}

/// The tests that lie in a case, for its report. A case whose tests are not what its log says is shown
/// without them, and that is told.
pub(super) fn tests(folder: &Path) -> Vec<Tested> {
    khaldun::tested::read(&Disk, folder).unwrap_or_else(|error| {
        anstream::eprintln!("warning: the tests in this case are left out of the report: {error}");
        Vec::new()
    })
}

/// What became of the analyst's decisions.
fn analyst(work: &Work) {
    if work.is_empty() {
        return;
    }
    let standing = work.entries.iter().filter(|(_, gone)| !gone).count();
    anstream::eprintln!(
        "analyst: {standing} decisions stand, {} of them orphaned (they no longer fit what is read)",
        work.orphans.len()
    );
    for orphan in &work.orphans {
        anstream::eprintln!("  no. {}, {}: {}", orphan.n, orphan.verb, orphan.why);
    }
}

fn show(checked: &Checked, folder: &Path, json: bool) -> Result<()> {
    let mut out = anstream::stdout().lock();
    if json {
        let accounts: Vec<_> = checked
            .accounts
            .iter()
            .map(|a| json!({ "name": a.account.name, "sha256": a.account.sha256, "claims": a.claims, "matches": a.matches, "notes": a.notes }))
            .collect();
        let all = json!({ "version": checked.version, "findings": case::findings(checked), "accounts": accounts, "copies": case::copies(checked) });
        writeln!(out, "{all}")?;
    } else {
        write!(out, "{}", render::summary(checked, Layout::default()))?;
        writeln!(out, "\nreport: {}", folder.join("report.html").display())?;
    }
    Ok(())
}

/// The record sets asked for, the starter first.
fn sets(options: &Options) -> Result<Vec<RecordSet>> {
    let starter = (!options.no_starter).then(|| Ok(khaldun_records::import::starter()));
    let others = options.records.iter().map(|path| records::set(path, None));
    starter.into_iter().chain(others).collect()
}

/// Reads the accounts: name and bytes.
fn files(paths: &[PathBuf], limits: Limits) -> Result<Vec<(String, Vec<u8>)>> {
    let read = |path: &PathBuf| {
        let name = path.file_name().unwrap_or(path.as_os_str()).to_string_lossy().into_owned();
        let bytes = take::bytes(path, &name, limits)?;
        Ok((name, bytes))
    };
    paths.iter().map(read).collect()
}

fn default_folder(account: &Path) -> PathBuf {
    let stem = account.file_stem().unwrap_or(account.as_os_str()).to_string_lossy();
    PathBuf::from(format!("{stem}.case"))
}
