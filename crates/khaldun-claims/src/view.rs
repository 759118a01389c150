//! A parsed block, looked up and measured once for all rules.

use crate::clause::Role;
use crate::lexicon::{self, Class, Marks};
use crate::segment::closing::{self, Closing};
use crate::segment::{frame, head};
use khaldun_language::{Dep, Doc, Pos, Tag};

/// A block's parse with what the rules ask of every token.
#[derive(Debug)]
pub(crate) struct View<'d> {
    /// The parse.
    pub(crate) doc: &'d Doc,
    /// The classes of each token's dictionary form.
    pub(crate) marks: Vec<Marks>,
    /// How the clause that each token carries hangs together with its sentence.
    pub(crate) roles: Vec<Option<Role>>,
    /// For each bare verb of speech, the clause it is set into or stands behind.
    pub(crate) hosts: Vec<Option<usize>>,
    /// For each clause, the bare verb of speech that is set into it or stands behind it.
    pub(crate) asides: Vec<Option<usize>>,
    /// Words at the foot of sentences that tell who says so.
    pub(crate) closings: Vec<Closing>,
    /// First token below each token (itself included).
    pub(crate) left: Vec<usize>,
    /// Last token below each token.
    pub(crate) right: Vec<usize>,
}

impl<'d> View<'d> {
    /// Looks a parse up.
    pub(crate) fn of(doc: &'d Doc) -> Self {
        let n = doc.tokens.len();
        let marks = (0..n).map(|i| lexicon::marks(doc.lemma(i))).collect();
        let (mut left, mut right): (Vec<usize>, Vec<usize>) = ((0..n).collect(), (0..n).collect());
        for i in 0..n {
            let mut at = i;
            while let Some(h) = doc.head(at) {
                if left[h] <= i && i <= right[h] {
                    break;
                }
                left[h] = left[h].min(i);
                right[h] = right[h].max(i);
                at = h;
            }
        }
        let mut view = Self {
            doc,
            marks,
            roles: Vec::new(),
            hosts: vec![None; n],
            asides: vec![None; n],
            closings: Vec::new(),
            left,
            right,
        };
        view.closings = closing::find(&view);
        view.roles = head::roles(&view);
        for cue in 0..n {
            view.hosts[cue] = frame::host(&view, cue);
        }
        for cue in (0..n).rev() {
            if let Some(host) = view.hosts[cue] {
                view.asides[host] = Some(cue);
            }
        }
        view
    }

    /// Whether a token's dictionary form is of that class.
    pub(crate) fn is(&self, i: usize, class: Class) -> bool {
        self.marks[i].has(class)
    }

    /// The token's tag.
    pub(crate) fn tag(&self, i: usize) -> Tag {
        self.doc.tokens[i].tag
    }

    /// Whether a token is a verb that is more than a helper.
    pub(crate) fn verbal(&self, i: usize) -> bool {
        let pos = self.doc.pos(i);
        // "has so far armed neither": a participle that the tagger took for an adjective.
        let perfect = pos == Pos::Adj
            && self.has(i, |c| self.doc.dep(c) == Dep::Aux && self.doc.lemma(c) == "have")
            && self.has(i, |c| c > i && self.doc.dep(c) == Dep::Dobj);
        (matches!(pos, Pos::Verb | Pos::Aux) || perfect)
            && !matches!(self.doc.dep(i), Dep::Aux | Dep::Auxpass)
    }

    /// Whether any direct dependent fits.
    pub(crate) fn has(&self, i: usize, test: impl Fn(usize) -> bool) -> bool {
        self.doc.children(i).any(test)
    }

    /// The verb's own subject.
    pub(crate) fn subject(&self, i: usize) -> Option<usize> {
        self.doc.child_of(i, &[Dep::Nsubj, Dep::Nsubjpass, Dep::Csubj, Dep::Csubjpass])
    }

    /// Whether it is an infinitive with "to".
    pub(crate) fn infinitive(&self, i: usize) -> bool {
        self.has(i, |c| c < i && self.tag(c) == Tag::To && self.doc.dep(c) != Dep::Prep)
    }

    /// How many tokens stand below it, itself included, that are not punctuation.
    pub(crate) fn weight(&self, i: usize) -> usize {
        let words = |&t: &usize| !matches!(self.doc.pos(t), Pos::Punct | Pos::Space);
        (self.left[i]..=self.right[i]).filter(words).count()
    }

    /// Whether the words of a token are these, whatever their case.
    pub(crate) fn word_is(&self, i: usize, words: &[&str]) -> bool {
        words.iter().any(|w| self.doc.word(i).eq_ignore_ascii_case(w))
    }

    /// Whether no condition stands in the sentence of a token.
    pub(crate) fn sentence_modal_free(&self, i: usize) -> bool {
        let start = (0..=i).rev().find(|&t| t == 0 || self.doc.tokens[t].sent_start).unwrap_or(0);
        !(start..self.sentence_end(i))
            .any(|t| self.word_is(t, &["if", "unless", "without", "would"]))
    }

    /// Whether a token only tells on whose word its sentence stands.
    pub(crate) fn framed(&self, i: usize) -> bool {
        self.closings.iter().any(|c| c.bare && c.from <= i && i <= c.to)
    }

    /// The closing that covers a token, where there is one.
    pub(crate) fn closing(&self, i: usize) -> Option<&Closing> {
        let covers = |c: &&Closing| c.start <= i && i < c.from;
        self.closings.iter().rev().find(covers)
    }

    /// The end (exclusive) of the sentence that holds a token.
    pub(crate) fn sentence_end(&self, i: usize) -> usize {
        let next = (i + 1..self.doc.tokens.len()).find(|&t| self.doc.tokens[t].sent_start);
        next.unwrap_or(self.doc.tokens.len())
    }
}
