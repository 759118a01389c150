//! `records diff`: what changed between two versions of a set.

use super::source::{self, Store, helped};
use anyhow::{Result, bail};
use clap::Args;
use khaldun_records::Event;
use khaldun_records::store::{self, Change, Version};
use serde_json::json;
use std::io::Write;
use std::path::PathBuf;

/// Compare the versions of a set by the ids of their rows.
#[derive(Args)]
#[command(after_help = "Examples:
  khaldun records diff ucdp-ged                 (the store's version against the one before)
  khaldun records diff ucdp-ged GED_new.csv     (the store's against a file)
  khaldun records diff GED_old.csv GED_new.csv")]
pub(super) struct Options {
    /// A set of the store, or the old file.
    old: PathBuf,
    /// The new file or set.
    new: Option<PathBuf>,
    /// A column map for the files named.
    #[arg(long)]
    map: Option<PathBuf>,
    #[command(flatten)]
    store: Store,
    /// Print the whole comparison as one JSON object.
    #[arg(long)]
    json: bool,
    /// Ids and changes to print of each kind.
    #[arg(long, default_value_t = 20)]
    most: usize,
}

/// Runs it.
pub(super) fn run(options: &Options, out: &mut impl Write) -> Result<()> {
    let map = options.map.as_deref().map(source::read_map).transpose()?;
    let read = |path: &PathBuf| -> Result<Vec<Event>> {
        Ok(source::set_in(&options.store, path, map.as_ref())?.events.iter().collect())
    };
    let (old, new) = match &options.new {
        Some(new) => (read(&options.old)?, read(new)?),
        None if options.old.exists() => {
            bail!("{}: give the file to compare it with, too", options.old.display())
        }
        None => {
            let (folder, name) = (options.store.folder(), options.old.to_string_lossy());
            let load = |v| {
                let set = store::load(&folder, &name, v).map_err(helped)?;
                Ok::<_, anyhow::Error>(set.events.iter().collect::<Vec<Event>>())
            };
            (load(Version::Before)?, load(Version::Now)?)
        }
    };
    let diff = store::compare(&old, &new);
    if options.json {
        return Ok(writeln!(out, "{}", json!(diff))?);
    }
    writeln!(
        out,
        "{} rows added, {} changed, {} deleted, {} the same",
        diff.added.len(),
        diff.changed.len(),
        diff.deleted.len(),
        diff.same
    )?;
    let most = options.most;
    for (sign, ids) in [('+', &diff.added), ('-', &diff.deleted)] {
        for id in ids.iter().take(most) {
            writeln!(out, "{sign} {id}")?;
        }
        more(ids.len(), most, out)?;
    }
    for change in diff.changed.iter().take(most) {
        writeln!(out, "~ {}", fields(change))?;
    }
    more(diff.changed.len(), most, out)
}

fn more(len: usize, most: usize, out: &mut impl Write) -> Result<()> {
    if len > most {
        writeln!(out, "  … and {} more (--most, or --json for all)", len - most)?;
    }
    Ok(())
}

fn fields(change: &Change) -> String {
    let parts = change.fields.iter().map(|(name, old, new)| format!("{name} {old} → {new}"));
    format!("{}: {}", change.id, parts.collect::<Vec<_>>().join("; "))
}
