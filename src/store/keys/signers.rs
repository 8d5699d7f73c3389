//! The public keys of those whose sign-offs a project trusts: `.vizard/signers/NAME.pub.pem`, committed with it.

use std::path::{Path, PathBuf};

use super::PublicKey;
use crate::store::error::StoreError;
use crate::store::slug::slug;
use crate::store::{atomic, project::Project};

/// What a signer's file is called after the name.
const ENDING: &str = ".pub.pem";

/// Somebody whose sign-offs count.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Signer {
    /// The name as a slug, from the name of the file.
    pub name: String,
    /// The public key.
    pub key: PublicKey,
}

/// Everybody whose sign-offs count.
#[derive(Debug, Default)]
pub struct Signers {
    /// By name.
    pub trusted: Vec<Signer>,
    /// What is wrong with files of the folder; they are trusted for nothing.
    pub problems: Vec<StoreError>,
}

/// The folder of trusted public keys.
#[must_use]
pub fn folder(project: &Project) -> PathBuf {
    project.folder().join("signers")
}

/// Reads the trusted keys of a project; none where the folder is missing.
///
/// # Errors
/// A folder that cannot be read.
pub fn read(project: &Project) -> Result<Signers, StoreError> {
    let folder = folder(project);
    let entries = match std::fs::read_dir(&folder) {
        Ok(entries) => entries,
        Err(e) if e.kind() == std::io::ErrorKind::NotFound => return Ok(Signers::default()),
        Err(e) => return Err(StoreError::io(&folder, "read", e)),
    };
    let mut paths = Vec::new();
    for entry in entries {
        paths.push(entry.map_err(|e| StoreError::io(&folder, "read", e))?.path());
    }
    paths.sort();
    let mut signers = Signers::default();
    for path in paths {
        let file = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
        let Some(name) = file.strip_suffix(ENDING) else { continue };
        match PublicKey::from_file(&path) {
            Ok(key) => signers.trusted.push(Signer { name: slug(name), key }),
            Err(problem) => signers.problems.push(problem),
        }
    }
    Ok(signers)
}

/// Trusts a public key under a name; gives its place. A key that is there is never replaced.
///
/// # Errors
/// A file that is no public key, a name that has one, what the system refuses.
pub fn trust(project: &Project, name: &str, file: &Path) -> Result<PathBuf, StoreError> {
    let key = PublicKey::from_file(file)?;
    project.create()?;
    let folder = folder(project);
    atomic::make_folder(&folder, false)?;
    let path = folder.join(format!("{}{ENDING}", slug(name)));
    atomic::write(&path, key.pem().as_bytes(), false)?;
    Ok(path)
}

#[cfg(test)]
mod tests {
    use super::super::testing;
    use super::*;

    #[test]
    fn a_trusted_key_is_found_under_the_slug_of_its_name_and_rubbish_is_said() {
        let folder = tempfile::tempdir().unwrap();
        let project = Project::locate(None, folder.path()).unwrap();
        assert!(read(&project).unwrap().trusted.is_empty());
        let file = folder.path().join("ben.pem");
        let key = testing::fresh().public();
        std::fs::write(&file, key.pem()).unwrap();
        let path = trust(&project, "Ben Ö", &file).unwrap();
        assert_eq!(path, project.folder().join("signers/ben.pub.pem"));
        assert!(matches!(trust(&project, "ben", &file), Err(StoreError::Exists { .. })));
        std::fs::write(project.folder().join("signers/cleo.pub.pem"), "no key").unwrap();
        std::fs::write(project.folder().join("signers/README"), "who may sign").unwrap();
        let signers = read(&project).unwrap();
        assert_eq!(signers.trusted, [Signer { name: "ben".to_owned(), key }]);
        assert_eq!(signers.problems.len(), 1);
        std::fs::write(&file, "no key").unwrap();
        assert!(matches!(trust(&project, "dora", &file), Err(StoreError::BadKey { .. })));
    }
}
