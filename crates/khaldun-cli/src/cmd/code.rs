//! `khaldun code`.

use anyhow::{Result, bail};
use clap::Args;

/// What `khaldun code` takes.
#[derive(Args)]
pub(crate) struct Options {}

/// Runs it.
pub(crate) fn run(_options: &Options) -> Result<()> {
    bail!("`khaldun code` is not built yet")
}
