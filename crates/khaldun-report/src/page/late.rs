//! Parts that are read later: opened, scrolled to, or printed.
//!
//! A browser that runs the page's script takes what stands in a `noscript` as plain text, and builds
//! it only when the script unfolds it; one that runs no script reads it like the rest of the page. So
//! a case of a thousand claims opens at once, is written once, and still says everything without
//! script. Such parts must not lie within one another.

use maud::{Markup, html};

/// A part of its own, unfolded when a reader comes near it.
pub(super) fn late(content: &Markup) -> Markup {
    html! { div.late { (folded(content)) } }
}

/// A part of something that unfolds it: a card, or details that are opened.
pub(super) fn folded(content: &Markup) -> Markup {
    html! { noscript { (content) } }
}
