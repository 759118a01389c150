//! What could not be checked, and why.

use super::Said;
use crate::view::{Group, words};
use maud::{Markup, html};

pub(super) fn render(groups: &[Group]) -> Markup {
    html! {
        section.unchecked #unchecked aria-labelledby="unchecked-title" {
            h2 #unchecked-title { "What could not be checked, and why" }
            @if groups.is_empty() { p { "Every claim could be held against a record." } }
            @else {
                div.wide tabindex="0" role="region" aria-label="What could not be checked" {
                    table {
                        thead { tr {
                            th scope="col" { "Why" } th scope="col" { "Claims" } th scope="col" { "What would help" }
                        } }
                        tbody { @for group in groups { (line(group)) } }
                    }
                }
            }
        }
    }
}

fn line(group: &Group) -> Markup {
    html! {
        tr {
            th scope="row" { (Said(&group.why)) }
            td {
                span.fine { (words::count(group.claims.len(), "claim", "claims")) ": " }
                @for (link, kind) in &group.claims {
                    a.to href={ "#" (link.anchor) } data-c=(link.anchor) title=(kind.as_str()) { (link.label) }
                    " "
                }
            }
            td { (group.remedy) }
        }
    }
}
