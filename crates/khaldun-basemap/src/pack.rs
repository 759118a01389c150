//! Reads the packed outlines; the layout is written out in `data/basemap/README.md`.

use crate::{Basemap, Country};

const UNITS: f64 = 500.0;

/// Unpacks it; a pack that cannot be read holds no country.
pub(crate) fn read(pack: &'static [u8], codes: &'static str) -> Basemap {
    let mut reader = Reader { rest: pack.strip_prefix(b"KHBASE1\n").unwrap_or_default(), codes };
    reader.base().unwrap_or_default()
}

struct Reader {
    rest: &'static [u8],
    codes: &'static str,
}

impl Reader {
    fn base(&mut self) -> Option<Basemap> {
        let arcs = (0..self.number()?).map(|_| self.arc()).collect::<Option<_>>()?;
        let countries = (0..self.number()?).map(|_| self.country()).collect::<Option<_>>()?;
        Some(Basemap { arcs, countries })
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
        let code = self.codes.lines().find_map(|l| l.strip_prefix(&*name)?.strip_prefix(','));
        Some(Country { code: code.unwrap_or_default(), name, rings })
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
