//! What follows from matches and tests, and what rests on what?
//!
//! A pattern claim becomes a plan ([`plan`]); a plan and record sets become numbers for the
//! statistics ([`mod@test`]); their result becomes an answer that says what it rests on ([`answer`]).
//!
//! ```
//! use khaldun_findings::plan::Plan;
//! let error = Plan::parse("[claim]\nwords = 'they held back'\n").unwrap_err();
//! assert!(error.to_string().contains("missing field `response`"));
//! ```
//!
//! It reads no files: sets and texts are handed in.

pub mod answer;
pub mod plan;
pub mod test;
