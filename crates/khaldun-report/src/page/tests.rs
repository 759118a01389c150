//! Tests of claims about behaviour, with their figures.
//!
//! A case may come from anyone. Its figures are shown as images: whatever such a file holds, nothing
//! in it runs, and nothing is fetched.

use super::Said;
use super::frame::base64;
use super::late::{folded, late};
use crate::view::{Report, TestView};
use maud::{Markup, html};

pub(super) fn render(report: &Report) -> Markup {
    html! {
        @if !report.tests.is_empty() {
            section.tests #tests aria-labelledby="tests-title" {
                h2 #tests-title { "Claims about behaviour, tested" }
                p.fine {
                    "Each by a plan that says beforehand what is counted and what would speak for the claim. An answer holds \
                     for what these records see, and says nothing on motives."
                }
                @for test in &report.tests { (self::test(test)) }
            }
        }
    }
}

fn test(test: &TestView) -> Markup {
    let id = &test.anchor;
    html! {
        section.test id=(id) aria-labelledby={ (id) "-h" } {
            h3 id={ (id) "-h" } { (Said(&test.headline)) }
            blockquote dir="auto" {
                (Said(&test.words)) " "
                @if let Some(claim) = &test.claim {
                    a.to href={ "#" (claim.anchor) } data-c=(claim.anchor) { (claim.label) }
                } @else {
                    span.fine { "(this claim is not read in these words now)" }
                }
            }
            p { (Said(&test.paragraph)) }
            @if !test.windows.is_empty() { (windows(test)) }
            div.plates {
                @for (n, figure) in test.figures.iter().enumerate() {
                    figure {
                        (late(&html! {
                            img src={ "data:image/svg+xml;base64," (base64(figure.svg.as_bytes())) } alt=(Said(&figure.caption));
                        }))
                        figcaption.fine { (Said(&figure.caption)) }
                        @if !figure.csv.is_empty() { (data(&figure.csv, &format!("{id}-data-{}", n + 1))) }
                    }
                }
            }
            @if !test.caveats.is_empty() {
                h4 { "What else would explain it, and what these records do not see" }
                ul { @for caveat in &test.caveats { li { (Said(caveat)) } } }
            }
            p.fine {
                "Plan " bdi { (Said(&test.plan)) }
                @if test.locked { ", locked before the test" } @else { ", not locked before the test: exploratory" }
                "; SHA-256 " code { (Said(&test.sha256)) } ". The counts of every episode, with their rows, lie in the case beside it."
            }
        }
    }
}

/// What a drawing is drawn from.
fn data(csv: &str, id: &str) -> Markup {
    html! {
        details.data {
            summary { "Its data" }
            button type="button" data-do="csv" data-table=(id) hidden { "Copy as CSV" }
            (folded(&html! { pre id=(id) tabindex="0" { (Said(csv)) } }))
        }
    }
}

fn windows(test: &TestView) -> Markup {
    let table = format!("{}-table", test.anchor);
    html! {
        div.wide tabindex="0" role="region" aria-label="Figures by window" {
            table.listing id=(table) {
                thead { tr {
                    th scope="col" { "Within" } th scope="col" { "Responses after the event in question" }
                    th scope="col" { "After the event it is held against" } th scope="col" { "Ratio of rates" }
                    th scope="col" { "95 % interval" } th scope="col" { "p, adjusted" }
                } }
                tbody {
                    @for w in &test.windows {
                        tr {
                            th scope="row" { (w.window) } td.num { (w.trigger) } td.num { (w.contrast) }
                            td.num { (w.ratio) } td.num { (w.interval) } td.num { (w.p) }
                        }
                    }
                }
            }
        }
        p { button type="button" data-do="csv" data-table=(table) hidden { "Copy as CSV" } }
    }
}
