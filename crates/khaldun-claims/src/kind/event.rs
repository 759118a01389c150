//! # KH-KIND-008: What happened
//!
//! ## What it reads
//! Whatever no rule before it has taken: as a rule a verb of doing in the past.
//!
//! ## Why it matters
//! Events are what records hold. The rule stands last because a clause should be held against a
//! record only when nothing says that it is supposed, wished, judged or habitual.
//!
//! ## Example
//! "Two shells hit the market on 6 March."
//!
//! ## Known misreadings
//! Past habits without a word of habit ("they burned the crops"); verbs this program does not know
//! as verbs of state.
//!
//! ## Sources
//! Annotation guidelines of this project, kind `event`.

use super::Answer;
use crate::look::Look;
use khaldun_model::{Claim, Kind};

#[allow(
    clippy::unnecessary_wraps,
    reason = "every rule has the same shape; this one always answers"
)]
pub(crate) fn read(look: &Look<'_>, _claim: &Claim) -> Answer {
    Some((Kind::Event, format!("told as done: \"{}\"", look.view.doc.word(look.head))))
}
