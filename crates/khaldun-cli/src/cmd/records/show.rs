//! `records list`, `coverage` and `show`.

use super::calendar;
use super::source::{self, Sets};
use anyhow::{Context, Result};
use clap::Args;
use khaldun_records::{Summary, say};
use serde_json::json;
use std::io::Write;
use std::path::PathBuf;

/// Say what each set covers, and what it cannot see.
#[derive(Args)]
pub(super) struct Coverage {
    #[command(flatten)]
    sets: Sets,
    /// Write the calendar of the (first) set as a picture, too.
    #[arg(long, value_name = "FILE.svg")]
    picture: Option<PathBuf>,
}

#[derive(Args)]
pub(super) struct Rows {
    #[command(flatten)]
    sets: Sets,
    /// Ids of rows.
    #[arg(required = true)]
    ids: Vec<String>,
}

pub(super) fn list(options: &Sets, out: &mut impl Write) -> Result<()> {
    for set in source::summaries(options)? {
        let (m, t) = (&set.manifest, &set.tally);
        if options.json {
            writeln!(out, "{}", json!({ "manifest": m, "tally": t }))?;
            continue;
        }
        writeln!(out, "{}  {}", m.name, m.title)?;
        let got =
            if m.accessed.is_empty() { String::new() } else { format!(", got {}", m.accessed) };
        writeln!(out, "  version {}{got}, licence {}", m.version, m.licence)?;
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

#[expect(clippy::disallowed_methods, reason = "a command line writes the file it is asked for")]
pub(super) fn coverage(options: &Coverage, out: &mut impl Write) -> Result<()> {
    let sets = source::summaries(&options.sets)?;
    for set in &sets {
        if options.sets.json {
            let line =
                json!({ "set": set.manifest.name, "coverage": set.coverage, "tally": set.tally });
            writeln!(out, "{line}")?;
        } else {
            text(set, out)?;
        }
    }
    if let (Some(path), Some(set)) = (&options.picture, sets.first()) {
        std::fs::write(path, calendar::picture(set))
            .with_context(|| format!("writing {}", path.display()))?;
        anstream::eprintln!("picture of {}: {}", set.manifest.name, path.display());
    }
    Ok(())
}

fn text(set: &Summary, out: &mut impl Write) -> Result<()> {
    let c = &set.coverage;
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
    writeln!(out, "{}", calendar::blocks(&c.days))?;
    Ok(())
}

pub(super) fn rows(show: &Rows, out: &mut impl Write) -> Result<()> {
    for set in source::load(&show.sets)? {
        for event in set.events.iter().filter(|e| show.ids.contains(&e.id)) {
            writeln!(out, "{}", json!(event))?;
        }
    }
    Ok(())
}
