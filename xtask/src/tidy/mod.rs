//! `cargo xtask tidy`: the walls of docs/architecture.md, checked.
//!
//! One check, one function in one file; each returns its findings as lines, and all are printed.

mod claims_made;
mod edges;
mod files;

use anyhow::{Result, bail};

/// Runs every check.
pub(crate) fn run() -> Result<()> {
    let root = crate::root();
    let tracked = files::tracked(&root)?;
    let mut found = edges::check(&root)?;
    found.extend(files::check(&root, &tracked));
    found.extend(claims_made::check(&root)?);
    if found.is_empty() {
        println!("tidy: {} files, nothing to say", tracked.len());
        return Ok(());
    }
    for line in &found {
        println!("tidy: {line}");
    }
    bail!("{} finding(s)", found.len())
}
