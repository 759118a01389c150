//! `cargo xtask measure`: the figures of docs/measured.md, from the binary as it stands.
//!
//! Needs the project's shared folder (`KHALDUN_SHARED`, else `../shared`) and Python 3 for its scorers; nothing else is fetched.

use anyhow::{Context, Result, bail, ensure};
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

/// Runs of the whole command on the long account; the median is printed.
const RUNS: usize = 7;

pub(crate) fn run() -> Result<()> {
    let root = crate::root();
    let shared =
        std::env::var_os("KHALDUN_SHARED").map_or_else(|| root.join("../shared"), PathBuf::from);
    ensure!(shared.is_dir(), "no shared folder at {}: set KHALDUN_SHARED", shared.display());
    let built = Command::new("cargo")
        .args(["build", "--release", "--quiet"])
        .current_dir(&root)
        .status()?;
    ensure!(built.success(), "the release build failed");
    let khaldun = root.join("target/release/khaldun");
    let scratch = root.join("target/measure");
    for (name, gold) in [("dev", "accounts/dev"), ("news", "gold/news-claims")] {
        claims(&khaldun, &shared, &shared.join(gold), &scratch.join(name))?;
    }
    whole_run(&khaldun, &shared.join("accounts/origin/article.txt"), &scratch)
}

/// Writes the claims of every text beside a gold file and prints what the scorer says.
fn claims(khaldun: &Path, shared: &Path, gold: &Path, out: &Path) -> Result<()> {
    fs::create_dir_all(out)?;
    let mut names: Vec<PathBuf> =
        fs::read_dir(gold)?.map(|e| e.map(|e| e.path())).collect::<Result<_, _>>()?;
    names.retain(|p| p.to_string_lossy().ends_with(".claims.jsonl"));
    names.sort();
    for path in names {
        let name =
            path.file_name().context("a name")?.to_string_lossy().replace(".claims.jsonl", "");
        let text = gold.join(format!("{name}.txt"));
        let done = Command::new(khaldun).args(["claims", "--json"]).arg(&text).output()?;
        ensure!(
            done.status.success(),
            "{}: {}",
            text.display(),
            String::from_utf8_lossy(&done.stderr)
        );
        fs::write(out.join(format!("{name}.claims.jsonl")), done.stdout)?;
    }
    println!("\n== claims: {}", gold.display());
    let scorer = shared.join("eval/score_claims.py");
    let status = Command::new("python3").arg(scorer).arg("--dir").arg(gold).arg(out).status()?;
    ensure!(status.success(), "the scorer failed");
    Ok(())
}

/// Times `check` on one account, one core, load and report included.
fn whole_run(khaldun: &Path, account: &Path, scratch: &Path) -> Result<()> {
    println!("\n== whole run: {}", account.display());
    let mut totals = Vec::new();
    let mut peak = 0.0_f64;
    for _ in 0..RUNS {
        let mut command = Command::new("taskset");
        command.args(["-c", "0"]).arg(khaldun).arg("check").arg(account);
        command.arg("--case").arg(scratch.join("case")).args(["--stats", "--json"]);
        let done = command
            .env("RAYON_NUM_THREADS", "1")
            .output()
            .context("taskset (util-linux) is needed")?;
        let talk = String::from_utf8_lossy(&done.stderr);
        if !done.status.success() {
            bail!("{talk}");
        }
        let figure = |name: &str| {
            let line = talk.lines().find(|l| l.trim_start().starts_with(name))?;
            line.split(':').nth(1)?.split_whitespace().next()?.parse::<f64>().ok()
        };
        totals.push(figure("total").context("no total")?);
        peak = peak.max(figure("peak memory").unwrap_or(0.0));
    }
    totals.sort_by(f64::total_cmp);
    let (low, median, high) = (totals[0], totals[RUNS / 2], totals[RUNS - 1]);
    println!(
        "one core, {RUNS} runs: median {median:.0} ms ({low:.0} to {high:.0}), peak memory {peak:.0} MiB"
    );
    let claims = fs::read_to_string(scratch.join("case/findings.json"))?;
    print!("{claims}");
    Ok(())
}
