//! Asides that say something which can be checked: who somebody is, what something is.

use crate::clause::{Clause, Role};
use crate::lexicon::Class;
use crate::view::View;
use khaldun_language::{Dep, EntityKind, Pos, Tag};

/// "MUJAO, a splinter of AQIM": a name or description and, in apposition, an office, a membership,
/// a standing.
pub(crate) fn appositions(view: &View<'_>, block: usize, offset: u32) -> Vec<Clause> {
    let found = (0..view.roles.len()).filter_map(|i| {
        let (from, to, noun) = parsed(view, i).or_else(|| unmarked(view, i))?;
        let tokens: Vec<usize> = (from..=to).collect();
        let span = view.doc.span(from..to + 1).shift(offset);
        let (subject, role) = (Some(noun), Role::Apposition);
        Some(Clause { block, span, tokens, head: i, subject, role, parent: None })
    });
    found.collect()
}

/// Whether a noun is one by which standing is told.
fn tells(view: &View<'_>, i: usize) -> bool {
    let classes = [Class::Office, Class::Body, Class::Site, Class::Standing];
    let lower = view.doc.word(i).starts_with(|c: char| c.is_lowercase());
    view.doc.pos(i) == Pos::Noun && lower && view.marks[i].any(&classes)
}

/// An apposition that the parser has found: first token, last token, and the noun it stands by.
///
/// A name, or a subject, is told what it is ("Borve, the busiest port on the Ob"). The name stands in
/// it where it is near.
fn parsed(view: &View<'_>, i: usize) -> Option<(usize, usize, usize)> {
    let doc = view.doc;
    let noun = doc.head(i).filter(|&n| doc.dep(i) == Dep::Appos && n < i)?;
    let first = doc.children(i).any(|c| {
        c < i && matches!(view.tag(c), Tag::Jjs) || view.word_is(c, &["first", "last", "only"])
    });
    let told = tells(view, i) || first && doc.pos(i) == Pos::Noun;
    let described = view.has(i, |c| {
        matches!(
            doc.dep(c),
            Dep::Prep | Dep::Poss | Dep::Relcl | Dep::Acl | Dep::Amod | Dep::Compound | Dep::Nummod
        )
    });
    let comma = doc.word(view.left[i].saturating_sub(1)) == ",";
    let subject = matches!(doc.dep(noun), Dep::Nsubj | Dep::Nsubjpass);
    let dated = |t: usize| {
        doc.tokens[t].entity.is_some_and(|e| matches!(e.kind, EntityKind::Date | EntityKind::Time))
    };
    let of_weight = subject || doc.pos(noun) == Pos::Propn;
    let fits = told || comma && of_weight && doc.pos(i) == Pos::Noun && !whole(view, i);
    (fits && described && i > noun && !dated(noun) && !dated(i)).then(|| {
        let near =
            told && (doc.pos(noun) == Pos::Propn || doc.pos(noun) == Pos::Noun && i - noun < 6);
        let bare = end(view, i) < view.left[i] + 3;
        let from = if subject || near || bare { view.left[noun] } else { view.left[i] };
        (from, end(view, i), noun)
    })
}

/// Whether what was taken for an apposition holds a verb or a part of what it stands by: the parser
/// has lost its way.
fn whole(view: &View<'_>, i: usize) -> bool {
    let finite = |t: usize| matches!(view.tag(t), Tag::Vbd | Tag::Vbz | Tag::Vbp | Tag::Md);
    (view.left[i]..=end(view, i))
        .any(|t| finite(t) || view.word_is(t, &["|", "among", "half", "most", "majority"]))
}

/// "Ghouta a suburb of the capital": no comma, and the parser none the wiser. A name, an article, a
/// noun of standing with a complement.
fn unmarked(view: &View<'_>, i: usize) -> Option<(usize, usize, usize)> {
    let doc = view.doc;
    let article = doc.children(i).find(|&c| c < i && view.word_is(c, &["a", "an", "the"]))?;
    let name = article.checked_sub(1).filter(|&n| doc.pos(n) == Pos::Propn)?;
    let after = ["of", "which", "who", "where", "in", "at", "for", "based", "allied"];
    let next = doc.tokens.get(i + 1).is_some() && view.word_is(i + 1, &after);
    let ditransitive = doc.head(name).is_some_and(|v| {
        doc.head(i) == Some(v)
            && view.verbal(v)
            && matches!(doc.dep(i), Dep::Dobj | Dep::Nsubj | Dep::Nsubjpass)
    });
    let fronted = matches!(doc.dep(i), Dep::Nsubj | Dep::Nsubjpass)
        && doc.dep(name) == Dep::Pobj
        && doc.head(name).is_some_and(|p| doc.head(p) == doc.head(i));
    if fronted {
        return None;
    }
    let mut from = name;
    while from > 0 && doc.pos(from - 1) == Pos::Propn && !doc.tokens[from].sent_start {
        from -= 1;
    }
    (tells(view, i) && next && !ditransitive && doc.dep(i) != Dep::Appos)
        .then(|| (from, end(view, i), name))
}

/// The last token of an apposition: before a clause that hangs on it, without punctuation.
fn end(view: &View<'_>, i: usize) -> usize {
    let doc = view.doc;
    let right = view.right[i];
    let mut to = (i..=right)
        .find(|&t| t > i && doc.dep(t) == Dep::Relcl)
        .map_or(right, |r| view.left[r].max(i + 1) - 1);
    while to > i && matches!(doc.pos(to), Pos::Punct | Pos::Space) {
        to -= 1;
    }
    to
}
