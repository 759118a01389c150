use super::reading::{Found, Reading, unknown};
use khaldun_language::EntityKind;
use khaldun_model::{ActorForm, ActorType};

/// Bodies that the register does not know: the parser's organisations of at least two words, or
/// acronyms.
///
/// *Why it matters:* an account names local units and committees that no register holds; they act all the
/// same, under the account's own name for them.
///
/// *Known misreadings:* the parser takes ships, places and headlines for organisations; headlines are
/// left out, and what the register or a place name covers is not taken.
pub(super) fn read(reading: &mut Reading<'_>) {
    for n in 0..reading.blocks.len() {
        let block = &reading.blocks[n];
        let Some(doc) = block.doc else { continue };
        if block.shouted || is_headline(block.text) {
            continue;
        }
        let bodies = doc.entities().into_iter().filter(|(_, kind)| *kind == EntityKind::Org);
        let bodies: Vec<_> = bodies.filter_map(|(tokens, _)| block.words_of(tokens)).collect();
        for mut words in bodies {
            let block = &reading.blocks[n];
            while words.len() > 1 && block.words[words.start].folded == "the" {
                words.start += 1;
            }
            let inner = &block.words[words.clone()];
            let capitals = inner.iter().filter(|w| w.capital).count();
            let text = block.phrase(words.clone());
            let letters =
                text.chars().filter(|c| c.is_uppercase()).count() >= 3 && !text.contains(' ');
            let apart = inner.iter().skip(1).any(|w| w.apart);
            let known = !reading.uses(block, words.clone()).is_empty();
            let numeric =
                inner.iter().any(|w| w.folded.chars().all(char::is_numeric)) && inner.len() == 1;
            if (capitals >= 2 || letters)
                && !apart
                && !numeric
                && !known
                && !reading.overlaps(block.index, &words)
            {
                let actor = Some(unknown(text, ActorType::Organisation, None));
                let because = "a body named by the account alone".to_owned();
                let block = block.index;
                reading.add(Found { block, words, actor, form: ActorForm::Name, because });
            }
        }
    }
}

/// Most words begin with a capital.
fn is_headline(text: &str) -> bool {
    let words = text.split_whitespace().filter(|w| w.len() > 3);
    let (capital, all) = words.fold((0, 0), |(c, n), w| {
        (c + usize::from(w.chars().next().is_some_and(char::is_uppercase)), n + 1)
    });
    all >= 4 && capital * 10 >= all * 8
}
