//! From tags, words and labels to parts of speech, morphology and some lemmas (spaCy's
//! `AttributeRuler`). Later rules win.

use crate::hash::Map;
use crate::label::{Dep, Pos, Tag};
use crate::model::{RULER, lines};
use std::sync::Arc;

/// A condition on a label from a set: the bits that may be there.
type Set = Option<u64>;

#[derive(Default)]
struct Condition {
    tags: Set,
    deps: Set,
    lower: Option<Vec<&'static str>>,
    is_space: Option<bool>,
}

/// What a rule sets.
#[derive(Clone, Default)]
struct Values {
    tag: Option<Tag>,
    pos: Option<Pos>,
    morph: Option<u16>,
    lemma: Option<Arc<str>>,
    dep: Option<Dep>,
}

struct Rule {
    /// Which token of the pattern is set.
    index: usize,
    tokens: Vec<Condition>,
    values: Values,
}

/// What the ruler looks at.
pub(crate) struct Input<'a> {
    pub(crate) tag: Tag,
    pub(crate) dep: Dep,
    pub(crate) lower: &'a str,
    pub(crate) is_space: bool,
}

/// What it says of a token.
#[derive(Clone)]
pub(crate) struct Output {
    pub(crate) tag: Tag,
    pub(crate) dep: Dep,
    pub(crate) pos: Pos,
    /// Index of [`Ruler::morph`].
    pub(crate) morph: u16,
    pub(crate) lemma: Option<Arc<str>>,
}

/// The rules.
pub(crate) struct Ruler {
    rules: Vec<Rule>,
    /// Rules by what their first token needs: a word, else a tag, else neither.
    by_lower: Map<&'static str, Vec<u16>>,
    by_tag: Vec<Vec<u16>>,
    rest: Vec<u16>,
    morphs: Vec<Arc<str>>,
}

fn set<T: Copy>(text: &str, negated: bool, all: &[T], name: impl Fn(T) -> &'static str) -> u64 {
    let wanted = |t: T| text.split('|').any(|w| w == name(t)) != negated;
    all.iter().enumerate().filter(|(_, t)| wanted(**t)).fold(0, |bits, (i, _)| bits | 1 << i)
}

fn condition(text: &'static str) -> Condition {
    let mut new = Condition::default();
    for test in text.split(' ') {
        let (key, value) = test.split_once('=').unwrap_or((test, ""));
        let (key, negated) = key.strip_suffix('!').map_or((key, false), |k| (k, true));
        match key {
            "TAG" => new.tags = Some(set(value, negated, Tag::ALL, Tag::as_str)),
            "DEP" => new.deps = Some(set(value, negated, Dep::ALL, Dep::as_str)),
            "LOWER" => new.lower = Some(value.split('|').collect()),
            "IS_SPACE" => new.is_space = Some(value == "1"),
            other => debug_assert!(false, "unknown condition {other}"),
        }
    }
    new
}

impl Condition {
    fn holds(&self, token: &Input<'_>) -> bool {
        let has = |set: Set, label: usize| set.is_none_or(|bits| bits >> label & 1 == 1);
        has(self.tags, token.tag as usize)
            && has(self.deps, token.dep as usize)
            && self.is_space.is_none_or(|s| s == token.is_space)
            && self.lower.as_ref().is_none_or(|l| l.contains(&token.lower))
    }
}

impl Ruler {
    pub(crate) fn new() -> Self {
        let mut ruler = Self {
            rules: Vec::new(),
            by_lower: Map::default(),
            by_tag: vec![Vec::new(); Tag::ALL.len()],
            rest: Vec::new(),
            morphs: vec!["".into()],
        };
        for line in lines(RULER) {
            let columns: Vec<&'static str> = line.collect();
            let [_, index, pattern, tag, pos, morph, lemma, dep] = columns[..] else { continue };
            let value = |text: &'static str| Some(text).filter(|t| *t != "-");
            let rule = Rule {
                index: index.parse().unwrap_or(0),
                tokens: pattern.split(" + ").map(condition).collect(),
                values: Values {
                    tag: value(tag).and_then(Tag::parse),
                    pos: value(pos).and_then(Pos::parse),
                    morph: value(morph).map(|m| ruler.morph_index(m)),
                    lemma: value(lemma).map(Into::into),
                    dep: value(dep).and_then(Dep::parse),
                },
            };
            ruler.add(rule);
        }
        ruler
    }

    fn add(&mut self, rule: Rule) {
        let id = self.rules.len() as u16;
        let first = &rule.tokens[0];
        if let Some(words) = &first.lower {
            for word in words {
                self.by_lower.entry(word).or_default().push(id);
            }
        } else if let Some(tags) = first.tags {
            let listed = self.by_tag.iter_mut().enumerate().filter(|(t, _)| tags >> t & 1 == 1);
            listed.for_each(|(_, rules)| rules.push(id));
        } else {
            self.rest.push(id);
        }
        self.rules.push(rule);
    }

    fn morph_index(&mut self, text: &str) -> u16 {
        let text = if text == "_" { "" } else { text };
        let known = self.morphs.iter().position(|m| **m == *text);
        known.unwrap_or_else(|| {
            self.morphs.push(text.into());
            self.morphs.len() - 1
        }) as u16
    }

    /// A morphology by its index.
    pub(crate) fn morph(&self, index: u16) -> &Arc<str> {
        &self.morphs[index as usize]
    }

    /// All morphologies.
    pub(crate) fn morphs(&self) -> &[Arc<str>] {
        &self.morphs
    }

    /// Applies the rules to a document.
    pub(crate) fn apply(&self, tokens: &[Input<'_>]) -> Vec<Output> {
        let mut out: Vec<Output> = tokens
            .iter()
            .map(|t| Output { tag: t.tag, dep: t.dep, pos: Pos::X, morph: 0, lemma: None })
            .collect();
        let mut hits: Vec<(u16, u32)> = Vec::with_capacity(tokens.len() * 3);
        for (i, token) in tokens.iter().enumerate() {
            let words = self.by_lower.get(token.lower).map_or(&[][..], Vec::as_slice);
            let candidates = words.iter().chain(&self.by_tag[token.tag as usize]).chain(&self.rest);
            for &id in candidates {
                let rule = &self.rules[id as usize];
                let there = tokens.len() - i >= rule.tokens.len();
                if there && rule.tokens.iter().zip(&tokens[i..]).all(|(c, t)| c.holds(t)) {
                    hits.push((id, (i + rule.index) as u32));
                }
            }
        }
        hits.sort_unstable();
        for (id, target) in hits {
            let (values, token) = (&self.rules[id as usize].values, &mut out[target as usize]);
            token.tag = values.tag.unwrap_or(token.tag);
            token.pos = values.pos.unwrap_or(token.pos);
            token.morph = values.morph.unwrap_or(token.morph);
            token.dep = values.dep.unwrap_or(token.dep);
            if let Some(lemma) = &values.lemma {
                token.lemma = Some(lemma.clone());
            }
        }
        out
    }
}
