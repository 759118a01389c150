//! Great-circle distance.
//!
//! **Question.** How far apart are two points?
//! **Assumptions.** The earth is a sphere of the mean radius of WGS 84; errors stay below 0.6 %.
//! **Formula.** Haversine (R. W. Sinnott, Sky and Telescope 68, 1984), which keeps its digits for
//! near points.
//! **When it misleads.** Points that stand for a district are as far off as the district is wide.

/// Mean radius of the earth, km (WGS 84).
pub const EARTH_KM: f64 = 6371.0088;

/// Degrees to radians.
pub fn radians(degrees: f64) -> f64 {
    degrees * (std::f64::consts::PI / 180.0)
}

/// The angle between two points given as latitude and longitude in degrees, in radians.
pub fn angle(a: (f64, f64), b: (f64, f64)) -> f64 {
    let (lat_a, lat_b) = (radians(a.0), radians(b.0));
    let sin_lat = libm::sin((lat_b - lat_a) / 2.0);
    let sin_lon = libm::sin(radians(b.1 - a.1) / 2.0);
    let h = sin_lat * sin_lat + libm::cos(lat_a) * libm::cos(lat_b) * sin_lon * sin_lon;
    2.0 * libm::asin(h.sqrt().min(1.0))
}

/// The distance between two points given as latitude and longitude in degrees, in km.
///
/// ```
/// use khaldun_stats::sphere::km;
/// assert_eq!(km((0.0, 0.0), (0.0, 0.0)), 0.0);
/// assert!((km((0.0, 0.0), (0.0, 180.0)) - 20_015.114).abs() < 0.001);
/// ```
pub fn km(a: (f64, f64), b: (f64, f64)) -> f64 {
    EARTH_KM * angle(a, b)
}

/// The point as a unit vector.
pub fn unit(point: (f64, f64)) -> [f64; 3] {
    let (lat, lon) = (radians(point.0), radians(point.1));
    let ring = libm::cos(lat);
    [ring * libm::cos(lon), ring * libm::sin(lon), libm::sin(lat)]
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn the_chord_tells_the_angle(a in (-90.0..90.0_f64, -180.0..180.0_f64), b in (-90.0..90.0_f64, -180.0..180.0_f64)) {
            let (u, v) = (unit(a), unit(b));
            let chord: f64 = u.iter().zip(&v).map(|(x, y)| (x - y) * (x - y)).sum::<f64>().sqrt();
            let wide = 2.0 * libm::asin((chord / 2.0).min(1.0));
            prop_assert!((wide - angle(a, b)).abs() < 1e-7);
            prop_assert_eq!(angle(a, b), angle(b, a));
        }
    }
}
