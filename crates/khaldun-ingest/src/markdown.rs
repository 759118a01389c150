//! Markdown: the words without the marks.
//!
//! Emphasis, links' targets, images, footnote marks and raw HTML go; what a reader would read aloud
//! stays. A front matter's `title`, `date` and `author` are read as title, dateline and byline.

use crate::Draft;
use crate::layer::Layer;
use crate::lines::{Hint, Piece};
use crate::words;
use khaldun_text::{Furniture, Span};
use pulldown_cmark::{Event, HeadingLevel, Options, Parser, Tag, TagEnd};
use std::collections::BTreeMap;
use std::ops::Range;

/// Reads a Markdown text.
pub(crate) fn draft(received: &str) -> Draft {
    let options = Options::ENABLE_TABLES
        | Options::ENABLE_STRIKETHROUGH
        | Options::ENABLE_FOOTNOTES
        | Options::ENABLE_YAML_STYLE_METADATA_BLOCKS;
    let mut reader = Reader { received, ..Reader::default() };
    for (event, range) in Parser::new_ext(received, options).into_offset_iter() {
        reader.event(&event, range);
    }
    reader.flush();
    let left_out = BTreeMap::from([(Furniture::Hidden, reader.hidden)]);
    Draft { text: Some(reader.layer.finish()), pieces: reader.pieces, left_out, notes: Vec::new() }
}

#[derive(Default)]
struct Reader<'t> {
    received: &'t str,
    layer: Layer,
    pieces: Vec<Piece>,
    /// Where the open piece begins, once it has words.
    from: Option<usize>,
    hint: Option<Hint>,
    titled: bool,
    /// Inside block quotes, images and raw or metadata blocks.
    quotes: usize,
    silent: usize,
    metadata: bool,
    /// The next number of each open list; `None` for bullets.
    lists: Vec<Option<u64>>,
    cells: usize,
    /// Words of raw HTML and pictures' descriptions.
    hidden: usize,
}

impl Reader<'_> {
    fn event(&mut self, event: &Event<'_>, range: Range<usize>) {
        match event {
            Event::Start(tag) => self.start(tag),
            Event::End(tag) => self.end(*tag),
            Event::Text(text) if self.metadata => self.front_matter(text, range.start),
            Event::Text(text)
            | Event::Code(text)
            | Event::InlineMath(text)
            | Event::DisplayMath(text) => {
                self.text(text, range);
            }
            Event::SoftBreak => self.white(" ", range),
            Event::HardBreak => self.white("\n", range),
            Event::Rule => self.flush(),
            Event::Html(html) | Event::InlineHtml(html) => {
                if html.trim_start().to_ascii_lowercase().starts_with("<br") {
                    self.white("\n", range);
                } else {
                    self.hidden += words_outside_tags(html);
                }
            }
            Event::FootnoteReference(_) | Event::TaskListMarker(_) => {}
        }
    }

    fn start(&mut self, tag: &Tag<'_>) {
        match tag {
            Tag::Paragraph => self.open(None),
            Tag::Heading { level, .. } => {
                let first = *level == HeadingLevel::H1 && !self.titled;
                self.titled |= first;
                self.open(Some(Hint::Heading(if first { 1 } else { (*level as u8).max(2) })));
            }
            Tag::BlockQuote(_) => {
                self.flush();
                self.quotes += 1;
            }
            Tag::List(number) => {
                self.flush();
                self.lists.push(*number);
            }
            Tag::Item => {
                let number = self.lists.last_mut().and_then(Option::as_mut).map(|n| {
                    *n += 1;
                    *n - 1
                });
                self.open(Some(Hint::Item(number.and_then(|n| u32::try_from(n).ok()))));
            }
            Tag::TableRow | Tag::TableHead => {
                self.open(Some(Hint::Row));
                self.cells = 0;
            }
            Tag::TableCell => {
                if self.cells > 0 && self.from.is_some() {
                    self.layer.insert(" | ");
                }
                self.cells += 1;
            }
            Tag::CodeBlock(_) | Tag::FootnoteDefinition(_) => self.open(None),
            Tag::MetadataBlock(_) => self.metadata = true,
            Tag::Image { .. } => self.silent += 1,
            _ => {}
        }
    }

    fn end(&mut self, tag: TagEnd) {
        match tag {
            TagEnd::BlockQuote(_) => {
                self.flush();
                self.quotes = self.quotes.saturating_sub(1);
            }
            TagEnd::List(_) => {
                self.flush();
                self.lists.pop();
            }
            TagEnd::MetadataBlock(_) => self.metadata = false,
            TagEnd::Image => self.silent = self.silent.saturating_sub(1),
            TagEnd::Paragraph
            | TagEnd::Heading(_)
            | TagEnd::Item
            | TagEnd::TableRow
            | TagEnd::TableHead
            | TagEnd::CodeBlock
            | TagEnd::FootnoteDefinition => self.flush(),
            _ => {}
        }
    }

    /// Ends the open piece; what comes next is a new one. An item keeps its hint for the paragraph
    /// that is first in it.
    fn open(&mut self, hint: Option<Hint>) {
        let first_in_item =
            hint.is_none() && self.from.is_none() && matches!(self.hint, Some(Hint::Item(_)));
        if !first_in_item {
            self.flush();
            self.hint = hint;
        }
    }

    fn text(&mut self, text: &str, range: Range<usize>) {
        if self.silent > 0 {
            self.hidden += words::count(text);
            return;
        }
        let source = &self.received[range.clone()];
        if self.from.is_none() {
            if text.trim().is_empty() {
                return;
            }
            self.part();
        }
        match source.find(text) {
            Some(at) => {
                let start = range.start + at;
                self.layer.verbatim(self.received, start, start + text.len());
            }
            None => self.layer.instead(text, range.start, range.end),
        }
    }

    fn white(&mut self, space: &str, range: Range<usize>) {
        if self.from.is_some() && self.silent == 0 {
            self.layer.instead(space, range.start, range.end);
        }
    }

    /// Begins a piece: one line feed after the title, a blank line elsewhere.
    fn part(&mut self) {
        if let Some(last) = self.pieces.last() {
            self.layer.insert(if last.hint == Hint::Heading(1) { "\n" } else { "\n\n" });
        }
        self.from = Some(self.layer.len());
    }

    fn flush(&mut self) {
        let hint = self.hint.take();
        let Some(from) = self.from.take() else { return };
        self.layer.trim_end(from);
        if self.layer.len() == from {
            return;
        }
        let hint = match hint {
            Some(hint) => hint,
            None if self.quotes > 0 => Hint::Quote,
            None => Hint::Unknown,
        };
        self.pieces.push(Piece { span: Span::new(from, self.layer.len()), hint, apart: true });
    }

    /// `title: …`, `date: …`, `author: …`, one a line.
    fn front_matter(&mut self, text: &str, start: usize) {
        let block =
            self.received.get(start..start + text.len()).filter(|b| *b == text).unwrap_or("");
        for (name, hint) in
            [("title", Hint::Heading(1)), ("date", Hint::Dateline), ("author", Hint::Byline)]
        {
            let mut at = start;
            for line in block.split_inclusive('\n') {
                let value =
                    line.split_once(':').filter(|(key, _)| key.trim().eq_ignore_ascii_case(name));
                if let Some((key, value)) = value {
                    let quotes = |c: char| c.is_whitespace() || matches!(c, '"' | '\'');
                    let inner = value.trim_matches(quotes);
                    let lead = value.len() - value.trim_start_matches(quotes).len();
                    let from = at + key.len() + 1 + lead;
                    self.flush();
                    self.hint = Some(hint);
                    self.titled |= hint == Hint::Heading(1);
                    self.text(inner, from..from + inner.len());
                    self.flush();
                    break;
                }
                at += line.len();
            }
        }
    }
}

fn words_outside_tags(html: &str) -> usize {
    html.split('<')
        .map(|part| words::count(part.split_once('>').map_or("", |(_, after)| after)))
        .sum()
}
