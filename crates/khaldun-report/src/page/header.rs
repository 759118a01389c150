//! What was checked, against what, and what came out, on one screen.

use super::Said;
use super::late::folded;
use crate::view::{AccountView, Line, Report, SetView, words};
use khaldun_match::Verdict;
use khaldun_model::Kind;
use maud::{Markup, html};

pub(super) fn render(report: &Report) -> Markup {
    html! {
        section.opening aria-labelledby="title" {
            @match report.accounts.as_slice() {
                [one] => {
                    h1 #title dir="auto" { (Said(&report.title)) }
                    (origin(one))
                }
                many => {
                    h1 #title { (words::count(many.len(), "account", "accounts")) ", held against the record" }
                    ul.origins {
                        @for account in many { li { b dir="auto" { (Said(&account.title)) } (origin(account)) } }
                    }
                }
            }
            p.summary { (report.summary) }
            (verdicts(report))
            (brief(report))
            @for test in &report.tests {
                p.tested { a href={ "#" (test.anchor) } { "Tested" } ": " q dir="auto" { (Said(&test.words)) } " — " (Said(&test.headline)) }
            }
            p.stance {
                "Khaldun does not say who is right. It says what the record bears out, what it \
                 contradicts, and what it could not have known."
            }
            (table(report))
            (sets(&report.sets))
        }
    }
}

fn origin(account: &AccountView) -> Markup {
    html! {
        p.origin {
            @if let Some(author) = &account.author { bdi { (Said(author)) } " · " }
            @if let Some(dateline) = &account.dateline { bdi { (Said(dateline)) } " · " }
            (words::count(account.words, "word", "words"))
            @if account.title != account.name { " · " bdi { (Said(&account.name)) } }
        }
    }
}

fn verdicts(report: &Report) -> Markup {
    html! {
        ul.verdicts aria-label="Claims by verdict" {
            @for verdict in Verdict::ALL {
                li.{ "v-" (words::verdict_class(verdict)) }.none[report.under(verdict) == 0] {
                    a href={ "#by-" (words::verdict_class(verdict)) }
                        data-filter={ "verdict=" (words::verdict_class(verdict)) }
                        title=(words::verdict_meaning(verdict)) {
                        b { (report.under(verdict)) }
                        " "
                        span { span.sign aria-hidden="true" { (words::verdict_mark(verdict)) } " " (verdict.as_str()) }
                    }
                }
            }
        }
    }
}

/// What holds, what does not, what could not be checked and why: the answer of the whole page.
fn brief(report: &Report) -> Markup {
    let under = |v: Verdict| report.under(v);
    let holds = under(Verdict::Corroborated) + under(Verdict::Qualified);
    let against = under(Verdict::Contradicted) + under(Verdict::NotFoundThoughCovered);
    html! {
        div.brief {
            div {
                h2 #holds { "What the record holds" }
                @if holds == 0 { p { "No row tells of an event that is claimed." } }
                (lines(&report.brief.holds, holds))
            }
            div {
                h2 #against { "What it contradicts, or covers and does not hold" }
                @if under(Verdict::Contradicted) == 0 { p { "No claim is contradicted." } }
                @if under(Verdict::NotFoundThoughCovered) > 0 {
                    p { "That no row was found where one might be does not refute a claim." }
                }
                (lines(&report.brief.against, against))
            }
            div {
                h2 #apart { "What could not be checked, and why" }
                @if report.brief.apart.is_empty() { p { "Every claim could be held against a record." } }
                ul {
                    @for (n, reason) in &report.brief.apart {
                        li { b.num { (n) } " " (reason.says()) "." }
                    }
                }
                @if !report.brief.apart.is_empty() {
                    p { a href="#unchecked" { "Which claims, and what would help" } }
                }
            }
        }
    }
}

fn lines(lines: &[Line], all: usize) -> Markup {
    html! {
        @if !lines.is_empty() {
            ul {
                @for line in lines {
                    li.{ "v-" (words::verdict_class(line.verdict)) } {
                        a.to href={ "#" (line.claim.anchor) } data-c=(line.claim.anchor) { (line.claim.label) }
                        " " q dir="auto" { (Said(&line.says)) } " "
                        span.fine {
                            span.verdict {
                                span.sign aria-hidden="true" { (words::verdict_mark(line.verdict)) }
                                " " (line.verdict.as_str())
                            }
                            @if !line.because.is_empty() { ": " (Said(&line.because)) }
                        }
                    }
                }
            }
        }
        @if all > lines.len() {
            @let verdict = words::verdict_class(lines.last().map_or(Verdict::NotCheckable, |l| l.verdict));
            p { a href={ "#by-" (verdict) } { "and " (words::count(all - lines.len(), "other", "others")) } }
        }
    }
}

/// Kind by verdict; each number leads to its claims.
fn table(report: &Report) -> Markup {
    html! {
        details.counts {
            summary { "Counts by kind of claim and verdict" }
            button type="button" data-do="csv" data-table="counts-table" hidden { "Copy as CSV" }
            (folded(&html! {
                div.wide tabindex="0" role="region" aria-label="Counts by kind and verdict" {
                    table #counts-table {
                        thead {
                            tr {
                                th scope="col" { "Kind" }
                                @for v in Verdict::ALL { th scope="col" { (v.as_str()) } }
                                th scope="col" { "all" }
                            }
                        }
                        tbody {
                            @for kind in Kind::ALL { @if report.of_kind(kind) > 0 { (line(report, kind)) } }
                        }
                    }
                }
            }))
        }
    }
}

fn line(report: &Report, kind: Kind) -> Markup {
    html! {
        tr {
            th scope="row" title=(words::kind_meaning(kind)) { (words::kinds(kind)) }
            @for verdict in Verdict::ALL {
                td {
                    @match report.links(kind, verdict).len() {
                        0 => { span.nil { "0" } }
                        n => {
                            a href={ "#by-" (words::verdict_class(verdict)) "-" (kind.as_str()) }
                                data-filter={ "verdict=" (words::verdict_class(verdict)) "&kind=" (kind.as_str()) } { (n) }
                        }
                    }
                }
            }
            td {
                a href={ "#by-" (kind.as_str()) } data-filter={ "kind=" (kind.as_str()) } { (report.of_kind(kind)) }
            }
        }
    }
}

fn sets(sets: &[SetView]) -> Markup {
    html! {
        div.sets {
            h2 { "Held against" }
            @if sets.is_empty() { p { "No record set: claims were read, none was held against records." } }
            ul {
                @for set in sets {
                    li {
                        b { (Said(&set.name)) } ": " (Said(&set.title))
                        @if set.starter {
                            " " strong { "This is a starter, not a full record: most of what happened is not in it." }
                        }
                        @if set.selection && !set.starter { " A choice of events: nothing follows from absence." }
                        span.fine {
                            " Version " (Said(&set.version)) ", licence " (Said(&set.licence)) ", "
                            (words::count(set.rows, "row", "rows")) ", " (set.days)
                            @if !set.countries.is_empty() { ", " (Said(&set.area())) }
                            @if !set.shown { "; its rows may not be printed and appear by id, date and hash" }
                            "."
                        }
                    }
                }
            }
        }
    }
}
