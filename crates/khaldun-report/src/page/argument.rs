//! What rests on what: the claims offered for the account's main line, as a tree of its own words.

use super::Said;
use super::late::late;
use crate::view::{AccountView, Point, words};
use maud::{Markup, html};

pub(super) fn render(account: &AccountView) -> Markup {
    let id = format!("a{}-argument", account.number);
    html! {
        @if !account.argument.is_empty() {
            section.argument id=(id) aria-labelledby={ (id) "-h" } {
                h2 id={ (id) "-h" } { "What is offered in support of what" }
                p.fine {
                    "Each line is a stretch of the account; what stands under it is offered for it. At the top \
                     stand the claims offered for the account’s main line. A ground that the record does not bear \
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
            @if !point.grounds.is_empty() {
                details open {
                    summary { (words::count(point.grounds.len(), "ground", "grounds")) }
                    ul { @for ground in &point.grounds { (self::point(ground)) } }
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
