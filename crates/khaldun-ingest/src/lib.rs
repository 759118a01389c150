//! What did the file hand us, and which of it is the account?
//!
//! Bytes in, [`Account`] out: decoded, freed of page furniture, with title,
//! dateline, author and date where the text gives them, and every span leading back to the file.
//!
//! ```
//! let page = b"Two camps, one bridge\nOSIJEK, 3 May 1992\n\nThe bridge was closed at noon on Friday by the garrison.\n\nLeave a Reply\n";
//! let read = khaldun_ingest::ingest("bridge.txt", page)?;
//! let account = &read.value;
//! assert_eq!(account.title.unwrap().of(&account.text), "Two camps, one bridge");
//! assert_eq!(account.dateline.as_ref().unwrap().date, Some((1992, Some(5), Some(3))));
//! assert_eq!(account.body().count(), 1);
//! # Ok::<(), khaldun_ingest::Error>(())
//! ```
//!
//! It opens no file, knows no actor or place, and reads no claim. How a page is told from the account
//! on it is written in `docs/ingest.md`.

mod date;
mod dateline;
mod decode;
mod error;
mod furniture;
mod html;
mod label;
mod layer;
mod lines;
mod markdown;
mod notes;
mod sniff;
mod words;

pub use error::Error;
pub use notes::CODES;

use khaldun_diag::{Diagnostic, Read};
use khaldun_text::{Account, BlockKind, Furniture, OffsetMap, Sha256Hex, hex};
use lines::Piece;
use sha2::{Digest, Sha256};
use std::collections::BTreeMap;

/// How much is taken in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Limits {
    /// The largest file, in bytes.
    pub bytes: usize,
}

impl Limits {
    /// As [`Limits::default`], but for files up to `bytes` (never more than spans can point into).
    #[must_use]
    pub fn with_bytes(bytes: usize) -> Self {
        // A byte of a legacy encoding becomes up to three of UTF-8; spans are 32 bits wide.
        Self { bytes: bytes.min(u32::MAX as usize / 4) }
    }

    /// Refuses a file by its length alone, so that it need not be read into memory.
    pub fn check(&self, name: &str, bytes: u64) -> Result<(), Error> {
        let bytes = usize::try_from(bytes).unwrap_or(usize::MAX);
        if bytes > self.bytes { Err(Error::too_large(name, bytes, self.bytes)) } else { Ok(()) }
    }
}

impl Default for Limits {
    /// 16 MiB: some thirty novels; an account is rarely a hundredth of it.
    fn default() -> Self {
        Self { bytes: 16 << 20 }
    }
}

/// Takes in one file; `name` is its name without folders (its ending hints at the format).
pub fn ingest(name: &str, bytes: &[u8]) -> Result<Read<Account>, Error> {
    ingest_with(name, bytes, &Limits::default())
}

/// Takes in one file of a size the caller allows.
pub fn ingest_with(name: &str, bytes: &[u8], limits: &Limits) -> Result<Read<Account>, Error> {
    if bytes.is_empty() {
        return Err(Error::empty(name, 0));
    }
    if let Some((looks_like, remedy)) = sniff::magic(bytes) {
        return Err(Error::binary(name, looks_like, remedy));
    }
    limits.check(name, bytes.len() as u64)?;
    let Some(decoded) = decode::decode(bytes) else {
        let remedy = "give the account as plain text, Markdown or HTML";
        return Err(Error::binary(name, "binary data of an unknown kind", remedy));
    };
    if !decoded.text.chars().any(char::is_alphanumeric) {
        return Err(Error::empty(name, bytes.len()));
    }
    let mut notes = Vec::new();
    if decoded.encoding != "UTF-8" {
        notes.push(notes::not_utf8(name, decoded.encoding, decoded.guessed));
    }
    if decoded.replaced > 0 {
        notes.push(notes::replaced(name, decoded.encoding, decoded.replaced));
    }
    let draft = match sniff::format(name, &decoded.text) {
        sniff::Format::Plain => plain(&decoded.text),
        sniff::Format::Markdown => markdown::draft(&decoded.text),
        sniff::Format::Html => html::draft(name, &decoded.text),
    };
    Ok(finish(name, bytes, decoded, draft, notes))
}

/// What a format's reader hands over.
struct Draft {
    /// The extracted text, where it differs from the received one.
    text: Option<(String, OffsetMap)>,
    pieces: Vec<Piece>,
    /// Words left out of the extracted text, by kind.
    left_out: BTreeMap<Furniture, usize>,
    notes: Vec<Diagnostic>,
}

fn plain(text: &str) -> Draft {
    Draft { text: None, pieces: lines::pieces(text), left_out: BTreeMap::new(), notes: Vec::new() }
}

fn finish(
    name: &str,
    bytes: &[u8],
    decoded: decode::Decoded,
    draft: Draft,
    mut notes: Vec<Diagnostic>,
) -> Read<Account> {
    let received = decoded.text;
    let (text, map) = draft.text.unwrap_or_else(|| (received.clone(), OffsetMap::Identity));
    let labelled = label::label(&text, &draft.pieces);
    notes.extend(draft.notes);
    notes.extend(notes::furniture(name, &draft.left_out, false));
    notes.extend(notes::furniture(name, &kept(&text, &labelled), true));
    match labelled.ambiguous {
        Some(span) => notes.push(notes::two_readings(name, span)),
        None if labelled.dateline.as_ref().is_none_or(|d| d.date.is_none()) => {
            notes.push(notes::no_date(name));
        }
        None => {}
    }
    let account = Account {
        name: name.to_owned(),
        sha256: Sha256Hex(hex(&Sha256::digest(bytes))),
        encoding: decoded.encoding,
        received,
        text,
        map,
        title: labelled.title,
        author: labelled.author,
        dateline: labelled.dateline,
        blocks: labelled.blocks,
    };
    Read { value: account, notes }
}

/// Words that stand in the text as furniture, by kind.
fn kept(text: &str, labelled: &label::Labelled) -> BTreeMap<Furniture, usize> {
    let mut counts = BTreeMap::new();
    for block in &labelled.blocks {
        if let BlockKind::Furniture(kind) = block.kind {
            *counts.entry(kind).or_default() += words::count(block.span.of(text));
        }
    }
    counts
}
