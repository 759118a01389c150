//! Heads, labels and sentence breaks (spaCy's arc-eager `DependencyParser`).

mod project;
mod state;

use crate::label::Dep;
use crate::model::{ACTIONS_PARSER, Weights, lines};
use crate::net::{Row, Scorer, States};
pub(crate) use project::finish;
use state::State;

/// What the parser says of a token.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Arc {
    pub(crate) head: u32,
    pub(crate) label: Label,
    pub(crate) sent_start: bool,
}

/// A label; `over` is the label of the true head where the arc was lifted to make the tree
/// projective (`prep||dobj`).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Label {
    pub(crate) dep: Dep,
    over: Option<Dep>,
}

impl Label {
    const ROOT: Self = Self { dep: Dep::Root, over: None };

    fn parse(text: &str) -> Option<Self> {
        let (dep, over) = text.split_once("||").map_or((text, None), |(d, o)| (d, Some(o)));
        let over = over.map(|o| Dep::parse(o).ok_or(())).transpose().ok()?;
        Some(Self { dep: Dep::parse(dep)?, over })
    }
}

/// Kinds of actions, in the order of the model.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Move {
    Shift,
    Reduce,
    Left,
    Right,
    Break,
}

/// The parser.
pub(crate) struct Parser {
    scorer: Scorer,
    actions: Vec<(Move, Label)>,
}

impl Parser {
    pub(crate) fn new(weights: &Weights) -> Self {
        let action = |mut line: std::str::Split<'static, char>| {
            let kind = match line.next()? {
                "0" => Move::Shift,
                "1" => Move::Reduce,
                "2" => Move::Left,
                "3" => Move::Right,
                _ => Move::Break,
            };
            Some((kind, line.next().and_then(Label::parse).unwrap_or(Label::ROOT)))
        };
        let actions = lines(ACTIONS_PARSER).filter_map(action).collect();
        Self { scorer: Scorer::new(weights, "parser"), actions }
    }

    /// Parses documents of the given lengths, whose rows stand one after another.
    pub(crate) fn parse(&self, rows: &[Row], lengths: &[usize], mut each: impl FnMut(Vec<Arc>)) {
        let states = self.scorer.states(rows);
        let mut first = 0;
        for &length in lengths {
            each(self.document(&states, first, length));
            first += length as u32;
        }
    }

    fn document(&self, states: &States<'_>, first: u32, length: usize) -> Vec<Arc> {
        let mut state = State::new(length);
        let mut scores = vec![0.0; self.scorer.actions];
        while !state.is_final() {
            let context = state.context().map(|t| t.map(|t| t + first));
            states.score(&context, &mut scores);
            let valid = state.valid();
            let mut best: Option<usize> = None;
            for (i, (kind, _)) in self.actions.iter().enumerate() {
                if valid[*kind as usize] && best.is_none_or(|b| scores[i] > scores[b]) {
                    best = Some(i);
                }
            }
            // Some action is always valid; if none were, the rest would stay without heads.
            let Some(best) = best else { break };
            let (kind, label) = self.actions[best];
            state.apply(kind, label);
        }
        state.into_arcs()
    }
}
