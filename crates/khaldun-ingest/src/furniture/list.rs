//! Lines built as lists of labels: `Home | News | Opinion`, `Mute · Report · Copy link`, and menus
//! that print one label a line.
//!
//! Labels known from many sites are data (data/furniture/labels.tsv). Between paragraphs a list
//! counts only if at least half of it are known labels: a table of villages is the author's.

use super::{Edges, cue};
use crate::lines::{Hint, Piece};
use crate::{date, words};
use khaldun_text::Furniture;
use std::collections::BTreeMap;
use std::sync::LazyLock;

static LABELS: LazyLock<BTreeMap<&'static str, Furniture>> = LazyLock::new(|| {
    include_str!("../../../../data/furniture/labels.tsv")
        .lines()
        .filter(|l| !l.starts_with('#'))
        .filter_map(|l| l.split_once('\t'))
        .filter_map(|(kind, labels)| Some((cue::kind(kind)?, labels)))
        .flat_map(|(kind, labels)| labels.split("; ").map(move |label| (label, kind)))
        .collect()
});

const BARS: [&str; 7] = [" | ", " · ", " • ", " » ", " / ", " > ", "\t"];

/// A line of labels; `first` where it is the text's first (a title may have bars in it).
pub(crate) fn find(line: &str, edge: bool, first: bool) -> Option<Furniture> {
    if line.len() > 400 {
        return None;
    }
    let (_, parts) =
        BARS.iter().map(|bar| (*bar, parts(line, bar))).max_by_key(|(_, p)| p.len())?;
    if let [only] = parts.as_slice()
        && !only.contains(char::is_whitespace)
        && (only.starts_with('@') || only.starts_with("http://") || only.starts_with("https://"))
    {
        return Some(Furniture::Related);
    }
    if parts.len() < 2 || parts.iter().any(|p| words::count(p) > 7 || words::is_prose(p)) {
        return None;
    }
    let known: Vec<Furniture> = parts.iter().filter_map(|p| label(p)).collect();
    let handles = parts.iter().filter(|p| p.starts_with('@') || p.starts_with("http")).count();
    let half = (known.len() + handles) * 2 >= parts.len();
    let bare = parts.len() >= 3
        && edge
        && parts.iter().all(|p| words::count(p) <= 4 && !words::ends_sentence(p))
        && date::find(line).is_none();
    let sure = half && (edge || parts.len() >= 3 || known.len() == parts.len());
    ((sure || bare) && !(first && known.is_empty())).then(|| most(&known))
}

fn parts<'l>(line: &'l str, bar: &str) -> Vec<&'l str> {
    line.split(bar).map(str::trim).filter(|p| !p.is_empty()).collect()
}

fn label(part: &str) -> Option<Furniture> {
    let plain = words::plain_form(part);
    LABELS.get(plain.as_str()).copied().or_else(|| cue::find(part, true).map(|h| h.kind))
}

/// The commonest kind; menus where labels are unknown.
fn most(kinds: &[Furniture]) -> Furniture {
    let mut counts: BTreeMap<Furniture, usize> = BTreeMap::new();
    for kind in kinds {
        *counts.entry(*kind).or_default() += 1;
    }
    counts.into_iter().rev().max_by_key(|(_, n)| *n).map_or(Furniture::Menu, |(kind, _)| kind)
}

/// Menus of one label a line: three or more short lines in a row at an edge of the page, at least
/// a third of them known labels.
pub(crate) fn runs(text: &str, pieces: &[Piece], edges: &Edges, found: &mut [Option<Furniture>]) {
    let short = |i: usize| {
        let line = pieces[i].span.of(text);
        words::count(line) <= 4
            && !words::ends_sentence(line)
            && date::find(line).is_none()
            && !matches!(pieces[i].hint, Hint::Heading(1) | Hint::Dateline | Hint::Byline)
    };
    let mut at = 0;
    while at < pieces.len() {
        let end =
            (at..pieces.len()).find(|i| !edges.at_edge(*i) || !short(*i)).unwrap_or(pieces.len());
        let known: Vec<Furniture> =
            (at..end).filter_map(|i| label(pieces[i].span.of(text))).collect();
        if end - at >= 3 && known.len() * 3 >= end - at {
            for slot in found[at..end].iter_mut().filter(|slot| slot.is_none()) {
                *slot = Some(most(&known));
            }
        }
        at = end.max(at) + 1;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn label_lists_are_furniture() {
        assert_eq!(find("Home | News | Opinion | Video", true, false), Some(Furniture::Menu));
        assert_eq!(find("Facebook · Twitter · Print", false, false), Some(Furniture::Share));
        assert_eq!(find("@PortWatch · Follow · 2,041 Likes", true, false), Some(Furniture::Share));
        assert_eq!(
            find("Bridges | Dams | Rivers of the north", true, false),
            Some(Furniture::Menu)
        );
    }

    #[test]
    fn tables_and_titles_are_not() {
        assert_eq!(find("12 May | Kidal | 14 killed", false, false), None);
        assert_eq!(find("Kidal | Gao | Timbuktu", false, false), None);
        assert_eq!(find("Five dead as ferry is shelled | Harbour Gazette", true, true), None);
    }
}
