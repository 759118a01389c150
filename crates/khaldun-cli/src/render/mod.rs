//! The terminal's view: pure functions from what was found to styled text.
//!
//! Every function returns a string with ANSI styles; `anstream` strips them where the terminal, a
//! pipe or `NO_COLOR` wants none. Nothing is told by colour alone: verdicts are always in words.

mod diagnostics;
mod snippet;
mod style;
mod summary;

pub(crate) use diagnostics::diagnostics;
pub(crate) use summary::summary;

/// How to set it.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Layout {
    /// Columns of the terminal; lines of text are broken before it.
    pub(crate) width: usize,
}

impl Default for Layout {
    fn default() -> Self {
        Self { width: 100 }
    }
}

#[cfg(test)]
#[path = "../../../khaldun-report/tests/specimen/mod.rs"]
mod specimen;

#[cfg(test)]
mod tests;
