//! Which words only say that somebody said something?
//!
//! "X said that Z" is one claim, Z. Where the speaking is itself an act of weight (accused, denied,
//! admitted, threatened …) it is a claim of its own.

use crate::clause::Role;
use crate::lexicon::Class;
use crate::view::View;
use khaldun_language::{Dep, Pos, Tag};

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
/// set into or stands behind ("Z, he said").
pub(crate) fn content(view: &View<'_>, h: usize) -> Option<usize> {
    let doc = view.doc;
    let complement = |c: &usize| {
        doc.dep(*c) == Dep::Ccomp
            && (view.roles[*c].is_some() || *c > h && elliptic(view, *c))
            && !timed(view, *c)
    };
    let object = doc.child(h, Dep::Dobj).filter(|&o| o > h);
    let listed = |c: usize| object.is_some_and(|o| o < c && apart(view, o, c));
    let after =
        doc.children(h).find(|&c| c > h && complement(&c) && !frames(view, c, h) && !listed(c));
    let printed = || {
        let paper = doc.children(h).filter(|&c| doc.dep(c) == Dep::Prep);
        let paper = paper.filter_map(|p| doc.child(p, Dep::Pobj));
        let issued = paper
            .filter(|&n| in_paper(view, n) == Some(h))
            .flat_map(|n| doc.children(n).filter(|&c| doc.dep(c) == Dep::Acl));
        let that = |c: &usize| view.roles[*c] == Some(Role::Complement);
        issued.flat_map(|v| doc.children(v).chain([v])).find(|c| complement(c) || that(c))
    };
    let after = after.or_else(printed);
    let before = || doc.children(h).find(|c| *c < h && complement(c) && !apart(view, *c, h));
    after.or_else(before).or_else(|| host(view, h))
}

/// Whether two main clauses stand side by side with a semicolon between them: the parser takes
/// the first for what the second says.
pub(crate) fn apart(view: &View<'_>, first: usize, second: usize) -> bool {
    (first..second).any(|t| matches!(view.doc.word(t), ";" | ":"))
        || (view
            .doc
            .children(second)
            .any(|c| c > second && view.doc.dep(c) == Dep::Ccomp && view.verbal(c))
            && view.subject(first).is_some())
}

/// Whether a clause is opened by a word of time or circumstance: it tells when, not what was said.
pub(crate) fn timed(view: &View<'_>, c: usize) -> bool {
    let words = [
        "after", "before", "while", "as", "since", "when", "because", "although", "though", "until",
    ];
    view.has(c, |m| m < c && view.doc.dep(m) == Dep::Mark && view.word_is(m, &words))
}

/// Whether `c`, hung below `h`, is itself a bare verb of speech that reports `h`.
fn frames(view: &View<'_>, c: usize, h: usize) -> bool {
    host(view, c) == Some(h)
}

/// The clause that a bare verb of speech with a subject stands behind or is set into.
pub(crate) fn host(view: &View<'_>, h: usize) -> Option<usize> {
    let doc = view.doc;
    if !view.marks[h].any(&[Class::Say, Class::Act, Class::Think]) || !view.verbal(h) {
        return None;
    }
    let set = matches!(
        doc.dep(h),
        Dep::Parataxis | Dep::Unknown | Dep::Ccomp | Dep::Conj | Dep::Advcl | Dep::Relcl
    );
    let bare = doc.child_of(h, &[Dep::Dobj, Dep::Xcomp, Dep::Acomp]).is_none()
        && !doc
            .children(h)
            .any(|c| doc.dep(c) == Dep::Ccomp && view.subject(c).is_some() && !timed(view, c));
    let marked = doc
        .children(h)
        .any(|c| matches!(doc.dep(c), Dep::Mark | Dep::Auxpass | Dep::Neg | Dep::Cc));
    let subject = view.subject(h)?;
    let relative = matches!(view.tag(subject), Tag::Wdt | Tag::Wp);
    let compared = view.has(h, |c| c < h && view.word_is(c, &["than"]));
    if !set || !bare || marked || relative || compared || about_a_saying(view, h) {
        return None;
    }
    let above = doc.head(h).filter(|&v| v < h || doc.dep(h) == Dep::Parataxis)?;
    if matches!(doc.dep(h), Dep::Conj | Dep::Relcl) {
        let last = view.right[h] + 1 >= view.sentence_end(h) || doc.word(view.right[h] + 1) == ".";
        let joined = view.has(above, |c| doc.dep(c) == Dep::Cc && c > above && c < h);
        let root =
            std::iter::once(above).chain(doc.ancestors(above)).filter(|&a| view.verbal(a)).last();
        return (last && !joined).then_some(root).flatten();
    }
    view.verbal(above).then_some(above)
}

/// "said in a letter": the verb of speech whose words a paper holds.
pub(crate) fn in_paper(view: &View<'_>, paper: usize) -> Option<usize> {
    let doc = view.doc;
    let within = doc.head(paper).filter(|&p| {
        doc.dep(paper) == Dep::Pobj && view.word_is(p, &["in"]) && view.is(paper, Class::Paper)
    })?;
    doc.head(within).filter(|&v| view.verbal(v) && view.marks[v].any(&[Class::Say, Class::Act]))
}

/// "The guild's version is that the boats left": whose version it is.
pub(crate) fn position(view: &View<'_>, h: usize) -> Option<usize> {
    let doc = view.doc;
    let subject = view.subject(h).filter(|_| doc.lemma(h) == "be")?;
    let says = view.marks[subject].any(&[Class::Saying, Class::Telling, Class::View]);
    let told = doc
        .children(h)
        .any(|c| c > h && doc.dep(c) == Dep::Ccomp && view.verbal(c) && view.subject(c).is_some());
    doc.child(subject, Dep::Poss)
        .filter(|&o| says && told && !view.word_is(o, &["my", "our", "your", "its", "this"]))
}

/// "…, a charge Lima denies": the verb tells of the saying before it, not of what was said.
fn about_a_saying(view: &View<'_>, h: usize) -> bool {
    let doc = view.doc;
    let noun = doc.head(h).filter(|_| doc.dep(h) == Dep::Relcl);
    noun.is_some_and(|n| view.is(n, Class::Saying))
}

/// What sort of frame the verb `h` is, where it is one.
pub(crate) fn of(view: &View<'_>, h: usize) -> Option<Frame> {
    if quotes(view, h) {
        return Some(Frame::Plain);
    }
    if position(view, h).is_some() {
        return Some(Frame::Plain);
    }
    let told = content(view, h)?;
    let marks = view.marks[h];
    if elliptic(view, told) && host(view, h).is_none() {
        return Some(Frame::Whole);
    }
    let empty = view.subject(h).is_some_and(|s| view.word_is(s, &["it"]))
        && EMPTY.contains(&view.doc.lemma(h));
    if empty
        && view
            .doc
            .children(h)
            .any(|c| c > h && view.doc.dep(c) == Dep::Ccomp && view.subject(c).is_some())
    {
        return Some(Frame::Plain);
    }
    let pronoun = view.subject(h).is_some_and(|s| view.doc.pos(s) == Pos::Pron);
    if host(view, h).is_some() && (pronoun || !marks.has(Class::Act)) {
        return Some(Frame::Plain);
    }
    let negated = view.has(h, |c| view.doc.dep(c) == Dep::Neg);
    // To insist is to say once more.
    let insists = view.doc.lemma(h) == "insist";
    if (marks.any(&[Class::Say, Class::Think]) || insists) && !negated {
        let told = day(view, h)
            || view.word_is(h, &["told"]) && dated(view, h)
            || fronted_date(view, h)
            || told_somebody(view, h);
        return Some(if told { Frame::Act } else { Frame::Plain });
    }
    if !marks.any(&[Class::Act, Class::Know, Class::Say, Class::Think]) {
        return None;
    }
    let felt = marks.has(Class::Know) && !FACTS.contains(&view.doc.lemma(h));
    let unsaid = negated && !marks.has(Class::Act);
    let whose = view.subject(h).is_some() && !felt && !unsaid;
    Some(if whose || marks.has(Class::Act) && adorned(view, h) { Frame::Act } else { Frame::Whole })
}

/// "said they had not": a complement that is nothing but a helper says what the whole says.
pub(crate) fn elliptic(view: &View<'_>, c: usize) -> bool {
    let doc = view.doc;
    matches!(doc.lemma(c), "do" | "have" | "be" | "will" | "can")
        && view.subject(c).is_some_and(|s| doc.pos(s) == Pos::Pron)
        && view.weight(c) <= 3
        && !doc.children(c).any(|k| {
            matches!(doc.dep(k), Dep::Dobj | Dep::Attr | Dep::Acomp | Dep::Xcomp | Dep::Prep)
        })
}

/// "It is clear that", "it follows that": an empty "it" for the clause that follows.
const EMPTY: [&str; 9] =
    ["be", "seem", "appear", "happen", "follow", "turn", "transpire", "emerge", "mean"];

/// Knowledge of a fact, which may be told apart from the fact; hopes and doubts may not.
const FACTS: [&str; 7] = ["know", "realise", "realize", "understand", "remember", "forget", "see"];

/// "quoted a clerk as saying that".
fn quotes(view: &View<'_>, h: usize) -> bool {
    let doc = view.doc;
    let reports =
        |p: usize| doc.children(p).any(|c| doc.dep(c) == Dep::Pcomp && content(view, c).is_some());
    matches!(doc.lemma(h), "quote" | "cite")
        && doc.children(h).any(|c| view.word_is(c, &["as"]) && reports(c))
}

/// "told the senate that": a saying to somebody of weight. Reporters are told everything.
fn told_somebody(view: &View<'_>, h: usize) -> bool {
    let doc = view.doc;
    let press = [
        "reporter",
        "journalist",
        "press",
        "agency",
        "media",
        "newspaper",
        "correspondent",
        "interviewer",
        "radio",
    ];
    let hearer = doc.child_of(h, &[Dep::Dobj, Dep::Dative]);
    view.word_is(h, &["told"])
        && hearer.is_some_and(|o| {
            o > h && matches!(doc.pos(o), Pos::Noun | Pos::Propn) && !press.contains(&doc.lemma(o))
        })
}

/// "In July the office reported that": a saying with a day of its own, told before who spoke.
fn fronted_date(view: &View<'_>, h: usize) -> bool {
    use khaldun_language::EntityKind::{Date, Time};
    let Some(subject) = view.subject(h).filter(|&s| s < h) else { return false };
    let from = (0..=h).rev().find(|&t| t == 0 || view.doc.tokens[t].sent_start).unwrap_or(0);
    let before = from..view.left[subject];
    let date = |t: usize| {
        view.doc.tokens[t].entity.is_some_and(|e| matches!(e.kind, Date | Time))
            && !view.doc.lemma(t).to_lowercase().ends_with("day")
    };
    view.doc.dep(h) == Dep::Root
        && before.len() <= 8
        && before.clone().any(date)
        && !before.clone().any(|t| view.verbal(t))
}

fn dated(view: &View<'_>, h: usize) -> bool {
    dates(view, h).next().is_some()
}

/// Whether the frame names a day of the calendar, not of the week: "said on 3 May that".
fn day(view: &View<'_>, h: usize) -> bool {
    let week = |t: usize| view.doc.lemma(t).to_lowercase().ends_with("day");
    host(view, h).is_none() && dated(view, h) && !dates(view, h).any(week)
}

/// The words of a frame that tell when it was said.
fn dates<'v>(view: &'v View<'_>, h: usize) -> impl Iterator<Item = usize> + 'v {
    use khaldun_language::EntityKind::{Date, Time};
    let end = content(view, h).map_or(view.right[h], |c| view.left[c].saturating_sub(1));
    let start = view.left[h];
    (start..=end.max(start))
        .filter(|&t| view.doc.tokens[t].entity.is_some_and(|e| matches!(e.kind, Date | Time)))
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
