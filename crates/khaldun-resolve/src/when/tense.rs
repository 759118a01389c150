//! Whether the clause around a time expression looks ahead.

use super::grammar::Words;
use khaldun_language::{Dep, Doc, Pos};

/// "will meet on Friday", "is due in June", "plans to vote next March": true.
pub(super) fn looks_ahead(words: Words<'_>, at: usize) -> bool {
    // "due to end on 31 December": the parser takes "due to" for a preposition.
    let clause =
        (1..=5).map_while(|n| at.checked_sub(n)).take_while(|i| !words.is(*i, &[",", ".", ";"]));
    let due = ["due", "scheduled", "slated", "expected", "planned"];
    if clause.into_iter().any(|i| words.is(i, &due) && words.is(i + 1, &["to", "for", "on", "in"]))
    {
        return true;
    }
    let Some((doc, token)) = words.doc.zip(words.token(at)) else { return false };
    let verb =
        doc.ancestors(token).find(|&a| matches!(doc.pos(a), Pos::Verb | Pos::Aux | Pos::Adj));
    verb.is_some_and(|v| verb_looks_ahead(doc, v))
}

const PLANS: &[&str] = &[
    "schedule", "due", "expect", "plan", "set", "slate", "intend", "hope", "propose", "likely",
    "want", "promise",
];

fn verb_looks_ahead(doc: &Doc, verb: usize) -> bool {
    let will = |c: usize| {
        doc.dep(c) == Dep::Aux
            && matches!(doc.lemma(c).to_lowercase().as_str(), "will" | "shall" | "'ll" | "’ll")
    };
    if doc.children(verb).any(will) {
        return true;
    }
    let due =
        |c: usize| doc.dep(c) == Dep::Acomp && matches!(doc.lemma(c), "due" | "likely" | "ready");
    if doc.children(verb).any(due) {
        return true;
    }
    let plans = |v: usize| PLANS.contains(&doc.lemma(v).to_lowercase().as_str());
    if plans(verb) && doc.tokens[verb].tag != khaldun_language::Tag::Vbd {
        return true;
    }
    // "plans to vote": an infinitive below a verb of planning.
    let to = doc.children(verb).any(|c| doc.dep(c) == Dep::Aux && doc.lemma(c) == "to");
    to && doc.head(verb).is_some_and(plans)
}
