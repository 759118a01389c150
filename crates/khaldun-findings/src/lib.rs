//! What follows from matches and tests, and what rests on what?
//!
//! A pattern claim becomes a plan; a plan and record sets become numbers for the statistics; their
//! answer becomes a finding that says what it rests on.
