//! What should a reader be told?
//!
//! A [`Diagnostic`] is a plain value: code, severity, headline, labels into a text, notes and a
//! remedy. Terminal, HTML and JSON are renderers of it. [`Read`] carries a stage's value together
//! with what it wants to say: odd text gives a labelled note, never a failure.

use khaldun_text::Span;
use serde::Serialize;

/// A stable name for a kind of message, such as `KH-WHEN-003`.
pub type Code = &'static str;

/// How much it matters.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Severity {
    /// Good to know; nothing was lost.
    Note,
    /// Something was left out or read with doubt.
    Warning,
    /// A piece of work could not be done.
    Error,
}

/// What a label's span points into.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Source {
    /// The extracted text of the account of that name.
    Account(String),
    /// A line (1-based) of a file: record files are not kept in memory as text.
    Line {
        /// The file as the user named it.
        file: String,
        /// The line on which the trouble begins.
        line: u64,
    },
    /// No text: an argument or the whole of a file.
    Whole(String),
}

/// A pointed-at stretch.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Label {
    /// Where; meaningful only with [`Source::Account`].
    pub span: Option<Span>,
    /// What to see there.
    pub says: String,
}

/// One thing a reader should be told.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Diagnostic {
    /// Its stable code.
    pub code: Code,
    /// How much it matters.
    pub severity: Severity,
    /// One line, lower case, no full stop.
    pub headline: String,
    /// The text it speaks of.
    pub source: Source,
    /// Labels; the first is the primary one.
    pub labels: Vec<Label>,
    /// Further facts.
    pub notes: Vec<String>,
    /// What the user can do.
    pub help: Option<String>,
}

impl Diagnostic {
    /// A message without labels.
    pub fn new(
        code: Code,
        severity: Severity,
        headline: impl Into<String>,
        source: Source,
    ) -> Self {
        let (headline, labels, notes) = (headline.into(), Vec::new(), Vec::new());
        Self { code, severity, headline, source, labels, notes, help: None }
    }

    /// Points at a stretch.
    #[must_use]
    pub fn label(mut self, span: Span, says: impl Into<String>) -> Self {
        self.labels.push(Label { span: Some(span), says: says.into() });
        self
    }

    /// Adds a fact.
    #[must_use]
    pub fn note(mut self, note: impl Into<String>) -> Self {
        self.notes.push(note.into());
        self
    }

    /// Says what can be done.
    #[must_use]
    pub fn help(mut self, help: impl Into<String>) -> Self {
        self.help = Some(help.into());
        self
    }
}

/// A stage's value with what it wants said about the way there.
#[derive(Clone, Debug, PartialEq)]
pub struct Read<T> {
    /// The value; always there.
    pub value: T,
    /// What was odd, skipped or doubtful.
    pub notes: Vec<Diagnostic>,
}

impl<T> Read<T> {
    /// A value with nothing to say.
    pub fn plain(value: T) -> Self {
        Self { value, notes: Vec::new() }
    }
}
