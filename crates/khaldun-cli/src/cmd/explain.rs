//! `khaldun explain`.

use anyhow::{Result, bail};
use clap::Args;

/// What `khaldun explain` takes.
#[derive(Args)]
pub(crate) struct Options {}

/// Runs it.
pub(crate) fn run(_options: &Options) -> Result<()> {
    bail!("`khaldun explain` is not built yet")
}
