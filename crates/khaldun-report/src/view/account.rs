//! An account in words: its text cut into stretches, its cards, its points and bars.

use super::split::{self, Piece};
use super::{Bar, Card, Dot, Pair, Point, argument, chart, relation};
use khaldun::analyst::Work;
use khaldun::{Checked, CheckedAccount};
use khaldun_diag::Diagnostic;
use khaldun_text::{Block, BlockKind, Furniture, Span};

/// One account as the page sets it.
#[derive(Debug)]
pub struct AccountView {
    /// Its number, from 1.
    pub number: usize,
    /// Its title, or its file's name.
    pub title: String,
    /// The file's name.
    pub name: String,
    /// SHA-256 of the bytes that came in.
    pub sha256: String,
    /// The encoding it was read as.
    pub encoding: &'static str,
    /// Author, where the text names one.
    pub author: Option<String>,
    /// Dateline, where the text has one.
    pub dateline: Option<String>,
    /// Words in the account, furniture not counted.
    pub words: usize,
    /// Its text, in reading order.
    pub text: Vec<Stretch>,
    /// Its claims.
    pub cards: Vec<Card>,
    /// Lane of each claim's underline.
    pub lanes: Vec<usize>,
    /// What goes on the map.
    pub dots: Vec<Dot>,
    /// What goes on the timeline.
    pub bars: Vec<Bar>,
    /// Who is said to have done what to whom, a pair of parties each.
    pub pairs: Vec<Pair>,
    /// What rests on what.
    pub argument: Vec<Point>,
    /// What the reading wants said.
    pub notes: Vec<Diagnostic>,
}

/// A block, or a run of furniture.
#[derive(Debug)]
pub enum Stretch {
    /// A block of the account.
    Block {
        /// What it is.
        kind: BlockKind,
        /// Its words, cut at the claims' boundaries.
        pieces: Vec<Words>,
        /// Whether most of its letters belong to another script than the page's own.
        foreign: bool,
    },
    /// What was left out.
    Furniture {
        /// Why.
        kind: Furniture,
        /// How many words.
        words: usize,
        /// They themselves, a block each.
        blocks: Vec<String>,
    },
}

/// Some words of a block, and the claims they lie in.
#[derive(Debug)]
pub struct Words {
    /// The words.
    pub text: String,
    /// Which claims they lie in (indices of cards), innermost first; which end here.
    pub piece: Piece,
}

impl AccountView {
    pub(super) fn of(n: usize, checked: &CheckedAccount, all: &Checked, work: &Work) -> Self {
        let account = &checked.account;
        let text = &account.text;
        let mut cards: Vec<Card> =
            checked.claims.iter().map(|c| Card::of(n, c, checked, (all, work))).collect();
        argument::set_against(checked, &mut cards);
        let spans: Vec<Span> = cards.iter().map(|c| c.span).collect();
        let said = |span: Option<Span>| span.map(|s| s.of(text).trim().to_owned());
        let body = account.blocks.iter().filter(|b| !matches!(b.kind, BlockKind::Furniture(_)));
        Self {
            number: n + 1,
            title: said(account.title).unwrap_or_else(|| account.name.clone()),
            name: account.name.clone(),
            sha256: account.sha256.0.clone(),
            encoding: account.encoding,
            author: said(account.author),
            dateline: said(account.dateline.as_ref().map(|d| d.span)),
            words: body.map(|b| b.span.of(text).split_whitespace().count()).sum(),
            text: stretches(&account.blocks, text, &spans),
            lanes: split::lanes(&spans),
            dots: chart::dots(checked, &cards, all),
            bars: chart::bars(checked, &cards, all),
            pairs: relation::pairs(checked, &cards),
            argument: argument::points(checked, &cards),
            cards,
            notes: checked.notes.clone(),
        }
    }
}

/// The longest stretch of a block, in bytes, that is set as one: a browser lays out a paragraph whole, and
/// one of megabytes would take it minutes.
const MOST: usize = 16_384;

/// The pieces of a block, as many together as fit; a block of ordinary length stays whole.
fn sheets(pieces: impl Iterator<Item = Words>) -> Vec<Vec<Words>> {
    let mut out: Vec<Vec<Words>> = vec![Vec::new()];
    let mut bytes = 0;
    for words in pieces {
        if bytes > 0 && bytes + words.text.len() > MOST {
            out.push(Vec::new());
            bytes = 0;
        }
        bytes += words.text.len();
        if let Some(sheet) = out.last_mut() {
            sheet.push(words);
        }
    }
    out
}

fn stretches(blocks: &[Block], text: &str, spans: &[Span]) -> Vec<Stretch> {
    let mut out: Vec<Stretch> = Vec::new();
    for block in blocks {
        let said = block.span.of(text);
        match (&block.kind, out.last_mut()) {
            (BlockKind::Furniture(this), Some(Stretch::Furniture { kind, words, blocks }))
                if this == kind =>
            {
                *words += said.split_whitespace().count();
                blocks.push(said.to_owned());
            }
            (BlockKind::Furniture(kind), _) => out.push(Stretch::Furniture {
                kind: *kind,
                words: said.split_whitespace().count(),
                blocks: vec![said.to_owned()],
            }),
            (kind, _) => {
                let words = |piece: Piece| Words { text: piece.span.of(text).to_owned(), piece };
                let pieces = split::pieces(block.span, spans).into_iter();
                let pieces = pieces.flat_map(|p| split::cut(p, text, MOST)).map(words);
                let foreign = foreign(said);
                let mut kind = kind.clone();
                for pieces in sheets(pieces) {
                    out.push(Stretch::Block { kind, pieces, foreign });
                    kind = BlockKind::Paragraph;
                }
            }
        }
    }
    out
}

/// Whether most letters are of another script than Latin: such a block must not be read aloud as
/// English.
fn foreign(text: &str) -> bool {
    let letters = text.chars().filter(|c| c.is_alphabetic());
    let (mut latin, mut other) = (0, 0);
    for letter in letters {
        if letter < '\u{250}' || ('\u{1e00}'..'\u{1f00}').contains(&letter) {
            latin += 1;
        } else {
            other += 1;
        }
    }
    other > latin
}
