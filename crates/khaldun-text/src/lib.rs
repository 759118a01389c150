//! What was written, and where?
//!
//! An [`Account`] is a text with its layers: as received (decoded, nothing else done to it) and as
//! extracted (what a person would call the article). Everything later stages say points into a
//! layer by [`Span`], and an [`OffsetMap`] leads from the extracted layer back to the received one,
//! so that a claim read out of an HTML page can be underlined in the very file that came in.
//!
//! This crate decodes nothing, opens nothing and knows no language.

mod account;
mod layer;
mod points;
mod span;

pub use account::{Account, Block, BlockKind, Dateline, Furniture, Sha256Hex, hex};
pub use layer::{OffsetMap, Segment};
pub use points::{CodePoints, LineCol, LineIndex};
pub use span::Span;
