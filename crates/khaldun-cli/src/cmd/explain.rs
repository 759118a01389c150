//! `khaldun explain`.

use anyhow::{Context, Result, bail};
use clap::Args;
use khaldun_language::{Parsed, Pipeline};
use std::io::Write;
use std::path::PathBuf;

/// What `khaldun explain` takes.
#[derive(Args)]
pub(crate) struct Options {
    /// A code such as KH-KIND-004, or a claim such as c012 of the account given with --in.
    what: Option<String>,
    /// The account in which the claim stands.
    #[arg(long = "in", visible_alias = "account", value_name = "ACCOUNT")]
    account: Option<PathBuf>,
}

/// Runs it.
pub(crate) fn run(options: &Options) -> Result<()> {
    let mut out = std::io::stdout().lock();
    match (&options.what, &options.account) {
        (None, _) => list(&mut out),
        (Some(claim), Some(file)) => reading(&mut out, claim, file),
        (Some(code), None) => page(&mut out, code),
    }
}

/// Every code with its title.
fn list(out: &mut impl Write) -> Result<()> {
    for page in khaldun_claims::rule::pages() {
        writeln!(out, "{:<16} {}", page.code, page.title())?;
    }
    Ok(())
}

/// The page of one rule.
fn page(out: &mut impl Write, code: &str) -> Result<()> {
    let pages = khaldun_claims::rule::pages();
    let Some(page) = pages.iter().find(|p| p.code.eq_ignore_ascii_case(code)) else {
        bail!("no page for {code}; `khaldun explain` alone lists all codes")
    };
    Ok(writeln!(out, "{}", page.text())?)
}

/// The rules that made the reading of one claim, each with its page.
fn reading(out: &mut impl Write, claim: &str, file: &PathBuf) -> Result<()> {
    #[allow(clippy::disallowed_methods, reason = "a command opens the files it was told to open")]
    let bytes = std::fs::read(file).with_context(|| format!("cannot read {}", file.display()))?;
    let name = file.file_name().map_or_else(String::new, |n| n.to_string_lossy().into_owned());
    let account = khaldun_ingest::ingest(&name, &bytes)?.value;
    let parsed = Parsed::of(&account, Pipeline::embedded());
    let knowledge = khaldun_resolve::Knowledge::builtin(&[]);
    let mentions = khaldun_resolve::mentions(&account, &parsed, &knowledge, None).value;
    let claims = khaldun_claims::read(&account, &parsed, &mentions).value;
    let Some(found) = claims.iter().find(|c| c.id.to_string() == claim) else {
        bail!("{} has no claim {claim}; it has {}", file.display(), claims.len())
    };
    writeln!(out, "{claim}: {}", found.span.of(&account.text))?;
    writeln!(
        out,
        "{}, {}, on the word of {}",
        found.kind.as_str(),
        found.polarity.as_str(),
        found.attribution.label()
    )?;
    for reason in &found.reasons {
        writeln!(out, "  {}: {}", reason.rule, reason.saw)?;
    }
    let pages = khaldun_claims::rule::pages();
    for page in pages.iter().filter(|p| found.reasons.iter().any(|r| r.rule == p.code)) {
        writeln!(out, "\n{}", page.text())?;
    }
    Ok(())
}
