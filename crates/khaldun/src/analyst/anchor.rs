//! The words a decision is about.

use khaldun_model::Claim;
use khaldun_text::{Account, Span};
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

/// A stretch of an account, by place and by words: it fits a later reading only where both agree.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Anchor {
    /// SHA-256 of the account as received.
    pub account: String,
    /// First byte in the account's extracted layer.
    pub start: u32,
    /// One past the last byte.
    pub end: u32,
    /// The words that stand there.
    pub words: String,
}

impl Anchor {
    /// To a stretch of an account; `None` where the stretch is not one of its text.
    pub fn to(account: &Account, span: Span) -> Option<Self> {
        let words = account.text.get(span.range())?.to_owned();
        let (start, end) = (span.start, span.end);
        Some(Self { account: account.sha256.0.clone(), start, end, words })
    }

    /// The stretch.
    pub fn span(&self) -> Span {
        Span { start: self.start, end: self.end.max(self.start) }
    }

    /// Whether these very words stand at that place in the account.
    pub fn fits(&self, account: &Account) -> bool {
        self.account == account.sha256.0
            && account.text.get(self.span().range()) == Some(self.words.as_str())
    }
}

/// What a claim was read as, as SHA-256 over its JSON without its number: an acceptance is of a
/// reading, and a new reading of the same words is not yet accepted.
pub(super) fn reading(claim: &Claim) -> String {
    let mut bare = claim.clone();
    bare.id = khaldun_model::ClaimId(0);
    // Other claims' numbers are no part of what this one says, nor are the names of the rules.
    bare.supports.clear();
    bare.reasons.clear();
    let bytes = serde_json::to_vec(&bare).unwrap_or_default();
    khaldun_text::hex(&Sha256::digest(&bytes))
}
