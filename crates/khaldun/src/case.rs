//! The case folder: plain files that live in git.
//!
//! ```text
//! case.json            what this folder is, and which version wrote it
//! originals/           the accounts as received, named by the head of their SHA-256
//! machine/<account>/   claims.jsonl, matches.jsonl, origins.jsonl, notes.jsonl: the machine's layer, written anew by each run
//! machine/copies.jsonl passages that two of the accounts have in nearly the same words: one origin, not two
//! machine/tests/<plan>/ what `khaldun test` left ([`crate::tested`])
//! analyst/             yours ([`crate::analyst`]): `check` reads it and never writes over anything in it
//! records.json         the record sets that were used: name, version, licence, coverage, SHA-256
//! findings.json        counts by kind and verdict
//! log.jsonl            what was done, each entry holding the SHA-256 of the one before
//! report.html          the report
//! ```

use crate::{Checked, CheckedAccount, World};
use khaldun_match::Verdict;
use khaldun_model::Kind;
use khaldun_records::{Manifest, RecordSet};
use serde::Serialize;
use serde_json::{Value, json};
use sha2::{Digest, Sha256};
use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::io;
use std::path::Path;

/// The layout's version; a reader refuses what it does not know.
pub const LAYOUT: u32 = 1;

const ANALYST: &str = "# The analyst's layer

What stands here is yours. `decisions.jsonl` holds what was decided at the desk (`khaldun serve`), one decision a
line, only ever added to. `khaldun check` reads it, shows it beside the machine's reading, lists what no longer
fits, and writes over nothing here.
";

/// Writes a case: originals, machine layer, findings, report and log.
///
/// `originals` are the bytes of the accounts, in the order of `checked.accounts`.
///
/// # Errors
/// Where a file cannot be written; what was written before stays whole.
pub fn write(
    world: &dyn World,
    folder: &Path,
    checked: &Checked,
    originals: &[Vec<u8>],
    report: &str,
) -> io::Result<()> {
    let mut files: BTreeMap<String, Vec<u8>> = BTreeMap::new();
    files.insert(
        "case.json".into(),
        pretty(&json!({ "khaldun_case": LAYOUT, "version": checked.version })),
    );
    for (one, bytes) in checked.accounts.iter().zip(originals) {
        files.insert(format!("originals/{}", folder_name(one)), bytes.clone());
        machine_layer(one, &checked.sets, &mut files);
    }
    if checked.accounts.len() > 1 {
        files.insert("machine/copies.jsonl".into(), lines(&copies(checked)));
    }
    files.insert("records.json".into(), pretty(&json!(sets(checked))));
    files.insert("findings.json".into(), pretty(&findings(checked)));
    files.insert("report.html".into(), report.as_bytes().to_vec());
    for (name, bytes) in &files {
        world.write(&folder.join(name), bytes)?;
    }
    let analyst = folder.join("analyst/README.md");
    if world.read(&analyst, 1).is_err() {
        world.write(&analyst, ANALYST.as_bytes())?;
    }
    log(world, folder, checked, &files)
}

/// Whether a run came to what the machine's layer of a case holds: the same claims, the same matches.
pub fn holds(world: &dyn World, folder: &Path, checked: &Checked) -> bool {
    let mut files = BTreeMap::new();
    for one in &checked.accounts {
        machine_layer(one, &checked.sets, &mut files);
    }
    files
        .iter()
        .all(|(name, bytes)| world.read(&folder.join(name), MOST).is_ok_and(|old| old == *bytes))
}

/// Writes the report of a case anew, and into its log that it did.
///
/// # Errors
/// Where a file cannot be written.
pub fn write_report(world: &dyn World, folder: &Path, report: &str) -> io::Result<()> {
    world.write(&folder.join("report.html"), report.as_bytes())?;
    let wrote = json!({ "report.html": sha256(report.as_bytes()) });
    append(world, folder, json!({ "did": "report", "wrote": wrote }))
}

/// A case as it is opened again: what is needed to read it anew.
#[derive(Debug)]
pub struct Opened {
    /// The version that wrote it.
    pub version: String,
    /// The accounts as received, by name, in the order given.
    pub accounts: Vec<(String, Vec<u8>)>,
    /// The record sets that were used.
    pub sets: Vec<Manifest>,
}

/// Why a case could not be opened.
#[derive(Debug)]
pub enum Unfit {
    /// No case, or of a layout that this version does not know.
    NoCase(String),
    /// A file of it is missing or is not what the log says it is.
    Broken(String),
}

impl std::fmt::Display for Unfit {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::NoCase(says) | Self::Broken(says) => f.write_str(says),
        }
    }
}

impl std::error::Error for Unfit {}

/// Opens a case: its originals, each held to its SHA-256, and the sets it was held against.
///
/// # Errors
/// See [`Unfit`].
pub fn open(world: &dyn World, folder: &Path) -> Result<Opened, Unfit> {
    let at = |name: &str| folder.join(name);
    let json = |name: &str| -> Option<Value> {
        serde_json::from_slice(&world.read(&at(name), MOST).ok()?).ok()
    };
    let case = json("case.json").unwrap_or_default();
    if case["khaldun_case"] != json!(LAYOUT) {
        return Err(Unfit::NoCase(format!(
            "{} is no case of layout {LAYOUT} (its case.json says {}); `khaldun check ACCOUNT --case DIR` makes one",
            folder.display(),
            case["khaldun_case"]
        )));
    }
    let broken = |what: &str, why: &str| Unfit::Broken(format!("{}: {why}", at(what).display()));
    let log =
        world.read(&at("log.jsonl"), MOST).map_err(|e| broken("log.jsonl", &e.to_string()))?;
    let log = String::from_utf8_lossy(&log);
    let mut entries = log.lines().filter_map(|l| serde_json::from_str::<Value>(l).ok());
    let last = entries.rfind(|e| e["did"] == "check");
    let last = last.ok_or_else(|| broken("log.jsonl", "it tells of no `check`"))?;
    let mut accounts = Vec::new();
    for one in last["accounts"].as_array().into_iter().flatten() {
        let said = |key: &str| one[key].as_str().unwrap_or_default().to_owned();
        let (name, sha) = (said("name"), said("sha256"));
        let file = format!("originals/{}", file_name(&name, &sha));
        let bytes = world.read(&at(&file), u64::MAX).map_err(|e| broken(&file, &e.to_string()))?;
        if sha256(&bytes) != sha {
            let why = format!("its SHA-256 is not {sha}, as the log says: the file was changed");
            return Err(broken(&file, &why));
        }
        accounts.push((name, bytes));
    }
    let sets = json("records.json").unwrap_or_default();
    let sets = sets.as_array().into_iter().flatten();
    let manifest = |s: &Value| serde_json::from_value(s["manifest"].clone());
    let sets = sets.map(manifest).collect::<Result<Vec<Manifest>, _>>();
    let sets = sets.map_err(|e| broken("records.json", &e.to_string()))?;
    let version = case["version"].as_str().unwrap_or_default().to_owned();
    Ok(Opened { version, accounts, sets })
}

/// The largest file of our own that is read whole.
const MOST: u64 = 256 << 20;

/// Logs a check.
fn log(
    world: &dyn World,
    folder: &Path,
    checked: &Checked,
    files: &BTreeMap<String, Vec<u8>>,
) -> io::Result<()> {
    let outputs: BTreeMap<&str, String> =
        files.iter().map(|(n, b)| (n.as_str(), sha256(b))).collect();
    let accounts: Vec<Value> = checked
        .accounts
        .iter()
        .map(|a| json!({ "name": a.account.name, "sha256": a.account.sha256 }))
        .collect();
    let records: Vec<Value> = checked
        .sets
        .iter()
        .map(|s| json!({ "name": s.manifest.name, "sha256": s.manifest.sha256 }))
        .collect();
    let entry = json!({
        "did": "check", "version": checked.version, "accounts": accounts, "records": records, "wrote": outputs,
    });
    append(world, folder, entry)
}

/// The log of a case, an entry a line; empty where there is none. Lines that are no JSON are null.
pub fn entries(world: &dyn World, folder: &Path) -> Vec<Value> {
    let bytes = world.read(&folder.join("log.jsonl"), MOST).unwrap_or_default();
    let text = String::from_utf8_lossy(&bytes);
    text.lines().map(|line| serde_json::from_str(line).unwrap_or_default()).collect()
}

/// Adds an entry to the log of a case, with the SHA-256 of the one before, unless the last one says
/// the same.
///
/// # Errors
/// Where the log cannot be written.
pub fn append(world: &dyn World, folder: &Path, mut entry: Value) -> io::Result<()> {
    let path = folder.join("log.jsonl");
    let before = world.read(&path, u64::MAX).unwrap_or_default();
    let mut text = String::from_utf8_lossy(&before).into_owned();
    let last = text.lines().last().unwrap_or_default().to_owned();
    let said = |line: &str| {
        let mut old: Value = serde_json::from_str(line).unwrap_or_default();
        old.as_object_mut().map(|o| o.remove("previous"));
        old
    };
    if said(&last) == entry {
        return Ok(());
    }
    entry["previous"] =
        json!(if last.is_empty() { String::new() } else { sha256(last.as_bytes()) });
    let _ = writeln!(text, "{entry}");
    world.write(&path, text.as_bytes())
}

fn machine_layer(one: &CheckedAccount, sets: &[RecordSet], files: &mut BTreeMap<String, Vec<u8>>) {
    let at = format!("machine/{}", folder_name(one));
    files.insert(format!("{at}/claims.jsonl"), lines(&one.claims));
    files.insert(format!("{at}/matches.jsonl"), lines(&one.matches));
    files.insert(format!("{at}/origins.jsonl"), lines(&origins(one, sets)));
    files.insert(format!("{at}/notes.jsonl"), lines(&one.notes));
    files.insert(format!("{at}/text.txt"), one.account.text.clone().into_bytes());
}

/// Passages that stand in two accounts, with their words.
pub fn copies(checked: &Checked) -> Vec<Value> {
    let told = |copy: &khaldun_match::origin::Copy| {
        let [(one, first), (two, second)] = checked.quoted(copy);
        json!({
            "one": { "account": one, "range": copy.one.range, "words": first },
            "two": { "account": two, "range": copy.two.range, "words": second },
            "likeness": (copy.likeness * 1000.0).round() / 1000.0,
        })
    };
    checked.copies().iter().map(told).collect()
}

/// Of each claim that some row bears out: the observers behind those rows, and what was not counted.
fn origins(one: &CheckedAccount, sets: &[RecordSet]) -> Vec<Value> {
    let borne = |id| matches!(one.headline(id), Verdict::Corroborated | Verdict::Qualified);
    let told = |id| {
        let backing = one.backing(id, sets);
        json!({ "claim": id, "count": backing.origins.len(), "says": backing.says(), "backing": backing })
    };
    one.claims.iter().map(|c| c.id).filter(|id| borne(*id)).map(told).collect()
}

/// An account's name in the case: the head of its SHA-256, then its own name.
fn folder_name(one: &CheckedAccount) -> String {
    file_name(&one.account.name, &one.account.sha256.0)
}

fn file_name(name: &str, sha256: &str) -> String {
    let head: String = sha256.chars().take_while(char::is_ascii_hexdigit).take(12).collect();
    let name: String = name
        .chars()
        .map(|c| if c.is_alphanumeric() || "._-".contains(c) { c } else { '_' })
        .collect();
    format!("{head}-{name}")
}

fn sets(checked: &Checked) -> Vec<Value> {
    checked.sets.iter().map(|s| json!({ "manifest": s.manifest, "rows": s.events.len() })).collect()
}

/// Counts by kind and by verdict, an account each.
pub fn findings(checked: &Checked) -> Value {
    let of = |one: &CheckedAccount| {
        let kinds: BTreeMap<&str, usize> = Kind::ALL
            .iter()
            .map(|k| (k.as_str(), one.claims.iter().filter(|c| c.kind == *k).count()))
            .collect();
        let verdicts: BTreeMap<&str, usize> = Verdict::ALL
            .iter()
            .map(|v| (v.as_str(), one.claims.iter().filter(|c| one.headline(c.id) == *v).count()))
            .collect();
        json!({ "account": one.account.name, "claims": one.claims.len(), "kinds": kinds, "verdicts": verdicts })
    };
    json!({ "accounts": checked.accounts.iter().map(of).collect::<Vec<_>>() })
}

fn lines<T: Serialize>(values: &[T]) -> Vec<u8> {
    let mut out = Vec::new();
    for value in values {
        // Plain data without maps of odd keys: it cannot fail.
        out.extend(serde_json::to_vec(value).unwrap_or_default());
        out.push(b'\n');
    }
    out
}

pub(crate) fn pretty(value: &Value) -> Vec<u8> {
    let mut out = serde_json::to_vec_pretty(value).unwrap_or_default();
    out.push(b'\n');
    out
}

/// SHA-256 of some bytes, in lower-case hexadecimal, as the log has it.
pub fn sha256(bytes: &[u8]) -> String {
    khaldun_text::hex(&Sha256::digest(bytes))
}
