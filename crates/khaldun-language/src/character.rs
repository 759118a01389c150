//! Questions about characters, answered as Python's `str` methods answer them.

use regex::Regex;
use std::sync::LazyLock;

static LETTER: LazyLock<Regex> = LazyLock::new(|| Regex::new(r"^\p{L}$").expect("a class"));
static DECIMAL: LazyLock<Regex> = LazyLock::new(|| Regex::new(r"^\p{Nd}$").expect("a class"));

/// Characters with `Numeric_Type=Digit` that are no decimals (superscripts, circled digits, …).
const DIGITS: [(u32, u32); 20] = [
    (0xb2, 0xb3),
    (0xb9, 0xb9),
    (0x1369, 0x1371),
    (0x19da, 0x19da),
    (0x2070, 0x2070),
    (0x2074, 0x2079),
    (0x2080, 0x2089),
    (0x2460, 0x2468),
    (0x2474, 0x247c),
    (0x2488, 0x2490),
    (0x24ea, 0x24ea),
    (0x24f5, 0x24fd),
    (0x24ff, 0x24ff),
    (0x2776, 0x277e),
    (0x2780, 0x2788),
    (0x278a, 0x2792),
    (0x10a40, 0x10a43),
    (0x10e60, 0x10e68),
    (0x11052, 0x1105a),
    (0x1f100, 0x1f10a),
];

/// `isspace`: white space of Unicode and the four ASCII separators.
pub(crate) fn is_space(c: char) -> bool {
    c.is_whitespace() || ('\x1c'..='\x1f').contains(&c)
}

/// `isalpha`: general category L.
pub(crate) fn is_letter(c: char) -> bool {
    if c.is_ascii() {
        c.is_ascii_alphabetic()
    } else if !c.is_alphabetic() {
        false
    } else {
        (0xc0..0x2b0).contains(&(c as u32)) || LETTER.is_match(c.encode_utf8(&mut [0; 4]))
    }
}

/// `isdigit`: decimals and digits.
pub(crate) fn is_digit(c: char) -> bool {
    if c.is_ascii() {
        return c.is_ascii_digit();
    }
    c.is_numeric() && (is_decimal(c) || DIGITS.iter().any(|&(a, b)| (a..=b).contains(&(c as u32))))
}

/// `isdecimal`: general category Nd.
pub(crate) fn is_decimal(c: char) -> bool {
    c.is_ascii_digit() || (!c.is_ascii() && DECIMAL.is_match(c.encode_utf8(&mut [0; 4])))
}

/// A set of characters.
#[derive(Debug, Default)]
pub(crate) struct Class {
    ascii: u128,
    ranges: Vec<(u32, u32)>,
}

impl Class {
    /// From hexadecimal ranges separated by blanks, in order.
    pub(crate) fn parse(text: &str) -> Self {
        let hex = |t: &str| u32::from_str_radix(t, 16).expect("a code point");
        let range = |t: &str| {
            let (from, to) = t.split_once('-').unwrap_or((t, t));
            (hex(from), hex(to))
        };
        let ranges: Vec<(u32, u32)> =
            text.split(' ').filter(|t| !t.is_empty()).map(range).collect();
        let has = |c: u32| ranges.iter().any(|&(a, b)| (a..=b).contains(&c));
        let ascii = (0..128).filter(|&c| has(c)).fold(0, |set, c| set | 1 << c);
        Self { ascii, ranges }
    }

    /// Whether the character is in the set.
    pub(crate) fn has(&self, c: char) -> bool {
        let c = c as u32;
        if c < 128 {
            return self.ascii >> c & 1 == 1;
        }
        let after = self.ranges.partition_point(|r| r.0 <= c);
        after > 0 && c <= self.ranges[after - 1].1
    }
}
