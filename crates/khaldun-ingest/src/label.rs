//! Pieces to blocks: which is the title, the dateline, the byline, a heading, furniture, body.
//!
//! The head of an account (all before its first paragraph) is read for title, dateline and author;
//! the first and the last paragraphs are freed of what was run into them; the rest is told by the
//! format or by how a line is built. In doubt a piece is body.

use crate::date::Printed;
use crate::furniture::{self, run_in};
use crate::lines::{Hint, Piece};
use crate::{dateline, words};
use khaldun_text::{Block, BlockKind, Dateline, Furniture, Span};

/// What the pieces turned out to be.
#[derive(Debug, Default)]
pub(crate) struct Labelled {
    pub(crate) blocks: Vec<Block>,
    pub(crate) title: Option<Span>,
    pub(crate) author: Option<Span>,
    pub(crate) dateline: Option<Dateline>,
    /// Where the dateline's date has two readings.
    pub(crate) ambiguous: Option<Span>,
}

/// How many pieces of the head are looked at for title and dateline, and how far a heading looks for
/// its paragraph.
const HEAD: usize = 40;

/// Names every piece.
pub(crate) fn label(text: &str, pieces: &[Piece]) -> Labelled {
    let furniture = furniture::find(text, pieces);
    let mut reader = Reader {
        text,
        pieces,
        kinds: vec![None; pieces.len()],
        out: Labelled::default(),
        printed: None,
    };
    for (i, kind) in furniture.iter().enumerate() {
        reader.kinds[i] = kind.map(BlockKind::Furniture);
    }
    reader.head();
    reader.late_dateline();
    reader.rest();
    reader.blocks();
    reader.out
}

struct Reader<'t> {
    text: &'t str,
    pieces: &'t [Piece],
    kinds: Vec<Option<BlockKind>>,
    out: Labelled,
    printed: Option<Printed>,
}

impl<'t> Reader<'t> {
    fn line(&self, i: usize) -> &'t str {
        self.pieces[i].span.of(self.text)
    }

    fn is_furniture(&self, i: usize) -> bool {
        matches!(self.kinds[i], Some(BlockKind::Furniture(_)))
    }

    /// Title, dateline and byline, in whichever order they stand.
    fn head(&mut self) {
        let end = self.head_end();
        for i in 0..end {
            self.dateline_at(i);
        }
        let title = self.title_among(end);
        if let Some(i) = title {
            self.kinds[i] = Some(BlockKind::Title);
            self.out.title = Some(self.pieces[i].span);
        }
        for i in 0..end {
            self.byline_at(i, title);
        }
        // The headline printed again, and the site's name before it, say nothing new.
        for i in 0..end {
            if self.kinds[i].is_none() && title.is_some_and(|t| self.repeats(t, i)) {
                self.kinds[i] = Some(BlockKind::Title);
            } else if self.kinds[i].is_none()
                && title.is_some_and(|t| i < t)
                && words::count(self.line(i)) <= 6
            {
                self.kinds[i] = Some(BlockKind::Furniture(Furniture::Menu));
            }
        }
    }

    /// One past the last piece of the head: the first paragraph, but at least two lines.
    fn head_end(&self) -> usize {
        let prose = |i: usize| {
            !self.is_furniture(i)
                && matches!(self.pieces[i].hint, Hint::Unknown | Hint::Item(_) | Hint::Quote)
                && words::is_prose(self.line(i))
        };
        // Line 1 may be a headline as long as a sentence, if a dateline comes next.
        let below = self.pieces.len() > 1;
        let titled = below && dateline::read_head(self.line(1)).is_some();
        let first = (2 * usize::from(titled)..self.pieces.len()).find(|i| prose(*i));
        first.unwrap_or(self.pieces.len()).min(HEAD)
    }

    /// Whether piece `i` comes right after the headline, or after what else stands there.
    fn is_below_title(&self, i: usize) -> bool {
        let plain = |i: usize| matches!(self.pieces[i].hint, Hint::Unknown | Hint::Dateline);
        (1..=3).contains(&i) && plain(i) && (1..i).all(|k| words::count(self.line(k)) <= 12)
    }

    fn dateline_at(&mut self, i: usize) {
        let line = self.line(i);
        let given = self.pieces[i].hint == Hint::Dateline;
        let below = dateline::read_head(line).filter(|_| self.is_below_title(i));
        if (self.is_furniture(i) && words::count(line) > 12 && below.is_none())
            || matches!(self.pieces[i].hint, Hint::Heading(1) | Hint::Item(_))
        {
            return;
        }
        let whole = dateline::Found {
            span: Span::new(0, line.len()),
            date: None,
            place: None,
            author: None,
        };
        let found = dateline::read_line(line)
            .filter(|f| f.date.is_some())
            .or(below)
            .or_else(|| given.then(|| dateline::Found { date: crate::date::find(line), ..whole }));
        if let Some(found) = found {
            self.kinds[i] = Some(BlockKind::Dateline);
            self.take_dateline(found, self.pieces[i].span.start);
        }
    }

    /// Keeps the first dateline that has a year; a later one may still add the place.
    fn take_dateline(&mut self, found: dateline::Found, at: u32) {
        let date = found.date.and_then(|d| d.iso());
        let place = found.place.map(|p| p.shift(at));
        let new = Dateline {
            span: found.span.shift(at),
            date_span: found.date.map(|d| d.span.shift(at)),
            date,
            place,
        };
        self.out.author = self.out.author.or(found.author.map(|a| a.shift(at)));
        match &mut self.out.dateline {
            Some(old) if old.date.is_some() || date.is_none() => old.place = old.place.or(place),
            Some(old) => *old = Dateline { place: new.place.or(old.place), ..new },
            None => self.out.dateline = Some(new),
        }
        if self.printed.is_none_or(|p| p.year.is_none()) && found.date.is_some() {
            self.printed = found.date;
            self.out.ambiguous = found.date.filter(|d| d.ambiguous).map(|d| d.span.shift(at));
        }
    }

    /// The format's own title; else the first line, if it reads as one; else the first line of the
    /// head with four words or more.
    fn title_among(&self, end: usize) -> Option<usize> {
        if let Some(i) = (0..self.pieces.len()).find(|i| self.pieces[*i].hint == Hint::Heading(1)) {
            return Some(i);
        }
        let free = |i: &usize| self.kinds[*i].is_none() && self.may_be_title(*i);
        let next_is_date =
            |i: usize| i + 1 < self.pieces.len() && self.kinds[i + 1] == Some(BlockKind::Dateline);
        let first = (0..end).find(free)?;
        let enough = |i: &usize| words::count(self.line(*i)) >= 4 || next_is_date(*i);
        if first == 0 && (next_is_date(0) || words::count(self.line(0)) >= 3) {
            return Some(0);
        }
        (first..end).filter(free).find(enough).or(Some(first))
    }

    fn may_be_title(&self, i: usize) -> bool {
        let line = self.line(i);
        let dated = i + 1 < self.pieces.len() && self.kinds[i + 1] == Some(BlockKind::Dateline);
        let plain = matches!(self.pieces[i].hint, Hint::Unknown | Hint::Heading(_));
        let short = words::count(line) <= if i == 0 && dated { 60 } else { 30 };
        let alone = self.pieces.get(i + 1).is_some();
        plain
            && short
            && alone
            && line.chars().any(char::is_alphabetic)
            && (dated && i == 0 || !words::is_prose(line) && !line.ends_with(['.', ',', ';', ':']))
            && dateline::read_byline(line).is_none()
            && dateline::read_run_in(line).is_none()
    }

    fn byline_at(&mut self, i: usize, title: Option<usize>) {
        let line = self.line(i);
        if self.kinds[i].is_some() && !self.is_furniture(i) {
            return;
        }
        let start = self.pieces[i].span.start;
        let given = self.pieces[i].hint == Hint::Byline;
        let by =
            dateline::read_byline(line).filter(|_| !line.starts_with('(')).map(|a| a.shift(start));
        // A bare name between the title and the date.
        let named = title.is_some_and(|t| t + 1 == i)
            && i + 1 < self.pieces.len()
            && self.kinds[i + 1] == Some(BlockKind::Dateline)
            && (2..=4).contains(&words::count(line))
            && line.split_whitespace().all(|w| w.starts_with(char::is_uppercase));
        if let Some(author) = by
            .or_else(|| (given || named && self.kinds[i].is_none()).then_some(self.pieces[i].span))
        {
            self.kinds[i] = Some(BlockKind::Byline);
            self.out.author = self.out.author.or(Some(author));
        }
    }

    /// A date told at the foot ("Posted on 3 May 2020 by X"), where the head has none.
    fn late_dateline(&mut self) {
        if self.out.dateline.as_ref().is_some_and(|d| d.date.is_some()) {
            return;
        }
        let Some(last) = (0..self.pieces.len())
            .rfind(|i| !self.is_furniture(*i) && words::is_prose(self.line(*i)))
        else {
            return;
        };
        for i in last + 1..self.pieces.len() {
            let comment = matches!(
                self.kinds[i],
                Some(BlockKind::Furniture(Furniture::ReaderComment | Furniture::Copyright))
            );
            let found = dateline::read_line(self.line(i))
                .filter(|f| f.date.is_some_and(|d| d.day.is_some()));
            if let (false, Some(found)) = (comment, found) {
                self.kinds[i] = Some(BlockKind::Dateline);
                self.take_dateline(found, self.pieces[i].span.start);
                return;
            }
        }
    }

    /// Everything not yet named.
    fn rest(&mut self) {
        for i in 0..self.pieces.len() {
            if self.kinds[i].is_none() {
                self.kinds[i] = Some(self.kind_of(i));
            }
        }
    }

    fn kind_of(&self, i: usize) -> BlockKind {
        match self.pieces[i].hint {
            Hint::Heading(_) => BlockKind::Heading,
            Hint::Dateline => BlockKind::Dateline,
            Hint::Byline => BlockKind::Byline,
            Hint::Item(number) => BlockKind::Item { number },
            Hint::Quote => BlockKind::Quote,
            Hint::Row => BlockKind::Paragraph,
            Hint::Furniture(kind) => BlockKind::Furniture(kind),
            Hint::Unknown if self.is_heading(i) => BlockKind::Heading,
            Hint::Unknown if !self.line(i).chars().any(char::is_alphanumeric) => BlockKind::Heading,
            Hint::Unknown => BlockKind::Paragraph,
        }
    }

    /// A short line without a full stop that stands apart and has a paragraph right after it.
    fn is_heading(&self, i: usize) -> bool {
        let line = self.line(i);
        let starts = line.chars().find(|c| c.is_alphanumeric()).is_some_and(|c| !c.is_lowercase());
        let open = !words::ends_sentence(line) && !line.ends_with([',', ';', ':', '"', '”']);
        let next = (i + 1..self.pieces.len()).take(HEAD).find(|n| !self.is_furniture(*n));
        let heads = next.is_some_and(|n| {
            words::is_prose(self.line(n)) || matches!(self.pieces[n].hint, Hint::Item(_))
        });
        self.pieces[i].apart
            && starts
            && open
            && heads
            && words::count(line) <= 12
            && !line.contains('\n')
    }

    /// Whether piece `i` is the title again, as it stands or as a page's name ("… | Site").
    fn repeats(&self, title: usize, i: usize) -> bool {
        i != title
            && repeated(self.line(title), self.line(i))
                .is_some_and(|end| words::count(&self.line(i)[end..]) <= 4)
    }

    /// Emits the blocks; the first paragraph and the last two give up what was run into them.
    fn blocks(&mut self) {
        let body: Vec<usize> = (0..self.pieces.len())
            .filter(|i| {
                matches!(self.kinds[*i], Some(BlockKind::Paragraph | BlockKind::Item { .. }))
            })
            .collect();
        let first = body.iter().copied().find(|i| words::count(self.line(*i)) >= 8);
        let last = body.iter().rev().copied().find(|i| words::count(self.line(*i)) >= 8);
        for i in 0..self.pieces.len() {
            let span = self.pieces[i].span;
            let kind = self.kinds[i].clone().unwrap_or(BlockKind::Paragraph);
            let mut body = span;
            if Some(i) == first {
                body.start = self.run_in_head(body);
            }
            let mut tails = Vec::new();
            if Some(i) == last {
                body.end = self.run_in_tail(body, &mut tails);
            }
            self.push(body, kind);
            tails.into_iter().rev().for_each(|(span, kind)| self.push(span, kind));
        }
    }

    fn run_in_head(&mut self, body: Span) -> u32 {
        let mut at = body.start;
        for _ in 0..6 {
            let rest = Span { start: at, end: body.end }.of(self.text);
            let lead = (rest.len() - rest.trim_start().len()) as u32;
            let rest = rest.trim_start();
            let at_now = at + lead;
            let (len, kind) = if let Some(found) =
                dateline::read_printed(rest).or_else(|| dateline::read_run_in(rest))
            {
                self.take_dateline(found, at_now);
                (found.span.end, BlockKind::Dateline)
            } else if let Some(len) = self.repeated_title(rest) {
                (len as u32, BlockKind::Title)
            } else if let Some(len) = self.byline_before_title(rest, at > body.start) {
                (len as u32, BlockKind::Byline)
            } else if let Some((span, kind)) = run_in::head(rest) {
                (span.end, BlockKind::Furniture(kind))
            } else {
                return at_now;
            };
            if at_now + len >= body.end {
                return at_now;
            }
            self.push(Span { start: at_now, end: at_now + len }, kind);
            at = at_now + len;
        }
        at
    }

    /// After a printed date: names that lead up to the headline, or that end with a full stop.
    fn byline_before_title(&self, rest: &str, dated: bool) -> Option<usize> {
        const LONGEST: usize = 120;
        if !dated {
            return None;
        }
        let head = &rest[..dateline::floor(rest, LONGEST)];
        let names = head.split_once(". ").map(|(names, _)| names).filter(|names| {
            let capital =
                |w: &str| w.starts_with(char::is_uppercase) && w.chars().any(char::is_lowercase);
            (2..=6).contains(&words::count(names)) && names.split_whitespace().all(capital)
        });
        if let Some(names) = names {
            return Some(names.len() + 2);
        }
        let title = self.out.title?.of(self.text);
        let mut starts = head.match_indices(' ').map(|(at, _)| at + 1).take(8);
        starts.find(|at| repeated(title, &rest[*at..]).is_some())
    }

    fn repeated_title(&self, rest: &str) -> Option<usize> {
        let end = repeated(self.out.title?.of(self.text), rest)?;
        let after = rest[end..].trim_start_matches(['.', ':', ' ', '-', '–', '|']);
        let opens = after.chars().next().is_some_and(|c| !c.is_lowercase());
        (opens && words::count(after) >= 6).then_some(rest.len() - after.len())
    }

    fn run_in_tail(&self, body: Span, tails: &mut Vec<(Span, BlockKind)>) -> u32 {
        let mut end = body.end;
        for _ in 0..6 {
            let Some((span, kind)) = run_in::tail(Span { start: body.start, end }.of(self.text))
            else {
                break;
            };
            tails.push((span.shift(body.start), BlockKind::Furniture(kind)));
            end = body.start + span.start;
        }
        end
    }

    /// Adds a block without white space at its ends, if anything is left of it.
    fn push(&mut self, span: Span, kind: BlockKind) {
        let words = span.of(self.text);
        let lead = (words.len() - words.trim_start().len()) as u32;
        let words = words.trim();
        if !words.is_empty() {
            let start = span.start + lead;
            self.out
                .blocks
                .push(Block { span: Span { start, end: start + words.len() as u32 }, kind });
        }
    }
}

/// Where the title's words end in a text that begins with them, punctuation and case aside; a site's
/// name after a bar or dash need not be there.
fn repeated(title: &str, text: &str) -> Option<usize> {
    let core = [" | ", " - ", " – ", " — "]
        .iter()
        .filter_map(|bar| title.rfind(bar))
        .filter(|at| *at > 0)
        .max();
    [Some(title.len()), core].into_iter().flatten().find_map(|end| matched(&title[..end], text))
}

fn matched(title: &str, text: &str) -> Option<usize> {
    let want: Vec<String> = tokens(title).map(|(_, w)| w.to_lowercase()).collect();
    let mut end = 0;
    let mut have = tokens(text);
    for word in &want {
        let (at, token) = have.next()?;
        if token.to_lowercase() != *word {
            return None;
        }
        end = at + token.len();
    }
    (want.len() >= 3).then_some(end)
}

fn tokens(text: &str) -> impl Iterator<Item = (usize, &str)> {
    let mut at = 0;
    std::iter::from_fn(move || {
        let start = at + text[at..].find(char::is_alphanumeric)?;
        let len = text[start..].find(|c: char| !c.is_alphanumeric()).unwrap_or(text.len() - start);
        at = start + len;
        Some((start, &text[start..at]))
    })
}
