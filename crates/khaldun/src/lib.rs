//! What happens, in which order, and where is it kept?
//!
//! [`Session`] holds what is loaded once (language engine, gazetteer, register, record sets) and
//! runs the stages; [`Checked`] is everything one run found. The report, the case folder
//! ([`case`]) and the terminal are three views of it. [`World`] is the one door to files.
//!
//! It renders nothing and parses no arguments.

pub mod analyst;
pub mod case;
mod checked;
mod folder;
mod library;
mod relations;
mod session;
pub mod tested;
mod world;

pub use checked::{Checked, CheckedAccount};
pub use folder::Folder;
pub use library::{Known, Library};
pub use relations::ByRegister;
pub use session::{Session, Stage};
pub use tested::Tested;
pub use world::{Disk, Held, World};
