//! How do we check it?
//!
//! Suites are Markdown files under `suites/` in which a text is quoted and the expected claims
//! follow as list lines, so that someone who reads no Rust can write them ([`suite`]). [`account`]
//! makes an account of a bare text, [`shared`] finds the gold sets that live outside the repository,
//! [`planted`] makes synthetic conflicts whose truth is known, [`mod@acled`] record files of any size.

pub mod acled;
pub mod planted;
pub mod suite;

use khaldun_text::{Account, Block, BlockKind, OffsetMap, Sha256Hex, Span};
use std::path::PathBuf;

/// An account of a bare text: every paragraph is body text, there is no title and no dateline.
pub fn account(text: &str) -> Account {
    let mut blocks = Vec::new();
    let mut at = 0;
    for line in text.split_inclusive('\n') {
        let words = line.trim_end();
        if !words.is_empty() {
            blocks
                .push(Block { span: Span::new(at, at + words.len()), kind: BlockKind::Paragraph });
        }
        at += line.len();
    }
    Account {
        name: "suite".to_owned(),
        sha256: Sha256Hex(String::new()),
        encoding: "UTF-8",
        received: text.to_owned(),
        text: text.to_owned(),
        map: OffsetMap::Identity,
        title: None,
        author: None,
        dateline: None,
        blocks,
    }
}

/// The folder of gold sets and records, named by `KHALDUN_SHARED` or beside the repository; `None`
/// where there is none, which is printed, and the test that asks skips.
#[allow(
    clippy::disallowed_methods,
    clippy::print_stderr,
    reason = "test-only: the gold sets live outside the repository"
)]
pub fn shared() -> Option<PathBuf> {
    let beside = || PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../../shared");
    let folder = std::env::var_os("KHALDUN_SHARED").map_or_else(beside, PathBuf::from);
    if folder.join("accounts/dev").is_dir() {
        return Some(folder);
    }
    eprintln!("skipped: no shared folder at {} (set KHALDUN_SHARED)", folder.display());
    None
}
