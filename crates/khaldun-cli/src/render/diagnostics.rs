//! Messages, in the form of the house:
//!
//! ```text
//! note[KH-WHEN-003]: this date has no year; two readings fit
//!   in  obrin-2031.html, line 7
//!   | The Council's militia attacked … on the night of 6–7 March.
//!   |                                     ^^^^^^^^^^^^^^^^^^^^^^^
//!   = here: 2031 from the dateline
//!   = so: one claim depends on this reading
//!   = try: give the year with --date
//! ```

use super::{Layout, margins, snippet::snippet, style, summary::wrap};
use khaldun_diag::{Diagnostic, Label, Severity, Source};
use khaldun_text::{Account, LineIndex};
use std::fmt::Write as _;

/// All of them, in order; `accounts` are those that labels may point into.
pub(crate) fn diagnostics(
    messages: &[Diagnostic],
    accounts: &[&Account],
    layout: Layout,
) -> String {
    messages.iter().map(|m| message(m, accounts, layout)).collect::<Vec<_>>().join("\n")
}

fn message(message: &Diagnostic, accounts: &[&Account], layout: Layout) -> String {
    let mut out = String::new();
    let severity = match message.severity {
        Severity::Note => "note",
        Severity::Warning => "warning",
        Severity::Error => "error",
    };
    let loud = style::severity(message.severity);
    let headline = format!("{severity}[{}]: {}", message.code, message.headline);
    let (first, rest) = headline.split_at(severity.len());
    let wrapped = wrap(rest, layout.width.saturating_sub(severity.len()), "  ");
    let _ = writeln!(out, "{loud}{first}{loud:#}{wrapped}");
    match &message.source {
        Source::Account(name) => {
            let account = accounts.iter().find(|a| a.name == *name);
            point(&mut out, message, name, account.copied(), layout);
        }
        Source::Line { file, line } => {
            let _ = writeln!(out, "  in  {file}, line {line}");
            say_labels(&mut out, &message.labels, layout);
        }
        Source::Whole(what) => {
            let _ = writeln!(out, "  in  {what}");
            say_labels(&mut out, &message.labels, layout);
        }
    }
    for note in &message.notes {
        remark(&mut out, "so", note, layout);
    }
    if let Some(help) = &message.help {
        remark(&mut out, "try", help, layout);
    }
    out
}

fn point(
    out: &mut String,
    message: &Diagnostic,
    name: &str,
    account: Option<&Account>,
    layout: Layout,
) {
    let spanned: Vec<_> = message.labels.iter().filter_map(|l| Some((l, l.span?))).collect();
    let Some((account, (_, first))) = account.zip(spanned.first().copied()) else {
        let _ = writeln!(out, "  in  {name}");
        say_labels(out, &message.labels, layout);
        return;
    };
    let line = LineIndex::new(&account.text).line_col(&account.text, first.start as usize).line;
    let _ = writeln!(out, "  in  {name}, line {line} of the text as read");
    for (label, span) in spanned {
        let block = account.blocks.iter().find(|b| b.span.contains(span)).map_or(span, |b| b.span);
        out.push_str(&snippet(
            &account.text,
            block,
            span,
            layout,
            style::severity(message.severity),
        ));
        if !label.says.is_empty() {
            remark(out, "here", &label.says, layout);
        }
    }
}

fn say_labels(out: &mut String, labels: &[Label], layout: Layout) {
    for label in labels.iter().filter(|l| !l.says.is_empty()) {
        remark(out, "here", &label.says, layout);
    }
}

fn remark(out: &mut String, lead: &str, says: &str, layout: Layout) {
    let (soft, (_, sign)) = (style::SOFT, margins(layout));
    let says = wrap(&format!("{lead}: {says}"), layout.width.saturating_sub(4), "    ");
    let _ = writeln!(out, "  {soft}{sign}{soft:#} {says}");
}
