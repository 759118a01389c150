//! Excitation: do events call forth events?
//!
//! Self-exciting and mutually exciting point processes in time.
