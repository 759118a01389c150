//! When, by its verb, does a clause put itself?

use khaldun_language::{Dep, Doc, Pos, Tag};

/// The time a finite verb speaks of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Tense {
    /// "holds", "are besieging".
    Present,
    /// "has held", "have been shelling": up to now.
    Perfect,
    /// "held", "was taken".
    Past,
    /// "had held": before what is told.
    Pluperfect,
    /// "will hold".
    Future,
    /// "would hold", "might hold".
    Conditional,
    /// No finite verb of its own.
    Open,
}

/// The tense of the clause that `head` carries.
pub(super) fn tense(doc: &Doc, head: usize) -> Tense {
    let helpers = doc.children(head).filter(|&c| matches!(doc.dep(c), Dep::Aux | Dep::Auxpass));
    let first = helpers.min().filter(|&h| doc.word(h) != "to");
    match first {
        Some(helper) => of_helper(doc, head, helper),
        None if doc.pos(head) == Pos::Verb || doc.pos(head) == Pos::Aux => {
            match doc.tokens[head].tag {
                Tag::Vbz | Tag::Vbp => Tense::Present,
                Tag::Vbd => Tense::Past,
                Tag::Vbn | Tag::Vbg | Tag::Vb => above(doc, head),
                _ => Tense::Open,
            }
        }
        None => doc.child_of(head, &[Dep::Relcl]).map_or(Tense::Open, |_| Tense::Open),
    }
}

fn of_helper(doc: &Doc, head: usize, helper: usize) -> Tense {
    match &*doc.word(helper).to_lowercase() {
        "will" | "'ll" | "’ll" | "shall" | "wo" => Tense::Future,
        "would" | "could" | "might" | "should" | "may" | "can" | "must" => Tense::Conditional,
        "has" | "have" | "'ve" | "’ve" => Tense::Perfect,
        "had" => Tense::Pluperfect,
        "was" | "were" | "did" | "got" => Tense::Past,
        "'d" | "’d" => {
            if doc.tokens[head].tag == Tag::Vbn {
                Tense::Pluperfect
            } else {
                Tense::Conditional
            }
        }
        "'s" | "’s" if doc.tokens[head].tag == Tag::Vbn => Tense::Perfect,
        _ => Tense::Present,
    }
}

/// A participle or a shared predicate stands in the time of the verb above it.
fn above(doc: &Doc, head: usize) -> Tense {
    match doc.dep(head) {
        Dep::Conj | Dep::Advcl | Dep::Xcomp | Dep::Acl => {
            let up = doc.ancestors(head).find(|&a| matches!(doc.pos(a), Pos::Verb | Pos::Aux));
            up.map_or(Tense::Open, |u| tense(doc, u))
        }
        _ => Tense::Open,
    }
}
