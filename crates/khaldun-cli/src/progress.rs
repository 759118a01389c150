//! Progress on standard error: shown on a terminal only, and only for what takes a while.

use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};
use std::io::IsTerminal as _;
use std::sync::mpsc;
use std::time::Duration;

/// Does work that tells no steps; a spinner with the time it takes is shown from the third second on.
pub(crate) fn waiting<T>(says: &'static str, work: impl FnOnce() -> T) -> T {
    const PATIENCE: Duration = Duration::from_secs(2);
    let (done, waits) = mpsc::channel::<()>();
    std::thread::scope(|scope| {
        scope.spawn(move || {
            if waits.recv_timeout(PATIENCE) == Err(mpsc::RecvTimeoutError::Timeout) {
                let spinner = bar(0).with_elapsed(PATIENCE).with_message(says);
                if let Ok(style) = ProgressStyle::with_template("{spinner} {wide_msg} {elapsed}") {
                    spinner.set_style(style);
                }
                // Ends when the work does and the sender is gone.
                let _ = waits.recv();
                spinner.finish_and_clear();
            }
        });
        let value = work();
        drop(done);
        value
    })
}

/// A bar over `len` steps; hidden where standard error is no terminal, or all is for ears.
pub(crate) fn bar(len: usize) -> ProgressBar {
    let bar = ProgressBar::new(len as u64);
    if !std::io::stderr().is_terminal() || crate::render::Layout::default().spoken {
        bar.set_draw_target(ProgressDrawTarget::hidden());
    }
    if let Ok(style) = ProgressStyle::with_template("{spinner} {pos}/{len} {wide_msg}") {
        bar.set_style(style);
    }
    bar.enable_steady_tick(Duration::from_millis(200));
    bar
}
