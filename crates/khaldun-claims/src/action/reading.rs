//! Which act does a predicate name?

use super::lexicon::{Frame, Lexicon, Outcome, Part, Roles};
use super::sight::Sight;
use crate::args::{Args, args};
use khaldun_language::{Dep, Pos};
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
    };
    let sure = 0.6 + 0.1 * frame.when.len().min(3) as f64;
    match frame.outcome {
        Outcome::Class(class) => Some(direct(Some(class), sure)),
        Outcome::Nothing => Some(direct(None, 0.5)),
        Outcome::Object => {
            let noun = object_of_light_verb(sight, head, &args)?;
            let inner = sight.heads(noun).find_map(|n| read(sight, lexicon, n, reach))?;
            inner.class?;
            Some(through(sight, head, args, &inner))
        }
        Outcome::Complement => {
            let inner = read(sight, lexicon, sight.complement(head)?, reach)?;
            inner.class?;
            Some(through(sight, head, args, &inner))
        }
        Outcome::Promise => {
            let inner = read(sight, lexicon, sight.complement(head)?, reach);
            let class = inner.as_ref().and_then(|i| i.class).map_or(Plover::Agree, promised);
            Some(direct(Some(class), sure))
        }
        Outcome::Speech => Some(direct(speech(sight, lexicon, head, &args, reach), 0.5)),
    }
}

fn object_of_light_verb(sight: &Sight<'_>, head: usize, args: &Args) -> Option<usize> {
    args.done.or_else(|| crate::args::behind(sight.doc, head, "in"))
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
        Plover::Retreat | Plover::Concede => Plover::Concede,
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
    let inner = read(sight, lexicon, told, reach)?;
    let own = same_speaker(sight, args.doer, inner.args.doer.or(inner.args.done));
    let class = inner.class?;
    if sight.future(told) {
        return own.then(|| promised(class));
    }
    let charge = class.quad() == Quad::MaterialConflict && !own && inner.args.doer.is_some();
    let negated = sight.negated(told);
    (charge && !negated).then_some(Plover::Accuse)
}

/// Whether the subject of what is told is the teller: a pronoun, nothing, or the same name.
fn same_speaker(sight: &Sight<'_>, teller: Option<usize>, told: Option<usize>) -> bool {
    let (Some(teller), Some(told)) = (teller, told) else { return true };
    sight.doc.pos(told) == Pos::Pron || sight.lemma(teller) == sight.lemma(told)
}
