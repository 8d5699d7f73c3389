//! From paths and reports to scanned tables.

mod find;
mod linkage;
mod sampled;
mod scan;
#[cfg(test)]
mod tests;

use std::path::PathBuf;
use std::sync::atomic::{AtomicBool, AtomicU64};
use std::sync::{Mutex, PoisonError};

pub use find::find;
pub(super) use linkage::can_be_read_again;
pub use scan::scan;

use crate::domain::scan::Incomplete;
use crate::source::{Input, Sampling};
use crate::store::project::JoinSetting;

/// What is to be looked at, and how.
#[derive(Debug, Clone)]
pub struct Request {
    /// Files and folders, relative to `base`; empty: the project's inputs.
    pub paths: Vec<PathBuf>,
    /// Folder that `paths` and `reports` are relative to.
    pub base: PathBuf,
    /// Reports of other scanners: `FILE` or `TABLE.COLUMN=FILE`.
    pub reports: Vec<String>,
    /// Which rows.
    pub sampling: Sampling,
    /// Threads.
    pub threads: usize,
    /// Whether scans of unchanged files are taken from the cache.
    pub use_cache: bool,
}

/// What was found; nothing is scanned yet.
#[derive(Debug, Default)]
pub struct Found {
    /// Tables.
    pub inputs: Vec<Input>,
    /// Reports of other scanners.
    pub reports: Vec<Report>,
    /// Files left out by rule.
    pub excluded: u64,
    /// Paths that cannot be used.
    pub problems: Vec<Incomplete>,
    /// Joins that the settings name.
    pub joins: Vec<JoinSetting>,
}

impl Found {
    /// Size of all inputs in bytes, for progress.
    #[must_use]
    pub fn bytes(&self) -> u64 {
        self.inputs
            .iter()
            .filter_map(|input| std::fs::metadata(&input.path).ok())
            .map(|meta| meta.len())
            .sum()
    }
}

/// A report of another scanner.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Report {
    /// The file.
    pub path: PathBuf,
    /// The column it is about as the user wrote it, for a report that names none.
    pub column: Option<String>,
    /// Whether it was asked for, and not just met in a folder.
    pub named: bool,
}

/// How far a scan is, what was noticed, and the way to stop it; shared by threads.
#[derive(Debug, Default)]
pub struct Progress {
    /// Bytes read.
    pub done: AtomicU64,
    /// Set to stop.
    pub cancel: AtomicBool,
    notes: Mutex<Vec<String>>,
}

impl Progress {
    /// What was noticed, for people: entries of reports that speak of no column, a cache that cannot be written.
    ///
    /// Nothing of it makes the scan incomplete.
    #[must_use]
    pub fn notes(&self) -> Vec<String> {
        self.notes.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }

    /// Notes something once.
    pub(super) fn note(&self, text: String) {
        let mut notes = self.notes.lock().unwrap_or_else(PoisonError::into_inner);
        if !notes.contains(&text) {
            notes.push(text);
        }
    }
}
