//! Rules and their pages.
//!
//! A rule's page is the doc comment that opens its file; it is what `khaldun explain` prints, so
//! that page and rule cannot part.

/// A rule's code and the file it stands in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Page {
    /// Its stable code, such as `KH-KIND-001`.
    pub code: &'static str,
    /// The source file, whose opening doc comment is the page.
    pub source: &'static str,
}

impl Page {
    /// The page as Markdown.
    pub fn text(&self) -> String {
        let lines = self.source.lines().take_while(|l| l.starts_with("//!"));
        let bare = lines.map(|l| l.trim_start_matches("//!").strip_prefix(' ').unwrap_or(""));
        bare.collect::<Vec<_>>().join("\n")
    }

    /// The rule's name: what follows its code in the page's first line.
    pub fn title(&self) -> String {
        let text = self.text();
        let first = text.lines().next().unwrap_or("");
        first
            .trim_start_matches('#')
            .trim()
            .trim_start_matches(self.code)
            .trim_start_matches([' ', ':'])
            .to_owned()
    }
}

/// Every page of this crate, by code.
pub fn pages() -> Vec<Page> {
    let mut all: Vec<Page> = Vec::new();
    for pages in [
        crate::kind::PAGES,
        crate::polarity::PAGES,
        crate::attribution::PAGES,
        crate::support::PAGES,
        crate::segment::PAGES,
        crate::refusal::PAGES,
    ] {
        all.extend(pages);
    }
    all.sort_by_key(|p| p.code);
    all
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_page_names_its_code_and_has_its_five_parts() {
        let parts = ["What it reads", "Why it matters", "Example", "Known misreadings", "Sources"];
        for page in pages() {
            let text = page.text();
            assert!(text.starts_with(&format!("# {}: ", page.code)), "{}: {text}", page.code);
            for part in parts {
                assert!(text.contains(&format!("## {part}")), "{} lacks \"{part}\"", page.code);
            }
        }
    }

    #[test]
    fn no_two_pages_share_a_code() {
        let pages = pages();
        assert!(pages.windows(2).all(|w| w[0].code != w[1].code));
    }
}
