//! Method, version, hashes, licences, coverage, and what the reading wants said.

use super::Said;
use crate::view::{Report, words};
use khaldun_diag::{Diagnostic, Severity};
use khaldun_match::Verdict;
use maud::{Markup, html};

pub(super) fn render(report: &Report) -> Markup {
    html! {
        footer.method #method aria-labelledby="method-title" {
            h2 #method-title { "Method, sources and licences" }
            p {
                "Made by Khaldun " (report.version) ". Claims were read before any record was opened; \
                 the same rules and the same words hold for every party. The same account, sets and \
                 version give this same page, byte for byte."
            }
            h3 { "What the verdicts mean" }
            dl.meanings {
                @for verdict in Verdict::ALL {
                    div.{ "v-" (words::verdict_class(verdict)) } {
                        dt { span.sign aria-hidden="true" { (words::verdict_mark(verdict)) } " " (verdict.as_str()) }
                        dd { (words::verdict_meaning(verdict)) }
                    }
                }
            }
            p {
                "Where several sets disagree on a claim, its card names the most telling verdict first \
                 and shows every set's own. Sets are never blended."
            }
            (accounts(report))
            (sets(report))
            (notes(report))
            h3 { "Maps" }
            p {
                "Coasts and borders: Natural Earth (public domain), by way of world-atlas (ISC). Borders \
                 are drawn as they stand there and take no position."
            }
        }
    }
}

fn accounts(report: &Report) -> Markup {
    html! {
        h3 { "Accounts" }
        dl.hashes {
            @for account in &report.accounts {
                div {
                    dt { bdi { (Said(&account.name)) } }
                    dd { "read as " (account.encoding) "; SHA-256 " code { (Said(&account.sha256)) } }
                }
            }
        }
    }
}

fn sets(report: &Report) -> Markup {
    html! {
        h3 { "Record sets" }
        dl.hashes {
            @for set in &report.sets {
                div {
                    dt { (Said(&set.name)) " " (Said(&set.version)) }
                    dd {
                        (Said(&set.title)) ". Licence " (Said(&set.licence)) ". "
                        (words::count(set.rows, "row", "rows")) ", " (set.days) ". "
                        @for sentence in &set.covers { (Said(sentence)) " " }
                        @if !set.countries.is_empty() { "Rows by country: " (countries(&set.countries)) ". " }
                        "SHA-256 " code { (Said(&set.sha256)) }
                    }
                }
            }
            @if report.sets.is_empty() { div { dt { "none" } dd { "no record set was used" } } }
        }
    }
}

/// The ten countries with most rows, and how many more.
fn countries(list: &[(String, usize)]) -> String {
    let named: Vec<String> = list.iter().take(10).map(|(c, n)| format!("{c} {n}")).collect();
    let more = list.len().saturating_sub(10);
    let rest = if more > 0 { format!(" and {more} more") } else { String::new() };
    named.join(", ") + &rest
}

fn notes(report: &Report) -> Markup {
    let any = report.notes().next().is_some() || report.sets.iter().any(|s| !s.notes.is_empty());
    html! {
        h3 { "Notes of the reading" }
        @if !any { p { "None." } }
        @else {
            ul.notes {
                @for (account, note) in report.notes() { li { (self::note(note, &account.name)) } }
                @for set in &report.sets {
                    @for note in &set.notes { li { (self::note(note, &set.name)) } }
                    @if set.more_notes > 0 { li { (set.more_notes) " more on " (Said(&set.name)) "." } }
                }
            }
        }
    }
}

fn note(note: &Diagnostic, account: &str) -> Markup {
    let severity = match note.severity {
        Severity::Note => "note",
        Severity::Warning => "warning",
        Severity::Error => "error",
    };
    html! {
        b { (severity) } " " code { (note.code) } " " (Said(&note.headline))
        span.fine { " in " bdi { (Said(account)) } }
        @for label in &note.labels { @if !label.says.is_empty() { "; " (Said(&label.says)) } }
        @for more in &note.notes { "; " (Said(more)) }
        @if let Some(help) = &note.help { ". " span.fine { "Try: " (Said(help)) } }
    }
}
