//! Finds of an account, none of which overlap, by where they begin.

use super::reading::Found;
use std::collections::BTreeMap;
use std::ops::Range;

/// What was found so far: looked up by word without a walk over all, in text order.
#[derive(Debug, Default)]
pub(super) struct Finds(BTreeMap<(usize, usize), Found>);

impl Finds {
    /// Adds a find unless words of it are taken by one at least as long.
    pub(super) fn add(&mut self, find: Found) {
        let clash = |f: &&Found| meets(f, &find.words);
        let near: Vec<&Found> = self.near(find.block, &find.words).filter(clash).collect();
        if near.iter().any(|f| f.words.len() >= find.words.len()) {
            return;
        }
        let shorter: Vec<(usize, usize)> = near.iter().map(|f| (f.block, f.words.start)).collect();
        for key in shorter {
            self.0.remove(&key);
        }
        self.0.insert((find.block, find.words.start), find);
    }

    /// The first find that has any of some words.
    pub(super) fn meeting(&self, block: usize, words: &Range<usize>) -> Option<&Found> {
        self.near(block, words).find(|f| meets(f, words))
    }

    /// Those that begin within some words, after the last that begins before them.
    fn near(&self, block: usize, words: &Range<usize>) -> impl Iterator<Item = &Found> {
        let before = self.0.range((block, 0)..(block, words.start)).next_back();
        let within = self.0.range((block, words.start)..(block, words.end.max(words.start)));
        before.into_iter().chain(within).map(|(_, found)| found)
    }

    /// All, in text order.
    pub(super) fn iter(&self) -> impl Iterator<Item = &Found> {
        self.0.values()
    }

    /// All, in text order, to be read anew; their words stay.
    pub(super) fn iter_mut(&mut self) -> impl Iterator<Item = &mut Found> {
        self.0.values_mut()
    }
}

fn meets(found: &Found, words: &Range<usize>) -> bool {
    found.words.start < words.end && words.start < found.words.end
}
