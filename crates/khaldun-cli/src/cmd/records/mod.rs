//! `khaldun records`: which sets there are, what each covers, and how sets come into the store.

mod add;
mod calendar;
mod diff;
mod fetch;
mod show;
mod source;

pub(super) use source::{Store, of_store, set, set_in};

use anyhow::Result;
use clap::{Args, Subcommand};
use khaldun_records::import;
use std::io::Write;
use std::path::PathBuf;

/// What `khaldun records` takes.
#[derive(Args)]
pub(crate) struct Options {
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    /// Take record files into the store.
    Add(add::Options),
    /// List the record sets: the starter, those of the store, or the files named.
    List(source::Sets),
    /// Say what each set covers, and what it cannot see.
    Coverage(show::Coverage),
    /// Print rows of a set by their ids.
    Show(show::Rows),
    /// Say which rows were added, changed and deleted between two versions of a set.
    Diff(diff::Options),
    /// Take a set out of the store.
    Drop(add::Drop),
    /// Propose a column map for a table of another layout.
    Map {
        /// The table.
        file: PathBuf,
    },
    /// Download a public set; the only command that opens a connection.
    Fetch(fetch::Options),
}

/// Runs it.
pub(crate) fn run(options: &Options) -> Result<()> {
    let mut out = std::io::BufWriter::new(anstream::stdout().lock());
    match &options.command {
        Command::Add(o) => add::run(o, &mut out)?,
        Command::List(sets) => show::list(sets, &mut out)?,
        Command::Coverage(o) => show::coverage(o, &mut out)?,
        Command::Show(o) => show::rows(o, &mut out)?,
        Command::Diff(o) => diff::run(o, &mut out)?,
        Command::Drop(o) => add::drop(o, &mut out)?,
        Command::Map { file } => {
            let (file_name, input) = source::open(file)?;
            let proposal = import::propose(&file_name, input).map_err(source::helped)?;
            write!(out, "{}", proposal.to_toml())?;
        }
        Command::Fetch(o) => fetch::run(o, &mut out)?,
    }
    Ok(out.flush()?)
}
