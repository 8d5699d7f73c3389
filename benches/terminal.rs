//! The review from outside, in a pseudo-terminal of 120x40: first paint, ranked queue, a key to its paint, idle.
//!
//! The yardstick of the same run is `cat` in the same pseudo-terminal: what a key costs before any program does anything.
#![cfg(unix)]
#![allow(missing_docs, clippy::unwrap_used)]

use std::fmt::Write as _;
use std::io::{Read as _, Write as _};
use std::path::Path;
use std::sync::mpsc::{Receiver, channel};
use std::time::{Duration, Instant};

use portable_pty::{CommandBuilder, PtySize, native_pty_system};

/// Keys a measurement.
const KEYS: usize = 400;

/// A program in a terminal, with the times at which it wrote.
struct Session {
    child: Box<dyn portable_pty::Child + Send + Sync>,
    master: Box<dyn portable_pty::MasterPty + Send>,
    keys: Box<dyn std::io::Write + Send>,
    output: Receiver<(Instant, Vec<u8>)>,
}

impl Session {
    fn start(command: CommandBuilder) -> Self {
        let size = PtySize { rows: 40, cols: 120, pixel_width: 0, pixel_height: 0 };
        let pair = native_pty_system().openpty(size).unwrap();
        let child = pair.slave.spawn_command(command).unwrap();
        let mut reader = pair.master.try_clone_reader().unwrap();
        let (send, output) = channel();
        std::thread::spawn(move || {
            let mut buffer = vec![0; 64 << 10];
            while let Ok(n) = reader.read(&mut buffer) {
                if n == 0 || send.send((Instant::now(), buffer[..n].to_vec())).is_err() {
                    break;
                }
            }
        });
        let keys = pair.master.take_writer().unwrap();
        Self { child, master: pair.master, keys, output }
    }

    /// Waits for a text; gives the time at which it was there.
    fn wait(&self, text: &str) -> Instant {
        let mut seen = Vec::new();
        loop {
            let (at, bytes) = self.output.recv_timeout(Duration::from_mins(2)).unwrap();
            seen.extend(bytes);
            if String::from_utf8_lossy(&seen).contains(text) {
                return at;
            }
        }
    }

    /// Waits until nothing was written for a while.
    fn settle(&self) {
        while self.output.recv_timeout(Duration::from_millis(400)).is_ok() {}
    }

    /// From a key to the first byte of its paint: the middle and the slowest of a hundred, in milliseconds.
    fn keys(&mut self, key: &[u8]) -> (f64, f64) {
        let mut times: Vec<f64> = (0..KEYS)
            .map(|_| {
                let start = Instant::now();
                self.keys.write_all(key).unwrap();
                self.keys.flush().unwrap();
                let (at, _) = self.output.recv_timeout(Duration::from_secs(5)).unwrap();
                // The rest of the paint belongs to this key.
                while self.output.recv_timeout(Duration::from_millis(4)).is_ok() {}
                (at - start).as_secs_f64() * 1000.0
            })
            .collect();
        times.sort_by(f64::total_cmp);
        (times[KEYS / 2], times[KEYS * 99 / 100])
    }

    /// CPU seconds that the program used so far, where the system says.
    fn cpu(&self) -> Option<f64> {
        let pid = self.child.process_id()?;
        let stat = std::fs::read_to_string(format!("/proc/{pid}/stat")).ok()?;
        let fields: Vec<&str> = stat.rsplit_once(')')?.1.split_whitespace().collect();
        let ticks = fields.get(11)?.parse::<f64>().ok()? + fields.get(12)?.parse::<f64>().ok()?;
        Some(ticks / 100.0)
    }

    /// Anonymous memory in MiB, where the system says.
    fn memory(&self) -> Option<f64> {
        let status = std::fs::read_to_string(format!("/proc/{}/status", self.child.process_id()?)).ok()?;
        let line = status.lines().find_map(|line| line.strip_prefix("RssAnon:"))?;
        Some(line.trim().trim_end_matches(" kB").parse::<f64>().ok()? / 1024.0)
    }
}

impl Drop for Session {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
        let _ = self.master.resize(PtySize::default());
    }
}

/// A table of columns that detectors know and others.
fn table(path: &Path, columns: usize, rows: usize) {
    let kinds = ["email", "phone", "city", "amount", "note", "code"];
    let mut text = (0..columns).map(|c| format!("{}_{c}", kinds[c % 6])).collect::<Vec<_>>().join(",") + "\n";
    for row in 0..rows {
        for column in 0..columns {
            let n = row * 31 + column * 7;
            let _ = match column % 6 {
                0 => write!(text, "user{n}@example.com"),
                1 => write!(text, "+1 202 555 {:04}", n % 10_000),
                2 => write!(text, "{}", ["Springfield", "Lisbon", "Oslo"][n % 3]),
                3 => write!(text, "{}.{:02}", n % 900, n % 100),
                4 => write!(text, "late by {n} minutes"),
                _ => write!(text, "{}", ["A", "B", "C"][n % 3]),
            };
            text.push(if column + 1 == columns { '\n' } else { ',' });
        }
    }
    std::fs::write(path, text).unwrap();
}

fn review(folder: &Path, columns: usize, floor: (f64, f64)) {
    let file = folder.join(format!("t{columns}.csv"));
    table(&file, columns, 50);
    let mut command = CommandBuilder::new(env!("CARGO_BIN_EXE_vizard"));
    command.arg("--project");
    command.arg(folder);
    command.arg(&file);
    for name in ["VIZARD_CONFIG_DIR", "VIZARD_DATA_DIR", "VIZARD_CACHE_DIR"] {
        command.env(name, folder.join("user"));
    }
    command.env("VIZARD_REVIEWER", "bench");
    command.env("TERM", "xterm-256color");
    let start = Instant::now();
    let mut session = Session::start(command);
    let (first, _) = session.output.recv_timeout(Duration::from_secs(20)).unwrap();
    // The queue is ranked once a contact detail stands in it.
    let ranked = session.wait("confidential");
    session.settle();
    let (middle, slow) = session.keys(b"j");
    let before = (Instant::now(), session.cpu());
    std::thread::sleep(Duration::from_secs(2));
    let idle = session.cpu().zip(before.1).map(|(now, then)| (now - then) / before.0.elapsed().as_secs_f64());
    println!(
        "{columns} columns: first paint {:.0} ms, ranked {:.0} ms; key p50 {middle:.2} ms, p99 {slow:.2} ms \
         ({:.1} and {:.1} times the floor); idle {:.1} %; {:.0} MiB",
        (first - start).as_secs_f64() * 1000.0,
        (ranked - start).as_secs_f64() * 1000.0,
        middle / floor.0,
        slow / floor.1,
        idle.unwrap_or(f64::NAN) * 100.0,
        session.memory().unwrap_or(f64::NAN),
    );
}

fn main() {
    // `cargo test --benches` asks whether a bench runs, not how fast.
    if std::env::args().any(|arg| arg == "--test" || arg == "--list") {
        return;
    }
    let folder = tempfile::tempdir().unwrap();
    let mut cat = Session::start(CommandBuilder::new("cat"));
    let floor = cat.keys(b"j");
    drop(cat);
    println!("floor (cat): key p50 {:.2} ms, p99 {:.2} ms", floor.0, floor.1);
    for columns in [20, 10_000, 20_000] {
        review(folder.path(), columns, floor);
    }
}
