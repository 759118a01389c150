//! Benchmarks; most need something outside the repository.

use anyhow::{Result, ensure};
use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::process::Command;

/// What `cargo xtask bench` takes.
#[derive(clap::Args)]
pub(crate) struct Options {
    #[command(subcommand)]
    what: What,
}

#[derive(clap::Subcommand)]
enum What {
    /// Sentences a second on one core: coding parsed sentences, and claims from raw text.
    Claims,
    /// Articles a second on one core for places alone, time to load the gazetteer, memory.
    Places {
        /// Plain texts, an article each; without any, articles are made of the suites.
        texts: Vec<PathBuf>,
    },
    /// Count wakes: 10,000 events in 80 pairs of windows, a million in 100.
    Wakes,
    /// Hold the language engine against spaCy: agreement, throughput, load time.
    Language {
        /// A Python that has spaCy 3.8 and the model's package (see docs/language.md).
        #[arg(long)]
        python: PathBuf,
        /// Texts: a document a line, or the XML files of ../shared/gold.
        #[arg(required = true)]
        texts: Vec<PathBuf>,
    },
    /// Write a made-up table in ACLED's layout: 2.4 million rows are 1.3 GB.
    Table {
        /// The file to write.
        file: PathBuf,
        /// How many rows.
        #[arg(long, default_value_t = 2_400_000)]
        rows: usize,
        /// The same seed makes the same table.
        #[arg(long, default_value_t = 1)]
        seed: u64,
    },
    /// Import a table into a store in a scratch folder: MB/s and the peak of memory.
    Import {
        /// The table, as `bench table` wrote it.
        table: PathBuf,
        /// A folder for the store; it is emptied.
        scratch: PathBuf,
    },
    /// Count neighbours of every row, and hold it against `DuckDB`'s self-join.
    Window {
        /// A Python that has duckdb.
        #[arg(long)]
        python: PathBuf,
        /// A table, as `bench table --rows 300000` wrote it.
        table: PathBuf,
        /// A folder for what the two hand over.
        scratch: PathBuf,
        /// Distance in km, days before, days after.
        #[arg(long, num_args = 3, default_values = ["50", "0", "30"])]
        within: Vec<String>,
        /// Leave the plain join out, which is quadratic in the rows of a month.
        #[arg(long)]
        skip_plain: bool,
    },
}

/// Runs it.
pub(crate) fn run(options: &Options) -> Result<()> {
    match &options.what {
        What::Claims => throughput("khaldun-claims", "throughput", &[]),
        What::Places { texts } => throughput("khaldun-resolve", "places", texts),
        What::Wakes => {
            wakes(10_000, 2_000, 10, 8, 25);
            wakes(1_000_000, 10_000, 10, 10, 3);
            Ok(())
        }
        What::Language { python, texts } => language(python, texts),
        What::Table { file, rows, seed } => table(file, *rows, *seed),
        What::Import { table, scratch } => import(table, scratch),
        What::Window { python, table, scratch, within, skip_plain } => {
            window(python, table, scratch, within, *skip_plain)
        }
    }
}

/// Builds a target of the workspace with optimisation; says where it is.
fn built(arguments: &[&str], path: &str) -> Result<PathBuf> {
    let root = crate::root();
    let done = Command::new(env!("CARGO"))
        .args(["build", "--release"])
        .args(arguments)
        .current_dir(&root)
        .status()?;
    ensure!(done.success(), "{} does not build", arguments.join(" "));
    Ok(root.join("target/release").join(path))
}

/// Runs a benchmark of a crate on one core.
fn throughput(package: &str, bench: &str, texts: &[PathBuf]) -> Result<()> {
    // Cargo runs it in the crate's folder.
    let texts = texts.iter().map(std::path::absolute).collect::<std::io::Result<Vec<_>>>()?;
    let done = Command::new(env!("CARGO"))
        .args(["bench", "--package", package, "--bench", bench, "--"])
        .args(texts)
        .env("RAYON_NUM_THREADS", "1")
        .current_dir(crate::root())
        .status()?;
    ensure!(done.success(), "the benchmark did not run");
    Ok(())
}

/// Processor time of this process so far, where the system tells it (Linux, in hundredths).
fn processor_seconds() -> f64 {
    let stat = std::fs::read_to_string("/proc/self/stat").unwrap_or_default();
    let fields: Vec<&str> = stat.rsplit(')').next().unwrap_or("").split_whitespace().collect();
    let ticks = |n: usize| fields.get(n).and_then(|f| f.parse::<f64>().ok()).unwrap_or(0.0);
    (ticks(11) + ticks(12)) / 100.0
}

/// Times counting of made-up events around interventions that are among them, in every pair of windows of 5
/// to 50 km and up to `longest` lengths of 2 to 30 days.
fn wakes(events: usize, interventions: usize, radii: usize, lengths: usize, runs: usize) {
    use khaldun_stats::wake::{Counter, Event, Windows};
    use khaldun_stats::{num, sphere};
    let mut rng = num::stream(1, 0);
    // Three years of events about 300 towns, a third of them at the ten largest.
    let mut town = || {
        let n = if num::uniform(&mut rng) < 0.33 { 10 } else { 300 };
        let n = num::below(&mut rng, n) as f64;
        let point = (33.0 + (n * 7.31) % 4.0, 36.0 + (n * 3.77) % 7.0);
        let (north, east) = (num::normal(&mut rng) * 0.05, num::normal(&mut rng) * 0.05);
        (num::below(&mut rng, 1_096) as i64, (point.0 + north, point.1 + east))
    };
    let mut made: Vec<Event> = (0..events)
        .map(|n| {
            let (time, point) = town();
            let class = if n < interventions { (n % 2) as u8 } else { 2 };
            Event { time, point, class, weight: 1 }
        })
        .collect();
    made.sort_by_key(|e| e.time);
    let radii: Vec<f64> = (1..=radii).map(|n| 50.0 * n as f64 / radii as f64).collect();
    let days: Vec<usize> = (0..lengths).map(|n| 2 + n * 28 / (lengths - 1)).collect();
    let mut seconds = Vec::new();
    let mut total = 0_u64;
    let before = processor_seconds();
    for _ in 0..runs {
        let start = std::time::Instant::now();
        let windows = Windows {
            radii: radii.clone(),
            lags: 30,
            unit: 1,
            classes: 3,
            km_per_radian: sphere::EARTH_KM,
        };
        let counter = Counter::new(&made, windows);
        let at: Vec<_> =
            (0..made.len()).filter(|n| made[*n].class < 2).map(|n| counter.own(n)).collect();
        total = 0;
        for wake in counter.count_all(&at) {
            for radius in 0..radii.len() {
                for class in 0..3 {
                    for &length in &days {
                        total += u64::from(wake.before(class, radius, 1..=length));
                        total += u64::from(wake.after(class, radius, 0..=length - 1));
                    }
                }
            }
        }
        seconds.push(start.elapsed().as_secs_f64());
    }
    let processor = (processor_seconds() - before) / runs as f64;
    seconds.sort_by(f64::total_cmp);
    println!(
        "{events} events, {interventions} interventions, {} pairs of windows, {} threads: {processor:.3} s of processor time a run; by the clock median {:.3} s ({:.3} to {:.3}, {runs} runs); {total} counted",
        radii.len() * days.len(),
        rayon::current_num_threads(),
        seconds[runs / 2],
        seconds[0],
        seconds[runs - 1]
    );
}

fn language(python: &Path, texts: &[PathBuf]) -> Result<()> {
    let program = built(&["--package", "khaldun-cli"], "khaldun")?;
    let compared = Command::new(python)
        .arg(crate::root().join("crates/khaldun-language/bench/compare.py"))
        .arg("--khaldun")
        .arg(program)
        .args(texts)
        .status()?;
    ensure!(compared.success(), "the comparison did not run");
    Ok(())
}

fn table(file: &Path, rows: usize, seed: u64) -> Result<()> {
    let mut out = std::io::BufWriter::new(std::fs::File::create(file)?);
    let bytes = khaldun_testkit::acled::write(&mut out, rows, seed)?;
    out.flush()?;
    println!("{}: {rows} rows, {bytes} bytes", file.display());
    Ok(())
}

fn import(table: &Path, scratch: &Path) -> Result<()> {
    let program = built(&["--package", "khaldun-cli"], "khaldun")?;
    let megabytes = std::fs::metadata(table)?.len() as f64 / 1e6;
    let store = scratch.join("store");
    if store.exists() {
        std::fs::remove_dir_all(&store)?;
    }
    let start = std::time::Instant::now();
    let done = Command::new(program)
        .args(["records", "add", "--stats", "--store"])
        .arg(&store)
        .arg(table)
        .status()?;
    ensure!(done.success(), "the import did not run");
    let seconds = start.elapsed().as_secs_f64();
    println!("{megabytes:.0} MB in {seconds:.1} s: {:.0} MB/s", megabytes / seconds);
    Ok(())
}

fn window(
    python: &Path,
    table: &Path,
    scratch: &Path,
    within: &[String],
    skip_plain: bool,
) -> Result<()> {
    let example = ["--package", "khaldun-records", "--example", "window"];
    let program = built(&example, "examples/window")?;
    let (points, counts) = (scratch.join("points.csv"), scratch.join("counts.csv"));
    let ours = Command::new(program).arg(table).args([&points, &counts]).args(within).output()?;
    ensure!(ours.status.success(), "{}", String::from_utf8_lossy(&ours.stderr));
    let seconds = String::from_utf8(ours.stdout)?.trim().to_owned();
    let mut command = Command::new(python);
    command.arg(crate::root().join("crates/khaldun-records/bench/window.py"));
    command.args([&points, &counts]).args(within).arg(seconds);
    if skip_plain {
        command.arg("--skip-plain");
    }
    ensure!(command.status()?.success(), "the comparison did not run");
    Ok(())
}
