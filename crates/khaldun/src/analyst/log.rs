//! The file of decisions: read, added to, never rewritten.

use super::Deed;
use crate::World;
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};
use std::collections::BTreeSet;
use std::io;
use std::path::{Path, PathBuf};

/// The file, within a case.
pub const FILE: &str = "analyst/decisions.jsonl";

/// The largest file that is read: some hundred thousand decisions.
const MOST: u64 = 64 << 20;

/// One line of the file.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Entry {
    /// Its number, from 1.
    pub n: u64,
    /// When it was taken, as the desk's clock had it; may be empty.
    #[serde(default)]
    pub at: String,
    /// By whom; may be empty.
    #[serde(default)]
    pub by: String,
    /// What was done.
    pub deed: Deed,
    /// SHA-256 of the line before; empty on the first.
    #[serde(default)]
    pub previous: String,
}

/// All decisions of a case.
#[derive(Clone, Debug, Default)]
pub struct Log {
    /// In the order in which they were taken.
    entries: Vec<Entry>,
    /// The file as it is.
    text: String,
    /// Lines whose `previous` is not the line before: they were edited or merged by hand.
    unchained: Vec<u64>,
}

/// Why a decision could not be added.
#[derive(Debug)]
pub enum Refused {
    /// Someone else decided on the same thing first; what they did, the oldest first.
    Overtaken(Vec<Entry>),
    /// There is no such decision to take back, or it is taken back already.
    NoSuch(u64),
    /// It could not be written; nothing was changed.
    Io(io::Error),
}

impl Log {
    /// Reads a case's decisions; a case without the file has none.
    ///
    /// # Errors
    /// Where the file cannot be read, or a line of it is no decision; the message names the line.
    pub fn read(world: &dyn World, case: &Path) -> io::Result<Self> {
        let path = file(case);
        let bytes = match world.read(&path, MOST + 1) {
            Ok(bytes) => bytes,
            Err(e) if e.kind() == io::ErrorKind::NotFound => return Ok(Self::default()),
            Err(e) => return Err(e),
        };
        let bad = |line: usize, why: String| {
            let says = format!("{}, line {line}: {why}", path.display());
            io::Error::new(io::ErrorKind::InvalidData, says)
        };
        if bytes.len() as u64 > MOST {
            return Err(bad(1, format!("the file is larger than {} MiB", MOST >> 20)));
        }
        let text = String::from_utf8(bytes).map_err(|e| bad(1, e.to_string()))?;
        Self::parse(text).map_err(|(line, why)| bad(line, why))
    }

    fn parse(text: String) -> Result<Self, (usize, String)> {
        let mut log = Self::default();
        let mut before = String::new();
        for (n, line) in text.lines().enumerate().filter(|(_, l)| !l.trim().is_empty()) {
            let entry: Entry =
                serde_json::from_str(line).map_err(|e| (n + 1, format!("no decision: {e}")))?;
            if log.entries.last().is_some_and(|last| last.n >= entry.n) {
                return Err((n + 1, format!("decision {} stands after a later one", entry.n)));
            }
            if entry.previous != before {
                log.unchained.push(entry.n);
            }
            before = sha256(line);
            log.entries.push(entry);
        }
        log.text = text;
        Ok(log)
    }

    /// All entries, in order.
    pub fn entries(&self) -> &[Entry] {
        &self.entries
    }

    /// The number of the last decision; 0 where there is none.
    pub fn version(&self) -> u64 {
        self.entries.last().map_or(0, |e| e.n)
    }

    /// Decisions whose line before was changed since: edited or merged by hand.
    pub fn unchained(&self) -> &[u64] {
        &self.unchained
    }

    /// The entry of a number.
    pub fn get(&self, n: u64) -> Option<&Entry> {
        let at = self.entries.binary_search_by_key(&n, |e| e.n).ok()?;
        self.entries.get(at)
    }

    /// Numbers of the decisions that were taken back.
    pub fn taken_back(&self) -> BTreeSet<u64> {
        let mut gone = BTreeSet::new();
        // From the end: an undo that was itself taken back takes nothing back.
        for entry in self.entries.iter().rev() {
            if let Deed::Undo { decision } = entry.deed
                && !gone.contains(&entry.n)
            {
                gone.insert(decision);
            }
        }
        gone
    }

    /// The last decision that can be taken back.
    pub fn last_standing(&self) -> Option<&Entry> {
        let gone = self.taken_back();
        let stands = |e: &&Entry| !gone.contains(&e.n) && !matches!(e.deed, Deed::Undo { .. });
        self.entries.iter().rev().find(stands)
    }

    /// Adds decisions, all or none, and writes the file.
    ///
    /// `seen` is the version on which whoever decided was looking: a deed that touches what was
    /// decided since is refused.
    ///
    /// # Errors
    /// See [`Refused`]; the log is then as it was.
    pub fn add(
        &mut self,
        world: &dyn World,
        case: &Path,
        seen: u64,
        (at, by): (&str, &str),
        deeds: Vec<Deed>,
    ) -> Result<(), Refused> {
        self.overtaken(seen, &deeds)?;
        let mut gone = self.taken_back();
        let mut next = self.clone();
        for deed in deeds {
            if let Deed::Undo { decision } | Deed::Attach { decision, .. } = deed {
                let known = self.get(decision).is_some() && !gone.contains(&decision);
                if !known {
                    return Err(Refused::NoSuch(decision));
                }
                if matches!(deed, Deed::Undo { .. }) {
                    gone.insert(decision);
                }
            }
            next.push(at, by, deed);
        }
        world.write(&file(case), next.text.as_bytes()).map_err(Refused::Io)?;
        *self = next;
        Ok(())
    }

    fn overtaken(&self, seen: u64, deeds: &[Deed]) -> Result<(), Refused> {
        let mine: BTreeSet<String> = deeds.iter().flat_map(Deed::subjects).collect();
        let mut since: Vec<Entry> = Vec::new();
        for entry in self.entries.iter().filter(|e| e.n > seen) {
            let mut theirs = entry.deed.subjects();
            // What an undo took back is touched too.
            if let Deed::Undo { decision } = entry.deed {
                theirs.extend(self.get(decision).into_iter().flat_map(|e| e.deed.subjects()));
            }
            if theirs.iter().any(|s| mine.contains(s)) {
                since.push(entry.clone());
            }
        }
        if since.is_empty() { Ok(()) } else { Err(Refused::Overtaken(since)) }
    }

    fn push(&mut self, at: &str, by: &str, deed: Deed) {
        let previous = self.text.lines().last().map_or_else(String::new, sha256);
        let (at, by) = (at.to_owned(), by.to_owned());
        let entry = Entry { n: self.version() + 1, at, by, deed, previous };
        // Plain data with string keys: it cannot fail.
        let line = serde_json::to_string(&entry).unwrap_or_default();
        if !self.text.is_empty() && !self.text.ends_with('\n') {
            self.text.push('\n');
        }
        self.text.push_str(&line);
        self.text.push('\n');
        self.entries.push(entry);
    }
}

fn file(case: &Path) -> PathBuf {
    case.join(FILE)
}

fn sha256(line: &str) -> String {
    khaldun_text::hex(&Sha256::digest(line.as_bytes()))
}
