//! Bytes to text: UTF-8, UTF-16 with or without a mark, or a guess that is told to the reader.

use chardetng::{EncodingDetector, Iso2022JpDetection, Utf8Detection};
use encoding_rs::{Encoding, UTF_8, UTF_16BE, UTF_16LE};

/// Decoded text and how it was come by.
#[derive(Debug)]
pub(crate) struct Decoded {
    pub(crate) text: String,
    /// The encoding's usual name.
    pub(crate) encoding: &'static str,
    /// Whether the encoding was guessed (no mark, and not UTF-8).
    pub(crate) guessed: bool,
    /// How many stretches could not be decoded and stand as U+FFFD.
    pub(crate) replaced: usize,
}

/// How much of a file the guess looks at; more does not make it better.
const SAMPLE: usize = 1 << 18;

/// Decodes, or says `None` where the bytes are no text in any encoding.
pub(crate) fn decode(bytes: &[u8]) -> Option<Decoded> {
    if let Some((encoding, mark)) = Encoding::for_bom(bytes) {
        return Some(with(encoding, &bytes[mark..], false)).filter(|d| looks_like_text(&d.text));
    }
    if let Ok(text) = std::str::from_utf8(bytes)
        && looks_like_text(text)
    {
        let text = text.to_owned();
        return Some(Decoded { text, encoding: "UTF-8", guessed: false, replaced: 0 });
    }
    if let Some(encoding) = utf16_without_mark(bytes) {
        return Some(with(encoding, bytes, true)).filter(|d| looks_like_text(&d.text));
    }
    if bytes.contains(&0) {
        return None;
    }
    // Mostly UTF-8 with a few broken bytes is UTF-8: a guess would garble all of it.
    let broken = with(UTF_8, bytes, false);
    let beyond_ascii = bytes.iter().filter(|b| !b.is_ascii()).count();
    if broken.replaced > 0 && broken.replaced * 10 < beyond_ascii && looks_like_text(&broken.text) {
        return Some(broken);
    }
    let mut detector = EncodingDetector::new(Iso2022JpDetection::Deny);
    detector.feed(&bytes[..bytes.len().min(SAMPLE)], true);
    let encoding = detector.guess(None, Utf8Detection::Deny);
    Some(with(encoding, bytes, true)).filter(|d| looks_like_text(&d.text))
}

fn with(encoding: &'static Encoding, bytes: &[u8], guessed: bool) -> Decoded {
    let (text, had_errors) = encoding.decode_without_bom_handling(bytes);
    let replaced = if had_errors { text.matches('\u{FFFD}').count() } else { 0 };
    Decoded { text: text.into_owned(), encoding: encoding.name(), guessed, replaced }
}

/// UTF-16 text without a mark has one nearly constant byte in each pair (0 for Latin, 4 for
/// Cyrillic, 6 for Arabic script …) while the other varies.
fn utf16_without_mark(bytes: &[u8]) -> Option<&'static Encoding> {
    let sample = &bytes[..bytes.len().min(SAMPLE) & !1];
    if sample.len() < 8 || bytes.len() % 2 == 1 {
        return None;
    }
    let [even, odd] = [0, 1].map(|parity| {
        let mut counts = [0_usize; 256];
        sample.iter().skip(parity).step_by(2).for_each(|&b| counts[usize::from(b)] += 1);
        let mut highs: Vec<usize> = (0..8).map(|b| counts[b]).collect();
        highs.sort_unstable();
        (highs[7] + highs[6]) * 100 / (sample.len() / 2)
    });
    match (even, odd) {
        (e, o) if e >= 80 && o < 40 => Some(UTF_16BE),
        (e, o) if o >= 80 && e < 40 => Some(UTF_16LE),
        _ => None,
    }
}

/// Text has next to no control characters but white space (a form feed or an escape may slip in).
fn looks_like_text(text: &str) -> bool {
    let odd =
        |c: char| matches!(c, '\0'..='\x08' | '\x0E'..='\x1F' | '\x7F' | '\u{FFFE}' | '\u{FFFF}');
    let (mut all, mut controls, mut nul) = (0_usize, 0_usize, 0_usize);
    for c in text.chars() {
        all += 1;
        controls += usize::from(odd(c));
        nul += usize::from(c == '\0');
    }
    nul * 1000 <= all && controls * 20 <= all
}

#[cfg(test)]
mod tests {
    use super::*;

    const WORDS: &str =
        "Les rebelles ont quitté la ville après l'accord ; l'armée y est entrée jeudi.";

    fn utf16(words: &str, big: bool) -> Vec<u8> {
        let pair = |u: u16| if big { u.to_be_bytes() } else { u.to_le_bytes() };
        words.encode_utf16().flat_map(pair).collect()
    }

    #[test]
    fn utf16_is_read_with_and_without_a_mark() {
        for big in [false, true] {
            let bare = utf16(WORDS, big);
            let marked = utf16(&format!("\u{FEFF}{WORDS}"), big);
            assert_eq!(decode(&bare).unwrap().text, WORDS);
            assert_eq!(decode(&marked).unwrap().text, WORDS);
        }
        let arabic = "دخلت القوات المدينة صباح اليوم بعد انسحاب المقاتلين منها";
        assert_eq!(decode(&utf16(arabic, false)).unwrap().text, arabic);
    }

    #[test]
    fn western_bytes_are_guessed_and_said_to_be() {
        let (bytes, ..) = encoding_rs::WINDOWS_1252.encode(WORDS);
        let read = decode(&bytes).unwrap();
        assert_eq!(
            (read.text.as_str(), read.encoding, read.guessed),
            (WORDS, "windows-1252", true)
        );
    }

    #[test]
    fn a_broken_byte_does_not_garble_the_rest() {
        let mut bytes = "Їхні війська відступили від міста вночі".as_bytes().to_vec();
        bytes.insert(20, 0xFF);
        let read = decode(&bytes).unwrap();
        assert_eq!((read.encoding, read.guessed), ("UTF-8", false));
        assert!(read.replaced >= 1 && read.text.contains("відступили"));
    }

    #[test]
    fn noise_is_no_text() {
        let noise: Vec<u8> =
            (0..4000_u32).map(|i| (i.wrapping_mul(2_654_435_761) >> 13) as u8).collect();
        assert!(decode(&noise).is_none());
    }
}
