//! What does a claim show of where and when it is set?

use super::tense::tense;
use crate::clause::Clause;
use crate::lexicon::{self, Class};
use khaldun_language::{Parsed, Pos};
use khaldun_model::{Claim, Kind, Plover, Polarity, Unit};

/// The signs of a claim itself: what it tells, in which tense, how it hangs in its sentence.
pub(super) fn signs(parsed: &Parsed, clause: &Clause, claim: &Claim) -> Vec<String> {
    let act = claim.coding.as_ref().and_then(|c| c.action);
    let mut out = vec![
        claim.kind.as_str().to_owned(),
        act.map_or("no act".to_owned(), |a| a.as_str().to_lowercase()),
        format!("{:?}", clause.role).to_lowercase(),
    ];
    if let Some(doc) = &parsed.docs[clause.block] {
        if clause.subject.is_some_and(|t| doc.pos(t) == Pos::Pron) {
            out.push("of a pronoun".to_owned());
        }
        if matches!(claim.kind, Kind::Event | Kind::Pattern) && force(claim) {
            out.push(format!("{} of force", claim.kind.as_str()));
        }
        out.push(format!("{:?}", tense(doc, clause.head)).to_lowercase());
        if lexicon::marks(doc.lemma(clause.head)).any(&[Class::Say, Class::Act, Class::Think]) {
            out.push("speech".to_owned());
        }
    }
    if !claim.attribution.chain.is_empty() {
        out.push("voiced".to_owned());
    }
    if claim.polarity == Polarity::Denied {
        out.push("denied".to_owned());
    }
    if claim.quantities.iter().any(|q| matches!(q.unit, Unit::Deaths | Unit::Injuries)) {
        out.push("toll".to_owned());
    }
    out
}

/// The sentence of a clause: its block, and the token that opens it.
pub(super) fn sentence(parsed: &Parsed, clause: &Clause) -> (usize, usize) {
    let opens = parsed.docs[clause.block].as_ref().map_or(0, |doc| {
        (0..=clause.head).rev().find(|&t| t == 0 || doc.tokens[t].sent_start).unwrap_or(0)
    });
    (clause.block, opens)
}

/// Whether a claim tells of force or of forces moving.
pub(super) fn force(claim: &Claim) -> bool {
    use Plover::{Assault, Coerce, Mobilize, Protest, Retreat};
    let act = claim.coding.as_ref().and_then(|c| c.action);
    matches!(act, Some(Assault | Coerce | Mobilize | Retreat | Protest))
}
