//! What somebody is charged with, or denies, told without a clause of its own: "accused the firm of
//! taking bribes", "denied having sent arms", "denied any tie to the sect".

use crate::clause::{Clause, Role};
use crate::lexicon::Class;
use crate::view::View;
use khaldun_language::{Dep, Pos, Tag};

/// The charges of a block.
pub(crate) fn charges(view: &View<'_>, block: usize, offset: u32) -> Vec<Clause> {
    let doc = view.doc;
    let mut found = Vec::new();
    for verb in 0..view.roles.len() {
        let fits = view.verbal(verb) && view.is(verb, Class::Charge);
        if !fits || view.framed(verb) {
            continue;
        }
        let Some(head) = gerund(view, verb).or_else(|| thing_denied(view, verb)) else { continue };
        if view.roles[head].is_some() {
            continue;
        }
        let (from, mut to) = (view.left[head], view.right[head]);
        if let Some(cut) = (head + 1..=to).find(|&t| view.roles[t].is_some()) {
            to = view.left[cut].max(head + 1) - 1;
        }
        while to > head && matches!(doc.pos(to), Pos::Punct | Pos::Space | Pos::Cconj) {
            to -= 1;
        }
        if to > head {
            found.push(Clause {
                block,
                span: doc.span(from..to + 1).shift(offset),
                tokens: (from..=to).collect(),
                head,
                subject: doc.child(verb, Dep::Dobj).filter(|&o| o != head),
                role: if view.verbal(head) { Role::Complement } else { Role::Nominal },
                parent: None,
            });
        }
    }
    found
}

/// "of taking bribes", "having sent arms".
fn gerund(view: &View<'_>, verb: usize) -> Option<usize> {
    let doc = view.doc;
    let having = |t: usize| view.has(t, |c| view.word_is(c, &["having", "being"]) && c < t);
    let ing = |t: usize| (view.tag(t) == Tag::Vbg || having(t)) && view.weight(t) >= 2;
    let behind = |at: usize| {
        doc.children(at)
            .filter(|&p| p > verb && view.word_is(p, &["of", "for", "with"]))
            .find_map(|p| doc.child(p, Dep::Pcomp))
            .filter(|&g| ing(g))
    };
    let object = doc.child(verb, Dep::Dobj);
    let direct = doc
        .children(verb)
        .find(|&c| c > verb && matches!(doc.dep(c), Dep::Xcomp | Dep::Ccomp | Dep::Dobj) && ing(c));
    // "was accused by the friars of selling relics"
    let agent = doc.child(verb, Dep::Agent);
    let friars = || agent.and_then(|by| doc.child(by, Dep::Pobj));
    behind(verb)
        .or_else(|| object.and_then(behind))
        .or(direct)
        .or_else(|| agent.and_then(behind))
        .or_else(|| friars().and_then(behind))
}

/// "denied any tie to the sect", "denied responsibility for the raid".
fn thing_denied(view: &View<'_>, verb: usize) -> Option<usize> {
    let doc = view.doc;
    let object = doc.child(verb, Dep::Dobj).filter(|_| doc.lemma(verb) == "deny")?;
    let tied = view.is(object, Class::Tie);
    let told = view.has(object, |c| c > object && doc.dep(c) == Dep::Prep);
    (tied && told && doc.pos(object) == Pos::Noun).then_some(object)
}

/// The verb that lays a charge, where a clause is what is charged or denied.
pub(crate) fn verb(view: &View<'_>, head: usize) -> Option<usize> {
    let doc = view.doc;
    let mut above = doc.ancestors(head).take(5);
    let verb = above.find(|&v| view.verbal(v) && view.is(v, Class::Charge))?;
    let charged = gerund(view, verb).or_else(|| thing_denied(view, verb));
    (charged == Some(head)).then_some(verb)
}
