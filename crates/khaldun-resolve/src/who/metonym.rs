use super::reading::Reading;
use khaldun_language::{Dep, Doc, Pos};
use std::ops::Range;

/// Whether a capital or a country's name stands for its government.
///
/// *What it reads:* the place of the name in the sentence. A subject of a verb of saying, deciding or
/// doing, the agent of a passive, the one who is accused, asked, paid or met, and an owner of a
/// decision, a troop or a statement act; what follows "in", "at", "from", "near", "to" is a place, and
/// so is the subject of verbs that tell what befalls towns (`data/actors/place_verbs.csv`).
///
/// *Example:* "Ankara rejected the report" (actor); "shells fell in Ankara" (place).
///
/// *Known misreadings:* "Kabul was quiet" and "Kabul was defiant" look alike.
pub(super) fn acts(reading: &Reading<'_>, n: usize, words: Range<usize>) -> bool {
    let block = &reading.blocks[n];
    let (Some(doc), Some(token)) = (block.doc, block.token(words.end - 1)) else { return false };
    acts_as(reading, doc, token, 0)
}

/// Whether a country's name is a party: nearly everywhere but after a preposition of place.
pub(super) fn state(reading: &Reading<'_>, n: usize, words: Range<usize>) -> bool {
    let block = &reading.blocks[n];
    let (Some(doc), Some(token)) = (block.doc, block.token(words.end - 1)) else { return false };
    let mut at = token;
    while doc.dep(at) == Dep::Conj
        && let Some(head) = doc.head(at)
    {
        at = head;
    }
    let subject =
        matches!(doc.dep(at), Dep::Nsubj | Dep::Nsubjpass | Dep::Dobj | Dep::Dative | Dep::Attr);
    let verb = doc.head(at).map_or("", |h| doc.lemma(h));
    let entered = matches!(
        verb,
        "enter"
            | "leave"
            | "reach"
            | "cross"
            | "visit"
            | "flee"
            | "invade"
            | "occupy"
            | "quit"
            | "hit"
            | "shell"
            | "bomb"
            | "strike"
    );
    subject && !(entered && doc.dep(at) == Dep::Dobj) || acts_as(reading, doc, token, 0)
}

/// "The French" for France: an adjective with its article and without a noun.
pub(super) fn nation(reading: &Reading<'_>, n: usize, words: Range<usize>) -> bool {
    let block = &reading.blocks[n];
    let article = words.start.checked_sub(1).is_some_and(|b| block.words[b].folded == "the");
    let (Some(doc), Some(token)) = (block.doc, block.token(words.end - 1)) else { return false };
    let party =
        matches!(doc.dep(token), Dep::Nsubj | Dep::Nsubjpass | Dep::Dobj | Dep::Pobj | Dep::Dative);
    article && party
}

fn acts_as(reading: &Reading<'_>, doc: &Doc, token: usize, depth: usize) -> bool {
    let Some(head) = doc.head(token) else { return false };
    let verb = |v: usize| matches!(doc.pos(v), Pos::Verb | Pos::Aux);
    match doc.dep(token) {
        Dep::Nsubj => verb(head) && !reading.lexicon.is_place_verb(doc.lemma(head)),
        Dep::Nsubjpass => is_addressed(doc.lemma(head)),
        Dep::Dobj | Dep::Dative => is_addressed(doc.lemma(head)),
        Dep::Pobj => preposition(doc, token, head),
        Dep::Poss => owns(reading, doc, head),
        Dep::Conj if depth < 4 => acts_as(reading, doc, head, depth + 1),
        Dep::Appos => false,
        _ => false,
    }
}

/// Verbs whose object or passive subject is a party, not a place.
fn is_addressed(lemma: &str) -> bool {
    const VERBS: &[&str] = &[
        "accuse",
        "blame",
        "criticise",
        "criticize",
        "condemn",
        "warn",
        "urge",
        "ask",
        "tell",
        "inform",
        "pay",
        "arm",
        "support",
        "back",
        "fund",
        "supply",
        "sue",
        "sanction",
        "thank",
        "praise",
        "persuade",
        "press",
        "pressure",
        "threaten",
        "demand",
        "convince",
        "allow",
        "anger",
        "deny",
        "invite",
        "suspect",
        "join",
        "fight",
        "oppose",
    ];
    VERBS.contains(&lemma)
}

fn preposition(doc: &Doc, token: usize, head: usize) -> bool {
    let Some(governor) = doc.head(head) else { return false };
    match (doc.dep(head), doc.word(head).to_lowercase().as_str()) {
        (Dep::Agent, _) => true,
        (_, "by") => matches!(doc.pos(governor), Pos::Verb) && doc.lemma(governor) != "pass",
        (_, "with" | "against") => {
            const ACTS: &[&str] = &[
                "sign",
                "agree",
                "agreement",
                "talk",
                "negotiate",
                "side",
                "war",
                "deal",
                "truce",
                "ally",
                "alliance",
                "fight",
                "break",
                "cooperate",
                "sanction",
                "treaty",
                "pact",
                "meet",
            ];
            ACTS.contains(&doc.lemma(governor).to_lowercase().as_str())
        }
        (_, "to") => {
            const GIVES: &[&str] = &[
                "loyal", "deny", "appeal", "complain", "hand", "sell", "answer", "report",
                "pledge", "promise", "concede",
            ];
            GIVES.contains(&doc.lemma(governor).to_lowercase().as_str())
        }
        (_, "between") => {
            let ties =
                ["war", "truce", "talk", "agreement", "deal", "treaty", "relation", "tension"];
            ties.contains(&doc.lemma(governor).to_lowercase().as_str())
        }
        (_, "according") => true,
        _ => {
            // "according to Tripoli", "on behalf of Kabul".
            doc.word(governor).eq_ignore_ascii_case("according") || doc.word(token).is_empty()
        }
    }
}

/// "Ankara's decision" acts; "Aleppo's suburbs" does not.
fn owns(reading: &Reading<'_>, doc: &Doc, owned: usize) -> bool {
    const DEEDS: &[&str] = &[
        "decision",
        "policy",
        "claim",
        "denial",
        "ally",
        "army",
        "force",
        "troop",
        "soldier",
        "statement",
        "offer",
        "support",
        "demand",
        "refusal",
        "involvement",
        "role",
        "campaign",
        "offensive",
        "warning",
        "promise",
        "war",
        "air",
        "jet",
        "warplane",
        "weapon",
        "proxy",
        "drone",
        "government",
        "plan",
        "intervention",
        "operation",
        "position",
    ];
    let lemma = doc.lemma(owned).to_lowercase();
    DEEDS.contains(&lemma.as_str())
        || reading.lexicon.head(&doc.word(owned).to_lowercase()).is_some()
}

/// Palaces and ministries' streets act unless something happens in or outside them.
pub(super) fn palace(reading: &Reading<'_>, n: usize, words: Range<usize>) -> bool {
    let block = &reading.blocks[n];
    let mut before = block.words[..words.start].iter().rev().filter(|w| w.folded != "the");
    let place = [
        "in", "at", "outside", "near", "inside", "around", "entered", "stormed", "left", "shelled",
    ];
    !before.next().is_some_and(|w| place.contains(&w.folded.as_str()))
}
