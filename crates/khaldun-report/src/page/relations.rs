//! Who is said to have done what to whom, when: one small drawing for each pair of parties, all on
//! one scale of days. What goes one way stands above the line, what goes the other way below.

use super::Said;
use super::late::{folded, late};
use super::timeline::{Scale, unit};
use crate::view::{AccountView, Act, Pair, row_anchor, words};
use khaldun_model::{Quad, Window};
use maud::{Markup, html};

/// Pairs that are drawn; the table has them all.
const DRAWN: usize = 12;
const WIDTH: f64 = 300.0;
/// From one level of marks to the next, and from the axis to the first.
const LEVEL: f64 = 12.0;
/// Levels on one side of the axis; what does not fit covers others on the last.
const LEVELS: usize = 6;

pub(super) fn render(account: &AccountView) -> Markup {
    let id = format!("a{}-who", account.number);
    let table = format!("{id}-table");
    let drawn: Vec<&Pair> =
        account.pairs.iter().filter(|p| p.acts.iter().any(|a| a.window.is_some())).collect();
    html! {
        @if !account.pairs.is_empty() {
            section.figure.relations id=(id) aria-labelledby={ (id) "-h" } {
                h2 id={ (id) "-h" } { "Who is said to have done what to whom" }
                p.fine {
                    "A drawing for each pair of parties, all over the same days. Above the line: what the first is said to \
                     have done to the second; below it: the other way round. Filled: deeds; hollow: words. Squares: \
                     conflict; circles: cooperation. A cross through it: the account says that it did not happen."
                }
                @if !drawn.is_empty() { (late(&multiples(&drawn))) }
                details.data {
                    summary { "The same as a table" }
                    button type="button" data-do="csv" data-table=(table) hidden { "Copy as CSV" }
                    (folded(&html! {
                        div.wide tabindex="0" role="region" aria-label="Relations as a table" {
                            (listing(&account.pairs, &table))
                        }
                    }))
                }
            }
        }
    }
}

fn multiples(pairs: &[&Pair]) -> Markup {
    let windows: Vec<Window> =
        pairs.iter().flat_map(|p| p.acts.iter().filter_map(|a| a.window)).collect();
    let scale = Scale::around(&windows);
    let (from, to) = scale.ends();
    html! {
        ul.multiples {
            @for pair in pairs.iter().take(DRAWN) {
                li {
                    h3 {
                        bdi { (Said(&pair.one)) } " and " bdi { (Said(&pair.other)) } " "
                        span.fine { (words::count(pair.acts.len(), "act", "acts")) }
                    }
                    (drawing(pair, &scale))
                    p.ends aria-hidden="true" { span { (words::day(from)) } span { (words::day(to)) } }
                }
            }
        }
        @if pairs.len() > DRAWN {
            p.fine { (words::count(pairs.len() - DRAWN, "more pair stands", "more pairs stand")) " in the table." }
        }
    }
}

fn drawing(pair: &Pair, scale: &Scale) -> Markup {
    let dated: Vec<&Act> = pair.acts.iter().filter(|a| a.window.is_some()).collect();
    let (levels, above, below) = levels(&dated, scale);
    let middle = 4.0 + LEVEL * (above as f64 + 0.5);
    let height = middle + 4.0 + LEVEL * (below as f64 + 0.5);
    html! {
        svg.pair viewBox={ "0 0 " (WIDTH) " " (unit(height)) } role="img"
            aria-label={ (words::count(dated.len(), "dated act", "dated acts")) " between "
                (Said(&pair.one)) " and " (Said(&pair.other)) "; the table below lists them" } {
            line.axis x1="0" x2=(WIDTH) y1=(unit(middle)) y2=(unit(middle)) {}
            @for (act, level) in dated.iter().zip(levels) {
                @let off = LEVEL * (level as f64 + 1.0);
                (mark(act, scale, if act.forth { middle - off } else { middle + off }))
            }
        }
    }
}

/// Where on the axis an act begins, has its middle and ends.
fn stretch(window: Window, scale: &Scale) -> (f64, f64, f64) {
    let x = |share: f64| (share * (WIDTH - 12.0) + 6.0).clamp(4.0, WIDTH - 4.0);
    let (a, b) = (x(scale.along(window.start)), x(scale.along(window.end)));
    (a, f64::midpoint(a, b), b)
}

/// The level of each act, so that marks and their stretches do not cover one another; then how many
/// levels stand above the axis and below it, at least one each.
fn levels(acts: &[&Act], scale: &Scale) -> (Vec<usize>, usize, usize) {
    let mut taken: [Vec<Vec<(f64, f64)>>; 2] = [vec![Vec::new()], vec![Vec::new()]];
    let mut out = Vec::new();
    for act in acts {
        let (a, at, b) = act.window.map_or((0.0, 0.0, 0.0), |w| stretch(w, scale));
        let (a, b) = (a.min(at - 5.0), b.max(at + 5.0));
        let side = &mut taken[usize::from(!act.forth)];
        let free = |level: &Vec<(f64, f64)>| level.iter().all(|(c, d)| b < *c || *d < a);
        let level = side.iter().position(free).unwrap_or(side.len()).min(LEVELS - 1);
        if level == side.len() {
            side.push(Vec::new());
        }
        side[level].push((a, b));
        out.push(level);
    }
    (out, taken[0].len(), taken[1].len())
}

fn mark(act: &Act, scale: &Scale, y: f64) -> Markup {
    let Some(window) = act.window else { return html! {} };
    let (a, at, b) = stretch(window, scale);
    let deed = matches!(act.quad, Quad::MaterialConflict | Quad::MaterialCooperation);
    let conflict = matches!(act.quad, Quad::MaterialConflict | Quad::VerbalConflict);
    html! {
        g.act.{ "v-" (words::verdict_class(act.verdict)) } data-c=(act.claim.anchor) {
            title {
                (act.claim.label) ": " (Said(&act.says)) " ("
                @if act.denied { "denied: " }
                (words::action(act.action)) ", " (words::window(window)) ", " (act.verdict.as_str()) ")"
            }
            @if b - a > 8.0 { line.reach x1=(unit(a)) x2=(unit(b)) y1=(unit(y)) y2=(unit(y)) {} }
            @if conflict {
                rect.hollow[!deed] x=(unit(at - 4.0)) y=(unit(y - 4.0)) width="8" height="8" {}
            } @else {
                circle.hollow[!deed] cx=(unit(at)) cy=(unit(y)) r="4.5" {}
            }
            @if act.denied { path.denied d={ "M" (unit(at - 6.0)) " " (unit(y + 6.0)) "l12 -12" } {} }
        }
    }
}

fn listing(pairs: &[Pair], id: &str) -> Markup {
    html! {
        table.listing id=(id) {
            thead { tr {
                th scope="col" { "Who" } th scope="col" { "Does what" } th scope="col" { "To whom" } th scope="col" { "From" }
                th scope="col" { "To" } th scope="col" { "Claim" } th scope="col" { "Verdict" } th scope="col" { "Rows" }
            } }
            tbody { @for pair in pairs { @for act in &pair.acts { (line(pair, act)) } } }
        }
    }
}

fn line(pair: &Pair, act: &Act) -> Markup {
    let (who, whom) = if act.forth { (&pair.one, &pair.other) } else { (&pair.other, &pair.one) };
    html! {
        tr {
            th scope="row" { bdi { (Said(who)) } }
            td { @if act.denied { "denied: " } (words::action(act.action)) }
            td { bdi { (Said(whom)) } }
            td.nowrap { @if let Some(w) = act.window { (w.start) } }
            td.nowrap { @if let Some(w) = act.window { (w.end) } }
            td { a.to href={ "#" (act.claim.anchor) } data-c=(act.claim.anchor) { (act.claim.label) } }
            td { (act.verdict.as_str()) }
            td {
                @for (set, row) in &act.rows {
                    span.item { a href={ "#" (row_anchor(set, row)) } { (Said(set)) " " bdi { (Said(row)) } } }
                }
            }
        }
    }
}
