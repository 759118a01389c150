//! Cuts a text at the boundaries of its claims, so that nested and overlapping ones can all be
//! drawn.
//!
//! HTML elements nest; claims need not. A stretch between two neighbouring boundaries lies in a
//! fixed set of claims, and that set is what a [`Piece`] carries. Each claim keeps one lane (one
//! level of underline) over its whole length, found by greedy interval colouring.

use khaldun_text::Span;

/// How many underlines are told apart; deeper ones share the last.
pub const LANES: usize = 3;

/// A stretch that lies in one fixed set of claims.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Piece {
    /// The stretch.
    pub span: Span,
    /// Indices of the claims it lies in, shortest (innermost) first.
    pub claims: Vec<usize>,
    /// Indices of the claims that end with it, in order.
    pub ends: Vec<usize>,
}

/// The lane of each span: 0 for outer ones, up to `LANES - 1`.
pub fn lanes(spans: &[Span]) -> Vec<usize> {
    let mut order: Vec<usize> = (0..spans.len()).collect();
    order.sort_by_key(|&i| (spans[i].start, std::cmp::Reverse(spans[i].end), i));
    let mut lane = vec![0; spans.len()];
    let mut open: Vec<usize> = Vec::new();
    for i in order {
        open.retain(|&o| spans[o].end > spans[i].start);
        let taken = |l: usize| open.iter().any(|&o| lane[o] == l);
        lane[i] = (0..LANES).find(|&l| !taken(l)).unwrap_or(LANES - 1);
        open.push(i);
    }
    lane
}

/// Cuts `within` at the boundaries of `spans`; every byte lies in exactly one piece.
pub fn pieces(within: Span, spans: &[Span]) -> Vec<Piece> {
    let here: Vec<usize> =
        (0..spans.len()).filter(|&i| spans[i].overlaps(within) && !spans[i].is_empty()).collect();
    let mut cuts = vec![within.start, within.end];
    for &i in &here {
        cuts.push(spans[i].start.max(within.start));
        cuts.push(spans[i].end.min(within.end));
    }
    cuts.sort_unstable();
    cuts.dedup();
    // From left to right, with those that are open: a line of many thousand claims is gone through once.
    let mut coming = here;
    coming.sort_by_key(|&i| std::cmp::Reverse(spans[i].start));
    let mut open: Vec<usize> = Vec::new();
    let mut out = Vec::new();
    for cut in cuts.windows(2) {
        let span = Span { start: cut[0], end: cut[1] };
        open.retain(|&i| spans[i].end > span.start);
        while let Some(i) = coming.pop_if(|i| spans[*i].start <= span.start) {
            open.push(i);
        }
        out.push(piece(span, within, &open, spans));
    }
    out
}

fn piece(span: Span, within: Span, open: &[usize], spans: &[Span]) -> Piece {
    let mut claims = open.to_vec();
    claims.sort_by_key(|&i| (spans[i].len(), i));
    let ends_here = |i: &usize| spans[*i].end.min(within.end) == span.end;
    let ends = claims.iter().copied().filter(ends_here).collect();
    Piece { span, claims, ends }
}

/// A piece in parts of at most so many bytes, cut after white space where there is some.
pub fn cut(piece: Piece, text: &str, most: usize) -> Vec<Piece> {
    let mut out = Vec::new();
    let (mut from, end) = (piece.span.start as usize, piece.span.end as usize);
    while end - from > most {
        let at = text.floor_char_boundary(from + most);
        let space = text[from..at].rfind(char::is_whitespace);
        let at = space.map_or(at, |s| text.ceil_char_boundary(from + s + 1));
        out.push(Piece { span: Span::new(from, at), ends: Vec::new(), ..piece.clone() });
        from = at;
    }
    out.push(Piece { span: Span::new(from, end), ..piece });
    out
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn span(a: usize, b: usize) -> Span {
        Span::new(a, b)
    }

    #[test]
    fn a_claim_inside_a_claim_makes_three_pieces() {
        let got = pieces(span(0, 10), &[span(0, 10), span(3, 6)]);
        let sets: Vec<_> = got.iter().map(|p| p.claims.clone()).collect();
        assert_eq!(sets, [vec![0], vec![1, 0], vec![0]]);
        assert_eq!(got[1].ends, [1]);
        assert_eq!(got[2].ends, [0]);
        assert_eq!(lanes(&[span(0, 10), span(3, 6)]), [0, 1]);
    }

    #[test]
    fn overlapping_claims_keep_their_lanes() {
        let spans = [span(0, 6), span(4, 10), span(8, 12)];
        assert_eq!(lanes(&spans), [0, 1, 0]);
        assert_eq!(pieces(span(0, 12), &spans).len(), 5);
    }

    proptest! {
        #[test]
        fn pieces_cover_everything_once(
            raw in proptest::collection::vec((0usize..60, 1usize..20), 0..12),
        ) {
            let spans: Vec<Span> = raw.iter().map(|&(a, n)| span(a, a + n)).collect();
            let within = span(5, 55);
            let got = pieces(within, &spans);
            let mut at = within.start;
            for p in &got {
                prop_assert_eq!(p.span.start, at);
                at = p.span.end;
                for (i, s) in spans.iter().enumerate() {
                    let inside = s.overlaps(p.span);
                    prop_assert_eq!(p.claims.contains(&i), inside);
                }
            }
            prop_assert_eq!(at, within.end);
        }
    }

    #[test]
    fn long_pieces_are_cut_after_spaces_and_end_in_the_last_part() {
        let text = "äb äb äb äbäbäbäbäb x";
        let piece = Piece { span: Span::new(0, text.len()), claims: vec![3], ends: vec![3] };
        let parts = cut(piece, text, 8);
        let said: Vec<&str> = parts.iter().map(|p| p.span.of(text)).collect();
        assert_eq!(said.concat(), text);
        assert!(said.iter().all(|p| p.len() <= 8), "{said:?}");
        assert_eq!(said[0], "äb äb ");
        let ends: Vec<usize> = parts.iter().map(|p| p.ends.len()).collect();
        assert!(ends[..ends.len() - 1].iter().all(|n| *n == 0) && ends[ends.len() - 1] == 1);
    }
}
