//! Where a set comes from: a file, with or without a column map, or the store.

use anyhow::{Context, Result};
use clap::Args;
use khaldun::Folder;
use khaldun_diag::{Diagnostic, Source};
use khaldun_records::import::{self, ColumnMap};
use khaldun_records::store::{self, Version};
use khaldun_records::{RecordSet, Summary};
use std::path::{Path, PathBuf};

#[derive(Args)]
pub(crate) struct Sets {
    /// A record file or the name of a set of the store; may be given several times.
    #[arg(long, value_name = "SET")]
    pub(super) records: Vec<PathBuf>,
    /// A column map for the files named (docs/records.md).
    #[arg(long)]
    pub(super) map: Option<PathBuf>,
    #[command(flatten)]
    pub(super) store: Store,
    /// Print one JSON object a set.
    #[arg(long)]
    pub(super) json: bool,
}

#[derive(Args)]
pub(crate) struct Store {
    /// The folder of the store [default: `khaldun/records` in the user's data folder].
    #[arg(long, value_name = "DIR")]
    store: Option<PathBuf>,
}

impl Store {
    /// The store asked for, or the user's own.
    pub(super) fn folder(&self) -> Folder {
        Folder::new(self.store.clone().unwrap_or_else(usual))
    }
}

/// Where the user's store is.
#[expect(clippy::disallowed_methods, reason = "a command line looks where its user keeps data")]
fn usual() -> PathBuf {
    let variable = |name| std::env::var_os(name).filter(|v| !v.is_empty()).map(PathBuf::from);
    let data = variable("XDG_DATA_HOME")
        .or_else(|| variable("HOME").map(|home| home.join(".local/share")))
        .or_else(|| variable("LOCALAPPDATA"));
    data.map_or_else(|| PathBuf::from("khaldun-records"), |data| data.join("khaldun/records"))
}

/// One record set: of a file, or of the store where there is no file of that name.
pub(in crate::cmd) fn set(path: &Path, map: Option<&ColumnMap>) -> Result<RecordSet> {
    set_in(&Store { store: None }, path, map)
}

/// A set of the user's own store by its name, where it has one of that name.
pub(in crate::cmd) fn of_store(name: &str) -> Result<Option<RecordSet>> {
    let folder = Store { store: None }.folder();
    let known = store::is_name(name) && store::names(&folder)?.iter().any(|n| n == name);
    known.then(|| store::load(&folder, name, Version::Now).map_err(helped)).transpose()
}

/// The name of a stored set, where that is what the user gave.
fn stored(folder: &Folder, path: &Path) -> Result<Option<String>> {
    let name = path.to_string_lossy();
    if path.exists() || !store::is_name(&name) {
        return Ok(None);
    }
    let known = store::names(folder)?;
    Ok(known.into_iter().find(|known| *known == name))
}

/// The same, with a store that the user may have named.
pub(in crate::cmd) fn set_in(
    at: &Store,
    path: &Path,
    map: Option<&ColumnMap>,
) -> Result<RecordSet> {
    let folder = at.folder();
    if let Some(name) = stored(&folder, path)? {
        return store::load(&folder, &name, Version::Now).map_err(helped);
    }
    let own = own_map(path, map)?;
    let (name, input) = open(path)?;
    let set = import::read(&name, input, map.or(own.as_ref())).map_err(helped)?;
    tell(&set.notes);
    Ok(set)
}

/// The map beside a file (`FILE.map.toml`), where none was named.
pub(super) fn own_map(path: &Path, map: Option<&ColumnMap>) -> Result<Option<ColumnMap>> {
    let mut beside = path.as_os_str().to_owned();
    beside.push(".map.toml");
    let beside = PathBuf::from(beside);
    if map.is_none() && beside.is_file() { Ok(Some(read_map(&beside)?)) } else { Ok(None) }
}

/// All sets asked for: those named; else the starter, and those of the store.
pub(super) fn load(sets: &Sets) -> Result<Vec<RecordSet>> {
    let map = sets.map.as_deref().map(read_map).transpose()?;
    if !sets.records.is_empty() {
        return sets.records.iter().map(|p| set_in(&sets.store, p, map.as_ref())).collect();
    }
    let folder = sets.store.folder();
    let mut all = vec![import::starter()];
    for name in store::names(&folder).map_err(helped)? {
        all.push(store::load(&folder, &name, Version::Now).map_err(helped)?);
    }
    Ok(all)
}

/// The same without the rows, which a set of the store need not be opened for.
pub(super) fn summaries(sets: &Sets) -> Result<Vec<Summary>> {
    let map = sets.map.as_deref().map(read_map).transpose()?;
    let folder = sets.store.folder();
    let of_store = |name: &str| store::summary(&folder, name).map_err(helped);
    if sets.records.is_empty() {
        let mut all = vec![without_rows(import::starter())];
        for name in store::names(&folder).map_err(helped)? {
            all.push(of_store(&name)?);
        }
        return Ok(all);
    }
    let one = |path: &PathBuf| match stored(&folder, path)? {
        Some(name) => of_store(&name),
        None => set_in(&sets.store, path, map.as_ref()).map(without_rows),
    };
    sets.records.iter().map(one).collect()
}

fn without_rows(set: RecordSet) -> Summary {
    let RecordSet { manifest, coverage, tally, notes, .. } = set;
    Summary { manifest, coverage, tally, notes }
}

/// An error with its remedy.
#[expect(clippy::needless_pass_by_value, reason = "it stands in map_err, which hands it over")]
pub(super) fn helped(error: khaldun_records::Error) -> anyhow::Error {
    anyhow::anyhow!("{error}\nhelp: {}", error.help())
}

/// Says on standard error what the reading wants said.
pub(super) fn tell(notes: &[Diagnostic]) {
    for note in notes.iter().take(10) {
        anstream::eprintln!("{}", line(note));
    }
    if notes.len() > 10 {
        anstream::eprintln!("… and {} further notes", notes.len() - 10);
    }
}

fn line(note: &Diagnostic) -> String {
    let place = match &note.source {
        Source::Line { file, line } => format!("{file}:{line}: "),
        Source::Whole(file) | Source::Account(file) => format!("{file}: "),
    };
    let facts =
        if note.notes.is_empty() { String::new() } else { format!(": {}", note.notes.join("; ")) };
    let help = note.help.as_ref().map_or_else(String::new, |h| format!("\n  = try: {h}"));
    format!("{place}{} [{}]{facts}{help}", note.headline, note.code)
}

#[expect(clippy::disallowed_methods, reason = "a command line reads the file it is given")]
pub(super) fn open(path: &Path) -> Result<(String, std::io::BufReader<std::fs::File>)> {
    let file = std::fs::File::open(path).with_context(|| format!("opening {}", path.display()))?;
    Ok((path.display().to_string(), std::io::BufReader::new(file)))
}

#[expect(clippy::disallowed_methods, reason = "a command line reads the file it is given")]
pub(super) fn read_map(path: &Path) -> Result<ColumnMap> {
    let text =
        std::fs::read_to_string(path).with_context(|| format!("reading {}", path.display()))?;
    Ok(ColumnMap::parse(&path.display().to_string(), &text)?)
}
