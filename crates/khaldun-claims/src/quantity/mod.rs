//! How many?
//!
//! Reads the numbers of a clause with what they count and how firmly they are put ("at least",
//! "some", "dozens of"). Dates, ordinals and parts of names are no quantities.

mod number;

use crate::clause::Clause;
use khaldun_language::{Dep, Doc, EntityKind, Parsed, Pos};
use khaldun_model::{Claim, Figure, Mentions, Quantity, Unit};
use khaldun_text::{Account, Span};
use std::collections::BTreeMap;
use std::sync::LazyLock;

static SORTS: LazyLock<BTreeMap<(&'static str, &'static str), &'static str>> =
    LazyLock::new(|| {
        include_str!("../../../../data/quantities/words.tsv")
            .lines()
            .filter(|l| !l.starts_with('#'))
            .filter_map(|l| l.split_once('\t'))
            .filter_map(|(key, words)| Some((key.split_once(' ')?, words)))
            .flat_map(|((sort, part), words)| {
                words.split_whitespace().map(move |w| ((part, w), sort))
            })
            .collect()
    });

/// Fills the quantities of each claim; `claims[i]` reads `clauses[i]`.
pub fn fill(
    _account: &Account,
    parsed: &Parsed,
    mentions: &Mentions,
    clauses: &[Clause],
    claims: &mut [Claim],
) {
    let is_date = |span: Span| {
        let next = mentions.times.partition_point(|t| t.span.end <= span.start);
        mentions.times.get(next).is_some_and(|t| t.span.overlaps(span))
    };
    for (clause, claim) in clauses.iter().zip(claims) {
        let Some(doc) = &parsed.docs[clause.block] else { continue };
        let offset = parsed.offsets[clause.block];
        let by = claim.attribution.label();
        claim.quantities = in_clause(doc, clause)
            .into_iter()
            .map(|(span, figure, unit)| Quantity {
                span: span.shift(offset),
                unit,
                figure,
                by: by.clone(),
            })
            .filter(|q| !is_date(q.span))
            .collect();
    }
}

/// The quantities of one clause: span in the document's text, figure, unit.
fn in_clause(doc: &Doc, clause: &Clause) -> Vec<(Span, Figure, Unit)> {
    let mut found = Vec::new();
    let mut done = 0;
    for &token in &clause.tokens {
        if token < done || !starts(doc, token) {
            continue;
        }
        let run = run(doc, token);
        done = run.end;
        let words: Vec<&str> = run.clone().map(|t| doc.word(t)).collect();
        let Some(exact) = number::figure(&words) else { continue };
        let counted = counted(doc, &run);
        let Some(unit) = unit(doc, counted) else { continue };
        let figure = put(doc, run.start, exact);
        let noun = counted.max(run.end - 1);
        let from = hedge_start(doc, run.start);
        found.push((doc.span(from..noun + 1), figure, unit));
    }
    found
}

/// Whether a number begins at the token: a numeral, or "dozens", "hundreds" before "of".
fn starts(doc: &Doc, token: usize) -> bool {
    let entity = doc.tokens[token].entity.map(|e| e.kind);
    if matches!(entity, Some(EntityKind::Date | EntityKind::Time | EntityKind::Ordinal)) {
        return false;
    }
    let numeral = doc.pos(token) == Pos::Num && number::is_number(doc.word(token));
    let word = doc.word(token).to_lowercase();
    let loose = doc.pos(token) == Pos::Noun
        && match &*word {
            "dozens" | "scores" | "hundreds" | "thousands" | "tens" | "millions" => true,
            // "a dozen pupils"
            "dozen" | "hundred" | "thousand" => {
                matches!(doc.dep(token), Dep::Nummod | Dep::Quantmod | Dep::Amod | Dep::Compound)
            }
            _ => false,
        };
    // "5 May 1998": a day of a month, whatever the parser hangs it on.
    let next = doc.tokens.get(token + 1).map(|_| doc.word(token + 1));
    if next.is_some_and(|w| w.starts_with(char::is_uppercase) && crate::args::is_month(w)) {
        return false;
    }
    let part_of_name = matches!(doc.dep(token), Dep::Compound | Dep::Punct)
        && doc.head(token).is_some_and(|h| doc.pos(h) == Pos::Propn);
    (numeral || loose) && !part_of_name
}

/// The number words in a row from `token` on ("two hundred", "tens of thousands").
fn run(doc: &Doc, token: usize) -> std::ops::Range<usize> {
    let mut end = token + 1;
    while end < doc.tokens.len() {
        let of = doc.word(end) == "of"
            && doc.tokens.get(end + 1).is_some_and(|_| {
                matches!(&*doc.word(end + 1).to_lowercase(), "thousands" | "millions" | "hundreds")
            });
        // "twenty-six", which the tokeniser takes apart
        let hyphen = doc.word(end) == "-"
            && doc.tokens.get(end + 1).is_some_and(|_| number::is_number(doc.word(end + 1)));
        if of || hyphen {
            end += 2;
        } else if number::is_number(doc.word(end)) && matches!(doc.pos(end), Pos::Num | Pos::Noun) {
            end += 1;
        } else {
            break;
        }
    }
    token..end
}

/// The token that the number counts: the noun it stands before, the noun behind "of", itself where
/// it stands alone ("64 dead" and "over 100" included).
fn counted(doc: &Doc, run: &std::ops::Range<usize>) -> usize {
    let last = run.end - 1;
    if let Some(noun) = crate::args::behind(doc, last, "of").filter(|&n| n > last) {
        return noun;
    }
    let heads = run.clone().filter_map(|t| {
        matches!(
            doc.dep(t),
            Dep::Nummod | Dep::Quantmod | Dep::Compound | Dep::Amod | Dep::Det | Dep::Nmod
        )
        .then(|| doc.head(t))
        .flatten()
    });
    heads.filter(|h| !run.contains(h)).max().unwrap_or(last)
}

fn unit(doc: &Doc, counted: usize) -> Option<Unit> {
    let lemma = doc.lemma(counted).to_lowercase();
    let of_money = doc.tokens[counted].entity.is_some_and(|e| e.kind == EntityKind::Money);
    let sort = |part: &'static str, word: &str| {
        SORTS
            .range((part, "")..)
            .take_while(|((p, _), _)| *p == part)
            .find(|((_, w), _)| *w == word)
            .map(|(_, s)| *s)
    };
    let noun = sort("noun", &lemma);
    if of_money || noun == Some("money") {
        return Some(Unit::Money(lemma));
    }
    if noun == Some("ignored") {
        return None;
    }
    let adjective = || {
        let beside = doc.children(counted).chain(doc.tokens.get(counted + 1).map(|_| counted + 1));
        beside.into_iter().find_map(|t| sort("adjective", &doc.word(t).to_lowercase()))
    };
    let verb = || {
        let person = somebody(&lemma)
            || doc.pos(counted) == Pos::Num
            || number::is_number(doc.word(counted));
        let above =
            doc.ancestors(counted).find(|&a| matches!(doc.pos(a), Pos::Verb | Pos::Aux | Pos::Adj));
        let argument = matches!(
            doc.dep(counted),
            Dep::Nsubj | Dep::Nsubjpass | Dep::Dobj | Dep::Pobj | Dep::Conj | Dep::Attr | Dep::Root
        );
        let inside = doc.children(counted).find_map(|c| sort("verb", &doc.lemma(c).to_lowercase()));
        above
            .filter(|_| person && argument)
            .and_then(|a| {
                sort("verb", &doc.lemma(a).to_lowercase())
                    .or_else(|| sort("adjective", doc.lemma(a)))
            })
            .filter(|s| acted_on(doc, counted, s))
            .or(inside.filter(|_| person))
    };
    let harmed = verb().filter(|s| matches!(*s, "deaths" | "injuries"));
    let found = harmed.or(noun).or_else(adjective).or_else(verb);
    Some(match found {
        Some("deaths") => Unit::Deaths,
        Some("injuries") => Unit::Injuries,
        Some("captives") => Unit::Captives,
        Some("displaced") => Unit::Displaced,
        Some("strikes") => Unit::Strikes,
        _ => Unit::Other(lemma),
    })
}

/// Whether a noun counts people: one that is known to, or one formed like "docker" and "sailor".
fn somebody(lemma: &str) -> bool {
    let formed = |end: &str| lemma.len() > end.len() + 2 && lemma.ends_with(end);
    crate::action::people::is_person_noun(lemma)
        || ["er", "or", "ist", "ian", "man", "woman", "ee"].iter().any(|e| formed(e))
}

/// Whether the counted ones suffer the verb: they are its object or passive subject, or the subject
/// of dying, fleeing and the like.
fn acted_on(doc: &Doc, counted: usize, sort: &str) -> bool {
    let Some(verb) = doc.head(counted) else { return true };
    let subject = doc.dep(counted) == Dep::Nsubj;
    let intransitive = matches!(
        doc.lemma(verb),
        "die" | "perish" | "flee" | "drown" | "starve" | "disappear" | "be"
    );
    !subject || intransitive || doc.dep(counted) == Dep::Nsubjpass || sort == "displaced"
}

/// How firmly it is put, by the words before it.
fn put(doc: &Doc, start: usize, exact: Figure) -> Figure {
    let Figure::Exact(value) = exact else { return exact };
    let before: Vec<String> =
        (start.saturating_sub(3)..start).map(|t| doc.word(t).to_lowercase()).collect();
    let words = before.join(" ");
    let ends = |list: &[&str]| list.iter().any(|w| words.ends_with(w));
    let plus = doc.word(start).ends_with('+');
    if let Some(low) = between(doc, start) {
        return Figure::Range(low.min(value), value.max(low));
    }
    if plus
        || ends(&[
            "at least",
            "more than",
            "over",
            "no fewer than",
            "no less than",
            "not less than",
            "upwards of",
            "above",
            "well over",
            "minimum of",
        ])
    {
        Figure::AtLeast(value)
    } else if ends(&[
        "up to",
        "at most",
        "fewer than",
        "less than",
        "under",
        "as many as",
        "no more than",
        "not more than",
    ]) {
        Figure::AtMost(value)
    } else if ends(&[
        "about",
        "around",
        "some",
        "nearly",
        "almost",
        "roughly",
        "approximately",
        "estimated",
        "circa",
        "an estimated",
        "close to",
    ]) {
        Figure::About(value)
    } else {
        exact
    }
}

/// "between 30 and 40": the lower figure, asked from the higher.
fn between(doc: &Doc, start: usize) -> Option<f64> {
    if start < 3 || !matches!(doc.word(start - 1), "and" | "to") {
        return None;
    }
    let opens = doc.word(start - 3).eq_ignore_ascii_case("between")
        || doc.word(start - 3).eq_ignore_ascii_case("from");
    match number::figure(&[doc.word(start - 2)]).filter(|_| opens)? {
        Figure::Exact(low) => Some(low),
        _ => None,
    }
}

/// Where the words that qualify a number begin.
fn hedge_start(doc: &Doc, start: usize) -> usize {
    let single = |t: usize| {
        matches!(
            &*doc.word(t).to_lowercase(),
            "about"
                | "around"
                | "some"
                | "nearly"
                | "almost"
                | "roughly"
                | "approximately"
                | "over"
                | "under"
        )
    };
    let pair = |t: usize| {
        let words = format!("{} {}", doc.word(t - 1), doc.word(t)).to_lowercase();
        matches!(
            words.as_str(),
            "at least"
                | "more than"
                | "up to"
                | "at most"
                | "fewer than"
                | "less than"
                | "an estimated"
                | "upwards of"
        )
    };
    if start >= 2 && pair(start - 1) {
        start - 2
    } else if start >= 1 && single(start - 1) {
        start - 1
    } else {
        start
    }
}
