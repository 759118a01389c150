//! Whether a row fits a claim by more than chance, though the claim says little.
//!
//! "Diabaly was lost on 14 January" names no one. Beside a record that has a row of the kind there
//! every other day, such words mean no row in particular; beside one that has a single such row within
//! weeks, they mean that row. So the rows are counted that fit in everything but the day, within the
//! claim's days and those about them: the fewer, the more a fit on the day tells.

use crate::Standing;
use crate::compare::{Asked, Compared};
use crate::judge::{MONTH, NEAR_DAYS};
use crate::question::{Open, Question};
use khaldun_model::{Kind, Polarity, Window};

/// With more rows expected by chance, a fit on the day tells nothing.
const ANY: f64 = 0.5;
/// With more, it tells that this row may be meant, and others too.
const OTHERS: f64 = 0.2;

/// A row of so many days more than the claim holds events that it does not tell apart.
const DAYS_AS_ONE: i64 = 3;

/// How far a claim's days would be met by chance.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Rare {
    /// Rows to be expected on the claim's days, were they days like those about them.
    expected: f64,
}

impl Rare {
    /// Counts over the rows within a few days of the claim, `all`.
    pub(crate) fn of(all: &[Compared], question: &Question) -> Self {
        let days = question.window.map_or(0, Window::days) as f64;
        let alike = all.iter().filter(|c| fits(c, question)).count();
        let about = days + 2.0 * NEAR_DAYS as f64;
        Self { expected: alike.saturating_sub(1) as f64 / about * days }
    }

    /// Whether a row tells of what the claim tells of, for want of others that might.
    pub(crate) fn means(self, c: &Compared, asked: &Asked<'_>) -> bool {
        let question = asked.question;
        let one = question.kind == Kind::Event
            || question.kind == Kind::State && question.deaths.is_some();
        let days = question.window.is_some_and(|w| w.days() <= MONTH) || c.overlap >= 0.5;
        one && question.polarity == Polarity::Affirmed
            && !question.open.contains(&Open::Undated)
            && days
            && c.date == Standing::Agrees
            && c.breadth <= MONTH
            && c.means != Standing::Differs
            && fits(c, question)
            && said(c, question)
            && !self.crowded()
    }

    /// Whether other events might be meant as well: of other rows, or of the days that the row tells
    /// of as one.
    pub(crate) fn open(self, c: &Compared) -> bool {
        self.expected > OTHERS || c.breadth > DAYS_AS_ONE
    }

    /// Whether the claim's days would meet some row that fits, whichever it meant.
    pub(crate) fn crowded(self) -> bool {
        self.expected > ANY
    }
}

/// Everything but the day agrees, as far as the claim says it.
fn fits(c: &Compared, question: &Question) -> bool {
    let both = c.actor_named() && c.target == Standing::Agrees;
    let act = match c.act {
        Standing::Agrees => true,
        Standing::Silent => both || c.figures_meet() || c.shared + c.things >= 2,
        Standing::Differs => {
            let there = c.actor_named() && c.place == Standing::Agrees;
            c.turn && (both || there || c.shared + c.things >= 2)
        }
    };
    let place = c.place == Standing::Agrees || question.places.is_empty();
    let actor = c.actor_named() || !c.actor_asked || c.vague;
    act && place && actor && c.target != Standing::Differs
}

/// The claim says enough in its own words: its place, or, where that was carried over to it or is
/// no more than a country, something else that the row has too.
fn said(c: &Compared, question: &Question) -> bool {
    let own = !question.places.is_empty()
        && !question.open.contains(&Open::Place)
        && !question.places.iter().all(|p| p.whole_country);
    let toll = c.figures_meet() && question.deaths.is_some_and(|d| d.0 >= 3.0);
    let party = usize::from(c.actor_named()) + usize::from(c.target == Standing::Agrees);
    let words = (c.shared + c.things).min(2);
    let beside = party + words + if toll { 2 } else { 0 };
    if own {
        !c.vague || beside >= 1
    } else {
        beside + usize::from(c.actor_named() && c.same_act) >= 2
    }
}
