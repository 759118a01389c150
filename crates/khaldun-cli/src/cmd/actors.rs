//! `khaldun actors`.

use crate::cmd::input;
use crate::cmd::own::{self, Add, OwnFiles};
use anyhow::{Result, bail};
use clap::{Args, Subcommand};
use jiff::civil::Date;
use khaldun_resolve::who::{Actor, Register, type_name};
use serde_json::json;
use std::io::Write;
use std::path::PathBuf;

/// What `khaldun actors` takes.
#[derive(Args)]
pub(crate) struct Options {
    #[command(subcommand)]
    task: Task,
    #[command(flatten)]
    own: OwnFiles,
}

#[derive(Subcommand)]
enum Task {
    /// List the register: id, name, type, country, dates.
    List {
        /// Only actors of this country (ISO 3166-1 alpha-2).
        #[arg(long)]
        country: Option<String>,
        /// Only actors of this type ("armed force", "insurgent group", "person" …).
        #[arg(long = "type")]
        kind: Option<String>,
        /// Only names in use on this day.
        #[arg(long)]
        on: Option<Date>,
    },
    /// Show what the register holds on a name or an id.
    Show {
        /// A name, an alias or an id.
        name: String,
        /// Only bearers whose name was in use on this day.
        #[arg(long)]
        on: Option<Date>,
    },
    /// Check register files (CSV) and keep them in a folder.
    Add(Add),
    /// Print the actors a text names, one JSON object a line.
    In {
        /// The text.
        file: PathBuf,
        /// The text's own date, where it gives none.
        #[arg(long)]
        date: Option<Date>,
    },
}

/// Runs it.
pub(crate) fn run(options: &Options) -> Result<()> {
    let register = options.own.actors()?;
    let mut out = anstream::stdout().lock();
    match &options.task {
        Task::Add(add) => own::add_actors(add)?,
        Task::List { country, kind, on } => {
            let wanted = |a: &&Actor| {
                country.as_ref().is_none_or(|c| a.country.as_deref() == Some(c.as_str()))
                    && kind.as_ref().is_none_or(|k| type_name(a.kind) == k)
                    && on.is_none_or(|d| a.valid_on(d))
            };
            for actor in register.actors().iter().filter(wanted) {
                writeln!(out, "{}", line(actor))?;
            }
        }
        Task::Show { name, on } => {
            let id = khaldun_model::ActorId(name.clone());
            let by_id = register.get(&id).map(|a| vec![a]);
            let found = by_id.unwrap_or_else(|| register.named(name, *on));
            if found.is_empty() {
                bail!("the register holds no actor of the name or id {name}");
            }
            for actor in found {
                show(&register, actor, *on, &mut out)?;
            }
        }
        Task::In { file, date } => {
            let read = input::read(file, *date)?;
            for m in &read.mentions(&register).value {
                let (start, end) = read.points(m.span);
                let text = m.span.of(&read.account.text);
                let actor = m.actor.as_ref();
                let row = actor.and_then(|a| register.get(a.id.as_ref()?));
                let codes = row.map(|a| register.codes(a)).unwrap_or_default();
                let row = json!({
                    "start": start, "end": end, "text": text,
                    "name": actor.map(|a| &a.name),
                    "id": actor.and_then(|a| a.id.as_ref()).map(|i| &i.0),
                    "type": actor.map(|a| type_name(a.kind)),
                    "country": actor.and_then(|a| a.country.as_ref()),
                    "iso3": codes.iso3,
                    "cameo": codes.cameo,
                    "form": format!("{:?}", m.form).to_lowercase(),
                    "because": m.because,
                });
                writeln!(out, "{row}")?;
            }
        }
    }
    Ok(())
}

fn line(a: &Actor) -> String {
    let country = a.country.as_deref().unwrap_or("--");
    format!("{}\t{}\t{}\t{country}\t{}", a.id.0, a.name, type_name(a.kind), dates(a))
}

fn dates(a: &Actor) -> String {
    let day = |d: Option<Date>| d.map_or_else(|| "..".to_owned(), |d| d.to_string());
    format!("{}/{}", day(a.from), day(a.to))
}

fn show(register: &Register, a: &Actor, on: Option<Date>, out: &mut impl Write) -> Result<()> {
    writeln!(out, "{}", line(a))?;
    let mut item = |what: &str, value: String| -> Result<()> {
        if !value.is_empty() {
            writeln!(out, "  {what}: {value}")?;
        }
        Ok(())
    };
    let names = |rows: Vec<&Actor>| {
        rows.iter().map(|r| format!("{} ({})", r.name, r.id.0)).collect::<Vec<_>>().join(", ")
    };
    item("also", a.aliases.join("; "))?;
    let codes = register.codes(a);
    let told = [("ISO 3166-1 ", codes.iso3), ("CAMEO ", codes.cameo)];
    let told = told.into_iter().filter_map(|(by, code)| Some(format!("{by}{}", code?)));
    item("codes", told.collect::<Vec<_>>().join(", "))?;
    item("part of", names(register.ancestors(&a.id)))?;
    item("earlier", names(register.predecessors(&a.id)))?;
    for s in register.supporters(&a.id, on) {
        let by = register.get(&s.by).map_or(s.by.0.as_str(), |r| &r.name);
        item("stood behind it", format!("{by} {} it ({})", s.how, s.source))?;
    }
    for s in register.members(&a.id, on) {
        item("member", register.get(&s.by).map_or_else(String::new, |r| r.name.clone()))?;
    }
    item("note", a.note.clone())?;
    item("from", a.origin.clone())
}
