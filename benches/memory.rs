//! Anonymous memory of a full scan, and of one over twice the rows: what is read is never kept.
#![allow(missing_docs, clippy::unwrap_used)]

use std::io::Write as _;
use std::path::Path;
use std::process::{Command, Stdio};
use std::time::Duration;

/// Writes a table of so many rows, about 100 bytes each.
fn table(path: &Path, rows: u64) {
    let mut out = std::io::BufWriter::new(std::fs::File::create(path).unwrap());
    writeln!(out, "id,name,email,phone,note").unwrap();
    for n in 0..rows {
        let mixed = n.wrapping_mul(0x9e37_79b9_7f4a_7c15);
        writeln!(
            out,
            "{n},Maria Gonzalez {n},user{mixed:x}@example.com,+1 202 555 {:04},order {mixed:x} left the house late",
            mixed % 10_000,
        )
        .unwrap();
    }
    out.flush().unwrap();
}

/// The most anonymous memory of a full scan, in MiB; `None` where the system does not say.
fn peak(folder: &Path, file: &Path) -> Option<f64> {
    let mut child = Command::new(env!("CARGO_BIN_EXE_vizard"))
        .arg("--project")
        .arg(folder)
        .args(["scan", "--full", "--no-cache", "--format", "json"])
        .arg(file)
        .env("VIZARD_CONFIG_DIR", folder.join("user"))
        .env("VIZARD_DATA_DIR", folder.join("user"))
        .env("VIZARD_CACHE_DIR", folder.join("user"))
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .spawn()
        .unwrap();
    let status = format!("/proc/{}/status", child.id());
    let mut most: Option<f64> = None;
    while child.try_wait().unwrap().is_none() {
        if let Ok(text) = std::fs::read_to_string(&status)
            && let Some(kib) = text.lines().find_map(|line| {
                line.strip_prefix("RssAnon:")?.trim().trim_end_matches(" kB").parse::<f64>().ok()
            })
        {
            most = Some(most.unwrap_or(0.0).max(kib / 1024.0));
        }
        std::thread::sleep(Duration::from_millis(5));
    }
    most
}

fn main() {
    // `cargo test --benches` asks whether a bench runs, not how much it takes.
    if std::env::args().any(|arg| arg == "--test" || arg == "--list") {
        return;
    }
    let folder = tempfile::tempdir().unwrap();
    let of = |rows: u64| {
        let file = folder.path().join(format!("t{rows}.csv"));
        table(&file, rows);
        peak(folder.path(), &file)
    };
    match (of(1_000_000), of(2_000_000)) {
        (Some(once), Some(twice)) => println!(
            "full scan: {once:.0} MiB of anonymous memory, {twice:.0} MiB over twice the rows ({:.2} times)",
            twice / once
        ),
        _ => println!("this system does not say how much memory a process takes"),
    }
}
