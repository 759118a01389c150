//! "…, witnesses said": words at the foot of a sentence, or between commas within it, that tell on
//! whose word the sentence stands.
//!
//! The parser knows them where a comma sets them off. Prose that has lost its commas ("… in the
//! province a monitor said") makes it take the speaker for a part of the claim; so these words are
//! found by their order, before anything is asked of the tree.

use crate::action::people::is_person_noun;
use crate::lexicon::Class;
use crate::view::View;
use khaldun_language::{Dep, EntityKind, Pos, Tag};

/// Where somebody is said to have said what stands before.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Closing {
    /// First token of the speaker, or the verb where it comes first.
    pub(crate) from: usize,
    /// Last token of what only tells who spoke, when and to whom.
    pub(crate) to: usize,
    /// The head of the speaker's name.
    pub(crate) noun: usize,
    /// The verb of speech.
    pub(crate) cue: usize,
    /// First token of the sentence.
    pub(crate) start: usize,
    /// Whether the sentence ends with it.
    pub(crate) last: bool,
    /// Whether it reports and nothing more, so that its words are no claim of their own.
    pub(crate) bare: bool,
}

/// The most words that may stand between a verb of speech and the foot of its sentence.
const TAIL: usize = 12;

/// Every closing of a block, in order.
pub(crate) fn find(view: &View<'_>) -> Vec<Closing> {
    let doc = view.doc;
    let mut found = Vec::new();
    for sentence in doc.sentences() {
        let (mut start, end) = (sentence.start, sentence.end);
        for cue in sentence {
            if doc.word(cue) == ";" {
                start = cue + 1;
            }
            let told = view.marks[cue].any(&[Class::Say, Class::Act])
                && matches!(view.tag(cue), Tag::Vbd | Tag::Vbz | Tag::Vbp | Tag::Vbn)
                && doc.pos(cue) == Pos::Verb;
            if told && cue > start {
                found
                    .extend(ahead(view, start, end, cue).or_else(|| behind(view, start, end, cue)));
            }
        }
    }
    found
}

/// "…, the prefect said on Monday."
fn ahead(view: &View<'_>, start: usize, end: usize, cue: usize) -> Option<Closing> {
    let doc = view.doc;
    let mut noun = cue.checked_sub(1)?;
    let mut helped = false;
    while noun > start && matches!(doc.pos(noun), Pos::Adv | Pos::Aux) {
        helped |= view.word_is(noun, &["has", "have", "had"]);
        if doc.pos(noun) == Pos::Aux && !view.word_is(noun, &["has", "have", "had"]) {
            return None;
        }
        noun -= 1;
    }
    if view.tag(cue) == Tag::Vbn && !helped || view.has(cue, |c| doc.dep(c) == Dep::Auxpass) {
        return None;
    }
    if !matches!(doc.pos(noun), Pos::Noun | Pos::Propn | Pos::Pron) || relative(view, noun) {
        return None;
    }
    let (mut from, head) =
        hung(view, start, noun, cue).unwrap_or_else(|| speaker(view, start, noun));
    if from < noun && from > start && doc.pos(from - 1) == Pos::Adp {
        // "… west of the city of Kovel travellers said": the town is no part of the speaker.
        from = noun;
    }
    let comma = from > start && stop(view, from - 1);
    let (to, last) = tail(view, cue, end, comma)?;
    let told = (start..from).any(|t| view.verbal(t));
    // "…, a charge the duke denies": told of the charge.
    let clause_of = doc.head(cue).filter(|_| doc.dep(cue) == Dep::Relcl);
    let of_a_saying = from > start && view.is(from - 1, Class::Saying)
        || clause_of.is_some_and(|n| view.is(n, Class::Saying));
    let joined = from == start
        || of_a_saying
        || matches!(doc.pos(from - 1), Pos::Sconj | Pos::Cconj | Pos::Adp | Pos::Part)
        || relative(view, from - 1)
        || comma && from > start + 1 && relative(view, from - 2)
        || view.verbal(from - 1)
            && !view.doc.tokens[from].sent_start
            && !comma
            && doc.head(from) == Some(from - 1);
    (told && !joined).then(|| Closing {
        from,
        to,
        noun: head,
        cue,
        start,
        last,
        bare: bare(view, cue),
    })
}

/// "… complained a woman of the town": the verb first, at the foot of a sentence.
fn behind(view: &View<'_>, start: usize, end: usize, cue: usize) -> Option<Closing> {
    let doc = view.doc;
    let opens = view.tag(cue) == Tag::Vbd && cue + 1 < end;
    let first = cue + 1;
    let article = opens && (doc.pos(first) == Pos::Det || doc.pos(first) == Pos::Propn);
    let quoted = matches!(doc.word(cue - 1), "," | "\"" | "”" | "»" | "'" | "’");
    let own = doc.child_of(cue, &[Dep::Nsubj, Dep::Nsubjpass]).filter(|&s| s < cue);
    // "Dr Vane, a surgeon, said a shell hit the ward": the shell does not speak.
    let quoted = quoted && (doc.word(cue - 1) != "," || own.is_none());
    let helped =
        doc.children(cue).any(|c| matches!(doc.dep(c), Dep::Aux | Dep::Auxpass | Dep::Mark));
    let noun = (first..end.min(first + 6))
        .take_while(|&t| !view.verbal(t) && !stop(view, t) && doc.pos(t) != Pos::Adp)
        .filter(|&t| matches!(doc.pos(t), Pos::Noun | Pos::Propn))
        .last()?;
    let told = (start..cue).any(|t| view.verbal(t));
    let person = doc.tokens[first].entity.is_some_and(|e| e.kind == EntityKind::Person);
    // "… and took the mule away said a drover of the valley"
    let somebody = view.is(noun, Class::Office) || is_person_noun(doc.lemma(noun)) || person;
    let turned = view.word_is(cue, &["said"])
        && doc.children(cue).any(|c| {
            c == noun && (doc.dep(c) == Dep::Nsubj || doc.dep(c) == Dep::Dobj && somebody)
        });
    let after = doc.pos(cue - 1) == Pos::Pron || person && doc.pos(cue - 1) == Pos::Verb || turned;
    // "What they did is a crime said a porter": a crime says nothing.
    let thing = |s: usize| {
        doc.pos(s) == Pos::Noun
            && doc.tokens[s].entity.is_none()
            && !view.marks[s].any(&[Class::Office, Class::Body, Class::Paper, Class::Saying])
            && !is_person_noun(doc.lemma(s))
    };
    let free = quoted || own.is_none_or(|s| turned && thing(s)) && !helped && after;
    let clause =
        (noun + 1..end).any(|t| matches!(doc.dep(t), Dep::Ccomp | Dep::Conj) && view.verbal(t));
    let near = end - cue <= TAIL + 8;
    (article && free && told && (near || clause)).then(|| Closing {
        from: cue,
        to: if clause { noun } else { end - 1 },
        noun,
        cue,
        start,
        last: !clause,
        bare: bare(view, cue) && !quoted,
    })
}

/// Whether the verb says no more than that something was said.
fn bare(view: &View<'_>, cue: usize) -> bool {
    view.is(cue, Class::Say)
        || view.is(cue, Class::Act)
            && view.doc.child(cue, Dep::Dobj).is_none()
            && view.word_is(
                cue,
                &["complained", "boasted", "insisted", "claimed", "warned", "declared"],
            )
}

/// A comma, a quotation mark or a dash.
fn stop(view: &View<'_>, t: usize) -> bool {
    matches!(view.doc.word(t), "," | ";" | "\"" | "”" | "“" | "»" | "«" | "-" | "–" | "—" | ":")
}

fn relative(view: &View<'_>, t: usize) -> bool {
    matches!(view.tag(t), Tag::Wdt | Tag::Wp | Tag::WpS | Tag::Wrb)
        || view.word_is(t, &["that", "than", "as", "if", "what"])
}

/// "…, officials of the recognised council said": the tree's own subject, where it stands between a
/// comma and the verb.
fn hung(view: &View<'_>, start: usize, noun: usize, cue: usize) -> Option<(usize, usize)> {
    let doc = view.doc;
    let subject = doc.child(cue, Dep::Nsubj).filter(|&s| s <= noun)?;
    let from = view.left[subject];
    let whole = view.right[subject] == noun && from > start + 1 && doc.word(from - 1) == ",";
    let word = matches!(doc.pos(subject), Pos::Noun | Pos::Propn | Pos::Pron);
    (whole && word && !(from..noun).any(|t| doc.word(t) == ",")).then_some((from, subject))
}

/// The first word of a speaker whose last noun is `noun`, and the speaker's head.
fn speaker(view: &View<'_>, start: usize, noun: usize) -> (usize, usize) {
    let doc = view.doc;
    let back = (start..noun).rev().take(14);
    let set_off = back
        .take_while(|&t| !view.verbal(t) || doc.dep(t) == Dep::Amod)
        .find(|&t| stop(view, t))
        .map(|t| t + 1);
    let speaks = |t: usize| {
        let somebody = doc.tokens[t].entity.is_some_and(|e| {
            matches!(
                e.kind,
                EntityKind::Person | EntityKind::Org | EntityKind::Gpe | EntityKind::Norp
            )
        });
        somebody
            || matches!(doc.dep(t), Dep::Nsubj | Dep::Root)
            || view.marks[t].any(&[Class::Office, Class::Body])
            || doc.pos(t) == Pos::Noun && is_person_noun(doc.lemma(t))
            || doc.pos(t) == Pos::Pron
    };
    if let Some(from) = set_off {
        let head = (from..=noun).rev().find(|&t| {
            !(from..=noun).any(|h| doc.head(t) == Some(h))
                && matches!(doc.pos(t), Pos::Noun | Pos::Propn | Pos::Pron)
        });
        if head.is_some_and(speaks) {
            return (from, head.unwrap_or(noun));
        }
    }
    let mut from = noun;
    // "… wounding seven guards officials said": people in the plural qualify no other noun.
    let people = |t: usize| {
        view.tag(t) == Tag::Nns && doc.dep(t) != Dep::Poss && is_person_noun(doc.lemma(t))
    };
    while from > start
        && matches!(doc.pos(from - 1), Pos::Noun | Pos::Propn | Pos::Adj | Pos::Num | Pos::Part)
        && doc.pos(noun) != Pos::Pron
        && !(people(from - 1) && doc.pos(noun) == Pos::Noun)
    {
        from -= 1;
    }
    if from > start && from <= noun && people(from - 1) && doc.pos(noun) == Pos::Noun {
        return (from, noun);
    }
    let behind_place = from > start + 1 && from < noun && doc.pos(from - 2) == Pos::Adp;
    if behind_place && view.is(noun, Class::Bystander) {
        // "… near the border witnesses said": the border is no part of the speaker.
        return (noun, noun);
    }
    if from > start && doc.pos(from - 1) == Pos::Det {
        let of = from.checked_sub(2).filter(|&t| t > start && view.word_is(t, &["of"]));
        if let Some(of) = of.filter(|&o| doc.pos(o - 1) == Pos::Noun) {
            let (first, _) = speaker(view, start, of - 1);
            return (first, of - 1);
        }
        return (from - 1, noun);
    }
    // No article: the name, or the noun with what the tree hangs on it.
    let mut near = noun;
    if doc.tokens[noun].entity.is_some() {
        while near > from && doc.tokens[near].entity.is_some_and(|e| !e.begins) {
            near -= 1;
        }
    } else {
        while near > from && doc.head(near - 1) == Some(noun) {
            near -= 1;
        }
    }
    (near, noun)
}

/// What may follow a verb of speech that closes a sentence: when, where, to whom. The last token of
/// it, and whether the sentence ends there.
fn tail(view: &View<'_>, cue: usize, end: usize, comma: bool) -> Option<(usize, bool)> {
    let doc = view.doc;
    let dated = |t: usize| {
        doc.tokens[t].entity.is_some_and(|e| matches!(e.kind, EntityKind::Date | EntityKind::Time))
    };
    let addressed = view.word_is(cue, &["told"]);
    let mut hung = addressed;
    for t in cue + 1..end {
        if t > cue + TAIL {
            return None;
        }
        match doc.pos(t) {
            Pos::Punct | Pos::Space => {
                if matches!(doc.word(t), "\"" | "“" | "«") {
                    return None;
                }
                if doc.word(t) == "," || doc.word(t) == ";" {
                    return comma.then_some((t - 1, false));
                }
            }
            Pos::Adp => hung = true,
            // "… the warden said adding that": the same speaker goes on.
            Pos::Verb if view.is(t, Class::Adds) && view.tag(t) == Tag::Vbg => {
                return Some((t - 1, false));
            }
            Pos::Verb | Pos::Aux | Pos::Sconj | Pos::Cconj => return None,
            Pos::Noun | Pos::Propn | Pos::Pron | Pos::Det | Pos::Adj | Pos::Num
                if !hung && !dated(t) && doc.pos(t) != Pos::Punct =>
            {
                return None;
            }
            _ => {}
        }
    }
    Some((end - 1, true))
}
