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

pub mod figure;
mod geo;
mod page;
pub mod view;

use khaldun::Checked;
use khaldun::analyst::Work;
use view::{Card, Report};

/// The report: one self-contained HTML page.
pub fn html(checked: &Checked) -> String {
    html_with(checked, &Work::default())
}

/// The report with what an analyst says beside it.
pub fn html_with(checked: &Checked, work: &Work) -> String {
    page::render(&Report::with(checked, work), page::Place::File)
}

/// What the desk needs: the same page without its own policy, and the parts of it that change.
pub mod desk {
    use super::{Card, Report, page};

    /// The page, with a place for the desk's script and style (`desk.js`, `desk.css` beside it).
    pub fn html(report: &Report) -> String {
        page::render(report, page::Place::Desk)
    }

    /// The sources of the page's own script and style, for a content security policy.
    pub fn sources() -> (String, String) {
        (page::script_source(), page::style_source())
    }

    /// What the analyst says of a claim, as it stands in its card.
    pub fn block(card: &Card) -> String {
        page::block(card).into_string()
    }

    /// The states by which the filter finds a claim.
    pub fn states(card: &Card) -> String {
        page::states(card)
    }

    /// What the analyst says of the whole.
    pub fn whole(report: &Report) -> String {
        page::whole(report, true).into_string()
    }
}
