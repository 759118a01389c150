//! A file on its way to an account: its length first, then its bytes, then what is odd about it.

use crate::render::{self, Layout};
use anyhow::{Context, Result};
use khaldun_diag::{Diagnostic, Severity};
use khaldun_ingest::Limits;
use khaldun_text::Account;
use std::path::Path;

/// Takes in one account; what must be known about the reading goes to standard error.
///
/// The single stages stand in pipes and see many files: they tell of damage and of guesses, not of
/// what was found to be page furniture.
pub(crate) fn account(path: &Path) -> Result<Account> {
    let name = path.file_name().unwrap_or(path.as_os_str()).to_string_lossy();
    let limits = Limits::default();
    let bytes = bytes(path, &name, limits)?;
    let read = khaldun_ingest::ingest_with(&name, &bytes, &limits)?;
    let telling = |n: &Diagnostic| n.severity > Severity::Note || n.code == "KH-INGEST-001";
    let notes: Vec<Diagnostic> = read.notes.into_iter().filter(telling).collect();
    tell(&notes, &read.value);
    Ok(read.value)
}

/// Prints messages about an account on standard error.
pub(super) fn tell(notes: &[Diagnostic], account: &Account) {
    if !notes.is_empty() {
        anstream::eprint!("{}", render::diagnostics(notes, &[account], Layout::default()));
    }
}

/// A file too large is refused by its length, before it is in memory.
#[allow(clippy::disallowed_methods, reason = "a command opens the files it was told to open")]
pub(super) fn bytes(path: &Path, name: &str, limits: Limits) -> Result<Vec<u8>> {
    let cannot = || format!("cannot read {}", path.display());
    let length = std::fs::metadata(path).with_context(cannot)?.len();
    limits.check(name, length)?;
    std::fs::read(path).with_context(cannot)
}
