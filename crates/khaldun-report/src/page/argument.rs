//! What rests on what: the claims offered for the account's main line, as a tree of its own words.

use super::Said;
use super::late::late;
use crate::view::{AccountView, Point, row_anchor, words};
use maud::{Markup, html};

pub(super) fn render(account: &AccountView) -> Markup {
    let id = format!("a{}-argument", account.number);
    html! {
        @if !account.argument.is_empty() {
            section.argument id=(id) aria-labelledby={ (id) "-h" } {
                h2 id={ (id) "-h" } { "What is offered for what, and what stands against it" }
                p.fine {
                    "Each line is a stretch of the account; what stands under it is offered for it. At the top \
                     stand the claims offered for the account’s main line. Against a line stand claims of the same \
                     account that deny it, and rows that show the contrary. A ground that the record does not bear \
                     out leaves what rests on it without that ground: it does not make it false."
                }
                @for points in account.argument.chunks(AT_ONCE) {
                    (late(&html! { ul.tree { @for point in points { (self::point(point)) } } }))
                }
            }
        }
    }
}

/// Points unfolded at once.
const AT_ONCE: usize = 40;

fn point(point: &Point) -> Markup {
    html! {
        li.{ "v-" (words::verdict_class(point.verdict)) } {
            (says(point))
            @if !point.against.is_empty() || !point.contrary.is_empty() { (against(point)) }
            @if !point.grounds.is_empty() {
                details open {
                    summary { (words::count(point.grounds.len(), "ground", "grounds")) }
                    ul { @for ground in &point.grounds { (self::point(ground)) } }
                }
            }
        }
    }
}

/// What stands against a point: claims of the account, and rows.
fn against(point: &Point) -> Markup {
    html! {
        ul.against aria-label={ "Against " (point.claim.label) } {
            @for other in &point.against {
                li {
                    span.sign aria-hidden="true" { "⇎" } " "
                    span.fine { "against it, in the account: " }
                    a.to href={ "#" (other.claim.anchor) } data-c=(other.claim.anchor) { (other.claim.label) }
                    " " span.words dir="auto" { (Said(&other.says)) } " " span.fine { "says " bdi { (Said(&other.by)) } }
                }
            }
            @for (set, row) in &point.contrary {
                li {
                    span.sign aria-hidden="true" { "⇎" } " "
                    span.fine { "against it, in the record: " }
                    a href={ "#" (row_anchor(set, row)) } { (Said(set)) " " bdi { (Said(row)) } }
                }
            }
        }
    }
}

fn says(point: &Point) -> Markup {
    html! {
        a.to href={ "#" (point.claim.anchor) } data-c=(point.claim.anchor) { (point.claim.label) }
        " "
        span.words dir="auto" { (Said(&point.says)) }
        " "
        span.fine {
            (point.kind.as_str()) ", "
            span.verdict {
                span.sign aria-hidden="true" { (words::verdict_mark(point.verdict)) }
                " " (point.verdict.as_str())
            }
        }
    }
}
