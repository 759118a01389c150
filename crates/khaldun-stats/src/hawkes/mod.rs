//! Excitation: do events call forth events?
//!
//! [`etas`] is a self-exciting process of events with sizes and a power-law memory.

pub mod etas;
