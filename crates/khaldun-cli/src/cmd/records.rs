//! `khaldun records`.

use anyhow::{Result, bail};
use clap::Args;

/// What `khaldun records` takes.
#[derive(Args)]
pub(crate) struct Options {}

/// Runs it.
pub(crate) fn run(_options: &Options) -> Result<()> {
    bail!("`khaldun records` is not built yet")
}
