use std::fmt;

/// Why a statistic gives no number: none is better than one that the data cannot bear.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Refusal {
    /// Fewer events than the method needs.
    TooFewEvents {
        /// How many there are.
        found: usize,
        /// How many it takes.
        needed: usize,
    },
    /// Fewer lists than the method needs.
    TooFewLists {
        /// How many there are.
        found: usize,
        /// How many it takes.
        needed: usize,
    },
    /// Too few cases stand on more than one list.
    TooFewOverlaps {
        /// How many do.
        found: usize,
        /// How many it takes.
        needed: usize,
    },
    /// More pairs, lists or nodes than can be held or gone through.
    TooMany {
        /// How many there are.
        found: usize,
        /// How many can be held.
        limit: usize,
    },
    /// Columns of different lengths, breaks that do not ascend, a number out of its range.
    BadInput,
    /// The fit has no maximum within its bounds, or the search did not settle.
    NoFit,
}

impl fmt::Display for Refusal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::TooFewEvents { found, needed } => write!(f, "{found} events; it takes {needed}"),
            Self::TooFewLists { found, needed } => write!(f, "{found} lists; it takes {needed}"),
            Self::TooFewOverlaps { found, needed } => {
                write!(f, "{found} cases on more than one list; it takes {needed}")
            }
            Self::TooMany { found, limit } => {
                write!(f, "{found} are more than can be held ({limit})")
            }
            Self::BadInput => f.write_str("the numbers handed in do not fit one another"),
            Self::NoFit => f.write_str("the fit does not settle"),
        }
    }
}

impl std::error::Error for Refusal {}
