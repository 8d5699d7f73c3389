//! The record of masked copies: what each was made of, by digest, a file for each folder that copies were written into.
//!
//! It says which copies need not be made again, and that a file is a copy. It holds no value, and lies in the user's data
//! folder: digests of originals have no business beside the copies that are handed on.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use serde::{Deserialize, Serialize};

use super::error::StoreError;
use super::folders::Folders;
use super::{atomic, digest};
use crate::domain::digest as bytes;

/// Below the data folder.
const FOLDER: &str = "copies";
const FORMAT: &str = "vizard-copies/1";
/// What stands before the state of a file that has no digest.
const STATE: &str = "state:";

/// A masked copy.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct MaskedCopy {
    /// The table of the plan.
    pub table: String,
    /// Digest of the original, or its state.
    pub original: String,
    /// Digest of the plan.
    pub plan: String,
    /// Digests of the files that its masks read.
    pub files: Vec<String>,
    /// Digest of the copy, or its state.
    pub copy: String,
    /// Rows of the copy.
    pub rows: u64,
    /// Rows that were left out.
    pub left_out: u64,
    /// Values that became null because their mask could not take them.
    pub refused: u64,
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Document {
    format: String,
    folder: String,
    copies: BTreeMap<String, MaskedCopy>,
}

/// The copies in one folder, by their path in it, with `/`.
#[derive(Debug)]
pub struct Copies {
    /// The folder of the copies, absolute.
    folder: PathBuf,
    /// The record.
    file: PathBuf,
    known: BTreeMap<String, MaskedCopy>,
}

impl Copies {
    /// Reads the record of a folder. One that is missing or damaged says nothing, so every copy is made again.
    #[must_use]
    pub fn of(folders: &Folders, folder: &Path) -> Self {
        let folder = if folder.as_os_str().is_empty() { Path::new(".") } else { folder };
        let folder = std::path::absolute(folder).unwrap_or_else(|_| folder.to_owned());
        let file = file_of(folders, &folder);
        let read = std::fs::read(&file).ok();
        let document = read.and_then(|bytes| serde_json::from_slice::<Document>(&bytes).ok());
        let copies = document.filter(|document| document.format == FORMAT).map(|document| document.copies);
        Self { folder, file, known: copies.unwrap_or_default() }
    }

    /// The copy at a path in the folder, if original, plan, files of masks and copy are what they were: their content
    /// decides, or the size and time of files that were remembered by these.
    ///
    /// # Errors
    /// An original or copy that cannot be read.
    pub fn unchanged(
        &self,
        path: &str,
        original: &Path,
        plan: &str,
        files: &[String],
    ) -> Result<Option<&MaskedCopy>, StoreError> {
        let Some(known) = self.known.get(path).filter(|c| c.plan == plan && c.files == files) else {
            return Ok(None);
        };
        let target = self.folder.join(path);
        let same =
            target.is_file() && is_still(&target, &known.copy)? && is_still(original, &known.original)?;
        Ok(Some(known).filter(|_| same))
    }

    /// Remembers a copy that was written.
    ///
    /// # Errors
    /// What the system refuses.
    pub fn add(&mut self, path: &str, copy: MaskedCopy) -> Result<(), StoreError> {
        self.known.insert(path.to_owned(), copy);
        self.write()
    }

    fn write(&self) -> Result<(), StoreError> {
        if let Some(folder) = self.file.parent() {
            atomic::make_folder(folder, true)?;
        }
        let document = Document {
            format: FORMAT.to_owned(),
            folder: self.folder.to_string_lossy().into_owned(),
            copies: self.known.clone(),
        };
        let mut text = serde_json::to_vec_pretty(&document)
            .map_err(|e| StoreError::io(&self.file, "write", e.into()))?;
        text.push(b'\n');
        atomic::write(&self.file, &text, true)
    }
}

/// Whether a file is what it was by a digest or a state.
fn is_still(path: &Path, known: &str) -> Result<bool, StoreError> {
    if known.starts_with(STATE) { Ok(state_of(path)? == known) } else { Ok(digest::file(path)? == known) }
}

/// Size and time of the last change of a file, which stand in for a digest where that would cost a further pass over it.
///
/// # Errors
/// A file that is not there.
pub fn state_of(path: &Path) -> Result<String, StoreError> {
    let about = std::fs::metadata(path).map_err(|e| StoreError::io(path, "read", e))?;
    let changed = about.modified().map_err(|e| StoreError::io(path, "read the time of", e))?;
    let since = changed.duration_since(std::time::UNIX_EPOCH).unwrap_or_default();
    #[cfg(unix)]
    let number = std::os::unix::fs::MetadataExt::ino(&about);
    #[cfg(not(unix))]
    let number = 0;
    Ok(format!("{STATE}{}:{}:{number}", about.len(), since.as_nanos()))
}

/// The record of a folder, which is given absolute: its name is a digest of the path.
fn file_of(folders: &Folders, folder: &Path) -> PathBuf {
    let name = bytes::sha256(folder.as_os_str().as_encoded_bytes());
    let name = name.strip_prefix("sha256:").unwrap_or(&name);
    folders.data().join(FOLDER).join(format!("{name}.json"))
}

/// Whether a file is a copy by the record of a folder that it lies in.
#[must_use]
pub fn is_copy(folders: &Folders, path: &Path) -> bool {
    let Ok(path) = std::path::absolute(path) else { return false };
    path.ancestors().skip(1).filter(|folder| file_of(folders, folder).is_file()).any(|folder| {
        let inside = path.strip_prefix(folder).map(|p| p.to_string_lossy().replace('\\', "/"));
        let record = Copies::of(folders, folder).known;
        let copy = inside.ok().and_then(|inside| record.get(&inside));
        copy.is_some_and(|known| {
            !known.copy.starts_with(STATE) || state_of(&path).is_ok_and(|state| state == known.copy)
        })
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn content_decides_whether_a_copy_is_what_it_was() {
        let folder = tempfile::tempdir().unwrap();
        std::fs::create_dir(folder.path().join("sub")).unwrap();
        let target = folder.path().join("sub/a.csv");
        std::fs::write(&target, "x\n").unwrap();
        let original = folder.path().join("original.csv");
        std::fs::write(&original, "o\n").unwrap();
        let copy = MaskedCopy {
            table: "a.csv".to_owned(),
            original: digest::file(&original).unwrap(),
            plan: "p".to_owned(),
            copy: digest::file(&target).unwrap(),
            rows: 1,
            ..MaskedCopy::default()
        };
        let own = tempfile::tempdir().unwrap();
        let folders = Folders::under(own.path());
        Copies::of(&folders, folder.path()).add("sub/a.csv", copy.clone()).unwrap();
        let known = Copies::of(&folders, folder.path());
        let unchanged = |plan: &str| known.unchanged("sub/a.csv", &original, plan, &[]).unwrap();
        assert_eq!((unchanged("p"), unchanged("other")), (Some(&copy), None));
        assert!(is_copy(&folders, &target) && !is_copy(&folders, &folder.path().join("a.csv")));
        assert_eq!(std::fs::read_dir(folder.path()).unwrap().count(), 2, "nothing lies beside the copies");
        std::fs::write(&original, "other\n").unwrap();
        assert_eq!(unchanged("p"), None);
        std::fs::write(&original, "o\n").unwrap();
        std::fs::write(&target, "y\n").unwrap();
        assert_eq!(unchanged("p"), None);
        let mut known = known;
        let alone = folder.path().join("b.csv");
        std::fs::write(&alone, "x\n").unwrap();
        let by_state = MaskedCopy {
            original: state_of(&original).unwrap(),
            copy: state_of(&alone).unwrap(),
            ..copy.clone()
        };
        known.add("b.csv", by_state.clone()).unwrap();
        assert!(is_copy(&folders, &alone));
        assert_eq!(known.unchanged("b.csv", &original, "p", &[]).unwrap(), Some(&by_state));
        std::fs::write(&original, "longer than before\n").unwrap();
        assert_eq!(known.unchanged("b.csv", &original, "p", &[]).unwrap(), None);
        std::fs::write(&alone, "another file\n").unwrap();
        assert!(!is_copy(&folders, &alone));
        std::fs::write(&known.file, "{").unwrap();
        assert!(!is_copy(&folders, &target));
    }
}
