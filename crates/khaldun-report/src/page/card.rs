//! A claim's card: its words, what was read out of them, each set's verdict, the rows beside it.

use super::Said;
use super::analyst;
use super::late::folded;
use crate::view::{
    Against, Beside, Card, Compared, RowView, SetVerdict, WhereView, row_anchor, shortened, words,
};
use khaldun_match::{Standing, Verdict};
use khaldun_model::{Check, Support};
use maud::{Markup, html};

pub(super) fn render(card: &Card) -> Markup {
    let verdict = words::verdict_class(card.verdict);
    html! {
        article.card.{ "v-" (verdict) } id=(card.anchor) tabindex="-1"
            aria-labelledby={ (card.anchor) "-h" }
            data-kind=(card.kind.as_str()) data-verdict=(verdict)
            data-actor=(numbers(&card.actor_numbers)) data-place=(numbers(&card.place_numbers))
            data-voice=(card.voice_number) data-origin=(numbers(&card.origin_numbers)) data-analyst=(analyst::states(card)) {
            (folded(&header(card)))
            blockquote dir="auto" { (Said(&card.quote)) }
            (analyst::block(card))
            (folded(&html! {
                (facts(card))
                @if let Some(question) = &card.open_question {
                    p.open { b { "Open question: " } (Said(question)) }
                }
                @for other in &card.against { (self::against(other, card.denied)) }
                @if let Some(backing) = &card.backing {
                    p.backing { b { "Whose observation: " } (Said(backing)) }
                }
                @if card.verdict == Verdict::NotCheckable { (settled_by_none(card)) }
                @else { @for set in &card.sets { (set_verdict(set, card)) } }
                (how(card))
            }))
        }
    }
}

fn header(card: &Card) -> Markup {
    html! {
        header {
            h3 id={ (card.anchor) "-h" } {
                a href={ "#" (card.anchor) "-in" } title="Back to its place in the account" {
                    (card.label)
                }
                " "
                span.kind title=(words::kind_meaning(card.kind)) { (card.kind.as_str()) }
                @if card.denied { " " span.flag { "denied" } }
                @if let Some(modality) = card.modality { " " span.flag { (modality) } }
            }
            p.verdict title=(words::verdict_meaning(card.verdict)) {
                span.sign aria-hidden="true" { (words::verdict_mark(card.verdict)) }
                " " (card.verdict.as_str())
            }
        }
    }
}

fn numbers(numbers: &[usize]) -> String {
    numbers.iter().map(ToString::to_string).collect::<Vec<_>>().join(" ")
}

fn facts(card: &Card) -> Markup {
    html! {
        dl.facts {
            (parties("Who", &card.who))
            @if let Some(what) = &card.what { div { dt { "Does what" } dd { (Said(what)) } } }
            (parties("To whom", &card.whom))
            @if !card.places.is_empty() {
                div { dt { "Where" } dd { @for place in &card.places { (self::place(place)) } } }
            }
            @if let Some(when) = &card.when { div { dt { "When" } dd { (when) } } }
            div { dt { "Says who" } dd { bdi { (Said(&card.by)) } } }
            @if !card.figures.is_empty() {
                div {
                    dt { "Figures" }
                    dd {
                        @for f in &card.figures {
                            span.item { (Said(&f.says)) " " span.fine { "by " bdi { (Said(&f.by)) } } }
                        }
                    }
                }
            }
            @if card.check != Check::Records {
                div { dt { "Settled by" } dd { (words::check(card.check)) } }
            }
            @if !card.supports.is_empty() { div { dt { "Offered for" } dd { (supports(card)) } } }
        }
    }
}

fn parties(label: &str, parties: &[(String, String)]) -> Markup {
    html! {
        @if !parties.is_empty() {
            div {
                dt { (label) }
                dd { @for (name, _) in parties { span.item { bdi { (Said(name)) } } } }
            }
        }
    }
}

fn place(place: &WhereView) -> Markup {
    html! {
        span.item {
            bdi { (Said(&place.name)) }
            " "
            span.fine { (Said(&place.about)) @if place.carried { "; named earlier in the account" } }
        }
    }
}

fn supports(card: &Card) -> Markup {
    let account = card.anchor.split('-').next().unwrap_or_default();
    html! {
        @for support in &card.supports {
            span.item {
                @match support {
                    Support::Thesis => { "the account's main line" }
                    Support::Claim(id) => { a href={ "#" (account) "-" (id) } { (id) } }
                }
            }
        }
    }
}

/// Why no event record could settle it: said once, since it is so whatever the set.
fn settled_by_none(card: &Card) -> Markup {
    html! {
        @if let Some(because) = card.sets.first().map(|s| &s.because).filter(|b| !b.is_empty()) {
            section.set { p.says { "No event record could settle it: " (Said(because)) "." } }
        }
    }
}

pub(super) fn set_verdict(set: &SetVerdict, card: &Card) -> Markup {
    html! {
        section.set.{ "v-" (words::verdict_class(set.verdict)) } {
            p.says {
                b { (Said(&set.set)) ": " }
                span.verdict {
                    span.sign aria-hidden="true" { (words::verdict_mark(set.verdict)) }
                    " " (set.verdict.as_str())
                }
                @if !set.because.is_empty() { " — " (Said(&set.because)) }
            }
            @for row in &set.rows { (self::row(row, &set.set, card)) }
            @if !set.near.is_empty() {
                details.near {
                    summary { (words::count(set.near.len(), "row", "rows")) " near it that did not count" }
                    ul { @for row in &set.near { li { (near(row)) } } }
                }
            }
        }
    }
}

/// A row that was near, in a line: what it is and what kept it out.
fn near(row: &RowView) -> Markup {
    let apart = row.parts.iter().filter(|p| p.standing == Standing::Differs);
    html! {
        bdi { (Said(&row.id)) } " · " (row.when)
        @if let Beside::Shown { what, .. } = &row.beside {
            @if !what.is_empty() { " · " bdi { (Said(&shortened(what, 160))) } }
        }
        @for part in apart {
            "; " b.apart { (words::part(part.part).to_lowercase()) " differs" }
            @if !part.says.is_empty() { ": " (Said(&part.says)) }
        }
    }
}

fn row(row: &RowView, set: &str, card: &Card) -> Markup {
    html! {
        div.row data-set=(set) data-row=(row.id) {
            p.row-head {
                a.row-id href={ "#" (row_anchor(set, &row.id)) } { (Said(set)) " " bdi { (Said(&row.id)) } }
                " · " (row.when)
            }
            @match &row.beside {
                Beside::Shown { what, sources, verified, deaths_by, route } => {
                    @if !what.is_empty() { p.row-what dir="auto" { (Said(what)) } }
                    (compared(row, card, true))
                    p.fine {
                        @if let Some(route) = route { "Parties: " (Said(route)) ". " }
                        @if !deaths_by.is_empty() { "Figures by " bdi { (Said(deaths_by)) } ". " }
                        @if sources.is_empty() { "No source named. " }
                        @else { "Sources: " bdi { (Said(&sources.join("; "))) } ". " }
                        @if !verified.is_empty() { "Checked by the set's makers: " bdi { (Said(verified)) } "." }
                    }
                }
                Beside::Withheld { hash } => {
                    (compared(row, card, false))
                    p.fine {
                        "This set's rows may not be printed. SHA-256 of the row: " code { (hash) }
                    }
                }
            }
        }
    }
}

fn compared(row: &RowView, card: &Card, shown: bool) -> Markup {
    html! {
        table.compared.withheld[!shown] {
            caption.vh { (card.label) " beside row " (Said(&row.id)) }
            thead {
                tr {
                    td {}
                    th scope="col" { "The account" }
                    @if shown { th scope="col" { "The row" } }
                    th scope="col" { "They" }
                }
            }
            tbody { @for part in &row.parts { (compared_part(part, shown)) } }
        }
    }
}

fn compared_part(part: &Compared, shown: bool) -> Markup {
    let class = match part.standing {
        Standing::Agrees => "agrees",
        Standing::Differs => "differs",
        Standing::Silent => "silent",
    };
    html! {
        tr class=(class) {
            th scope="row" { (words::part(part.part)) }
            td { (Said(&part.account)) }
            @if shown { td { (Said(&part.row)) } }
            td {
                b { (words::standing(part.standing)) }
                @if !part.says.is_empty() { span.fine { " " (Said(&part.says)) } }
            }
        }
    }
}

/// A claim of the same account that says the contrary.
fn against(other: &Against, denied: bool) -> Markup {
    html! {
        p.against {
            b { (if denied { "The account also says that it happened: " } else { "The account also says that it did not happen: " }) }
            a.to href={ "#" (other.claim.anchor) } data-c=(other.claim.anchor) { (other.claim.label) }
            " " q dir="auto" { (Said(&other.says)) } " " span.fine { "says " bdi { (Said(&other.by)) } }
        }
    }
}

fn how(card: &Card) -> Markup {
    let parties = || card.who.iter().chain(&card.whom).filter(|(_, because)| !because.is_empty());
    html! {
        details.how {
            summary { "How it was read" }
            ul {
                li { "Paragraph " (card.paragraph) " of the text as extracted, bytes " (card.span.start) " to " (card.span.end) "." }
                @for (name, because) in parties() { li { bdi { (Said(name)) } ": " (Said(because)) } }
                @for place in &card.places {
                    @if !place.because.is_empty() { li { bdi { (Said(&place.name)) } ": " (Said(&place.because)) } }
                }
                @if !card.when_because.is_empty() { li { "Time: " (Said(&card.when_because)) } }
                @for f in &card.figures { li { "Figure “" bdi { (Said(&f.quote)) } "”: " (Said(&f.says)) ", by " bdi { (Said(&f.by)) } } }
                @for (rule, saw) in &card.reasons { li { code { (Said(rule)) } " " (Said(saw)) } }
            }
        }
    }
}
