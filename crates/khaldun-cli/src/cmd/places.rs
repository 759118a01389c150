//! `khaldun places`.

use super::own::{self, Add, OwnFiles};
use anyhow::{Context, Result, anyhow};
use clap::{Args, Subcommand};
use khaldun_language::{Parsed, Pipeline};
use khaldun_model::{PlaceMatch, PlaceUse};
use khaldun_resolve::Knowledge;
use khaldun_resolve::where_::{Toponym, resolve, toponyms};
use khaldun_text::{Account, BlockKind, CodePoints, OffsetMap, Span};
use rayon::prelude::*;
use serde_json::{Value, json};
use std::io::Write;
use std::path::{Path, PathBuf};

/// What `khaldun places` takes.
#[derive(Args)]
#[command(args_conflicts_with_subcommands = true, subcommand_negates_reqs = true)]
pub(crate) struct Options {
    #[command(subcommand)]
    task: Option<Task>,
    /// The accounts to read.
    #[arg(required = true)]
    files: Vec<PathBuf>,
    /// Print one JSON object a line (the only form so far).
    #[arg(long)]
    json: bool,
    /// Resolve exactly these spans (a JSON list of {"start", "end"} in code points; for several
    /// files an object from file to list) and find nothing else.
    #[arg(long, value_name = "SPANS.json")]
    spans: Option<PathBuf>,
    /// Print names of peoples ("Turkish") too; they are no places.
    #[arg(long)]
    demonyms: bool,
    #[command(flatten)]
    own: OwnFiles,
}

#[derive(Subcommand)]
enum Task {
    /// Check gazetteer files in GeoNames' layout (SY.txt) and keep them in a folder.
    Add(Add),
}

/// A place, or why none was chosen.
type Answer = (Option<PlaceMatch>, Option<String>);

/// Runs it.
pub(crate) fn run(options: &Options) -> Result<()> {
    if let Some(Task::Add(add)) = &options.task {
        return own::add_places(add);
    }
    let spans: Option<Value> = match &options.spans {
        Some(file) => Some(serde_json::from_slice(&read(file)?).context("the spans are no JSON")?),
        None => None,
    };
    let knowledge = options.own.knowledge()?;
    let lines = |file: &PathBuf| lines(options, &knowledge, file, spans.as_ref());
    // In parallel, printed in the order given; a file that cannot be read does not hold up the rest.
    let all: Vec<Result<Vec<Value>>> = options.files.par_iter().map(lines).collect();
    let mut out = std::io::BufWriter::new(std::io::stdout().lock());
    let mut failed = None;
    for lines in all {
        match lines {
            Ok(lines) => lines.iter().try_for_each(|line| writeln!(out, "{line}"))?,
            Err(error) => failed = failed.or(Some(error)),
        }
    }
    out.flush()?;
    failed.map_or(Ok(()), Err)
}

#[allow(clippy::disallowed_methods, reason = "a command opens the files it was told to open")]
fn read(file: &Path) -> Result<Vec<u8>> {
    std::fs::read(file).with_context(|| format!("cannot read {}", file.display()))
}

fn lines(
    options: &Options,
    knowledge: &Knowledge,
    file: &Path,
    spans: Option<&Value>,
) -> Result<Vec<Value>> {
    let account = whole(super::take::account(file)?);
    let parsed = Parsed::of(&account, Pipeline::embedded());
    let points = CodePoints::new(&account.received);
    let mut lines = match spans {
        Some(spans) => {
            let several = options.files.len() > 1;
            let wanted = if several { &spans[file.to_string_lossy().as_ref()] } else { spans };
            given(&account, &parsed, knowledge, &points, wanted)?
        }
        None => free(&account, &parsed, knowledge, &points, options.demonyms),
    };
    if options.files.len() > 1 {
        for line in &mut lines {
            line["file"] = json!(file.to_string_lossy());
        }
    }
    Ok(lines)
}

/// In plain text every line may name places, menus and share lines too: a short news item must not
/// lose a line because it looks like furniture. Pages keep their furniture out.
fn whole(mut account: Account) -> Account {
    if account.map == OffsetMap::Identity {
        for block in &mut account.blocks {
            if matches!(block.kind, BlockKind::Furniture(_)) {
                block.kind = BlockKind::Paragraph;
            }
        }
    }
    account
}

fn free(
    account: &Account,
    parsed: &Parsed,
    knowledge: &Knowledge,
    points: &CodePoints<'_>,
    demonyms: bool,
) -> Vec<Value> {
    let actors = khaldun_resolve::who::find(account, parsed, &knowledge.register, None).value;
    let found = toponyms(parsed, &knowledge.gazetteer, &actors);
    let wanted = |t: &&Toponym| demonyms || t.used_as != PlaceUse::Demonym;
    let line = |t: &Toponym| {
        let there = account.map.to_received(t.span);
        let (start, end) = (points.at(there.start as usize), points.at(there.end as usize));
        let name = there.of(&account.received);
        let mut line = object(start, end, name, t.found.as_ref(), t.abstained.as_deref());
        let course = t.found.as_ref().map(|f| knowledge.gazetteer.course(&f.place.id));
        match course.as_deref() {
            Some([whole]) => line["line"] = json!(whole),
            Some(pieces @ [_, ..]) => line["lines"] = json!(pieces),
            _ => {}
        }
        line["used_as"] = json!(match t.used_as {
            PlaceUse::Literal => "literal",
            PlaceUse::Actor => "actor",
            PlaceUse::Demonym => "demonym",
            PlaceUse::InName => "in name",
        });
        line
    };
    found.iter().filter(wanted).map(line).collect()
}

/// One line a span, in the order given, though nothing be found.
fn given(
    account: &Account,
    parsed: &Parsed,
    knowledge: &Knowledge,
    points: &CodePoints<'_>,
    wanted: &Value,
) -> Result<Vec<Value>> {
    let wanted = wanted.as_array().map_or(&[][..], Vec::as_slice);
    let mut asked = Vec::new();
    for span in wanted {
        let number = |key: &str| {
            let n = span[key].as_u64().and_then(|n| usize::try_from(n).ok());
            n.ok_or_else(|| anyhow!("a span without \"{key}\": {span}"))
        };
        asked.push((number("start")?, number("end")?));
    }
    let spans: Vec<Span> = asked.iter().map(|(a, b)| extracted(account, points, *a, *b)).collect();
    let answers = resolve(account, parsed, &knowledge.gazetteer, &spans);
    let line = |((start, end), (found, why)): (&(usize, usize), &Answer)| {
        let bytes = points.byte(*start)..points.byte((*end).max(*start));
        object(*start, *end, &account.received[bytes], found.as_ref(), why.as_deref())
    };
    Ok(asked.iter().zip(&answers).map(line).collect())
}

/// A stretch of the file in the extracted layer.
fn extracted(account: &Account, points: &CodePoints<'_>, start: usize, end: usize) -> Span {
    let there = Span::new(points.byte(start), points.byte(end.max(start)));
    match &account.map {
        OffsetMap::Identity => there,
        OffsetMap::Segments(segments) => {
            let inside = segments.iter().filter(|s| s.there.overlaps(there));
            let here = |s: &khaldun_text::Segment| {
                let offset = |at: u32| {
                    if s.verbatim {
                        at.saturating_sub(s.there.start).min(s.here.end - s.here.start)
                    } else {
                        0
                    }
                };
                let end = if s.verbatim { s.here.start + offset(there.end) } else { s.here.end };
                Span { start: s.here.start + offset(there.start), end }
            };
            inside.map(here).reduce(Span::cover).unwrap_or(Span { start: 0, end: 0 })
        }
    }
}

fn object(
    start: usize,
    end: usize,
    name: &str,
    found: Option<&PlaceMatch>,
    why: Option<&str>,
) -> Value {
    let place = found.map(|f| &f.place);
    json!({
        "start": start,
        "end": end,
        "name": name,
        "canonical": place.map(|p| &p.name),
        "country": place.and_then(|p| p.country.as_ref()),
        "lat": place.map(|p| p.lat),
        "lon": place.map(|p| p.lon),
        "radius_km": place.map(|p| p.radius_km),
        "kind": place.map(|p| p.kind.as_str()),
        "id": place.map(|p| &p.id),
        "confidence": found.map(|f| (f.confidence * 1000.0).round() / 1000.0),
        "because": found.map(|f| f.because.as_str()).or(why),
    })
}
