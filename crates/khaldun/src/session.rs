use crate::relations::ByRegister;
use crate::{Checked, CheckedAccount};
use khaldun_diag::Diagnostic;
use khaldun_ingest::Limits;
use khaldun_language::{Parsed, Pipeline};
use khaldun_match::{Comparison, Told};
use khaldun_records::RecordSet;
use khaldun_resolve::{Knowledge, Own};
use khaldun_text::Account;

/// What a run is doing, for whoever shows progress.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Stage {
    /// Taking in the account of that index.
    Reading(usize),
    /// Holding its claims against the record.
    Matching(usize),
}

/// What is loaded once and serves many accounts.
#[derive(Debug)]
pub struct Session {
    pipeline: &'static Pipeline,
    knowledge: Knowledge,
    sets: Vec<RecordSet>,
    limits: Limits,
}

impl Session {
    /// Loads the language engine, the gazetteer (with the places the record sets name) and the
    /// actor register.
    pub fn new(sets: Vec<RecordSet>, limits: Limits) -> Self {
        Self::with_own(sets, limits, Own::default())
    }

    /// The same, with places and actors of the user's own.
    pub fn with_own(sets: Vec<RecordSet>, limits: Limits, own: Own) -> Self {
        let places: Vec<_> = sets.iter().flat_map(RecordSet::places).collect();
        Self {
            pipeline: Pipeline::embedded(),
            knowledge: Knowledge::with_own(&places, own),
            sets,
            limits,
        }
    }

    /// Reads accounts (name and bytes) and holds their claims against the record.
    ///
    /// # Errors
    /// Where a file is no text at all, is empty or is too large; the message says which and what to
    /// do.
    pub fn check(
        self,
        files: &[(String, Vec<u8>)],
        progress: &mut dyn FnMut(Stage),
    ) -> Result<Checked, khaldun_ingest::Error> {
        let mut accounts = Vec::new();
        for (n, (name, bytes)) in files.iter().enumerate() {
            progress(Stage::Reading(n));
            let mut one = self.read(name, bytes)?;
            progress(Stage::Matching(n));
            let day = khaldun_resolve::when::own_date(&one.account, None);
            let known = ByRegister::new(&self.knowledge.register);
            let text = &one.account.text;
            one.matches = khaldun_match::match_claims(text, day, &one.claims, &self.sets, &known);
            accounts.push(one);
        }
        Ok(Checked { version: env!("CARGO_PKG_VERSION"), accounts, sets: self.sets })
    }

    /// Two accounts side by side: what both tell, what they tell differently, what each leaves out. No
    /// record is looked at.
    pub fn compare(&self, one: &CheckedAccount, two: &CheckedAccount) -> Comparison {
        let known = ByRegister::new(&self.knowledge.register);
        khaldun_match::compare_accounts(told(one), told(two), &known)
    }

    /// Reads one account: text, mentions, claims; no record is looked at.
    ///
    /// # Errors
    /// As [`Session::check`].
    pub fn read(&self, name: &str, bytes: &[u8]) -> Result<CheckedAccount, khaldun_ingest::Error> {
        let taken = khaldun_ingest::ingest_with(name, bytes, &self.limits)?;
        let (account, mut notes): (Account, Vec<Diagnostic>) = (taken.value, taken.notes);
        let parsed = Parsed::of(&account, self.pipeline);
        let mentions = khaldun_resolve::mentions(&account, &parsed, &self.knowledge, None);
        let claims = khaldun_claims::read(&account, &parsed, &mentions.value);
        notes.extend(mentions.notes);
        notes.extend(claims.notes);
        let (mentions, claims) = (mentions.value, claims.value);
        Ok(CheckedAccount { account, mentions, claims, matches: Vec::new(), notes })
    }
}

fn told(one: &CheckedAccount) -> Told<'_> {
    let date = khaldun_resolve::when::own_date(&one.account, None);
    Told { text: &one.account.text, date, claims: &one.claims }
}
