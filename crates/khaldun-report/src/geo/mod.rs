//! Outlines of countries, cut to the frame of a map.
//!
//! The layout of the packed file is written out in `data/basemap/README.md`. A damaged pack gives a
//! map without borders, never a failure: the points are what matters.

mod clip;
mod frame;

pub(crate) use frame::Frame;
use khaldun_basemap::{Basemap, Country};

/// A country as far as it lies in the frame, in units of the drawing.
#[derive(Debug)]
pub(crate) struct Outline {
    /// Its name.
    pub(crate) name: String,
    /// Closed rings; holes by the even-odd rule.
    pub(crate) rings: Vec<Vec<(f64, f64)>>,
    /// Where its name fits, if there is room.
    pub(crate) label: Option<(f64, f64)>,
}

/// Units of the drawing below which two points fall together.
const FINEST: f64 = 0.7;

/// The countries in a frame, in alphabetical order.
pub(crate) fn outlines(frame: &Frame) -> Vec<Outline> {
    let base = Basemap::builtin();
    base.countries.iter().filter_map(|country| outline(country, base, frame)).collect()
}

fn outline(country: &Country, base: &Basemap, frame: &Frame) -> Option<Outline> {
    let mut rings = Vec::new();
    for arcs in &country.rings {
        let ring = clip::unrolled(&base.ring(arcs));
        // A ring that runs over the date line shows on either side of the map.
        for turn in [-360.0, 0.0, 360.0] {
            let drawn: Vec<(f64, f64)> =
                ring.iter().map(|&(lon, lat)| frame.at(lon + turn, lat)).collect();
            if !frame.may_hold(&drawn) {
                continue;
            }
            let cut = clip::to_rectangle(&drawn, frame.margin());
            let thin = clip::thinned(&cut, FINEST);
            if thin.len() > 2 {
                rings.push(thin);
            }
        }
    }
    let label = clip::label(&rings, frame.width, frame.height);
    (!rings.is_empty()).then(|| Outline { name: country.name.clone(), rings, label })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_frame_over_the_chad_basin_holds_its_neighbours() {
        let frame = Frame::around(&[(13.1, 14.5), (12.1, 15.0)], 960.0);
        let names: Vec<String> = outlines(&frame).into_iter().map(|o| o.name).collect();
        for name in ["Cameroon", "Chad", "Nigeria"] {
            assert!(names.iter().any(|n| n == name), "{name} is missing from {names:?}");
        }
        for name in ["Chile", "Russia", "Antarctica"] {
            assert!(!names.iter().any(|n| n == name), "{name} is not near");
        }
    }

    #[test]
    fn nothing_is_drawn_outside_the_margin() {
        let frame = Frame::around(&[(33.5, 36.3), (36.2, 37.2), (34.0, 40.0)], 960.0);
        let (left, top, right, bottom) = frame.margin();
        for (x, y) in outlines(&frame).iter().flat_map(|o| o.rings.iter().flatten()) {
            assert!((left..=right).contains(x) && (top..=bottom).contains(y));
        }
    }
}
