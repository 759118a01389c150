//! What was hit, where nobody was?
//!
//! "Saboteurs dynamited a pylon", "the raiders burned two lorries": an act of force on a thing whose
//! owner neither the clause nor the sides of the war give has the thing itself for a target, under the
//! account's own words. Towns and ground are where such acts happen, and weapons what they are done
//! with; they are no targets.

use super::Reader;
use super::naming::{own_words, shouted};
use crate::action::people::is_body_noun;
use crate::action::{Act, Roles};
use crate::clause::Clause;
use khaldun_language::{EntityKind, Pos};
use khaldun_model::{Claim, Kind, Party, Plover};

/// Nouns for ground, for what is fired, and for the deed and its outcome.
const NO_TARGET: [&str; 85] = [
    "advance",
    "area",
    "assault",
    "attack",
    "attempt",
    "battle",
    "beach",
    "blast",
    "bomb",
    "bombardment",
    "bombing",
    "border",
    "campaign",
    "capital",
    "casualty",
    "causeway",
    "city",
    "clash",
    "coast",
    "control",
    "countryside",
    "damage",
    "death",
    "defeat",
    "district",
    "east",
    "explosion",
    "explosive",
    "fight",
    "fighting",
    "fire",
    "front",
    "frontier",
    "gain",
    "gorge",
    "ground",
    "gun",
    "half",
    "height",
    "hill",
    "incident",
    "injury",
    "island",
    "land",
    "line",
    "loss",
    "massacre",
    "missile",
    "mortar",
    "most",
    "mountain",
    "murder",
    "neighborhood",
    "neighbourhood",
    "north",
    "offensive",
    "operation",
    "outskirts",
    "part",
    "pass",
    "peninsula",
    "place",
    "port",
    "position",
    "power",
    "province",
    "quarter",
    "raid",
    "region",
    "resistance",
    "ridge",
    "road",
    "rocket",
    "shelling",
    "shot",
    "side",
    "siege",
    "slope",
    "south",
    "strike",
    "territory",
    "town",
    "trench",
    "valley",
    "war",
];

/// Verbs of taking and holding: what they are about is ground, and whose it was is not told.
const TAKING: [&str; 19] = [
    "capture",
    "clear",
    "control",
    "cross",
    "defend",
    "enter",
    "hold",
    "liberate",
    "lose",
    "occupy",
    "overrun",
    "recapture",
    "regain",
    "retake",
    "retook",
    "secure",
    "seize",
    "take",
    "win",
];

/// Fills the target of acts of force that have none; `acts[i]` and `claims[i]` read `clauses[i]`.
pub(super) fn fill(
    readers: &[Option<Reader<'_>>],
    clauses: &[Clause],
    acts: &[Option<Act>],
    claims: &mut [Claim],
) {
    for i in 0..claims.len() {
        let (Some(reader), Some(act)) = (&readers[clauses[i].block], &acts[i]) else { continue };
        let told = matches!(claims[i].kind, Kind::Event | Kind::Pattern);
        let force = matches!(act.class, Some(Plover::Assault));
        let taken = matches!(act.roles, Roles::Thing | Roles::Swapped);
        let taken = taken || TAKING.binary_search(&reader.doc.lemma(act.decided)).is_ok();
        if !told || !force || taken || act.charge || !claims[i].target.is_empty() {
            continue;
        }
        if let Some(thing) = reader.arguments(&clauses[i], Some(act), told).done {
            claims[i].target.extend(reader.thing(thing));
        }
    }
}

impl Reader<'_> {
    /// A thing under the account's own words for it.
    fn thing(&self, token: usize) -> Option<Party> {
        let doc = self.doc;
        let lemma = doc.lemma(token).to_lowercase();
        let phrase = self.discourse.at(self.block, token);
        let plain = phrase.is_none_or(|p| p.who.iter().all(|w| w.unknown));
        let timed = doc.tokens[token]
            .entity
            .is_some_and(|e| matches!(e.kind, EntityKind::Date | EntityKind::Time));
        let common = doc.pos(token) == Pos::Noun
            || shouted(doc, token)
                && doc.tokens[token].entity.is_none_or(|e| {
                    !matches!(e.kind, EntityKind::Person | EntityKind::Gpe | EntityKind::Loc)
                });
        let named = !common || NO_TARGET.binary_search(&&*lemma).is_ok();
        if !plain || named || timed {
            return None;
        }
        let party = |name: String, because: &str| Party {
            name,
            id: None,
            span: phrase.map(|p| p.span),
            because: because.to_owned(),
        };
        if matches!(&*lemma, "dozen" | "hundred" | "score" | "thousand") {
            return Some(party("civilians".to_owned(), "people counted"));
        }
        // "a police station": a body's.
        let before = token
            .checked_sub(1)
            .filter(|&t| doc.head(t) == Some(token) && is_body_noun(&doc.lemma(t).to_lowercase()));
        if let Some(body) = before {
            return Some(party(doc.lemma(body).to_lowercase(), "the body whose it is"));
        }
        Some(party(own_words(doc, token), Party::THING))
    }
}
