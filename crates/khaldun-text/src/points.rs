/// Translates UTF-8 byte offsets into Unicode code points and back.
///
/// The command contracts and the browser speak code points; the core speaks bytes. Built once per
/// layer; look-ups are a binary search over every 64th code point and a short walk.
#[derive(Clone, Debug)]
pub struct CodePoints<'t> {
    text: &'t str,
    /// Byte offset of every `STEP`th code point.
    marks: Vec<u32>,
}

const STEP: usize = 64;

impl<'t> CodePoints<'t> {
    /// Indexes `text`.
    pub fn new(text: &'t str) -> Self {
        let marks = text.char_indices().step_by(STEP).map(|(i, _)| i as u32).collect();
        Self { text, marks }
    }

    /// The code point that begins at (or holds) byte `offset`; the text's length is allowed.
    pub fn at(&self, offset: usize) -> usize {
        let mark = self.marks.partition_point(|&m| m as usize <= offset).saturating_sub(1);
        let from = self.marks.get(mark).map_or(0, |&m| m as usize);
        let whole =
            self.text[from..].char_indices().take_while(|(i, c)| from + i + c.len_utf8() <= offset);
        mark * STEP + whole.count()
    }

    /// The byte at which code point number `point` begins, or the text's end.
    pub fn byte(&self, point: usize) -> usize {
        let Some(&from) = self.marks.get(point / STEP) else { return self.text.len() };
        let from = from as usize;
        self.text[from..]
            .char_indices()
            .nth(point % STEP)
            .map_or(self.text.len(), |(i, _)| from + i)
    }
}

/// A place in a text as people name it; both are 1-based, the column counts code points.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct LineCol {
    /// Line, from 1.
    pub line: usize,
    /// Column in code points, from 1.
    pub column: usize,
}

/// Where each line begins.
#[derive(Clone, Debug)]
pub struct LineIndex {
    starts: Vec<u32>,
}

impl LineIndex {
    /// Indexes the lines of `text` (ended by `\n`).
    pub fn new(text: &str) -> Self {
        let ends = text.bytes().enumerate().filter(|(_, b)| *b == b'\n').map(|(i, _)| i as u32 + 1);
        Self { starts: std::iter::once(0).chain(ends).collect() }
    }

    /// Line and column of a byte offset of the same text.
    pub fn line_col(&self, text: &str, offset: usize) -> LineCol {
        let line = self.starts.partition_point(|&s| s as usize <= offset);
        let start = self.starts[line - 1] as usize;
        LineCol { line, column: text[start..offset].chars().count() + 1 }
    }

    /// The byte range of a line (1-based), without its line feed.
    pub fn line(&self, text: &str, line: usize) -> std::ops::Range<usize> {
        let start = self.starts[line - 1] as usize;
        let end = self.starts.get(line).map_or(text.len(), |&s| s as usize - 1);
        start..end
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn code_points_agree_with_counting(text in "\\PC{0,300}") {
            let points = CodePoints::new(&text);
            for (n, (byte, _)) in text.char_indices().enumerate() {
                prop_assert_eq!(points.at(byte), n);
                prop_assert_eq!(points.byte(n), byte);
            }
            prop_assert_eq!(points.at(text.len()), text.chars().count());
        }
    }

    #[test]
    fn lines_are_counted_from_one() {
        let text = "first\nsecond é line\n";
        let index = LineIndex::new(text);
        assert_eq!(index.line_col(text, 0), LineCol { line: 1, column: 1 });
        assert_eq!(
            index.line_col(text, text.find("line").unwrap()),
            LineCol { line: 2, column: 10 }
        );
        assert_eq!(&text[index.line(text, 2)], "second é line");
    }
}
