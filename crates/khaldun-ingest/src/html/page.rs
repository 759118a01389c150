//! Tags and text into the page's pieces: paragraphs, headings, items, with what holds each.
//!
//! A piece is what a browser would set as one block. Nothing is judged here but what the mark-up
//! says outright (zones); which pieces are the article is `pick.rs`'s business.

use super::entity;
use super::meta::Meta;
use super::scan::{Scanner, Token};
use super::zone::{self, Attributes, Says};
use crate::lines::Hint;
use khaldun_text::Furniture;
use std::ops::Range;

/// Where a character of a piece came from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Part {
    /// The same bytes.
    Same { start: usize, end: usize },
    /// An entity, or white space that a browser shows as one space.
    Other { start: usize, end: usize, first: char, second: Option<char> },
    /// Put in between the cells of a row.
    Bar,
}

/// A stretch of the page that holds together.
#[derive(Clone, Debug)]
pub(crate) struct Raw {
    pub(crate) parts: Vec<Part>,
    pub(crate) hint: Hint,
    /// What it says it is ("entry-title", "byline").
    pub(crate) says: Option<Says>,
    /// The innermost zone around it, as an index into [`Page::zones`].
    pub(crate) zone: Option<usize>,
    /// The element that holds it; pieces of one container share a number.
    pub(crate) container: usize,
    /// Words, and how many of them are links.
    pub(crate) words: usize,
    pub(crate) linked: usize,
    /// The row of a table it stands in, and its cell.
    row: Option<usize>,
    cell: usize,
}

/// An element that says it is furniture.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Zone {
    pub(crate) kind: Furniture,
    pub(crate) parent: Option<usize>,
}

/// A page in pieces.
#[derive(Default)]
pub(crate) struct Page {
    pub(crate) raws: Vec<Raw>,
    pub(crate) zones: Vec<Zone>,
    pub(crate) meta: Meta,
    /// Deepest nesting, and number of elements.
    pub(crate) depth: usize,
    pub(crate) elements: usize,
    /// What the page ends inside of.
    pub(crate) cut_in: Option<&'static str>,
}

/// Cuts a page into its pieces.
pub(crate) fn read(page: &str) -> Page {
    let mut scanner = Scanner::new(page);
    let mut reader = Reader {
        page,
        out: Page::default(),
        stack: Vec::new(),
        over: 0,
        open: None,
        gap: None,
        breaks: 0,
        rows: 0,
        opened: false,
        closed: false,
    };
    while let Some(token) = scanner.next() {
        match token {
            Token::Text(range) => reader.text(range),
            Token::Open { name, attributes, at } => {
                reader.open(name, &Attributes { page, list: attributes }, at);
            }
            Token::Close { name } => reader.close(name),
            Token::Raw { name, text } => reader.out.meta.raw(page, name, text),
        }
    }
    reader.flush();
    reader.out.cut_in = scanner.cut_in.or_else(|| {
        (reader.opened && !reader.closed && !reader.stack.is_empty()).then_some("the page's body")
    });
    join_rows(&mut reader.out.raws);
    reader.out
}

/// An open element. What lies in it inherits all but its name.
#[derive(Clone, Copy)]
#[allow(clippy::struct_excessive_bools, reason = "four independent facts about an element")]
struct Element<'t> {
    name: &'t str,
    block: bool,
    zone: Option<usize>,
    says: Option<Says>,
    container: usize,
    hint: Hint,
    pre: bool,
    link: bool,
    quote: bool,
    row: Option<usize>,
    cell: usize,
    /// The next number of an ordered list.
    number: Option<u32>,
}

struct Reader<'t> {
    page: &'t str,
    out: Page,
    stack: Vec<Element<'t>>,
    /// Elements beyond the deepest that is kept.
    over: usize,
    open: Option<Raw>,
    /// White space seen since the last word of the open piece.
    gap: Option<Range<usize>>,
    /// Line breaks in a row.
    breaks: usize,
    rows: usize,
    opened: bool,
    closed: bool,
}

/// Deeper than any page that a person wrote; what lies deeper belongs to the deepest kept.
const DEEPEST: usize = 10_000;
/// How far up an end tag looks for its beginning.
const LOOK_UP: usize = 512;

const BLOCKS: [&str; 48] = [
    "address",
    "article",
    "aside",
    "blockquote",
    "body",
    "center",
    "dd",
    "details",
    "dialog",
    "div",
    "dl",
    "dt",
    "fieldset",
    "figcaption",
    "figure",
    "footer",
    "form",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "header",
    "hgroup",
    "html",
    "li",
    "main",
    "menu",
    "nav",
    "ol",
    "option",
    "p",
    "pre",
    "section",
    "select",
    "summary",
    "table",
    "tbody",
    "td",
    "tfoot",
    "th",
    "thead",
    "tr",
    "ul",
    "button",
    "caption",
    "label",
];
const VOID: [&str; 14] = [
    "area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "param", "source",
    "track", "wbr",
];

fn known(list: &[&'static str], name: &str) -> Option<&'static str> {
    list.iter().find(|n| n.eq_ignore_ascii_case(name)).copied()
}

impl<'t> Reader<'t> {
    fn top(&self) -> Option<&Element<'t>> {
        self.stack.last()
    }

    fn open(&mut self, name: &'t str, attributes: &Attributes<'t>, at: usize) {
        self.out.elements += 1;
        if let Some(void) = known(&VOID, name) {
            self.void(void, attributes, at);
            return;
        }
        let block = known(&BLOCKS, name);
        self.opened |= matches!(block, Some("html" | "body"));
        if let Some(tag) = block {
            self.flush();
            self.close_implied(tag);
        }
        if self.stack.len() >= DEEPEST {
            self.over += 1;
            return;
        }
        let element = self.element(name, block, attributes);
        self.stack.push(element);
        self.out.depth = self.out.depth.max(self.stack.len());
    }

    fn element(
        &mut self,
        name: &'t str,
        block: Option<&'static str>,
        attributes: &Attributes<'t>,
    ) -> Element<'t> {
        let parent = self.top().copied();
        let tag = block.unwrap_or(if name.eq_ignore_ascii_case("a") { "a" } else { "" });
        let lower = name.to_ascii_lowercase();
        let mut element = parent.unwrap_or(Element {
            name,
            block: true,
            zone: None,
            says: None,
            container: 0,
            hint: Hint::Unknown,
            pre: false,
            link: false,
            quote: false,
            row: None,
            cell: 0,
            number: None,
        });
        element.name = name;
        element.block = block.is_some();
        element.link |= tag == "a";
        element.pre |= tag == "pre";
        element.quote |= tag == "blockquote";
        if block.is_some() && tag != "p" {
            element.container = self.out.elements;
        }
        if let Some(level) =
            lower.strip_prefix('h').filter(|_| block.is_some()).and_then(|l| l.parse().ok())
        {
            element.hint = Hint::Heading(level);
        }
        match tag {
            "ol" => {
                element.number =
                    attributes.get("start").and_then(|s| s.trim().parse().ok()).or(Some(1));
            }
            "ul" | "menu" => element.number = None,
            "li" => element.hint = Hint::Item(self.next_number()),
            "tr" => {
                self.rows += 1;
                element.row = Some(self.rows);
            }
            "td" | "th" => element.cell = self.out.elements,
            _ => {}
        }
        let says = zone::of(&lower, attributes);
        for said in says.iter().rev() {
            match said {
                Says::Furniture(kind) => {
                    self.out.zones.push(Zone { kind: *kind, parent: element.zone });
                    element.zone = Some(self.out.zones.len() - 1);
                }
                own => element.says = Some(*own),
            }
        }
        self.out.meta.element(&lower, attributes);
        element
    }

    /// The number of the list item that opens now.
    fn next_number(&mut self) -> Option<u32> {
        let list = self
            .stack
            .iter_mut()
            .rev()
            .take(LOOK_UP)
            .find(|e| e.name.eq_ignore_ascii_case("ol") || e.name.eq_ignore_ascii_case("ul"))?;
        let number = list.number?;
        list.number = Some(number.saturating_add(1));
        Some(number)
    }

    fn void(&mut self, name: &str, attributes: &Attributes<'t>, at: usize) {
        match name {
            "br" => {
                self.breaks += 1;
                if self.breaks >= 2 {
                    self.flush();
                } else if self.open.is_some() {
                    self.gap = None;
                    self.push(Part::Other { start: at, end: at, first: '\n', second: None });
                }
            }
            "hr" => self.flush(),
            _ => self.out.meta.element(name, attributes),
        }
    }

    fn close(&mut self, name: &'t str) {
        let block = known(&BLOCKS, name);
        self.closed |= matches!(block, Some("html" | "body"));
        if block.is_some() {
            self.flush();
        }
        if self.over > 0 {
            self.over -= 1;
            return;
        }
        for i in (0..self.stack.len()).rev().take(LOOK_UP) {
            let element = &self.stack[i];
            if element.name.eq_ignore_ascii_case(name) {
                self.stack.truncate(i);
                return;
            }
            // An inline end tag does not close blocks.
            if block.is_none() && element.block {
                return;
            }
        }
    }

    /// `<p>`, `<li>`, cells and rows that end where the next begins.
    fn close_implied(&mut self, tag: &str) {
        let (closes, until): (&[&str], &[&str]) = match tag {
            "li" => (&["li"], &["ul", "ol", "menu"]),
            "td" | "th" => (&["td", "th"], &["tr", "table"]),
            "tr" => (&["tr"], &["table"]),
            "dt" | "dd" => (&["dt", "dd"], &["dl"]),
            "option" => (&["option"], &["select"]),
            _ => (
                &["p"],
                &[
                    "div",
                    "section",
                    "article",
                    "td",
                    "th",
                    "li",
                    "blockquote",
                    "body",
                    "table",
                    "button",
                ],
            ),
        };
        for i in (0..self.stack.len()).rev().take(LOOK_UP) {
            let name = self.stack[i].name;
            if known_in(closes, name) {
                self.stack.truncate(i);
                return;
            }
            if known_in(until, name) {
                return;
            }
        }
    }

    fn text(&mut self, range: Range<usize>) {
        let pre = self.top().is_some_and(|e| e.pre);
        let text = &self.page[range.clone()];
        let mut at = 0;
        while at < text.len() {
            let rest = &text[at..];
            let start = range.start + at;
            let space = rest.find(|c: char| !c.is_ascii_whitespace()).unwrap_or(rest.len());
            if space > 0 {
                if pre {
                    self.preformatted(&rest[..space], start);
                } else if self.open.is_some() {
                    let from = self.gap.as_ref().map_or(start, |g| g.start);
                    self.gap = Some(from..start + space);
                }
                at += space;
                continue;
            }
            if let Some((first, second, len)) = entity::read(rest) {
                self.word(Part::Other { start, end: start + len, first, second });
                at += len;
                continue;
            }
            let first = rest.chars().next().map_or(1, char::len_utf8);
            let end = rest[first..]
                .find(|c: char| c.is_ascii_whitespace() || c == '&')
                .map_or(rest.len(), |e| first + e);
            self.word(Part::Same { start, end: start + end });
            at += end;
        }
    }

    /// Blank lines part, line ends stay.
    fn preformatted(&mut self, space: &str, start: usize) {
        if space.matches('\n').count() >= 2 {
            self.flush();
        } else if self.open.is_some() {
            self.push(Part::Same { start, end: start + space.len() });
        }
    }

    fn word(&mut self, part: Part) {
        let gap = self.gap.take();
        self.breaks = 0;
        if self.open.is_none() {
            self.begin();
        }
        let joined = gap.is_none();
        match gap {
            Some(gap) if gap.len() == 1 && self.page.as_bytes()[gap.start] == b' ' => {
                self.push(Part::Same { start: gap.start, end: gap.end });
            }
            // What a browser shows as one space, tags in between and all.
            Some(gap) => {
                self.push(Part::Other { start: gap.start, end: gap.end, first: ' ', second: None });
            }
            None => {}
        }
        let link = self.top().is_some_and(|e| e.link);
        if let Some(open) = &mut self.open {
            let new = usize::from(!joined || open.words == 0);
            open.words += new;
            open.linked += if link { new } else { 0 };
        }
        self.push(part);
    }

    fn push(&mut self, part: Part) {
        let Some(open) = &mut self.open else { return };
        if let (Part::Same { start, end: more }, Some(Part::Same { end, .. })) =
            (part, open.parts.last_mut())
            && *end == start
        {
            *end = more;
            return;
        }
        open.parts.push(part);
    }

    fn begin(&mut self) {
        let element = self.top();
        let hint = match element.map(|e| (e.hint, e.quote)) {
            Some((Hint::Unknown, true)) => Hint::Quote,
            Some((hint, _)) => hint,
            None => Hint::Unknown,
        };
        self.open = Some(Raw {
            parts: Vec::new(),
            hint,
            says: element.and_then(|e| e.says),
            zone: element.and_then(|e| e.zone),
            container: element.map_or(0, |e| e.container),
            words: 0,
            linked: 0,
            row: element.and_then(|e| e.row),
            cell: element.map_or(0, |e| e.cell),
        });
        // A second paragraph of an item is no item of its own.
        if matches!(hint, Hint::Item(_)) {
            for element in self.stack.iter_mut().rev().take(LOOK_UP) {
                element.hint = Hint::Unknown;
                if element.name.eq_ignore_ascii_case("li") {
                    break;
                }
            }
        }
    }

    fn flush(&mut self) {
        self.gap = None;
        self.breaks = 0;
        let Some(mut open) = self.open.take() else { return };
        let blank = |p: &Part| match *p {
            Part::Other { first, second: None, .. } => first.is_whitespace(),
            Part::Same { start, end } => self.page[start..end].trim().is_empty(),
            _ => false,
        };
        while open.parts.last().is_some_and(blank) {
            open.parts.pop();
        }
        let lead = open.parts.iter().take_while(|p| blank(p)).count();
        open.parts.drain(..lead);
        if !open.parts.is_empty() {
            self.out.raws.push(open);
        }
    }
}

fn known_in(list: &[&str], name: &str) -> bool {
    list.iter().any(|n| n.eq_ignore_ascii_case(name))
}

/// The cells of a row of short cells become one piece; tables that only lay a page out stay apart.
fn join_rows(raws: &mut Vec<Raw>) {
    const CELL: usize = 15;
    let mut out: Vec<Raw> = Vec::with_capacity(raws.len());
    let mut rest = raws.drain(..).peekable();
    while let Some(first) = rest.next() {
        let mut row = vec![first];
        while let Some(next) = rest.next_if(|r| r.row.is_some() && r.row == row[0].row) {
            row.push(next);
        }
        let apart = row.windows(2).all(|w| w[0].cell != w[1].cell && w[0].zone == w[1].zone);
        if row.len() == 1 || !apart || row.iter().any(|r| r.words > CELL) {
            out.append(&mut row);
            continue;
        }
        let joined = row.into_iter().reduce(|mut all, cell| {
            all.parts.push(Part::Bar);
            all.parts.extend(cell.parts);
            all.words += cell.words;
            all.linked += cell.linked;
            all.hint = Hint::Row;
            all
        });
        out.extend(joined);
    }
    drop(rest);
    *raws = out;
}

/// The words of a piece as a reader sees them.
pub(crate) fn words_of(page: &str, raw: &Raw) -> String {
    let mut out = String::new();
    for part in &raw.parts {
        match *part {
            Part::Same { start, end } => out.push_str(&page[start..end]),
            Part::Other { first, second, .. } => {
                out.push(first);
                out.extend(second);
            }
            Part::Bar => out.push_str(" | "),
        }
    }
    out
}
