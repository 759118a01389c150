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
pub(crate) use summary::{summary, wrap};

/// How to set it.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Layout {
    /// Columns of the terminal; lines of text are broken before it.
    pub(crate) width: usize,
    /// For ears: words quoted instead of underlined, one count a line, no signs in the margin.
    pub(crate) spoken: bool,
}

static LAYOUT: OnceLock<Layout> = OnceLock::new();

impl Default for Layout {
    fn default() -> Self {
        LAYOUT.get().copied().unwrap_or(Self { width: WIDTH, spoken: false })
    }
}

/// Columns where no terminal tells how many it has.
const WIDTH: usize = 100;
/// Fewer are too few for a word and its margin; more are hard to read along.
const FIT: std::ops::RangeInclusive<usize> = 40..=120;

/// Says once, at the start, how wide the terminal is, and whether everything is for ears.
pub(crate) fn lay_out(columns: Option<usize>, spoken: bool) {
    let width = columns.map_or(WIDTH, |c| c.clamp(*FIT.start(), *FIT.end()));
    let _ = LAYOUT.set(Layout { width, spoken });
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
