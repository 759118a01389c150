//! `khaldun claims`.

use anyhow::Result;
use clap::Args;
use khaldun_language::{Parsed, Pipeline};
use khaldun_model::{Claim, Setting, Support};
use khaldun_text::{Account, CodePoints};
use serde_json::{Value, json};
use std::io::Write;
use std::path::PathBuf;

/// What `khaldun claims` takes.
#[derive(Args)]
pub(crate) struct Options {
    /// The accounts to read.
    #[arg(required = true)]
    files: Vec<PathBuf>,
    /// Print one JSON object a line (the only form so far).
    #[arg(long)]
    json: bool,
    /// The account's own date (YYYY-MM-DD), where its text gives none.
    #[arg(long)]
    date: Option<jiff::civil::Date>,
    #[command(flatten)]
    own: super::own::OwnFiles,
}

/// Runs it.
pub(crate) fn run(options: &Options) -> Result<()> {
    let knowledge = options.own.knowledge()?;
    let mut out = std::io::BufWriter::new(std::io::stdout().lock());
    for file in &options.files {
        let account = super::take::account(file)?;
        let parsed = Parsed::of(&account, Pipeline::embedded());
        let mentions = khaldun_resolve::mentions(&account, &parsed, &knowledge, options.date).value;
        let claims = khaldun_claims::read(&account, &parsed, &mentions).value;
        let points = CodePoints::new(&account.received);
        for claim in &claims {
            let mut line = object(&account, &points, claim);
            if options.files.len() > 1 {
                line["file"] = json!(file);
            }
            writeln!(out, "{line}")?;
        }
    }
    Ok(out.flush()?)
}

/// One claim as the fourth contract has it, with what else was found.
fn object(account: &Account, points: &CodePoints<'_>, claim: &Claim) -> Value {
    let there = account.map.to_received(claim.span);
    let names =
        |parties: &[khaldun_model::Party]| parties.iter().map(|p| json!(p.name)).collect::<Value>();
    json!({
        "id": claim.id.to_string(),
        "quote": claim.span.of(&account.text),
        "start": points.at(there.start as usize),
        "end": points.at(there.end as usize),
        "kind": claim.kind.as_str(),
        "polarity": claim.polarity.as_str(),
        "modality": claim.modality,
        "attribution": claim.attribution.label(),
        "actor": names(&claim.actor),
        "target": names(&claim.target),
        "action": claim.coding.as_ref().and_then(|c| c.action).map(khaldun_model::Plover::as_str),
        "coding": claim.coding,
        "places": claim.places.iter().map(|p| place(account, p)).collect::<Value>(),
        "time": claim.time.map(|w| json!({ "start": w.start, "end": w.end })),
        "time_because": claim.time_because,
        "time_bracketed": claim.time_bracketed,
        "quantities": claim.quantities,
        "check": claim.check.as_str(),
        "supports": claim.supports.iter().copied().map(support).collect::<Value>(),
        "open_question": claim.open_question,
        "reasons": claim.reasons,
    })
}

fn place(account: &Account, setting: &Setting) -> Value {
    let found = setting.found.as_ref().map(|f| &f.place);
    json!({
        "name": setting.span.of(&account.text),
        "canonical": found.map(|p| &p.name),
        "country": found.and_then(|p| p.country.as_ref()),
        "lat": found.map(|p| p.lat),
        "lon": found.map(|p| p.lon),
        "carried": setting.carried,
    })
}

fn support(support: Support) -> Value {
    match support {
        Support::Thesis => json!("thesis"),
        Support::Claim(id) => json!(id.to_string()),
    }
}
