//! The frame of a map: which part of the earth is drawn, and where a point falls in it.
//!
//! Plate carrée with its true scale at the frame's middle latitude: straight, simple, and without
//! functions whose last digit differs from machine to machine (one cosine apart, whose effect is
//! rounded away).

/// Kilometres to a degree of latitude.
const KM: f64 = 111.195;
/// A map narrower than this many degrees of latitude would promise more than its borders hold.
const LEAST: f64 = 1.2;

/// A part of the earth and the size of its drawing.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Frame {
    /// Units across.
    pub(crate) width: f64,
    /// Units down.
    pub(crate) height: f64,
    west: f64,
    north: f64,
    /// Units to a degree of latitude.
    scale: f64,
    /// How much shorter a degree of longitude is at the middle.
    squeeze: f64,
}

impl Frame {
    /// A frame with some room around points given as latitude and longitude.
    pub(crate) fn around(points: &[(f64, f64)], width: f64) -> Self {
        let range = |values: &mut dyn Iterator<Item = f64>| {
            values.fold((f64::INFINITY, f64::NEG_INFINITY), |(a, b), v| (a.min(v), b.max(v)))
        };
        let (south, north) = range(&mut points.iter().map(|p| p.0));
        let (west, east) = range(&mut points.iter().map(|p| p.1));
        if points.is_empty() {
            return Self::around(&[(-55.0, -170.0), (75.0, 180.0)], width);
        }
        let middle = f64::midpoint(south, north);
        let squeeze = ((middle.to_radians().cos() * 1000.0).round() / 1000.0).max(0.2);
        let high = ((north - south) * 1.35).max(LEAST);
        let wide = ((east - west) * squeeze * 1.35).max(LEAST * 1.6);
        // Between a wide strip and a tall sheet: the page scrolls, the drawing should not have to.
        let ratio = (high / wide).clamp(0.42, 0.72);
        let height = (width * ratio).round();
        let scale = (width / wide).min(height / high);
        let across = f64::midpoint(west, east);
        Self {
            width,
            height,
            west: across - width / scale / squeeze / 2.0,
            north: middle + height / scale / 2.0,
            scale,
            squeeze,
        }
    }

    /// Where a point falls.
    pub(crate) fn at(&self, lon: f64, lat: f64) -> (f64, f64) {
        ((lon - self.west) * self.squeeze * self.scale, (self.north - lat) * self.scale)
    }

    /// Whether a point falls inside, a little off the edge.
    pub(crate) fn holds(&self, lon: f64, lat: f64) -> bool {
        let (x, y) = self.at(lon, lat);
        (4.0..=self.width - 4.0).contains(&x) && (4.0..=self.height - 4.0).contains(&y)
    }

    /// Units to a kilometre.
    pub(crate) fn per_km(&self) -> f64 {
        self.scale / KM
    }

    /// Left, top, right and bottom of what is drawn: a little more than is seen, so that cut edges
    /// stay out of sight.
    pub(super) fn margin(&self) -> (f64, f64, f64, f64) {
        (-8.0, -8.0, self.width + 8.0, self.height + 8.0)
    }

    /// Whether a drawn ring comes near the frame at all.
    pub(super) fn may_hold(&self, drawn: &[(f64, f64)]) -> bool {
        let (left, top, right, bottom) = self.margin();
        let mut low = (f64::INFINITY, f64::INFINITY);
        let mut high = (f64::NEG_INFINITY, f64::NEG_INFINITY);
        for &(x, y) in drawn {
            low = (low.0.min(x), low.1.min(y));
            high = (high.0.max(x), high.1.max(y));
        }
        high.0 >= left && low.0 <= right && high.1 >= top && low.1 <= bottom
    }
}

#[cfg(test)]
mod tests {
    use super::Frame;

    #[test]
    fn points_lie_inside_and_north_is_up() {
        let frame = Frame::around(&[(64.1, -21.5), (65.5, -17.3)], 960.0);
        assert!(frame.holds(-21.5, 64.1) && frame.holds(-17.3, 65.5));
        assert!(frame.at(-17.3, 65.5).1 < frame.at(-21.5, 64.1).1);
        assert!(!frame.holds(10.0, 50.0));
    }

    #[test]
    fn one_point_gets_some_country_around_it() {
        let frame = Frame::around(&[(0.0, 0.0)], 960.0);
        assert!(frame.height / frame.per_km() > 100.0);
    }
}
