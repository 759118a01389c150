use serde::{Deserialize, Serialize};

/// A stretch of one layer's text: UTF-8 byte offsets, 0-based, end exclusive.
///
/// Offsets are `u32`; ingestion refuses texts that would not fit. Which layer a span points into
/// is said by the field that holds it (extracted, unless it says otherwise).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Span {
    /// First byte.
    pub start: u32,
    /// One past the last byte.
    pub end: u32,
}

impl Span {
    /// A span from `start` to `end` (exclusive).
    ///
    /// # Panics
    /// Where `end < start`: such a span is our own mistake, never the text's.
    pub fn new(start: usize, end: usize) -> Self {
        assert!(start <= end, "span ends ({end}) before it starts ({start})");
        Self { start: start as u32, end: end as u32 }
    }

    /// As a range for slicing.
    pub fn range(self) -> std::ops::Range<usize> {
        self.start as usize..self.end as usize
    }

    /// The words it covers.
    pub fn of(self, text: &str) -> &str {
        &text[self.range()]
    }

    /// Length in bytes.
    pub fn len(self) -> usize {
        (self.end - self.start) as usize
    }

    /// Whether it covers nothing.
    pub fn is_empty(self) -> bool {
        self.start == self.end
    }

    /// Whether `other` lies wholly inside (or equals) this span.
    pub fn contains(self, other: Span) -> bool {
        self.start <= other.start && other.end <= self.end
    }

    /// Whether the byte at `offset` lies inside.
    pub fn holds(self, offset: u32) -> bool {
        self.start <= offset && offset < self.end
    }

    /// Whether the two share at least one byte.
    pub fn overlaps(self, other: Span) -> bool {
        self.start < other.end && other.start < self.end
    }

    /// The smallest span that covers both.
    #[must_use]
    pub fn cover(self, other: Span) -> Span {
        Span { start: self.start.min(other.start), end: self.end.max(other.end) }
    }

    /// The same stretch seen from `by` bytes further left (a block's own span to the layer's).
    #[must_use]
    pub fn shift(self, by: u32) -> Span {
        Span { start: self.start + by, end: self.end + by }
    }
}
