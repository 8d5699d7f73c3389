//! Reading journal files: each chain checked, all merged in order of time.

use std::collections::VecDeque;
use std::path::{Path, PathBuf};

use super::line;
use crate::domain::decision::Event;
use crate::store::error::StoreError;

/// What one file holds.
#[derive(Debug, Default)]
pub(super) struct Loaded {
    /// Its events, chain checked.
    pub events: Vec<Event>,
    /// Bytes of whole lines.
    pub whole: u64,
    /// The unterminated last line, where there is one.
    pub torn: Vec<u8>,
}

/// The journal files of a decisions folder, by name; none where the folder is missing.
pub(super) fn files(folder: &Path) -> Result<Vec<PathBuf>, StoreError> {
    let entries = match std::fs::read_dir(folder) {
        Ok(entries) => entries,
        Err(e) if e.kind() == std::io::ErrorKind::NotFound => return Ok(Vec::new()),
        Err(e) => return Err(StoreError::io(folder, "read", e)),
    };
    let mut out = Vec::new();
    for entry in entries {
        let path = entry.map_err(|e| StoreError::io(folder, "read", e))?.path();
        if path.extension().is_some_and(|e| e == "jsonl") {
            out.push(path);
        }
    }
    out.sort();
    Ok(out)
}

/// Reads one file.
///
/// # Errors
/// What the system refuses; damage other than an unterminated last line, with its line.
pub(super) fn file(path: &Path) -> Result<Loaded, StoreError> {
    let bytes = std::fs::read(path).map_err(|e| StoreError::io(path, "read", e))?;
    let whole = memchr::memrchr(b'\n', &bytes).map_or(0, |at| at + 1);
    let (lines, torn) = bytes.split_at(whole);
    let mut loaded = Loaded { events: Vec::new(), whole: whole as u64, torn: torn.to_vec() };
    // Without its last line end, so that no empty piece follows it.
    let lines = lines.strip_suffix(b"\n").unwrap_or(lines);
    let pieces = (whole > 0).then(|| lines.split(|b| *b == b'\n'));
    for (number, text) in pieces.into_iter().flatten().enumerate() {
        let text = text.strip_suffix(b"\r").unwrap_or(text);
        let prev = loaded.events.last().map(|e| e.id.as_str());
        let event = line::decode(text, prev).map_err(|what| StoreError::Damaged {
            path: path.to_owned(),
            line: number + 1,
            what,
        })?;
        loaded.events.push(event);
    }
    Ok(loaded)
}

/// All events in order of time, each file's own order kept whatever its clock said.
pub(super) fn merge(files: Vec<Vec<Event>>) -> Vec<Event> {
    let mut out = Vec::with_capacity(files.iter().map(Vec::len).sum());
    let mut queues: Vec<VecDeque<Event>> = files.into_iter().map(VecDeque::from).collect();
    loop {
        let next = queues
            .iter()
            .enumerate()
            .filter_map(|(at, queue)| queue.front().map(|event| (&event.time, &event.id, at)))
            .min()
            .map(|(.., at)| at);
        let Some(event) = next.and_then(|at| queues.get_mut(at)).and_then(VecDeque::pop_front) else {
            return out;
        };
        out.push(event);
    }
}
