//! Which style goes with what.

use anstyle::{AnsiColor, Style};
use khaldun_diag::Severity;
use khaldun_match::Verdict;

/// For names and headings.
pub(super) const STRONG: Style = Style::new().bold();
/// For gutters, rules and remarks.
pub(super) const SOFT: Style = Style::new().dimmed();

/// A verdict's word and underline.
pub(super) fn verdict(verdict: Verdict) -> Style {
    let colour = match verdict {
        Verdict::Corroborated => AnsiColor::Green,
        Verdict::Qualified => AnsiColor::Yellow,
        Verdict::Contradicted => AnsiColor::Red,
        Verdict::NotFoundThoughCovered => AnsiColor::Cyan,
        Verdict::NotCovered | Verdict::NotCheckable => return SOFT,
    };
    colour.on_default().bold()
}

/// A message's severity.
pub(super) fn severity(severity: Severity) -> Style {
    match severity {
        Severity::Note => AnsiColor::Cyan.on_default().bold(),
        Severity::Warning => AnsiColor::Yellow.on_default().bold(),
        Severity::Error => AnsiColor::Red.on_default().bold(),
    }
}
