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
