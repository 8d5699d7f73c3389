//! The record of masked copies in the folder that they were written into: what each was made of, by digest.
//!
//! It says which copies need not be made again, and that a file is a copy. It holds no value.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use serde::{Deserialize, Serialize};

use super::error::StoreError;
use super::{atomic, digest};

/// Its name: hidden, so that no walk takes it for a table.
const NAME: &str = ".vizard-copies.json";
const FORMAT: &str = "vizard-copies/1";

/// A masked copy.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct MaskedCopy {
    /// The table of the plan.
    pub table: String,
    /// Digest of the original.
    pub original: String,
    /// Digest of the plan.
    pub plan: String,
    /// Digests of the files that its masks read.
    pub files: Vec<String>,
    /// Digest of the copy.
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
    copies: BTreeMap<String, MaskedCopy>,
}

/// The copies in one folder, by their path in it, with `/`.
#[derive(Debug)]
pub struct Copies {
    folder: PathBuf,
    copies: BTreeMap<String, MaskedCopy>,
}

impl Copies {
    /// Reads the record of a folder. One that is missing or damaged says nothing, so every copy is made again.
    #[must_use]
    pub fn of(folder: &Path) -> Self {
        let read = std::fs::read(folder.join(NAME)).ok();
        let document = read.and_then(|bytes| serde_json::from_slice::<Document>(&bytes).ok());
        let copies = document.filter(|document| document.format == FORMAT).map(|document| document.copies);
        Self { folder: folder.to_owned(), copies: copies.unwrap_or_default() }
    }

    /// The copy at a path in the folder, if original, plan, files of masks and copy are what they were: content decides.
    ///
    /// # Errors
    /// An original or copy that cannot be read.
    pub fn unchanged(
        &self,
        path: &str,
        original: &str,
        plan: &str,
        files: &[String],
    ) -> Result<Option<&MaskedCopy>, StoreError> {
        let known = self.copies.get(path);
        let Some(known) = known.filter(|c| c.original == original && c.plan == plan && c.files == files)
        else {
            return Ok(None);
        };
        let target = self.folder.join(path);
        if !target.is_file() || digest::file(&target)? != known.copy {
            return Ok(None);
        }
        Ok(Some(known))
    }

    /// Remembers a copy that was written.
    ///
    /// # Errors
    /// What the system refuses.
    pub fn add(&mut self, path: &str, copy: MaskedCopy) -> Result<(), StoreError> {
        self.copies.insert(path.to_owned(), copy);
        let document = Document { format: FORMAT.to_owned(), copies: self.copies.clone() };
        let mut text = serde_json::to_vec_pretty(&document)
            .map_err(|e| StoreError::io(&self.folder, "write the record of copies into", e.into()))?;
        text.push(b'\n');
        atomic::write(&self.folder.join(NAME), &text, true)
    }
}

/// Whether a file is a copy by the record of a folder that it lies in.
#[must_use]
pub fn is_copy(path: &Path) -> bool {
    let Ok(path) = std::path::absolute(path) else { return false };
    path.ancestors().skip(1).filter(|folder| folder.join(NAME).is_file()).any(|folder| {
        let inside = path.strip_prefix(folder).map(|p| p.to_string_lossy().replace('\\', "/"));
        inside.is_ok_and(|inside| Copies::of(folder).copies.contains_key(&inside))
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
        let copy = MaskedCopy {
            table: "a.csv".to_owned(),
            original: "o".to_owned(),
            plan: "p".to_owned(),
            files: Vec::new(),
            copy: digest::file(&target).unwrap(),
            rows: 1,
            left_out: 0,
            refused: 0,
        };
        Copies::of(folder.path()).add("sub/a.csv", copy.clone()).unwrap();
        let known = Copies::of(folder.path());
        let unchanged =
            |original: &str, plan: &str| known.unchanged("sub/a.csv", original, plan, &[]).unwrap();
        assert_eq!(unchanged("o", "p"), Some(&copy));
        assert_eq!((unchanged("other", "p"), unchanged("o", "other")), (None, None));
        assert!(is_copy(&target) && !is_copy(&folder.path().join("a.csv")));
        std::fs::write(&target, "y\n").unwrap();
        assert_eq!(unchanged("o", "p"), None);
        std::fs::write(folder.path().join(NAME), "{").unwrap();
        assert!(!is_copy(&target));
    }
}
