//! Arithmetic of calendar windows.

use super::lex::{Part, Season, Unit};
use jiff::civil::Date;
use jiff::{Span as Length, ToSpan};
use khaldun_model::Window;

const HOLIDAYS: &str = include_str!("../../../../data/when/holidays.csv");

/// From the first to the last day.
pub(super) fn window(start: Date, end: Date) -> Window {
    Window { start: start.min(end), end: start.max(end) }
}

/// `days` later, or the same day at the end of the calendar.
pub(super) fn shift(day: Date, days: i64) -> Date {
    add(day, days.clamp(-3_000_000, 3_000_000).days())
}

fn add(day: Date, length: Length) -> Date {
    day.checked_add(length).unwrap_or(day)
}

pub(super) fn shift_months(day: Date, months: i64) -> Date {
    add(day, months.clamp(-100_000, 100_000).months())
}

pub(super) fn shift_years(day: Date, years: i64) -> Date {
    add(day, years.clamp(-9_000, 9_000).years())
}

/// Moves both ends.
pub(super) fn slide(w: Window, days: i64) -> Window {
    window(shift(w.start, days), shift(w.end, days))
}

/// Adds days at either end.
pub(super) fn widen(w: Window, days: i64) -> Window {
    window(shift(w.start, -days), shift(w.end, days))
}

pub(super) fn year(y: i16) -> Option<Window> {
    Some(window(Date::new(y, 1, 1).ok()?, Date::new(y, 12, 31).ok()?))
}

pub(super) fn years(a: i16, b: i16) -> Option<Window> {
    Some(window(Date::new(a, 1, 1).ok()?, Date::new(b, 12, 31).ok()?))
}

pub(super) fn month(y: i16, m: i8) -> Option<Window> {
    let first = Date::new(y, m, 1).ok()?;
    Some(window(first, first.last_of_month()))
}

/// Monday to Sunday.
pub(super) fn week(day: Date) -> Window {
    let back = i64::from(day.weekday().to_monday_zero_offset());
    let monday = shift(day, -back);
    window(monday, shift(monday, 6))
}

/// By whole months; a winter is that in which the year ends.
pub(super) fn season(y: i16, s: Season) -> Option<Window> {
    let first = match s {
        Season::Spring => Date::new(y, 3, 1).ok()?,
        Season::Summer => Date::new(y, 6, 1).ok()?,
        Season::Autumn => Date::new(y, 9, 1).ok()?,
        Season::Winter => Date::new(y, 12, 1).ok()?,
    };
    Some(window(first, shift(shift_months(first, 3), -1)))
}

pub(super) fn quarter(y: i16, q: i8) -> Option<Window> {
    let first = Date::new(y, 3 * q.checked_sub(1)? + 1, 1).ok()?;
    Some(window(first, shift(shift_months(first, 3), -1)))
}

pub(super) fn half(y: i16, h: i8) -> Option<Window> {
    let first = Date::new(y, 6 * h.checked_sub(1)? + 1, 1).ok()?;
    Some(window(first, shift(shift_months(first, 6), -1)))
}

/// The unit that holds a day.
pub(super) fn unit(day: Date, unit: Unit) -> Window {
    let whole = || match unit {
        Unit::Week | Unit::Fortnight => Some(week(day)),
        Unit::Weekend => {
            let monday = week(day).start;
            Some(window(shift(monday, 5), shift(monday, 6)))
        }
        Unit::Month => month(day.year(), day.month()),
        Unit::Quarter => quarter(day.year(), (day.month() - 1) / 3 + 1),
        Unit::Half => half(day.year(), (day.month() - 1) / 6 + 1),
        Unit::Year => year(day.year()),
        Unit::Decade => {
            let first = day.year() - day.year().rem_euclid(10);
            years(first, first + 9)
        }
        Unit::Century => {
            let first = day.year() - day.year().rem_euclid(100);
            years(first, first + 99)
        }
        _ => None,
    };
    whole().unwrap_or(Window::day(day))
}

/// A day `n` units away.
pub(super) fn step(day: Date, n: i64, unit: Unit) -> Date {
    match unit {
        Unit::Second | Unit::Minute | Unit::Hour => day,
        Unit::PartOfDay | Unit::Night | Unit::Day => shift(day, n),
        Unit::Week | Unit::Weekend => shift(day, n.saturating_mul(7)),
        Unit::Fortnight => shift(day, n.saturating_mul(14)),
        Unit::Month => shift_months(day, n),
        Unit::Quarter => shift_months(day, n.saturating_mul(3)),
        Unit::Half => shift_months(day, n.saturating_mul(6)),
        Unit::Year => shift_years(day, n),
        Unit::Decade => shift_years(day, n.saturating_mul(10)),
        Unit::Century => shift_years(day, n.saturating_mul(100)),
    }
}

/// A part of a window: days 1-10, 11-20 and 21 to the end of a month; thirds of anything longer;
/// "start" and "end" of a year are its first and last two months.
pub(super) fn part(w: Window, part: Part) -> Window {
    let days = w.days();
    if days > 300 && days < 400 {
        let (start, end) = (w.start, w.end);
        return match part {
            Part::Start => window(start, shift(shift_months(start, 2), -1)),
            Part::End => window(shift_months(start, 10), end),
            Part::Early => window(start, shift(shift_months(start, 4), -1)),
            Part::Mid => window(shift_months(start, 4), shift(shift_months(start, 8), -1)),
            Part::Late => window(shift_months(start, 8), end),
            Part::FirstHalf => window(start, shift(shift_months(start, 6), -1)),
            Part::SecondHalf => window(shift_months(start, 6), end),
        };
    }
    if (3_600..3_700).contains(&days) {
        let years = |from: i64, to: i64| {
            window(shift_months(w.start, 12 * from), shift(shift_months(w.start, 12 * to), -1))
        };
        return match part {
            Part::Early | Part::Start => years(0, 4),
            Part::Mid => years(4, 7),
            Part::Late | Part::End => years(7, 10),
            Part::FirstHalf => years(0, 5),
            Part::SecondHalf => years(5, 10),
        };
    }
    let third = if (28..=31).contains(&days) { 10 } else { (days / 3).max(1) };
    let half = if (28..=31).contains(&days) { 15 } else { (days / 2).max(1) };
    match part {
        Part::Early | Part::Start => window(w.start, shift(w.start, third - 1)),
        Part::Mid if days > 2 => window(shift(w.start, third), shift(w.start, 2 * third - 1)),
        Part::Mid => w,
        Part::Late | Part::End if (28..=31).contains(&days) => window(shift(w.start, 20), w.end),
        Part::Late | Part::End => window(shift(w.end, 1 - third), w.end),
        Part::FirstHalf => window(w.start, shift(w.start, half - 1)),
        Part::SecondHalf => window(shift(w.start, half), w.end),
    }
}

/// The latest such weekday on or before a day.
pub(super) fn weekday_before(day: Date, weekday: i8) -> Date {
    let back = (day.weekday().to_monday_one_offset() - weekday).rem_euclid(7);
    shift(day, -i64::from(back))
}

/// The first such weekday after a day.
pub(super) fn weekday_after(day: Date, weekday: i8) -> Date {
    let ahead = (weekday - day.weekday().to_monday_one_offset()).rem_euclid(7);
    shift(day, if ahead == 0 { 7 } else { i64::from(ahead) })
}

/// A window in EDTF: a day, month or year as such, anything else as an interval.
pub(super) fn edtf(w: Window) -> String {
    let (a, b) = (w.start, w.end);
    if a == b {
        return a.to_string();
    }
    if year(a.year()) == Some(w) {
        return format!("{:04}", a.year());
    }
    if month(a.year(), a.month()) == Some(w) {
        return format!("{:04}-{:02}", a.year(), a.month());
    }
    format!("{a}/{b}")
}

/// A feast: its place in the table.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Holiday(usize);

fn holidays() -> impl Iterator<Item = Vec<&'static str>> {
    HOLIDAYS.lines().skip(1).map(|l| l.split(',').collect())
}

/// The feast of a name (lower case, hyphens kept, no apostrophes).
pub(super) fn holiday(name: &str) -> Option<Holiday> {
    holidays().position(|r| r[0] == name).map(Holiday)
}

/// Whether its days are reckoned and may be off by one.
pub(super) fn is_reckoned(h: Holiday) -> bool {
    holidays().nth(h.0).is_some_and(|r| r[1] == "islamic")
}

/// Every time it falls between the first day of year `y` and the last.
pub(super) fn holiday_in(h: Holiday, y: i16) -> Vec<Window> {
    let Some(row) = holidays().nth(h.0) else { return Vec::new() };
    let days: i64 = row[3].parse().unwrap_or(1);
    let pair = || {
        let (m, d) = row[2].split_once('-')?;
        Some((m.parse::<i64>().ok()?, d.parse::<i64>().ok()?))
    };
    let starts: Vec<Date> = match row[1] {
        "easter" => easter(y).map(|e| shift(e, row[2].parse().unwrap_or(0))).into_iter().collect(),
        "islamic" => pair().map(|(m, d)| islamic(y, m, d)).unwrap_or_default(),
        _ => pair().and_then(|(m, d)| Date::new(y, m as i8, d as i8).ok()).into_iter().collect(),
    };
    starts.into_iter().map(|s| window(s, shift(s, days - 1))).collect()
}

/// Western Easter (the anonymous Gregorian computus).
#[expect(clippy::many_single_char_names, reason = "the letters of the published computus")]
fn easter(y: i16) -> Option<Date> {
    let y = i32::from(y);
    let (a, b, c) = (y % 19, y / 100, y % 100);
    let (d, e) = (b / 4, b % 4);
    let g = (8 * b + 13) / 25;
    let h = (19 * a + b - d - g + 15) % 30;
    let (i, k) = (c / 4, c % 4);
    let l = (32 + 2 * e + 2 * i - h - k) % 7;
    let m = (a + 11 * h + 19 * l) / 433;
    let n = (h + l - 7 * m + 90) / 25;
    let p = (h + l - 7 * m + 33 * n + 19) % 32;
    Date::new(y as i16, n as i8, p as i8).ok()
}

/// The days of a Gregorian year on which a day of the tabular Islamic calendar falls (civil epoch,
/// leap years 2, 5, 7, 10, 13, 16, 18, 21, 24, 26, 29 of thirty).
fn islamic(y: i16, month: i64, day: i64) -> Vec<Date> {
    let about = (i64::from(y) - 622) * 33 / 32;
    let civil = |h: i64| {
        // Days since 1970-01-01; 1948440 is the Julian day of 1 Muharram 1, 2440588 that of 1970-01-01.
        let days = day - 1 + (59 * (month - 1) + 1) / 2 + (h - 1) * 354 + (3 + 11 * h) / 30;
        shift(jiff::civil::date(1970, 1, 1), 1_948_440 + days - 2_440_588)
    };
    (about - 1..=about + 2).map(civil).filter(|d| d.year() == y).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    #[test]
    fn ramadan_comes_out_within_a_day() {
        let near = |y: i16, start: Date| {
            let ramadan = holiday("ramadan").map(|h| holiday_in(h, y)).unwrap_or_default();
            let off = |w: &Window| i64::from((w.start - start).get_days()).abs();
            assert!(ramadan.iter().any(|w| off(w) <= 1), "{y}: {ramadan:?}");
        };
        near(2016, date(2016, 6, 6));
        near(2011, date(2011, 8, 1));
        near(2023, date(2023, 3, 23));
    }

    #[test]
    fn easter_and_parts() {
        assert_eq!(easter(2022), Some(date(2022, 4, 17)));
        let march = month(2013, 3).expect("a month");
        assert_eq!(edtf(part(march, Part::Late)), "2013-03-21/2013-03-31");
        assert_eq!(edtf(part(march, Part::Early)), "2013-03-01/2013-03-10");
        assert_eq!(edtf(week(date(2013, 3, 22))), "2013-03-18/2013-03-24");
        assert_eq!(weekday_before(date(2019, 8, 30), 4), date(2019, 8, 29));
        assert_eq!(weekday_after(date(2019, 8, 30), 5), date(2019, 9, 6));
    }
}
