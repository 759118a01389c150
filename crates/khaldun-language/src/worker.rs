//! One pass of the pipeline over some documents, with a memory of words met before.

use crate::doc::{Doc, EntityMark, Token};
use crate::entity::{Hint, Recogniser};
use crate::hash::Map;
use crate::label::{Pos, Tag};
use crate::lemma::{Inflection, Lemmatiser};
use crate::lexeme::{Lexicon, Memory, Tables};
use crate::model::{TAGS, Weights};
use crate::net::{Encoder, Linear, Product, Row, WIDTH};
use crate::parser::{Arc as Head, Parser, finish};
use crate::ruler::{Input, Output, Ruler};
use crate::tokenizer::{Piece, tokenize};
use khaldun_text::Span;
use std::sync::Arc;

/// Tokens of a text that are parsed in one go. A longer text is cut at a sentence break; its parse
/// is that of the pieces.
pub(crate) const WINDOW: usize = 1 << 14;
/// Documents are put through the network together up to this many tokens.
const TOGETHER: usize = 1 << 10;
/// Words and rows remembered before everything is forgotten.
const REMEMBERED: usize = 1 << 16;

/// Everything that is read from the model's files.
pub(crate) struct Model {
    tables: Tables,
    encoder: Encoder,
    tagger: Linear,
    tags: Vec<Tag>,
    parser: Parser,
    recogniser: Recogniser,
    ruler: Ruler,
    inflections: Vec<Inflection>,
    lemmatiser: Lemmatiser,
}

impl Model {
    pub(crate) fn new() -> Self {
        let weights = Weights::new();
        let tagger = weights.floats("tagger.softmax.0.W");
        let ruler = Ruler::new();
        Self {
            tables: Tables::new(),
            encoder: Encoder::new(&weights, "tok2vec", 6),
            tagger: Linear::linear(WIDTH, &tagger, &weights.floats("tagger.softmax.0.b")),
            tags: TAGS.lines().filter_map(Tag::parse).collect(),
            parser: Parser::new(&weights),
            recogniser: Recogniser::new(&weights),
            inflections: ruler.morphs().iter().map(|m| Inflection::of(m)).collect(),
            ruler,
            lemmatiser: Lemmatiser::new(),
        }
    }
}

/// Rows of words out of context, by word.
#[derive(Default)]
struct Mixed {
    /// `u32::MAX` where not computed yet; two of them a word: without and with a blank after it.
    slots: Vec<u32>,
    rows: Vec<Row>,
}

/// The memory of one thread at work. What it holds depends on words alone, so results do not depend
/// on it.
#[derive(Default)]
pub(crate) struct Worker {
    memory: Memory,
    parser_rows: Mixed,
    entity_rows: Mixed,
    lemmas: Map<u64, Arc<str>>,
}

impl Worker {
    /// Parses some texts.
    pub(crate) fn parse(&mut self, model: &Model, texts: &[&str]) -> Vec<Doc> {
        if self.memory.lexemes.len() > REMEMBERED {
            *self = Self::default();
        }
        let mut lexicon = Lexicon::new(&model.tables, &mut self.memory);
        let pieces: Vec<Vec<Piece>> = texts.iter().map(|t| tokenize(t, &mut lexicon)).collect();
        let mut tokens: Vec<Vec<Token>> = Vec::with_capacity(texts.len());
        let mut from = 0;
        while from < pieces.len() {
            if pieces[from].len() > WINDOW {
                tokens.push(self.windows(model, &pieces[from]));
                from += 1;
                continue;
            }
            let (mut to, mut total) = (from, 0);
            while to < pieces.len() && (to == from || total + pieces[to].len() <= TOGETHER) {
                total += pieces[to].len();
                to += 1;
            }
            let slices: Vec<&[Piece]> = pieces[from..to].iter().map(Vec::as_slice).collect();
            tokens.extend(self.annotate(model, &slices));
            from = to;
        }
        texts.iter().zip(tokens).map(|(text, tokens)| Doc::new(*text, tokens)).collect()
    }

    /// A text that is too long: windows that end where the last sentence in them begins.
    fn windows(&mut self, model: &Model, pieces: &[Piece]) -> Vec<Token> {
        let mut tokens: Vec<Token> = Vec::with_capacity(pieces.len());
        while tokens.len() < pieces.len() {
            let done = tokens.len();
            let window = &pieces[done..pieces.len().min(done + WINDOW)];
            let mut part = self.annotate(model, &[window]).pop().unwrap_or_default();
            if done + part.len() < pieces.len() {
                let start = part.iter().rposition(|t| t.sent_start).unwrap_or(0);
                let whole = part[..start].iter().all(|t| (t.head as usize) < start);
                // A break far back would have the same tokens parsed again and again.
                if start > WINDOW / 2 && whole {
                    part.truncate(start);
                }
            }
            for token in &mut part {
                token.head += done as u32;
            }
            tokens.append(&mut part);
        }
        tokens
    }

    fn annotate(&mut self, model: &Model, documents: &[&[Piece]]) -> Vec<Vec<Token>> {
        let lengths: Vec<usize> = documents.iter().map(|d| d.len()).collect();
        let pieces: Vec<Piece> = documents.concat();
        let lexemes = &self.memory.lexemes;
        let ids = |lexeme: u32, spaced: bool| {
            let lexeme = &lexemes[lexeme as usize];
            let [norm, prefix, suffix, shape] = lexeme.ids;
            [norm, prefix, suffix, shape, u64::from(spaced), u64::from(lexeme.is_space)]
        };
        let rows = self.parser_rows.rows(&model.encoder, &pieces, |p| {
            (p.lexeme * 2 + u32::from(p.spaced), ids(p.lexeme, p.spaced))
        });
        let rows = model.encoder.encode(&rows, &lengths);
        let tags = tags(model, &rows);
        let mut heads: Vec<Head> = Vec::with_capacity(pieces.len());
        let is_space: Vec<bool> =
            pieces.iter().map(|p| lexemes[p.lexeme as usize].is_space).collect();
        model.parser.parse(&rows, &lengths, |mut arcs| {
            let range = heads.len()..heads.len() + arcs.len();
            finish(&mut arcs, &is_space[range]);
            heads.append(&mut arcs);
        });
        let hint =
            |(&is_space, head): (&bool, &Head)| Hint { is_space, sent_start: head.sent_start };
        let hints: Vec<Hint> = is_space.iter().zip(&heads).map(hint).collect();
        let recogniser = &model.recogniser;
        let rows = self.entity_rows.rows(&recogniser.encoder, &pieces, |p| {
            let [norm, prefix, suffix, shape, ..] = ids(p.lexeme, false);
            (p.lexeme * 2, [norm, prefix, suffix, shape])
        });
        let rows = recogniser.encoder.encode(&rows, &lengths);
        let marks = recogniser.mark(&rows, &lengths, &hints);
        let mut first = 0;
        let document = |length: &usize| {
            let range = first..first + length;
            first = range.end;
            let (pieces, heads) = (&pieces[range.clone()], &heads[range.clone()]);
            self.tokens(model, pieces, &tags[range.clone()], heads, &marks[range])
        };
        lengths.iter().map(document).collect()
    }

    /// Adds part of speech, morphology and lemma, and puts everything together.
    fn tokens(
        &mut self,
        model: &Model,
        pieces: &[Piece],
        tags: &[Tag],
        heads: &[Head],
        marks: &[Option<EntityMark>],
    ) -> Vec<Token> {
        let lexemes = &self.memory.lexemes;
        let input = |((p, tag), head): ((&Piece, &Tag), &Head)| {
            let lexeme = &lexemes[p.lexeme as usize];
            let (dep, is_space) = (head.label.dep, lexeme.is_space);
            Input { tag: *tag, dep, lower: &lexeme.lower, is_space }
        };
        let inputs: Vec<Input<'_>> = pieces.iter().zip(tags).zip(heads).map(input).collect();
        let ruled = model.ruler.apply(&inputs);
        let mut tokens = Vec::with_capacity(pieces.len());
        for (i, (piece, ruled)) in pieces.iter().zip(ruled).enumerate() {
            let Output { tag, dep, pos, morph, lemma } = ruled;
            let lemma = lemma.unwrap_or_else(|| {
                let key = u64::from(piece.lexeme) << 32 | u64::from(morph) << 8 | pos as u64;
                let entry = self.lemmas.entry(key);
                entry.or_insert_with(|| lemma_of(model, lexemes, piece.lexeme, pos, morph)).clone()
            });
            tokens.push(Token {
                span: Span { start: piece.start, end: piece.end },
                head: heads[i].head,
                dep,
                tag,
                pos,
                morph: model.ruler.morph(morph).clone(),
                lemma,
                entity: marks[i],
                sent_start: heads[i].sent_start,
            });
        }
        tokens
    }
}

fn lemma_of(
    model: &Model,
    lexemes: &[crate::lexeme::Lexeme],
    lexeme: u32,
    pos: Pos,
    morph: u16,
) -> Arc<str> {
    let lexeme = &lexemes[lexeme as usize];
    let inflection = model.inflections[morph as usize];
    let lemma = model.lemmatiser.lemma(&lexeme.text, &lexeme.lower, pos, inflection);
    if *lemma == *lexeme.lower { lexeme.lower.clone() } else { lemma.into() }
}

fn tags(model: &Model, rows: &[Row]) -> Vec<Tag> {
    let width = model.tagger.outputs();
    let mut scores = vec![0.0; rows.len() * width];
    let starts: Vec<u32> = (0..rows.len()).map(|t| (t * WIDTH) as u32).collect();
    Product {
        layer: &model.tagger,
        x: rows.as_flattened(),
        starts: &starts,
        out: &mut scores,
        largest: false,
    }
    .run();
    let best = |scores: &[f32]| {
        let mut best = 0;
        for (i, score) in scores.iter().enumerate().take(model.tags.len()) {
            if *score > scores[best] {
                best = i;
            }
        }
        model.tags[best]
    };
    scores.chunks_exact(width).map(best).collect()
}

impl Mixed {
    /// The rows of tokens; `feature` gives a token's slot and the ids of its features.
    fn rows<const N: usize>(
        &mut self,
        encoder: &Encoder,
        pieces: &[Piece],
        feature: impl Fn(&Piece) -> (u32, [u64; N]),
    ) -> Vec<Row> {
        if self.rows.len() > REMEMBERED {
            *self = Self::default();
        }
        let mut slots: Vec<u32> = Vec::with_capacity(pieces.len());
        let mut wanted: Vec<u64> = Vec::new();
        let mut next = self.rows.len() as u32;
        for piece in pieces {
            let (slot, ids) = feature(piece);
            if self.slots.len() <= slot as usize {
                self.slots.resize(slot as usize + 1, u32::MAX);
            }
            let row = &mut self.slots[slot as usize];
            if *row == u32::MAX {
                *row = next;
                next += 1;
                wanted.extend(ids);
            }
            slots.push(*row);
        }
        if !wanted.is_empty() {
            self.rows.extend(encoder.mix(&wanted));
        }
        slots.into_iter().map(|slot| self.rows[slot as usize]).collect()
    }
}
