//! Which part of an axis to draw.

/// From and to of what stands together, given the stretches on an axis.
///
/// One event of a hundred years ago, or one capital on another continent, would squeeze all else
/// into a corner. So single stretches at either end are dropped for as long as that makes the frame
/// three times narrower; no more than a fifth of all. What is dropped is still drawn, at the edge.
pub(super) fn core(spans: &mut [(f64, f64)]) -> (f64, f64) {
    spans.sort_by(|a, b| a.0.total_cmp(&b.0).then(a.1.total_cmp(&b.1)));
    let reach = |part: &[(f64, f64)]| {
        let from = part.iter().map(|s| s.0).fold(f64::INFINITY, f64::min);
        let to = part.iter().map(|s| s.1).fold(f64::NEG_INFINITY, f64::max);
        (from, to)
    };
    let wide = |part: &[(f64, f64)]| {
        let (from, to) = reach(part);
        (to - from).max(f64::EPSILON)
    };
    let mut part: &[(f64, f64)] = spans;
    let least = spans.len() - spans.len() / 5;
    'narrower: loop {
        for drop in 1..=part.len().saturating_sub(least) {
            for kept in [&part[drop..], &part[..part.len() - drop]] {
                if wide(part) > 3.0 * wide(kept).max(1e-6) && wide(kept) > 1e-6 {
                    part = kept;
                    continue 'narrower;
                }
            }
        }
        break;
    }
    if part.is_empty() { (0.0, 1.0) } else { reach(part) }
}

#[cfg(test)]
mod tests {
    use super::core;

    #[test]
    fn a_lone_far_stretch_does_not_set_the_frame() {
        let mut spans: Vec<_> =
            (0..9).map(|n| (1000.0 + f64::from(n), 1001.0 + f64::from(n))).collect();
        spans.push((0.0, 1.0));
        assert_eq!(core(&mut spans), (1000.0, 1009.0));
    }

    #[test]
    fn two_camps_are_both_kept() {
        let mut spans = vec![(0.0, 1.0), (1.0, 2.0), (100.0, 101.0), (101.0, 102.0)];
        assert_eq!(core(&mut spans), (0.0, 102.0));
    }
}
