//! Does a verb stand for the act told before?
//!
//! *What it reads.* "The militia did it", "so did the police", "it was the army", "others followed
//! suit": the words name nobody's act but point to the last one told. *Known misreadings.* "It was
//! the army" may take up a noun ("the force in the valley") instead of an act.

use super::sight::Sight;
use khaldun_language::{Dep, Pos};
use khaldun_model::{Plover, Quad};

/// Whether an act is one that "did it" can take up: a deed, not words.
pub(super) fn is_deed(class: Plover) -> bool {
    matches!(class.quad(), Quad::MaterialConflict | Quad::MaterialCooperation)
}

/// Whether the predicate at `head` points back to an act.
pub(super) fn points_back(sight: &Sight<'_>, head: usize) -> bool {
    let doc = sight.doc;
    let object = doc.child(head, Dep::Dobj);
    let pointing = |t: usize| {
        matches!(&*sight.lemma(t), "it" | "this" | "that" | "so" | "same" | "likewise")
            && doc.children(t).all(|c| matches!(doc.dep(c), Dep::Det | Dep::Advmod))
    };
    let empty = || {
        let open = |c| matches!(doc.dep(c), Dep::Xcomp | Dep::Ccomp | Dep::Prep | Dep::Acomp);
        !doc.children(head).any(open)
    };
    match &*sight.lemma(head) {
        "do" => match object {
            Some(o) => pointing(o),
            None => doc.child(head, Dep::Nsubj).is_some() && empty(),
        },
        "follow" => object.is_some_and(|o| &*sight.lemma(o) == "suit"),
        "be" => {
            let it = doc.child(head, Dep::Nsubj).is_some_and(|s| &*sight.lemma(s) == "it");
            let who = doc
                .child(head, Dep::Attr)
                .is_some_and(|a| sight.heads(a).any(|h| sight.actor(h) && doc.pos(h) != Pos::Pron));
            it && who
        }
        _ => false,
    }
}
