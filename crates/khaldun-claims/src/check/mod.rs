//! What could bear on a claim?
//!
//! *Reads* the claim's kind, its act and the words of its clause. *Why it matters:* a claim about a
//! strike is held against event records, one about a contract against documents, one about a habit
//! against a comparison over many events; a value judgement against nothing, and the report says so.
//!
//! | kind | bears on it |
//! |---|---|
//! | event | records; documents for aid, support, concessions and what is none of the acts that sets record, unless it tells its day, names troops, fighting or the dead, or claims a deed |
//! | pattern | records for force and its movement; documents for supply, pressure, silence; a test for what is spared or overlooked |
//! | state | records for tolls and for who stands where; documents otherwise; a test for "the first", "the only" |
//! | intent | documents for aims; nothing for thoughts |
//! | cause | documents; a test where something is compared or weighed |
//! | hypothetical | nothing; records for what is told for a day, and for a flat prediction of force; documents for what is arranged |
//! | judgement | nothing |
//!
//! *Known misreadings:* a state told with words of both sorts ("troops held by contract") goes to
//! records.

use crate::clause::{Clause, Role};
use khaldun_language::{Dep, Doc, EntityKind, Parsed};
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
    let dated = clause.tokens.iter().any(|&t| day(doc, t));
    match claim.kind {
        Kind::Judgement => Check::None,
        Kind::Event if act.is_none() => {
            let word = tells(doc, clause.head, "word");
            let owned =
                doc.lemma(clause.head) == "claim" && doc.child(clause.head, Dep::Dobj).is_some();
            let listed = says("toll") || says("presence") || dated || owned;
            if listed && !word { Check::Records } else { Check::Documents }
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
            // What something is called or equated with is written somewhere; where troops stand is seen.
            let seen = says("presence") && (dated || !equates(doc, clause));
            if toll || says("toll") || seen { Check::Records } else { Check::Documents }
        }
        Kind::Intent if says("motive") => Check::Documents,
        Kind::Intent if tells(doc, clause.head, "mind") => Check::None,
        Kind::Intent => Check::Documents,
        Kind::Cause if says("comparison") => Check::Test,
        Kind::Cause => Check::Documents,
        Kind::Hypothetical => {
            let helper = |word: &str| {
                doc.children(clause.head).any(|c| doc.dep(c) == Dep::Aux && doc.lemma(c) == word)
            };
            let force = act.is_some_and(|a| a.quad() == Quad::MaterialConflict);
            let arranged = claim.reasons.iter().any(|r| r.saw.starts_with("still to come"));
            let flat = arranged || helper("will") || helper("would") && !helper("have");
            match (flat && dated || helper("will") && force, arranged) {
                (true, _) => Check::Records,
                (_, true) => Check::Documents,
                _ => Check::None,
            }
        }
    }
}

fn of_event(act: Option<Plover>) -> Check {
    match act {
        None | Some(Plover::Aid | Plover::Support | Plover::Concede) => Check::Documents,
        Some(_) => Check::Records,
    }
}

/// Whether a clause says what something is, by "be" or by an apposition.
fn equates(doc: &Doc, clause: &Clause) -> bool {
    clause.role == Role::Apposition
        || doc.lemma(clause.head) == "be" && doc.child(clause.head, Dep::Attr).is_some()
}

/// Whether a token is part of a date or a time of day.
fn day(doc: &Doc, token: usize) -> bool {
    let kind = doc.tokens[token].entity.map(|e| e.kind);
    matches!(kind, Some(EntityKind::Date | EntityKind::Time))
}

fn tells(doc: &Doc, token: usize, sort: &str) -> bool {
    WORDS.get(doc.lemma(token)).is_some_and(|sorts| sorts.contains(&sort))
}
