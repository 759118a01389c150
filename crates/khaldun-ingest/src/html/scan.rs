//! Mark-up into tags and text, with where each stands.
//!
//! The page parsers give no offsets into the source, and every span must lead there; so the page is
//! cut here, in one pass, forgiving everything: an unclosed quote or tag ends with the page, a `<`
//! that opens no tag is a character. What each tag means is `page.rs`'s business.

use std::ops::Range;

/// A stretch of the page.
#[derive(Debug, PartialEq, Eq)]
pub(crate) enum Token<'t> {
    /// Text with its entities still in it.
    Text(Range<usize>),
    /// `<name attribute="value">`; the name as written.
    Open { name: &'t str, attributes: Vec<(&'t str, Range<usize>)>, at: usize },
    /// `</name>`.
    Close { name: &'t str },
    /// The inside of a script, style sheet, title or text box.
    Raw { name: &'t str, text: Range<usize> },
}

/// Walks over a page.
pub(crate) struct Scanner<'t> {
    page: &'t str,
    at: usize,
    /// The element whose raw text comes next.
    raw: Option<&'t str>,
    /// What the page ended inside of, if it ended inside something.
    pub(crate) cut_in: Option<&'static str>,
}

const RAW: [&str; 8] =
    ["script", "style", "textarea", "title", "xmp", "iframe", "noembed", "noframes"];

/// More attributes on one tag are no page's.
const ATTRIBUTES: usize = 128;

impl<'t> Scanner<'t> {
    pub(crate) fn new(page: &'t str) -> Self {
        Self { page, at: 0, raw: None, cut_in: None }
    }

    /// The next token, or `None` at the page's end.
    pub(crate) fn next(&mut self) -> Option<Token<'t>> {
        if let Some(name) = self.raw.take() {
            return Some(self.raw_text(name));
        }
        loop {
            let rest = self.page.get(self.at..).filter(|r| !r.is_empty())?;
            if !opens_mark(rest) {
                return Some(self.text(rest));
            }
            match rest.as_bytes()[1] {
                b'!' if rest.starts_with("<!--") => self.skip("-->", 4, "a comment"),
                b'!' if rest.get(..9).is_some_and(|c| c.eq_ignore_ascii_case("<![CDATA[")) => {
                    self.skip("]]>", 9, "a CDATA section");
                }
                b'/' if rest.as_bytes().get(2).is_some_and(u8::is_ascii_alphabetic) => {
                    return Some(self.close(rest));
                }
                b'!' | b'?' | b'/' => self.skip(">", 2, "a declaration"),
                _ => return self.open(rest),
            }
        }
    }

    /// Up to the next mark; the first character is text whatever it is.
    fn text(&mut self, rest: &str) -> Token<'t> {
        let mut len = rest.chars().next().map_or(1, char::len_utf8);
        let len = loop {
            match rest[len..].find('<') {
                Some(at) if opens_mark(&rest[len + at..]) => break len + at,
                Some(at) => len += at + 1,
                None => break rest.len(),
            }
        };
        let from = self.at;
        self.at += len;
        Token::Text(from..self.at)
    }

    fn skip(&mut self, until: &str, from: usize, what: &'static str) {
        let start = (self.at + from).min(self.page.len());
        match self.page.get(start..).and_then(|r| r.find(until)) {
            Some(at) => self.at = start + at + until.len(),
            // `<!-->` and `<!--->` are whole comments.
            None if self.page[self.at..].starts_with("<!-->") => self.at += 5,
            None => {
                self.cut_in = Some(what);
                self.at = self.page.len();
            }
        }
    }

    fn close(&mut self, rest: &'t str) -> Token<'t> {
        let name = name(&rest[2..]);
        if let Some(end) = rest.find('>') {
            self.at += end + 1;
        } else {
            self.cut_in = Some("a tag");
            self.at = self.page.len();
        }
        Token::Close { name }
    }

    fn open(&mut self, rest: &'t str) -> Option<Token<'t>> {
        let start = self.at;
        let name = name(&rest[1..]);
        let mut at = start + 1 + name.len();
        let mut attributes = Vec::new();
        loop {
            let bytes = self.page.as_bytes();
            while bytes.get(at).is_some_and(|b| b.is_ascii_whitespace() || *b == b'/') {
                at += 1;
            }
            match bytes.get(at) {
                None => {
                    self.cut_in = Some("a tag");
                    self.at = self.page.len();
                    return None;
                }
                Some(b'>') => break,
                Some(_) => {
                    let (attribute, value, next) = self.attribute(at);
                    if attributes.len() < ATTRIBUTES {
                        attributes.push((attribute, value));
                    }
                    at = next;
                }
            }
        }
        self.at = at + 1;
        if let Some(raw) = RAW.iter().find(|r| r.eq_ignore_ascii_case(name)) {
            let closed =
                self.page.as_bytes()[at - 1] == b'/' && *raw != "script" && *raw != "title";
            self.raw = (!closed).then_some(name);
        }
        Some(Token::Open { name, attributes, at: start })
    }

    /// One attribute from byte `at`; the third is where to go on.
    fn attribute(&self, at: usize) -> (&'t str, Range<usize>, usize) {
        let bytes = self.page.as_bytes();
        let ends = |b: u8| b.is_ascii_whitespace() || matches!(b, b'>' | b'/' | b'=');
        // A name may begin with "=", by the letter of the standard.
        let name_end = (at + 1..bytes.len()).find(|i| ends(bytes[*i])).unwrap_or(bytes.len());
        let name = &self.page[at..name_end];
        let mut next = name_end;
        while bytes.get(next).is_some_and(u8::is_ascii_whitespace) {
            next += 1;
        }
        if bytes.get(next) != Some(&b'=') {
            return (name, name_end..name_end, next.max(at + 1));
        }
        next += 1;
        while bytes.get(next).is_some_and(u8::is_ascii_whitespace) {
            next += 1;
        }
        if let Some(quote @ (b'"' | b'\'')) = bytes.get(next) {
            let from = next + 1;
            let end =
                bytes[from..].iter().position(|b| b == quote).map_or(bytes.len(), |p| from + p);
            (name, from..end, (end + 1).min(bytes.len()))
        } else {
            let end = (next..bytes.len())
                .find(|i| bytes[*i].is_ascii_whitespace() || bytes[*i] == b'>')
                .unwrap_or(bytes.len());
            (name, next..end, end)
        }
    }

    fn raw_text(&mut self, name: &'t str) -> Token<'t> {
        let from = self.at;
        let rest = &self.page[from..];
        let mut len = 0;
        let end = loop {
            let Some(at) = rest[len..].find("</") else {
                self.cut_in = Some("a script or a style sheet");
                break rest.len();
            };
            len += at;
            let tail = &rest.as_bytes()[len + 2..];
            let named =
                tail.get(..name.len()).is_some_and(|n| n.eq_ignore_ascii_case(name.as_bytes()));
            if named && tail.get(name.len()).is_none_or(|b| !b.is_ascii_alphanumeric()) {
                break len;
            }
            len += 2;
        };
        self.at = from + end;
        Token::Raw { name, text: from..from + end }
    }
}

/// Whether `<` opens a tag, comment or declaration here.
fn opens_mark(rest: &str) -> bool {
    let bytes = rest.as_bytes();
    bytes[0] == b'<'
        && bytes.get(1).is_some_and(|b| b.is_ascii_alphabetic() || matches!(b, b'!' | b'?' | b'/'))
}

fn name(rest: &str) -> &str {
    let end = rest.find(|c: char| c.is_ascii_whitespace() || c == '/' || c == '>');
    &rest[..end.unwrap_or(rest.len())]
}

#[cfg(test)]
mod tests {
    use super::*;

    fn all(page: &str) -> (Vec<String>, Option<&'static str>) {
        let mut scanner = Scanner::new(page);
        let mut out = Vec::new();
        while let Some(token) = scanner.next() {
            out.push(match token {
                Token::Text(range) => format!("text {}", &page[range]),
                Token::Open { name, attributes, .. } => {
                    let list: Vec<String> =
                        attributes.into_iter().map(|(n, v)| format!("{n}={}", &page[v])).collect();
                    format!("open {name} {}", list.join(",")).trim_end().to_owned()
                }
                Token::Close { name } => format!("close {name}"),
                Token::Raw { name, text } => format!("raw {name} {}", &page[text]),
            });
        }
        (out, scanner.cut_in)
    }

    #[test]
    fn tags_text_and_raw_text() {
        let (tokens, cut) = all(
            "<p class='a b' id=x hidden>1 < 2 &amp; é<!-- no --><script>if (a</b) {}</script></P>",
        );
        assert_eq!(
            tokens,
            [
                "open p class=a b,id=x,hidden=",
                "text 1 < 2 &amp; é",
                "open script",
                "raw script if (a</b) {}",
                "close script",
                "close P"
            ]
        );
        assert_eq!(cut, None);
    }

    #[test]
    fn whatever_is_left_open_ends_with_the_page() {
        assert_eq!(all("a<p class=\"x").1, Some("a tag"));
        assert_eq!(all("a<!-- b").1, Some("a comment"));
        assert_eq!(all("<script>a").1, Some("a script or a style sheet"));
        assert_eq!(all("a</p").1, Some("a tag"));
        assert_eq!(all("a<").0, ["text a<"]);
        assert_eq!(all("<p/ =x>é").0, ["open p =x=", "text é"]);
    }
}
