//! What could not be checked, and why.

use super::Said;
use super::late::late;
use crate::view::{Group, words};
use maud::{Markup, html};

pub(super) fn render(groups: &[Group]) -> Markup {
    html! {
        section.unchecked #unchecked aria-labelledby="unchecked-title" {
            h2 #unchecked-title { "What could not be checked, and why" }
            @if groups.is_empty() { p { "Every claim could be held against a record." } }
            @else {
                div.wide tabindex="0" role="region" aria-label="What could not be checked" { (late(&table(groups))) }
            }
        }
    }
}

fn table(groups: &[Group]) -> Markup {
    html! {
        table {
            thead { tr {
                th scope="col" { "Why" } th scope="col" { "Claims" } th scope="col" { "What would help" }
            } }
            tbody { @for (n, group) in groups.iter().enumerate() { (line(n + 1, group)) } }
        }
    }
}

fn line(n: usize, group: &Group) -> Markup {
    html! {
        tr id={ "unchecked-" (n) } {
            th scope="row" { (Said(&group.why)) span.fine { (words::count(group.claims(), "claim", "claims")) } }
            td {
                @for (exactly, claims) in &group.parts {
                    p {
                        @if !exactly.is_empty() { span.fine { (Said(exactly)) ": " } }
                        @for (link, kind) in claims {
                            a.to href={ "#" (link.anchor) } data-c=(link.anchor) title=(kind.as_str()) { (link.label) }
                            " "
                        }
                    }
                }
            }
            td { (group.remedy) }
        }
    }
}
