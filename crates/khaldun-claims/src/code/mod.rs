//! Which act does a sentence report between two parties?
//!
//! Every predicate and every noun that names an act is read; the one that stands highest in the
//! sentence and whose arguments are the parties asked about is the answer.

use crate::action::{Act, Lexicon, Sight, act, context, mode, promised};
use khaldun_language::{Dep, Doc, Pos};
use khaldun_model::{Coding, Plover, Polarity, Quad};

/// A coded sentence.
#[derive(Clone, Debug, PartialEq)]
pub struct Coded {
    /// The class with mode and context.
    pub coding: Coding,
    /// Whether the sentence says that it was so.
    pub polarity: Polarity,
}

/// Codes one parsed sentence, given the words of its source and target where they are known.
pub fn sentence(doc: &Doc, lexicon: &Lexicon, source: Option<&str>, target: Option<&str>) -> Coded {
    let sight = Sight::of(doc);
    let parties = Parties { source: tokens_of(doc, source), target: tokens_of(doc, target) };
    let mut best: Option<(f64, Act)> = None;
    for token in 0..doc.tokens.len() {
        if matches!(doc.dep(token), Dep::Compound | Dep::Amod | Dep::Nmod) || unreal(&sight, token)
        {
            continue;
        }
        let Some(found) = act(&sight, lexicon, token) else { continue };
        let Some(found) = bent(&sight, found) else { continue };
        let weight = parties.weight(&sight, &found);
        if best.as_ref().is_none_or(|(w, _)| weight > *w) {
            best = Some((weight, found));
        }
    }
    coded(&sight, lexicon, best)
}

fn coded(sight: &Sight<'_>, lexicon: &Lexicon, best: Option<(f64, Act)>) -> Coded {
    let all: Vec<usize> = (0..sight.doc.tokens.len()).collect();
    let context = context(sight, lexicon, &all);
    let Some((weight, act)) = best else {
        let because = "no word of the lexicon".to_owned();
        let coding = Coding { action: None, mode: None, context, because, score: 0.0 };
        return Coded { coding, polarity: Polarity::Affirmed };
    };
    let near: Vec<usize> = sight.below(act.head).collect();
    let polarity = if sight.negated(act.head) { Polarity::Denied } else { Polarity::Affirmed };
    let coding = Coding {
        action: act.class,
        mode: act.class.and_then(|c| mode(sight, lexicon, c, &near)),
        context,
        because: act.because,
        score: (weight / 4.0).clamp(0.05, 0.99),
    };
    Coded { coding, polarity }
}

/// What is to come is promised or threatened; what is told to be a duty is asked for.
fn bent(sight: &Sight<'_>, mut act: Act) -> Option<Act> {
    let Some(class) = act.class else {
        return (act.score > 0.55).then_some(act);
    };
    let doc = sight.doc;
    if sight.negated(act.head) && withheld(class) {
        act.class = Some(Plover::Reject);
        act.because.push_str(", withheld");
        return Some(act);
    }
    let future = sight.future(act.head);
    if future && matches!(doc.pos(act.head), Pos::Verb | Pos::Aux) {
        let unless = sight.below(act.head).any(|t| sight.lemma(t) == "unless");
        act.class = Some(if unless { Plover::Threaten } else { promised(class) });
        act.because.push_str(", still to come");
    } else if sight.must(act.head) {
        act.class = Some(Plover::Request);
        act.because.push_str(", demanded");
    }
    Some(act)
}

/// Whether not doing it is a refusal.
fn withheld(class: Plover) -> bool {
    use Plover::{Agree, Aid, Concede, Cooperate, Support};
    matches!(class, Agree | Aid | Concede | Cooperate | Support)
}

/// Whether a predicate is only wished for, weighed or talked about.
fn unreal(sight: &Sight<'_>, token: usize) -> bool {
    const WEIGHING: [&str; 10] = [
        "consider",
        "contemplate",
        "expect",
        "explore",
        "hope",
        "mull",
        "ponder",
        "want",
        "weigh",
        "wish",
    ];
    matches!(sight.doc.dep(token), Dep::Xcomp | Dep::Ccomp | Dep::Pcomp)
        && sight
            .doc
            .ancestors(token)
            .take(3)
            .any(|a| WEIGHING.binary_search(&&*sight.lemma(a)).is_ok())
}

/// The tokens of the two parties asked about.
struct Parties {
    source: Vec<usize>,
    target: Vec<usize>,
}

impl Parties {
    /// How well an act answers the question.
    fn weight(&self, sight: &Sight<'_>, act: &Act) -> f64 {
        let mut weight = standing(sight, act.head) + act.score;
        let doers = phrase(sight, act.args.doer.map(|d| told_by(sight, act.head, d)));
        let done: Vec<usize> = sight.below(act.head).filter(|t| !doers.contains(t)).collect();
        if act.charge && !hit(&self.source, &doers) {
            weight -= 1.0;
        }
        if hit(&self.source, &doers) {
            weight += 1.2;
        } else if hit(&self.source, &done) {
            weight -= 0.2;
        }
        if hit(&self.target, &done) {
            weight += 0.6;
        } else if hit(&self.target, &doers) {
            weight -= 0.2;
        }
        let violent = act.class.is_some_and(|c| c.quad() == Quad::MaterialConflict);
        weight + if violent { 0.1 } else { 0.0 }
    }
}

/// How high a predicate stands in its sentence.
fn standing(sight: &Sight<'_>, head: usize) -> f64 {
    let doc = sight.doc;
    let verbal = matches!(doc.pos(head), Pos::Verb | Pos::Aux);
    let own = match doc.dep(head) {
        Dep::Root => 1.0,
        Dep::Ccomp | Dep::Parataxis => 0.8,
        Dep::Conj => 0.8,
        Dep::Advcl => 0.5,
        Dep::Xcomp => 0.3,
        Dep::Relcl | Dep::Acl => 0.2,
        Dep::Acomp | Dep::Attr => 0.7,
        _ if verbal => 0.3,
        Dep::Nsubj | Dep::Nsubjpass | Dep::Dobj => 0.1,
        _ => 0.0,
    };
    let depth = doc.ancestors(head).filter(|&a| !matches!(doc.dep(a), Dep::Root)).count();
    own - 0.15 * depth as f64 + if verbal { 0.3 } else { 0.0 }
}

/// The subject of what is told is the teller where it is a pronoun ("X said it will …").
fn told_by(sight: &Sight<'_>, head: usize, doer: usize) -> usize {
    let doc = sight.doc;
    if doc.pos(doer) != Pos::Pron {
        return doer;
    }
    let teller = |v: usize| crate::args::args(doc, v).doer.filter(|&d| d != doer);
    doc.ancestors(head)
        .filter(|&v| matches!(doc.pos(v), Pos::Verb))
        .find_map(teller)
        .unwrap_or(doer)
}

fn phrase(sight: &Sight<'_>, head: Option<usize>) -> Vec<usize> {
    head.into_iter().flat_map(|h| sight.below(h)).collect()
}

fn hit(party: &[usize], tokens: &[usize]) -> bool {
    party.iter().any(|p| tokens.contains(p))
}

/// The tokens that a party's words cover: where the words stand as they are, else each of its
/// telling words where it stands first.
fn tokens_of(doc: &Doc, party: Option<&str>) -> Vec<usize> {
    let mut found = Vec::new();
    let lower = doc.text.to_lowercase();
    for name in party.into_iter().flat_map(|p| p.split(';')).map(str::trim) {
        let name = name.to_lowercase();
        match lower.find(&name).filter(|_| lower.len() == doc.text.len() && !name.is_empty()) {
            Some(at) => {
                found.extend(doc.tokens_in(khaldun_text::Span::new(at, at + name.len())));
            }
            None => {
                found.extend(name.split_whitespace().filter(|w| w.len() > 3).filter_map(|w| {
                    (0..doc.tokens.len()).find(|&t| doc.word(t).to_lowercase() == w)
                }));
            }
        }
    }
    found
}
