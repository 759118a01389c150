//! When? Time expressions and their windows.

use jiff::civil::Date;
use khaldun_diag::Read;
use khaldun_language::Parsed;
use khaldun_model::TimeMention;
use khaldun_text::Account;

/// Finds the time expressions of an account and gives each its window.
pub fn find(_account: &Account, _parsed: &Parsed, _date: Option<Date>) -> Read<Vec<TimeMention>> {
    Read::plain(Vec::new())
}

/// The account's own date: its dateline's (the last day of a month or year), else the one given.
pub fn own_date(account: &Account, given: Option<Date>) -> Option<Date> {
    let last = |(year, month, day): (i16, Option<u8>, Option<u8>)| {
        let first =
            Date::new(year, month.unwrap_or(12).cast_signed(), day.unwrap_or(1).cast_signed());
        let first = first.ok()?;
        Some(if day.is_some() { first } else { first.last_of_month() })
    };
    account.dateline.as_ref().and_then(|d| d.date).and_then(last).or(given)
}
