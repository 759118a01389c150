use crate::relations::ByRegister;
use crate::{Checked, CheckedAccount};
use khaldun_diag::Diagnostic;
use khaldun_ingest::Limits;
use khaldun_language::{Parsed, Pipeline};
use khaldun_match::{Comparison, Told};
use khaldun_model::{Claim, ClaimId, Polarity};
use khaldun_records::RecordSet;
use khaldun_resolve::{Knowledge, Own};
use khaldun_text::Account;
use std::collections::BTreeMap;

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
        let sets = told_apart(sets);
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
            one.against = against(&one, &known);
            accounts.push(one);
        }
        let courses = self.courses(&accounts);
        Ok(Checked {
            version: env!("CARGO_PKG_VERSION"),
            accounts,
            sets: self.sets,
            tests: Vec::new(),
            courses,
        })
    }

    /// The courses of the places that claims are set at, where those are lines.
    fn courses(&self, accounts: &[CheckedAccount]) -> BTreeMap<String, Vec<Vec<(f64, f64)>>> {
        let places = accounts.iter().flat_map(|a| &a.claims).flat_map(|c| &c.places);
        let course = |id: &String| (id.clone(), self.knowledge.gazetteer.course(id));
        let all = places.filter_map(|s| s.found.as_ref()).map(|f| course(&f.place.id));
        all.filter(|(_, course)| !course.is_empty()).collect()
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
        Ok(CheckedAccount {
            account,
            mentions,
            claims,
            matches: Vec::new(),
            against: Vec::new(),
            notes,
        })
    }
}

/// Files of one provenance come with one short name; a verdict has to say on which of them it rests, so
/// the second of a name is numbered 2, the third 3.
fn told_apart(mut sets: Vec<RecordSet>) -> Vec<RecordSet> {
    for n in 1..sets.len() {
        let (before, rest) = sets.split_at_mut(n);
        let taken = |name: &str| before.iter().any(|s| s.manifest.name == name);
        let name = &mut rest[0].manifest.name;
        if taken(name) {
            // Of so many names, one at least is free.
            let numbered = (2..=n + 2).map(|k| format!("{name}-{k}")).find(|new| !taken(new));
            *name = numbered.unwrap_or_default();
        }
    }
    sets
}

/// The account's denials held against what it says happened, by the rules that hold two accounts
/// against each other.
fn against(one: &CheckedAccount, known: &ByRegister<'_>) -> Vec<(ClaimId, ClaimId)> {
    let of = |polarity: Polarity| -> Vec<Claim> {
        one.claims.iter().filter(|c| c.polarity == polarity).cloned().collect()
    };
    let (denied, affirmed) = (of(Polarity::Denied), of(Polarity::Affirmed));
    let told = told(one);
    let (denials, told) = (Told { claims: &denied, ..told }, Told { claims: &affirmed, ..told });
    let comparison = khaldun_match::compare_accounts(denials, told, known);
    // "The council denied ordering it": what is denied lies within the words that tell of the denial.
    let span = |id: ClaimId| one.claims.iter().find(|c| c.id == id).map(|c| c.span);
    let apart = |(a, b): &(ClaimId, ClaimId)| match (span(*a), span(*b)) {
        (Some(a), Some(b)) => a.end <= b.start || b.end <= a.start,
        _ => false,
    };
    comparison.pairs.into_iter().map(|p| (p.one, p.two)).filter(apart).collect()
}

fn told(one: &CheckedAccount) -> Told<'_> {
    let date = khaldun_resolve::when::own_date(&one.account, None);
    Told { text: &one.account.text, date, claims: &one.claims }
}

#[cfg(test)]
mod tests {
    use super::told_apart;
    use khaldun_records::{Declared, Manifest, RecordSet, Tally};

    #[test]
    fn sets_of_one_name_are_told_apart() {
        let set = |name: &&str| {
            let manifest = Manifest { name: (*name).to_owned(), ..Manifest::default() };
            RecordSet::new(manifest, Declared::default(), vec![], Tally::default(), vec![])
        };
        let sets = told_apart(["ged", "ged-2", "ged", "starter", "ged"].iter().map(set).collect());
        let names: Vec<&str> = sets.iter().map(|s| s.manifest.name.as_str()).collect();
        assert_eq!(names, ["ged", "ged-2", "ged-3", "starter", "ged-4"]);
    }
}
