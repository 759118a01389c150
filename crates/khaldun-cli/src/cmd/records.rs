//! `khaldun records`: which sets there are, and what each covers.

use anyhow::{Context, Result};
use clap::{Args, Subcommand};
use khaldun_diag::{Diagnostic, Source};
use khaldun_records::import::{self, ColumnMap};
use khaldun_records::{Coverage, RecordSet, say};
use serde_json::json;
use std::io::Write;
use std::path::{Path, PathBuf};

/// What `khaldun records` takes.
#[derive(Args)]
pub(crate) struct Options {
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    /// List the record sets: the built-in starter, and the files named.
    List(Sets),
    /// Say what each set covers, and what it cannot see.
    Coverage(Sets),
    /// Print rows of a set by their ids.
    Show(Show),
    /// Propose a column map for a table of another layout.
    Map {
        /// The table.
        file: PathBuf,
    },
}

#[derive(Args)]
struct Sets {
    /// A record file (UCDP GED, ACLED, CENTCOM releases, Airwars, or any table with --map); may be
    /// given several times.
    #[arg(long)]
    records: Vec<PathBuf>,
    /// A column map for the files named (docs/records.md).
    #[arg(long)]
    map: Option<PathBuf>,
    /// Print one JSON object a set.
    #[arg(long)]
    json: bool,
}

#[derive(Args)]
struct Show {
    #[command(flatten)]
    sets: Sets,
    /// Ids of rows.
    #[arg(required = true)]
    ids: Vec<String>,
}

/// Runs it.
pub(crate) fn run(options: &Options) -> Result<()> {
    let mut out = std::io::BufWriter::new(anstream::stdout().lock());
    match &options.command {
        Command::List(sets) => list(sets, &mut out)?,
        Command::Coverage(sets) => coverage(sets, &mut out)?,
        Command::Show(show) => rows(show, &mut out)?,
        Command::Map { file } => {
            let (file_name, input) = open(file)?;
            let header = import::header(&file_name, input)?;
            write!(out, "{}", import::propose(&header).to_toml())?;
        }
    }
    Ok(out.flush()?)
}

/// The starter and the files named, in that order; what their reading wants said goes to standard
/// error.
fn load(sets: &Sets) -> Result<Vec<RecordSet>> {
    let map = sets.map.as_deref().map(read_map).transpose()?;
    let mut all = if sets.records.is_empty() { vec![import::starter()] } else { Vec::new() };
    for path in &sets.records {
        all.push(set(path, map.as_ref())?);
    }
    Ok(all)
}

/// One record set from a file; without a map, one beside the file (`FILE.map.toml`) is used.
pub(super) fn set(path: &Path, map: Option<&ColumnMap>) -> Result<RecordSet> {
    let mut beside = path.as_os_str().to_owned();
    beside.push(".map.toml");
    let beside = PathBuf::from(beside);
    let own = if map.is_none() && beside.is_file() { Some(read_map(&beside)?) } else { None };
    let (name, input) = open(path)?;
    let read = import::read(&name, input, map.or(own.as_ref()));
    let set = read.map_err(|e| anyhow::anyhow!("{e}\nhelp: {}", e.help()))?;
    tell(&set);
    Ok(set)
}

fn tell(set: &RecordSet) {
    for note in set.notes.iter().take(10) {
        anstream::eprintln!("{}", line(note));
    }
    if set.notes.len() > 10 {
        anstream::eprintln!("… and {} further notes", set.notes.len() - 10);
    }
}

fn line(note: &Diagnostic) -> String {
    let place = match &note.source {
        Source::Line { file, line } => format!("{file}:{line}: "),
        Source::Whole(file) | Source::Account(file) => format!("{file}: "),
    };
    let facts =
        if note.notes.is_empty() { String::new() } else { format!(": {}", note.notes.join("; ")) };
    format!("{place}{} [{}]{facts}", note.headline, note.code)
}

#[expect(clippy::disallowed_methods, reason = "a command line reads the file it is given")]
fn open(path: &Path) -> Result<(String, std::io::BufReader<std::fs::File>)> {
    let file = std::fs::File::open(path).with_context(|| format!("opening {}", path.display()))?;
    Ok((path.display().to_string(), std::io::BufReader::new(file)))
}

#[expect(clippy::disallowed_methods, reason = "a command line reads the file it is given")]
fn read_map(path: &Path) -> Result<ColumnMap> {
    let text =
        std::fs::read_to_string(path).with_context(|| format!("reading {}", path.display()))?;
    Ok(ColumnMap::parse(&path.display().to_string(), &text)?)
}

fn list(options: &Sets, out: &mut impl Write) -> Result<()> {
    for set in load(options)? {
        let (m, t) = (&set.manifest, &set.tally);
        if options.json {
            writeln!(out, "{}", json!({ "manifest": m, "tally": t }))?;
            continue;
        }
        writeln!(out, "{}  {}", m.name, m.title)?;
        writeln!(out, "  version {}, licence {}", m.version, m.licence)?;
        let shown = if m.rows_may_be_shown {
            "rows may be shown"
        } else {
            "local only: rows are not shown in published output"
        };
        writeln!(
            out,
            "  {} rows read, {} could not be read, {} are no records; {shown}",
            t.read, t.refused, t.skipped
        )?;
        writeln!(out, "  sha256 {}", m.sha256)?;
    }
    Ok(())
}

fn coverage(options: &Sets, out: &mut impl Write) -> Result<()> {
    for set in load(options)? {
        if options.json {
            writeln!(
                out,
                "{}",
                json!({ "set": set.manifest.name, "coverage": set.coverage, "tally": set.tally })
            )?;
        } else {
            text(&set, out)?;
        }
    }
    Ok(())
}

fn text(set: &RecordSet, out: &mut impl Write) -> Result<()> {
    let c: &Coverage = &set.coverage;
    writeln!(out, "{}: {}", set.manifest.name, set.manifest.title)?;
    if let Some(span) = c.span {
        writeln!(
            out,
            "  days      {}; rows begin on {} of its {} days",
            say(span),
            c.days_with_data,
            span.days()
        )?;
    }
    let longest = c.gaps.iter().max_by_key(|g| (g.days(), std::cmp::Reverse(g.start)));
    if let Some(gap) = longest {
        writeln!(
            out,
            "  gaps      {} stretches without any row, the longest {}",
            c.gaps.len(),
            say(*gap)
        )?;
    }
    if let Some(b) = c.bounds {
        writeln!(
            out,
            "  area      {:.1} to {:.1} N, {:.1} to {:.1} E",
            b.south, b.north, b.west, b.east
        )?;
    }
    let names = |list: &[(String, usize)]| -> String {
        let shown: Vec<String> = list.iter().take(12).map(|(n, c)| format!("{n} {c}")).collect();
        let more =
            if list.len() > 12 { format!(", and {} more", list.len() - 12) } else { String::new() };
        format!("{}{more}", shown.join(", "))
    };
    writeln!(out, "  countries {}", names(&c.countries))?;
    writeln!(out, "  sides     {}", names(&c.sides))?;
    writeln!(out, "  acts      {}", names(&c.kinds))?;
    for condition in &c.declared.thresholds {
        writeln!(out, "  condition {condition}")?;
    }
    for spot in &c.declared.blind_spots {
        writeln!(out, "  not seen  {spot}")?;
    }
    writeln!(out, "{}", calendar(set))?;
    Ok(())
}

/// A line a year, a sign a month: how many rows begin in it.
fn calendar(set: &RecordSet) -> String {
    let mut months: std::collections::BTreeMap<i16, [usize; 12]> =
        std::collections::BTreeMap::new();
    for event in &set.events {
        let day = event.window.start;
        months.entry(day.year()).or_default()[day.month() as usize - 1] += 1;
    }
    let most = months.values().flatten().copied().max().unwrap_or(0).max(1);
    let sign = |n: usize| match n {
        0 => '.',
        n if n * 4 <= most => '-',
        n if n * 2 <= most => '=',
        _ => '#',
    };
    let head = format!(
        "  rows a month ( . none, - few, = some, # many; most {most})\n        JFMAMJJASOND"
    );
    months.iter().fold(head, |text, (year, counts)| {
        let signs: String = counts.iter().map(|n| sign(*n)).collect();
        format!("{text}\n  {year}  {signs}  {}", counts.iter().sum::<usize>())
    })
}

fn rows(show: &Show, out: &mut impl Write) -> Result<()> {
    for set in load(&show.sets)? {
        for event in set.events.iter().filter(|e| show.ids.contains(&e.id)) {
            writeln!(out, "{}", json!(event))?;
        }
    }
    Ok(())
}
