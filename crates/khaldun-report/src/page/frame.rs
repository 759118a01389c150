//! The shell: head with its policy, the bar with navigation and filters, the help card, the script.

use super::{Place, Said};
use crate::view::{Link, Report, words};
use khaldun_match::Verdict;
use khaldun_model::Kind;
use maud::{Markup, PreEscaped, html};
use sha2::{Digest, Sha256};

const SCRIPT: &str = include_str!("../../assets/report.js");

/// The dark palette stands once in its file and twice in the page: for those whose system asks for
/// it and for those who choose it.
const STYLE: &str = concat!(
    include_str!("../../assets/report.css"),
    "@media screen and (prefers-color-scheme:dark){:root:not([data-theme=light])",
    include_str!("../../assets/dark.css"),
    "}@media screen{:root[data-theme=dark]",
    include_str!("../../assets/dark.css"),
    "}",
);

/// Head: nothing may be fetched, and nothing runs but the script and style whose hashes stand here.
pub(super) fn head(report: &Report, place: Place) -> Markup {
    let policy = format!(
        "default-src 'none'; script-src '{}'; style-src '{}'; img-src data:; base-uri 'none'; \
         form-action 'none'",
        script_source(),
        style_source()
    );
    html! {
        head {
            meta charset="utf-8";
            @if place == Place::File { meta http-equiv="Content-Security-Policy" content=(policy); }
            meta name="viewport" content="width=device-width, initial-scale=1";
            meta name="referrer" content="no-referrer";
            meta name="generator" content={ "Khaldun " (report.version) };
            meta name="color-scheme" content="light dark";
            title { (Said(&report.title)) " · Khaldun" }
            link rel="icon" href="data:,";
            style { (PreEscaped(STYLE)) }
            @if place == Place::Desk {
                link rel="stylesheet" href="desk.css";
                script type="module" src="desk.js" {}
            }
        }
    }
}

/// The page's script as a source for a content security policy.
pub(crate) fn script_source() -> String {
    source_hash(SCRIPT)
}

/// The page's style as a source for a content security policy.
pub(crate) fn style_source() -> String {
    source_hash(STYLE)
}

/// The script, last in the page: everything is there before it runs.
pub(super) fn script() -> Markup {
    html! { script { (PreEscaped(SCRIPT)) } }
}

/// The bar on top: where things are, and (with script) what to show.
pub(super) fn bar(report: &Report) -> Markup {
    html! {
        header.bar {
            p.brand { "Khaldun" }
            nav aria-label="Parts of the report" {
                ul {
                    @for account in &report.accounts {
                        li {
                            a href={ "#a" (account.number) } {
                                @if report.accounts.len() == 1 { "Account" }
                                @else { "Account " (account.number) }
                            }
                        }
                        @if !account.dots.is_empty() {
                            li { a href={ "#a" (account.number) "-map" } { "Map" } }
                        }
                        @if !account.bars.is_empty() {
                            li { a href={ "#a" (account.number) "-time" } { "Timeline" } }
                        }
                        @if !account.pairs.is_empty() {
                            li { a href={ "#a" (account.number) "-who" } { "Relations" } }
                        }
                        @if !account.argument.is_empty() {
                            li { a href={ "#a" (account.number) "-argument" } { "Argument" } }
                        }
                    }
                    @if !report.tests.is_empty() { li { a href="#tests" { "Tests" } } }
                    @if report.analyst.is_some() { li { a href="#analyst" { "Analyst" } } }
                    li { a href="#unchecked" { "Not checked" } }
                    @if !report.rows.is_empty() { li { a href="#rows" { "Rows" } } }
                    li { a href="#index" { "Index" } }
                    li { a href="#method" { "Method" } }
                }
            }
            p.tools hidden {
                button.narrow type="button" data-do="filters" aria-expanded="false" aria-controls="filters" { "Filter" }
                button type="button" data-do="theme" { "Dark or light" }
                button type="button" data-do="help" aria-haspopup="dialog" { "Keys" }
            }
            (filters(report))
        }
    }
}

fn filters(report: &Report) -> Markup {
    let kinds = Kind::ALL.into_iter().filter(|k| report.of_kind(*k) > 0);
    let verdicts = Verdict::ALL.into_iter().filter(|v| report.under(*v) > 0);
    html! {
        form.filters #filters role="search" aria-label="Show only some claims" hidden {
            label.find {
                span.vh { "Words in a claim" }
                input type="search" name="words" placeholder="Find words" autocomplete="off";
            }
            (chooser("kind", "Kind", kinds.map(|k| (k.as_str().to_owned(), k.as_str(), report.of_kind(k)))))
            (chooser("verdict", "Verdict", verdicts.map(|v| {
                (words::verdict_class(v).to_owned(), v.as_str(), report.under(v))
            })))
            (chooser("actor", "Actor", numbered(&report.actors)))
            (chooser("place", "Place", numbered(&report.places)))
            @if report.voices.len() > 1 { (chooser("voice", "Says who", numbered(&report.voices))) }
            @if !report.origins.is_empty() { (chooser("origin", "Origin", numbered(&report.origins))) }
            @if let Some(analyst) = &report.analyst {
                (chooser("analyst", "Analyst", analyst.counts.iter().filter(|(_, n)| *n > 0).map(|(says, n)| {
                    (state(says).to_owned(), *says, *n)
                })))
            }
            @if report.accounts.len() > 1 {
                (chooser("account", "Account", report.accounts.iter().map(|a| {
                    (format!("a{}", a.number), a.title.as_str(), a.cards.len())
                })))
            }
            button type="button" data-do="clear" { "Show all" }
            output.shown aria-live="polite" { (words::count(report.claims, "claim", "claims")) }
        }
    }
}

/// The state of a claim by which the filter finds it, from its words.
fn state(says: &str) -> &str {
    match says {
        "made by hand" => "by-hand",
        "with a note" => "noted",
        other => other,
    }
}

fn numbered(names: &[(String, Vec<Link>)]) -> impl Iterator<Item = (String, &str, usize)> {
    names.iter().enumerate().map(|(i, (name, links))| (i.to_string(), name.as_str(), links.len()))
}

fn chooser<'n>(
    name: &str,
    label: &str,
    options: impl Iterator<Item = (String, &'n str, usize)>,
) -> Markup {
    html! {
        label {
            span.vh { (label) }
            select name=(name) {
                option value="" { (label) ": all" }
                @for (value, says, n) in options {
                    option value=(value) { (Said(says)) " (" (n) ")" }
                }
            }
        }
    }
}

/// The help card.
pub(super) fn help() -> Markup {
    let keys = [
        ("j, k", "next claim, previous claim"),
        ("Enter", "open the claim's card"),
        ("/", "find words"),
        ("Esc", "show all claims again; close this card"),
        ("?", "this card"),
    ];
    html! {
        dialog #help aria-labelledby="help-title" {
            h2 #help-title { "Keys" }
            dl.keys {
                @for (key, does) in keys { dt { kbd { (key) } } dd { (does) } }
            }
            form method="dialog" { button { "Close" } }
        }
    }
}

/// A `sha256-…` source for the content security policy.
fn source_hash(text: &str) -> String {
    format!("sha256-{}", base64(&Sha256::digest(text.as_bytes())))
}

/// Base 64 with padding (RFC 4648, section 4).
pub(super) fn base64(bytes: &[u8]) -> String {
    const DIGITS: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    let mut out = String::new();
    for three in bytes.chunks(3) {
        let at = |i: usize| u32::from(three.get(i).copied().unwrap_or(0));
        let bits = at(0) << 16 | at(1) << 8 | at(2);
        for digit in 0..4 {
            if digit <= three.len() {
                out.push(char::from(DIGITS[(bits >> (18 - 6 * digit) & 63) as usize]));
            } else {
                out.push('=');
            }
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::base64;

    #[test]
    fn base64_follows_the_rfc() {
        let check = |plain: &str, said: &str| assert_eq!(base64(plain.as_bytes()), said);
        check("", "");
        check("f", "Zg==");
        check(&"foo"[..2], "Zm8=");
        check("foo", "Zm9v");
        check("foobar", "Zm9vYmFy");
    }
}
