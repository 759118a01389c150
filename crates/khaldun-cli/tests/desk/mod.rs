//! A folder with files, and the binary run in it.

#![allow(dead_code, reason = "each test file uses its part")]

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

/// An account with two voices, a dateline and a comment form.
pub(crate) const TEXT: &str = "Two camps, one bridge
OSIJEK, 3 May 1992

On Friday the garrison closed the bridge, and two men drowned in the river, the harbour master said.

The mayor said that the army had fired first. The army denied it.

Leave a Reply
";

/// A folder of its own for each test, gone afterwards.
pub(crate) struct Desk(tempfile::TempDir);

#[allow(clippy::disallowed_methods, reason = "a test lays out its files")]
impl Desk {
    pub(crate) fn new() -> Self {
        Self(tempfile::tempdir().expect("a folder for the test"))
    }

    pub(crate) fn put(&self, name: &str, bytes: impl AsRef<[u8]>) -> PathBuf {
        let path = self.0.path().join(name);
        fs::write(&path, bytes).expect("the test's own folder can be written");
        path
    }

    /// Everything below a folder of the desk, by name.
    pub(crate) fn tree(&self, folder: &str) -> Vec<(String, Vec<u8>)> {
        let root = self.0.path().join(folder);
        let mut files = Vec::new();
        let mut open = vec![root.clone()];
        while let Some(next) = open.pop() {
            for entry in fs::read_dir(next).expect("the run wrote a folder").flatten() {
                let path = entry.path();
                if path.is_dir() {
                    open.push(path);
                } else {
                    let name = path.strip_prefix(&root).expect("below the root");
                    let bytes = fs::read(&path).expect("a file of the run");
                    files.push((name.display().to_string(), bytes));
                }
            }
        }
        files.sort();
        files
    }

    pub(crate) fn run(&self, arguments: &[&str]) -> Output {
        let program = env!("CARGO_BIN_EXE_khaldun");
        self.command(program).args(arguments).output().expect("the binary starts")
    }

    /// Runs without a network; `None`, said aloud, where the kernel lets nobody give it up.
    pub(crate) fn offline(&self, arguments: &[&str]) -> Option<Output> {
        let give_up = ["--net", "--map-root-user"];
        let probe = self.command("unshare").args(give_up).arg("true").output();
        if !probe.is_ok_and(|p| p.status.success()) {
            #[allow(clippy::print_stderr, reason = "a skipped test says so")]
            {
                eprintln!("skipped: this kernel lets nobody give up the network (unshare --net)");
            }
            return None;
        }
        let program = env!("CARGO_BIN_EXE_khaldun");
        let mut run = self.command("unshare");
        Some(run.args(give_up).arg(program).args(arguments).output().expect("unshare starts"))
    }

    pub(crate) fn command(&self, program: &str) -> Command {
        let mut command = Command::new(program);
        command.current_dir(self.0.path()).env("NO_COLOR", "1");
        command
    }
}

pub(crate) fn said(output: &Output) -> String {
    let said = String::from_utf8_lossy(&output.stderr).into_owned();
    assert!(!said.contains("panicked"), "{said}");
    said
}

pub(crate) fn printed(output: &Output) -> String {
    String::from_utf8(output.stdout.clone()).expect("standard output is UTF-8")
}

pub(crate) fn name(path: &Path) -> &str {
    path.file_name().and_then(|n| n.to_str()).expect("a plain name")
}
