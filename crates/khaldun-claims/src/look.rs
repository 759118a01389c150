//! One clause as the rules of kind, polarity and voice see it.

use crate::clause::Clause;
use crate::lexicon::Class;
use crate::view::View;
use khaldun_language::{Dep, Pos, Tag};

/// A clause with its block, and the grammar of its head.
#[derive(Debug)]
pub(crate) struct Look<'a> {
    /// Its block.
    pub(crate) view: &'a View<'a>,
    /// The clause.
    pub(crate) clause: &'a Clause,
    /// Its head token.
    pub(crate) head: usize,
    /// Tense and aspect of the head.
    pub(crate) verb: Verb,
}

/// Tense, aspect and voice of a verb with its helpers.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[allow(clippy::struct_excessive_bools, reason = "tense, aspect and voice are independent")]
pub(crate) struct Verb {
    /// The modal, where there is one.
    pub(crate) modal: Option<usize>,
    /// "has done", "had done".
    pub(crate) perfect: bool,
    /// "is doing".
    pub(crate) progressive: bool,
    /// "was done".
    pub(crate) passive: bool,
    /// Present tense of the finite word.
    pub(crate) present: bool,
    /// Past tense of the finite word.
    pub(crate) past: bool,
    /// The head is a form of "be" with a predicate.
    pub(crate) copula: bool,
}

impl<'a> Look<'a> {
    /// Looks at a clause.
    pub(crate) fn of(view: &'a View<'a>, clause: &'a Clause) -> Self {
        let head = clause.head;
        Self { view, clause, head, verb: verb(view, head) }
    }

    /// "is said to drill", "were reported to have fled": what is told stands in the infinitive, and a
    /// rule that asks what sort of thing it is looks there.
    pub(crate) fn reported(&self) -> Option<Self> {
        let doc = self.view.doc;
        let word = self.view.word_is(self.head, &["known", "alleged"]);
        let tells = self.verb.passive
            && doc.lemma(self.head) != "suppose"
            && (word || self.view.marks[self.head].any(&[Class::Say, Class::Think]));
        let told = doc
            .child_of(self.head, &[Dep::Xcomp])
            .filter(|&x| tells && x > self.head && self.view.infinitive(x))?;
        let inner = verb(self.view, told);
        let verb = Verb {
            past: inner.perfect,
            present: !inner.perfect && self.verb.present,
            perfect: false,
            ..inner
        };
        Some(Self { view: self.view, clause: self.clause, head: told, verb })
    }

    /// Whether the head's dictionary form is of that class.
    pub(crate) fn is(&self, class: Class) -> bool {
        self.view.is(self.head, class)
    }

    /// The first of the clause's own tokens of that class.
    pub(crate) fn find(&self, class: Class) -> Option<usize> {
        self.clause.tokens.iter().copied().find(|&t| self.view.is(t, class))
    }

    /// The first direct dependent of the head that fits, within the clause.
    pub(crate) fn child(&self, test: impl Fn(usize) -> bool) -> Option<usize> {
        self.view
            .doc
            .children(self.head)
            .find(|&c| self.clause.tokens.binary_search(&c).is_ok() && test(c))
    }

    /// What the head says of its subject: noun or adjective after "be" and its like.
    pub(crate) fn predicate(&self) -> Option<usize> {
        let deps = [Dep::Attr, Dep::Acomp, Dep::Oprd];
        self.view.doc.child_of(self.head, &deps)
    }

    /// Whether the clause is a question with its own answer, a no.
    pub(crate) fn asked(&self) -> bool {
        let end = self.clause.tokens.last().copied();
        let no = end
            .is_some_and(|t| self.view.word_is(t, &["no", "never", "nobody", "none", "nothing"]));
        no && self.clause.tokens.iter().any(|&t| self.view.doc.word(t) == "?")
    }

    /// The word of a token in lower case.
    pub(crate) fn word(&self, i: usize) -> String {
        self.view.doc.word(i).to_lowercase()
    }
}

/// Reads tense, aspect and voice off a verb and its helpers; a conjunct without helpers of its own
/// borrows those of the verb it is joined to.
pub(crate) fn verb(view: &View<'_>, head: usize) -> Verb {
    let mut found = helpers(view, head);
    let doc = view.doc;
    let bare = !found.past && !found.present && found.modal.is_none();
    if bare
        && doc.dep(head) == Dep::Conj
        && let Some(h) = doc.head(head).filter(|&h| view.verbal(h))
    {
        let above = verb(view, h);
        let participles = |t: usize| matches!(view.tag(t), Tag::Vbn | Tag::Vbd);
        let perfect = above.perfect && participles(h) && participles(head);
        let joined = perfect && !above.passive && view.subject(head).is_none();
        let same = view.tag(h) == view.tag(head) || above.modal.is_some() || joined;
        if same {
            found = Verb { copula: found.copula, ..above };
        }
    }
    found
}

fn helpers(view: &View<'_>, head: usize) -> Verb {
    let doc = view.doc;
    let mut found = Verb::default();
    let mut finite = Some(head);
    for c in doc.children(head).filter(|&c| c < head || doc.dep(head) == Dep::Root) {
        match doc.dep(c) {
            Dep::Aux | Dep::Auxpass => {
                let had =
                    view.word_is(c, &["'d", "’d"]) && matches!(view.tag(head), Tag::Vbn | Tag::Vbd);
                if view.tag(c) == Tag::Md && !had {
                    found.modal = Some(c);
                }
                if had || view.word_is(c, &["have", "has", "had", "'ve"]) || doc.lemma(c) == "have"
                {
                    found.perfect = true;
                }
                if doc.dep(c) == Dep::Auxpass {
                    found.passive = true;
                } else if doc.lemma(c) == "be" && view.tag(head) == Tag::Vbg {
                    found.progressive = true;
                }
                if finite == Some(head) && view.tag(c) != Tag::To {
                    finite = Some(c);
                }
            }
            _ => {}
        }
    }
    let infinitive = view.infinitive(head) && finite == Some(head);
    if let Some(tag) = finite.map(|f| view.tag(f)).filter(|_| !infinitive) {
        found.present = matches!(tag, Tag::Vbz | Tag::Vbp);
        found.past = tag == Tag::Vbd;
    }
    found.copula =
        matches!(doc.lemma(head), "be" | "'s" | "s" | "remain" | "become" | "stay" | "seem")
            && matches!(doc.pos(head), Pos::Aux | Pos::Verb);
    found
}
