//! `khaldun check`.

use anyhow::{Result, bail};
use clap::Args;

/// What `khaldun check` takes.
#[derive(Args)]
pub(crate) struct Options {}

/// Runs it.
pub(crate) fn run(_options: &Options) -> Result<()> {
    bail!("`khaldun check` is not built yet")
}
