//! What acts do the words name?
//!
//! Reads `data/actions/*.tsv`: frames (a word with conditions on its arguments makes a class), word
//! lists, modes and contexts. The tables are ordinary text so that a user can add to them; lines
//! that do not fit are reported with their number.

use super::condition::{Condition, List};
use khaldun_model::Plover;
use std::collections::HashMap;
use std::sync::LazyLock;

/// What a frame comes to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Outcome {
    /// This class.
    Class(Plover),
    /// No act of any class.
    Nothing,
    /// The act that its object names ("launched an attack").
    Object,
    /// The act that its complement names ("tried to storm").
    Complement,
    /// Its complement, promised.
    Promise,
    /// Telling.
    Speech,
    /// The act of its predicate ("is responsible for", "is ready to").
    Predicate,
    /// The act that its subject names ("the shelling went on").
    Subject,
}

/// Who stands where in a frame.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Roles {
    /// The subject acts, the object is acted on.
    #[default]
    Plain,
    /// The subject is acted on ("came under fire from").
    Swapped,
    /// Subject and the other side act on each other ("clashed with").
    Mutual,
    /// The object is what is moved, said or handed over; the target stands behind a preposition.
    Thing,
}

/// The part of speech a frame is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Part {
    Verb,
    Noun,
    Adjective,
}

/// A word with conditions that makes a class.
#[derive(Clone, Debug)]
pub struct Frame {
    pub(super) part: Part,
    pub(super) when: Vec<Condition>,
    /// What it comes to.
    pub outcome: Outcome,
    /// Who stands where.
    pub roles: Roles,
}

/// A line of `modes.tsv`: one class, one mode and the words that tell it.
#[derive(Clone, Debug)]
pub(super) struct Mode {
    pub(super) class: Plover,
    pub(super) name: String,
    pub(super) words: Vec<String>,
}

/// Frames, modes and contexts, ready to look up.
#[derive(Clone, Debug, Default)]
pub struct Lexicon {
    frames: Vec<Frame>,
    /// For a lemma, its frames: those with most conditions first, then in the order of the file.
    by_word: HashMap<String, Vec<u32>>,
    pub(super) modes: Vec<Mode>,
    /// Context names in the order of the file.
    pub(super) contexts: Vec<String>,
    pub(super) context_words: HashMap<String, Vec<u16>>,
}

/// A line of a table that could not be read.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{table}, line {line}: {why}")]
pub struct BadLine {
    /// Which table.
    pub table: &'static str,
    /// Line number, from 1.
    pub line: usize,
    /// What is wrong with it.
    pub why: String,
}

static BUILTIN: LazyLock<Lexicon> = LazyLock::new(|| {
    Lexicon::read(
        include_str!("../../../../data/actions/frames.tsv"),
        include_str!("../../../../data/actions/sets.tsv"),
        include_str!("../../../../data/actions/modes.tsv"),
        include_str!("../../../../data/actions/contexts.tsv"),
    )
    .unwrap_or_else(|bad| panic!("a built-in table is broken: {bad}"))
});

impl Lexicon {
    /// The tables that are built into the program.
    pub fn builtin() -> &'static Self {
        &BUILTIN
    }

    /// Reads the four tables.
    pub fn read(frames: &str, sets: &str, modes: &str, contexts: &str) -> Result<Self, BadLine> {
        let sets = read_sets(sets)?;
        let mut lexicon = Self::default();
        for (line, columns) in rows(frames) {
            let fault = |why: String| BadLine { table: "frames", line, why };
            let [class, part, when, roles, words] = columns[..] else {
                return Err(fault(format!("{} columns, not 5", columns.len())));
            };
            let outcome = outcome(class).ok_or_else(|| fault(format!("no class `{class}`")))?;
            let part = part_of(part).ok_or_else(|| fault(format!("no part `{part}`")))?;
            let roles = roles_of(roles).ok_or_else(|| fault(format!("no roles `{roles}`")))?;
            let conditions = when.split_whitespace().filter(|c| *c != "-");
            let when = conditions
                .map(|c| Condition::read(c, &sets))
                .collect::<Result<Vec<_>, _>>()
                .map_err(fault)?;
            let number = lexicon.frames.len() as u32;
            lexicon.frames.push(Frame { part, when, outcome, roles });
            for word in words.split_whitespace() {
                lexicon.by_word.entry(word.to_owned()).or_default().push(number);
            }
        }
        let frames = &lexicon.frames;
        #[allow(clippy::iter_over_hash_type, reason = "each list is sorted by itself")]
        for list in lexicon.by_word.values_mut() {
            list.sort_by_key(|&n| (std::cmp::Reverse(frames[n as usize].when.len()), n));
            list.dedup();
        }
        lexicon.modes = read_modes(modes)?;
        for (_, columns) in rows(contexts) {
            let number = lexicon.contexts.len() as u16;
            lexicon.contexts.push(columns[0].to_owned());
            for word in columns.get(1).into_iter().flat_map(|w| w.split_whitespace()) {
                lexicon.context_words.entry(word.to_owned()).or_default().push(number);
            }
        }
        Ok(lexicon)
    }

    /// Whether a noun (dictionary form, lower case) names an act of that class by itself.
    pub fn noun_names(&self, lemma: &str, class: Plover) -> bool {
        let noun = |f: &&Frame| f.part == Part::Noun && f.when.is_empty();
        self.frames(lemma).find(noun).is_some_and(|f| f.outcome == Outcome::Class(class))
    }

    /// The frames of a lemma, the most particular first.
    pub(super) fn frames(&self, lemma: &str) -> impl Iterator<Item = &Frame> {
        let list = self.by_word.get(lemma).map_or(&[][..], Vec::as_slice);
        list.iter().map(|&n| &self.frames[n as usize])
    }
}

/// The lines of a table that are neither empty nor a comment, with their numbers.
fn rows(table: &str) -> impl Iterator<Item = (usize, Vec<&str>)> {
    let kept = |line: &&str| !line.trim().is_empty() && !line.starts_with('#');
    table
        .lines()
        .enumerate()
        .filter(move |(_, l)| kept(l))
        .map(|(n, l)| (n + 1, l.split('\t').map(str::trim).collect()))
}

fn read_sets(table: &str) -> Result<HashMap<String, List>, BadLine> {
    let mut sets: HashMap<String, List> = HashMap::new();
    for (line, columns) in rows(table) {
        let [name, words] = columns[..] else {
            return Err(BadLine { table: "sets", line, why: "not two columns".to_owned() });
        };
        sets.entry(name.to_owned()).or_default().add(words.split_whitespace());
    }
    Ok(sets)
}

fn read_modes(table: &str) -> Result<Vec<Mode>, BadLine> {
    let mut modes = Vec::new();
    for (line, columns) in rows(table) {
        let fault = |why: &str| BadLine { table: "modes", line, why: why.to_owned() };
        let [class, name, words] = columns[..] else { return Err(fault("not three columns")) };
        let class = Plover::parse(class).ok_or_else(|| fault("no such class"))?;
        let words = words.split_whitespace().map(str::to_owned).collect();
        modes.push(Mode { class, name: name.to_owned(), words });
    }
    Ok(modes)
}

fn outcome(name: &str) -> Option<Outcome> {
    Some(match name {
        "NONE" => Outcome::Nothing,
        "OBJ" => Outcome::Object,
        "COMP" => Outcome::Complement,
        "PROMISE" => Outcome::Promise,
        "SPEECH" => Outcome::Speech,
        "PRED" => Outcome::Predicate,
        "SUBJ" => Outcome::Subject,
        class => Outcome::Class(Plover::parse(class)?),
    })
}

fn part_of(name: &str) -> Option<Part> {
    Some(match name {
        "v" => Part::Verb,
        "n" => Part::Noun,
        "a" => Part::Adjective,
        _ => return None,
    })
}

fn roles_of(name: &str) -> Option<Roles> {
    Some(match name {
        "-" => Roles::Plain,
        "swap" => Roles::Swapped,
        "mutual" => Roles::Mutual,
        "self" => Roles::Thing,
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_built_in_tables_can_be_read() {
        assert!(Lexicon::builtin().frames("attack").count() >= 2);
        assert_eq!(Lexicon::builtin().contexts[0], "military");
    }

    #[test]
    fn a_bad_line_is_named() {
        let bad = Lexicon::read("ASSAULT\tv\t-\t-\tattack\nFIGHT\tv\t-\t-\tfight\n", "", "", "");
        assert_eq!(bad.unwrap_err().to_string(), "frames, line 2: no class `FIGHT`");
    }

    #[test]
    fn the_frame_with_most_conditions_stands_first() {
        let frames = "ASSAULT\tv\t-\t-\thit\nACCUSE\tv\tprt:out\t-\thit\n";
        let lexicon = Lexicon::read(frames, "", "", "").unwrap();
        let first = lexicon.frames("hit").next().unwrap();
        assert_eq!(first.outcome, Outcome::Class(Plover::Accuse));
    }
}
