//! Sets the report: one file a view, one shell around them.

mod card;
mod frame;
mod frame_of;
mod header;
mod index;
mod map;
mod method;
mod safe;
mod text;
mod timeline;
mod unchecked;

use crate::view::Report;
use maud::{DOCTYPE, html};
use safe::Said;

/// The whole page.
pub(crate) fn render(report: &Report) -> String {
    let page = html! {
        (DOCTYPE)
        html lang="en" {
            (frame::head(report))
            body {
                a.skip href="#main" { "Skip to the report" }
                (frame::bar(report))
                main #main {
                    (header::render(report))
                    @for account in &report.accounts {
                        (text::section(account, report.accounts.len() > 1))
                        (map::render(account, report))
                        (timeline::render(account))
                    }
                    (unchecked::render(&report.unchecked))
                    (index::render(report))
                }
                (method::render(report))
                (frame::help())
                (frame::script())
            }
        }
    };
    page.into_string()
}
