//! Reads the packed outlines.

const PACK: &[u8] = include_bytes!("../../../../data/basemap/countries-50m.bin");
const UNITS: f64 = 500.0;

/// The whole pack.
#[derive(Debug, Default)]
pub(super) struct Base {
    arcs: Vec<Vec<(f64, f64)>>,
    pub(super) countries: Vec<Country>,
}

/// A country's name and the arcs of each of its rings.
#[derive(Debug)]
pub(super) struct Country {
    pub(super) name: String,
    pub(super) rings: Vec<Vec<i64>>,
}

impl Base {
    /// A ring as longitudes and latitudes.
    pub(super) fn ring(&self, arcs: &[i64]) -> Vec<(f64, f64)> {
        let mut out: Vec<(f64, f64)> = Vec::new();
        for &index in arcs {
            let backwards = index < 0;
            let index = if backwards { -1 - index } else { index };
            let Some(arc) = usize::try_from(index).ok().and_then(|i| self.arcs.get(i)) else {
                continue;
            };
            // The first point of an arc is the last of the one before.
            let from = usize::from(!out.is_empty());
            if backwards {
                out.extend(arc.iter().rev().skip(from));
            } else {
                out.extend(arc.iter().skip(from));
            }
        }
        out
    }
}

/// Unpacks it; what cannot be read is left out.
pub(super) fn base() -> Base {
    let mut reader = Reader { rest: PACK.strip_prefix(b"KHBASE1\n").unwrap_or_default() };
    reader.base().unwrap_or_default()
}

struct Reader {
    rest: &'static [u8],
}

impl Reader {
    fn base(&mut self) -> Option<Base> {
        let arcs = (0..self.number()?).map(|_| self.arc()).collect::<Option<_>>()?;
        let countries = (0..self.number()?).map(|_| self.country()).collect::<Option<_>>()?;
        Some(Base { arcs, countries })
    }

    fn arc(&mut self) -> Option<Vec<(f64, f64)>> {
        let count = self.number()?;
        let (mut x, mut y) = (0, 0);
        let point = |_| {
            x += self.signed()?;
            y += self.signed()?;
            Some((x as f64 / UNITS, y as f64 / UNITS))
        };
        (0..count).map(point).collect()
    }

    fn country(&mut self) -> Option<Country> {
        let length = usize::try_from(self.number()?).ok()?;
        let (name, rest) = self.rest.split_at_checked(length)?;
        self.rest = rest;
        let name = String::from_utf8(name.to_vec()).ok()?;
        let rings = (0..self.number()?)
            .map(|_| {
                let arcs = self.number()?;
                (0..arcs).map(|_| self.signed()).collect::<Option<Vec<i64>>>()
            })
            .collect::<Option<_>>()?;
        Some(Country { name, rings })
    }

    /// LEB128.
    fn number(&mut self) -> Option<u64> {
        let (mut n, mut shift) = (0, 0);
        loop {
            let (&byte, rest) = self.rest.split_first()?;
            self.rest = rest;
            n |= u64::from(byte & 0x7f).checked_shl(shift)?;
            if byte & 0x80 == 0 {
                return Some(n);
            }
            shift += 7;
        }
    }

    /// Zigzag.
    fn signed(&mut self) -> Option<i64> {
        let n = self.number()?;
        Some((n >> 1) as i64 ^ -((n & 1) as i64))
    }
}
