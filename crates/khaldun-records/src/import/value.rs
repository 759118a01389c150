//! Numbers and days as public tables write them.

use jiff::civil::Date;

/// A number, `None` where the text is empty.
pub(crate) fn number(text: &str) -> Result<Option<f64>, String> {
    if text.is_empty() {
        return Ok(None);
    }
    let value: f64 = text.parse().map_err(|_| format!("\"{}\" is no number", short(text)))?;
    if value.is_finite() { Ok(Some(value)) } else { Err(format!("\"{text}\" is no number")) }
}

/// A day, `None` where the text is empty. Read are `2013-01-03`, the same followed by a time of
/// day (`2013-01-03 00:00:00.000`, `2009-02-20T00:00:00`), `20130103` and `16 May 2025`.
///
/// The time of day is dropped, never used to shift the date. `03/04/2015` is refused: it is two
/// days in two countries; a column map says which.
pub(crate) fn day(text: &str) -> Result<Option<Date>, String> {
    if text.is_empty() {
        return Ok(None);
    }
    let bad = || format!("\"{}\" is no day of the calendar", short(text));
    let head = text.split(['T', ' ']).next().unwrap_or(text);
    if let Some(date) = iso(head).or_else(|| compact(head)).or_else(|| in_words(text)) {
        return plausible(date);
    }
    Err(bad())
}

/// Conflict records of other centuries are slips of the pen: `0203-05-01`, `20133-1-1`.
fn plausible(date: Date) -> Result<Option<Date>, String> {
    if (1700..=2200).contains(&date.year()) {
        return Ok(Some(date));
    }
    Err(format!("the year {} is out of all likelihood", date.year()))
}

/// By a pattern of `YYYY`, `MM`, `DD` and signs between them: `MM/DD/YYYY`, `DD.MM.YYYY`; or
/// `EPOCH_MS`, milliseconds since 1970.
pub(crate) fn day_by(pattern: &str, text: &str) -> Result<Option<Date>, String> {
    if text.is_empty() {
        return Ok(None);
    }
    if pattern == "EPOCH_MS" {
        return epoch(text)
            .map(Some)
            .ok_or_else(|| format!("\"{}\" is no day in milliseconds", short(text)));
    }
    let parts = |s: &str| -> Vec<String> {
        s.split(|c: char| !c.is_ascii_alphanumeric()).map(str::to_owned).collect()
    };
    let (mut year, mut month, mut day) = (None, None, None);
    for (name, value) in parts(pattern).iter().zip(parts(text)) {
        match name.as_str() {
            "YYYY" => year = value.parse::<i16>().ok(),
            "MM" | "M" => month = value.parse::<i8>().ok(),
            "DD" | "D" => day = value.parse::<i8>().ok(),
            _ => {}
        }
    }
    let date = year.zip(month).zip(day).and_then(|((y, m), d)| Date::new(y, m, d).ok());
    let date = date.ok_or_else(|| format!("\"{}\" is no day written {pattern}", short(text)))?;
    plausible(date)
}

fn epoch(text: &str) -> Option<Date> {
    use jiff::ToSpan as _;
    if text.len() < 11 || text.len() > 13 {
        return None;
    }
    let days = text.parse::<i64>().ok()?.div_euclid(86_400_000);
    Date::new(1970, 1, 1).ok()?.checked_add(days.days()).ok()
}

fn iso(text: &str) -> Option<Date> {
    let mut parts = text.split('-');
    let (y, m, d) = (parts.next()?, parts.next()?, parts.next()?);
    if parts.next().is_some() || y.len() != 4 || m.len() > 2 || d.len() > 2 {
        return None;
    }
    Date::new(y.parse().ok()?, m.parse().ok()?, d.parse().ok()?).ok()
}

fn compact(text: &str) -> Option<Date> {
    if text.len() != 8 || !text.bytes().all(|b| b.is_ascii_digit()) {
        return None;
    }
    Date::new(text[..4].parse().ok()?, text[4..6].parse().ok()?, text[6..].parse().ok()?).ok()
}

const MONTHS: [&str; 12] =
    ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"];

fn in_words(text: &str) -> Option<Date> {
    let mut words = text.split_whitespace();
    let (day, month, year) = (words.next()?, words.next()?, words.next()?);
    let month = month.to_ascii_lowercase();
    let month = MONTHS.iter().position(|m| month.starts_with(m))? as i8 + 1;
    Date::new(year.parse().ok()?, month, day.parse().ok()?).ok()
}

/// At most 40 characters of a cell, for messages.
pub(crate) fn short(text: &str) -> String {
    let cut: String = text.chars().take(40).collect();
    if cut.len() < text.len() { format!("{cut}…") } else { cut }
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;
    use proptest::prelude::*;

    #[test]
    fn the_forms_of_a_day() {
        for text in [
            "2013-01-03",
            "2013-01-03 00:00:00.000",
            "2013-01-03T23:30:00Z",
            "20130103",
            "3 January 2013",
        ] {
            assert_eq!(day(text), Ok(Some(date(2013, 1, 3))), "{text}");
        }
        assert!(day("2013-02-30").is_err());
        assert!(day("03/04/2015").is_err());
        assert!(day("0203-01-01").is_err());
        assert_eq!(day_by("EPOCH_MS", "1445814000000"), Ok(Some(date(2015, 10, 25))));
        assert_eq!(day_by("MM/DD/YYYY", "03/04/2015"), Ok(Some(date(2015, 3, 4))));
        assert_eq!(day_by("DD.MM.YYYY", "03.04.2015"), Ok(Some(date(2015, 4, 3))));
    }

    proptest! {
        #[test]
        fn no_text_upsets_the_readers(text in "\\PC{0,20}") {
            let _ = day(&text);
            let _ = number(&text);
            let _ = day_by("DD/MM/YYYY", &text);
        }
    }
}
