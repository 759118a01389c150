//! `records add` and `records drop`.

use super::source::{self, Store, helped};
use crate::stats::Stopwatch;
use anyhow::{Result, bail};
use clap::Args;
use khaldun_records::import::{self, ColumnMap};
use khaldun_records::store::{self, Added, Import};
use khaldun_records::{Summary, Tally};
use serde_json::json;
use std::io::Write;
use std::path::{Path, PathBuf};

/// Take record files into the store: streamed, replaced whole or not at all.
#[derive(Args)]
#[command(
    disable_version_flag = true,
    after_help = "Examples:
  khaldun records add GEDEvent_v25_1.csv --version 25.1 --accessed 2026-01-10
  khaldun records add ministry.csv --map ministry.map.toml
  khaldun records add 20150218230000.export.CSV.zip --name gdelt-2015-02-18"
)]
pub(super) struct Options {
    /// Record files; gzip, zstd and zip are unpacked.
    #[arg(required = true, value_name = "FILE")]
    files: Vec<PathBuf>,
    /// A column map for the files (docs/records.md); else FILE.map.toml beside each.
    #[arg(long)]
    map: Option<PathBuf>,
    /// The set's name in the store [default: that of its format].
    #[arg(long)]
    name: Option<String>,
    /// The version, as published.
    #[arg(long)]
    version: Option<String>,
    /// The day on which the file was got.
    #[arg(long, value_name = "DAY")]
    accessed: Option<jiff::civil::Date>,
    #[command(flatten)]
    store: Store,
    /// Print one JSON object a set.
    #[arg(long)]
    json: bool,
    /// Print time and the peak of memory on standard error.
    #[arg(long)]
    stats: bool,
}

#[derive(Args)]
pub(super) struct Drop {
    /// Names of sets.
    #[arg(required = true)]
    names: Vec<String>,
    #[command(flatten)]
    store: Store,
}

/// Runs it.
pub(super) fn run(options: &Options, out: &mut impl Write) -> Result<()> {
    if options.name.is_some() && options.files.len() > 1 {
        bail!("--name is for one file: each file is a set of its own");
    }
    let map = options.map.as_deref().map(source::read_map).transpose()?;
    for path in &options.files {
        let mut watch = Stopwatch::start();
        let own = source::own_map(path, map.as_ref())?;
        let (name, added, summary) = one(options, path, map.as_ref().or(own.as_ref()))?;
        watch.lap("import");
        source::tell(&summary.notes);
        if options.json {
            let (manifest, tally) = (&summary.manifest, &summary.tally);
            let outcome = json!({ "name": name, "outcome": word(&added), "manifest": manifest, "tally": tally });
            writeln!(out, "{outcome}")?;
        } else {
            let Tally { read, refused, skipped } = summary.tally;
            let word = word(&added);
            writeln!(
                out,
                "{name}: {word}; {read} rows read, {refused} could not be read, {skipped} are no records"
            )?;
        }
        if options.stats {
            watch.report();
        }
    }
    Ok(())
}

fn word(added: &Added) -> &'static str {
    match added {
        Added::New => "added",
        Added::Replaced => "replaced; `khaldun records diff` tells what changed",
        Added::Unchanged => "the store holds the same rows already",
    }
}

/// Streams a file into the store.
fn one(
    options: &Options,
    path: &Path,
    map: Option<&ColumnMap>,
) -> Result<(String, Added, Summary)> {
    let folder = options.store.folder();
    let name = if let Some(name) = &options.name {
        name.clone()
    } else {
        let (file, input) = source::open(path)?;
        import::name(&file, input, map).map_err(helped)?
    };
    let (file, input) = source::open(path)?;
    let mut writer = Import::new(&folder, &name).map_err(helped)?;
    let read = import::each(&file, input, map, |event| writer.add(&event));
    let mut summary = match read {
        Ok(summary) => summary,
        Err(error) => {
            writer.abandon().map_err(helped)?;
            return Err(helped(error));
        }
    };
    if summary.tally.refused > summary.tally.read {
        writer.abandon().map_err(helped)?;
        source::tell(&summary.notes);
        bail!("{file}: most rows could not be read: nothing was taken into the store");
    }
    let manifest = &mut summary.manifest;
    manifest.name.clone_from(&name);
    if let Some(version) = &options.version {
        manifest.version.clone_from(version);
    }
    if let Some(day) = options.accessed {
        manifest.accessed = day.to_string();
    }
    let added = writer.finish(&summary).map_err(helped)?;
    Ok((name, added, summary))
}

/// Takes sets out of the store.
pub(super) fn drop(options: &Drop, out: &mut impl Write) -> Result<()> {
    let folder = options.store.folder();
    for name in &options.names {
        store::remove(&folder, name).map_err(helped)?;
        writeln!(out, "{name}: taken out of the store")?;
    }
    Ok(())
}
