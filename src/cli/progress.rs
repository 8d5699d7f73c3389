//! How far a long command is: share, rate and time left, on a terminal alone.

use std::io::{IsTerminal as _, Write as _};
use std::sync::Mutex;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::sync::mpsc::{RecvTimeoutError, channel};
use std::time::{Duration, Instant};

use super::context::Context;
use super::exit::End;

/// Work on fewer bytes is over before anybody reads a figure.
const WORTH_SHOWING: u64 = 64 << 20;
/// Time between two figures.
const PAUSE: Duration = Duration::from_millis(200);

/// Does work of `total` bytes and shows on stderr how much of it `done` counts.
///
/// Nothing is shown without a terminal, with `--quiet`, or for little work. The line is gone when the work ends.
pub fn shown<T>(context: &Context, verb: &str, total: u64, done: &AtomicU64, work: impl FnOnce() -> T) -> T {
    if context.quiet || total < WORTH_SHOWING || !std::io::stderr().is_terminal() {
        return work();
    }
    let (over, wait) = channel::<()>();
    let widest = Mutex::new(0_usize);
    std::thread::scope(|scope| {
        scope.spawn(|| {
            let wait = wait;
            let start = Instant::now();
            while let Err(RecvTimeoutError::Timeout) = wait.recv_timeout(PAUSE) {
                let line = line(verb, done.load(Ordering::Relaxed), total, start.elapsed());
                if let Ok(mut widest) = widest.lock() {
                    *widest = (*widest).max(line.len());
                    put(&format!("\r{line:width$}", width = *widest));
                }
            }
            let width = widest.lock().map_or(0, |w| *w);
            put(&format!("\r{:width$}\r", ""));
        });
        let result = work();
        // The painter may have lost its terminal; the work counts all the same.
        drop(over);
        result
    })
}

/// Fails to paint on a terminal that has gone: the work goes on.
fn put(text: &str) {
    let mut stderr = std::io::stderr().lock();
    let _ = stderr.write_all(text.as_bytes()).and_then(|()| stderr.flush());
}

/// `masking  42 %, 310 MB/s, 12 s left`.
fn line(verb: &str, done: u64, total: u64, elapsed: Duration) -> String {
    let share = (done as f64 / total.max(1) as f64).min(1.0);
    let seconds = elapsed.as_secs_f64().max(1e-3);
    let rate = done as f64 / seconds / 1e6;
    let left = if share > 0.0 { seconds * (1.0 - share) / share } else { f64::INFINITY };
    let left = match left {
        l if !l.is_finite() || seconds < 0.5 => String::new(),
        l if l < 60.0 => format!(", {l:.0} s left"),
        l if l < 3600.0 => format!(", {:.0} min left", (l / 60.0).ceil()),
        l => format!(", {:.1} h left", l / 3600.0),
    };
    format!("{verb} {:3.0} %, {rate:.0} MB/s{left}", share * 100.0)
}

/// Whether the user asked to stop, as the end of a command that wrote nothing more.
///
/// # Errors
/// 3 once the flag is set.
pub fn stopped(stop: &AtomicBool) -> Result<(), End> {
    if stop.load(Ordering::Relaxed) {
        return Err(End::incomplete("cancelled; what was complete before stays, nothing else was written"));
    }
    Ok(())
}

/// The bytes of files that can be asked for; others count as none.
pub fn bytes<'p>(paths: impl IntoIterator<Item = &'p std::path::Path>) -> u64 {
    paths.into_iter().filter_map(|path| Some(std::fs::metadata(path).ok()?.len())).sum()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn share_rate_and_time_left_are_said_in_units_that_people_read() {
        let cases = [
            (0, 1_000, 10, "masking   0 %, 0 MB/s"),
            (500_000_000, 1_000_000_000, 10, "masking  50 %, 50 MB/s, 10 s left"),
            (100_000_000, 1_000_000_000, 20, "masking  10 %, 5 MB/s, 3 min left"),
            (1_000_000, 1_000_000_000, 20, "masking   0 %, 0 MB/s, 5.5 h left"),
            (2_000, 1_000, 1, "masking 100 %, 0 MB/s, 0 s left"),
        ];
        for (done, total, seconds, wanted) in cases {
            assert_eq!(line("masking", done, total, Duration::from_secs(seconds)), wanted);
        }
    }
}
