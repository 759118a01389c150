//! What users add to the built-in gazetteer and register: files, or a folder that `places add` and `actors add` keep.

use super::take;
use crate::render::{self, Layout};
use anyhow::{Context, Result, bail};
use clap::Args;
use khaldun::{Disk, World as _};
use khaldun_diag::Diagnostic;
use khaldun_ingest::Limits;
use khaldun_resolve::{Knowledge, Own, who};
use std::path::{Path, PathBuf};

/// Where places and actors of the user's own come from.
#[derive(Args, Debug, Default)]
pub(crate) struct OwnFiles {
    /// A gazetteer file in GeoNames' layout (a country file such as SY.txt) to use beside the built-in one.
    #[arg(long, value_name = "FILE")]
    gazetteer: Vec<PathBuf>,
    /// A register file (CSV, columns as in data/actors/supplement.csv) to use beside the built-in one.
    #[arg(long, value_name = "FILE")]
    register: Vec<PathBuf>,
    /// A folder filled by `places add` and `actors add`; all its files are used.
    #[arg(long, value_name = "DIR")]
    knowledge: Option<PathBuf>,
    /// Use the rest of a gazetteer or register file some lines of which cannot be used.
    #[arg(long)]
    use_rest: bool,
}

/// What `places add` and `actors add` take.
#[derive(Args, Debug)]
pub(crate) struct Add {
    /// The files to add.
    #[arg(required = true)]
    files: Vec<PathBuf>,
    /// The folder that keeps them; name it with --knowledge when reading.
    #[arg(long = "to", value_name = "DIR", default_value = "knowledge")]
    folder: PathBuf,
    /// Add a file though some of its lines cannot be used.
    #[arg(long)]
    use_rest: bool,
}

/// Gazetteer files are large: a country may have half a million rows.
const LIMITS: usize = 256 << 20;

impl OwnFiles {
    /// The built-in knowledge and the user's.
    pub(crate) fn knowledge(&self) -> Result<Knowledge> {
        Ok(Knowledge::with_own(&[], self.own()?))
    }

    /// The built-in register and the user's rows.
    pub(crate) fn actors(&self) -> Result<who::Register> {
        Ok(who::Register::with_own(self.own()?.actors))
    }

    /// What the user's files hold.
    pub(crate) fn own(&self) -> Result<Own> {
        let kept = |part: &str| -> Result<Vec<PathBuf>> {
            self.knowledge.as_ref().map_or(Ok(Vec::new()), |folder| inside(folder, part))
        };
        let mut own = Own::default();
        for file in self.gazetteer.iter().cloned().chain(kept("places")?) {
            let notes = own.places.add(&file.display().to_string(), &read(&file)?);
            settle(&notes, &file, self.use_rest)?;
        }
        for file in self.register.iter().cloned().chain(kept("actors")?) {
            let known = who::Register::with_own(own.actors.clone());
            let read = who::own::read(&file.display().to_string(), &read(&file)?, &known);
            settle(&read.notes, &file, self.use_rest)?;
            own.actors.extend(read.value);
        }
        Ok(own)
    }
}

/// `places add`.
pub(crate) fn add_places(add: &Add) -> Result<()> {
    for file in &add.files {
        let bytes = read(file)?;
        let places = khaldun_resolve::where_::OwnPlaces::read(&file.display().to_string(), &bytes);
        settle(&places.notes, file, add.use_rest)?;
        if places.value.is_empty() {
            bail!("{} holds no place that is looked up", file.display());
        }
        let to = keep(add, file, "places", "txt", &bytes)?;
        anstream::eprintln!("{} places: {}", places.value.len(), to.display());
    }
    Ok(())
}

/// `actors add`.
pub(crate) fn add_actors(add: &Add) -> Result<()> {
    for file in &add.files {
        let bytes = read(file)?;
        let known = who::Register::builtin();
        let rows = who::own::read(&file.display().to_string(), &bytes, &known);
        settle(&rows.notes, file, add.use_rest)?;
        let to = keep(add, file, "actors", "csv", &bytes)?;
        anstream::eprintln!("{} actors: {}", rows.value.len(), to.display());
    }
    Ok(())
}

/// Copies a file, byte for byte, into its part of the folder.
fn keep(add: &Add, file: &Path, part: &str, ending: &str, bytes: &[u8]) -> Result<PathBuf> {
    let stem = file.file_stem().context("a file has a name")?.to_string_lossy();
    let to = add.folder.join(part).join(format!("{stem}.{ending}"));
    Disk.write(&to, bytes).with_context(|| format!("cannot write {}", to.display()))?;
    Ok(to)
}

/// Tells what is wrong with a file, and stops there unless the user asked for the rest.
fn settle(notes: &[Diagnostic], file: &Path, use_rest: bool) -> Result<()> {
    if notes.is_empty() {
        return Ok(());
    }
    anstream::eprint!("{}", render::diagnostics(notes, &[], Layout::default()));
    let broken = notes.iter().any(|n| n.severity == khaldun_diag::Severity::Error);
    if broken || !use_rest {
        bail!(
            "{} is not used: {} of its lines cannot be; mend them{}",
            file.display(),
            notes.len(),
            if broken { "" } else { ", or ask for the rest with --use-rest" }
        );
    }
    Ok(())
}

fn read(file: &Path) -> Result<Vec<u8>> {
    let name = file.file_name().unwrap_or(file.as_os_str()).to_string_lossy();
    take::bytes(file, &name, Limits::with_bytes(LIMITS))
}

/// The files of a part of the folder, by name.
#[allow(clippy::disallowed_methods, reason = "a command opens the folder it was told to open")]
fn inside(folder: &Path, part: &str) -> Result<Vec<PathBuf>> {
    if !folder.is_dir() {
        bail!(
            "there is no folder {}; `khaldun places add FILE --to {0}` makes it",
            folder.display()
        );
    }
    let Ok(entries) = std::fs::read_dir(folder.join(part)) else { return Ok(Vec::new()) };
    let mut files: Vec<PathBuf> = entries.filter_map(Result::ok).map(|e| e.path()).collect();
    files.retain(|f| f.is_file() && !f.to_string_lossy().ends_with(".part"));
    files.sort();
    Ok(files)
}
