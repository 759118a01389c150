//! The stack, the buffer and the arcs so far.

use super::{Arc, Label, Move};

const NONE: u32 = u32::MAX;

/// A state of the arc-eager system with break and unshift.
pub(super) struct State {
    length: u32,
    /// First token of the buffer proper.
    next: u32,
    stack: Vec<u32>,
    /// Tokens put back, before the buffer proper; the last is the first to come.
    again: Vec<u32>,
    tokens: Vec<Token>,
}

#[derive(Clone, Copy)]
struct Token {
    head: u32,
    label: Label,
    /// Latest dependents on either side.
    left: u32,
    right: u32,
    /// The dependent of the same head, on the same side, before this one.
    before: u32,
    /// Put back once: may not be shifted again.
    unshiftable: bool,
    sent_start: bool,
}

impl State {
    pub(super) fn new(length: usize) -> Self {
        let empty = Token {
            head: NONE,
            label: Label::ROOT,
            left: NONE,
            right: NONE,
            before: NONE,
            unshiftable: false,
            sent_start: false,
        };
        let mut tokens = vec![empty; length];
        if let Some(first) = tokens.first_mut() {
            first.sent_start = true;
        }
        Self { length: length as u32, next: 0, stack: Vec::new(), again: Vec::new(), tokens }
    }

    pub(super) fn is_final(&self) -> bool {
        self.stack.is_empty() && self.left() == 0
    }

    /// Tokens still in the buffer.
    fn left(&self) -> usize {
        (self.length - self.next) as usize + self.again.len()
    }

    fn stack(&self, i: usize) -> Option<u32> {
        self.stack.len().checked_sub(i + 1).map(|at| self.stack[at])
    }

    fn buffer(&self, i: usize) -> Option<u32> {
        if let Some(at) = self.again.len().checked_sub(i + 1) {
            return Some(self.again[at]);
        }
        let token = self.next + (i - self.again.len()) as u32;
        (token < self.length).then_some(token)
    }

    /// The tokens that describe the state to the network.
    pub(super) fn context(&self) -> [Option<u32>; 8] {
        let (b0, s0) = (self.buffer(0), self.stack(0));
        let some = |t: u32| (t != NONE).then_some(t);
        let left = |t: Option<u32>| some(self.tokens[t? as usize].left);
        let right = |t: Option<u32>| some(self.tokens[t? as usize].right);
        [b0, self.buffer(1), s0, self.stack(1), self.stack(2), left(b0), left(s0), right(s0)]
    }

    /// Which kinds of action may be taken.
    pub(super) fn valid(&self) -> [bool; 5] {
        let (depth, left) = (self.stack.len(), self.left());
        let token = |t: Option<u32>| t.map(|t| &self.tokens[t as usize]);
        let (b0, b1) = (self.buffer(0), self.buffer(1));
        let starts = token(b0).is_some_and(|t| t.sent_start);
        let stuck = token(b0).is_some_and(|t| t.unshiftable);
        let arc = depth > 0 && left > 0 && !starts;
        let adjacent = matches!((b0, b1), (Some(a), Some(b)) if b == a + 1);
        let mut valid = [false; 5];
        valid[Move::Shift as usize] = depth == 0 || (left >= 2 && !starts && !stuck);
        valid[Move::Reduce as usize] = depth > 0;
        valid[Move::Left as usize] = arc;
        valid[Move::Right as usize] = arc;
        valid[Move::Break as usize] = adjacent && !token(b1).is_some_and(|t| t.sent_start);
        valid
    }

    /// Takes an action that is valid.
    pub(super) fn apply(&mut self, kind: Move, label: Label) {
        let (b0, s0) = (self.buffer(0), self.stack(0));
        match (kind, s0, b0) {
            (Move::Shift, _, Some(_)) => self.push(),
            (Move::Reduce, Some(s0), _) => {
                self.stack.pop();
                if self.tokens[s0 as usize].head == NONE && !self.stack.is_empty() {
                    self.tokens[s0 as usize].unshiftable = true;
                    self.again.push(s0);
                }
            }
            (Move::Left, Some(s0), Some(b0)) => {
                self.attach(b0, s0, label);
                self.tokens[b0 as usize].unshiftable = false;
                self.stack.pop();
            }
            (Move::Right, Some(s0), Some(b0)) => {
                self.attach(s0, b0, label);
                self.push();
            }
            (Move::Break, ..) => {
                if let Some(b1) = self.buffer(1) {
                    self.tokens[b1 as usize].sent_start = true;
                }
            }
            // Not valid, so not chosen; the state must still come to an end.
            _ => (self.next, self.stack) = (self.length, Vec::new()),
        }
    }

    fn push(&mut self) {
        let token = self.again.pop().unwrap_or_else(|| {
            self.next += 1;
            self.next - 1
        });
        self.stack.push(token);
    }

    /// Hangs a token under another; the head it had before loses it.
    fn attach(&mut self, head: u32, child: u32, label: Label) {
        let old = self.tokens[child as usize].head;
        if old != NONE {
            let before = self.tokens[child as usize].before;
            let token = &mut self.tokens[old as usize];
            let latest = if old > child { &mut token.left } else { &mut token.right };
            if *latest == child {
                *latest = before;
            }
        }
        let token = &mut self.tokens[head as usize];
        let latest = if head > child { &mut token.left } else { &mut token.right };
        let before = std::mem::replace(latest, child);
        let token = &mut self.tokens[child as usize];
        (token.head, token.label, token.before) = (head, label, before);
    }

    /// Heads and labels; a token without a head is a root.
    pub(super) fn into_arcs(self) -> Vec<Arc> {
        let arc = |(i, t): (usize, Token)| {
            let (head, label) =
                if t.head == NONE { (i as u32, Label::ROOT) } else { (t.head, t.label) };
            Arc { head, label, sent_start: false }
        };
        self.tokens.into_iter().enumerate().map(arc).collect()
    }
}
