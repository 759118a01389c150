//! Several lists of the same thing: how many does none of them hold, and what does each of them see?
//!
//! Capture-recapture, all models side by side, and detection by the overlap of two lists.
