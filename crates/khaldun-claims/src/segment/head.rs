//! Which words carry an assertion of their own?

use crate::clause::Role;
use khaldun_language::{Dep, Doc, Pos, Tag};

/// Whether a token is a verb that is more than a helper.
pub(crate) fn verbal(doc: &Doc, i: usize) -> bool {
    matches!(doc.pos(i), Pos::Verb | Pos::Aux) && !matches!(doc.dep(i), Dep::Aux | Dep::Auxpass)
}

/// How the clause that token `i` carries hangs together with its sentence; `None` where the token
/// carries none.
pub(crate) fn role(doc: &Doc, i: usize) -> Option<Role> {
    let infinitive = || doc.children(i).any(|c| doc.tokens[c].tag == Tag::To);
    let own_subject = || doc.child_of(i, &[Dep::Nsubj, Dep::Nsubjpass, Dep::Expl]).is_some();
    match doc.dep(i) {
        Dep::Root if verbal(doc, i) => Some(Role::Main),
        Dep::Root if matches!(doc.pos(i), Pos::Noun | Pos::Propn | Pos::Num | Pos::Adj) => {
            Some(Role::Nominal)
        }
        Dep::Conj if verbal(doc, i) && (own_subject() || !infinitive()) => {
            let head = doc.head(i)?;
            (verbal(doc, head) || own_subject()).then_some(Role::Coordinate)
        }
        Dep::Ccomp if verbal(doc, i) => Some(Role::Complement),
        Dep::Parataxis if verbal(doc, i) => Some(Role::Coordinate),
        Dep::Relcl if verbal(doc, i) => Some(Role::Relative),
        Dep::Acl if matches!(doc.tokens[i].tag, Tag::Vbg | Tag::Vbn | Tag::Vbd) => {
            Some(Role::Participial)
        }
        Dep::Advcl if verbal(doc, i) && infinitive() => None,
        Dep::Advcl if verbal(doc, i) => {
            let conditional = doc
                .children(i)
                .any(|c| doc.dep(c) == Dep::Mark && doc.word(c).eq_ignore_ascii_case("if"));
            let role = if own_subject() { Role::Adverbial } else { Role::Participial };
            (!conditional).then_some(role)
        }
        _ => None,
    }
}
