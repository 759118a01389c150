//! What `khaldun test` leaves in a case, and how a report finds it again.
//!
//! ```text
//! machine/tests/<plan>/    <plan> is the plan's file name without .toml
//!   answer.json            plan, claim, verdict, headline, paragraph, numbers, and the figures with their captions
//!   plan.toml              the plan, byte for byte as it was tested
//!   counts.csv             the counts of every episode, with the id of its first row
//!   rerun.R                counts them again in R
//!   *.svg, *.csv           the figures that answer.json names, and what each is drawn from
//! ```
//!
//! The log's entry of a test holds the SHA-256 of every file written. A later test of the same plan
//! writes over an earlier one, whose entry stays in the log. Numbers that are infinite or unknown are
//! `null` in JSON.

use crate::{World, case};
use serde::Serialize;
use serde_json::{Map, Value, json};
use std::collections::BTreeMap;
use std::io;
use std::path::Path;

/// The version of `answer.json`; a reader skips what it does not know.
pub const LAYOUT: u32 = 1;

/// The largest file of a test that is read.
const MOST: u64 = 16 << 20;

/// The plan that was tested.
#[derive(Clone, Debug)]
pub struct Tried<'a> {
    /// Its file name.
    pub file: &'a str,
    /// Its bytes.
    pub bytes: &'a [u8],
    /// Whether it was locked before.
    pub locked: bool,
}

/// A figure: SVG that stands by itself.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Figure {
    /// Its file name.
    pub file: String,
    /// What it shows.
    pub caption: String,
    /// The SVG.
    pub svg: String,
    /// What it is drawn from, as CSV; empty where that was not kept.
    pub csv: String,
}

impl Figure {
    /// The name of the file that holds its data.
    pub fn data(&self) -> String {
        format!("{}.csv", self.file.strip_suffix(".svg").unwrap_or(&self.file))
    }
}

/// A test as it lies in a case.
#[derive(Clone, Debug, PartialEq)]
pub struct Tested {
    /// The name of its folder below `machine/tests`.
    pub name: String,
    /// `answer.json`.
    pub answer: Value,
    /// The figures, in the order of `answer.json`.
    pub figures: Vec<Figure>,
}

impl Tested {
    /// The words of `answer.json` under a key; empty where it has none.
    pub fn says(&self, key: &str) -> &str {
        self.answer[key].as_str().unwrap_or_default()
    }

    /// The account and the id of the claim that was tested.
    pub fn claim(&self) -> (&str, &str) {
        let said = |key: &str| self.answer["claim"][key].as_str().unwrap_or_default();
        (said("account"), said("id"))
    }
}

/// The name of a plan's folder.
pub fn folder_name(file: &str) -> String {
    let stem = file.strip_suffix(".toml").unwrap_or(file);
    let name: String = stem
        .chars()
        .map(|c| if c.is_alphanumeric() || "._-".contains(c) { c } else { '_' })
        .collect();
    if name.trim_matches('.').is_empty() { "plan".to_owned() } else { name }
}

/// `answer.json`: the plan, the claim, the answer's own fields, the figures.
pub fn told(
    tried: &Tried<'_>,
    claim: &impl Serialize,
    answer: &impl Serialize,
    figures: &[Figure],
) -> Value {
    let mut told = Map::new();
    told.insert("khaldun_test".into(), json!(LAYOUT));
    let sha256 = case::sha256(tried.bytes);
    told.insert(
        "plan".into(),
        json!({ "name": tried.file, "sha256": sha256, "locked": tried.locked }),
    );
    told.insert("claim".into(), json!(claim));
    if let Value::Object(fields) = json!(answer) {
        told.extend(fields);
    }
    let figures =
        figures.iter().map(|f| json!({ "file": f.file, "caption": f.caption, "data": f.data() }));
    told.insert("figures".into(), figures.collect());
    Value::Object(told)
}

/// Writes a test into a case and its log. `others` are further files by name.
///
/// # Errors
/// Where a file cannot be written.
pub fn write(
    world: &dyn World,
    folder: &Path,
    tried: &Tried<'_>,
    told: &Value,
    figures: &[Figure],
    others: &[(&str, &str)],
) -> io::Result<()> {
    let at = format!("machine/tests/{}", folder_name(tried.file));
    let mut files: BTreeMap<String, Vec<u8>> = BTreeMap::new();
    files.insert(format!("{at}/answer.json"), case::pretty(told));
    files.insert(format!("{at}/plan.toml"), tried.bytes.to_vec());
    for (name, text) in others {
        files.insert(format!("{at}/{name}"), text.as_bytes().to_vec());
    }
    for figure in figures {
        files.insert(format!("{at}/{}", figure.file), figure.svg.clone().into_bytes());
        files.insert(format!("{at}/{}", figure.data()), figure.csv.clone().into_bytes());
    }
    for (name, bytes) in &files {
        world.write(&folder.join(name), bytes)?;
    }
    let wrote: BTreeMap<&str, String> =
        files.iter().map(|(n, b)| (n.as_str(), case::sha256(b))).collect();
    let records: Vec<Value> = told["sets"]
        .as_array()
        .into_iter()
        .flatten()
        .map(|s| json!({ "name": s["name"], "sha256": s["sha256"] }))
        .collect();
    case::append(
        world,
        folder,
        json!({
            "did": "test", "plan": tried.file, "sha256": told["plan"]["sha256"], "records": records,
            "exploratory": !tried.locked, "verdict": told["verdict"], "wrote": wrote,
        }),
    )
}

/// The tests of a case, by name: of each plan the last, as its log tells.
///
/// # Errors
/// Where a file that the log tells of is missing or is not what was written.
pub fn read(world: &dyn World, folder: &Path) -> Result<Vec<Tested>, case::Unfit> {
    let mut last: BTreeMap<String, Value> = BTreeMap::new();
    for entry in case::entries(world, folder) {
        if let ("test", Some(file)) =
            (entry["did"].as_str().unwrap_or_default(), entry["plan"].as_str())
        {
            last.insert(folder_name(file), entry);
        }
    }
    let mut tests = Vec::new();
    for (name, entry) in last {
        let file = |file: &str| -> Result<Vec<u8>, case::Unfit> {
            let path = format!("machine/tests/{name}/{file}");
            let broken = |why: &str| case::Unfit::Broken(format!("{path}: {why}"));
            let bytes =
                world.read(&folder.join(&path), MOST).map_err(|e| broken(&e.to_string()))?;
            if entry["wrote"][&path].as_str() != Some(&case::sha256(&bytes)) {
                return Err(broken("it is not what the log says was written: run the test again"));
            }
            Ok(bytes)
        };
        let answer: Value = serde_json::from_slice(&file("answer.json")?).unwrap_or_default();
        if answer["khaldun_test"] != json!(LAYOUT) {
            continue;
        }
        let mut figures = Vec::new();
        for figure in answer["figures"].as_array().into_iter().flatten() {
            let said = |key: &str| figure[key].as_str().unwrap_or_default().to_owned();
            let text = |name: &str| -> Result<String, case::Unfit> {
                Ok(String::from_utf8_lossy(&file(name)?).into_owned())
            };
            // Tests of an earlier version kept no data beside a figure.
            let csv = figure["data"].as_str().map_or(Ok(String::new()), text)?;
            let svg = text(&said("file"))?;
            figures.push(Figure { file: said("file"), caption: said("caption"), svg, csv });
        }
        tests.push(Tested { name, answer, figures });
    }
    Ok(tests)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Disk;

    #[test]
    fn a_test_is_found_again_and_a_changed_file_is_told() {
        let home = tempfile::tempdir().unwrap();
        let tried = Tried { file: "held back.toml", bytes: b"[claim]", locked: true };
        let figure = Figure {
            file: "a.svg".into(),
            caption: "counts".into(),
            svg: "<svg/>".into(),
            csv: "n\r\n".into(),
        };
        let figures = [figure];
        let claim = json!({ "words": "they held back", "account": "a.txt", "id": "c007" });
        let answer = json!({ "verdict": "supported", "headline": "supported: a ratio" });
        let told = told(&tried, &claim, &answer, &figures);
        write(&Disk, home.path(), &tried, &told, &figures, &[("counts.csv", "row\n")]).unwrap();
        let read_again = read(&Disk, home.path()).unwrap();
        assert_eq!(read_again.len(), 1);
        assert_eq!(read_again[0].name, "held_back");
        assert_eq!(read_again[0].claim(), ("a.txt", "c007"));
        assert_eq!(read_again[0].says("headline"), "supported: a ratio");
        assert_eq!(read_again[0].figures, figures);
        let path = home.path().join("machine/tests/held_back/a.svg");
        Disk.write(&path, b"<svg>other</svg>").unwrap();
        let error = read(&Disk, home.path()).unwrap_err().to_string();
        assert!(error.contains("held_back/a.svg"), "{error}");
    }

    #[test]
    fn a_plan_named_by_dots_stays_in_the_case() {
        assert_eq!(folder_name("...toml"), "plan");
        assert_eq!(folder_name("a/../b.toml"), "a_.._b");
    }
}
