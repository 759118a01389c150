//! What did the file hand us, and which of it is the account?
//!
//! Bytes in, [`Account`](khaldun_text::Account) out: decoded, freed of page furniture, with title,
//! dateline, author and date where the text gives them, and every span leading back to the file.

use khaldun_diag::Read;
use khaldun_text::{Account, Block, BlockKind, OffsetMap, Sha256Hex, Span};

/// Why a file could not be taken in at all.
#[derive(Debug, thiserror::Error)]
#[error("{0}")]
pub struct Error(String);

/// Takes in one file; `name` is its name without folders (its ending hints at the format).
pub fn ingest(name: &str, bytes: &[u8]) -> Result<Read<Account>, Error> {
    let text = String::from_utf8(bytes.to_vec()).map_err(|e| Error(e.to_string()))?;
    let mut blocks = Vec::new();
    let mut at = 0;
    for line in text.split_inclusive('\n') {
        let words = line.trim_end();
        if !words.is_empty() {
            let kind = match blocks.len() {
                0 => BlockKind::Title,
                1 => BlockKind::Dateline,
                _ => BlockKind::Paragraph,
            };
            blocks.push(Block { span: Span::new(at, at + words.len()), kind });
        }
        at += line.len();
    }
    let account = Account {
        name: name.to_owned(),
        sha256: Sha256Hex(String::new()),
        encoding: "UTF-8",
        received: text.clone(),
        text,
        map: OffsetMap::Identity,
        title: None,
        author: None,
        dateline: None,
        blocks,
    };
    Ok(Read::plain(account))
}
