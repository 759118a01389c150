//! The network: layers with fixed-order sums, and the encoder made of them.
#![allow(
    clippy::inline_always,
    reason = "what is not inlined into the dispatched function loses its instruction set"
)]

mod dense;
mod encoder;
mod norm;
mod scorer;

pub(crate) use dense::{Linear, Product};
pub(crate) use encoder::{Encoder, Row};
pub(crate) use norm::WIDTH;
pub(crate) use scorer::{Scorer, States};
