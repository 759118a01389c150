//! What could bear on a claim?
//!
//! *Reads* the claim's kind, its act and the words of its clause. *Why it matters:* a claim about a
//! strike is held against event records, one about a contract against documents, one about a habit
//! against a comparison over many events; a value judgement against nothing, and the report says so.
//!
//! | kind | bears on it |
//! |---|---|
//! | event | records; documents for aid, support, concessions and words without an act |
//! | pattern | records for force and its movement; documents for supply, pressure, silence; a test for what is spared or overlooked |
//! | state | records for tolls and for who stands where; documents otherwise; a test for "the first", "the only" |
//! | intent | documents for aims; nothing for thoughts |
//! | cause | documents; a test where something is compared or weighed |
//! | hypothetical | nothing; records for a flat prediction of force |
//! | judgement | nothing |
//!
//! *Known misreadings:* a state told with words of both sorts ("troops held by contract") goes to
//! records.

use crate::clause::Clause;
use khaldun_language::{Dep, Doc, Parsed};
use khaldun_model::{Check, Claim, Kind, Mentions, Plover, Quad, Unit};
use khaldun_text::Account;
use std::collections::BTreeMap;
use std::sync::LazyLock;

static WORDS: LazyLock<BTreeMap<&'static str, Vec<&'static str>>> = LazyLock::new(|| {
    include_str!("../../../../data/checks/words.tsv")
        .lines()
        .filter(|l| !l.starts_with('#'))
        .filter_map(|l| l.split_once('\t'))
        .flat_map(|(sort, words)| words.split_whitespace().map(move |w| (w, sort)))
        .fold(BTreeMap::new(), |mut all, (word, sort)| {
            all.entry(word).or_insert_with(Vec::new).push(sort);
            all
        })
});

/// Fills what could bear on each claim; `claims[i]` reads `clauses[i]`.
pub fn fill(
    _account: &Account,
    parsed: &Parsed,
    _mentions: &Mentions,
    clauses: &[Clause],
    claims: &mut [Claim],
) {
    for (clause, claim) in clauses.iter().zip(claims) {
        if let Some(doc) = &parsed.docs[clause.block] {
            claim.check = check(doc, clause, claim);
        }
    }
}

pub(crate) fn check(doc: &Doc, clause: &Clause, claim: &Claim) -> Check {
    let says = |sort: &str| clause.tokens.iter().any(|&t| tells(doc, t, sort));
    let act = claim.coding.as_ref().and_then(|c| c.action);
    match claim.kind {
        Kind::Judgement => Check::None,
        Kind::Event if act.is_none() => {
            let silent = claim.polarity == khaldun_model::Polarity::Denied;
            if silent || tells(doc, clause.head, "word") {
                Check::Documents
            } else {
                Check::Records
            }
        }
        Kind::Event => of_event(act),
        Kind::Pattern => match act {
            Some(Plover::Assault | Plover::Mobilize | Plover::Consult | Plover::Cooperate) => {
                Check::Records
            }
            None if tells(doc, clause.head, "omission") => Check::Test,
            _ => Check::Documents,
        },
        Kind::State => {
            let toll =
                claim.quantities.iter().any(|q| matches!(q.unit, Unit::Deaths | Unit::Injuries));
            if toll || says("toll") || says("presence") { Check::Records } else { Check::Documents }
        }
        Kind::Intent if says("motive") => Check::Documents,
        Kind::Intent if tells(doc, clause.head, "mind") => Check::None,
        Kind::Intent => Check::Documents,
        Kind::Cause if says("comparison") => Check::Test,
        Kind::Cause => Check::Documents,
        Kind::Hypothetical => {
            let will =
                doc.children(clause.head).any(|c| doc.dep(c) == Dep::Aux && doc.lemma(c) == "will");
            let force = act.is_some_and(|a| a.quad() == Quad::MaterialConflict);
            if will && force { Check::Records } else { Check::None }
        }
    }
}

fn of_event(act: Option<Plover>) -> Check {
    match act {
        None | Some(Plover::Aid | Plover::Support | Plover::Concede) => Check::Documents,
        Some(_) => Check::Records,
    }
}

fn tells(doc: &Doc, token: usize, sort: &str) -> bool {
    WORDS.get(doc.lemma(token)).is_some_and(|sorts| sorts.contains(&sort))
}
