//! What the documents claim: every dependency has its line of why, every document named is there.

use anyhow::Result;
use std::path::Path;

pub(crate) fn check(root: &Path) -> Result<Vec<String>> {
    let mut found = dependencies(root)?;
    for page in ["README.md", "CONTRIBUTING.md", "docs/architecture.md"] {
        found.extend(dead_links(root, page)?);
    }
    Ok(found)
}

fn dependencies(root: &Path) -> Result<Vec<String>> {
    let manifest: toml::Table = std::fs::read_to_string(root.join("Cargo.toml"))?.parse()?;
    let why = std::fs::read_to_string(root.join("docs/dependencies.md"))?;
    let table = manifest["workspace"]["dependencies"].as_table().cloned().unwrap_or_default();
    let missing =
        table.keys().filter(|k| !k.starts_with("khaldun") && !why.contains(&format!("`{k}`")));
    Ok(missing.map(|k| format!("docs/dependencies.md does not say why we use {k}")).collect())
}

/// Relative links of a Markdown page that lead nowhere.
fn dead_links(root: &Path, page: &str) -> Result<Vec<String>> {
    let text = std::fs::read_to_string(root.join(page))?;
    let folder = root.join(page).parent().expect("a folder").to_owned();
    let targets = text.split("](").skip(1).filter_map(|rest| rest.split([')', '#']).next());
    let dead = targets.filter(|t| !t.is_empty() && !t.contains("://") && !folder.join(t).exists());
    Ok(dead.map(|t| format!("{page} links to {t}, which is not there")).collect())
}
