//! The project's own detectors and allow lists, `detectors/*.toml`.

use std::path::{Path, PathBuf};

use super::error::StoreError;
use super::toml_file;
use crate::detect::custom::{Custom, Specs};

/// The folder of a project that holds them.
pub const FOLDER: &str = "detectors";

/// What a project's files of detectors say.
#[derive(Default)]
pub struct Detectors {
    /// Detectors and allow lists that hold what they promise.
    pub custom: Custom,
    /// The files, in the order in which they were read.
    pub files: Vec<PathBuf>,
    /// What is wrong, with file and field.
    pub faults: Vec<StoreError>,
}

/// Reads and proves every file of detectors of a project; no folder means none.
#[must_use]
pub fn read(root: &Path) -> Detectors {
    let mut found = Detectors::default();
    found.files = match files(&root.join(FOLDER)) {
        Ok(files) => files,
        Err(error) => {
            found.faults.push(error);
            return found;
        }
    };
    let mut specs: Vec<(&Path, Specs)> = Vec::new();
    for path in &found.files {
        match toml_file::read::<Specs>(path) {
            Ok(read) => specs.push((path, read.unwrap_or_default())),
            Err(error) => found.faults.push(error),
        }
    }
    let wrong = |path: &Path, fault| StoreError::Detector { path: path.to_owned(), fault };
    for (path, specs) in &specs {
        found.faults.extend(found.custom.add(specs).into_iter().map(|fault| wrong(path, fault)));
    }
    for (path, specs) in &specs {
        found.faults.extend(found.custom.add_lists(specs).into_iter().map(|fault| wrong(path, fault)));
    }
    found
}

/// Whether a file of the project describes a detector of that id, right or wrong.
pub(super) fn names(root: &Path, id: &str) -> bool {
    let files = files(&root.join(FOLDER)).unwrap_or_default();
    files.iter().filter_map(|path| toml_file::read::<Specs>(path).ok().flatten()).any(|specs| specs.names(id))
}

fn files(folder: &Path) -> Result<Vec<PathBuf>, StoreError> {
    let entries = match std::fs::read_dir(folder) {
        Ok(entries) => entries,
        Err(e) if e.kind() == std::io::ErrorKind::NotFound => return Ok(Vec::new()),
        Err(e) => return Err(StoreError::io(folder, "read", e)),
    };
    let mut files = Vec::new();
    for entry in entries {
        let path = entry.map_err(|e| StoreError::io(folder, "read", e))?.path();
        if path.extension().is_some_and(|extension| extension == "toml") {
            files.push(path);
        }
    }
    files.sort();
    Ok(files)
}

#[cfg(test)]
mod tests {
    use super::*;

    const GOOD: &str = r#"
[[detector]]
id = "employee_number"
title = "Employee number"
why = "It names one employee."
tier = "confidential"
patterns = ['EMP-[0-9]{4}']
examples = ["EMP-0001"]
"#;

    fn project(files: &[(&str, &str)]) -> tempfile::TempDir {
        let folder = tempfile::tempdir().unwrap();
        std::fs::create_dir(folder.path().join(FOLDER)).unwrap();
        for (name, text) in files {
            std::fs::write(folder.path().join(FOLDER).join(name), text).unwrap();
        }
        folder
    }

    #[test]
    fn no_folder_means_no_detectors() {
        let folder = tempfile::tempdir().unwrap();
        let found = read(folder.path());
        assert!(found.custom.is_empty() && found.faults.is_empty());
    }

    #[test]
    fn files_are_read_in_order_and_an_allow_list_may_name_a_type_of_a_later_file() {
        let allow = "[[allow]]\ntype = \"employee_number\"\nvalues = [\"EMP-0000\"]\n";
        let folder = project(&[("b.toml", GOOD), ("a.toml", allow), ("notes.txt", "no detector")]);
        let found = read(folder.path());
        assert!(found.faults.is_empty(), "{:?}", found.faults);
        assert_eq!(found.files.len(), 2);
        assert_eq!(found.custom.detectors()[0].id, "employee_number");
        assert!(names(folder.path(), "employee_number") && !names(folder.path(), "payroll_number"));
    }

    #[test]
    fn every_fault_names_file_and_field_or_place() {
        let twice = GOOD.replace("EMP", "PAY");
        let misspelt = GOOD.replace("title", "titel").replace("employee_number", "payroll_number");
        let folder = project(&[("a.toml", GOOD), ("b.toml", &twice), ("c.toml", &misspelt)]);
        let faults: Vec<String> = read(folder.path()).faults.iter().map(ToString::to_string).collect();
        assert_eq!(faults.len(), 2, "{faults:?}");
        assert!(faults[0].contains("c.toml:4:1: unknown field `titel`"), "{faults:?}");
        assert!(faults[1].contains("b.toml: `employee_number`, field `id`: is given to two"), "{faults:?}");
    }
}
