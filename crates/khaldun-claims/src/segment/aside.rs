//! Asides that say something which can be checked: who somebody is, what something is.

use crate::clause::{Clause, Role};
use crate::lexicon::Class;
use crate::view::View;
use khaldun_language::{Dep, Pos};

/// "MUJAO, a splinter of AQIM": a name or description and, in apposition, an office, a membership,
/// a standing.
pub(crate) fn appositions(view: &View<'_>, block: usize, offset: u32) -> Vec<Clause> {
    let tellers = (0..view.roles.len()).filter(|&i| view.doc.dep(i) == Dep::Appos);
    tellers.filter_map(|i| apposition(view, i, block, offset)).collect()
}

fn apposition(view: &View<'_>, i: usize, block: usize, offset: u32) -> Option<Clause> {
    let doc = view.doc;
    let noun = doc.head(i)?;
    let says = view.marks[i].any(&[Class::Office, Class::Body, Class::Site, Class::Standing]);
    let described =
        view.has(i, |c| matches!(doc.dep(c), Dep::Prep | Dep::Poss | Dep::Relcl | Dep::Acl));
    if !(doc.pos(i) == Pos::Noun && says && described && i > noun) {
        return None;
    }
    let from = view.left[noun];
    let mut to = view.right[i];
    while to > i && matches!(doc.pos(to), Pos::Punct) {
        to -= 1;
    }
    let tokens: Vec<usize> = (from..=to).collect();
    let span = doc.span(from..to + 1).shift(offset);
    Some(Clause {
        block,
        span,
        tokens,
        head: i,
        subject: Some(noun),
        role: Role::Apposition,
        parent: None,
    })
}
