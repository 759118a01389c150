//! What the words of a time expression say, before they are anchored.

use super::calendar::Holiday;
use super::lex::{Part, Season, Unit};
use khaldun_model::TimeBound;

/// A calendar date or period; the year may be left out.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum Cal {
    Year(i16),
    Years(i16, i16),
    Month {
        year: Option<i16>,
        month: i8,
    },
    Months {
        year: Option<i16>,
        from: i8,
        to: i8,
    },
    Day {
        year: Option<i16>,
        month: i8,
        day: i8,
    },
    Days {
        year: Option<i16>,
        from: (i8, i8),
        to: (i8, i8),
    },
    /// "7/3/14": day first, or month first.
    Either {
        year: i16,
        first: i8,
        second: i8,
    },
    Season {
        year: Option<i16>,
        season: Season,
    },
    Quarter {
        year: Option<i16>,
        quarter: i8,
    },
    Half {
        year: Option<i16>,
        half: i8,
    },
    Holiday {
        year: Option<i16>,
        holiday: Holiday,
    },
    /// "the 22nd".
    DayOfMonth(i8),
    Weekday(i8),
}

impl Cal {
    /// Whether the words leave the year open.
    pub(super) fn lacks_year(&self) -> bool {
        !matches!(
            self,
            Self::Year(_)
                | Self::Years(..)
                | Self::Either { .. }
                | Self::Month { year: Some(_), .. }
                | Self::Months { year: Some(_), .. }
                | Self::Day { year: Some(_), .. }
                | Self::Days { year: Some(_), .. }
                | Self::Season { year: Some(_), .. }
                | Self::Quarter { year: Some(_), .. }
                | Self::Half { year: Some(_), .. }
                | Self::Holiday { year: Some(_), .. }
        )
    }

    /// The same with a year.
    pub(super) fn with_year(self, y: i16) -> Self {
        let year = Some(y);
        match self {
            Self::Month { month, .. } => Self::Month { year, month },
            Self::Months { from, to, .. } => Self::Months { year, from, to },
            Self::Day { month, day, .. } => Self::Day { year, month, day },
            Self::Days { from, to, .. } => Self::Days { year, from, to },
            Self::Season { season, .. } => Self::Season { year, season },
            Self::Quarter { quarter, .. } => Self::Quarter { year, quarter },
            Self::Half { half, .. } => Self::Half { year, half },
            Self::Holiday { holiday, .. } => Self::Holiday { year, holiday },
            other => other,
        }
    }

    /// The year it names.
    pub(super) fn year(&self) -> Option<i16> {
        match self {
            Self::Year(y) | Self::Either { year: y, .. } => Some(*y),
            Self::Years(_, y) => Some(*y),
            Self::Month { year, .. }
            | Self::Months { year, .. }
            | Self::Day { year, .. }
            | Self::Days { year, .. }
            | Self::Season { year, .. }
            | Self::Quarter { year, .. }
            | Self::Half { year, .. }
            | Self::Holiday { year, .. } => *year,
            Self::DayOfMonth(_) | Self::Weekday(_) => None,
        }
    }
}

/// Last, this, next.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Rel {
    Last,
    This,
    Next,
}

/// What is said.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum Says {
    /// A date; `rel` is "last", "this", "next" before it, `of_year` the year told by "last year" after it.
    Cal { cal: Cal, rel: Option<Rel>, of_year: Option<Rel> },
    /// Days from the account's own: yesterday is -1.
    Today(i64),
    /// "last week".
    Period { rel: Rel, unit: Unit },
    /// "earlier this month", "later this year".
    Within { unit: Unit, earlier: bool },
    /// "two years ago" (negative), "in three days"; reckoned from the account's date. `exact`: "a week ago today".
    Ago { n: i64, unit: Unit, exact: bool, vague: bool },
    /// "two days later", "a month earlier" (negative); from the last date told. `exact`: "to the day".
    Later { n: i64, unit: Unit, exact: bool, vague: bool, event: Event },
    /// "the next day" (1), "the same week" (0), "the previous month" (-1); from the last date told.
    Adjacent { n: i64, unit: Unit },
    /// "within ten days".
    Inside { n: i64, unit: Unit },
    /// "the past two years" (negative), "the next few months"; a length that ends or begins now.
    Stretch { n: i64, unit: Unit, vague: bool },
    /// A length.
    Duration,
    /// Something recurring.
    Set,
    /// A time of day on a day told elsewhere.
    Clock,
    /// "now" (true), "recently" (false).
    Vague(bool),
    /// Half a sentence that the clause must finish: a century by number (20 is the twentieth).
    Century(i16),
}

/// What "two days after" is reckoned from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Event {
    /// The last date told ("two days later", "two days after that").
    Told,
    /// An event named right after it ("two days after the parade attack").
    Named,
}

/// One time expression of a block.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Expr {
    /// First and one past the last word.
    pub(super) words: (usize, usize),
    pub(super) says: Says,
    /// "early", "late", "the end of".
    pub(super) part: Option<Part>,
    /// A part of the day is named with it ("Friday morning").
    pub(super) clock: bool,
    /// "the night of 6 March" reaches into the next day.
    pub(super) overnight: bool,
    pub(super) bound: TimeBound,
}

impl Expr {
    pub(super) fn new(words: (usize, usize), says: Says) -> Self {
        let (part, bound) = (None, TimeBound::In);
        Self { words, says, part, clock: false, overnight: false, bound }
    }

    /// A plain date.
    pub(super) fn cal(words: (usize, usize), cal: Cal) -> Self {
        Self::new(words, Says::Cal { cal, rel: None, of_year: None })
    }
}
