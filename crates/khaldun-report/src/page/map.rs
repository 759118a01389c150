//! The map: places the account names as circles, places of matched rows as diamonds, each with how
//! far off it may be.

use super::Said;
use super::frame_of::core;
use super::index::links;
use super::late::{folded, late};
use super::timeline::{diamond, unit};
use crate::geo::{self, Frame};
use crate::view::{AccountView, Dot, Mark, Report, row_anchor, words};
use khaldun_model::PlaceKind;
use maud::{Markup, html};
use std::collections::BTreeMap;
use std::fmt::Write as _;

const WIDTH: f64 = 960.0;
/// Names written on the map; the table has them all.
const NAMES: usize = 40;

pub(super) fn render(account: &AccountView, report: &Report) -> Markup {
    let id = format!("a{}-map", account.number);
    let table = format!("{id}-table");
    html! {
        @if !account.dots.is_empty() {
            section.figure id=(id) aria-labelledby={ (id) "-h" } {
                h2 id={ (id) "-h" } { "Where, as told and as recorded" }
                p.fine {
                    "Circles: places the account names, larger where more claims are set there. Diamonds: \
                     places of the rows held beside them. Lines: rivers, roads and borders, roughly. The pale area \
                     is how far off a place may be; a dashed ring, how far off a row may be."
                }
                @let frame = frame(&account.dots);
                div.wide tabindex="0" role="region" aria-label="Map" { (late(&drawing(&account.dots, &frame))) }
                (outside(&account.dots, &frame))
                details.data {
                    summary { "The same as a table" }
                    button type="button" data-do="csv" data-table=(table) hidden { "Copy as CSV" }
                    (folded(&html! {
                        div.wide tabindex="0" role="region" aria-label="Map as a table" {
                            (listing(&account.dots, &table, report))
                        }
                    }))
                }
            }
        }
    }
}

/// A country or a part of the world is no point.
fn wide(dot: &Dot) -> bool {
    matches!(dot.kind, Some(PlaceKind::Country | PlaceKind::Area))
}

/// Around what stands together; countries set the frame only where nothing finer is named.
fn frame(dots: &[Dot]) -> Frame {
    let fine: Vec<&Dot> = dots.iter().filter(|d| !wide(d)).collect();
    let dots = if fine.is_empty() { dots.iter().collect() } else { fine };
    let once = |value: fn(&Dot) -> f64| {
        let mut spans: Vec<(f64, f64)> = dots.iter().map(|d| (value(d), value(d))).collect();
        core(&mut spans)
    };
    let (south, north) = once(|d| d.lat);
    let (west, east) = once(|d| d.lon);
    let within = |d: &&&Dot| (south..=north).contains(&d.lat) && (west..=east).contains(&d.lon);
    let points: Vec<(f64, f64)> = dots.iter().filter(within).map(|d| (d.lat, d.lon)).collect();
    if points.is_empty() {
        return Frame::around(&[(south, west), (north, east)], WIDTH);
    }
    Frame::around(&points, WIDTH)
}

fn drawing(dots: &[Dot], frame: &Frame) -> Markup {
    let shown: Vec<&Dot> = dots.iter().filter(|d| frame.holds(d.lon, d.lat)).collect();
    let said = || shown.iter().copied().filter(|d| d.mark == Mark::Said);
    let rows = || shown.iter().copied().filter(|d| d.mark != Mark::Said);
    let once = once(&shown);
    let outlines = geo::outlines(frame);
    html! {
        svg.map viewBox={ "0 0 " (WIDTH) " " (unit(frame.height)) } role="img"
            aria-label={ "Map of " (words::count(said().count(), "place", "places")) " named and "
                (words::count(rows().count(), "row", "rows")) " held beside them; the table below says the same" } {
            rect.sea width=(WIDTH) height=(unit(frame.height)) {}
            @for outline in &outlines { path.land fill-rule="evenodd" d=(path(&outline.rings)) {} }
            @for outline in &outlines {
                @if let Some((x, y)) = outline.label {
                    text.country x=(unit(x)) y=(unit(y)) text-anchor="middle" { (outline.name) }
                }
            }
            @for dot in dots { (course(dot, frame)) }
            @for dot in &once { (reach(dot, frame)) }
            @for dot in once.iter().filter(|d| d.mark != Mark::Said) { (self::dot(dot, frame)) }
            @for dot in said() { (self::dot(dot, frame)) }
            @for (dot, x, y, anchor) in names(&shown, frame) {
                text.name x=(unit(x)) y=(unit(y)) text-anchor=(anchor) data-c=(claims(dot)) {
                    (Said(&dot.name))
                }
            }
            (scale(frame))
        }
    }
}

/// Rows at one point, and as far off as each other, are drawn as one.
fn once(shown: &[&Dot]) -> Vec<Dot> {
    let mut out: Vec<Dot> = Vec::new();
    let mut at: BTreeMap<[u64; 3], usize> = BTreeMap::new();
    for dot in shown {
        let key = [dot.lat, dot.lon, dot.radius_km].map(f64::to_bits);
        match (&dot.mark, at.get(&key)) {
            (Mark::Row(..), Some(&first)) => {
                let new = dot.claims.iter().filter(|c| !out[first].claims.contains(c));
                let new: Vec<_> = new.cloned().collect();
                out[first].claims.extend(new);
            }
            (mark, _) => {
                if *mark != Mark::Said {
                    at.insert(key, out.len());
                }
                out.push((*dot).clone());
            }
        }
    }
    out
}

/// A river, road or border as the line it is; what leaves the frame is cut off by the drawing's edge.
fn course(dot: &Dot, frame: &Frame) -> Markup {
    let point = |(lat, lon): &(f64, f64)| {
        let (x, y) = frame.at(*lon, *lat);
        format!("{},{}", unit(x), unit(y))
    };
    html! {
        @if !dot.course.is_empty() {
            g.dot data-c=(claims(dot)) {
                title { (Said(&dot.name)) ", " (dot.kind.map_or("line", words::place_kind)) ": a rough course" }
                @for piece in &dot.course {
                    polyline.course points=(piece.iter().map(point).collect::<Vec<_>>().join(" ")) {}
                }
            }
        }
    }
}

/// Steps from point to point: shorter than the points themselves, and as exact.
fn path(rings: &[Vec<(f64, f64)>]) -> String {
    let tenths = |n: f64| (n * 10.0).round();
    let mut out = String::new();
    for ring in rings {
        let mut before = (0.0, 0.0);
        for (n, (x, y)) in ring.iter().enumerate() {
            let (x, y) = (tenths(*x), tenths(*y));
            let step = [unit((x - before.0) / 10.0), unit((y - before.1) / 10.0)];
            let space = if step[1].starts_with('-') { "" } else { " " };
            let lead = match n {
                0 => "M",
                1 => "l",
                _ if step[0].starts_with('-') => "",
                _ => " ",
            };
            let _ = write!(out, "{lead}{}{space}{}", step[0], step[1]);
            before = (x, y);
        }
        out.push('z');
    }
    out
}

/// How far off a point may be; countries and lines have no such circle.
fn reach(dot: &Dot, frame: &Frame) -> Markup {
    let (x, y) = frame.at(dot.lon, dot.lat);
    let r = dot.radius_km * frame.per_km();
    let line = dot.kind.is_some_and(PlaceKind::is_line) || !dot.course.is_empty();
    let class = if dot.mark == Mark::Said { "reach" } else { "reach row" };
    html! {
        @if !wide(dot) && !line && r > 4.0 { circle class=(class) cx=(unit(x)) cy=(unit(y)) r=(unit(r.min(WIDTH))) {} }
    }
}

fn size(dot: &Dot) -> f64 {
    (3.5 + 1.2 * (dot.claims.len() as f64).sqrt()).min(11.0)
}

fn claims(dot: &Dot) -> String {
    dot.claims.iter().map(|c| c.anchor.as_str()).collect::<Vec<_>>().join(" ")
}

fn dot(dot: &Dot, frame: &Frame) -> Markup {
    let (x, y) = frame.at(dot.lon, dot.lat);
    let about = dot.kind.map_or("row", words::place_kind);
    let hollow = wide(dot) || dot.kind.is_some_and(PlaceKind::is_line) || !dot.course.is_empty();
    html! {
        g.dot data-c=(claims(dot)) {
            title {
                (Said(&dot.name)) ", " (about) ", within " (words::number(dot.radius_km.round())) " km: "
                (words::count(dot.claims.len(), "claim", "claims"))
            }
            @if dot.mark == Mark::Said {
                circle.said.hollow[hollow] cx=(unit(x)) cy=(unit(y)) r=(unit(size(dot))) {}
            } @else {
                path.row-mark d=(diamond(x, y, 5.0)) {}
            }
        }
    }
}

/// Names that fit without covering one another, most told first: right, left, above, below.
fn names<'d>(shown: &[&'d Dot], frame: &Frame) -> Vec<(&'d Dot, f64, f64, &'static str)> {
    let mut order: Vec<&Dot> = shown.iter().copied().filter(|d| d.mark == Mark::Said).collect();
    order.sort_by(|a, b| b.claims.len().cmp(&a.claims.len()).then(a.name.cmp(&b.name)));
    let mut taken: Vec<(f64, f64, f64, f64)> = Vec::new();
    let mut out = Vec::new();
    for dot in order.into_iter().take(NAMES) {
        let (x, y) = frame.at(dot.lon, dot.lat);
        let (off, wide) = (size(dot) + 4.0, 7.0 * dot.name.chars().count() as f64);
        let tries = [
            (x + off, y + 4.0, "start", x + off),
            (x - off, y + 4.0, "end", x - off - wide),
            (x, y - off - 2.0, "middle", x - wide / 2.0),
            (x, y + off + 10.0, "middle", x - wide / 2.0),
        ];
        for (tx, ty, anchor, left) in tries {
            let this = (left, ty - 11.0, left + wide, ty + 3.0);
            let apart = |b: &(f64, f64, f64, f64)| {
                this.2 < b.0 || b.2 < this.0 || this.3 < b.1 || b.3 < this.1
            };
            let inside = left > 2.0 && left + wide < frame.width - 2.0;
            if inside && taken.iter().all(apart) {
                taken.push(this);
                out.push((dot, tx, ty, anchor));
                break;
            }
        }
    }
    out
}

fn scale(frame: &Frame) -> Markup {
    let fits = |km: &&f64| **km * frame.per_km() <= frame.width / 5.0;
    let steps = [5_000.0, 2_000.0, 1_000.0, 500.0, 200.0, 100.0, 50.0, 20.0, 10.0, 5.0];
    let km = steps.iter().find(fits).copied().unwrap_or(5.0);
    let (left, y) = (16.0, frame.height - 16.0);
    let right = left + km * frame.per_km();
    html! {
        path.scale d={ "M" (left) " " (unit(y - 4.0)) "v4H" (unit(right)) "v-4" } {}
        text.scale-name x=(left) y=(unit(y - 8.0)) { (words::number(km)) " km" }
    }
}

fn outside(dots: &[Dot], frame: &Frame) -> Markup {
    let off: Vec<&Dot> =
        dots.iter().filter(|d| d.mark == Mark::Said && !frame.holds(d.lon, d.lat)).collect();
    html! {
        @if !off.is_empty() {
            p.fine {
                "Outside the frame: "
                @for (n, dot) in off.iter().enumerate() {
                    @if n > 0 { ", " }
                    bdi { (Said(&dot.name)) } @if !dot.country.is_empty() { " (" (dot.country) ")" }
                }
                "."
            }
        }
    }
}

fn listing(dots: &[Dot], id: &str, report: &Report) -> Markup {
    html! {
        table.listing id=(id) {
            thead { tr {
                th scope="col" { "Place" } th scope="col" { "By" } th scope="col" { "What" } th scope="col" { "Country" }
                th scope="col" { "Latitude" } th scope="col" { "Longitude" } th scope="col" { "Within, km" }
                th scope="col" { "Claims" }
            } }
            tbody {
                @for dot in dots {
                    tr {
                        th scope="row" { bdi { (Said(&dot.name)) } }
                        td {
                            @match &dot.mark {
                                Mark::Said => { "the account" }
                                Mark::Row(set, row) => {
                                    a href={ "#" (row_anchor(set, row)) } { (Said(set)) " " bdi { (Said(row)) } }
                                }
                            }
                        }
                        td { (dot.kind.map_or("", words::place_kind)) }
                        td { (Said(&dot.country)) }
                        td.num { (format!("{:.3}", dot.lat)) }
                        td.num { (format!("{:.3}", dot.lon)) }
                        td.num { (words::number(dot.radius_km.round())) }
                        td { (links(&dot.claims, report)) }
                    }
                }
            }
        }
    }
}
