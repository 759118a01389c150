use crate::{Refusal, sphere};

/// How far two points are apart.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Metric {
    /// Sum of the differences of the coordinates, in their unit.
    Manhattan,
    /// Straight line in the plane, in the unit of the coordinates.
    Plane,
    /// Great circle, in km, of latitude and longitude in degrees.
    Sphere,
}

impl Metric {
    /// The distance of two points.
    pub fn between(self, a: (f64, f64), b: (f64, f64)) -> f64 {
        let (x, y) = ((a.0 - b.0).abs(), (a.1 - b.1).abs());
        match self {
            Self::Manhattan => x + y,
            Self::Plane => (x * x + y * y).sqrt(),
            Self::Sphere => sphere::km(a, b),
        }
    }

    /// How far the first coordinates of points within `reach` can be apart.
    fn span(self, reach: f64) -> f64 {
        match self {
            Self::Manhattan | Self::Plane => reach,
            // A degree of latitude is a little more than 111 km long.
            Self::Sphere => reach / 111.0,
        }
    }
}

/// A pair of points and the band of its distance.
#[derive(Clone, Copy, Debug)]
pub(super) struct Near {
    pub(super) a: u32,
    pub(super) b: u32,
    pub(super) band: u32,
}

/// As many pairs as are held in memory (12 bytes each).
const LIMIT: usize = 40_000_000;

/// The band `[breaks[k], breaks[k + 1])` that holds a value.
pub(super) fn band<T: PartialOrd>(breaks: &[T], value: &T) -> Option<usize> {
    let after = breaks.partition_point(|b| b <= value);
    (after > 0 && after < breaks.len()).then(|| after - 1)
}

/// Whether there is a band at all and the breaks ascend.
pub(super) fn ascend<T: PartialOrd>(breaks: &[T]) -> bool {
    breaks.len() >= 2 && breaks.windows(2).all(|w| w[0] < w[1])
}

/// The pairs of a point of `left` with a point of `right` within the bands, by a sweep along the
/// first coordinate. `once` takes each unordered pair of one set once, and no point with itself.
pub(super) fn near(
    left: &[(f64, f64)],
    right: &[(f64, f64)],
    metric: Metric,
    breaks: &[f64],
    once: bool,
) -> Result<Vec<Near>, Refusal> {
    let reach = breaks[breaks.len() - 1];
    let span = metric.span(reach) * (1.0 + 1e-9);
    let mut order: Vec<usize> = (0..right.len()).collect();
    order.sort_by(|a, b| right[*a].0.total_cmp(&right[*b].0).then(a.cmp(b)));
    let mut pairs = Vec::new();
    for (a, point) in left.iter().enumerate() {
        let from = order.partition_point(|b| right[*b].0 < point.0 - span);
        for &b in order[from..].iter().take_while(|b| right[**b].0 <= point.0 + span) {
            if once && b <= a {
                continue;
            }
            if let Some(band) = band(breaks, &metric.between(*point, right[b])) {
                pairs.push(Near { a: a as u32, b: b as u32, band: band as u32 });
            }
        }
        if pairs.len() > LIMIT {
            return Err(Refusal::TooMany { found: pairs.len(), limit: LIMIT });
        }
    }
    Ok(pairs)
}
