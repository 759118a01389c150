//! What an element says of itself: by its tag, its role, its class and id.
//!
//! The words are data (data/furniture/html-classes.tsv), as sites of many makers use them.

use super::entity;
use khaldun_text::Furniture;
use std::collections::BTreeMap;
use std::ops::Range;
use std::sync::LazyLock;

/// What an element is by its own account.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Says {
    Furniture(Furniture),
    Title,
    Dateline,
    Byline,
}

/// The words of a class in order, and what they say.
type Phrase = (Vec<&'static str>, Says);

/// First word to the phrases that begin with it.
static WORDS: LazyLock<BTreeMap<&'static str, Vec<Phrase>>> = LazyLock::new(|| {
    let mut words: BTreeMap<_, Vec<_>> = BTreeMap::new();
    for line in include_str!("../../../../data/furniture/html-classes.tsv").lines() {
        let Some((kind, phrases)) = line.split_once('\t') else { continue };
        let Some(says) = says(kind) else { continue };
        for phrase in phrases.split(' ') {
            let parts: Vec<&str> = phrase.split('+').collect();
            words.entry(parts[0]).or_default().push((parts, says));
        }
    }
    words
});

fn says(kind: &str) -> Option<Says> {
    Some(match kind {
        "title" => Says::Title,
        "dateline" => Says::Dateline,
        "byline" => Says::Byline,
        kind => Says::Furniture(crate::furniture::kind(kind)?),
    })
}

/// Attributes by name, values as written.
pub(crate) struct Attributes<'t> {
    pub(crate) page: &'t str,
    pub(crate) list: Vec<(&'t str, Range<usize>)>,
}

impl<'t> Attributes<'t> {
    pub(crate) fn range(&self, name: &str) -> Option<Range<usize>> {
        self.list.iter().find(|(n, _)| n.eq_ignore_ascii_case(name)).map(|(_, v)| v.clone())
    }

    pub(crate) fn get(&self, name: &str) -> Option<&'t str> {
        self.range(name).map(|r| &self.page[r])
    }
}

/// Everything an element says: the longest phrase of its class and id counts most, furniture
/// before title and dateline ("comment-author", "related-title").
pub(crate) fn of(tag: &str, attributes: &Attributes<'_>) -> Vec<Says> {
    if hides(attributes) {
        return vec![Says::Furniture(Furniture::Hidden)];
    }
    let mut all = by_tag(tag, attributes);
    if !matches!(tag, "html" | "body" | "main" | "article") {
        for name in ["class", "id", "itemprop", "data-testid", "data-component"] {
            if let Some(value) = attributes.get(name) {
                all.extend(by_words(value));
            }
        }
    }
    all
}

fn hides(attributes: &Attributes<'_>) -> bool {
    let style = attributes
        .get("style")
        .map(|s| s.to_ascii_lowercase().replace(' ', ""))
        .unwrap_or_default();
    attributes.range("hidden").is_some()
        || attributes.get("aria-hidden") == Some("true")
        || style.contains("display:none")
        || style.contains("visibility:hidden")
}

fn by_tag(tag: &str, attributes: &Attributes<'_>) -> Vec<Says> {
    let role = attributes.get("role").unwrap_or_default();
    let kind = match (tag, role) {
        ("nav", _)
        | (_, "navigation" | "banner" | "search" | "dialog" | "menu" | "menubar" | "toolbar") => {
            Furniture::Menu
        }
        ("aside", _) | (_, "complementary") => Furniture::Related,
        ("footer", _) | (_, "contentinfo") => Furniture::Copyright,
        ("form", _) => Furniture::CommentForm,
        ("button" | "select" | "label" | "option" | "dialog" | "datalist" | "fieldset", _) => {
            Furniture::Menu
        }
        (
            "noscript" | "template" | "svg" | "math" | "object" | "canvas" | "audio" | "video"
            | "head",
            _,
        ) => Furniture::Hidden,
        ("figcaption" | "caption", _) => Furniture::Credit,
        ("time", _) => return vec![Says::Dateline],
        _ => return Vec::new(),
    };
    vec![Says::Furniture(kind)]
}

/// How much of a class attribute is looked at; more is a style sheet's business.
const LONGEST: usize = 600;

fn by_words(value: &str) -> Vec<Says> {
    let value = entity::decode(&value[..crate::dateline::floor(value, LONGEST)]);
    let mut found: Vec<(usize, Says)> = Vec::new();
    for name in value.split_whitespace() {
        let parts = split(name);
        for (i, part) in parts.iter().enumerate() {
            for (phrase, says) in WORDS.get(part.as_str()).into_iter().flatten() {
                let whole = parts[i..].len() >= phrase.len()
                    && parts[i..].iter().zip(phrase).all(|(p, w)| p == w);
                // A lone common word ("date", "author", "comment") must be nearly the whole name.
                if whole && (phrase.len() > 1 || parts.len() <= 3) {
                    found.push((phrase.len(), *says));
                }
            }
        }
    }
    found.sort_by_key(|(len, says)| (std::cmp::Reverse(*len), !matches!(says, Says::Furniture(_))));
    found.into_iter().map(|(_, says)| says).collect()
}

/// `entry-title`, `entryTitle`, `entry__title` to `entry`, `title`.
fn split(name: &str) -> Vec<String> {
    let mut parts = vec![String::new()];
    let mut before_lower = false;
    for c in name.chars() {
        let parts_here = !c.is_alphanumeric() || (c.is_uppercase() && before_lower);
        if parts_here && parts.last().is_some_and(|p| !p.is_empty()) {
            parts.push(String::new());
        }
        if c.is_alphanumeric()
            && let Some(last) = parts.last_mut()
        {
            last.extend(c.to_lowercase());
        }
        before_lower = c.is_lowercase() || c.is_numeric();
    }
    parts.retain(|p| !p.is_empty());
    parts
}

#[cfg(test)]
mod tests {
    use super::*;

    fn first(class: &str) -> Option<Says> {
        by_words(class).first().copied()
    }

    #[test]
    fn class_names_of_many_makers() {
        assert_eq!(first("comment-list"), Some(Says::Furniture(Furniture::ReaderComment)));
        assert_eq!(first("entry-title h2"), Some(Says::Title));
        assert_eq!(first("articleDate"), Some(Says::Dateline));
        assert_eq!(first("sd-sharing share__buttons"), Some(Says::Furniture(Furniture::Share)));
        assert_eq!(first("comment-author vcard"), Some(Says::Furniture(Furniture::ReaderComment)));
        assert_eq!(first("entry-content"), None);
        assert_eq!(first("paragraph shared-style-of-the-text-long"), None);
    }

    #[test]
    fn every_line_of_the_data_is_read() {
        let lines = include_str!("../../../../data/furniture/html-classes.tsv").lines();
        for line in lines.filter(|l| !l.starts_with('#')) {
            assert!(line.split_once('\t').and_then(|(kind, _)| says(kind)).is_some(), "{line}");
        }
    }
}
