//! How far does each clause reach?

use super::head;
use crate::clause::{Clause, Role};
use khaldun_language::{Dep, Doc, Pos, Tag};

/// Cuts one block; `first` is the number of clauses before it.
pub(crate) fn cut(doc: &Doc, block: usize, offset: u32, first: usize) -> Vec<Clause> {
    let roles: Vec<Option<Role>> = (0..doc.tokens.len()).map(|i| head::role(doc, i)).collect();
    let heads: Vec<usize> = (0..roles.len()).filter(|&i| roles[i].is_some()).collect();
    let mut found: Vec<Clause> = Vec::new();
    for &h in &heads {
        let Some(role) = roles[h] else { continue };
        let tokens = trim(doc, around(own(doc, &roles, h), h));
        if tokens.is_empty() || (role == Role::Nominal && tokens.len() < 3) {
            continue;
        }
        let span = doc.span(tokens[0]..tokens[tokens.len() - 1] + 1).shift(offset);
        let subject = subject(doc, h);
        found.push(Clause { block, span, tokens, head: h, subject, role, parent: None });
    }
    found.sort_by_key(|c| (c.span.start, std::cmp::Reverse(c.span.end)));
    for i in 0..found.len() {
        let above = doc.ancestors(found[i].head).find(|&a| roles[a].is_some());
        found[i].parent =
            above.and_then(|a| found.iter().position(|c| c.head == a)).map(|p| p + first);
    }
    found
}

/// The tokens below `h` that belong to no clause further down.
fn own(doc: &Doc, roles: &[Option<Role>], h: usize) -> Vec<usize> {
    let (mut all, mut todo) = (Vec::new(), vec![h]);
    while let Some(t) = todo.pop() {
        all.push(t);
        todo.extend(doc.children(t).filter(|&c| roles[c].is_none()));
    }
    all.sort_unstable();
    all
}

/// The unbroken run around the head; a gap of punctuation alone does not break it.
fn around(own: Vec<usize>, h: usize) -> Vec<usize> {
    let at = own.iter().position(|&t| t == h).unwrap_or(0);
    let (mut from, mut to) = (at, at);
    while from > 0 && own[from] - own[from - 1] == 1 {
        from -= 1;
    }
    while to + 1 < own.len() && own[to + 1] - own[to] == 1 {
        to += 1;
    }
    own[from..=to].to_vec()
}

/// Takes conjunctions, relative pronouns and punctuation off the ends.
fn trim(doc: &Doc, mut tokens: Vec<usize>) -> Vec<usize> {
    let loose = |i: usize| matches!(doc.pos(i), Pos::Punct | Pos::Space | Pos::Cconj);
    while tokens.last().is_some_and(|&i| loose(i)) {
        tokens.pop();
    }
    let lead = |i: usize| {
        loose(i)
            || matches!(doc.dep(i), Dep::Mark)
            || matches!(doc.tokens[i].tag, Tag::Wdt | Tag::Wp)
    };
    let from = tokens.iter().position(|&i| !lead(i)).unwrap_or(tokens.len());
    tokens.split_off(from)
}

/// The token of the subject, or of the noun that a relative or reduced clause speaks of, or of the
/// subject shared with the verb that this one is joined to.
fn subject(doc: &Doc, h: usize) -> Option<usize> {
    let deps = [Dep::Nsubj, Dep::Nsubjpass, Dep::Csubj, Dep::Csubjpass];
    if let Some(s) = doc.child_of(h, &deps) {
        let relative = matches!(doc.tokens[s].tag, Tag::Wdt | Tag::Wp);
        return if relative && doc.dep(h) == Dep::Relcl { doc.head(h) } else { Some(s) };
    }
    match doc.dep(h) {
        Dep::Conj | Dep::Advcl | Dep::Xcomp => subject(doc, doc.head(h)?),
        Dep::Relcl | Dep::Acl => doc.head(h),
        _ => None,
    }
}
