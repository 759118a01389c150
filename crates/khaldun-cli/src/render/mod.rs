//! The terminal's view: pure functions from what was found to styled text.
//!
//! Every function returns a string with ANSI styles; `anstream` strips them where the terminal, a
//! pipe or `NO_COLOR` wants none. Nothing is told by colour alone: verdicts are always in words.

mod diagnostics;
mod snippet;
mod style;
mod summary;

use std::sync::OnceLock;

pub(crate) use diagnostics::diagnostics;
pub(crate) use summary::summary;

/// How to set it.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Layout {
    /// Columns of the terminal; lines of text are broken before it.
    pub(crate) width: usize,
    /// For ears: words quoted instead of underlined, one count a line, no signs in the margin.
    pub(crate) spoken: bool,
}

static SPOKEN: OnceLock<bool> = OnceLock::new();

impl Default for Layout {
    fn default() -> Self {
        Self { width: 100, spoken: SPOKEN.get().copied().unwrap_or(false) }
    }
}

/// Says once, at the start, that everything is for ears.
pub(crate) fn speak() {
    let _ = SPOKEN.set(true);
}

/// What begins a line of text, and what a remark.
fn margins(layout: Layout) -> (&'static str, &'static str) {
    if layout.spoken { ("", "") } else { ("|", "=") }
}

#[cfg(test)]
#[path = "../../../khaldun-report/tests/specimen/mod.rs"]
mod specimen;

#[cfg(test)]
mod tests;
