//! What are the words doing?
//!
//! Text in, [`Doc`] out: tokens with lemma, part of speech, tag, morphology, head and label, entity
//! spans and sentence breaks, as spaCy's `en_core_web_sm` gives them, computed here in Rust from
//! the same weights.
//!
//! It knows nothing of claims, places or sides.

mod apostrophe;
mod character;
pub mod conllu;
mod doc;
mod entity;
mod hash;
mod label;
mod lemma;
mod lexeme;
mod model;
mod net;
mod parsed;
mod parser;
mod pipeline;
mod ruler;
mod tokenizer;
mod worker;

pub use doc::{Doc, EntityMark, Token};
pub use label::{Dep, EntityKind, Pos, Tag};
pub use parsed::Parsed;
pub use pipeline::Pipeline;
