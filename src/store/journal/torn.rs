//! An unterminated last line: what a crash in the middle of a write leaves. It was never acknowledged.

use std::fs::File;
use std::path::{Path, PathBuf};

use crate::store::error::StoreError;
use crate::store::{atomic, clock};

/// Moves the unterminated last line of a locked journal to a file beside it and cuts the journal to its whole lines.
///
/// Returns the file that holds the line now: nothing is lost, though nothing of it counts.
pub(super) fn set_aside(path: &Path, file: &File, whole: u64, torn: &[u8]) -> Result<PathBuf, StoreError> {
    let stamp: String = clock::now().chars().filter(char::is_ascii_alphanumeric).collect();
    let mut aside = path.as_os_str().to_owned();
    aside.push(format!(".torn-{stamp}"));
    let aside = PathBuf::from(aside);
    // The copy is on disk before the original is cut.
    atomic::write(&aside, torn, true)?;
    file.set_len(whole).map_err(|e| StoreError::io(path, "cut", e))?;
    file.sync_all().map_err(|e| StoreError::io(path, "flush", e))?;
    Ok(aside)
}
