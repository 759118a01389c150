//! Files: none too large for a snapshot, data with licence and manifest beside it, no unfinished
//! marks, no address of a machine, and every dependency with its line of why.

use anyhow::{Result, ensure};
use std::path::{Path, PathBuf};
use std::process::Command;

/// The largest file, in bytes; larger data is sharded.
const LARGEST: u64 = 4 << 20;

/// Marks of unfinished work, spelt in halves so that this file does not find itself.
const UNFINISHED: &[&str] = &[
    concat!("FIX", "ME"),
    concat!("todo", "!("),
    concat!("unimplemented", "!("),
    concat!("#[", "ignore]"),
];

/// Folders under data/ whose content came from elsewhere and must carry a licence.
const FROM_ELSEWHERE: &[&str] = &["model", "gazetteer", "basemap"];

pub(crate) fn tracked(root: &Path) -> Result<Vec<PathBuf>> {
    let out = Command::new("git").args(["ls-files", "-z"]).current_dir(root).output()?;
    ensure!(out.status.success(), "git ls-files failed");
    let names = String::from_utf8(out.stdout)?;
    Ok(names.split_terminator('\0').map(PathBuf::from).filter(|p| root.join(p).exists()).collect())
}

pub(crate) fn check(root: &Path, tracked: &[PathBuf]) -> Vec<String> {
    let mut found = Vec::new();
    for path in tracked {
        let size = std::fs::metadata(root.join(path)).map_or(0, |m| m.len());
        if size > LARGEST {
            found.push(format!(
                "{} has {size} bytes: shard files of more than {LARGEST}",
                path.display()
            ));
        }
        if path.extension().is_some_and(|e| e == "rs") {
            found.extend(unfinished(root, path));
        }
    }
    for folder in FROM_ELSEWHERE.iter().map(|f| Path::new("data").join(f)) {
        let names: Vec<String> = tracked
            .iter()
            .filter_map(|p| p.strip_prefix(&folder).ok())
            .map(|p| p.to_string_lossy().into_owned())
            .collect();
        let has = |what: &str| names.iter().any(|n| n.to_uppercase().contains(what));
        let licensed = has("LICENSE") || has("LICENCE") || has("NOTICE");
        if !names.is_empty() && !licensed {
            found.push(format!("{} has no licence file beside it", folder.display()));
        }
        if !names.is_empty() && !has("MANIFEST") {
            found.push(format!("{} has no manifest with sha256", folder.display()));
        }
    }
    found
}

fn unfinished(root: &Path, path: &Path) -> Vec<String> {
    let Ok(text) = std::fs::read_to_string(root.join(path)) else { return Vec::new() };
    let lines = text.lines().enumerate();
    let bad = lines.filter(|(_, line)| UNFINISHED.iter().any(|m| line.contains(m)));
    bad.map(|(n, line)| format!("{}:{}: unfinished: {}", path.display(), n + 1, line.trim()))
        .collect()
}
