use crate::{Dep, EntityKind, Pos, Tag};
use khaldun_text::Span;
use std::ops::Range;
use std::sync::Arc;

/// One token of a [`Doc`].
#[derive(Clone, Debug, PartialEq)]
pub struct Token {
    /// Bytes of [`Doc::text`].
    pub span: Span,
    /// Index of the head token; the token's own index where it is a root.
    pub head: u32,
    /// What it is to its head.
    pub dep: Dep,
    /// Penn Treebank tag.
    pub tag: Tag,
    /// Universal part of speech.
    pub pos: Pos,
    /// Morphology as `Feature=Value|…`, empty where there is none.
    pub morph: Arc<str>,
    /// Dictionary form.
    pub lemma: Arc<str>,
    /// Entity mark, where it is part of one.
    pub entity: Option<EntityMark>,
    /// Whether a sentence begins here.
    pub sent_start: bool,
}

/// A token's part in an entity.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct EntityMark {
    /// Kind, as the model has it.
    pub kind: EntityKind,
    /// Whether the entity begins here.
    pub begins: bool,
}

/// A parsed stretch of text: one paragraph, as a rule.
#[derive(Clone, Debug, PartialEq)]
pub struct Doc {
    /// The text that was parsed; token spans point into it.
    pub text: Arc<str>,
    /// Tokens in order (white-space tokens included, as spaCy has them).
    pub tokens: Vec<Token>,
    /// `children[offsets[i]..offsets[i + 1]]` are the direct dependents of token `i`, in order.
    children: Vec<u32>,
    offsets: Vec<u32>,
}

impl Doc {
    /// Puts tokens to their text and indexes the tree.
    pub fn new(text: impl Into<Arc<str>>, tokens: Vec<Token>) -> Self {
        let mut counts = vec![0u32; tokens.len() + 1];
        for (i, t) in tokens.iter().enumerate() {
            if t.head as usize != i {
                counts[t.head as usize + 1] += 1;
            }
        }
        for i in 1..counts.len() {
            counts[i] += counts[i - 1];
        }
        let mut next = counts.clone();
        let mut children = vec![0u32; *counts.last().unwrap_or(&0) as usize];
        for (i, t) in tokens.iter().enumerate() {
            if t.head as usize != i {
                let slot = &mut next[t.head as usize];
                children[*slot as usize] = i as u32;
                *slot += 1;
            }
        }
        Self { text: text.into(), tokens, children, offsets: counts }
    }

    /// The token's words.
    pub fn word(&self, i: usize) -> &str {
        self.tokens[i].span.of(&self.text)
    }

    /// The token's dictionary form.
    pub fn lemma(&self, i: usize) -> &str {
        &self.tokens[i].lemma
    }

    /// What the token is to its head.
    pub fn dep(&self, i: usize) -> Dep {
        self.tokens[i].dep
    }

    /// The token's part of speech.
    pub fn pos(&self, i: usize) -> Pos {
        self.tokens[i].pos
    }

    /// Its head, or `None` at a root.
    pub fn head(&self, i: usize) -> Option<usize> {
        let head = self.tokens[i].head as usize;
        (head != i).then_some(head)
    }

    /// Direct dependents, left to right.
    pub fn children(&self, i: usize) -> impl DoubleEndedIterator<Item = usize> + '_ {
        let range = self.offsets[i] as usize..self.offsets[i + 1] as usize;
        self.children[range].iter().map(|&c| c as usize)
    }

    /// The first direct dependent with that label.
    pub fn child(&self, i: usize, dep: Dep) -> Option<usize> {
        self.children(i).find(|&c| self.dep(c) == dep)
    }

    /// The first direct dependent with any of the labels.
    pub fn child_of(&self, i: usize, deps: &[Dep]) -> Option<usize> {
        self.children(i).find(|&c| deps.contains(&self.dep(c)))
    }

    /// The token and everything below it, in text order.
    pub fn subtree(&self, i: usize) -> Vec<usize> {
        let (mut all, mut todo) = (Vec::new(), vec![i]);
        while let Some(t) = todo.pop() {
            all.push(t);
            todo.extend(self.children(t));
        }
        all.sort_unstable();
        all
    }

    /// The heads above a token, nearest first.
    pub fn ancestors(&self, i: usize) -> impl Iterator<Item = usize> + '_ {
        std::iter::successors(self.head(i), |&t| self.head(t))
    }

    /// Token ranges of the sentences.
    pub fn sentences(&self) -> Vec<Range<usize>> {
        let starts = (0..self.tokens.len()).filter(|&i| i == 0 || self.tokens[i].sent_start);
        let starts: Vec<usize> = starts.collect();
        let ends = starts.iter().skip(1).copied().chain([self.tokens.len()]);
        starts.iter().copied().zip(ends).map(|(a, b)| a..b).collect()
    }

    /// Token ranges of the entities with their kinds.
    pub fn entities(&self) -> Vec<(Range<usize>, EntityKind)> {
        let mut found: Vec<(Range<usize>, EntityKind)> = Vec::new();
        for (i, token) in self.tokens.iter().enumerate() {
            match (token.entity, found.last_mut()) {
                (Some(m), Some((range, _))) if !m.begins && range.end == i => range.end = i + 1,
                (Some(m), _) => found.push((i..i + 1, m.kind)),
                (None, _) => {}
            }
        }
        found
    }

    /// The span from the first to the last of some tokens (which must not be empty).
    pub fn span(&self, range: Range<usize>) -> Span {
        self.tokens[range.start].span.cover(self.tokens[range.end - 1].span)
    }

    /// Index of the token that holds byte `offset` of the text, or the first after it.
    pub fn token_at(&self, offset: u32) -> Option<usize> {
        let i = self.tokens.partition_point(|t| t.span.end <= offset);
        (i < self.tokens.len()).then_some(i)
    }

    /// Indices of the tokens that share at least a byte with `span`.
    pub fn tokens_in(&self, span: Span) -> Range<usize> {
        let from = self.tokens.partition_point(|t| t.span.end <= span.start);
        let to = self.tokens.partition_point(|t| t.span.start < span.end);
        from..to.max(from)
    }
}
