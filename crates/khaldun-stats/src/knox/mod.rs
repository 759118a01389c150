//! Near repeats: do events close in space come close in time more often than chance has it?
//!
//! Knox tables of pairs within one set, and of pairs across two sets with a shifted clock.
