//! `khaldun places`.

use anyhow::{Result, bail};
use clap::Args;

/// What `khaldun places` takes.
#[derive(Args)]
pub(crate) struct Options {}

/// Runs it.
pub(crate) fn run(_options: &Options) -> Result<()> {
    bail!("`khaldun places` is not built yet")
}
