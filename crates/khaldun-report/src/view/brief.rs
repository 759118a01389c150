//! The answer in brief: what the record bears out, what it contradicts or does not hold, and how
//! much could not be checked, by reason.

use super::{AccountView, Card, Link, chart, unchecked};
use khaldun_match::Verdict;
use khaldun_model::{Check, Support};

/// Claims listed under a heading; the rest are a click away.
const LISTED: usize = 3;

/// The answer in brief.
#[derive(Debug)]
pub struct Brief {
    /// Corroborated, then qualified.
    pub holds: Vec<Line>,
    /// Contradicted, then not found though covered.
    pub against: Vec<Line>,
    /// Reasons why claims could not be checked, with how many claims each.
    pub apart: Vec<(usize, Reason)>,
}

/// One claim in a line.
#[derive(Debug)]
pub struct Line {
    /// The claim.
    pub claim: Link,
    /// Its words, shortened.
    pub says: String,
    /// How it stands.
    pub verdict: Verdict,
    /// The decisive facts, shortened; nothing where no row was found, since all of these say the same.
    pub because: String,
}

/// Why claims could not be checked.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Reason {
    /// No set covers them.
    NotCovered,
    /// No event record could settle them; what else could bear on them.
    Apart(Check),
}

impl Reason {
    /// In words, after a number.
    pub fn says(self) -> &'static str {
        match self {
            Self::NotCovered => {
                "Outside what the sets cover: time, place, kind of act or choice of events"
            }
            Self::Apart(check) => unchecked::apart(check).1,
        }
    }
}

pub(super) fn of(accounts: &[AccountView]) -> Brief {
    let cards: Vec<&Card> = accounts.iter().flat_map(|a| &a.cards).collect();
    let reasons = [Reason::NotCovered]
        .into_iter()
        .chain([Check::Records, Check::Test, Check::Documents, Check::None].map(Reason::Apart));
    let of = |reason: Reason| {
        let under = |card: &&&Card| match reason {
            Reason::NotCovered => card.verdict == Verdict::NotCovered,
            Reason::Apart(check) => card.verdict == Verdict::NotCheckable && card.check == check,
        };
        (cards.iter().filter(under).count(), reason)
    };
    Brief {
        holds: lines(&cards, [Verdict::Corroborated, Verdict::Qualified]),
        against: lines(&cards, [Verdict::Contradicted, Verdict::NotFoundThoughCovered]),
        apart: reasons.map(of).filter(|(n, _)| *n > 0).collect(),
    }
}

/// The first claims under two verdicts: those offered for the account's main line before others, else in
/// the order of the text.
fn lines(cards: &[&Card], verdicts: [Verdict; 2]) -> Vec<Line> {
    let mut under: Vec<(usize, bool, &Card)> = cards
        .iter()
        .filter_map(|card| {
            let rank = verdicts.iter().position(|v| *v == card.verdict)?;
            Some((rank, !card.supports.contains(&Support::Thesis), *card))
        })
        .collect();
    under.sort_by_key(|(rank, aside, _)| (*rank, *aside));
    under.into_iter().take(LISTED).map(|(_, _, card)| line(card)).collect()
}

fn line(card: &Card) -> Line {
    let found = card.verdict != Verdict::NotFoundThoughCovered;
    let decisive = card.sets.iter().find(|s| found && s.verdict == card.verdict);
    Line {
        claim: card.link(),
        says: chart::shortened(&card.quote, 90),
        verdict: card.verdict,
        because: decisive.map_or_else(String::new, |s| chart::shortened(&s.because, 120)),
    }
}
