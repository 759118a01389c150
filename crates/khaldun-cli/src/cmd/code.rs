//! `khaldun code`.

use anyhow::{Context, Result};
use clap::Args;
use khaldun_claims::action::Lexicon;
use khaldun_claims::code;
use khaldun_language::Pipeline;
use khaldun_model::Plover;
use serde::Deserialize;
use serde_json::{Value, json};
use std::io::{BufRead, Write};

/// What `khaldun code` takes.
#[derive(Args)]
pub(crate) struct Options {
    /// Read and print one JSON object a line (the only form so far).
    #[arg(long)]
    json: bool,
}

/// One question of the third contract.
#[derive(Deserialize)]
struct Question {
    id: Value,
    text: String,
    #[serde(default)]
    source: Option<String>,
    #[serde(default)]
    target: Option<String>,
}

/// How many sentences are parsed at a time: enough for every core, little enough to answer a pipe
/// before its input ends.
const BATCH: usize = 256;

/// Runs it.
pub(crate) fn run(options: &Options) -> Result<()> {
    anyhow::ensure!(options.json, "`khaldun code` speaks JSON Lines: give it --json");
    let mut out = std::io::BufWriter::new(std::io::stdout().lock());
    let mut batch = Vec::with_capacity(BATCH);
    for (n, line) in std::io::stdin().lock().lines().enumerate() {
        let line = line.context("standard input is not UTF-8")?;
        if line.trim().is_empty() {
            continue;
        }
        let question: Question =
            serde_json::from_str(&line).with_context(|| format!("line {} of the input", n + 1))?;
        batch.push(question);
        if batch.len() == BATCH {
            answer(&batch, &mut out)?;
            batch.clear();
        }
    }
    answer(&batch, &mut out)?;
    Ok(out.flush()?)
}

fn answer(batch: &[Question], out: &mut impl Write) -> Result<()> {
    let texts: Vec<&str> = batch.iter().map(|q| q.text.as_str()).collect();
    let docs = Pipeline::embedded().parse_many(&texts);
    for (question, doc) in batch.iter().zip(&docs) {
        let (source, target) = (question.source.as_deref(), question.target.as_deref());
        let coded = code::sentence(doc, Lexicon::builtin(), source, target);
        let coding = coded.coding;
        let line = json!({
            "id": question.id,
            "action": coding.action.map(Plover::as_str),
            "mode": coding.mode,
            "context": coding.context,
            "polarity": coded.polarity.as_str(),
            "score": (coding.score * 100.0).round() / 100.0,
            "because": coding.because,
        });
        writeln!(out, "{line}")?;
    }
    Ok(())
}
