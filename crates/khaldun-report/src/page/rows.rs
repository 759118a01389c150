//! The rows that verdicts rest on: where every row named elsewhere leads.

use super::Said;
use super::index::links;
use super::late::late;
use crate::view::{Report, UsedRow, words};
use maud::{Markup, html};

pub(super) fn render(report: &Report) -> Markup {
    html! {
        @if !report.rows.is_empty() {
            section.rows #rows aria-labelledby="rows-title" {
                h2 #rows-title { "Rows that verdicts rest on" }
                div.wide tabindex="0" role="region" aria-label="The rows, one by one" {
                    @for rows in report.rows.chunks(AT_ONCE) { (late(&table(rows, report))) }
                }
            }
        }
    }
}

/// Rows of one table; a large case has several, one under the other.
const AT_ONCE: usize = 50;

fn table(rows: &[UsedRow], report: &Report) -> Markup {
    html! {
        table.listing.used {
            colgroup { @for _ in 0..5 { col; } }
            thead { tr {
                th scope="col" { "Row" } th scope="col" { "When" } th scope="col" { "What it says" }
                th scope="col" { "Sources" } th scope="col" { "Claims" }
            } }
            tbody { @for row in rows { (line(row, report)) } }
        }
    }
}

fn line(row: &UsedRow, report: &Report) -> Markup {
    html! {
        tr id=(row.anchor) {
            th scope="row" { (Said(&row.set)) " " bdi { (Said(&row.id)) } }
            td { (row.when) }
            td dir="auto" { (Said(&row.what)) }
            td { bdi { (Said(&row.sources)) } }
            td {
                @for (link, verdict) in &row.claims {
                    span.item {
                        (links(std::slice::from_ref(link), report))
                        span.fine.{ "v-" (words::verdict_class(*verdict)) } { (verdict.as_str()) }
                    }
                }
            }
        }
    }
}
