//! `khaldun parse`.

use anyhow::{Result, bail};
use clap::Args;

/// What `khaldun parse` takes.
#[derive(Args)]
pub(crate) struct Options {}

/// Runs it.
pub(crate) fn run(_options: &Options) -> Result<()> {
    bail!("`khaldun parse` is not built yet")
}
