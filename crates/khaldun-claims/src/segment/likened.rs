//! "… described the incident as a crime": what somebody calls something.
//!
//! The verb reports; what is called and what it is called are the claim.

use crate::clause::{Clause, Role};
use crate::lexicon::Class;
use crate::view::View;
use khaldun_language::{Dep, Pos};

/// The descriptions in a block.
pub(crate) fn descriptions(view: &View<'_>, block: usize, offset: u32) -> Vec<Clause> {
    let doc = view.doc;
    let found = (0..view.roles.len()).filter_map(|verb| {
        let fits = view.verbal(verb) && view.is(verb, Class::Liken) && !view.framed(verb);
        let object = doc.child(verb, Dep::Dobj).filter(|_| fits)?;
        let below = |h: usize| doc.children(h).find(|&c| c > object && view.word_is(c, &["as"]));
        let likeness = below(verb).or_else(|| below(object))?;
        let noun = doc.child_of(likeness, &[Dep::Pobj, Dep::Pcomp, Dep::Amod, Dep::Acomp])?;
        let clause = doc.dep(noun) == Dep::Pcomp;
        let from = if clause { noun } else { view.left[object] };
        let mut to = view.right[likeness];
        if let Some(next) =
            (likeness..=to).find(|&t| t != noun && view.roles[t] == Some(Role::Relative))
        {
            to = view.left[next] - 1;
        }
        while to > noun && matches!(doc.pos(to), Pos::Punct | Pos::Space) {
            to -= 1;
        }
        let pronoun = doc.pos(object) == Pos::Pron && to < likeness + 2;
        (from < to && !pronoun).then(|| Clause {
            block,
            span: doc.span(from..to + 1).shift(offset),
            tokens: (from..=to).collect(),
            head: noun,
            subject: Some(object),
            role: Role::Complement,
            parent: None,
        })
    });
    found.collect()
}

/// The verb that likens, where a clause is what something is likened to.
pub(crate) fn verb(view: &View<'_>, head: usize) -> Option<usize> {
    let doc = view.doc;
    let likeness = doc.head(head).filter(|&a| view.word_is(a, &["as"]))?;
    let above = std::iter::once(likeness).chain(doc.ancestors(likeness)).take(4);
    above.into_iter().find(|&v| view.verbal(v) && view.is(v, Class::Liken))
}
