//! The index: every count's claims, by verdict, kind, actor and place. Without script this is where
//! the numbers of the opening lead; with it they filter.

use super::Said;
use super::late::late;
use crate::view::{Link, Report, words};
use khaldun_match::Verdict;
use khaldun_model::Kind;
use maud::{Markup, html};

pub(super) fn render(report: &Report) -> Markup {
    html! {
        section.index #index aria-labelledby="index-title" {
            h2 #index-title { "Index of claims" }
            h3 { "By verdict" }
            (late(&html! {
                dl {
                    @for verdict in Verdict::ALL {
                        @let class = words::verdict_class(verdict);
                        div.{ "v-" (class) } id={ "by-" (class) } {
                            dt {
                                span.sign aria-hidden="true" { (words::verdict_mark(verdict)) }
                                " " (verdict.as_str()) " " span.fine { (words::verdict_meaning(verdict)) }
                            }
                            dd { (by_kind(report, verdict)) }
                        }
                    }
                }
            }))
            h3 { "By kind" }
            (late(&html! {
                dl {
                    @for kind in Kind::ALL { @if report.of_kind(kind) > 0 {
                        div id={ "by-" (kind.as_str()) } {
                            dt { (words::kinds(kind)) " " span.fine { (words::kind_meaning(kind)) } }
                            dd { @for v in Verdict::ALL { (links(report.links(kind, v), report)) } }
                        }
                    } }
                }
            }))
            (names("By actor", &report.actors, report))
            (names("By place", &report.places, report))
            (names("By origin of what bears them out", &report.origins, report))
        }
    }
}

fn by_kind(report: &Report, verdict: Verdict) -> Markup {
    let class = words::verdict_class(verdict);
    html! {
        @if report.under(verdict) == 0 { span.fine { "none" } }
        @for kind in Kind::ALL {
            @let found = report.links(kind, verdict);
            @if !found.is_empty() {
                p id={ "by-" (class) "-" (kind.as_str()) } {
                    span.fine { (words::kinds(kind)) ": " } (links(found, report))
                }
            }
        }
    }
}

fn names(title: &str, names: &[(String, Vec<Link>)], report: &Report) -> Markup {
    html! {
        @if !names.is_empty() {
            h3 { (title) }
            (late(&html! {
                dl.names {
                    @for (name, found) in names {
                        div { dt { bdi { (Said(name)) } } dd { (links(found, report)) } }
                    }
                }
            }))
        }
    }
}

/// Links to claims; with several accounts each says which it belongs to.
pub(super) fn links(links: &[Link], report: &Report) -> Markup {
    let several = report.accounts.len() > 1;
    html! {
        @for link in links {
            a.to href={ "#" (link.anchor) } data-c=(link.anchor) {
                @if several { (link.anchor) } @else { (link.label) }
            }
            " "
        }
    }
}
