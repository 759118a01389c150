//! Times by stage and the peak of memory, for `--stats`.
#![allow(
    clippy::disallowed_methods,
    reason = "the one place that may look at a clock: it only reports"
)]

use std::fmt::Write as _;
use std::time::Instant;

/// Takes the time between laps.
pub(crate) struct Stopwatch {
    last: Instant,
    laps: Vec<(&'static str, f64)>,
}

impl Stopwatch {
    pub(crate) fn start() -> Self {
        Self { last: Instant::now(), laps: Vec::new() }
    }

    /// Ends a stage.
    pub(crate) fn lap(&mut self, name: &'static str) {
        let now = Instant::now();
        self.laps.push((name, now.duration_since(self.last).as_secs_f64()));
        self.last = now;
    }

    /// Prints the stages, their sum and the peak of resident memory on standard error.
    pub(crate) fn report(&self) {
        let mut text = String::new();
        for (name, seconds) in &self.laps {
            let _ = writeln!(text, "{name:>16}: {:8.1} ms", seconds * 1000.0);
        }
        let total: f64 = self.laps.iter().map(|(_, s)| s).sum();
        let _ = writeln!(text, "{:>16}: {:8.1} ms", "total", total * 1000.0);
        if let Some(peak) = peak_kib() {
            let _ = writeln!(text, "{:>16}: {:8.1} MiB", "peak memory", peak / 1024.0);
        }
        anstream::eprint!("{text}");
    }
}

/// Peak of resident memory in KiB, where the system tells it (Linux).
fn peak_kib() -> Option<f64> {
    let status = std::fs::read_to_string("/proc/self/status").ok()?;
    let line = status.lines().find_map(|l| l.strip_prefix("VmHWM:"))?;
    line.trim().trim_end_matches(" kB").trim().parse().ok()
}
