//! Diagnostics as they are kept with a set.

use khaldun_diag::{Diagnostic, Severity, Source};
use serde::{Deserialize, Serialize};

/// Codes that the import gives; a code is a static word in a diagnostic.
const CODES: &[&str] =
    &["KH-REC-001", "KH-REC-002", "KH-REC-003", "KH-REC-004", "KH-REC-005", "KH-REC-006"];

#[derive(Clone, Debug, Serialize, Deserialize)]
pub(super) struct Note {
    code: String,
    severity: String,
    headline: String,
    file: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    line: Option<u64>,
    notes: Vec<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    help: Option<String>,
}

impl Note {
    pub(super) fn write(note: &Diagnostic) -> Self {
        let (file, line) = match &note.source {
            Source::Line { file, line } => (file.clone(), Some(*line)),
            Source::Whole(file) | Source::Account(file) => (file.clone(), None),
        };
        let severity = match note.severity {
            Severity::Note => "note",
            Severity::Warning => "warning",
            Severity::Error => "error",
        };
        Self {
            code: note.code.to_owned(),
            severity: severity.to_owned(),
            headline: note.headline.clone(),
            file,
            line,
            notes: note.notes.clone(),
            help: note.help.clone(),
        }
    }

    /// `None` for a code that a later program wrote.
    pub(super) fn read(self) -> Option<Diagnostic> {
        let code = CODES.iter().find(|c| **c == self.code)?;
        let severity = match self.severity.as_str() {
            "note" => Severity::Note,
            "warning" => Severity::Warning,
            _ => Severity::Error,
        };
        let source = match self.line {
            Some(line) => Source::Line { file: self.file, line },
            None => Source::Whole(self.file),
        };
        let mut note = Diagnostic::new(code, severity, self.headline, source);
        (note.notes, note.help) = (self.notes, self.help);
        Some(note)
    }
}
