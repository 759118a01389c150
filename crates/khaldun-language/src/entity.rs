//! Named entities (spaCy's `EntityRecognizer`): begin, in, last, unit, out.

use crate::doc::EntityMark;
use crate::label::EntityKind;
use crate::model::{ACTIONS_NER, Weights, lines};
use crate::net::{Encoder, Row, Scorer};

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Move {
    Begin,
    In,
    Last,
    Unit,
    Out,
}

/// The recogniser, with an encoder of its own.
pub(crate) struct Recogniser {
    pub(crate) encoder: Encoder,
    scorer: Scorer,
    /// Kinds of action; no entity kind for `Out`, nor for the unit that marks a blocked token and
    /// is never valid here.
    actions: Vec<(Move, Option<EntityKind>)>,
}

/// What the recogniser looks at in a token besides its row.
#[derive(Clone, Copy)]
pub(crate) struct Hint {
    pub(crate) is_space: bool,
    pub(crate) sent_start: bool,
}

impl Recogniser {
    pub(crate) fn new(weights: &Weights) -> Self {
        let action = |mut line: std::str::Split<'static, char>| {
            let kind = match line.next()? {
                "1" => Move::Begin,
                "2" => Move::In,
                "3" => Move::Last,
                "4" => Move::Unit,
                _ => Move::Out,
            };
            Some((kind, line.next().and_then(EntityKind::parse)))
        };
        Self {
            encoder: Encoder::new(weights, "ner", 4),
            scorer: Scorer::new(weights, "ner"),
            actions: lines(ACTIONS_NER).filter_map(action).collect(),
        }
    }

    /// Marks the entities of documents of the given lengths.
    pub(crate) fn mark(
        &self,
        rows: &[Row],
        lengths: &[usize],
        hints: &[Hint],
    ) -> Vec<Option<EntityMark>> {
        let states = self.scorer.states(rows);
        let mut scores = vec![0.0; self.scorer.actions];
        let mut marks = Vec::with_capacity(rows.len());
        for &length in lengths {
            let first = marks.len();
            let mut open: Option<(usize, EntityKind)> = None;
            for at in first..first + length {
                let start = open.map(|(start, _)| start as u32);
                let before = start.map(|_| at as u32 - 1);
                states.score(&[Some(at as u32), start, before], &mut scores);
                let ends = at + 1 == first + length;
                let next_starts = ends || hints[at + 1].sent_start;
                let valid = |(kind, label): (Move, Option<EntityKind>)| match (kind, open) {
                    (Move::Begin, None) => !ends && !next_starts && !hints[at].is_space,
                    (Move::Unit, None) => label.is_some() && !hints[at].is_space,
                    (Move::Out, None) => true,
                    (Move::In, Some((_, kind))) => !ends && label == Some(kind) && !next_starts,
                    (Move::Last, Some((_, kind))) => label == Some(kind),
                    _ => false,
                };
                let mut best: Option<usize> = None;
                for (i, action) in self.actions.iter().enumerate() {
                    if valid(*action) && best.is_none_or(|b| scores[i] > scores[b]) {
                        best = Some(i);
                    }
                }
                let (kind, label) = best.map_or((Move::Out, None), |b| self.actions[b]);
                let begins = matches!(kind, Move::Begin | Move::Unit);
                marks.push(label.map(|kind| EntityMark { kind, begins }));
                open = match (kind, label) {
                    (Move::Begin, Some(kind)) => Some((at, kind)),
                    (Move::In, _) => open,
                    _ => None,
                };
            }
        }
        marks
    }
}
