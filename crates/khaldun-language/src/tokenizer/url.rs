//! Whether a string is a web or mail address, to be kept in one piece.
//!
//! The rule is Diego Perini's expression for URLs as spaCy has it. It is written out here without
//! backtracking: only the schema and the user part can be read in more than one way, and the host
//! ends at the first `:`, `/`, `?` or `#`.

use super::rules::Rules;
use crate::character::{is_decimal, is_digit, is_letter};

impl Rules {
    /// Whether the string is an address.
    pub(crate) fn is_url(&self, text: &str) -> bool {
        if !text.contains('.') {
            return false;
        }
        let schema = text.find("://").filter(|&i| is_schema(&text[..i])).map(|i| i + 3);
        [Some(0), schema].into_iter().flatten().any(|start| {
            let rest = &text[start..];
            let users = rest.char_indices().skip(1).filter(|&(_, c)| c == '@');
            let hosts = users.map(|(i, _)| &rest[i + 1..]);
            self.is_host(rest) || hosts.into_iter().any(|host| self.is_host(host))
        })
    }

    /// Host or address, then an optional port, then an optional path, to the end.
    fn is_host(&self, text: &str) -> bool {
        let valid = |c: char| c == '.' || is_label(c) || c == '_' || c == '-';
        let end = text.find(|c: char| !valid(c)).unwrap_or(text.len());
        (is_rest(&text[end..]) && self.is_name(&text[..end])) || is_address(text)
    }

    /// Labels, and a last one of lower-case letters.
    fn is_name(&self, host: &str) -> bool {
        let Some((labels, last)) = host.rsplit_once('.') else { return false };
        let long = last.chars().count();
        (2..=63).contains(&long)
            && last.chars().all(|c| self.tld.has(c))
            && labels.split('.').all(|label| {
                label.starts_with(is_label)
                    && label.ends_with(is_label)
                    && label.chars().count() <= 64
            })
    }
}

/// `[\w+\-.]{2,}`
fn is_schema(text: &str) -> bool {
    let word = |c: char| {
        is_letter(c) || is_digit(c) || c.is_numeric() || matches!(c, '_' | '+' | '-' | '.')
    };
    text.chars().count() >= 2 && text.chars().all(word)
}

/// What a label begins and ends with.
fn is_label(c: char) -> bool {
    c.is_ascii_alphanumeric() || ('\u{a1}'..='\u{ffff}').contains(&c)
}

/// `(?::\d{2,5})?(?:[/?#]\S*)?`
fn is_rest(text: &str) -> bool {
    let path = |t: &str| t.is_empty() || t.starts_with(['/', '?', '#']);
    let Some(port) = text.strip_prefix(':') else { return path(text) };
    let end = port.find(|c| !is_decimal(c)).unwrap_or(port.len());
    (2..=5).contains(&port[..end].chars().count()) && path(&port[end..])
}

/// Four numbers, a public address, then the rest.
fn is_address(text: &str) -> bool {
    let mut parts = [""; 4];
    let mut rest = text;
    for (i, part) in parts.iter_mut().enumerate() {
        let end = rest.find(|c| !is_decimal(c)).unwrap_or(rest.len());
        *part = &rest[..end];
        rest = &rest[end..];
        if i < 3 {
            let Some(next) = rest.strip_prefix('.') else { return false };
            rest = next;
        }
    }
    let [a, b, c, d] = parts;
    let value = |t: &str| t.parse::<u32>().unwrap_or(999);
    let plain = |t: &str| !t.starts_with('0') && !t.is_empty();
    // `1?\d{1,2}|2[0-4]\d|25[0-5]`
    let middle =
        |t: &str| (1..=3).contains(&t.len()) && value(t) <= 255 && (t.len() < 3 || plain(t));
    let private = a == "10"
        || a == "127"
        || (a == "169" && b == "254")
        || (a == "192" && b == "168")
        || (a == "172" && b.len() == 2 && (16..=31).contains(&value(b)));
    plain(a)
        && value(a) <= 223
        && middle(b)
        && middle(c)
        && plain(d)
        && value(d) <= 254
        && !private
        && is_rest(rest)
}
