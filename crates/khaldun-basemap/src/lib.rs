//! Where do countries lie, and where do they meet?
//!
//! ```
//! use khaldun_basemap::Basemap;
//! let base = Basemap::builtin();
//! let border = base.border("SY", "TR");
//! assert!(border.iter().flatten().all(|(lat, lon)| (35.5..37.5).contains(lat) && (35.5..42.5).contains(lon)));
//! assert!(base.boxes("SY").iter().any(|b| b.holds((35.95, 39.0), 0.0)));
//! ```
//!
//! Outlines at 1 : 50 million, as Natural Earth draws them: by control on the ground. Drawing or measuring by them takes no
//! position. A damaged pack holds no country; nothing fails.
//!
//! What it does not do: it knows no town, and says nothing finer than its scale, some kilometres.

mod pack;

use std::sync::OnceLock;

/// The outlines of all countries.
#[derive(Debug, Default)]
pub struct Basemap {
    arcs: Vec<Vec<(f64, f64)>>,
    /// Countries and territories in the order of their names.
    pub countries: Vec<Country>,
}

/// A country or territory as the map draws it; several may share a code.
#[derive(Debug)]
pub struct Country {
    /// Its name on the map, often shortened.
    pub name: String,
    /// ISO 3166-1 alpha-2 of the state it is counted with here (`data/basemap/codes.csv`); XK for Kosovo.
    pub code: &'static str,
    /// The arcs of each of its rings, for [`Basemap::ring`].
    pub rings: Vec<Vec<i64>>,
}

/// A box of latitudes and longitudes.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Bounds {
    /// Least and greatest latitude.
    pub lat: (f64, f64),
    /// Least and greatest longitude.
    pub lon: (f64, f64),
}

impl Bounds {
    fn around(ring: &[(f64, f64)]) -> Option<Self> {
        let &(x, y) = ring.first()?;
        let wider = |b: Self, &(x, y): &(f64, f64)| Self {
            lat: (b.lat.0.min(y), b.lat.1.max(y)),
            lon: (b.lon.0.min(x), b.lon.1.max(x)),
        };
        Some(ring.iter().fold(Self { lat: (y, y), lon: (x, x) }, wider))
    }

    /// Whether a point (latitude, longitude) lies in the box or within so many degrees of it.
    pub fn holds(&self, (lat, lon): (f64, f64), margin: f64) -> bool {
        (self.lat.0 - margin..=self.lat.1 + margin).contains(&lat)
            && (self.lon.0 - margin..=self.lon.1 + margin).contains(&lon)
    }
}

/// A line as latitudes and longitudes.
pub type Line = Vec<(f64, f64)>;

impl Basemap {
    /// The outlines that come with the program.
    pub fn builtin() -> &'static Self {
        static BASE: OnceLock<Basemap> = OnceLock::new();
        BASE.get_or_init(|| {
            pack::read(
                include_bytes!("../../../data/basemap/countries-50m.bin"),
                include_str!("../../../data/basemap/codes.csv"),
            )
        })
    }

    /// A ring as longitudes and latitudes.
    pub fn ring(&self, arcs: &[i64]) -> Vec<(f64, f64)> {
        let mut out: Vec<(f64, f64)> = Vec::new();
        for &index in arcs {
            let Some(arc) = self.arcs.get(number(index)) else { continue };
            // The first point of an arc is the last of the one before.
            let from = usize::from(!out.is_empty());
            if index < 0 {
                out.extend(arc.iter().rev().skip(from));
            } else {
                out.extend(arc.iter().skip(from));
            }
        }
        out
    }

    /// The land border of two states by their codes: lines of latitudes and longitudes, pieces that meet joined;
    /// none where they do not touch.
    pub fn border(&self, a: &str, b: &str) -> Vec<Line> {
        let of_a = self.arcs_of(a);
        let mut shared = self.arcs_of(b);
        shared.retain(|arc| of_a.binary_search(arc).is_ok());
        let swapped = |&(lon, lat): &(f64, f64)| (lat, lon);
        let pieces = shared.iter().filter_map(|&arc| self.arcs.get(arc));
        joined(pieces.map(|arc| arc.iter().map(swapped).collect()).collect())
    }

    /// The boxes around a state's mainland and islands; none where the map does not know the code.
    pub fn boxes(&self, code: &str) -> Vec<Bounds> {
        let of = self.countries.iter().filter(|c| c.code == code);
        of.flat_map(|c| &c.rings).filter_map(|ring| Bounds::around(&self.ring(ring))).collect()
    }

    /// Numbers of the arcs that bound a state, in order, each once.
    fn arcs_of(&self, code: &str) -> Vec<usize> {
        let of = self.countries.iter().filter(|c| c.code == code);
        let mut arcs: Vec<usize> =
            of.flat_map(|c| c.rings.iter().flatten()).map(|&i| number(i)).collect();
        arcs.sort_unstable();
        arcs.dedup();
        arcs
    }
}

/// The arc that an index means, whichever way it is walked.
fn number(index: i64) -> usize {
    (if index < 0 { -1 - index } else { index }) as usize
}

/// Lines that end where another begins become one.
fn joined(pieces: Vec<Line>) -> Vec<Line> {
    let mut lines: Vec<Line> = Vec::new();
    for mut piece in pieces {
        // Each line that touches either end is taken into the piece.
        while let Some(at) = lines.iter().position(|l| touch(l, &piece)) {
            piece = join(lines.remove(at), piece);
        }
        lines.push(piece);
    }
    lines
}

fn touch(a: &Line, b: &Line) -> bool {
    let ends = |l: &Line| [l.first().copied(), l.last().copied()];
    ends(a).iter().any(|e| ends(b).contains(e))
}

fn join(mut a: Line, mut b: Line) -> Line {
    if a.first() == b.first() || a.first() == b.last() {
        a.reverse();
    }
    if a.last() != b.first() {
        b.reverse();
    }
    a.extend(b.into_iter().skip(1));
    a
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_country_has_a_code_and_an_outline() {
        let base = Basemap::builtin();
        assert_eq!(base.countries.len(), 241);
        for c in &base.countries {
            assert_eq!(c.code.len(), 2, "{}", c.name);
            assert!(!c.rings.is_empty(), "{}", c.name);
        }
    }

    #[test]
    fn a_border_is_the_same_from_both_sides_and_none_where_countries_do_not_touch() {
        let base = Basemap::builtin();
        for (a, b) in [("KH", "TH"), ("ML", "NE"), ("CO", "VE"), ("RW", "CD"), ("AF", "PK")] {
            let border = base.border(a, b);
            assert!(!border.is_empty(), "{a} {b}");
            let ends = |l: &Line| l.len();
            let other = base.border(b, a);
            assert_eq!(
                border.iter().map(ends).sum::<usize>(),
                other.iter().map(ends).sum::<usize>()
            );
        }
        assert!(base.border("PE", "NG").is_empty());
        assert!(base.border("CY", "CY").len() < 40);
    }

    #[test]
    fn towns_lie_in_the_boxes_of_their_countries_and_not_when_swapped() {
        let base = Basemap::builtin();
        for (code, at) in [("ML", (16.27, -0.04)), ("UA", (48.0, 37.8)), ("CO", (2.4, -76.6))] {
            let inside = |at| base.boxes(code).iter().any(|b| b.holds(at, 0.5));
            assert!(inside(at) && !inside((at.1, at.0)), "{code}");
        }
        assert!(base.boxes("ZZ").is_empty());
    }
}
