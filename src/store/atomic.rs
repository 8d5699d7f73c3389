//! Files that are there whole or not at all.

use std::fs;
use std::io::Write as _;
use std::path::{Path, PathBuf};

use tempfile::NamedTempFile;

use super::error::StoreError;

/// Writes a file atomically: a temporary file beside it (mode 0600), fsync, rename, fsync of the folder.
///
/// A reader sees the old content or the new, never a part; a crash leaves at most a hidden `.vizard-*.part` file.
///
/// # Errors
/// Where the target is a link or no plain file, where it exists and `replace` is not set, and what the system refuses.
pub fn write(path: &Path, bytes: &[u8], replace: bool) -> Result<(), StoreError> {
    check_target(path, replace)?;
    let folder = folder_of(path);
    let mut temporary = temporary_in(&folder)?;
    temporary.write_all(bytes).map_err(|e| StoreError::io(path, "write", e))?;
    persist(temporary, path, replace)
}

/// A temporary file of mode 0600 in a folder, removed when dropped: for content that is written piece by piece.
///
/// # Errors
/// What the system refuses.
pub fn temporary_in(folder: &Path) -> Result<NamedTempFile, StoreError> {
    tempfile::Builder::new()
        .prefix(".vizard-")
        .suffix(".part")
        .tempfile_in(folder)
        .map_err(|e| StoreError::io(folder, "create a temporary file in", e))
}

/// Puts a finished temporary file of [`temporary_in`] in its place: fsync, rename, fsync of the folder.
///
/// # Errors
/// As [`write()`]; the temporary file is removed then.
pub fn persist(temporary: NamedTempFile, path: &Path, replace: bool) -> Result<(), StoreError> {
    check_target(path, replace)?;
    temporary.as_file().sync_all().map_err(|e| StoreError::io(path, "flush", e))?;
    let done = if replace { temporary.persist(path) } else { temporary.persist_noclobber(path) };
    match done {
        Ok(_) => sync_folder(&folder_of(path)),
        // Somebody made the file between the check and here.
        Err(e) if !replace && e.error.kind() == std::io::ErrorKind::AlreadyExists => {
            Err(StoreError::Exists { path: path.to_owned() })
        }
        Err(e) => Err(StoreError::io(path, "put in place", e.error)),
    }
}

/// Whether a file could be put at `path`: no link, no folder or device, and nothing there unless `replace`.
///
/// # Errors
/// Why not.
pub fn check_target(path: &Path, replace: bool) -> Result<(), StoreError> {
    match fs::symlink_metadata(path) {
        Ok(meta) if meta.file_type().is_symlink() => Err(StoreError::Link { path: path.to_owned() }),
        Ok(meta) if !meta.is_file() => Err(StoreError::NotAFile { path: path.to_owned() }),
        Ok(_) if !replace => Err(StoreError::Exists { path: path.to_owned() }),
        Ok(_) => Ok(()),
        Err(e) if e.kind() == std::io::ErrorKind::NotFound => Ok(()),
        Err(e) => Err(StoreError::io(path, "look at", e)),
    }
}

/// Makes a folder and its parents; on Unix a new one is for the user alone where `private` is set.
///
/// # Errors
/// What the system refuses.
pub fn make_folder(path: &Path, private: bool) -> Result<(), StoreError> {
    let mut builder = fs::DirBuilder::new();
    builder.recursive(true);
    #[cfg(unix)]
    if private {
        use std::os::unix::fs::DirBuilderExt as _;
        builder.mode(0o700);
    }
    #[cfg(not(unix))]
    let _ = private;
    builder.create(path).map_err(|e| StoreError::io(path, "create", e))
}

/// Flushes a folder, so that a new name in it survives a crash (a no-op where folders cannot be opened).
///
/// # Errors
/// What the system refuses.
pub fn sync_folder(folder: &Path) -> Result<(), StoreError> {
    #[cfg(unix)]
    {
        fs::File::open(folder).and_then(|f| f.sync_all()).map_err(|e| StoreError::io(folder, "flush", e))?;
    }
    #[cfg(not(unix))]
    let _ = folder;
    Ok(())
}

/// The folder that holds a file.
fn folder_of(path: &Path) -> PathBuf {
    match path.parent() {
        Some(parent) if !parent.as_os_str().is_empty() => parent.to_owned(),
        _ => PathBuf::from("."),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_is_made_and_replaced_only_when_asked() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("plan.json");
        write(&path, b"one", false).unwrap();
        assert!(matches!(write(&path, b"two", false), Err(StoreError::Exists { .. })));
        assert_eq!(fs::read(&path).unwrap(), b"one");
        write(&path, b"two", true).unwrap();
        assert_eq!(fs::read(&path).unwrap(), b"two");
        assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 1, "no temporary file is left");
    }

    #[test]
    fn folders_and_missing_folders_are_refused() {
        let folder = tempfile::tempdir().unwrap();
        assert!(matches!(write(folder.path(), b"x", true), Err(StoreError::NotAFile { .. })));
        assert!(matches!(write(&folder.path().join("no/where"), b"x", true), Err(StoreError::Io { .. })));
    }

    #[cfg(unix)]
    #[test]
    fn files_are_private_and_links_are_never_followed() {
        use std::os::unix::fs::PermissionsExt as _;
        let folder = tempfile::tempdir().unwrap();
        let (real, link) = (folder.path().join("real"), folder.path().join("link"));
        write(&real, b"mine", false).unwrap();
        assert_eq!(fs::metadata(&real).unwrap().permissions().mode() & 0o777, 0o600);
        std::os::unix::fs::symlink(&real, &link).unwrap();
        for replace in [false, true] {
            assert!(matches!(write(&link, b"x", replace), Err(StoreError::Link { .. })));
        }
        assert_eq!(fs::read(&real).unwrap(), b"mine");
    }
}
