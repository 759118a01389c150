//! What the analyst says, visibly apart from what the machine read: a block in each card, and a
//! section on the whole with hypotheses, grades, decisions that no longer fit and the undo log.

use super::{Said, card};
use crate::view::{AnalystCard, AnalystView, Card, Link, Report, words};
use khaldun::analyst::{Rating, Stand};
use maud::{Markup, html};

/// The states by which the filter finds a claim, as an attribute has them.
pub(crate) fn states(card: &Card) -> String {
    card.analyst.as_ref().map_or_else(String::new, |a| a.states().join(" "))
}

/// The analyst's block of a card; empty (and hidden by style) where nothing was said.
pub(crate) fn block(card: &Card) -> Markup {
    html! {
        @if let Some(analyst) = &card.analyst { @if !bare(analyst) { (said(analyst, card)) } }
    }
}

fn bare(a: &AnalystCard) -> bool {
    a.stood.is_none()
        && a.corrections.is_empty()
        && a.note.is_none()
        && a.credibility.is_none()
        && a.rows.is_empty()
        && a.ratings.is_empty()
        && a.from.is_empty()
        && a.became.is_empty()
}

fn said(a: &AnalystCard, card: &Card) -> Markup {
    html! {
        section.analyst aria-label={ "The analyst on " (card.label) } {
            p.by {
                b { "Analyst" }
                @if let Some((stand, why)) = &a.stood {
                    ": "
                    @match stand { Stand::Accepted => { "reading accepted" } Stand::Rejected => { "reading rejected" } }
                    @if !why.is_empty() { " — " bdi { (Said(why)) } }
                }
            }
            @if !a.from.is_empty() { p { "Made by hand from " (ways(&a.from)) "." } }
            @if !a.became.is_empty() {
                p { (if a.became.len() > 1 { "Split into " } else { "Merged into " }) (ways(&a.became)) "." }
            }
            @if !a.corrections.is_empty() { (corrections(a)) }
            @if !a.again.is_empty() {
                p.fine { "So corrected, and held against the record anew:" }
                @for set in &a.again { (card::set_verdict(set, card)) }
            }
            @for (set, row, right) in &a.rows {
                p data-marked={ (set) " " (row) } {
                    (Said(set)) " " bdi { (Said(row)) } ": " (if *right { "same event" } else { "not the same event" })
                }
            }
            @for (id, text, rating) in &a.ratings {
                p { (rating.as_str()) " with " b { (Said(id)) } ": " bdi { (Said(text)) } }
            }
            @if let Some(grade) = a.credibility {
                p { "Credibility of what is said: " b { (grade.number()) } " (" (grade.says()) ")" }
            }
            @if let Some(grade) = a.reliability {
                p {
                    "Reliability of " bdi { (Said(&card.by)) } ": " b { (grade.as_str()) } " (" (grade.says()) ")"
                }
            }
            @if let Some(note) = &a.note { p.note dir="auto" { (Said(note)) } }
        }
    }
}

fn corrections(a: &AnalystCard) -> Markup {
    html! {
        table.compared.corrected {
            thead { tr { td {} th scope="col" { "The machine" } th scope="col" { "The analyst" } } }
            tbody {
                @for (field, machine, analyst) in &a.corrections {
                    tr {
                        th scope="row" { (field) }
                        td { bdi { (Said(machine)) } }
                        td { b { bdi { (Said(analyst)) } } }
                    }
                }
            }
        }
    }
}

fn ways(links: &[Link]) -> Markup {
    html! {
        @for (n, link) in links.iter().enumerate() {
            @if n > 0 { ", " }
            a.to href={ "#" (link.anchor) } data-c=(link.anchor) { (link.label) }
        }
    }
}

/// What the analyst says of the whole; at the desk it is there from the start.
pub(crate) fn whole(report: &Report, desk: bool) -> Markup {
    html! {
        @if desk || report.analyst.is_some() {
            section.desk #analyst aria-labelledby="analyst-title"
                data-version=(report.analyst.as_ref().map_or(0, |a| a.version)) {
                h2 #analyst-title { "The analyst’s layer" }
                p.fine {
                    "What a person decided, beside the machine’s reading and never in its place. The counts at the head \
                     of this page are the machine’s."
                }
                @match &report.analyst {
                    Some(analyst) => { (sums(analyst)) (matrix(analyst, desk)) (voices(analyst)) (orphans(analyst, desk)) (log(analyst, desk)) }
                    None => {
                        p { "Nothing has been decided yet." }
                        @if desk { (put_up()) }
                    }
                }
            }
        }
    }
}

fn sums(a: &AnalystView) -> Markup {
    html! {
        ul.sums {
            @for (says, n) in a.counts.iter().filter(|(_, n)| *n > 0) {
                li { b { (n) } " " (says) }
            }
            @if !a.orphans.is_empty() { li { a href="#orphans" { b { (a.orphans.len()) } " orphaned" } } }
        }
    }
}

fn put_up() -> Markup {
    html! { p { button type="button" data-desk="hypothesis" { "Put up a hypothesis" } } }
}

fn matrix(a: &AnalystView, desk: bool) -> Markup {
    html! {
        @if desk || !a.hypotheses.is_empty() {
            h3 { "Hypotheses" }
            p.fine {
                "What the claims, as rated by the analyst, sit with and what they do not. The sums disclose; they crown \
                 no winner: a claim that sits with every hypothesis tells none of them apart."
            }
            @if !a.hypotheses.is_empty() {
                div.wide tabindex="0" role="region" aria-label="Hypotheses and ratings" {
                    table.matrix {
                        thead { tr {
                            th scope="col" { "Claim" }
                            @for h in &a.hypotheses {
                                th scope="col" {
                                    b { (Said(&h.id)) } " " bdi { (Said(&h.text)) }
                                    @if desk {
                                        " " button type="button" data-desk="reword" data-id=(h.id) data-text=(h.text) { "Reword" }
                                        " " button type="button" data-desk="drop" data-id=(h.id) { "Drop" }
                                    }
                                }
                            }
                        } }
                        tbody {
                            @for (link, words, ratings) in &a.rated {
                                tr {
                                    th scope="row" {
                                        a.to href={ "#" (link.anchor) } data-c=(link.anchor) { (link.label) }
                                        " " span.fine dir="auto" { (Said(words)) }
                                    }
                                    @for rating in ratings { td { (sign(*rating)) " " (rating.as_str()) } }
                                }
                            }
                        }
                        tfoot { tr {
                            th scope="row" { "Sums" }
                            @for h in &a.hypotheses {
                                td {
                                    (h.counts[0]) " consistent, " (h.counts[1]) " inconsistent, " (h.counts[2]) " not applicable"
                                }
                            }
                        } }
                    }
                }
            }
            @if desk { (put_up()) }
        }
    }
}

fn sign(rating: Rating) -> Markup {
    let sign = match rating {
        Rating::Consistent => "+",
        Rating::Inconsistent => "−",
        Rating::NotApplicable => "∅",
        Rating::Open => "",
    };
    html! { span.sign aria-hidden="true" { (sign) } }
}

fn voices(a: &AnalystView) -> Markup {
    html! {
        @if !a.voices.is_empty() {
            h3 { "Reliability of sources" }
            ul {
                @for (voice, grade) in &a.voices {
                    li { bdi { (Said(voice)) } ": " b { (grade.as_str()) } " (" (grade.says()) ")" }
                }
            }
        }
    }
}

fn orphans(a: &AnalystView, desk: bool) -> Markup {
    html! {
        @if !a.orphans.is_empty() {
            h3 #orphans { "Orphaned decisions" }
            p.fine { "They no longer fit what is read. None was moved to a claim that looks like its own; that is for a person to do." }
            div.wide tabindex="0" role="region" aria-label="Orphaned decisions" {
                table.listing {
                    thead { tr {
                        th scope="col" { "No." } th scope="col" { "Decision" } th scope="col" { "Words" } th scope="col" { "Why it does not fit" }
                        @if desk { th scope="col" { "Do" } }
                    } }
                    tbody {
                        @for orphan in &a.orphans {
                            tr {
                                th scope="row" { (orphan.n) }
                                td { (orphan.verb) }
                                td dir="auto" { (Said(&orphan.words)) }
                                td { (Said(&orphan.why)) }
                                @if desk {
                                    td {
                                        button type="button" data-desk="attach" data-n=(orphan.n) { "Attach to the current claim" }
                                        " "
                                        button type="button" data-desk="undo" data-n=(orphan.n) { "Take back" }
                                    }
                                }
                            }
                        }
                    }
                }
            }
        }
    }
}

fn log(a: &AnalystView, desk: bool) -> Markup {
    html! {
        details.log {
            summary { (words::count(a.entries.len(), "decision", "decisions")) ", the latest first" }
            ol reversed {
                @for e in a.entries.iter().rev() {
                    li value=(e.n) {
                        @if e.gone { s { (e.verb) } " (taken back)" } @else { (e.verb) }
                        " "
                        @if let Some(link) = &e.claim {
                            a.to href={ "#" (link.anchor) } data-c=(link.anchor) { (link.label) } " "
                        }
                        span dir="auto" { (Said(&e.about)) }
                        span.fine {
                            @if !e.by.is_empty() { " by " bdi { (Said(&e.by)) } }
                            @if !e.at.is_empty() { ", " (Said(&e.at)) }
                        }
                        @if desk && !e.gone {
                            " " button type="button" data-desk="undo" data-n=(e.n) aria-label={ "Take back decision " (e.n) } { "Take back" }
                        }
                    }
                }
            }
        }
    }
}
