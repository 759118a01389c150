use jiff::civil::Date;
use serde::{Deserialize, Serialize};

/// An inclusive window of calendar days, never shifted by time zones.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Window {
    /// First day.
    pub start: Date,
    /// Last day (inclusive).
    pub end: Date,
}

impl Window {
    /// One day.
    pub fn day(day: Date) -> Self {
        Self { start: day, end: day }
    }

    /// Length in days, at least 1.
    pub fn days(self) -> i64 {
        i64::from((self.end - self.start).get_days()) + 1
    }

    /// Whether the two share a day.
    pub fn meets(self, other: Window) -> bool {
        self.start <= other.end && other.start <= self.end
    }

    /// The smallest window over both.
    #[must_use]
    pub fn cover(self, other: Window) -> Window {
        Window { start: self.start.min(other.start), end: self.end.max(other.end) }
    }

    /// The days common to both.
    pub fn meet(self, other: Window) -> Option<Window> {
        self.meets(other)
            .then(|| Window { start: self.start.max(other.start), end: self.end.min(other.end) })
    }

    /// How much of the days of both they share: 1 where they are one, 0 where they are apart.
    pub fn shared(self, other: Window) -> f64 {
        let both = self.meet(other).map_or(0, Window::days);
        both as f64 / (self.days() + other.days() - both).max(1) as f64
    }
}

/// What sort of time expression it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum TimeKind {
    /// A calendar date or period.
    Date,
    /// A length of time.
    Duration,
    /// Something recurring.
    Set,
    /// A time of day; its window is the day.
    Time,
}

impl TimeKind {
    /// As the contracts spell it.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Date => "date",
            Self::Duration => "duration",
            Self::Set => "set",
            Self::Time => "time",
        }
    }
}

/// What a time expression comes to.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct When {
    /// The window of the preferred reading; `None` where the account gives no way to tell.
    pub window: Option<Window>,
    /// The preferred reading in EDTF (ISO 8601-2), empty where there is none.
    pub edtf: String,
    /// Other readings that fit (a date without a year, narrative against dateline).
    pub others: Vec<Window>,
    /// What it was anchored on, in words.
    pub because: String,
}
