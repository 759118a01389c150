//! HTML: the article out of the page, with every word's place in the file.
//!
//! Three readers look at a page. A scanner cuts it into pieces with their offsets (`scan`, `page`); a
//! readability algorithm votes which pieces are the article (`vote`); the page's own words, by class,
//! role and tag, say what is menu, share line or comment (`zone`). `pick` brings the three together.
//! What is left out is counted by kind and told.

mod entity;
mod meta;
mod page;
mod pick;
mod scan;
mod vote;
mod zone;

use crate::layer::Layer;
use crate::lines::{self, Hint, Piece};
use crate::{Draft, notes};
use khaldun_text::Span;
use page::{Part, Raw};

/// Reads an HTML page; `name` is for the notes.
pub(crate) fn draft(name: &str, received: &str) -> Draft {
    let page = page::read(received);
    let texts: Vec<String> = page.raws.iter().map(|raw| page::words_of(received, raw)).collect();
    let mut notes = Vec::new();
    if let Some(inside) = page.cut_in {
        notes.push(notes::cut_off(name, inside));
    }
    let vote = match vote::vote(received, &page, &texts) {
        Ok(vote) => Some(vote),
        Err(why) => {
            notes.extend(why.map(|why| notes::too_deep(name, why)));
            None
        }
    };
    let picked = pick::pick(received, &page, &texts, vote.as_deref());
    if picked.whole_page {
        notes.push(notes::no_article(name));
    }
    let mut layer = Layer::default();
    let mut pieces: Vec<Piece> = Vec::new();
    for chosen in &picked.pieces {
        if let Some(last) = pieces.last() {
            layer.insert(if last.hint == Hint::Heading(1) { "\n" } else { "\n\n" });
        }
        let from = layer.len();
        match chosen.from {
            pick::From::Piece(i) => write(&mut layer, received, &page.raws[i]),
            pick::From::Head(ref range) => write_value(&mut layer, received, range.clone()),
        }
        layer.trim_end(from);
        if !layer.nothing_since(from) {
            pieces.push(Piece {
                span: Span::new(from, layer.len()),
                hint: chosen.hint,
                apart: true,
            });
        }
    }
    let (text, map) = layer.finish();
    lines::number(&text, &mut pieces);
    Draft { text: Some((text, map)), pieces, left_out: picked.left_out, notes }
}

fn write(layer: &mut Layer, received: &str, raw: &Raw) {
    for part in &raw.parts {
        match *part {
            Part::Same { start, end } => layer.verbatim(received, start, end),
            Part::Other { start, end, first, second } => {
                let words: String = std::iter::once(first).chain(second).collect();
                layer.instead(&words, start, end);
            }
            Part::Bar => layer.insert(" | "),
        }
    }
}

/// An attribute's value or the window's title: white space levelled, entities read.
fn write_value(layer: &mut Layer, received: &str, range: std::ops::Range<usize>) {
    let mut at = range.start;
    let mut gap: Option<usize> = None;
    let from = layer.len();
    while at < range.end {
        let rest = &received[at..range.end];
        let Some(c) = rest.chars().next() else { break };
        if c.is_ascii_whitespace() {
            gap.get_or_insert(at);
            at += 1;
            continue;
        }
        if let Some(start) = gap.take().filter(|_| layer.len() > from) {
            layer.instead(" ", start, at);
        }
        if let Some((first, second, len)) = entity::read(rest) {
            let words: String = std::iter::once(first).chain(second).collect();
            layer.instead(&words, at, at + len);
            at += len;
        } else {
            layer.verbatim(received, at, at + c.len_utf8());
            at += c.len_utf8();
        }
    }
}
