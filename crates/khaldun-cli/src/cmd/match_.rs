//! `khaldun match`: questions against record files or sets of the store, for pipes.

use super::records::{self, Store};
use anyhow::{Context, Result};
use clap::Args;
use jiff::civil::Date;
use khaldun::ByRegister;
use khaldun_match::{Match, Question, Spot, Verdict, match_questions};
use khaldun_model::{Check, ClaimId, Kind, Modality, Plover, Polarity, Window};
use khaldun_resolve::who::Register;
use serde::Deserialize;
use serde_json::json;
use std::collections::{BTreeMap, BTreeSet};
use std::io::Write;
use std::path::{Path, PathBuf};

/// What `khaldun match` takes.
#[derive(Args)]
pub(crate) struct Options {
    /// The questions, one JSON object a line.
    questions: PathBuf,
    /// The folder below which the record files lie that the questions name; what is no file there is looked for among
    /// the sets of the store.
    #[arg(long, value_name = "DIR", default_value = ".")]
    records: PathBuf,
    #[command(flatten)]
    store: Store,
    /// Print one JSON object a line (the only form so far).
    #[arg(long)]
    json: bool,
    /// Add to each line the rows with how each part agrees, and the rows that were near.
    #[arg(long)]
    rows: bool,
}

#[derive(Deserialize)]
struct Line {
    id: String,
    claim: String,
    account_date: Option<Date>,
    structured: Structured,
    record_set: String,
    kind: Option<Kind>,
}

#[derive(Deserialize)]
struct Structured {
    #[serde(default)]
    actor: Vec<String>,
    #[serde(default)]
    target: Vec<String>,
    action: Option<String>,
    polarity: Option<Polarity>,
    #[serde(default)]
    places: Vec<Place>,
    time: Option<Window>,
    deaths: Option<Deaths>,
}

#[derive(Deserialize)]
struct Place {
    name: String,
    country: Option<String>,
    lat: Option<f64>,
    lon: Option<f64>,
}

#[derive(Deserialize)]
struct Deaths {
    low: Option<f64>,
    high: Option<f64>,
}

/// Runs it.
pub(crate) fn run(options: &Options) -> Result<()> {
    let text = read_text(&options.questions)?;
    let mut lines: Vec<Line> = Vec::new();
    for (n, line) in text.lines().enumerate().filter(|(_, l)| !l.trim().is_empty()) {
        let read = serde_json::from_str(line);
        lines.push(read.with_context(|| format!("{}:{}", options.questions.display(), n + 1))?);
    }
    let register = Register::builtin();
    let relations = ByRegister::new(&register);
    let mut by_set: BTreeMap<&str, Vec<usize>> = BTreeMap::new();
    for (n, line) in lines.iter().enumerate() {
        by_set.entry(&line.record_set).or_default().push(n);
    }
    let mut answers: Vec<Option<Match>> = vec![None; lines.len()];
    for (path, asked) in by_set {
        let file = options.records.join(path);
        let given = if file.exists() { file } else { PathBuf::from(path) };
        let set = records::set_in(&options.store, &given, None).with_context(|| {
            format!(
                "{path} is no file below {}, and no set of the store",
                options.records.display()
            )
        })?;
        let questions: Vec<Question> = asked.iter().map(|&n| question(n, &lines[n])).collect();
        let matches = match_questions(&questions, std::slice::from_ref(&set), &relations);
        for (n, answer) in asked.into_iter().zip(matches) {
            answers[n] = Some(answer);
        }
    }
    let mut out = std::io::BufWriter::new(std::io::stdout().lock());
    for (line, answer) in lines.iter().zip(answers.iter().flatten()) {
        let ids: Vec<&str> = answer.rows.iter().map(|r| r.id.as_str()).collect();
        let mut value = json!({
            "id": line.id,
            "verdict": word(answer.verdict),
            "matches": ids,
            "because": answer.because,
        });
        if options.rows {
            value["rows"] = json!(answer.rows);
            value["near"] = json!(answer.near);
        }
        writeln!(out, "{value}")?;
    }
    Ok(out.flush()?)
}

/// The contract's words: with underscores. It has none for what records cannot settle.
fn word(verdict: Verdict) -> String {
    match verdict {
        Verdict::NotCheckable => "not_covered".to_owned(),
        other => other.as_str().replace(' ', "_"),
    }
}

fn question(n: usize, line: &Line) -> Question {
    let asked = &line.structured;
    let point = |p: &Place| p.lat.zip(p.lon);
    let mut places: Vec<Spot> =
        asked.places.iter().map(|p| Spot::named(&p.name, p.country.as_deref(), point(p))).collect();
    Spot::narrow(&mut places);
    let deaths = asked.deaths.as_ref();
    Question {
        open: BTreeSet::new(),
        claim: ClaimId(n as u32 + 1),
        text: line.claim.clone(),
        kind: line.kind.unwrap_or(Kind::Event),
        polarity: asked.polarity.unwrap_or(Polarity::Affirmed),
        modality: Modality::Asserted,
        check: Check::Records,
        window: asked.time,
        places,
        actors: asked.actor.clone(),
        targets: asked.target.clone(),
        action: asked.action.as_deref().and_then(Plover::parse),
        deaths: deaths.map(|d| (d.low.unwrap_or(0.0), d.high.unwrap_or(f64::INFINITY))),
        deaths_by: String::new(),
        told: line.account_date,
    }
}

#[expect(clippy::disallowed_methods, reason = "a command line reads the file it is given")]
fn read_text(path: &Path) -> Result<String> {
    std::fs::read_to_string(path).with_context(|| format!("reading {}", path.display()))
}
