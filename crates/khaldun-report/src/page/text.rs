//! The account with its claims marked in place, and our reading under (or beside) it.

use super::{Said, card};
use crate::view::{AccountView, Stretch, Words, split, words};
use khaldun_text::{BlockKind, Furniture};
use maud::{Markup, PreEscaped, html};
use std::collections::BTreeSet;

pub(super) fn section(account: &AccountView, several: bool) -> Markup {
    let id = format!("a{}", account.number);
    html! {
        section.account id=(id) aria-labelledby={ (id) "-title" } {
            h2 id={ (id) "-title" } dir="auto" {
                @if several { (Said(&account.title)) } @else { "The account, and our reading of it" }
            }
            div.reading {
                article.told aria-label="The account" {
                    @let mut given = BTreeSet::new();
                    @for stretch in &account.text { (self::stretch(stretch, account, &mut given)) }
                }
                div.cards role="region" aria-label="The claims, one by one" tabindex="0" {
                    @if account.cards.is_empty() { p.empty { "No claim was found in this account." } }
                    @for one in &account.cards { (card::render(one)) }
                }
            }
        }
    }
}

/// `given` holds the claims whose number has been printed: each gets one anchor to come back to.
fn stretch(stretch: &Stretch, account: &AccountView, given: &mut BTreeSet<usize>) -> Markup {
    match stretch {
        Stretch::Furniture { kind, words: n, blocks } => furniture(*kind, *n, blocks),
        Stretch::Block { kind, pieces, foreign } => {
            let set = html! { @for p in pieces { (piece(p, account, given)) } };
            let lang = foreign.then_some("");
            match kind {
                BlockKind::Title => html! { p.t-title dir="auto" lang=[lang] { (set) } },
                BlockKind::Dateline | BlockKind::Byline => {
                    html! { p.t-line dir="auto" lang=[lang] { (set) } }
                }
                BlockKind::Heading => html! { p.t-heading dir="auto" lang=[lang] { (set) } },
                BlockKind::Quote => html! { blockquote dir="auto" lang=[lang] { (set) } },
                BlockKind::Item { number } => html! {
                    p.t-item dir="auto" lang=[lang] data-number=[number.as_ref()] { (set) }
                },
                BlockKind::Paragraph | BlockKind::Furniture(_) => {
                    html! { p dir="auto" lang=[lang] { (set) } }
                }
            }
        }
    }
}

fn furniture(kind: Furniture, n: usize, blocks: &[String]) -> Markup {
    html! {
        details.furniture {
            summary {
                "left out: " (words::furniture(kind)) ", " (words::count(n, "word", "words"))
            }
            @for block in blocks { p dir="auto" { (Said(block)) } }
        }
    }
}

fn piece(said: &Words, account: &AccountView, given: &mut BTreeSet<usize>) -> Markup {
    let claims = &said.piece.claims;
    if claims.is_empty() {
        return html! { (Said(&said.text)) };
    }
    // Outer claims first, so that the class names read from the text downward.
    let class: Vec<String> = (0..split::LANES)
        .filter_map(|lane| {
            let claim = claims.iter().find(|&&c| account.lanes[c] == lane)?;
            let verdict = words::verdict_class(account.cards[*claim].verdict);
            Some(format!("u{lane}-{verdict}"))
        })
        .collect();
    let anchors: Vec<&str> = claims.iter().map(|&c| account.cards[c].anchor.as_str()).collect();
    html! {
        mark class=(class.join(" ")) data-c=(anchors.join(" ")) { (Said(&said.text)) }
        @for &claim in &said.piece.ends { (number(claim, account, given)) }
    }
}

/// The claim's number after its last word: the way to its card.
fn number(claim: usize, account: &AccountView, given: &mut BTreeSet<usize>) -> Markup {
    let card = &account.cards[claim];
    let first = given.insert(claim).then(|| format!("{}-in", card.anchor));
    // `c004+c006`, made by hand, is 4+6.
    let parts = card.label.split('+').map(|part| part.trim_start_matches(['c', '0']));
    let short = parts.collect::<Vec<_>>().join("+");
    html! {
        // A word joiner: the number stays on the line of the words it follows.
        (PreEscaped("&#8288;"))
        a.n.{ "v-" (words::verdict_class(card.verdict)) } id=[first] href={ "#" (card.anchor) }
            data-c=(card.anchor) aria-label={ "claim " (short) ", " (card.verdict.as_str()) } {
            (short) span aria-hidden="true" { (words::verdict_mark(card.verdict)) }
        }
    }
}
