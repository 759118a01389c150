//! What `khaldun check` prints: counts, then each claim with its words underlined.

use super::{Layout, margins, snippet::snippet, style};
use khaldun::{Checked, CheckedAccount};
use khaldun_match::origin::Copy;
use khaldun_match::{Match, Standing, Verdict};
use khaldun_model::{Claim, Kind, Polarity};
use khaldun_records::RecordSet;
use khaldun_report::view::{Report, words};
use khaldun_text::Span;
use std::collections::BTreeMap;
use std::fmt::Write as _;

/// The whole summary, with styles.
pub(crate) fn summary(checked: &Checked, layout: Layout) -> String {
    let report = Report::of(checked);
    let mut out = String::new();
    counts(&mut out, &report, layout);
    sets(&mut out, checked, layout);
    copies(&mut out, checked, layout);
    for account in &checked.accounts {
        claims(&mut out, account, &checked.sets, layout);
    }
    // Last, so that it is what stands above the prompt after a long list.
    unchecked(&mut out, &report, layout);
    let _ = writeln!(out, "{}", wrap(&plain(&report.summary), layout.width, ""));
    out
}

fn counts(out: &mut String, report: &Report, layout: Layout) {
    let verdicts = Verdict::ALL.map(|v| (report.under(v), Some(v)));
    let kinds: Vec<(usize, &str)> = (Kind::ALL.into_iter())
        .map(|k| (report.of_kind(k), k))
        .map(|(n, k)| (n, if n == 1 { k.as_str() } else { words::kinds(k) }))
        .filter(|(n, _)| *n > 0)
        .collect();
    if layout.spoken {
        let by_verdict = verdicts.iter().filter_map(|(n, v)| Some((*n, (*v)?.as_str())));
        for (n, says) in by_verdict.chain(kinds.iter().copied()).filter(|(n, _)| *n > 0) {
            let _ = writeln!(out, "{n} {says}");
        }
        return;
    }
    for line in 0..verdicts.len().max(kinds.len()) {
        match verdicts.get(line) {
            Some((n, Some(v))) => {
                let style = style::verdict(*v);
                let under = 26_usize.saturating_sub(v.as_str().len());
                let _ = write!(out, "{n:>5} {style}{}{style:#}{:under$}", v.as_str(), "");
            }
            _ => out.push_str(&" ".repeat(32)),
        }
        if let Some((n, kind)) = kinds.get(line) {
            let _ = write!(out, "{n:>5} {kind}");
        }
        out.truncate(out.trim_end_matches(' ').len());
        out.push('\n');
    }
}

fn sets(out: &mut String, checked: &Checked, layout: Layout) {
    if checked.sets.is_empty() {
        out.push_str("\nheld against no record set\n");
    }
    for set in &checked.sets {
        let m = &set.manifest;
        let starter = if m.name == "starter" { "; a starter, not a full record" } else { "" };
        let rows = words::count(set.events.len(), "row", "rows");
        let line = format!(
            "held against {} {} ({}, {rows}): {}{starter}",
            m.name, m.version, m.licence, m.title
        );
        let _ = write!(out, "\n{}", wrap(&plain(&line), layout.width, "  "));
    }
    out.push('\n');
}

/// Passages that two accounts have in common, a line for each two accounts.
fn copies(out: &mut String, checked: &Checked, layout: Layout) {
    let mut pairs: BTreeMap<[usize; 2], (usize, Copy)> = BTreeMap::new();
    for copy in checked.copies() {
        let both = [copy.one.account, copy.two.account];
        pairs.entry(both).or_insert((0, copy)).0 += 1;
    }
    for (count, first) in pairs.values() {
        let [(one, words), (two, _)] = checked.quoted(first);
        let many = words::count(*count, "passage stands", "passages stand");
        let line = format!(
            "{many} in {one} and in {two} in nearly the same words, the first “{words}”: for these the two are one \
             origin, and count once"
        );
        let _ = writeln!(out, "{}\n", wrap(&plain(&line), layout.width, "  "));
    }
}

fn claims(out: &mut String, account: &CheckedAccount, sets: &[RecordSet], layout: Layout) {
    let title = account.account.title.map_or("", |s| s.of(&account.account.text).trim());
    let strong = style::STRONG;
    let name = plain(&account.account.name);
    let _ = write!(out, "{strong}{name}{strong:#}");
    if !title.is_empty() {
        let _ = write!(out, ": {}", plain(title));
    }
    out.push_str("\n\n");
    for claim in &account.claims {
        self::claim(out, account, claim, sets, layout);
    }
}

fn claim(
    out: &mut String,
    account: &CheckedAccount,
    claim: &Claim,
    sets: &[RecordSet],
    layout: Layout,
) {
    let verdict = account.headline(claim.id);
    let (style, soft) = (style::verdict(verdict), style::SOFT);
    let (_, sign) = margins(layout);
    let _ = write!(out, "{} {style}{}{style:#} · {}", claim.id, verdict.as_str(), manner(claim));
    out.push('\n');
    let text = &account.account.text;
    let block = account.account.blocks.get(claim.block as usize).map_or(claim.span, |b| b.span);
    // A block that does not hold the claim is no context for it.
    let block = if block.overlaps(claim.span) { block } else { Span { ..claim.span } };
    out.push_str(&snippet(text, block, claim.span, layout, style));
    let _ = writeln!(
        out,
        "  {soft}{sign}{soft:#} {}",
        wrap(&facts(claim, text), layout.width.saturating_sub(4), "    ")
    );
    // Why a set does not cover a claim is said once for all of them, at the end.
    let apart = [Verdict::NotCheckable, Verdict::NotCovered];
    for m in account.matches_of(claim.id).filter(|m| !apart.contains(&m.verdict)) {
        let says = wrap(&held(m), layout.width.saturating_sub(4), "    ");
        let _ = writeln!(out, "  {soft}{sign}{soft:#} {says}");
    }
    if matches!(verdict, Verdict::Corroborated | Verdict::Qualified) {
        let says = plain(&account.backing(claim.id, sets).says());
        let says = wrap(&says, layout.width.saturating_sub(4), "    ");
        let _ = writeln!(out, "  {soft}{sign}{soft:#} {says}");
    }
    if let Some(question) = &claim.open_question {
        let says =
            wrap(&format!("open: {}", plain(question)), layout.width.saturating_sub(4), "    ");
        let _ = writeln!(out, "  {soft}{sign}{soft:#} {says}");
    }
    out.push('\n');
}

/// What could not be checked, and why: each reason once, with the number of its claims.
fn unchecked(out: &mut String, report: &Report, layout: Layout) {
    if report.unchecked.is_empty() {
        return;
    }
    let strong = style::STRONG;
    let _ = writeln!(out, "{strong}what could not be checked, and why{strong:#}");
    let mut line = |indent: usize, n: usize, says: &str| {
        let lead = format!("{:indent$}{n:>4} ", "");
        let under = " ".repeat(lead.len());
        let says = wrap(&plain(says), layout.width.saturating_sub(lead.len()), &under);
        let _ = writeln!(out, "{lead}{says}");
    };
    for group in &report.unchecked {
        match group.parts.as_slice() {
            [(exactly, claims)] if group.coverage => {
                line(0, claims.len(), &format!("{}: {exactly}", group.why));
            }
            parts => {
                line(0, group.claims(), &group.why);
                for (exactly, claims) in parts.iter().filter(|_| group.coverage) {
                    line(4, claims.len(), exactly);
                }
            }
        }
    }
    out.push('\n');
}

fn manner(claim: &Claim) -> String {
    let mut says = claim.kind.as_str().to_owned();
    if claim.polarity == Polarity::Denied {
        says.push_str(", denied");
    }
    if let Some(modality) = words::modality(claim.modality) {
        let _ = write!(says, ", {modality}");
    }
    says
}

/// Who, what, whom, where, when, on whose word.
fn facts(claim: &Claim, text: &str) -> String {
    let names = |parties: &[khaldun_model::Party]| {
        parties.iter().map(|p| p.name.clone()).collect::<Vec<_>>().join(", ")
    };
    let (who, whom) = (names(&claim.actor), names(&claim.target));
    let act = claim.coding.as_ref().and_then(|c| c.action).map(words::action);
    let deed: Vec<String> =
        [(!who.is_empty()).then_some(who), act, (!whom.is_empty()).then_some(whom)]
            .into_iter()
            .flatten()
            .collect();
    let places: Vec<String> = (claim.places.iter())
        .map(|p| match &p.found {
            Some(found) => found.place.name.clone(),
            None => format!("“{}” (not placed)", p.span.of(text)),
        })
        .collect();
    let mut parts = Vec::new();
    parts.extend((!deed.is_empty()).then(|| deed.join(" → ")));
    parts.extend((!places.is_empty()).then(|| places.join(", ")));
    parts.extend(claim.time.map(words::window));
    parts.push(format!("says {}", claim.attribution.label()));
    plain(&parts.join("; "))
}

fn held(m: &Match) -> String {
    let rows: Vec<&str> = m.rows.iter().map(|r| r.id.as_str()).take(3).collect();
    let differs: Vec<&str> = (m.rows.first().into_iter())
        .flat_map(|r| &r.agreements)
        .filter(|a| a.standing == Standing::Differs)
        .map(|a| a.says.as_str())
        .collect();
    let mut says = format!("{}: {}; {}", m.set, m.verdict.as_str(), m.because);
    if !rows.is_empty() && !rows.iter().any(|id| m.because.contains(id)) {
        let _ = write!(says, " [{}]", rows.join(", "));
    }
    if !differs.is_empty() && !differs.iter().any(|d| m.because.contains(d)) {
        let _ = write!(says, " (differs: {})", differs.join("; "));
    }
    plain(&says)
}

/// Without anything that could move a terminal's cursor.
fn plain(text: &str) -> String {
    let turns = |c: char| matches!(c, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}');
    let keep = |c: char| if c.is_control() || turns(c) { ' ' } else { c };
    text.chars().map(keep).collect::<String>().split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Breaks at spaces; lines after the first begin with `indent`.
pub(crate) fn wrap(text: &str, width: usize, indent: &str) -> String {
    let mut out = String::new();
    let mut used = 0;
    for word in text.split(' ') {
        let wide = unicode_width::UnicodeWidthStr::width(word);
        if used > 0 && used + 1 + wide > width {
            let _ = write!(out, "\n{indent}");
            used = indent.len();
        } else if used > 0 {
            out.push(' ');
            used += 1;
        }
        out.push_str(word);
        used += wide;
    }
    out
}
