//! `khaldun plan`: from a claim about behaviour to a test laid down beforehand.

use super::{records, take};
use anyhow::{Context, Result, bail, ensure};
use clap::Args;
use khaldun::{ByRegister, Disk, World as _, case};
use khaldun_findings::plan::{self, Draft, Plan};
use khaldun_findings::test;
use khaldun_language::{Parsed, Pipeline};
use khaldun_model::Claim;
use khaldun_records::RecordSet;
use khaldun_resolve::{Knowledge, who::Register};
use khaldun_text::Account;
use serde_json::json;
use std::io::Write;
use std::path::{Path, PathBuf};

/// Turn a claim about behaviour into a plan, show what a plan counts, or lock it.
#[derive(Args)]
#[command(after_help = "Examples:
  khaldun plan article.txt                              list the claims that a plan could test
  khaldun plan article.txt --claim c012 --records ged.csv strikes.csv > held-back.toml
  khaldun plan held-back.toml --records ged.csv strikes.csv
                                                        say what it counts, and what is wrong with it
  khaldun plan held-back.toml --records ged.csv strikes.csv --lock --case mycase")]
pub(crate) struct Options {
    /// An account, or a plan (.toml).
    file: PathBuf,
    /// The claim of the account to draft a plan for.
    #[arg(long)]
    claim: Option<String>,
    /// Record sets (files, or names of the store), which the draft chooses from and a plan is held against.
    #[arg(long, value_name = "SET", num_args = 1..)]
    records: Vec<PathBuf>,
    /// Write the plan's SHA-256 into the log of the case, before it is tested.
    #[arg(long, requires = "case")]
    lock: bool,
    /// The case folder, as `khaldun check` makes it.
    #[arg(long, value_name = "DIR")]
    case: Option<PathBuf>,
}

/// Runs it.
pub(crate) fn run(options: &Options) -> Result<()> {
    if options.file.extension().is_some_and(|e| e == "toml") {
        ensure!(options.claim.is_none(), "--claim goes with an account, not with a plan");
        return known(options);
    }
    ensure!(!options.lock, "a plan is locked, not an account: name a .toml file");
    let (account, claims) = read(&options.file)?;
    match &options.claim {
        None => list(&account, &claims, &mut anstream::stdout().lock()),
        Some(id) => draft(options, &account, &claims, id),
    }
}

/// The claims that a plan could test.
fn list(account: &Account, claims: &[Claim], out: &mut impl Write) -> Result<()> {
    let register = Register::builtin();
    let relations = ByRegister::new(&register);
    let (text, name) = (&account.text, &account.name);
    let offers = plan::offers(plan::Source {
        text,
        account: name,
        claims,
        sets: &[],
        relations: &relations,
    });
    ensure!(
        !offers.is_empty(),
        "{} makes no claim about behaviour; any other may be planned by its id (khaldun claims lists them)",
        account.name
    );
    let words = |claim: &Claim| claim.span.of(text).replace('\n', " ");
    for offer in offers.iter().filter(|o| o.because.is_none()) {
        writeln!(out, "{}  {}", offer.claim.id, words(offer.claim))?;
    }
    if offers.iter().any(|o| o.because.is_some()) {
        writeln!(out, "\nclaims about behaviour that no plan can test as they stand")?;
    }
    for offer in &offers {
        if let Some(because) = &offer.because {
            writeln!(out, "{}  {}: {because}", offer.claim.id, words(offer.claim))?;
        }
    }
    if let Some(offer) = offers.iter().find(|o| o.because.is_none()) {
        anstream::eprintln!(
            "\n  = next: khaldun plan {name} --claim {} --records SET… > PLAN.toml",
            offer.claim.id
        );
    }
    Ok(())
}

/// Drafts a plan on standard output, and says on standard error what is open in it.
fn draft(options: &Options, account: &Account, claims: &[Claim], id: &str) -> Result<()> {
    let Some(claim) = claims.iter().find(|c| c.id.to_string() == *id) else {
        bail!(
            "{} has no claim {id}; it has {}, of which `khaldun plan {0}` lists those about behaviour",
            options.file.display(),
            claims.len()
        )
    };
    let sets = sets(&options.records)?;
    let named: Vec<&RecordSet> = sets.iter().collect();
    let register = Register::builtin();
    let relations = ByRegister::new(&register);
    let (text, name) = (&account.text, &account.name);
    let source = plan::Source { text, account: name, claims, sets: &named, relations: &relations };
    let drafted: Draft = plan::draft(source, claim);
    write!(anstream::stdout().lock(), "{}", plan::write(&drafted))?;
    if drafted.open.is_empty() {
        anstream::eprintln!("drafted; nothing is open, but read it before you lock it");
    } else {
        anstream::eprintln!("drafted; open:");
        tell("", &drafted.open);
    }
    Ok(())
}

/// The record sets named.
pub(super) fn sets(paths: &[PathBuf]) -> Result<Vec<RecordSet>> {
    paths.iter().map(|p| records::set(p, None)).collect()
}

/// Reads a plan; its bytes are what is locked.
pub(super) fn load(path: &Path) -> Result<(Plan, Vec<u8>)> {
    let bytes =
        Disk.read(path, 1 << 20).with_context(|| format!("cannot read {}", path.display()))?;
    let text = String::from_utf8(bytes.clone())
        .with_context(|| format!("{} is not UTF-8", path.display()))?;
    let plan = Plan::parse(&text).map_err(|e| {
        anyhow::anyhow!(
            "{} is no plan\n{e}  = try: docs/plans.md lists the keys; `khaldun plan ACCOUNT --claim ID` drafts one",
            path.display()
        )
    })?;
    Ok((plan, bytes))
}

fn known(options: &Options) -> Result<()> {
    let (plan, bytes) = load(&options.file)?;
    let sets = sets(&options.records)?;
    let named: Vec<&RecordSet> = sets.iter().collect();
    let register = Register::builtin();
    let relations = ByRegister::new(&register);
    let mut out = anstream::stdout().lock();
    show(&plan, &mut out)?;
    let mut problems = plan::problems(&plan, &named, &relations);
    if sets.is_empty() {
        // Without sets only the plan itself can be looked at.
        problems.retain(|p| !p.help.contains("--records"));
    }
    if problems.is_empty() && !sets.is_empty() {
        preview(&plan, &named, &relations, &mut out)?;
    }
    tell(&format!("{}: ", options.file.display()), &problems);
    if let (true, Some(folder)) = (options.lock, &options.case) {
        ensure!(problems.is_empty(), "the plan is not ready: it was not locked");
        let name = options.file.file_name().unwrap_or_default().to_string_lossy();
        lock(folder, &name, &bytes)?;
    }
    Ok(())
}

/// Writes the lock, and says where earlier tests make it a late one.
fn lock(folder: &Path, name: &str, bytes: &[u8]) -> Result<()> {
    ensure!(
        Disk.len(&folder.join("case.json")).is_ok(),
        "{} is no case\n  = try: khaldun check ACCOUNT --case {0} makes one",
        folder.display()
    );
    let sha256 = case::sha256(bytes);
    let cannot = || format!("cannot write the log of {}", folder.display());
    let entries = case::entries(&Disk, folder);
    let same = |e: &&serde_json::Value, did: &str| e["did"] == did && e["plan"] == *name;
    if entries.iter().any(|e| same(&e, "lock plan") && e["sha256"] == *sha256) {
        anstream::eprintln!("locked already: {sha256}");
        return Ok(());
    }
    let tested = entries.iter().filter(|e| same(e, "test")).count();
    case::append(&Disk, folder, json!({ "did": "lock plan", "plan": name, "sha256": sha256 }))
        .with_context(cannot)?;
    anstream::eprintln!("locked: {sha256}");
    if tested > 0 {
        anstream::eprintln!(
            "  = note: the log holds {tested} earlier tests of {name}; the answer will say so"
        );
    }
    Ok(())
}

fn tell(before: &str, problems: &[plan::Problem]) {
    for p in problems {
        anstream::eprintln!("{before}{}: {}\n  = try: {}", p.key, p.what, p.help);
    }
}

/// What the claim says, and what the plan counts.
fn show(plan: &Plan, out: &mut impl Write) -> Result<()> {
    writeln!(out, "the claim says   {}", plan.claim.words.replace('\n', " "))?;
    for (part, rows) in plan.parts() {
        let what = match part {
            "response" => "responses",
            "trigger" => "after triggers",
            _ => "held against",
        };
        let label = if rows.label.is_empty() { "(no label)" } else { &rows.label };
        writeln!(out, "{what:<17}{label}: {}", rows.says())?;
    }
    let join = |v: Vec<String>| v.join(", ");
    writeln!(
        out,
        "windows          {} km; {} days before and from the onset on; the first of each answers",
        join(plan.windows.km.iter().map(ToString::to_string).collect()),
        join(plan.windows.days.iter().map(ToString::to_string).collect())
    )?;
    let side = match plan.answer.direction {
        plan::Direction::Less => "below",
        plan::Direction::More => "above",
    };
    let of = match plan.answer.model {
        plan::Model::Excitation => "of the responses that a trigger calls forth",
        plan::Model::Exposure | plan::Model::MatchedWake => "of the ratio",
    };
    writeln!(
        out,
        "supported        where the whole 95 % interval {of} lies {side} {}",
        plan.answer.margin
    )?;
    Ok(())
}

/// What the sets hold of it; the responses are not held against the triggers here.
fn preview(
    plan: &Plan,
    sets: &[&RecordSet],
    relations: &ByRegister<'_>,
    out: &mut impl Write,
) -> Result<()> {
    let counted = match test::preview(plan, sets, relations) {
        Ok(counted) => counted,
        Err(reason) => return Ok(writeln!(out, "\nnot testable with this record: {reason}")?),
    };
    writeln!(out, "\nthe records hold (no response is held against a trigger yet)")?;
    for (what, says) in &counted.says {
        writeln!(out, "  {what:<15}{says}")?;
    }
    for line in &counted.left_out {
        writeln!(out, "  - {line}")?;
    }
    for reason in &counted.reasons {
        writeln!(out, "  not testable with this record: {reason}")?;
    }
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
