//! Which words only say that somebody said something?
//!
//! "X said that Z" is one claim, Z. Where the speaking is itself an act of weight (accused, denied,
//! admitted, threatened …) it is a claim of its own.

use crate::lexicon::Class;
use crate::view::View;
use khaldun_language::Dep;

/// What a frame amounts to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Frame {
    /// It reports and nothing more: no claim of its own.
    Plain,
    /// An act of speech, told apart from its content.
    Act,
    /// Knowledge or feeling: the claim is the whole.
    Whole,
}

/// The clause whose words `h` reports, where it reports any: its complement, or the clause it is
/// set into ("Z, he said").
pub(crate) fn content(view: &View<'_>, h: usize) -> Option<usize> {
    let doc = view.doc;
    let below = doc.children(h).find(|&c| doc.dep(c) == Dep::Ccomp && view.roles[c].is_some());
    below.or_else(|| {
        let aside = matches!(doc.dep(h), Dep::Parataxis | Dep::Unknown);
        let bare = doc.child_of(h, &[Dep::Dobj, Dep::Ccomp, Dep::Xcomp]).is_none();
        (aside && bare && view.subject(h).is_some()).then(|| doc.head(h)).flatten()
    })
}

/// What sort of frame the verb `h` is, where it is one.
pub(crate) fn of(view: &View<'_>, h: usize) -> Option<Frame> {
    content(view, h)?;
    let marks = view.marks[h];
    let negated = view.has(h, |c| view.doc.dep(c) == Dep::Neg);
    if marks.any(&[Class::Say, Class::Think]) && !negated {
        let told = view.word_is(h, &["told"]) && dated(view, h);
        return Some(if told { Frame::Act } else { Frame::Plain });
    }
    if marks.has(Class::Act) {
        return Some(if adorned(view, h) { Frame::Act } else { Frame::Whole });
    }
    marks.any(&[Class::Know, Class::Say, Class::Think]).then_some(Frame::Whole)
}

fn dated(view: &View<'_>, h: usize) -> bool {
    use khaldun_language::EntityKind::{Date, Time};
    let end = content(view, h).map_or(view.right[h], |c| view.left[c].saturating_sub(1));
    let start = view.left[h];
    (start..=end.max(start))
        .any(|t| view.doc.tokens[t].entity.is_some_and(|e| matches!(e.kind, Date | Time)))
}

/// Whether the frame tells more than who spoke: when, where, to whom.
fn adorned(view: &View<'_>, h: usize) -> bool {
    dated(view, h)
        || view.doc.children(h).any(|c| {
            matches!(
                view.doc.dep(c),
                Dep::Dobj | Dep::Prep | Dep::Dative | Dep::Npadvmod | Dep::Oprd
            )
        })
}
