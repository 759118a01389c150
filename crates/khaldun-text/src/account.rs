use crate::{OffsetMap, Span};
use serde::{Deserialize, Serialize};
use std::fmt::Write as _;

/// A SHA-256 in lower-case hexadecimal.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Sha256Hex(pub String);

/// Bytes in lower-case hexadecimal, two digits each: how sums are printed everywhere.
#[must_use]
pub fn hex(bytes: &[u8]) -> String {
    bytes.iter().fold(String::with_capacity(2 * bytes.len()), |mut out, byte| {
        let _ = write!(out, "{byte:02x}");
        out
    })
}

/// One source text with its layers and what it says of itself.
///
/// Spans of title, dateline, author, blocks and furniture point into [`Account::text`].
#[derive(Clone, Debug)]
pub struct Account {
    /// How the user named it (file name without folders).
    pub name: String,
    /// SHA-256 of the bytes that came in.
    pub sha256: Sha256Hex,
    /// The encoding it was read as ("UTF-8", "windows-1252", "UTF-16LE").
    pub encoding: &'static str,
    /// As received: decoded, otherwise untouched.
    pub received: String,
    /// As extracted: what the stages read.
    pub text: String,
    /// From `text` back to `received`.
    pub map: OffsetMap,
    /// Title, where the text has one.
    pub title: Option<Span>,
    /// Author's name, where the text gives one.
    pub author: Option<Span>,
    /// Dateline, where the text gives one.
    pub dateline: Option<Dateline>,
    /// The parts of `text` in reading order; together they cover every word that is not white space.
    pub blocks: Vec<Block>,
}

impl Account {
    /// The blocks that a reader of claims looks at: body text, not title, dateline or furniture.
    pub fn body(&self) -> impl Iterator<Item = &Block> {
        self.blocks.iter().filter(|b| b.is_body())
    }
}

/// The line by which an account says when and where it was written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Dateline {
    /// The whole line.
    pub span: Span,
    /// The words of the date.
    pub date_span: Option<Span>,
    /// The date as ISO year, month, day; month and day only where the text gives them.
    pub date: Option<(i16, Option<u8>, Option<u8>)>,
    /// The words of the place, where the line names one.
    pub place: Option<Span>,
}

/// A paragraph, heading, list item or piece of page furniture.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Block {
    /// In [`Account::text`].
    pub span: Span,
    /// What it is.
    pub kind: BlockKind,
}

impl Block {
    /// Whether claims are read from it.
    pub fn is_body(&self) -> bool {
        matches!(self.kind, BlockKind::Paragraph | BlockKind::Item { .. } | BlockKind::Quote)
    }
}

/// What a block is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum BlockKind {
    /// The account's title.
    Title,
    /// The line with place and date.
    Dateline,
    /// The line that names the author.
    Byline,
    /// A heading inside the account.
    Heading,
    /// Running text.
    Paragraph,
    /// An item of a list or a numbered point; `number` as printed, where there is one.
    Item {
        /// The number before the item.
        number: Option<u32>,
    },
    /// A quoted passage set apart.
    Quote,
    /// Not the account: menus, share lines, comment forms and the like.
    Furniture(Furniture),
}

/// Why a block counts as page furniture.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub enum Furniture {
    /// Navigation: menus, breadcrumbs, "skip to content".
    Menu,
    /// "Share this", "Tweet", counts of shares.
    Share,
    /// The form for readers' comments, or the invitation to write one.
    CommentForm,
    /// What readers wrote.
    ReaderComment,
    /// Copyright and licence lines.
    Copyright,
    /// "Follow us", newsletters, appeals for money.
    Follow,
    /// Links to other articles, tags, "read also".
    Related,
    /// Credits of photos, editors, agencies.
    Credit,
    /// Scripts, styles, hidden text.
    Hidden,
}
