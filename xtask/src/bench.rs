//! Benchmarks.

use anyhow::{Result, ensure};
use std::path::{Path, PathBuf};
use std::process::Command;

/// What `cargo xtask bench` takes.
#[derive(clap::Args)]
pub(crate) struct Options {
    #[command(subcommand)]
    what: What,
}

#[derive(clap::Subcommand)]
enum What {
    /// Sentences a second on one core: coding parsed sentences, and claims from raw text.
    Claims,
    /// Hold the language engine against spaCy: agreement, throughput, load time.
    Language {
        /// A Python that has spaCy 3.8 and the model's package (see docs/language.md).
        #[arg(long)]
        python: PathBuf,
        /// Texts: a document a line, or the XML files of ../shared/gold.
        #[arg(required = true)]
        texts: Vec<PathBuf>,
    },
}

/// Runs it.
pub(crate) fn run(options: &Options) -> Result<()> {
    match &options.what {
        What::Claims => claims(),
        What::Language { python, texts } => language(python, texts),
    }
}

fn claims() -> Result<()> {
    let done = Command::new(env!("CARGO"))
        .args(["bench", "--package", "khaldun-claims", "--bench", "throughput"])
        .env("RAYON_NUM_THREADS", "1")
        .current_dir(crate::root())
        .status()?;
    ensure!(done.success(), "the benchmark did not run");
    Ok(())
}

fn language(python: &Path, texts: &[PathBuf]) -> Result<()> {
    let root = crate::root();
    let built = Command::new(env!("CARGO"))
        .args(["build", "--release", "--package", "khaldun-cli"])
        .current_dir(&root)
        .status()?;
    ensure!(built.success(), "the program does not build");
    let compared = Command::new(python)
        .arg(root.join("crates/khaldun-language/bench/compare.py"))
        .arg("--khaldun")
        .arg(root.join("target/release/khaldun"))
        .args(texts)
        .status()?;
    ensure!(compared.success(), "the comparison did not run");
    Ok(())
}
