//! How is it worked on, at a desk?
//!
//! [`serve`] shows a case in the browser: the report's own page, with the analyst's layer live
//! beside the machine's. It listens on the loopback interface only, behind a random token in the
//! address; answers only to its own host and origin; sends a policy under which nothing but its own
//! script runs; and writes to nothing but the file of decisions ([`khaldun::analyst`]).
//!
//! `desk` is what the case comes to and what a decision changes; `ask` what a browser may ask for;
//! `answer` the HTTP around both; `guard` who is let in.
//!
//! It decides nothing about a claim, and reads no file but through [`khaldun::World`].

mod answer;
mod ask;
mod desk;
mod guard;
mod interface;

pub use answer::{Address, serve};
pub use desk::{Desk, Settings};
