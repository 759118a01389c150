//! Builds an extracted layer piece by piece, and the map back with it.

use khaldun_text::{OffsetMap, Segment, Span};

/// Text in the making, with where each stretch came from.
#[derive(Default)]
pub(crate) struct Layer {
    text: String,
    segments: Vec<Segment>,
}

impl Layer {
    /// Bytes so far.
    pub(crate) fn len(&self) -> usize {
        self.text.len()
    }

    /// Whether nothing was added since byte `from`.
    pub(crate) fn nothing_since(&self, from: usize) -> bool {
        self.text[from..].trim().is_empty()
    }

    /// Adds `received[start..end]` as it stands.
    pub(crate) fn verbatim(&mut self, received: &str, start: usize, end: usize) {
        if start == end {
            return;
        }
        let at = self.text.len();
        self.text.push_str(&received[start..end]);
        match self.segments.last_mut() {
            Some(last)
                if last.verbatim
                    && last.here.end as usize == at
                    && last.there.end as usize == start =>
            {
                last.here.end = self.text.len() as u32;
                last.there.end = end as u32;
            }
            _ => self.add(at, start, end, true),
        }
    }

    /// Adds `words` in the place of `received[start..end]`.
    pub(crate) fn instead(&mut self, words: &str, start: usize, end: usize) {
        let at = self.text.len();
        self.text.push_str(words);
        if !words.is_empty() {
            self.add(at, start, end, false);
        }
    }

    /// Adds what stands nowhere in the received text (line feeds between paragraphs).
    pub(crate) fn insert(&mut self, words: &str) {
        self.text.push_str(words);
    }

    fn add(&mut self, at: usize, start: usize, end: usize, verbatim: bool) {
        let (here, there) = (Span::new(at, self.text.len()), Span::new(start, end));
        self.segments.push(Segment { here, there, verbatim });
    }

    /// Takes white space off the end, but nothing before byte `from`.
    pub(crate) fn trim_end(&mut self, from: usize) {
        let end = from + self.text[from..].trim_end().len();
        self.text.truncate(end);
        while let Some(last) = self.segments.last_mut() {
            if last.here.end as usize <= end {
                break;
            }
            if last.here.start as usize >= end {
                self.segments.pop();
                continue;
            }
            if last.verbatim {
                last.there.end -= last.here.end - end as u32;
            }
            last.here.end = end as u32;
        }
    }

    /// The text and its map.
    pub(crate) fn finish(mut self) -> (String, OffsetMap) {
        if !self.text.is_empty() {
            self.text.push('\n');
        }
        (self.text, OffsetMap::Segments(self.segments))
    }
}
