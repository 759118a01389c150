//! `&amp;`, `&#8217;`, `&nbsp` without its semicolon: one entity at a time.

/// Those that old pages leave unclosed.
const OPEN: [(&str, char); 8] = [
    ("amp", '&'),
    ("lt", '<'),
    ("gt", '>'),
    ("quot", '"'),
    ("nbsp", '\u{A0}'),
    ("copy", '©'),
    ("reg", '®'),
    ("shy", '\u{AD}'),
];

/// The entity a text begins with: the characters it stands for and its length in bytes.
pub(crate) fn read(text: &str) -> Option<(char, Option<char>, usize)> {
    let rest = text.strip_prefix('&')?;
    if let Some(digits) = rest.strip_prefix('#') {
        return numeric(digits);
    }
    let name = rest.find(|c: char| !c.is_ascii_alphanumeric()).unwrap_or(rest.len());
    if !(2..=32).contains(&name) {
        return None;
    }
    if rest[name..].starts_with(';') {
        let whole = &text[..name + 2];
        let decoded = html_escape::decode_html_entities(whole);
        let mut chars = decoded.chars();
        let (first, second) = (chars.next()?, chars.next());
        return (*decoded != *whole && chars.next().is_none()).then_some((first, second, name + 2));
    }
    OPEN.iter().find(|(n, _)| *n == &rest[..name]).map(|(n, c)| (*c, None, n.len() + 1))
}

fn numeric(digits: &str) -> Option<(char, Option<char>, usize)> {
    let (radix, skip) = if digits.starts_with(['x', 'X']) { (16, 1) } else { (10, 0) };
    let body = &digits[skip..];
    let len = body.find(|c: char| !c.is_digit(radix)).unwrap_or(body.len());
    if len == 0 {
        return None;
    }
    let code = u32::from_str_radix(&body[..len.min(9)], radix).unwrap_or(u32::MAX);
    let semicolon = usize::from(body[len..].starts_with(';'));
    Some((character(code), None, 2 + skip + len + semicolon))
}

/// Codes 128 to 159 are windows-1252 in practice; what is no character is U+FFFD.
fn character(code: u32) -> char {
    match code {
        0x80..=0x9F => {
            let byte = [code as u8];
            let (text, ..) = encoding_rs::WINDOWS_1252.decode(&byte);
            text.chars().next().unwrap_or('\u{FFFD}')
        }
        0 => '\u{FFFD}',
        code => char::from_u32(code).unwrap_or('\u{FFFD}'),
    }
}

/// A short text (an attribute's value) with its entities read.
pub(crate) fn decode(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find('&') {
        out.push_str(&rest[..at]);
        rest = &rest[at..];
        if let Some((first, second, len)) = read(rest) {
            out.push(first);
            out.extend(second);
            rest = &rest[len..];
        } else {
            out.push('&');
            rest = &rest[1..];
        }
    }
    out + rest
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn entities_of_all_kinds() {
        assert_eq!(
            decode("A &amp; B&nbsp;C &#8217; &#x2019; &#146; &copy 2014"),
            "A & B\u{A0}C ’ ’ ’ © 2014"
        );
        assert_eq!(decode("&unknown; &; & &#; &#xFFFFFFFF;"), "&unknown; &; & &#; \u{FFFD}");
    }
}
