//! The file that a copy grows in, and what a killed run left of one.
//!
//! A living run holds a lock on its file. The system gives a lock back when its holder dies, however it dies, so a file
//! whose lock can be had belongs to nobody any more.

use std::fs::{self, File, TryLockError};
use std::path::Path;

use tempfile::NamedTempFile;

use super::ApplyError;

const PREFIX: &str = ".vizard-copy-";
const SUFFIX: &str = ".part";
/// A sweep may take a file between its making and its locking; more often than this nobody is that unlucky.
const TRIES: usize = 16;

/// A hidden temporary file in a folder, mode 0600, locked for as long as it is open.
///
/// # Errors
/// A folder that cannot be written.
pub fn new_in(folder: &Path) -> Result<NamedTempFile, ApplyError> {
    let refused = |e| ApplyError::io(folder, "write into the folder", e);
    for _ in 0..TRIES {
        let file =
            tempfile::Builder::new().prefix(PREFIX).suffix(SUFFIX).tempfile_in(folder).map_err(refused)?;
        // On Windows a lock would keep the writer itself out, and a file system may know no locks.
        #[cfg(unix)]
        if let Err(TryLockError::WouldBlock) = file.as_file().try_lock() {
            continue;
        }
        if file.path().exists() {
            return Ok(file);
        }
    }
    Err(refused(std::io::Error::other("its temporary files vanish")))
}

/// Removes what killed runs left in a folder; files of living runs, and whatever cannot be told, stay.
pub fn sweep(folder: &Path) {
    let Ok(entries) = fs::read_dir(folder) else { return };
    for entry in entries.flatten() {
        let name = entry.file_name();
        let name = name.to_string_lossy();
        let plain = entry.file_type().is_ok_and(|kind| kind.is_file());
        if plain && name.starts_with(PREFIX) && name.ends_with(SUFFIX) {
            // What cannot be removed is in nobody's way: it is hidden and no table.
            let _ = remove_if_orphaned(&entry.path());
        }
    }
}

fn remove_if_orphaned(path: &Path) -> std::io::Result<()> {
    let file = File::options().read(true).write(true).open(path)?;
    match file.try_lock() {
        Ok(()) => fs::remove_file(path),
        Err(TryLockError::WouldBlock) => Ok(()),
        Err(TryLockError::Error(error)) => Err(error),
    }
}

#[cfg(all(test, unix))]
mod tests {
    use super::*;

    #[test]
    fn a_dead_run_leaves_nothing_and_a_living_one_keeps_its_file() {
        let folder = tempfile::tempdir().unwrap();
        let living = new_in(folder.path()).unwrap();
        let dead = folder.path().join(".vizard-copy-dead.part");
        let others = [".vizard-abc.part", "vizard-copy-x.part", ".vizard-copy-x.txt", "data.csv"];
        for name in others {
            fs::write(folder.path().join(name), "mine").unwrap();
        }
        fs::write(&dead, "half a copy").unwrap();
        sweep(folder.path());
        assert!(living.path().exists() && !dead.exists());
        assert!(others.iter().all(|name| folder.path().join(name).exists()));
    }

    #[test]
    fn makers_and_sweepers_at_the_same_time_never_lose_a_living_file() {
        let folder = tempfile::tempdir().unwrap();
        std::thread::scope(|scope| {
            for _ in 0..3 {
                scope.spawn(|| (0..200).for_each(|_| sweep(folder.path())));
            }
            for _ in 0..50 {
                let file = new_in(folder.path()).unwrap();
                std::thread::yield_now();
                assert!(file.path().exists());
            }
        });
    }
}
