//! What kind of file is it? By its first bytes and its name's ending, never by trust in either alone.

/// The formats that are read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Format {
    Plain,
    Markdown,
    Html,
}

/// First bytes, what such a file is called, and how to get its text out.
const MAGIC: &[(&[u8], &str, &str)] = &[
    (b"%PDF", "a PDF", "copy its text into a .txt file (for instance with pdftotext)"),
    (
        b"PK\x03\x04",
        "a ZIP archive or an office document",
        "unpack it, or save the document as plain text or HTML",
    ),
    (b"PK\x05\x06", "an empty ZIP archive", "unpack it, and give the text inside"),
    (
        b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1",
        "an old office document",
        "save it as plain text or HTML",
    ),
    (b"{\\rtf", "a rich text (RTF) document", "save it as plain text or HTML"),
    (b"\x89PNG", "a PNG image", "type or recognise (OCR) the text in it, and give that"),
    (b"\xFF\xD8\xFF", "a JPEG image", "type or recognise (OCR) the text in it, and give that"),
    (b"GIF8", "a GIF image", "type or recognise (OCR) the text in it, and give that"),
    (b"RIFF", "a WebP image, or a sound or video file", "give its text or transcript"),
    (b"II*\0", "a TIFF image", "type or recognise (OCR) the text in it, and give that"),
    (b"MM\0*", "a TIFF image", "type or recognise (OCR) the text in it, and give that"),
    (b"\x1F\x8B", "a gzip archive", "unpack it with gunzip first"),
    (b"BZh", "a bzip2 archive", "unpack it with bunzip2 first"),
    (b"\xFD7zXZ", "an xz archive", "unpack it with unxz first"),
    (b"7z\xBC\xAF", "a 7-Zip archive", "unpack it first"),
    (b"Rar!", "a RAR archive", "unpack it first"),
    (b"\x28\xB5\x2F\xFD", "a zstd archive", "unpack it with unzstd first"),
    (b"\x7FELF", "a program", "give a text, not a program"),
    (b"MZ\x90", "a program", "give a text, not a program"),
    (b"ID3", "a sound file", "give its transcript"),
    (b"OggS", "a sound or video file", "give its transcript"),
    (b"\x1A\x45\xDF\xA3", "a video file", "give its transcript"),
    (b"SQLite format 3\0", "an SQLite database", "export the text you want as plain text"),
    (b"PAR1", "a Parquet file", "use it as a record set, or export the text"),
];

/// What a known kind of binary file is called, with the remedy.
pub(crate) fn magic(bytes: &[u8]) -> Option<(&'static str, &'static str)> {
    let movie = bytes.get(4..8) == Some(b"ftyp");
    if movie {
        return Some(("a video or a HEIF image", "give its text or transcript"));
    }
    MAGIC.iter().find(|(m, ..)| bytes.starts_with(m)).map(|&(_, what, remedy)| (what, remedy))
}

/// Chooses the reader. A file called `.txt` that opens as an HTML page is read as one.
pub(crate) fn format(name: &str, text: &str) -> Format {
    let ending = name.rsplit_once('.').map(|(_, e)| e.to_ascii_lowercase()).unwrap_or_default();
    match ending.as_str() {
        "html" | "htm" | "xhtml" | "shtml" | "php" | "asp" | "aspx" => Format::Html,
        "md" | "markdown" | "mdown" | "mkd" => Format::Markdown,
        _ if opens_as_html(text) => Format::Html,
        _ => Format::Plain,
    }
}

fn opens_as_html(text: &str) -> bool {
    let head: String =
        text.trim_start().chars().take(1000).collect::<String>().to_ascii_lowercase();
    let mut rest = head.as_str();
    // Comments and processing instructions may come first ("saved from url=…").
    while let Some(after) = ["<!--", "<?"].iter().find_map(|open| rest.strip_prefix(open)) {
        let Some(end) = after.find('>') else { return false };
        rest = after[end + 1..].trim_start();
    }
    ["<!doctype html", "<html", "<head", "<body", "<article", "<div", "<p>", "<p "]
        .iter()
        .any(|tag| rest.starts_with(tag))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_reader_is_chosen_by_ending_and_first_words() {
        assert_eq!(format("a.html", "words"), Format::Html);
        assert_eq!(format("a.MD", "words"), Format::Markdown);
        assert_eq!(format("a.txt", "words"), Format::Plain);
        assert_eq!(format("a.txt", "\n<!-- saved from x -->\n<!DOCTYPE html><p>"), Format::Html);
        assert_eq!(format("a", "<b>Bold</b> words"), Format::Plain);
    }

    #[test]
    fn known_binaries_are_named() {
        assert_eq!(magic(b"%PDF-1.7").map(|m| m.0), Some("a PDF"));
        assert_eq!(magic(b"\0\0\0\x18ftypmp42").map(|m| m.0), Some("a video or a HEIF image"));
        assert_eq!(magic(b"Plain words"), None);
    }
}
