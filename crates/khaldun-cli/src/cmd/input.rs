//! A file on its way to the single stages (`dates`, `actors in`).

use anyhow::Result;
use jiff::civil::Date;
use khaldun_diag::Read;
use khaldun_language::{Parsed, Pipeline};
use khaldun_model::{ActorMention, TimeMention};
use khaldun_resolve::{when, who};
use khaldun_text::{Account, CodePoints, Span};
use std::path::Path;

/// An account, parsed, with its date.
pub(crate) struct Input {
    pub(crate) account: Account,
    pub(crate) parsed: Parsed,
    date: Option<Date>,
}

/// Takes in a file; a date that is given goes before the one of the dateline.
pub(crate) fn read(path: &Path, date: Option<Date>) -> Result<Input> {
    let mut account = super::take::account(path)?;
    if let (Some(_), Some(dateline)) = (date, account.dateline.as_mut()) {
        dateline.date = None;
    }
    let parsed = Parsed::of(&account, Pipeline::embedded());
    Ok(Input { account, parsed, date })
}

impl Input {
    pub(crate) fn times(&self) -> Read<Vec<TimeMention>> {
        when::find(&self.account, &self.parsed, self.date)
    }

    pub(crate) fn mentions(&self, register: &who::Register) -> Read<Vec<ActorMention>> {
        let on = when::own_date(&self.account, self.date);
        who::find(&self.account, &self.parsed, register, on)
    }

    /// A span of the extracted layer as code points of the file as it was received.
    pub(crate) fn points(&self, span: Span) -> (usize, usize) {
        let there = self.account.map.to_received(span);
        let points = CodePoints::new(&self.account.received);
        (points.at(there.start as usize), points.at(there.end as usize))
    }
}
