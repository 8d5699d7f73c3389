//! The house holds its own rules: directions between rooms, size of files, complete registries, no panics.

use std::fs;
use std::path::{Path, PathBuf};

/// The rooms from left to right: a room names only those before it (or itself).
const ROOMS: &[&str] = &[
    "domain", "detect", "mask", "classify", "rank", "risk", "source", "findings", "store", "plan", "export",
    "apply", "watch", "review", "tui", "cli",
];

/// What stays inside which rooms.
const FENCED: &[(&str, &[&str])] =
    &[("polars", &["source", "apply", "risk"]), ("ratatui", &["tui"]), ("crossterm", &["tui"])];

/// Registries: folder, list file, files that are no entries.
const REGISTRIES: &[(&str, &[&str])] = &[
    ("src/mask", &["mod.rs"]),
    ("src/source", &["mod.rs"]),
    ("src/findings", &["mod.rs"]),
    ("src/export", &["mod.rs"]),
];

fn root() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR"))
}

fn rust_files(folder: &Path, out: &mut Vec<PathBuf>) {
    let mut entries: Vec<_> = fs::read_dir(folder).unwrap().map(|e| e.unwrap().path()).collect();
    entries.sort();
    for path in entries {
        if path.is_dir() {
            rust_files(&path, out);
        } else if path.extension().is_some_and(|e| e == "rs") {
            out.push(path);
        }
    }
}

fn sources() -> Vec<(String, String)> {
    let mut files = Vec::new();
    rust_files(&root().join("src"), &mut files);
    files
        .into_iter()
        .map(|path| {
            let name = path.strip_prefix(root().join("src")).unwrap().to_string_lossy().replace('\\', "/");
            (name, fs::read_to_string(&path).unwrap())
        })
        .collect()
}

/// Lines of code: no comment lines.
fn code(text: &str) -> impl Iterator<Item = &str> {
    text.lines().filter(|line| !line.trim_start().starts_with("//"))
}

#[test]
fn no_room_names_a_room_to_its_right() {
    let mut wrong = Vec::new();
    for (name, text) in sources() {
        let Some(place) = ROOMS.iter().position(|room| name.starts_with(&format!("{room}/"))) else {
            continue;
        };
        for line in code(&text) {
            for right in &ROOMS[place + 1..] {
                if line.contains(&format!("crate::{right}::")) || line.contains(&format!("crate::{right};")) {
                    wrong.push(format!("src/{name} names `{right}`: {}", line.trim()));
                }
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn big_libraries_stay_in_their_rooms() {
    let mut wrong = Vec::new();
    for (name, text) in sources() {
        for (library, rooms) in FENCED {
            let inside = rooms.iter().any(|room| name.starts_with(&format!("{room}/")));
            if !inside && code(&text).any(|line| line.contains(&format!("{library}::"))) {
                wrong.push(format!("src/{name} uses {library}"));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn the_pure_room_touches_no_disk_clock_or_process() {
    let mut wrong = Vec::new();
    for (name, text) in sources().into_iter().filter(|(name, _)| name.starts_with("domain/")) {
        for word in ["std::fs", "std::time", "std::process", "std::env", "std::net", "std::thread", "jiff::"]
        {
            if code(&text).any(|line| line.contains(word)) {
                wrong.push(format!("src/{name} uses {word}"));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn no_file_is_over_400_lines_and_the_median_is_under_150() {
    let mut lengths: Vec<(usize, String)> =
        sources().into_iter().map(|(name, text)| (text.lines().count(), name)).collect();
    lengths.sort();
    let long: Vec<_> = lengths.iter().filter(|(lines, _)| *lines > 400).collect();
    assert!(long.is_empty(), "{long:?}");
    let median = lengths[lengths.len() / 2].0;
    assert!(median < 150, "median {median}");
}

#[test]
fn every_file_of_a_registry_is_declared() {
    for (folder, not_entries) in REGISTRIES {
        let list = fs::read_to_string(root().join(folder).join("mod.rs")).unwrap();
        for entry in fs::read_dir(root().join(folder)).unwrap() {
            let name = entry.unwrap().file_name().to_string_lossy().into_owned();
            let stem = name.trim_end_matches(".rs");
            assert!(
                not_entries.contains(&name.as_str()) || list.contains(&format!("mod {stem};")),
                "{folder}/{name} is not declared in mod.rs"
            );
        }
    }
}
