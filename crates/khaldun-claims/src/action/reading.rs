//! Which act does a predicate name?

use super::lexicon::{Frame, Lexicon, Outcome, Part, Roles};
use super::sight::Sight;
use crate::args::{Args, args, own_subject};
use khaldun_language::{Dep, Pos, Tag};
use khaldun_model::{Plover, Quad};

/// An act as a predicate names it.
#[derive(Clone, Debug, PartialEq)]
pub struct Act {
    /// The class; `None` where the words name none of the sixteen (statements, states).
    pub class: Option<Plover>,
    /// Who stands where.
    pub roles: Roles,
    /// The predicate that was asked.
    pub head: usize,
    /// The token that decided: the verb itself, the noun of a light verb, the verb of a complement.
    pub decided: usize,
    /// The arguments of the predicate that was asked.
    pub args: Args,
    /// What was seen, for the reader of the coding.
    pub because: String,
    /// From 0 to 1.
    pub score: f64,
    /// Whether the class was read out of what somebody says about others.
    pub charge: bool,
}

/// How far complements and light verbs are followed.
const REACH: usize = 4;

/// Reads the act of the predicate at `head`; `None` where no frame fits.
pub fn act(sight: &Sight<'_>, lexicon: &Lexicon, head: usize) -> Option<Act> {
    read(sight, lexicon, head, REACH)
}

fn read(sight: &Sight<'_>, lexicon: &Lexicon, head: usize, reach: usize) -> Option<Act> {
    let reach = reach.checked_sub(1)?;
    let part = part(sight.doc.pos(head))?;
    let lemma = sight.lemma(head);
    let mut frames = lexicon.frames(&lemma).filter(|f| f.part == part).peekable();
    frames.peek()?;
    let mut args = args(sight.doc, head);
    if part == Part::Verb {
        args = filled(sight, head, args);
    }
    frames
        .filter(|f| f.when.iter().all(|c| c.holds(sight, head, &args)))
        .find_map(|f| outcome(sight, lexicon, head, args, f, reach))
}

fn part(pos: Pos) -> Option<Part> {
    match pos {
        Pos::Verb | Pos::Aux => Some(Part::Verb),
        Pos::Noun | Pos::Propn => Some(Part::Noun),
        Pos::Adj => Some(Part::Adjective),
        _ => None,
    }
}

/// A complement's subject stands for the object of "urged the rebels to …", as the parser hangs it.
fn filled(sight: &Sight<'_>, head: usize, mut args: Args) -> Args {
    if args.done.is_none() && !args.passive {
        let infinitive = sight.complement(head).filter(|&c| {
            sight.doc.children(c).any(|g| sight.doc.dep(g) == Dep::Aux && sight.doc.word(g) == "to")
        });
        args.done = infinitive.and_then(|c| sight.doc.child(c, Dep::Nsubj));
    }
    args
}

fn outcome(
    sight: &Sight<'_>,
    lexicon: &Lexicon,
    head: usize,
    args: Args,
    frame: &Frame,
    reach: usize,
) -> Option<Act> {
    let direct = |class, score| Act {
        class,
        roles: frame.roles,
        head,
        decided: head,
        args,
        because: format!("\u{201c}{}\u{201d}", sight.doc.word(head)),
        score,
        charge: false,
    };
    let sure = 0.6 + 0.1 * frame.when.len().min(3) as f64;
    match frame.outcome {
        Outcome::Class(class) => Some(direct(Some(class), sure)),
        // A frame with conditions that comes to nothing is sure of it.
        Outcome::Nothing => Some(direct(None, if frame.when.is_empty() { 0.5 } else { sure })),
        Outcome::Predicate => {
            let inner = predicates(sight, head).find_map(|p| read(sight, lexicon, p, reach))?;
            inner.class?;
            Some(through(sight, head, args, &inner))
        }
        Outcome::Object => {
            let named = |n| read(sight, lexicon, n, reach).filter(|i| i.class.is_some());
            let inner = objects_of_light_verb(sight, head, &args)
                .find_map(|noun| sight.heads(noun).find_map(named))?;
            Some(through(sight, head, args, &inner))
        }
        Outcome::Complement => {
            let told = sight.complement(head).or_else(|| telling(sight, head))?;
            let inner = read(sight, lexicon, told, reach)?;
            inner.class?;
            Some(through(sight, head, args, &inner))
        }
        Outcome::Subject => {
            let named = |n| read(sight, lexicon, n, reach).filter(|i| i.class.is_some());
            let noun = if args.passive { args.done } else { args.doer }?;
            let noun = matches!(sight.doc.pos(noun), Pos::Noun | Pos::Propn).then_some(noun)?;
            let inner = sight.heads(noun).find_map(named)?;
            let args = inner.args;
            Some(through(sight, head, args, &inner))
        }
        Outcome::Promise => {
            let inner = read(sight, lexicon, sight.complement(head)?, reach);
            let class = inner.as_ref().and_then(|i| i.class).map_or(Plover::Agree, promised);
            Some(direct(Some(class), sure))
        }
        Outcome::Speech => {
            let class = speech(sight, lexicon, head, &args, reach);
            let charge = class == Some(Plover::Accuse);
            Some(Act { charge, ..direct(class, 0.5) })
        }
    }
}

/// The nouns that a light verb may ask, the nearest first: its object, what stands behind "in",
/// "for", "behind", a gerund, and what a part is taken in ("had a hand in the raid").
fn objects_of_light_verb<'s>(
    sight: &'s Sight<'_>,
    head: usize,
    args: &Args,
) -> impl Iterator<Item = usize> + 's {
    let doc = sight.doc;
    let behind = move |token, word| crate::args::behind(doc, token, word);
    let gerund = doc
        .children(head)
        .filter(|&c| doc.dep(c) == Dep::Prep)
        .find_map(|p| doc.child(p, Dep::Pcomp));
    let part = args.done.filter(|&d| {
        matches!(&*sight.lemma(d), "hand" | "part" | "role" | "share" | "responsibility")
    });
    let shared = part.and_then(|p| behind(p, "in").or_else(|| behind(p, "for")));
    args.done
        .into_iter()
        .chain(["in", "for", "behind"].into_iter().filter_map(move |w| behind(head, w)))
        .chain(gerund)
        .chain(shared)
}

/// What an order, a statement or a letter says: "signed an order to evacuate", "issued a statement
/// urging", "it was the guards who fled".
fn telling(sight: &Sight<'_>, head: usize) -> Option<usize> {
    let doc = sight.doc;
    let object = doc.child_of(head, &[Dep::Dobj, Dep::Nsubjpass]);
    let said = |&c: &usize| doc.dep(c) == Dep::Acl && doc.tokens[c].tag == Tag::Vbg;
    sight.purposes(head).next().or_else(|| doc.children(object?).find(said))
}

/// What "to be" says of its subject: an adjective, a gerund behind a preposition ("is back to
/// using"), an infinitive ("their answer was to burn it"), the noun of "there was shooting", the
/// clause of "it was the guards who fled".
fn predicates<'s>(sight: &'s Sight<'_>, head: usize) -> impl Iterator<Item = usize> + 's {
    let doc = sight.doc;
    let gerund = doc
        .children(head)
        .filter(|&c| doc.dep(c) == Dep::Prep)
        .filter_map(|p| doc.child(p, Dep::Pcomp));
    let there = doc.child(head, Dep::Expl).is_some();
    let it = doc.child(head, Dep::Nsubj).is_some_and(|s| &*sight.lemma(s) == "it");
    let nouns = move || doc.children(head).filter(|&c| doc.dep(c) == Dep::Attr);
    let named = nouns().filter(move |_| there);
    let split = nouns()
        .filter(move |_| it)
        .chain(doc.children(head).filter(move |_| it))
        .flat_map(|n| doc.children(n).chain(std::iter::once(n)))
        .filter(|&c| doc.dep(c) == Dep::Relcl);
    doc.children(head)
        .filter(|&c| matches!(doc.dep(c), Dep::Acomp | Dep::Oprd | Dep::Xcomp))
        .chain(gerund)
        .chain(named)
        .chain(split)
}

/// The act of a complement or of a light verb's noun, as the act of the verb above it.
fn through(sight: &Sight<'_>, head: usize, args: Args, inner: &Act) -> Act {
    let doc = sight.doc;
    let because = format!(
        "\u{201c}{}\u{201d} with \u{201c}{}\u{201d}",
        doc.word(head),
        doc.word(inner.decided)
    );
    Act { head, args, because, score: inner.score * 0.95, ..inner.clone() }
}

/// What a class becomes when it is only promised.
pub fn promised(class: Plover) -> Plover {
    match class {
        Plover::Reject | Plover::Accuse | Plover::Request | Plover::Threaten => class,
        _ if class.quad() == Quad::MaterialConflict => Plover::Threaten,
        _ => Plover::Agree,
    }
}

/// Telling is an act of its own class where what is told is a duty, a promise or a charge.
fn speech(
    sight: &Sight<'_>,
    lexicon: &Lexicon,
    head: usize,
    args: &Args,
    reach: usize,
) -> Option<Plover> {
    let told = sight.complement(head)?;
    let ordered =
        sight.doc.children(told).any(|c| sight.doc.dep(c) == Dep::Aux && sight.doc.word(c) == "to");
    if sight.must(told) || (ordered && args.done.is_some()) {
        return Some(Plover::Request);
    }
    let Some(inner) = read(sight, lexicon, told, reach) else {
        let to_somebody = args.done.is_some() || args.dative.is_some();
        let own = same_speaker(sight, args.doer, own_subject(sight.doc, told));
        return (to_somebody && own && sight.future(told)).then_some(Plover::Agree);
    };
    let own = same_speaker(sight, args.doer, inner.args.doer.or(inner.args.done));
    let class = inner.class?;
    if sight.future(told) {
        return own.then(|| promised(class));
    }
    let hostile = class.quad() == Quad::MaterialConflict || class == Plover::Threaten;
    let charge = hostile && !own && inner.args.doer.is_some();
    let negated = sight.negated(told);
    (charge && !negated).then_some(Plover::Accuse)
}

/// Whether the subject of what is told is the teller: a pronoun, nothing, or the same name.
fn same_speaker(sight: &Sight<'_>, teller: Option<usize>, told: Option<usize>) -> bool {
    let (Some(teller), Some(told)) = (teller, told) else { return true };
    sight.doc.pos(told) == Pos::Pron || sight.lemma(teller) == sight.lemma(told)
}
