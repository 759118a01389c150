//! Which claims does the account make?
//!
//! A parsed account and its mentions in, [`Claim`]s out. First the text is cut into clauses
//! ([`segment`]); then each clause is read: its kind, polarity, modality and voice, who does what to
//! whom, where and when, in what number, what could check it and what it supports. One rule, one
//! file; a rule's doc comment is its page.
//!
//! Reading is blind: nothing here knows what any record holds.

pub mod action;
pub mod args;
pub mod attribution;
pub mod check;
pub mod clause;
pub mod code;
pub mod kind;
mod lexicon;
mod look;
pub mod party;
pub mod polarity;
pub mod quantity;
mod refusal;
pub mod rule;
pub mod segment;
pub mod setting;
pub mod support;
mod view;

use clause::Clause;
use khaldun_diag::Read;
use khaldun_language::Parsed;
use khaldun_model::{
    Attribution, Check, Claim, ClaimId, Kind, Mentions, Modality, Polarity, Window,
};
use khaldun_text::Account;

/// Reads the claims of an account, in text order.
///
/// The stages run in a fixed order, each seeing what those before it filled: voice, kind, polarity,
/// parties, action, quantities, setting, check, supports. Throughout, `claims[i]` reads `clauses[i]`.
pub fn read(account: &Account, parsed: &Parsed, mentions: &Mentions) -> Read<Vec<Claim>> {
    let views = segment::views(account, parsed);
    let clauses = segment::cut(account, parsed, mentions, &views);
    let mut claims: Vec<Claim> = clauses.iter().enumerate().map(|(i, c)| blank(i, c)).collect();
    attribution::fill(parsed, mentions, &views, &clauses, &mut claims);
    kind::fill(&views, &clauses, &mut claims);
    polarity::fill(&views, &clauses, &mut claims);
    for fill in [party::fill, action::fill, quantity::fill, setting::fill, check::fill] {
        fill(account, parsed, mentions, &clauses, &mut claims);
    }
    refusal::fill(&views, &clauses, &mut claims);
    support::fill(account, &views, &clauses, &mut claims);
    Read::plain(claims)
}

/// A claim of which nothing but its words is known.
fn blank(index: usize, clause: &Clause) -> Claim {
    Claim {
        id: ClaimId(index as u32 + 1),
        span: clause.span,
        block: clause.block as u32,
        kind: Kind::Event,
        polarity: Polarity::Affirmed,
        modality: Modality::Asserted,
        attribution: Attribution::default(),
        actor: Vec::new(),
        target: Vec::new(),
        coding: None,
        places: Vec::new(),
        time: None::<Window>,
        time_because: String::new(),
        time_bracketed: false,
        quantities: Vec::new(),
        check: Check::None,
        supports: Vec::new(),
        open_question: None,
        reasons: Vec::new(),
    }
}
