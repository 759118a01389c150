//! The analyst's layer in words, beside the machine's and apart from it.

use super::{AccountView, Card, Link, SetVerdict, card};
use khaldun::Checked;
use khaldun::analyst::{
    ClaimWork, Credibility, Field, Marked, Orphan, Rating, Reliability, Stand, Weighed, Work,
};
use khaldun_model::{ClaimId, Polarity};

/// What an analyst says of one claim.
#[derive(Debug, Default)]
pub struct AnalystCard {
    /// Accepted or rejected, and why.
    pub stood: Option<(Stand, String)>,
    /// What was corrected.
    pub corrections: Corrections,
    /// The corrected reading, held against the record anew.
    pub again: Vec<SetVerdict>,
    /// The remark.
    pub note: Option<String>,
    /// How far it can be believed.
    pub credibility: Option<Credibility>,
    /// How far its voice can be relied on.
    pub reliability: Option<Reliability>,
    /// Rows marked right or wrong: set, id, mark.
    pub rows: Vec<(String, String, bool)>,
    /// How it stands to the hypotheses: id, what it says, rating.
    pub ratings: Vec<(String, String, Rating)>,
    /// The claims it was made from by hand.
    pub from: Vec<Link>,
    /// The claims it was split or merged into.
    pub became: Vec<Link>,
}

/// Parts of a reading set by hand: which, the machine's, the analyst's.
pub type Corrections = Vec<(&'static str, String, String)>;

/// What an analyst says of the whole.
#[derive(Debug)]
pub struct AnalystView {
    /// Claims accepted, rejected, corrected, made by hand, remarked on; by name.
    pub counts: Vec<(&'static str, usize)>,
    /// Hypotheses, each with the claims rated.
    pub hypotheses: Vec<HypothesisView>,
    /// The claims that are rated for any of them: the claim, its words, a rating for each.
    pub rated: Vec<(Link, String, Vec<Rating>)>,
    /// Grades of voices.
    pub voices: Vec<(String, Reliability)>,
    /// Decisions that no longer fit.
    pub orphans: Vec<Orphan>,
    /// All decisions.
    pub entries: Vec<EntryView>,
    /// The number of the last decision.
    pub version: u64,
}

/// A hypothesis in words.
#[derive(Debug)]
pub struct HypothesisView {
    /// Its id.
    pub id: String,
    /// What it says.
    pub text: String,
    /// How many claims are consistent with it, inconsistent, not applicable.
    pub counts: [usize; 3],
}

/// A decision in a line.
#[derive(Debug)]
pub struct EntryView {
    /// Its number.
    pub n: u64,
    /// When; may be empty.
    pub at: String,
    /// By whom; may be empty.
    pub by: String,
    /// What was done.
    pub verb: &'static str,
    /// To what: the words of a claim, a hypothesis, a voice, a number.
    pub about: String,
    /// The claim, where it is there.
    pub claim: Option<Link>,
    /// Whether it was taken back.
    pub gone: bool,
}

impl AnalystCard {
    pub(super) fn of(n: usize, id: ClaimId, card: &Card, again: Option<Card>, work: &Work) -> Self {
        let Some(done) = work.of(n, id) else { return Self::default() };
        let links = |ids: &[ClaimId]| -> Vec<Link> {
            let link = |id: &ClaimId| {
                let label = card::label(n, *id, work);
                Link { anchor: format!("a{}-{label}", n + 1), label }
            };
            ids.iter().map(link).collect()
        };
        let rated =
            |(h, fit): &Weighed| fit.get(&(n, id)).map(|r| (h.id.clone(), h.text.clone(), *r));
        let mark = |((set, row), m): (&(String, String), &Marked<bool>)| {
            (set.clone(), row.clone(), m.value)
        };
        Self {
            stood: done.decided.stood.as_ref().map(|m| (m.value.stand, m.value.why.clone())),
            corrections: again.as_ref().map_or_else(Vec::new, |a| corrections(card, a, done)),
            note: done.decided.note.as_ref().map(|m| m.value.clone()),
            credibility: done.decided.credibility.as_ref().map(|m| m.value),
            reliability: work.voices.get(&card.by).copied(),
            rows: done.decided.rows.iter().map(mark).collect(),
            ratings: work.hypotheses.iter().filter_map(rated).collect(),
            from: links(done.origin.as_ref().map_or(&[], |o| o.from.as_slice())),
            became: links(&done.became),
            again: again.map_or_else(Vec::new, |a| a.sets),
        }
    }

    /// In which states a claim can be found by the filter.
    pub fn states(&self) -> Vec<&'static str> {
        let mut states = Vec::new();
        match self.stood {
            Some((Stand::Accepted, _)) => states.push("accepted"),
            Some((Stand::Rejected, _)) => states.push("rejected"),
            None => {}
        }
        let has = [
            ("corrected", !self.corrections.is_empty()),
            ("by-hand", !self.from.is_empty()),
            ("noted", self.note.is_some()),
        ];
        states.extend(has.into_iter().filter(|(_, is)| *is).map(|(name, _)| name));
        states
    }
}

fn corrections(card: &Card, again: &Card, done: &ClaimWork) -> Corrections {
    let or = |text: String| if text.is_empty() { "not said".to_owned() } else { text };
    let line = |c: &Card, field: Field| match field {
        Field::Kind => c.kind.as_str().to_owned(),
        Field::Polarity => {
            let polarity = if c.denied { Polarity::Denied } else { Polarity::Affirmed };
            polarity.as_str().to_owned()
        }
        Field::Actor => or(c.who_line()),
        Field::Target => or(c.whom_line()),
        Field::Place => or(c.places.iter().map(|p| p.name.as_str()).collect::<Vec<_>>().join(", ")),
        Field::Time => or(c.when.clone().unwrap_or_default()),
        Field::Voice => c.by.clone(),
    };
    let name = |field: Field| match field {
        Field::Kind => "Kind",
        Field::Polarity => "Polarity",
        Field::Actor => "Who",
        Field::Target => "To whom",
        Field::Place => "Where",
        Field::Time => "When",
        Field::Voice => "Says who",
    };
    let fields = done.decided.values.keys();
    fields.map(|f| (name(*f), line(card, *f), line(again, *f))).collect()
}

impl AnalystView {
    pub(super) fn of(accounts: &[AccountView], checked: &Checked, work: &Work) -> Option<Self> {
        if work.is_empty() {
            return None;
        }
        let cards = || accounts.iter().flat_map(|a| &a.cards);
        let count = |state: &str| {
            let is = |c: &&Card| c.analyst.as_ref().is_some_and(|a| a.states().contains(&state));
            cards().filter(is).count()
        };
        let counts = [
            ("accepted", "accepted"),
            ("rejected", "rejected"),
            ("corrected", "corrected"),
            ("by-hand", "made by hand"),
            ("noted", "with a note"),
        ];
        Some(Self {
            counts: counts.into_iter().map(|(state, says)| (says, count(state))).collect(),
            hypotheses: work.hypotheses.iter().map(hypothesis).collect(),
            rated: rated(accounts, checked, work),
            voices: work.voices.iter().map(|(v, g)| (v.clone(), *g)).collect(),
            orphans: work.orphans.clone(),
            entries: work.entries.iter().map(|(e, gone)| entry(e, *gone, accounts)).collect(),
            version: work.version,
        })
    }
}

fn hypothesis((h, fit): &Weighed) -> HypothesisView {
    let of = |rating| fit.values().filter(|r| **r == rating).count();
    let counts = [of(Rating::Consistent), of(Rating::Inconsistent), of(Rating::NotApplicable)];
    HypothesisView { id: h.id.clone(), text: h.text.clone(), counts }
}

fn rated(
    accounts: &[AccountView],
    checked: &Checked,
    work: &Work,
) -> Vec<(Link, String, Vec<Rating>)> {
    let mut out = Vec::new();
    for (n, (view, one)) in accounts.iter().zip(&checked.accounts).enumerate() {
        for (card, claim) in view.cards.iter().zip(&one.claims) {
            let rating =
                |(_, fit): &Weighed| fit.get(&(n, claim.id)).copied().unwrap_or(Rating::Open);
            let ratings: Vec<Rating> = work.hypotheses.iter().map(rating).collect();
            if ratings.iter().any(|r| *r != Rating::Open) {
                out.push((card.link(), super::chart::shortened(&card.quote, 110), ratings));
            }
        }
    }
    out
}

fn entry(e: &khaldun::analyst::Entry, gone: bool, accounts: &[AccountView]) -> EntryView {
    use khaldun::analyst::Deed;
    let anchor = e.deed.claims().first().copied();
    let claim = anchor.and_then(|a| {
        let account = accounts.iter().find(|v| v.sha256 == a.account)?;
        account.cards.iter().find(|c| c.span == a.span() && c.quote == a.words).map(Card::link)
    });
    let about = match &e.deed {
        Deed::Hypothesis { id, text } => format!("{id}: {text}"),
        Deed::Drop { id } => id.clone(),
        Deed::Reliability { voice, grade } => format!("{voice}: {}", grade.as_str()),
        Deed::Undo { decision } => format!("decision {decision}"),
        Deed::Rate { hypothesis, rating, .. } => {
            let words = anchor.map_or("", |a| a.words.as_str());
            format!("{} with {hypothesis}: “{words}”", rating.as_str())
        }
        Deed::Match { set, row, .. } => format!("{set} {row}"),
        _ => anchor.map_or_else(String::new, |a| format!("“{}”", a.words)),
    };
    EntryView {
        n: e.n,
        at: e.at.clone(),
        by: e.by.clone(),
        verb: e.deed.verb(),
        about: super::chart::shortened(&about, 110),
        claim,
        gone,
    }
}
