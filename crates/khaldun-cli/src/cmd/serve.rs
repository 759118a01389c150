//! `khaldun serve`: the case in the browser, to be worked on.

use super::own::OwnFiles;
use super::records;
use anyhow::{Context, Result, anyhow, bail};
use clap::Args;
use khaldun::case::{self, Opened};
use khaldun::{Checked, Disk, Library, Session};
use khaldun_ingest::Limits;
use khaldun_records::{Manifest, RecordSet};
use khaldun_resolve::Own;
use khaldun_web::{Address, Desk, Settings};
use std::fmt::Write as _;
use std::io;
use std::path::{Path, PathBuf};

/// Work on a case in the browser: accept, correct, split, merge, reject; note, grade, rate.
///
/// Listens on this machine's loopback interface only, behind a random address that it prints. Writes to nothing but the
/// case's analyst/ folder.
#[derive(Args)]
#[command(after_help = "Examples:
  khaldun serve libya-2020-opinion.case
  khaldun serve mycase --records GEDEvent_v25_1.csv.gz --by R.K.")]
pub(crate) struct Options {
    /// The case folder that `khaldun check` wrote.
    case: PathBuf,
    /// The record sets that the case was held against, files or names of the store; the built-in starter, and sets that
    /// stand in the store under the name they had, are found without.
    #[arg(long, value_name = "SET", num_args = 1..)]
    records: Vec<PathBuf>,
    /// The port to listen on (default: any that is free).
    #[arg(long, default_value_t = 0)]
    port: u16,
    /// Your name or initials, written beside each decision.
    #[arg(long, default_value = "")]
    by: String,
    #[command(flatten)]
    own: OwnFiles,
}

/// Runs it.
pub(crate) fn run(options: &Options) -> Result<()> {
    let folder = &options.case;
    let opened = case::open(&Disk, folder)?;
    let sets = sets(&opened.sets, &options.records)?;
    let library = Library::with_own(&sets, options.own.own()?);
    let mut checked = read(&opened, sets, options.own.own()?)?;
    checked.tests = super::check::tests(folder);
    let settings = Settings { folder: folder.clone(), by: options.by.clone(), now };
    let desk = Desk::open(Box::new(Disk), settings, checked, library)
        .map_err(|error| refused(error, folder))?;
    let address = Address { port: options.port, token: token()? };
    let ready = |url: &str| {
        anstream::println!("{url}");
        anstream::eprintln!(
            "the desk is open at this address, for this machine only; Ctrl-C closes it"
        );
    };
    khaldun_web::serve(desk, &address, ready, std::future::pending())
        .context("cannot listen on the loopback interface")
}

fn read(opened: &Opened, sets: Vec<RecordSet>, own: Own) -> Result<Checked> {
    let version = env!("CARGO_PKG_VERSION");
    if opened.version != version {
        anstream::eprintln!(
            "note: the case was read by version {}; this is {version}, which may read it otherwise. \
             Decisions that no longer fit are listed as orphaned.",
            opened.version
        );
    }
    Ok(Session::with_own(sets, Limits::default(), own).check(&opened.accounts, &mut |_| {})?)
}

fn refused(error: io::Error, folder: &Path) -> anyhow::Error {
    if error.kind() == io::ErrorKind::WouldBlock {
        return anyhow!(
            "another desk has {} open; close it, or work in its window (several windows may be open on one desk)",
            folder.display()
        );
    }
    anyhow::Error::new(error)
        .context(format!("cannot open the analyst's layer of {}", folder.display()))
}

/// The sets the case was held against, in its order, each with the very file: among those given, else in the store.
pub(super) fn sets(wanted: &[Manifest], given: &[PathBuf]) -> Result<Vec<RecordSet>> {
    let mut at_hand: Vec<RecordSet> = vec![khaldun_records::import::starter()];
    for path in given {
        at_hand.push(records::set(path, None)?);
    }
    let mut missing = String::new();
    let mut sets = Vec::new();
    for manifest in wanted {
        // A check numbers sets of one name; the file itself does not know of it.
        let same = |s: &RecordSet| {
            s.manifest.sha256 == manifest.sha256 && manifest.name.starts_with(&s.manifest.name)
        };
        if let Some(at) = at_hand.iter().position(same) {
            sets.push(at_hand.remove(at));
        } else if let Some(stored) = records::of_store(&manifest.name)?.filter(same) {
            sets.push(stored);
        } else {
            let Manifest { name, version, sha256, .. } = manifest;
            write!(missing, "\n  {name} {version} (SHA-256 {sha256})")?;
        }
    }
    if !missing.is_empty() {
        bail!(
            "the case was held against record sets that are not at hand:{missing}\ngive their files, or their names in the store, with \
             --records, or hold it anew with `khaldun check`"
        );
    }
    Ok(sets)
}

/// 128 bits that nobody can guess, in hexadecimal.
fn token() -> Result<String> {
    let mut bytes = [0; 16];
    getrandom::fill(&mut bytes)
        .map_err(|e| anyhow!("the system gives no random numbers for the desk's address: {e}"))?;
    Ok(khaldun_text::hex(&bytes))
}

/// The time for the log of decisions, to the second.
#[allow(
    clippy::disallowed_methods,
    reason = "a person's decision is dated; a run of the program is not"
)]
fn now() -> String {
    let now = jiff::Timestamp::now();
    jiff::Timestamp::from_second(now.as_second()).map_or_else(|_| String::new(), |t| t.to_string())
}
