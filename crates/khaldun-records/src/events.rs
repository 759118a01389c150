//! The rows of a set, kept small.
//!
//! A row of two dozen fields, most of them texts, takes a kilobyte as an [`Event`]; of two million that is
//! more than most desks have. So a row is kept as some hundred bytes: texts that recur (places, parties,
//! sources) as numbers of a list, figures as short numbers. It becomes an [`Event`] when it is asked for.

use crate::event::{Event, Standing, Toll};
use jiff::civil::Date;
use khaldun_model::{Plover, Window};
use std::collections::HashMap;
use std::ops::Index;
use std::sync::OnceLock;

/// Bytes are kept in pieces of this size, so that growing copies nothing.
const PIECE: usize = 1 << 20;

/// The rows of a set, in its order.
#[derive(Clone, Debug, Default)]
pub struct Events {
    pieces: Vec<Vec<u8>>,
    /// Where each row begins: piece and byte.
    starts: Vec<(u32, u32)>,
    spots: Vec<Spot>,
    words: Words,
    /// Rows that were asked for by reference.
    whole: Vec<OnceLock<Box<Event>>>,
}

/// Where a row lies: searches ask no more of most rows. A row without a point has no latitude.
#[derive(Clone, Copy, Debug)]
struct Spot {
    lat: f64,
    lon: f64,
    radius_km: f64,
}

/// Texts that recur, each once.
#[derive(Clone, Debug, Default)]
struct Words {
    texts: Vec<Box<str>>,
    numbers: HashMap<Box<str>, u32>,
}

impl Words {
    fn number(&mut self, text: &str) -> u64 {
        if let Some(number) = self.numbers.get(text) {
            return u64::from(*number);
        }
        let number = self.texts.len() as u32;
        self.texts.push(text.into());
        self.numbers.insert(text.into(), number);
        u64::from(number)
    }
}

impl Events {
    /// How many rows there are.
    pub fn len(&self) -> usize {
        self.starts.len()
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.starts.is_empty()
    }

    /// Takes all rows out.
    pub fn clear(&mut self) {
        *self = Self::default();
    }

    /// Adds a row.
    pub fn push(&mut self, event: &Event) {
        let mut row = Writer { bytes: Vec::with_capacity(256), words: &mut self.words };
        row.event(event);
        let bytes = row.bytes;
        let full = |piece: &Vec<u8>| piece.len() + bytes.len() > PIECE;
        if self.pieces.last().is_none_or(full) {
            self.pieces.push(Vec::with_capacity(PIECE.max(bytes.len())));
        }
        let piece = self.pieces.len() - 1;
        self.starts.push((piece as u32, self.pieces[piece].len() as u32));
        self.pieces[piece].extend_from_slice(&bytes);
        let (lat, lon) = event.point.unwrap_or((f64::NAN, f64::NAN));
        self.spots.push(Spot { lat, lon, radius_km: event.radius_km });
        self.whole.push(OnceLock::new());
    }

    /// A row, made anew.
    ///
    /// # Panics
    /// If there are not so many rows.
    pub fn row(&self, at: usize) -> Event {
        let (piece, byte) = self.starts[at];
        let bytes = &self.pieces[piece as usize][byte as usize..];
        Reader { bytes, at: 0, words: &self.words.texts }.event(&self.spots[at])
    }

    /// A row that is kept from now on, for those who refer to it again and again.
    pub fn get(&self, at: usize) -> Option<&Event> {
        Some(self.whole.get(at)?.get_or_init(|| Box::new(self.row(at))))
    }

    /// Latitude and longitude of a row, and how far off they may be, in km.
    pub fn spot(&self, at: usize) -> Option<((f64, f64), f64)> {
        let spot = self.spots.get(at)?;
        (!spot.lat.is_nan()).then_some(((spot.lat, spot.lon), spot.radius_km))
    }

    /// All rows in order, each made anew.
    pub fn iter(&self) -> Rows<'_> {
        Rows { events: self, next: 0 }
    }

    /// Puts the rows in the order of some keys, one a row.
    pub(crate) fn arrange(&mut self, keys: &[u64]) {
        if keys.is_sorted() {
            return;
        }
        let mut order: Vec<usize> = (0..keys.len().min(self.len())).collect();
        order.sort_by_key(|at| keys[*at]);
        self.starts = order.iter().map(|at| self.starts[*at]).collect();
        self.spots = order.iter().map(|at| self.spots[*at]).collect();
        self.whole = order.iter().map(|_| OnceLock::new()).collect();
    }
}

impl Index<usize> for Events {
    type Output = Event;

    fn index(&self, at: usize) -> &Event {
        self.whole[at].get_or_init(|| Box::new(self.row(at)))
    }
}

impl Extend<Event> for Events {
    fn extend<I: IntoIterator<Item = Event>>(&mut self, rows: I) {
        for event in rows {
            self.push(&event);
        }
    }
}

impl FromIterator<Event> for Events {
    fn from_iter<I: IntoIterator<Item = Event>>(rows: I) -> Self {
        let mut events = Self::default();
        events.extend(rows);
        events
    }
}

impl<'e> IntoIterator for &'e Events {
    type Item = Event;
    type IntoIter = Rows<'e>;

    fn into_iter(self) -> Rows<'e> {
        self.iter()
    }
}

/// Rows one after the other, each made anew.
#[derive(Clone, Debug)]
pub struct Rows<'e> {
    events: &'e Events,
    next: usize,
}

impl Iterator for Rows<'_> {
    type Item = Event;

    fn next(&mut self) -> Option<Event> {
        let at = self.next;
        self.next += 1;
        (at < self.events.len()).then(|| self.events.row(at))
    }

    fn size_hint(&self) -> (usize, Option<usize>) {
        let left = self.events.len().saturating_sub(self.next);
        (left, Some(left))
    }
}

impl ExactSizeIterator for Rows<'_> {}

/// A row's optional fields, a bit each.
mod has {
    pub(super) const COUNTRY: u64 = 1;
    pub(super) const DEATHS: u64 = 2;
    pub(super) const BEST: u64 = 4;
    pub(super) const STRIKES: u64 = 8;
    pub(super) const DIRECTED: u64 = 16;
    pub(super) const ACTION: u64 = 32;
}

struct Writer<'w> {
    bytes: Vec<u8>,
    words: &'w mut Words,
}

impl Writer<'_> {
    fn event(&mut self, e: &Event) {
        let bit = |set: bool, bit: u64| if set { bit } else { 0 };
        self.count(
            bit(e.country.is_some(), has::COUNTRY)
                | bit(e.deaths.is_some(), has::DEATHS)
                | bit(e.best.is_some(), has::BEST)
                | bit(e.strikes.is_some(), has::STRIKES)
                | bit(e.directed, has::DIRECTED)
                | bit(e.action.is_some(), has::ACTION),
        );
        self.text(&e.id);
        self.day(e.window.start);
        self.day(e.window.end);
        self.word(&e.date_precision);
        self.words(&e.place);
        if let Some(country) = &e.country {
            self.word(country);
        }
        self.words(&e.actors);
        self.words(&e.targets);
        self.count(e.standing.len() as u64);
        for standing in &e.standing {
            self.word(&standing.name);
            self.word(&standing.word);
        }
        if let Some(action) = e.action {
            self.word(action.as_str());
        }
        self.text(&e.what);
        self.text(&e.outcome);
        if let Some((low, high)) = e.deaths {
            self.number(low);
            self.number(high);
        }
        if let Some(best) = e.best {
            self.number(best);
        }
        self.count(e.tolls.len() as u64);
        for toll in &e.tolls {
            self.word(&toll.of);
            self.number(toll.low);
            self.number(toll.high);
        }
        self.word(&e.deaths_by);
        if let Some(strikes) = e.strikes {
            self.number(strikes);
        }
        self.words(&e.sources);
        self.word(&e.verified);
        self.count(e.line);
    }

    /// Seven bits a byte, the last without its high bit.
    fn count(&mut self, mut n: u64) {
        while n >= 0x80 {
            self.bytes.push(n as u8 | 0x80);
            n >>= 7;
        }
        self.bytes.push(n as u8);
    }

    /// Small whole numbers are short; any other keeps its eight bytes.
    fn number(&mut self, n: f64) {
        if n.is_sign_positive() && n.fract() == 0.0 && n < WHOLE {
            self.count((n as u64) << 1);
        } else {
            self.count(1);
            self.bytes.extend_from_slice(&n.to_le_bytes());
        }
    }

    fn day(&mut self, day: Date) {
        self.bytes.extend_from_slice(&day.year().to_le_bytes());
        self.bytes.extend_from_slice(&[day.month() as u8, day.day() as u8]);
    }

    fn text(&mut self, text: &str) {
        self.count(text.len() as u64);
        self.bytes.extend_from_slice(text.as_bytes());
    }

    fn word(&mut self, text: &str) {
        let number = self.words.number(text);
        self.count(number);
    }

    fn words(&mut self, texts: &[String]) {
        self.count(texts.len() as u64);
        for text in texts {
            self.word(text);
        }
    }
}

/// Whole numbers below this are exact.
const WHOLE: f64 = (1_u64 << 50) as f64;

struct Reader<'r> {
    bytes: &'r [u8],
    at: usize,
    words: &'r [Box<str>],
}

impl Reader<'_> {
    fn event(&mut self, spot: &Spot) -> Event {
        let flags = self.count();
        let has = |bit: u64| flags & bit != 0;
        let id = self.text();
        let window = Window { start: self.day(), end: self.day() };
        let mut e = Event::new(id, window, 0);
        e.date_precision = self.word();
        e.place = self.words();
        e.country = has(has::COUNTRY).then(|| self.word());
        e.point = (!spot.lat.is_nan()).then_some((spot.lat, spot.lon));
        e.radius_km = spot.radius_km;
        e.actors = self.words();
        e.targets = self.words();
        e.directed = has(has::DIRECTED);
        let standings = self.count();
        e.standing =
            (0..standings).map(|_| Standing { name: self.word(), word: self.word() }).collect();
        e.action = has(has::ACTION).then(|| self.word()).and_then(|a| Plover::parse(&a));
        e.what = self.text();
        e.outcome = self.text();
        e.deaths = has(has::DEATHS).then(|| (self.number(), self.number()));
        e.best = has(has::BEST).then(|| self.number());
        let tolls = self.count();
        e.tolls = (0..tolls)
            .map(|_| Toll { of: self.word(), low: self.number(), high: self.number() })
            .collect();
        e.deaths_by = self.word();
        e.strikes = has(has::STRIKES).then(|| self.number());
        e.sources = self.words();
        e.verified = self.word();
        e.line = self.count();
        e
    }

    fn take<const N: usize>(&mut self) -> [u8; N] {
        let mut taken = [0; N];
        taken.copy_from_slice(&self.bytes[self.at..self.at + N]);
        self.at += N;
        taken
    }

    fn count(&mut self) -> u64 {
        let (mut n, mut shift) = (0, 0);
        loop {
            let [byte] = self.take();
            n |= u64::from(byte & 0x7f) << shift;
            if byte & 0x80 == 0 {
                return n;
            }
            shift += 7;
        }
    }

    fn number(&mut self) -> f64 {
        let n = self.count();
        if n & 1 == 0 { (n >> 1) as f64 } else { f64::from_le_bytes(self.take()) }
    }

    fn day(&mut self) -> Date {
        let year = i16::from_le_bytes(self.take());
        let [month, day] = self.take();
        Date::new(year, month as i8, day as i8).unwrap_or(Date::MIN)
    }

    fn text(&mut self) -> String {
        let length = self.count() as usize;
        let bytes = &self.bytes[self.at..self.at + length];
        self.at += length;
        String::from_utf8_lossy(bytes).into_owned()
    }

    fn word(&mut self) -> String {
        let number = self.count() as usize;
        self.words[number].to_string()
    }

    fn words(&mut self) -> Vec<String> {
        let count = self.count();
        (0..count).map(|_| self.word()).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn row(n: usize, text: &str, number: f64) -> Event {
        let day = jiff::civil::date(-44 + (n % 3000) as i16, 3, 15);
        let mut e = Event::new(format!("r{n}"), Window::day(day), n as u64 * 1000);
        e.place = vec![text.to_owned(), "Karsa".to_owned()];
        e.actors = vec![text.to_owned()];
        e.what = text.repeat(n % 4);
        e.point = n.is_multiple_of(2).then_some((number, -number));
        e.country = n.is_multiple_of(3).then(|| "XX".to_owned());
        e.deaths = n.is_multiple_of(5).then_some((number, number + 0.5));
        e.strikes = Some(-0.0);
        e.directed = n.is_multiple_of(7);
        e.action = Plover::parse("ASSAULT");
        e.tolls = vec![Toll { of: text.to_owned(), low: number, high: f64::INFINITY }];
        e.standing = vec![Standing { name: text.to_owned(), word: "accused".to_owned() }];
        e
    }

    proptest! {
        #[test]
        fn a_row_comes_back_as_it_was(
            rows in prop::collection::vec((0..4000_usize, ".{0,30}", -1.0e6..1.0e12_f64), 0..60)
        ) {
            let rows: Vec<Event> = rows.iter().map(|(n, t, x)| row(*n, t, *x)).collect();
            let events: Events = rows.iter().cloned().collect();
            prop_assert_eq!(events.len(), rows.len());
            prop_assert_eq!(&events.iter().collect::<Vec<_>>(), &rows);
            for (at, row) in rows.iter().enumerate() {
                prop_assert_eq!(&events[at], row);
                prop_assert_eq!(events.spot(at).map(|s| s.0), row.point);
            }
        }
    }

    #[test]
    fn rows_are_put_in_order() {
        let rows: Vec<Event> = (0..4).map(|n| row(n, "x", 1.0)).collect();
        let mut events: Events = rows.iter().cloned().collect();
        events.arrange(&[30, 10, 20, 40]);
        let ids: Vec<String> = events.iter().map(|e| e.id).collect();
        assert_eq!(ids, ["r1", "r2", "r0", "r3"]);
    }
}
