//! `khaldun match`.

use anyhow::{Result, bail};
use clap::Args;

/// What `khaldun match` takes.
#[derive(Args)]
pub(crate) struct Options {}

/// Runs it.
pub(crate) fn run(_options: &Options) -> Result<()> {
    bail!("`khaldun match` is not built yet")
}
