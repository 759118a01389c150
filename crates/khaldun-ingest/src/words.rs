//! Small questions about a line of text.

/// Lower case, straight quotes, single spaces, numbers as `#`; outer bullets, arrows, full stops
/// and colons off. Phrase lists are written in this form.
pub(crate) fn plain_form(line: &str) -> String {
    let mut out = String::with_capacity(line.len());
    let mut in_number = false;
    for c in line.chars() {
        match c {
            '’' | '‘' | '`' | '´' => out.push('\''),
            '“' | '”' | '„' | '«' | '»' => out.push('"'),
            '‑' | '–' | '—' => out.push('-'),
            '\u{200B}'..='\u{200F}'
            | '\u{202A}'..='\u{202E}'
            | '\u{2066}'..='\u{2069}'
            | '\u{FEFF}' => {}
            c if c.is_whitespace() => {
                if !out.ends_with(' ') {
                    out.push(' ');
                }
                in_number = false;
                continue;
            }
            c if c.is_numeric() => {
                if !in_number {
                    out.push('#');
                }
                in_number = true;
                continue;
            }
            '.' | ',' if in_number => continue,
            'k' | 'K' | 'm' | 'M' if in_number => {
                in_number = false;
                continue;
            }
            c => out.extend(c.to_lowercase()),
        }
        in_number = false;
    }
    let edge = |c: char| {
        c.is_whitespace()
            || matches!(
                c,
                '.' | ':'
                    | '…'
                    | '"'
                    | '→'
                    | '←'
                    | '►'
                    | '▶'
                    | '•'
                    | '·'
                    | '|'
                    | '-'
                    | '>'
                    | '<'
                    | '*'
                    | '↓'
                    | '↑'
                    | ';'
            )
    };
    out.trim_matches(edge).to_owned()
}

/// Number of words (stretches with a letter or digit).
pub(crate) fn count(text: &str) -> usize {
    text.split_whitespace().filter(|w| w.chars().any(char::is_alphanumeric)).count()
}

/// Whether a line ends as a sentence does, closing quotes and brackets aside.
pub(crate) fn ends_sentence(line: &str) -> bool {
    let line = line.trim_end_matches(|c: char| {
        c.is_whitespace() || matches!(c, '"' | '\'' | '”' | '’' | '»' | ')' | ']')
    });
    line.ends_with(['.', '!', '?', '…', '؟', '۔', '。', '।', '！', '？'])
}

/// How many words end as a sentence does; initials ("U.S.", "A.") do not.
pub(crate) fn sentence_ends(line: &str) -> usize {
    let initials = |word: &str| {
        let stem = word.trim_matches(|c: char| !c.is_alphanumeric());
        stem.contains('.') || (stem.chars().count() == 1 && stem.starts_with(char::is_uppercase))
    };
    line.split_whitespace().filter(|word| ends_sentence(word) && !initials(word)).count()
}

/// Whether it reads as running text: long enough, and made of sentences.
pub(crate) fn is_prose(text: &str) -> bool {
    let words = count(text);
    (words >= 12 && (ends_sentence(text) || has_inner_sentence(text))) || words >= 40
}

/// A full stop followed by a capital inside.
fn has_inner_sentence(text: &str) -> bool {
    let mut rest = text;
    while let Some(at) = rest.find(['.', '!', '?', '؟']) {
        let stop = rest[at..].chars().next().map_or(1, char::len_utf8);
        rest = &rest[at + stop..];
        let mut after = rest.chars();
        if after.next().is_some_and(char::is_whitespace)
            && after.next().is_some_and(|c| c.is_alphabetic() && !c.is_lowercase())
        {
            return true;
        }
    }
    false
}

/// Whether every word begins with a capital or a digit, small joining words aside.
pub(crate) fn is_name_like(text: &str) -> bool {
    const SMALL: &[&str] = &[
        "of", "the", "and", "in", "on", "at", "for", "from", "by", "with", "to", "de", "la", "le",
        "du", "des", "el", "al", "bin", "ibn", "von", "van", "der", "und", "et", "y", "e", "da",
        "do", "di",
    ];
    let mut words =
        text.split_whitespace().filter(|w| w.chars().any(char::is_alphanumeric)).peekable();
    words.peek().is_some()
        && words.all(|word| {
            let first = word.chars().find(|c| c.is_alphanumeric());
            first.is_some_and(|c| !c.is_lowercase())
                || SMALL.contains(&word.trim_matches(|c: char| !c.is_alphanumeric()))
                || word.starts_with("al-")
                || word.starts_with("el-")
        })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn plain_form_levels_what_sites_vary() {
        assert_eq!(plain_form("  Share  this »"), "share this");
        assert_eq!(plain_form("1.4K Retweets"), "# retweets");
        assert_eq!(plain_form("3 Thoughts on “Here”"), "# thoughts on \"here");
        assert_eq!(plain_form("READ MORE: "), "read more");
    }

    #[test]
    fn prose_is_sentences() {
        assert!(is_prose(
            "The column left the town before dawn, and by noon it had reached the river crossing."
        ));
        assert!(!is_prose(
            "Home News Opinion Energy Video Archive Contact About Donate Subscribe Login Help More"
        ));
        assert!(!is_prose("Share this article."));
    }
}
