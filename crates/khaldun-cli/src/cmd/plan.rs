//! `khaldun plan`: from a claim about behaviour to a test laid down beforehand.

use super::{records, take};
use anyhow::{Context, Result, bail, ensure};
use clap::Args;
use khaldun::{ByRegister, Disk, World as _, case};
use khaldun_findings::plan::{self, Plan};
use khaldun_language::{Parsed, Pipeline};
use khaldun_model::{Check, Claim, Kind};
use khaldun_records::RecordSet;
use khaldun_resolve::Knowledge;
use khaldun_text::Account;
use serde_json::json;
use std::io::Write;
use std::path::{Path, PathBuf};

/// Turn a claim about behaviour into a plan, show what a plan counts, or lock it.
#[derive(Args)]
#[command(after_help = "Examples:
  khaldun plan article.txt                              list the claims that a plan could test
  khaldun plan article.txt --claim c012 > held-back.toml
  khaldun plan held-back.toml                           say what the plan counts
  khaldun plan held-back.toml --lock --case mycase")]
pub(crate) struct Options {
    /// An account, or a plan (.toml).
    file: PathBuf,
    /// The claim of the account to draft a plan for.
    #[arg(long)]
    claim: Option<String>,
    /// Record sets, which the draft chooses from and a plan is held against.
    #[arg(long, value_name = "SET")]
    records: Vec<PathBuf>,
    /// Write the plan's SHA-256 into the log of the case, before it is tested.
    #[arg(long, requires = "case")]
    lock: bool,
    /// The case folder.
    #[arg(long, value_name = "DIR")]
    case: Option<PathBuf>,
}

/// Runs it.
pub(crate) fn run(options: &Options) -> Result<()> {
    let sets = sets(&options.records)?;
    if options.file.extension().is_some_and(|e| e == "toml") {
        return known(options, &sets);
    }
    ensure!(!options.lock, "a plan is locked, not an account: name a .toml file");
    let (account, claims) = read(&options.file)?;
    let mut out = anstream::stdout().lock();
    let Some(id) = &options.claim else {
        let behaviour: Vec<&Claim> =
            claims.iter().filter(|c| c.kind == Kind::Pattern || c.check == Check::Test).collect();
        for claim in &behaviour {
            writeln!(out, "{}  {}", claim.id, claim.span.of(&account.text).replace('\n', " "))?;
        }
        ensure!(!behaviour.is_empty(), "the account makes no claim about behaviour");
        return Ok(());
    };
    let Some(claim) = claims.iter().find(|c| c.id.to_string() == *id) else {
        bail!("{} has no claim {id}; it has {}", options.file.display(), claims.len())
    };
    let named: Vec<&RecordSet> = sets.iter().collect();
    let draft = plan::draft(&account.text, &account.name, claim, &claims, &named);
    writeln!(out, "# The claim says: {}", draft.claim.words.replace('\n', " "))?;
    writeln!(out, "# Fill in what is empty: above all, which events the trigger is held against.")?;
    write!(out, "{}", draft.to_toml())?;
    show(&draft, &mut anstream::stderr().lock())
}

/// The record sets named.
pub(super) fn sets(paths: &[PathBuf]) -> Result<Vec<RecordSet>> {
    paths.iter().map(|p| records::set(p, None)).collect()
}

/// Reads a plan; its bytes are what is locked.
pub(super) fn load(path: &Path) -> Result<(Plan, Vec<u8>)> {
    let bytes = Disk.read(path, 1 << 20).with_context(|| format!("reading {}", path.display()))?;
    let text = String::from_utf8(bytes.clone())
        .with_context(|| format!("{} is not UTF-8", path.display()))?;
    let plan = Plan::parse(&text).with_context(|| format!("{} is no plan", path.display()))?;
    Ok((plan, bytes))
}

fn known(options: &Options, sets: &[RecordSet]) -> Result<()> {
    let (plan, bytes) = load(&options.file)?;
    show(&plan, &mut anstream::stdout().lock())?;
    let register = khaldun_resolve::who::Register::builtin();
    let relations = ByRegister::new(&register);
    let named: Vec<&RecordSet> = sets.iter().collect();
    let mut problems = plan::problems(&plan, &named, &relations);
    if sets.is_empty() {
        // Without sets only the plan itself can be looked at.
        problems.retain(|p| !p.help.contains("--records"));
    }
    for p in &problems {
        anstream::eprintln!(
            "{}: {}: {}\n  = try: {}",
            options.file.display(),
            p.key,
            p.what,
            p.help
        );
    }
    if let (true, Some(folder)) = (options.lock, &options.case) {
        ensure!(problems.is_empty(), "the plan is not ready: it was not locked");
        let name = options.file.file_name().unwrap_or_default().to_string_lossy();
        let sha256 = case::sha256(&bytes);
        case::append(&Disk, folder, json!({ "did": "lock plan", "plan": name, "sha256": sha256 }))
            .with_context(|| format!("cannot write the log of {}", folder.display()))?;
        anstream::eprintln!("locked: {sha256}");
    }
    Ok(())
}

/// What the claim says, and what the plan counts.
fn show(plan: &Plan, out: &mut impl Write) -> Result<()> {
    writeln!(out, "the claim says   {}", plan.claim.words.replace('\n', " "))?;
    writeln!(out, "responses        {}", plan.response.says())?;
    writeln!(out, "after triggers   {}", plan.trigger.says())?;
    writeln!(out, "held against     {}", plan.contrast.says())?;
    let join = |v: Vec<String>| v.join(", ");
    writeln!(
        out,
        "windows          {} km; {} days before and after",
        join(plan.windows.km.iter().map(ToString::to_string).collect()),
        join(plan.windows.days.iter().map(ToString::to_string).collect())
    )?;
    let side = match plan.answer.direction {
        plan::Direction::Less => "below",
        plan::Direction::More => "above",
    };
    writeln!(
        out,
        "supported        where the whole 95 % interval of the ratio lies {side} {}",
        plan.answer.margin
    )?;
    Ok(())
}

fn read(path: &Path) -> Result<(Account, Vec<Claim>)> {
    let account = take::account(path)?;
    let parsed = Parsed::of(&account, Pipeline::embedded());
    let mentions =
        khaldun_resolve::mentions(&account, &parsed, &Knowledge::builtin(&[]), None).value;
    let claims = khaldun_claims::read(&account, &parsed, &mentions).value;
    Ok((account, claims))
}
