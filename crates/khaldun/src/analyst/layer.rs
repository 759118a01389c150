//! What stands: the fold of all decisions that were not taken back.

use super::{Anchor, Credibility, Deed, Entry, Field, Log, Rating, Reliability, Value};
use std::collections::BTreeMap;

/// What an analyst has said, as it stands now.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Layer {
    /// By claim.
    pub claims: BTreeMap<Anchor, Decided>,
    /// Claims that were split, with their parts.
    pub splits: BTreeMap<Anchor, (u64, Vec<Anchor>)>,
    /// Stretches that several claims were merged into, with those claims.
    pub merges: BTreeMap<Anchor, (u64, Vec<Anchor>)>,
    /// Hypotheses, in the order in which they were put up.
    pub hypotheses: Vec<Hypothesis>,
    /// Grades of voices.
    pub voices: BTreeMap<String, Marked<Reliability>>,
}

/// Something decided, and the number of the decision.
#[derive(Clone, Debug, PartialEq)]
pub struct Marked<T> {
    /// The number of the decision.
    pub n: u64,
    /// What was decided.
    pub value: T,
}

/// A hypothesis with the claims rated for or against it.
#[derive(Clone, Debug, PartialEq)]
pub struct Hypothesis {
    /// Its id.
    pub id: String,
    /// What it says.
    pub text: String,
    /// How claims stand to it.
    pub ratings: BTreeMap<Anchor, Marked<Rating>>,
}

/// What was decided on one claim.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Decided {
    /// Accepted or rejected, the later of the two.
    pub stood: Option<Marked<Stood>>,
    /// Parts of the reading set by hand.
    pub values: BTreeMap<Field, Marked<Value>>,
    /// The remark.
    pub note: Option<Marked<String>>,
    /// Rows marked right or wrong, by set and id.
    pub rows: BTreeMap<(String, String), Marked<bool>>,
    /// How far it can be believed.
    pub credibility: Option<Marked<Credibility>>,
}

/// Accepted or rejected, and which reading.
#[derive(Clone, Debug, PartialEq)]
pub struct Stood {
    /// Which of the two.
    pub stand: Stand,
    /// SHA-256 of the reading.
    pub reading: String,
    /// Why; may be empty.
    pub why: String,
}

/// Accepted or rejected.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Stand {
    /// The machine's reading is right.
    Accepted,
    /// It is not, and is set aside.
    Rejected,
}

impl Layer {
    /// What stands by a log.
    pub fn of(log: &Log) -> Self {
        let gone = log.taken_back();
        let standing = || log.entries().iter().filter(|e| !gone.contains(&e.n));
        // Where a person has attached a decision to another claim, it is about that one.
        let moved: BTreeMap<u64, &Anchor> = standing()
            .filter_map(|e| match &e.deed {
                Deed::Attach { decision, claim } => Some((*decision, claim)),
                _ => None,
            })
            .collect();
        let mut layer = Self::default();
        for entry in standing() {
            layer.take(entry, moved.get(&entry.n).copied());
        }
        layer
    }

    fn take(&mut self, entry: &Entry, moved: Option<&Anchor>) {
        let n = entry.n;
        let on = |claim: &Anchor| moved.unwrap_or(claim).clone();
        match &entry.deed {
            Deed::Accept { claim, reading } => {
                let stand = Stand::Accepted;
                // Attached by hand: it is of the reading that is there.
                let reading = if moved.is_some() { String::new() } else { reading.clone() };
                let stood = Stood { stand, reading, why: String::new() };
                self.on(on(claim)).stood = Some(Marked { n, value: stood });
            }
            Deed::Reject { claim, reading, why } => {
                let stand = Stand::Rejected;
                let reading = if moved.is_some() { String::new() } else { reading.clone() };
                let stood = Stood { stand, reading, why: why.clone() };
                self.on(on(claim)).stood = Some(Marked { n, value: stood });
            }
            Deed::Set { claim, value } => {
                let value = Marked { n, value: value.clone() };
                self.on(on(claim)).values.insert(value.value.field(), value);
            }
            Deed::Note { claim, text } => {
                let note = (!text.is_empty()).then(|| Marked { n, value: text.clone() });
                self.on(on(claim)).note = note;
            }
            Deed::Match { claim, set, row, right } => {
                let key = (set.clone(), row.clone());
                self.on(on(claim)).rows.insert(key, Marked { n, value: *right });
            }
            Deed::Credibility { claim, grade } => {
                self.on(on(claim)).credibility = Some(Marked { n, value: *grade });
            }
            Deed::Split { claim, parts } => {
                self.splits.insert(claim.clone(), (n, parts.clone()));
            }
            Deed::Merge { claims, whole } => {
                self.merges.insert(whole.clone(), (n, claims.clone()));
            }
            Deed::Hypothesis { id, text } => self.put_up(id, text),
            Deed::Drop { id } => self.hypotheses.retain(|h| h.id != *id),
            Deed::Rate { hypothesis, claim, rating } => {
                let claim = on(claim);
                if let Some(h) = self.hypotheses.iter_mut().find(|h| h.id == *hypothesis) {
                    if *rating == Rating::Open {
                        h.ratings.remove(&claim);
                    } else {
                        h.ratings.insert(claim, Marked { n, value: *rating });
                    }
                }
            }
            Deed::Reliability { voice, grade } => {
                self.voices.insert(voice.clone(), Marked { n, value: *grade });
            }
            Deed::Attach { .. } | Deed::Undo { .. } => {}
        }
    }

    fn on(&mut self, claim: Anchor) -> &mut Decided {
        self.claims.entry(claim).or_default()
    }

    fn put_up(&mut self, id: &str, text: &str) {
        match self.hypotheses.iter_mut().find(|h| h.id == id) {
            Some(known) => text.clone_into(&mut known.text),
            None => self.hypotheses.push(Hypothesis {
                id: id.to_owned(),
                text: text.to_owned(),
                ratings: BTreeMap::new(),
            }),
        }
    }

    /// Whether nothing was decided.
    pub fn is_empty(&self) -> bool {
        *self == Self::default()
    }
}
