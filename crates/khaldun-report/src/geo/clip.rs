//! Cutting, thinning and naming of rings, in units of the drawing.

type Point = (f64, f64);

/// A ring of longitudes and latitudes without the jump at the date line: longitudes run on past
/// 180. One that goes around a pole is closed over the pole.
pub(super) fn unrolled(ring: &[Point]) -> Vec<Point> {
    let mut out: Vec<Point> = Vec::with_capacity(ring.len());
    let mut turn = 0.0;
    for (n, &(lon, lat)) in ring.iter().enumerate() {
        let before = if n == 0 { lon } else { ring[n - 1].0 };
        if lon - before > 180.0 {
            turn -= 360.0;
        } else if before - lon > 180.0 {
            turn += 360.0;
        }
        out.push((lon + turn, lat));
    }
    if let (Some(&first), Some(&last)) = (out.first(), out.last())
        && (last.0 - first.0).abs() > 180.0
    {
        let pole = if last.1 < 0.0 { -90.0 } else { 90.0 };
        out.extend([(last.0, pole), (first.0, pole)]);
    }
    out
}

/// Cuts a ring to a rectangle (left, top, right, bottom): Sutherland and Hodgman, 1974. A ring that
/// leaves and enters again comes back as one ring with edges along the border, which is out of
/// sight.
pub(super) fn to_rectangle(
    ring: &[Point],
    (left, top, right, bottom): (f64, f64, f64, f64),
) -> Vec<Point> {
    let ring = cut(ring, |p| p.0 - left);
    let ring = cut(&ring, |p| right - p.0);
    let ring = cut(&ring, |p| p.1 - top);
    cut(&ring, |p| bottom - p.1)
        .into_iter()
        // The meeting point of an edge and the border may miss it by a rounding.
        .map(|(x, y)| (x.clamp(left, right), y.clamp(top, bottom)))
        .collect()
}

/// Keeps the side of a line on which `inside` is not negative.
fn cut(ring: &[Point], inside: impl Fn(Point) -> f64) -> Vec<Point> {
    let mut out = Vec::new();
    let Some(&last) = ring.last() else { return out };
    let mut before = last;
    for &point in ring {
        let (a, b) = (inside(before), inside(point));
        if (a < 0.0) != (b < 0.0) {
            let t = a / (a - b);
            out.push((before.0 + t * (point.0 - before.0), before.1 + t * (point.1 - before.1)));
        }
        if b >= 0.0 {
            out.push(point);
        }
        before = point;
    }
    out
}

/// Without points that fall together with the one before.
pub(super) fn thinned(ring: &[Point], finest: f64) -> Vec<Point> {
    let mut out: Vec<Point> = Vec::new();
    for &(x, y) in ring {
        let near = out.last().is_some_and(|&(a, b)| (a - x).abs().max((b - y).abs()) < finest);
        if !near {
            out.push((x, y));
        }
    }
    out
}

/// The middle of the largest ring, if that is large enough for a name.
pub(super) fn label(rings: &[Vec<Point>], width: f64, height: f64) -> Option<Point> {
    let largest = rings.iter().map(|r| (area(r), r)).max_by(|a, b| a.0.total_cmp(&b.0))?;
    let (x, y) = middle(largest.1)?;
    let room = largest.0 > 9_000.0;
    let inside = (60.0..width - 60.0).contains(&x) && (20.0..height - 20.0).contains(&y);
    (room && inside).then_some((x, y))
}

fn twice(ring: &[Point]) -> impl Iterator<Item = (f64, Point, Point)> {
    let next = ring.iter().cycle().skip(1);
    ring.iter().zip(next).map(|(&a, &b)| (a.0 * b.1 - b.0 * a.1, a, b))
}

fn area(ring: &[Point]) -> f64 {
    (twice(ring).map(|(cross, ..)| cross).sum::<f64>() / 2.0).abs()
}

fn middle(ring: &[Point]) -> Option<Point> {
    let whole: f64 = twice(ring).map(|(cross, ..)| cross).sum();
    if whole.abs() < 1.0 {
        return None;
    }
    let x: f64 = twice(ring).map(|(cross, a, b)| cross * (a.0 + b.0)).sum();
    let y: f64 = twice(ring).map(|(cross, a, b)| cross * (a.1 + b.1)).sum();
    Some((x / (3.0 * whole), y / (3.0 * whole)))
}

#[cfg(test)]
mod tests {
    use super::*;

    const SQUARE: [Point; 4] = [(0.0, 0.0), (10.0, 0.0), (10.0, 10.0), (0.0, 10.0)];

    #[test]
    fn a_square_cut_in_half() {
        let half = to_rectangle(&SQUARE, (5.0, -1.0, 20.0, 20.0));
        assert!((area(&half) - 50.0).abs() < 1e-9);
        assert_eq!(middle(&half), Some((7.5, 5.0)));
    }

    #[test]
    fn a_ring_over_the_date_line_runs_on() {
        let ring = [(178.0, 60.0), (-179.0, 61.0), (-179.0, 59.0), (178.0, 60.0)];
        assert_eq!(unrolled(&ring), [(178.0, 60.0), (181.0, 61.0), (181.0, 59.0), (178.0, 60.0)]);
    }

    #[test]
    fn a_ring_outside_is_gone() {
        assert!(to_rectangle(&SQUARE, (20.0, 20.0, 30.0, 30.0)).is_empty());
    }
}
