//! `khaldun dates`.

use crate::cmd::input;
use anyhow::Result;
use clap::Args;
use jiff::civil::Date;
use serde_json::json;
use std::io::Write;
use std::path::PathBuf;

/// What `khaldun dates` takes.
#[derive(Args)]
pub(crate) struct Options {
    /// The text.
    file: PathBuf,
    /// The text's own date; without it the one of its dateline, if it has one.
    #[arg(long)]
    date: Option<Date>,
    /// Print JSON Lines (the only form so far; kept so that pipes say what they rely on).
    #[arg(long)]
    json: bool,
}

/// Runs it.
pub(crate) fn run(options: &Options) -> Result<()> {
    let read = input::read(&options.file, options.date)?;
    let mut out = anstream::stdout().lock();
    for m in &read.times().value {
        let (start, end) = read.points(m.span);
        let text = m.span.of(&read.account.text);
        let day = |d: Option<Date>| d.map(|d| d.to_string());
        let row = json!({
            "start": start, "end": end, "text": text,
            "from": day(m.when.window.map(|w| w.start)),
            "to": day(m.when.window.map(|w| w.end)),
            "edtf": m.when.edtf,
            "kind": m.kind.as_str(),
            "bound": format!("{:?}", m.bound).to_lowercase(),
            "anchor": format!("{:?}", m.anchor).to_lowercase(),
            "others": m.when.others.iter().map(|w| json!({"from": w.start.to_string(), "to": w.end.to_string()})).collect::<Vec<_>>(),
            "because": m.when.because,
        });
        writeln!(out, "{row}")?;
    }
    Ok(())
}
