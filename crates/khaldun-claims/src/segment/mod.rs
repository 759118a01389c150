//! Where does one claim end and the next begin?
//!
//! A clause is cut out of the dependency parse: every word that carries an assertion of its own
//! ([`head`]) takes what hangs below it, less what hangs below the next such word ([`extent`]).
//! Words that only report ([`frame`]) and words that assert nothing ([`keep`]) make no clause;
//! some asides do ([`aside`]).

mod absolute;
mod aside;
pub(crate) mod charge;
pub(crate) mod closing;
pub(crate) mod extent;
pub(crate) mod frame;
mod gap;
pub(crate) mod head;
mod keep;
pub(crate) mod likened;
mod nominal;

use crate::clause::Clause;
use crate::rule::Page;
use crate::view::View;
use khaldun_language::Parsed;
use khaldun_model::Mentions;
use khaldun_text::{Account, Span};

/// The rules' pages.
pub const PAGES: &[Page] = &[];

/// Cuts the body of an account into clauses, in text order.
pub fn clauses(account: &Account, parsed: &Parsed, mentions: &Mentions) -> Vec<Clause> {
    cut(account, parsed, mentions, &views(account, parsed))
}

/// Looks up every block from which claims are read.
pub(crate) fn views<'d>(account: &Account, parsed: &'d Parsed) -> Vec<Option<View<'d>>> {
    let body = account.blocks.iter().zip(&parsed.docs);
    body.map(|(b, doc)| doc.as_ref().filter(|_| b.is_body()).map(View::of)).collect()
}

pub(crate) fn cut(
    account: &Account,
    parsed: &Parsed,
    mentions: &Mentions,
    views: &[Option<View<'_>>],
) -> Vec<Clause> {
    debug_assert_eq!(views.len(), account.blocks.len());
    let mut all: Vec<Clause> = Vec::new();
    for (block, view) in views.iter().enumerate() {
        if let Some(view) = view {
            let first = all.len();
            let offset = parsed.offsets[block];
            let here = account.blocks[block].span;
            let from = mentions.times.partition_point(|m| m.span.start < here.start);
            let within = mentions.times[from..].iter().take_while(|m| here.contains(m.span));
            let local = |s: Span| Span { start: s.start - offset, end: s.end - offset };
            let times: Vec<Span> = within.map(|m| local(m.span)).collect();
            let cut = extent::cut(view, block, offset, first, &times);
            let title = account.title.map(|t| t.of(&account.text));
            let body = keep::body(&view.doc.text, title);
            let inside = |c: &Clause| body.contains(&((c.span.start - offset) as usize));
            let kept = cut.into_iter().filter(inside);
            all.extend(kept);
        }
    }
    all
}
