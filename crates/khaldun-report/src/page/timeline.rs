//! The timeline: the account's order downward, the order of events from left to right.
//!
//! A claim is a bar over the days its words allow; a day is a short one. A thread joins the bars in
//! the order of telling, so that a jump back in time shows as a turn of the thread. Diamonds under
//! a bar are the rows it was held against.

use super::Said;
use super::frame_of::core;
use super::late::{folded, late};
use crate::view::{AccountView, Bar, row_anchor, words};
use jiff::ToSpan;
use jiff::civil::Date;
use khaldun_model::Window;
use maud::{Markup, html};

/// Units across the drawing, and those left of and right of the days.
const WIDTH: f64 = 960.0;
const LEFT: f64 = 56.0;
const RIGHT: f64 = 24.0;
/// Units above the first lane, for the dates.
const TOP: f64 = 34.0;

pub(super) fn render(account: &AccountView) -> Markup {
    let id = format!("a{}-time", account.number);
    let table = format!("{id}-table");
    html! {
        @if !account.bars.is_empty() {
            section.figure id=(id) aria-labelledby={ (id) "-h" } {
                h2 id={ (id) "-h" } { "When, as told and as recorded" }
                p.fine {
                    "Downward: the order in which the account tells it. From left to right: when it is \
                     said to have happened; a long bar is a date that is not exact. Diamonds: rows held \
                     beside the claim."
                }
                div.wide.tall tabindex="0" role="region" aria-label="Timeline" { (late(&drawing(&account.bars))) }
                details.data {
                    summary { "The same as a table" }
                    button type="button" data-do="csv" data-table=(table) hidden { "Copy as CSV" }
                    (folded(&html! {
                        div.wide tabindex="0" role="region" aria-label="Timeline as a table" {
                            (listing(&account.bars, &table))
                        }
                    }))
                }
            }
        }
    }
}

/// Days of an axis.
pub(super) struct Scale {
    from: Date,
    to: Date,
}

impl Scale {
    /// Wide enough for what stands together; single far-off dates are drawn at the edge.
    fn over(bars: &[Bar]) -> Self {
        let windows = bars.iter().flat_map(|b| b.rows.iter().map(|r| r.2).chain([b.window]));
        Self::around(&windows.collect::<Vec<_>>())
    }

    /// As [`Scale::over`], for any windows.
    pub(super) fn around(windows: &[Window]) -> Self {
        let windows = || windows.iter().copied();
        let origin = windows().map(|w| w.start).min().unwrap_or(Date::constant(2000, 1, 1));
        let day = |d: Date| f64::from((d - origin).get_days());
        let mut spans: Vec<(f64, f64)> = windows().map(|w| (day(w.start), day(w.end))).collect();
        let (from, to) = core(&mut spans);
        let pad = ((to - from) * 0.03).ceil().max(1.0) as i32;
        let at = |n: f64| origin.saturating_add((n as i32).days());
        Self { from: at(from - f64::from(pad)), to: at(to + f64::from(pad)) }
    }

    pub(super) fn days(&self) -> f64 {
        f64::from((self.to - self.from).get_days().max(1))
    }

    /// Where a day begins, not yet held to the edges.
    fn x(&self, date: Date) -> f64 {
        LEFT + f64::from((date - self.from).get_days()) / self.days() * (WIDTH - LEFT - RIGHT)
    }

    /// Left edge and width of a window, held to the edges; and whether it lies wholly beyond one.
    fn place(&self, w: Window) -> (f64, f64, Option<&'static str>) {
        let one = (self.x(self.from) - LEFT).abs() + (WIDTH - LEFT - RIGHT) / self.days();
        let (a, b) = (self.x(w.start), self.x(w.end) + one);
        let beyond = if b < LEFT {
            Some("‹")
        } else if a > WIDTH - RIGHT {
            Some("›")
        } else {
            None
        };
        let a = a.clamp(LEFT - 8.0, WIDTH - RIGHT + 2.0);
        let b = b.clamp(LEFT, WIDTH - RIGHT + 8.0);
        (a, (b - a).max(6.0), beyond)
    }

    /// First and last day.
    pub(super) fn ends(&self) -> (Date, Date) {
        (self.from, self.to)
    }

    /// How far along the axis a day begins, from 0 to 1; beyond for days that lie off it.
    pub(super) fn along(&self, date: Date) -> f64 {
        f64::from((date - self.from).get_days()) / self.days()
    }

    /// At most about ten dates to write on the axis.
    pub(super) fn ticks(&self) -> Vec<(Date, String)> {
        let days = self.days();
        let (years, months, step) = match days {
            d if d <= 10.0 => (0, 0, 1),
            d if d <= 24.0 => (0, 0, 2),
            d if d <= 70.0 => (0, 0, 7),
            d if d <= 300.0 => (0, 1, 0),
            d if d <= 900.0 => (0, 3, 0),
            d if d <= 3_600.0 => (1, 0, 0),
            d if d <= 18_000.0 => (5, 0, 0),
            _ => (25, 0, 0),
        };
        let mut at = if years > 0 {
            let year = self.from.year() - self.from.year().rem_euclid(years);
            Date::new(year, 1, 1).unwrap_or(self.from)
        } else if months > 0 {
            let month = self.from.month() - (self.from.month() - 1) % months;
            Date::new(self.from.year(), month, 1).unwrap_or(self.from)
        } else {
            self.from
        };
        let mut out: Vec<(Date, String)> = Vec::new();
        while at <= self.to && out.len() < 40 {
            if at >= self.from {
                let new_year = out.last().is_none_or(|(last, _)| last.year() != at.year());
                let year = if new_year && years == 0 && months == 0 {
                    format!(" {}", at.year())
                } else {
                    String::new()
                };
                out.push((at, label(at, years > 0, months > 0) + &year));
            }
            let step = i32::from(years).years().months(months).days(step);
            let Ok(next) = at.checked_add(step) else { break };
            at = next;
        }
        out
    }
}

fn label(date: Date, years: bool, months: bool) -> String {
    let full = words::day(date);
    let mut parts = full.split(' ');
    let (day, month) = (parts.next().unwrap_or(""), parts.next().unwrap_or(""));
    let short = month.get(..3).unwrap_or(month);
    if years {
        date.year().to_string()
    } else if months {
        format!("{short} {}", date.year())
    } else {
        format!("{day} {short}")
    }
}

fn drawing(bars: &[Bar]) -> Markup {
    let scale = Scale::over(bars);
    let lane = if bars.len() > 60 { 13.0 } else { 20.0 };
    let height = TOP + lane * bars.len() as f64 + 12.0;
    let bottom = height - 6.0;
    html! {
        svg.timeline viewBox={ "0 0 " (WIDTH) " " (unit(height)) } role="img"
            aria-label={ (words::count(bars.len(), "claim", "claims")) " on a timeline from "
                (words::day(scale.from)) " to " (words::day(scale.to)) "; the table below says the same" } {
            @for (date, label) in scale.ticks() {
                @let x = scale.x(date);
                line.tick x1=(unit(x)) x2=(unit(x)) y1="22" y2=(unit(bottom)) {}
                text.tick x=(unit(x)) y="14" text-anchor="middle" { (label) }
            }
            @if bars.len() > 1 { polyline.thread points=(thread(bars, &scale, lane)) {} }
            @for (n, bar) in bars.iter().enumerate() {
                (self::bar(bar, &scale, TOP + lane * n as f64, lane))
            }
        }
    }
}

fn thread(bars: &[Bar], scale: &Scale, lane: f64) -> String {
    let point = |(n, bar): (usize, &Bar)| {
        let (x, width, _) = scale.place(bar.window);
        format!("{},{}", unit(x + width / 2.0), unit(TOP + lane * n as f64 + lane * 0.4))
    };
    bars.iter().enumerate().map(point).collect::<Vec<_>>().join(" ")
}

fn bar(bar: &Bar, scale: &Scale, y: f64, lane: f64) -> Markup {
    let (x, width, beyond) = scale.place(bar.window);
    let height = (lane * 0.42).max(5.0);
    let mid = y + lane * 0.4;
    let vague = match bar.window.days() {
        ..=3 => "span",
        4..=31 => "span vague",
        _ => "span vaguer",
    };
    html! {
        g.stretch.{ "v-" (words::verdict_class(bar.verdict)) } data-c=(bar.claim.anchor) {
            title { (bar.claim.label) ": " (Said(&bar.says)) " (" (bar.when()) "; " (bar.verdict.as_str()) ")" }
            rect.lane x="0" y=(unit(y)) width=(WIDTH) height=(unit(lane)) {}
            text.name x="4" y=(unit(mid + 4.0)) { (bar.claim.label) }
            rect class=(vague) x=(unit(x)) y=(unit(mid - height / 2.0)) width=(unit(width)) height=(unit(height))
                rx=(unit(height / 2.0)) {}
            @if let Some(sign) = beyond {
                text.name x=(unit(if sign == "‹" { x + 10.0 } else { x - 4.0 })) y=(unit(mid + 4.0))
                    text-anchor=(if sign == "‹" { "start" } else { "end" }) { (sign) " " (bar.when()) }
            }
            @for (_, _, window) in &bar.rows {
                @let (rx, rwidth, _) = scale.place(*window);
                path.row-mark d=(diamond(rx + rwidth / 2.0, y + lane * 0.78, 4.0)) {}
            }
        }
    }
}

/// A diamond about a point: the shape of everything a record holds.
pub(super) fn diamond(x: f64, y: f64, r: f64) -> String {
    format!("M{} {}l{r} {r}l-{r} {r}l-{r} -{r}z", unit(x), unit(y - r))
}

/// Fixed decimals: the same bytes everywhere.
pub(super) fn unit(n: f64) -> String {
    let text = format!("{n:.1}");
    let text = text.strip_suffix(".0").unwrap_or(&text);
    if text == "-0" { "0".to_owned() } else { text.to_owned() }
}

fn listing(bars: &[Bar], id: &str) -> Markup {
    html! {
        table.listing id=(id) {
            thead { tr {
                th scope="col" { "Claim" } th scope="col" { "Words" } th scope="col" { "From" } th scope="col" { "To" }
                th scope="col" { "How reached" } th scope="col" { "Verdict" } th scope="col" { "Rows" }
            } }
            tbody {
                @for bar in bars {
                    tr {
                        th scope="row" { a.to href={ "#" (bar.claim.anchor) } data-c=(bar.claim.anchor) { (bar.claim.label) } }
                        td dir="auto" { (Said(&bar.says)) }
                        td.nowrap { (bar.window.start) }
                        td.nowrap { (bar.window.end) }
                        td { (Said(&bar.because)) }
                        td { (bar.verdict.as_str()) }
                        td {
                            @for (set, row, window) in &bar.rows {
                                span.item {
                                    a href={ "#" (row_anchor(set, row)) } { (Said(set)) " " bdi { (Said(row)) } }
                                    " (" (words::window(*window)) ")"
                                }
                            }
                        }
                    }
                }
            }
        }
    }
}
