//! What a readability algorithm takes to be the article.
//!
//! It sees the page as a tree and scores its branches, which our pieces cannot; but it gives text
//! without offsets and rewrites it on the way. So it only votes: a piece is in the article if most of
//! its runs of three words are in the article's text.

use super::page::Page;
use dom_smoothie::{Config, Readability};
use std::collections::BTreeSet;
use std::panic::{AssertUnwindSafe, catch_unwind};

/// Beyond these the finder's time and stack are not bounded well enough.
const DEEPEST: usize = 256;
const LARGEST: usize = 3 << 20;
const ELEMENTS: usize = 60_000;

/// The pieces that the article finder would keep, or why it was not asked.
pub(crate) fn vote(
    received: &str,
    page: &Page,
    texts: &[String],
) -> Result<Vec<bool>, Option<&'static str>> {
    if page.depth > DEEPEST {
        return Err(Some("the page's elements are nested too deeply"));
    }
    if received.len() > LARGEST || page.elements > ELEMENTS {
        return Err(Some("the page is too large"));
    }
    let article = article(received).ok_or(None)?;
    let seen: BTreeSet<u64> = trigrams(&tokens(&article)).collect();
    let within = |text: &String| {
        let (mut all, mut hits) = (0, 0);
        for hash in trigrams(&tokens(text)) {
            all += 1;
            hits += usize::from(seen.contains(&hash));
        }
        all > 0 && hits * 10 >= all * 6
    };
    Ok(texts.iter().map(within).collect())
}

fn article(received: &str) -> Option<String> {
    // The finder is another's code over hostile input; a slip there must not cost the account.
    let found = catch_unwind(AssertUnwindSafe(|| {
        let config = Config { max_elements_to_parse: ELEMENTS, ..Config::default() };
        Readability::new(received, None, Some(config))
            .ok()?
            .parse()
            .ok()
            .map(|a| a.text_content.to_string())
    }));
    found.ok().flatten().filter(|text| !text.trim().is_empty())
}

fn tokens(text: &str) -> Vec<u64> {
    text.split(|c: char| !c.is_alphanumeric()).filter(|w| !w.is_empty()).map(hash).collect()
}

/// FNV-1a over the lower-case word: a fixed hash, so that runs agree.
fn hash(word: &str) -> u64 {
    let lower = word.chars().flat_map(char::to_lowercase);
    lower.fold(0xcbf2_9ce4_8422_2325, |h, c| {
        (h ^ u64::from(u32::from(c))).wrapping_mul(0x0100_0000_01b3)
    })
}

/// Runs of three words; of fewer where the text is shorter than that.
fn trigrams(words: &[u64]) -> impl Iterator<Item = u64> {
    let size = words.len().clamp(1, 3);
    let mix = |run: &[u64]| {
        run.iter().fold(run.len() as u64, |h, w| h.rotate_left(21).wrapping_mul(31) ^ w)
    };
    // A short piece can only be found if the article's own short runs are there too.
    words.windows(size).map(mix)
}
