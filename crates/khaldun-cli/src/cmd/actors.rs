//! `khaldun actors`.

use anyhow::{Result, bail};
use clap::Args;

/// What `khaldun actors` takes.
#[derive(Args)]
pub(crate) struct Options {}

/// Runs it.
pub(crate) fn run(_options: &Options) -> Result<()> {
    bail!("`khaldun actors` is not built yet")
}
