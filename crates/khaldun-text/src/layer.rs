use crate::Span;

/// One stretch of the extracted layer and where it came from in the received layer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Segment {
    /// In the extracted layer.
    pub here: Span,
    /// In the received layer.
    pub there: Span,
    /// Whether the two are the same bytes (so that offsets inside map one to one); where they are
    /// not (`&amp;` for `&`), the whole stretch maps to the whole.
    pub verbatim: bool,
}

/// Leads from the extracted layer back to the received one.
///
/// Segments stand in order of `here` and do not overlap; text between segments was put in by the
/// extraction (line feeds between paragraphs) and maps to the nearest stretch that did come in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum OffsetMap {
    /// The extracted layer is the received layer.
    Identity,
    /// Piece by piece.
    Segments(Vec<Segment>),
}

impl OffsetMap {
    /// The stretch of the received layer behind a stretch of the extracted one.
    pub fn to_received(&self, span: Span) -> Span {
        match self {
            Self::Identity => span,
            Self::Segments(segments) => {
                let start = Self::start_of(segments, span.start);
                let end = Self::end_of(segments, span.end);
                Span { start, end: end.max(start) }
            }
        }
    }

    fn start_of(segments: &[Segment], at: u32) -> u32 {
        let next = segments.partition_point(|s| s.here.end <= at);
        match segments.get(next) {
            Some(s) if s.here.start > at => s.there.start,
            Some(s) if s.verbatim => s.there.start + (at - s.here.start),
            Some(s) => s.there.start,
            None => segments.last().map_or(0, |s| s.there.end),
        }
    }

    fn end_of(segments: &[Segment], at: u32) -> u32 {
        let after = segments.partition_point(|s| s.here.start < at);
        match after.checked_sub(1).map(|i| segments[i]) {
            Some(s) if at >= s.here.end => s.there.end,
            Some(s) if s.verbatim => s.there.start + (at - s.here.start),
            Some(s) => s.there.end,
            None => 0,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_span_over_an_entity_covers_the_whole_entity() {
        // received: `<p>A &amp; B</p>`   extracted: `A & B`
        let map = OffsetMap::Segments(vec![
            Segment { here: Span::new(0, 2), there: Span::new(3, 5), verbatim: true },
            Segment { here: Span::new(2, 3), there: Span::new(5, 10), verbatim: false },
            Segment { here: Span::new(3, 5), there: Span::new(10, 12), verbatim: true },
        ]);
        assert_eq!(map.to_received(Span::new(0, 5)), Span::new(3, 12));
        assert_eq!(map.to_received(Span::new(2, 3)), Span::new(5, 10));
        assert_eq!(map.to_received(Span::new(4, 5)), Span::new(11, 12));
    }
}
