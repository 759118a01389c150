//! What may be downloaded, and only on command?
//!
//! The only crate that opens an outward connection, and only for the command `khaldun records
//! fetch`. Nothing else in the program may depend on it but the command line.
//!
//! ```no_run
//! # struct Quiet;
//! # impl khaldun_fetch::Progress for Quiet { fn tell(&mut self, _: u64, _: Option<u64>, _: &str) {} }
//! use khaldun_fetch::{Manner, ucdp};
//! let job = ucdp::Job::new("25.1", "my token", "downloads");
//! let file = ucdp::fetch(&job, &Manner::default(), &mut Quiet)?;
//! # Ok::<(), khaldun_fetch::Error>(())
//! ```
//!
//! Every download may be stopped and begun again: what is there already is not fetched twice. A file
//! has its name only when it is whole. It reads no records: that is the importers' question.
#![allow(
    clippy::disallowed_methods,
    reason = "this crate writes what it downloads; nothing of the core depends on it"
)]

pub mod acled;
mod client;
mod error;
mod file;
pub mod gdelt;
pub mod ucdp;

pub use error::Error;

use std::time::Duration;

/// How a server is treated.
#[derive(Clone, Copy, Debug)]
pub struct Manner {
    /// Tries for one request, at least one.
    pub tries: u32,
    /// The wait before the second try; it doubles from try to try.
    pub first_wait: Duration,
    /// The longest wait, also where the server asks for more.
    pub longest_wait: Duration,
    /// The pause before every request but the first.
    pub pause: Duration,
    /// How long a connection may say nothing.
    pub patience: Duration,
}

impl Default for Manner {
    fn default() -> Self {
        Self {
            tries: 5,
            first_wait: Duration::from_secs(2),
            longest_wait: Duration::from_mins(2),
            pause: Duration::from_millis(500),
            patience: Duration::from_mins(1),
        }
    }
}

/// Who is told how far a download is.
pub trait Progress {
    /// So many of so many steps are done; what is being done now.
    fn tell(&mut self, done: u64, of: Option<u64>, what: &str);
}
