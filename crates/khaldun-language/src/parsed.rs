use crate::{Doc, Pipeline, apostrophe};
use khaldun_text::{Account, Span};

/// An account with the parse of each of its blocks.
#[derive(Clone, Debug)]
pub struct Parsed {
    /// Beside [`Account::blocks`]: the parse of the block's text, `None` for furniture.
    pub docs: Vec<Option<Doc>>,
    /// Where each block begins in [`Account::text`]; token spans are relative to it.
    pub offsets: Vec<u32>,
}

impl Parsed {
    /// Parses every block but the furniture; apostrophes that the text has lost are put back for the
    /// parser's eyes.
    pub fn of(account: &Account, pipeline: &Pipeline) -> Self {
        use khaldun_text::BlockKind::Furniture;
        let wanted = |i: &usize| !matches!(account.blocks[*i].kind, Furniture(_));
        let wanted: Vec<usize> = (0..account.blocks.len()).filter(wanted).collect();
        let texts: Vec<&str> =
            wanted.iter().map(|&i| account.blocks[i].span.of(&account.text)).collect();
        let mut parsed = pipeline.parse_many(&texts);
        let lost = apostrophe::lost(&parsed.iter().collect::<Vec<_>>());
        for ((doc, text), at) in parsed.iter_mut().zip(&texts).zip(&lost) {
            if !at.is_empty() {
                let again = pipeline.parse(&apostrophe::put_back(text, at));
                *doc = apostrophe::laid_on(text, at, again);
            }
        }
        let mut docs = vec![None; account.blocks.len()];
        for (i, doc) in wanted.into_iter().zip(parsed) {
            docs[i] = Some(doc);
        }
        Self { docs, offsets: account.blocks.iter().map(|b| b.span.start).collect() }
    }

    /// A stretch of a block's tokens as a span of [`Account::text`].
    pub fn span(&self, block: usize, tokens: std::ops::Range<usize>) -> Option<Span> {
        Some(self.docs[block].as_ref()?.span(tokens).shift(self.offsets[block]))
    }
}
