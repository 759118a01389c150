//! By what means, and about what?

use super::lexicon::Lexicon;
use super::sight::Sight;
use khaldun_model::Plover;

/// The manual's mode, where the words around the act tell one.
pub fn mode(
    sight: &Sight<'_>,
    lexicon: &Lexicon,
    class: Plover,
    tokens: &[usize],
) -> Option<String> {
    let lemmas: Vec<_> = tokens.iter().map(|&t| sight.lemma(t)).collect();
    lexicon
        .modes
        .iter()
        .filter(|m| m.class == class)
        .find(|m| m.words.iter().any(|w| lemmas.iter().any(|l| *l == w.as_str())))
        .map(|m| m.name.clone())
}

/// The manual's context: the one with most words in the text.
pub fn context(sight: &Sight<'_>, lexicon: &Lexicon, tokens: &[usize]) -> Option<String> {
    let mut votes = vec![0u32; lexicon.contexts.len()];
    for &token in tokens {
        for &c in lexicon.context_words.get(&*sight.lemma(token)).into_iter().flatten() {
            votes[usize::from(c)] += 1;
        }
    }
    let best = votes.iter().copied().max().filter(|&v| v > 0)?;
    let first = votes.iter().position(|&v| v == best)?;
    Some(lexicon.contexts[first].clone())
}
