//! Sets the report: one file a view, one shell around them.

mod analyst;
mod argument;
mod card;
mod frame;
mod frame_of;
mod header;
mod index;
mod late;
mod map;
mod method;
mod relations;
mod rows;
mod safe;
mod tests;
mod text;
mod timeline;
mod unchecked;

use crate::view::Report;
use maud::{DOCTYPE, html};
use safe::Said;

pub(crate) use analyst::{block, states, whole};
pub(crate) use frame::{script_source, style_source};

/// Where the page is read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Place {
    /// From a file: its policy stands in its head, and it asks for nothing.
    File,
    /// At the desk, which sends the policy and adds its own script.
    Desk,
}

/// The whole page.
pub(crate) fn render(report: &Report, place: Place) -> String {
    let page = html! {
        (DOCTYPE)
        html lang="en" data-desk[place == Place::Desk] {
            (frame::head(report, place))
            body {
                a.skip href="#main" { "Skip to the report" }
                (frame::bar(report))
                main #main {
                    (header::render(report))
                    @for account in &report.accounts {
                        (text::section(account, report.accounts.len() > 1))
                        (map::render(account, report))
                        (timeline::render(account))
                        (relations::render(account))
                        (argument::render(account))
                    }
                    (tests::render(report))
                    (analyst::whole(report, place == Place::Desk))
                    (unchecked::render(&report.unchecked))
                    (rows::render(report))
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
