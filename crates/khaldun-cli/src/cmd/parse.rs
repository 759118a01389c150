//! `khaldun parse`.

use anyhow::{Context, Result};
use clap::Args;
use khaldun_language::{Doc, Pipeline, Token, conllu};
use khaldun_text::Span;
use std::fmt::Write as _;
use std::io::Write as _;
use std::path::{Path, PathBuf};

/// What `khaldun parse` takes.
#[derive(Args)]
pub(crate) struct Options {
    /// The texts to parse (UTF-8), each as it stands and as one document.
    #[arg(required = true)]
    files: Vec<PathBuf>,
    /// Print CoNLL-U (the only form so far); offsets in MISC count code points of the file.
    #[arg(long)]
    conllu: bool,
    /// Parse each line as a document of its own.
    #[arg(long)]
    lines: bool,
    /// Print how long loading and parsing took instead, each line a document.
    #[arg(long, conflicts_with = "conllu")]
    time: bool,
}

/// Runs it.
pub(crate) fn run(options: &Options) -> Result<()> {
    let mut out = std::io::BufWriter::new(std::io::stdout().lock());
    let mut sentence = 1;
    for file in &options.files {
        let text = read(file)?;
        if options.time {
            writeln!(out, "{}", time(&text))?;
            continue;
        }
        let doc = if options.lines { by_line(&text) } else { Pipeline::embedded().parse(&text) };
        let mut page = String::new();
        writeln!(page, "# newdoc id = {}", file.display())?;
        sentence = conllu::write(&doc, sentence, &mut page);
        out.write_all(page.as_bytes())?;
    }
    Ok(out.flush()?)
}

/// Milliseconds to load, and tokens a second from raw text on.
#[allow(clippy::disallowed_methods, reason = "this is the benchmark")]
fn time(text: &str) -> serde_json::Value {
    let start = std::time::Instant::now();
    let pipeline = Pipeline::embedded();
    let load = start.elapsed();
    let lines: Vec<&str> = text.lines().collect();
    let start = std::time::Instant::now();
    let tokens: usize = pipeline.parse_many(&lines).iter().map(|d| d.tokens.len()).sum();
    let seconds = start.elapsed().as_secs_f64();
    serde_json::json!({
        "load_ms": load.as_secs_f64() * 1000.0,
        "tokens": tokens,
        "seconds": seconds,
        "tokens_per_second": tokens as f64 / seconds,
    })
}

/// The parses of the lines as one document.
fn by_line(text: &str) -> Doc {
    let lines: Vec<&str> = text.lines().collect();
    let mut tokens: Vec<Token> = Vec::new();
    for (line, doc) in lines.iter().zip(Pipeline::embedded().parse_many(&lines)) {
        let start = (line.as_ptr() as usize - text.as_ptr() as usize) as u32;
        let first = tokens.len() as u32;
        tokens.extend(doc.tokens.into_iter().enumerate().map(|(i, mut token)| {
            token.span = Span { start: token.span.start + start, end: token.span.end + start };
            token.head += first;
            token.sent_start |= i == 0;
            token
        }));
    }
    Doc::new(text, tokens)
}

#[allow(clippy::disallowed_methods, reason = "a command opens the files it was told to open")]
fn read(file: &Path) -> Result<String> {
    let bytes = std::fs::read(file).with_context(|| format!("cannot read {}", file.display()))?;
    String::from_utf8(bytes).with_context(|| format!("{} is not UTF-8", file.display()))
}
