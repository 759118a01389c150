//! What do the counts bear?
//!
//! Statistics over numbers, seeds and plans. This crate knows no text, no actor and no side, so that
//! swapping the parties cannot move a digit (wall 2). Every result is the same for a seed whatever
//! the number of threads.
