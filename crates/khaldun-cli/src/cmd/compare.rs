//! `khaldun compare`: two accounts side by side.

use super::take;
use anyhow::Result;
use clap::Args;
use khaldun::{CheckedAccount, Session};
use khaldun_ingest::Limits;
use khaldun_match::{Comparison, Stand};
use khaldun_model::ClaimId;
use serde_json::json;
use std::io::Write as _;
use std::path::{Path, PathBuf};

/// What two accounts agree on, what they tell differently, and what each leaves out.
///
/// No record is looked at, and neither account is the measure of the other.
#[derive(Args)]
#[command(after_help = "Examples:
  khaldun compare a.txt b.html
  khaldun compare a.txt b.txt --json | jq .pairs")]
pub(crate) struct Options {
    /// The first account: plain text, Markdown or HTML.
    one: PathBuf,
    /// The second account.
    two: PathBuf,
    /// Print one JSON object instead of text.
    #[arg(long)]
    json: bool,
}

/// Runs it.
pub(crate) fn run(options: &Options) -> Result<()> {
    let limits = Limits::default();
    let session = Session::new(Vec::new(), limits);
    let one = read(&session, &options.one, limits)?;
    let two = read(&session, &options.two, limits)?;
    let found = session.compare(&one, &two);
    let copied = khaldun_match::origin::copies(&[&one.account.text, &two.account.text]);
    let mut out = anstream::stdout().lock();
    if options.json {
        let value = json!({
            "one": one.account.name, "two": two.account.name, "pairs": found.pairs,
            "only_one": found.only_one, "only_two": found.only_two,
            "apart_one": found.apart_one, "apart_two": found.apart_two, "copied": copied,
        });
        writeln!(out, "{value}")?;
        return Ok(());
    }
    writeln!(out, "A  {}\nB  {}", one.account.name, two.account.name)?;
    both(&mut out, "agreed", Stand::Agreed, &found, &one, &two)?;
    both(&mut out, "disputed", Stand::Disputed, &found, &one, &two)?;
    alone(&mut out, "said by A, left out by B", &found.only_one, &one)?;
    alone(&mut out, "said by B, left out by A", &found.only_two, &two)?;
    writeln!(
        out,
        "\nnot compared, for want of a day, a place or an event: {} claims of A, {} of B",
        found.apart_one, found.apart_two
    )?;
    if !copied.is_empty() {
        writeln!(
            out,
            "{} passages stand in both in nearly the same words: for these the accounts are one origin, not two",
            copied.len()
        )?;
    }
    Ok(())
}

fn read(session: &Session, path: &Path, limits: Limits) -> Result<CheckedAccount> {
    let name = path.file_name().unwrap_or(path.as_os_str()).to_string_lossy().into_owned();
    let bytes = take::bytes(path, &name, limits)?;
    let one = session.read(&name, &bytes)?;
    take::tell(&one.notes, &one.account);
    Ok(one)
}

fn quote(account: &CheckedAccount, id: ClaimId) -> String {
    let claim = account.claims.iter().find(|c| c.id == id);
    let words = claim.and_then(|c| account.account.text.get(c.span.range())).unwrap_or("");
    format!("{id} \"{}\"", words.split_whitespace().collect::<Vec<_>>().join(" "))
}

fn both(
    out: &mut impl std::io::Write,
    title: &str,
    stand: Stand,
    found: &Comparison,
    one: &CheckedAccount,
    two: &CheckedAccount,
) -> std::io::Result<()> {
    let pairs: Vec<_> = found.pairs.iter().filter(|p| p.stand == stand).collect();
    writeln!(out, "\n{title}: {}", pairs.len())?;
    for pair in pairs {
        writeln!(out, "  A {}", quote(one, pair.one))?;
        writeln!(out, "  B {}", quote(two, pair.two))?;
        writeln!(out, "    {}", pair.because)?;
    }
    Ok(())
}

fn alone(
    out: &mut impl std::io::Write,
    title: &str,
    claims: &[ClaimId],
    account: &CheckedAccount,
) -> std::io::Result<()> {
    writeln!(out, "\n{title}: {}", claims.len())?;
    for id in claims {
        writeln!(out, "  {}", quote(account, *id))?;
    }
    Ok(())
}
