//! Walls 1, 2 and 4: which crate may know which, and which outside library may reach where.

use anyhow::{Context, Result};
use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

/// Crate, and the crates of this workspace it may depend on (development dependencies aside).
const EDGES: &[(&str, &[&str])] = &[
    ("khaldun-text", &[]),
    ("khaldun-basemap", &[]),
    ("khaldun-diag", &["text"]),
    ("khaldun-model", &["text"]),
    ("khaldun-language", &["text"]),
    ("khaldun-ingest", &["text", "diag", "model"]),
    ("khaldun-claims", &["text", "diag", "model", "language"]),
    ("khaldun-resolve", &["basemap", "text", "diag", "model", "language"]),
    ("khaldun-records", &["basemap", "text", "diag", "model"]),
    ("khaldun-match", &["text", "diag", "model", "records"]),
    ("khaldun-stats", &[]),
    ("khaldun-findings", &["text", "diag", "model", "records", "match", "stats"]),
    ("khaldun-fetch", &["diag"]),
    (
        "khaldun",
        &[
            "text", "diag", "model", "language", "ingest", "claims", "resolve", "records", "match",
            "stats", "findings",
        ],
    ),
    (
        "khaldun-report",
        &["", "basemap", "text", "diag", "model", "records", "match", "stats", "findings"],
    ),
    (
        "khaldun-web",
        &["", "text", "diag", "model", "records", "match", "stats", "findings", "report"],
    ),
    (
        "khaldun-cli",
        &[
            "", "text", "diag", "model", "language", "ingest", "claims", "resolve", "records",
            "match", "stats", "findings", "report", "fetch", "web",
        ],
    ),
    ("khaldun-testkit", &["text", "diag", "model", "language", "ingest", "resolve", "claims"]),
];

/// Outside libraries that only the named crates may use (wall 4: only edges speak formats and
/// terminals).
const EDGE_ONLY: &[(&str, &[&str])] = &[
    ("clap", &["khaldun-cli"]),
    ("anyhow", &["khaldun-cli"]),
    ("anstream", &["khaldun-cli"]),
    ("anstyle", &["khaldun-cli"]),
    ("indicatif", &["khaldun-cli"]),
    ("maud", &["khaldun-report", "khaldun-web"]),
    ("axum", &["khaldun-web"]),
    ("tokio", &["khaldun-web"]),
    ("ureq", &["khaldun-fetch"]),
    ("dom_smoothie", &["khaldun-ingest"]),
];

pub(crate) fn check(root: &Path) -> Result<Vec<String>> {
    let mut found = Vec::new();
    let allowed: BTreeMap<&str, &[&str]> = EDGES.iter().copied().collect();
    let mut seen = BTreeSet::new();
    for (name, dependencies) in manifests(root)? {
        let Some(edges) = allowed.get(name.as_str()) else {
            found.push(format!(
                "crate {name} is not in the table of edges (xtask/src/tidy/edges.rs)"
            ));
            continue;
        };
        for dependency in dependencies {
            let inner = dependency.strip_prefix("khaldun").map(|d| d.trim_start_matches('-'));
            if inner.is_some_and(|d| !edges.contains(&d)) {
                found.push(format!(
                    "{name} must not depend on {dependency}: docs/architecture.md, walls"
                ));
            }
            let kept = EDGE_ONLY.iter().find(|(d, _)| *d == dependency);
            if kept.is_some_and(|(_, crates)| !crates.contains(&name.as_str())) {
                found.push(format!(
                    "{name} must not use {dependency}: only edges speak formats (wall 4)"
                ));
            }
        }
        seen.insert(name);
    }
    found.extend(
        EDGES
            .iter()
            .filter(|(n, _)| !seen.contains(*n))
            .map(|(n, _)| format!("the table names {n}, which is not there")),
    );
    Ok(found)
}

/// Name and dependencies of every crate under crates/.
fn manifests(root: &Path) -> Result<Vec<(String, Vec<String>)>> {
    let mut all = Vec::new();
    for entry in std::fs::read_dir(root.join("crates"))? {
        let path = entry?.path().join("Cargo.toml");
        let text = std::fs::read_to_string(&path).with_context(|| path.display().to_string())?;
        let manifest: toml::Table = text.parse().with_context(|| path.display().to_string())?;
        let name = manifest["package"]["name"].as_str().unwrap_or_default().to_owned();
        let table = manifest.get("dependencies").and_then(toml::Value::as_table);
        let dependencies = table.map(|t| t.keys().cloned().collect()).unwrap_or_default();
        all.push((name, dependencies));
    }
    all.sort();
    Ok(all)
}
