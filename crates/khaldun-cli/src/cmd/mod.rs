//! One file a command: arguments, a library call, a rendering.

pub(crate) mod actors;
pub(crate) mod check;
pub(crate) mod claims;
pub(crate) mod code;
pub(crate) mod compare;
pub(crate) mod dates;
pub(crate) mod explain;
pub(crate) mod input;
pub(crate) mod match_;
pub(crate) mod own;
pub(crate) mod parse;
pub(crate) mod places;
pub(crate) mod plan;
pub(crate) mod records;
pub(crate) mod serve;
mod take;
pub(crate) mod test_;
