//! `khaldun claims`.

use anyhow::{Result, bail};
use clap::Args;

/// What `khaldun claims` takes.
#[derive(Args)]
pub(crate) struct Options {}

/// Runs it.
pub(crate) fn run(_options: &Options) -> Result<()> {
    bail!("`khaldun claims` is not built yet")
}
