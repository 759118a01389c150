use crate::Tested;
use khaldun_diag::Diagnostic;
use khaldun_match::origin::{Backing, Copy};
use khaldun_match::{Match, Verdict};
use khaldun_model::{Claim, ClaimId, Mentions};
use khaldun_records::RecordSet;
use khaldun_text::Account;
use std::collections::BTreeMap;

/// One account, read and held against the record.
#[derive(Clone, Debug)]
pub struct CheckedAccount {
    /// The text with its layers.
    pub account: Account,
    /// Who, where and when.
    pub mentions: Mentions,
    /// Its claims, in text order.
    pub claims: Vec<Claim>,
    /// Matches: claims in order, within a claim the sets in order.
    pub matches: Vec<Match>,
    /// Pairs of claims of which the first denies what the second says happened; a person may have
    /// altered either since.
    pub against: Vec<(ClaimId, ClaimId)>,
    /// What the reading wants said.
    pub notes: Vec<Diagnostic>,
}

impl CheckedAccount {
    /// The matches of one claim, a set each.
    pub fn matches_of(&self, claim: ClaimId) -> impl Iterator<Item = &Match> {
        let from = self.matches.partition_point(|m| m.claim < claim);
        self.matches[from..].iter().take_while(move |m| m.claim == claim)
    }

    /// Whose observations lie behind what bears a claim out, over all sets.
    pub fn backing(&self, claim: ClaimId, sets: &[RecordSet]) -> Backing {
        khaldun_match::origin::backing(self.matches_of(claim), sets)
    }

    /// The verdict that heads a claim's card: the most telling over all sets, in the order
    /// contradicted, corroborated, qualified, not found though covered, not covered, not checkable.
    /// The card shows every set's own verdict beside it.
    pub fn headline(&self, claim: ClaimId) -> Verdict {
        let order = [
            Verdict::Contradicted,
            Verdict::Corroborated,
            Verdict::Qualified,
            Verdict::NotFoundThoughCovered,
            Verdict::NotCovered,
        ];
        let has = |v: &Verdict| self.matches_of(claim).any(|m| m.verdict == *v);
        order.into_iter().find(has).unwrap_or(Verdict::NotCheckable)
    }
}

/// Everything one run found.
#[derive(Clone, Debug)]
pub struct Checked {
    /// The program's version.
    pub version: &'static str,
    /// The accounts in the order given.
    pub accounts: Vec<CheckedAccount>,
    /// The record sets in the order given.
    pub sets: Vec<RecordSet>,
    /// Tests of claims about behaviour that lie in the case; none until they are read from it.
    pub tests: Vec<Tested>,
    /// Courses of the rivers and borders that claims are set at, by the place's id: latitudes and
    /// longitudes along each, a border often in several pieces.
    pub courses: BTreeMap<String, Vec<Vec<(f64, f64)>>>,
}

impl Checked {
    /// Passages that two of the accounts have in nearly the same words: for these the accounts are one origin.
    pub fn copies(&self) -> Vec<Copy> {
        let texts: Vec<&str> = self.accounts.iter().map(|a| a.account.text.as_str()).collect();
        khaldun_match::origin::copies(&texts)
    }

    /// The words of a copy's two passages, each with the name of its account.
    pub fn quoted(&self, copy: &Copy) -> [(&str, &str); 2] {
        [&copy.one, &copy.two].map(|p| {
            let account = &self.accounts[p.account].account;
            (account.name.as_str(), account.text[p.range.clone()].trim())
        })
    }
}
