//! How is it shown?
//!
//! [`html`] turns everything one run found into one page that holds all it needs: text, figures,
//! styles and a little script. It asks for nothing over a network, says everything without the
//! script, and gives the same bytes for the same input.
//!
//! ```
//! fn show(checked: &khaldun::Checked) -> String {
//!     let page = khaldun_report::html(checked);
//!     assert!(page.starts_with("<!DOCTYPE html>"));
//!     page
//! }
//! ```
//!
//! The way there has two steps: [`view`] picks out what is to be said, in words and fixed-point
//! figures; `page` sets it, one file a view. This crate decides nothing about a claim: whatever
//! needs judgement has been judged before it gets here.

mod geo;
mod page;
pub mod view;

use khaldun::Checked;

/// The report: one self-contained HTML page.
pub fn html(checked: &Checked) -> String {
    page::render(&view::Report::of(checked))
}
