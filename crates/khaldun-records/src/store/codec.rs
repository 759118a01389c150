//! Rows as bytes, for the time between reading and writing: compact, and private to one import.

use crate::{Event, Standing, Toll};
use jiff::civil::Date;
use khaldun_model::{Plover, Window};

/// Days since 1970-01-01.
pub(super) fn day_number(date: Date) -> i32 {
    let epoch = Date::constant(1970, 1, 1);
    (date - epoch).get_days()
}

/// The day of that number.
pub(super) fn day_of(number: i32) -> Option<Date> {
    use jiff::ToSpan as _;
    Date::constant(1970, 1, 1).checked_add(i64::from(number).days()).ok()
}

fn put_number(out: &mut Vec<u8>, mut n: u64) {
    while n >= 0x80 {
        out.push(n as u8 | 0x80);
        n >>= 7;
    }
    out.push(n as u8);
}

fn put_text(out: &mut Vec<u8>, text: &str) {
    put_number(out, text.len() as u64);
    out.extend_from_slice(text.as_bytes());
}

fn put_list(out: &mut Vec<u8>, list: &[String]) {
    put_number(out, list.len() as u64);
    for text in list {
        put_text(out, text);
    }
}

fn put_float(out: &mut Vec<u8>, value: f64) {
    out.extend_from_slice(&value.to_le_bytes());
}

fn put_option(out: &mut Vec<u8>, value: Option<f64>) {
    out.push(u8::from(value.is_some()));
    if let Some(value) = value {
        put_float(out, value);
    }
}

fn put_pair(out: &mut Vec<u8>, pair: Option<(f64, f64)>) {
    put_option(out, pair.map(|p| p.0));
    if let Some((_, second)) = pair {
        put_float(out, second);
    }
}

/// Appends a row with its place in the file.
pub(super) fn put(out: &mut Vec<u8>, seq: u64, event: &Event) {
    put_number(out, seq);
    put_text(out, &event.id);
    out.extend_from_slice(&day_number(event.window.start).to_le_bytes());
    out.extend_from_slice(&day_number(event.window.end).to_le_bytes());
    put_text(out, &event.date_precision);
    put_list(out, &event.place);
    put_text(out, event.country.as_deref().unwrap_or(""));
    put_pair(out, event.point);
    put_float(out, event.radius_km);
    put_list(out, &event.actors);
    put_list(out, &event.targets);
    out.push(u8::from(event.directed));
    put_number(out, event.standing.len() as u64);
    for standing in &event.standing {
        put_text(out, &standing.name);
        put_text(out, &standing.word);
    }
    put_text(out, event.action.map_or("", Plover::as_str));
    put_text(out, &event.what);
    put_text(out, &event.outcome);
    put_pair(out, event.deaths);
    put_option(out, event.best);
    put_number(out, event.tolls.len() as u64);
    for toll in &event.tolls {
        put_text(out, &toll.of);
        put_float(out, toll.low);
        put_float(out, toll.high);
    }
    put_text(out, &event.deaths_by);
    put_option(out, event.strikes);
    put_list(out, &event.sources);
    put_text(out, &event.verified);
    put_number(out, event.line);
}

/// Reads rows back, and stops where the bytes end or are not ours.
pub(super) struct Reader<'b> {
    rest: &'b [u8],
    broken: bool,
}

impl<'b> Reader<'b> {
    pub(super) fn new(bytes: &'b [u8]) -> Self {
        Self { rest: bytes, broken: false }
    }

    fn take(&mut self, n: usize) -> &'b [u8] {
        let Some((head, rest)) = self.rest.split_at_checked(n) else {
            (self.rest, self.broken) = (&[], true);
            return &[];
        };
        self.rest = rest;
        head
    }

    fn byte(&mut self) -> u8 {
        self.take(1).first().copied().unwrap_or(0)
    }

    fn number(&mut self) -> u64 {
        let (mut n, mut shift) = (0_u64, 0);
        loop {
            let byte = self.byte();
            n |= u64::from(byte & 0x7f).checked_shl(shift).unwrap_or(0);
            if byte < 0x80 {
                return n;
            }
            shift += 7;
        }
    }

    fn text(&mut self) -> String {
        let n = self.number() as usize;
        let text = std::str::from_utf8(self.take(n));
        self.broken |= text.is_err();
        text.unwrap_or("").to_owned()
    }

    /// So many of something, as long as there is something to read.
    fn many<T>(&mut self, mut read: impl FnMut(&mut Self) -> T) -> Vec<T> {
        let n = self.number();
        let mut list = Vec::new();
        for _ in 0..n {
            if self.broken {
                break;
            }
            list.push(read(self));
        }
        list
    }

    fn float(&mut self) -> f64 {
        self.take(8).try_into().map_or(0.0, f64::from_le_bytes)
    }

    fn option(&mut self) -> Option<f64> {
        (self.byte() != 0).then(|| self.float())
    }

    fn pair(&mut self) -> Option<(f64, f64)> {
        let first = self.option()?;
        Some((first, self.float()))
    }

    fn day(&mut self) -> Date {
        let day = self.take(4).try_into().ok().map(i32::from_le_bytes).and_then(day_of);
        self.broken |= day.is_none();
        day.unwrap_or_default()
    }

    /// The next row.
    pub(super) fn next(&mut self) -> Option<(u64, Event)> {
        if self.rest.is_empty() {
            return None;
        }
        let seq = self.number();
        let id = self.text();
        let window = Window { start: self.day(), end: self.day() };
        let mut event = Event::new(id, window, 0);
        event.date_precision = self.text();
        event.place = self.many(Self::text);
        event.country = Some(self.text()).filter(|c| !c.is_empty());
        event.point = self.pair();
        event.radius_km = self.float();
        event.actors = self.many(Self::text);
        event.targets = self.many(Self::text);
        event.directed = self.byte() != 0;
        event.standing = self.many(|r| Standing { name: r.text(), word: r.text() });
        event.action = Plover::parse(&self.text());
        event.what = self.text();
        event.outcome = self.text();
        event.deaths = self.pair();
        event.best = self.option();
        event.tolls = self.many(|r| Toll { of: r.text(), low: r.float(), high: r.float() });
        event.deaths_by = self.text();
        event.strikes = self.option();
        event.sources = self.many(Self::text);
        event.verified = self.text();
        event.line = self.number();
        (!self.broken).then_some((seq, event))
    }
}
