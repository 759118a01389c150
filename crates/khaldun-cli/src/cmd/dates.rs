//! `khaldun dates`.

use anyhow::{Result, bail};
use clap::Args;

/// What `khaldun dates` takes.
#[derive(Args)]
pub(crate) struct Options {}

/// Runs it.
pub(crate) fn run(_options: &Options) -> Result<()> {
    bail!("`khaldun dates` is not built yet")
}
