//! Acts told as things: "the killing of civilians by insurgents", "their attack on the mill".
//!
//! A noun of doing with those who do it and those it is done to says as much as a sentence does. It
//! is a claim inside the claim that it stands in.

use crate::clause::{Clause, Role};
use crate::lexicon::Class;
use crate::view::View;
use khaldun_language::{Dep, EntityKind, Pos};

/// The nouns of doing in a block that are claims of their own.
pub(crate) fn deeds(view: &View<'_>, block: usize, offset: u32) -> Vec<Clause> {
    let found = (0..view.roles.len()).filter_map(|i| {
        let (from, to) = deed(view, i)?;
        let span = view.doc.span(from..to + 1).shift(offset);
        let tokens = (from..=to).collect();
        let subject = agent(view, i);
        Some(Clause { block, span, tokens, head: i, subject, role: Role::Nominal, parent: None })
    });
    found.collect()
}

/// First and last token of a deed with its parties.
fn deed(view: &View<'_>, i: usize) -> Option<(usize, usize)> {
    let doc = view.doc;
    let noun = doc.pos(i) == Pos::Noun && view.is(i, Class::Deed);
    let within = matches!(doc.dep(i), Dep::Pobj | Dep::Dobj | Dep::Conj | Dep::Appos)
        || matches!(doc.dep(i), Dep::Nsubj | Dep::Nsubjpass) && in_list(view, i);
    if !noun || !within || view.roles[i].is_some() || view.framed(i) {
        return None;
    }
    let of = hung(view, i, &["of"]);
    let on = hung(view, i, &["on", "against"]);
    let by = hung(view, i, &["by"]).or_else(|| of.and_then(|o| hung(view, o, &["by"])));
    let hands = view.has(i, |p| {
        doc.dep(p) == Dep::Prep && doc.children(p).any(|o| view.word_is(o, &["hands"]))
    });
    let owner = doc.children(i).any(|c| doc.dep(c) == Dep::Poss && doc.pos(c) != Pos::Pron);
    let listed = of.is_some() && in_list(view, i);
    let doer = by.is_some() || owner || hands || listed;
    let done = of.is_some() || on.is_some();
    let dated = of.is_some()
        && (i..=view.right[i])
            .any(|t| doc.tokens[t].entity.is_some_and(|e| e.kind == EntityKind::Date));
    let from = view.left[i];
    let mut to = view.right[i];
    if let Some(joined) = doc.child(i, Dep::Conj) {
        let before = doc
            .children(i)
            .filter(|&c| c < joined && doc.dep(c) != Dep::Cc && doc.pos(c) != Pos::Punct);
        to = before.map(|c| view.right[c]).max().unwrap_or(i).max(i);
    }
    if let Some(clause) = (i..=to).find(|&t| matches!(view.roles[t], Some(Role::Relative))) {
        to = view.left[clause].max(i + 1) - 1;
    }
    while to > i && matches!(doc.pos(to), Pos::Punct | Pos::Space) {
        to -= 1;
    }
    (done && (doer || dated) && to > i + 2).then_some((from, to))
}

/// Whether another deed with an "of" is joined to it.
fn in_list(view: &View<'_>, i: usize) -> bool {
    let doc = view.doc;
    let deed = |t: usize| view.is(t, Class::Deed) && hung(view, t, &["of"]).is_some();
    doc.children(i).any(|c| doc.dep(c) == Dep::Conj && deed(c))
        || doc.dep(i) == Dep::Conj && doc.head(i).is_some_and(deed)
}

/// The object of a preposition of that sort below a noun.
fn hung(view: &View<'_>, i: usize, words: &[&str]) -> Option<usize> {
    let doc = view.doc;
    let preposition = doc.children(i).find(|&c| c > i && view.word_is(c, words))?;
    doc.child(preposition, Dep::Pobj)
}

/// Who does it: behind "by", or the owner.
fn agent(view: &View<'_>, i: usize) -> Option<usize> {
    hung(view, i, &["by"]).or_else(|| view.doc.child(i, Dep::Poss))
}
