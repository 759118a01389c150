use super::reading::{Found, Reading, unknown};
use super::words::Word;
use khaldun_model::{ActorForm, ActorRef, ActorType};
use std::ops::Range;

/// Acronyms that the account itself defines: "the Southern Transitional Council (STC)", "Popular
/// Mobilisation Units, or PMU", "the RSF (Rapid Support Forces)".
///
/// *Why it matters:* the same letters name different bodies in different wars; what the account says of
/// them goes before what the register says. Where the full name is the register's, so is the actor.
///
/// *Known misreadings:* a bracket that holds a party's letters after a politician's name.
pub(super) fn read(reading: &mut Reading<'_>) {
    for n in 0..reading.blocks.len() {
        for at in 0..reading.blocks[n].words.len() {
            if let Some((acronym, name)) = definition(reading, n, at) {
                define(reading, n, acronym, name);
            }
        }
    }
}

fn define(reading: &mut Reading<'_>, n: usize, acronym: usize, name: Range<usize>) {
    let block = &reading.blocks[n];
    let letters = block.written(acronym).to_owned();
    let full = block.phrase(name.clone()).to_owned();
    let uses = reading.uses(block, name.clone());
    let known = reading.choose(&uses).map(|(a, _, _)| a.reference());
    let actor = known.or_else(|| same_letters(reading, &letters, &full));
    let known = actor.is_some();
    let actor = actor.unwrap_or_else(|| unknown(&full, ActorType::Organisation, None));
    let because = format!("acronym of {full}, defined in paragraph {}", block.index + 1);
    if !known {
        let because = "named by the account alone".to_owned();
        let (words, form) = (name, ActorForm::Name);
        let found = Found { block: block.index, words, actor: Some(actor.clone()), form, because };
        reading.add(found);
    }
    reading.acronyms.entry(letters).or_insert((actor, because));
}

/// The register's bearer of the letters, where most words of its name are those of the account's.
fn same_letters(reading: &Reading<'_>, letters: &str, full: &str) -> Option<ActorRef> {
    let words = |s: &str| -> Vec<String> {
        let plain = super::fold::key(s);
        plain.split(' ').filter(|w| w.len() > 3).map(|w| w.chars().take(6).collect()).collect()
    };
    let wanted = words(full);
    let fits = |name: &str| {
        let have = words(name);
        let common = wanted.iter().filter(|w| have.contains(w)).count();
        !wanted.is_empty() && common * 2 > wanted.len()
    };
    let bearers = reading.register.named(letters, reading.on);
    let mut fitting =
        bearers.into_iter().filter(|a| std::iter::once(&a.name).chain(&a.aliases).any(|x| fits(x)));
    let first = fitting.next()?;
    fitting.next().is_none().then(|| first.reference())
}

/// The acronym and the full name that word `at` and what stands about it define.
fn definition(reading: &Reading<'_>, n: usize, at: usize) -> Option<(usize, Range<usize>)> {
    let block = &reading.blocks[n];
    if block.shouted || !is_letters(block.written(at)) {
        return None;
    }
    let before = &block.text[..block.words[at].span.start as usize];
    let before = before.trim_end_matches(['"', '“', '‘', '\'', '«']);
    let before = before.strip_suffix("the ").unwrap_or(before).trim_end();
    let bracketed = before.ends_with('(');
    let or = [", or", "known as", "known by", "called", "abbreviated", "styled"]
        .iter()
        .any(|c| before.ends_with(c));
    if bracketed || or {
        let skip = block.text[..before.len()].trim_end_matches('(').trim_end();
        let skip = [", or", "also known as", "known as", "called"]
            .iter()
            .find_map(|c| skip.strip_suffix(c))
            .unwrap_or(skip);
        let end = block.words.partition_point(|w| (w.span.end as usize) <= skip.trim_end().len());
        return name_before(reading, n, end, block.written(at), bracketed).map(|name| (at, name));
    }
    // "RSF (Rapid Support Forces)".
    let after = &block.text[block.words[at].span.end as usize..];
    let inner = after.trim_start().strip_prefix('(')?;
    let close = inner.find(')')?;
    let from = block.text.len() - inner.len();
    let name: Vec<usize> = (0..block.words.len())
        .filter(|&w| (from..from + close).contains(&(block.words[w].span.start as usize)))
        .collect();
    let range = *name.first()?..name.last()? + 1;
    initials(&block.words[range.clone()], block.written(at)).then_some((at, range))
}

/// Two to eight capitals, with digits or hyphens.
fn is_letters(word: &str) -> bool {
    let capitals = word.chars().filter(|c| c.is_uppercase()).count();
    (2..=9).contains(&word.chars().count()) && capitals >= 2 && capitals + 2 >= word.chars().count()
}

/// The name that ends before word `end`: the register's longest, else the shortest run of words whose
/// initials are the letters, else the run of capitalised words where a bracket follows.
fn name_before(
    reading: &Reading<'_>,
    n: usize,
    end: usize,
    letters: &str,
    bracketed: bool,
) -> Option<Range<usize>> {
    let block = &reading.blocks[n];
    let floor = end.saturating_sub(10);
    let starts = || (floor..end).filter(|&s| block.words[s].folded != "the");
    let register = starts().find(|&s| end - s >= 2 && !reading.uses(block, s..end).is_empty());
    if let Some(start) = register {
        return Some(start..end);
    }
    let free = |s: usize| !block.words[s + 1..end].iter().any(|w| w.apart);
    let spelt = starts().rev().find(|&s| {
        end - s >= 2 && block.words[s].capital && free(s) && initials(&block.words[s..end], letters)
    });
    if let Some(start) = spelt {
        return Some(start..end);
    }
    let mut start = end;
    while start > floor
        && (block.words[start - 1].capital || is_link(&block.words[start - 1]))
        && (start == end || !block.words[start].apart)
    {
        start -= 1;
    }
    while start < end && is_link(&block.words[start]) {
        start += 1;
    }
    (bracketed && end.saturating_sub(start) >= 2).then_some(start..end)
}

fn is_link(word: &Word) -> bool {
    ["of", "for", "and", "the", "in", "de", "du", "la", "al", "el", "to"]
        .contains(&word.folded.as_str())
}

/// Whether the words' initials spell the letters, links left out or not.
fn initials(words: &[Word], letters: &str) -> bool {
    let wanted: String =
        letters.chars().filter(|c| c.is_alphabetic()).flat_map(char::to_lowercase).collect();
    let first = |ws: &mut dyn Iterator<Item = &Word>| -> String {
        ws.filter_map(|w| w.folded.chars().next()).collect()
    };
    let all = first(&mut words.iter());
    let telling = first(&mut words.iter().filter(|w| !is_link(w)));
    all == wanted || telling == wanted || telling.strip_suffix(['s', 'f', 'a']) == Some(&wanted)
}
