//! Where the project is, its `vizard.toml` and its `.vizard` folder.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use serde::Deserialize;

use super::atomic;
use super::error::StoreError;
use super::policy::Policy;
use super::project_check;
use super::toml_file;
use crate::domain::purpose::Purpose;
use crate::source::{Input, InputOptions};

/// The project's settings file.
pub const SETTINGS_FILE: &str = "vizard.toml";
/// The list of masked copies, in the project's own folder.
const OUTPUTS: &str = "outputs";
/// The project's own folder.
pub const FOLDER: &str = ".vizard";

/// What `vizard.toml` says; every part may be left out, and what it does not know is an error.
#[derive(Debug, Clone, PartialEq, Eq, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ProjectSettings {
    /// Files, folders or globs that the project is about, relative to it; empty: the project folder.
    #[serde(default)]
    pub inputs: Vec<String>,
    /// Globs of files that a folder walk leaves out.
    #[serde(default)]
    pub exclude: Vec<String>,
    /// Reports of other scanners: a file, or `TABLE.COLUMN=file` for a report that names no column.
    #[serde(default)]
    pub reports: Vec<String>,
    /// From where to where the data goes, for example `prod → training`; tokens are those of the environment. 1 to 200 bytes.
    #[serde(default)]
    pub environment: Option<String>,
    /// What the masked data is for: `train`, `analytics`, `share` or `test`.
    #[serde(default)]
    pub purpose: Purpose,
    /// Who answers for a table: glob of table ids to name.
    #[serde(default)]
    pub owners: BTreeMap<String, String>,
    /// The column that models are to predict, by table id: masks are judged by what is left to predict it.
    #[serde(default)]
    pub targets: BTreeMap<String, String>,
    /// Rows whose released quasi-identifiers fewer rows than this share are left out: glob of table ids to number.
    #[serde(default)]
    pub suppress_rows: BTreeMap<String, u64>,
    /// Policy.
    #[serde(default)]
    pub policy: Policy,
    /// Columns that hold the same keys, `[[join]]`.
    #[serde(default)]
    pub join: Vec<JoinSetting>,
    /// How single inputs are read, `[[input]]`.
    #[serde(default)]
    pub input: Vec<InputSetting>,
}

/// Columns that hold the same keys, a `[[join]]` of `vizard.toml`.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct JoinSetting {
    /// The columns as `TABLE.COLUMN`, at least two; the first is the key that the others refer to.
    pub columns: Vec<String>,
    /// Their consistency domain; left out: that of the most sensitive of them.
    #[serde(default)]
    pub domain: Option<String>,
}

/// How one input is read, an `[[input]]` of `vizard.toml`.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct InputSetting {
    /// Path or glob relative to the project.
    pub path: String,
    /// Field delimiter, one ASCII character.
    #[serde(default)]
    pub delimiter: Option<char>,
    /// Whether the first row is a header.
    #[serde(default)]
    pub header: Option<bool>,
    /// Encoding by its WHATWG label.
    #[serde(default)]
    pub encoding: Option<String>,
}

impl InputSetting {
    /// As the readers take it.
    #[must_use]
    pub fn options(&self) -> InputOptions {
        InputOptions { delimiter: self.delimiter, header: self.header, encoding: self.encoding.clone() }
    }
}

/// The project that a command works in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Project {
    root: PathBuf,
    settings: ProjectSettings,
}

impl Project {
    /// The folder given (`--project`, else `VIZARD_PROJECT`), else the nearest parent of `cwd` that has a
    /// `vizard.toml` or `.vizard`, else `cwd`; reads its `vizard.toml`.
    ///
    /// # Errors
    /// A given folder that is none; a `vizard.toml` that cannot be read or holds what it should not.
    pub fn locate(explicit: Option<&Path>, cwd: &Path) -> Result<Self, StoreError> {
        let root = match explicit {
            Some(given) => {
                let root = cwd.join(given);
                if !root.is_dir() {
                    return Err(StoreError::NoProject { path: given.to_owned() });
                }
                root
            }
            None => cwd
                .ancestors()
                .find(|folder| folder.join(SETTINGS_FILE).is_file() || folder.join(FOLDER).is_dir())
                .unwrap_or(cwd)
                .to_owned(),
        };
        let root = std::path::absolute(&root).map_err(|e| StoreError::io(&root, "find", e))?;
        let path = root.join(SETTINGS_FILE);
        let settings = toml_file::read(&path)?.unwrap_or_default();
        project_check::check(&path, &settings)?;
        Ok(Self { root, settings })
    }

    /// A table's file with the reading options that the settings give for it.
    #[must_use]
    pub fn input(&self, table: &str, path: &Path) -> Input {
        let fits = |setting: &&InputSetting| {
            globset::Glob::new(&setting.path).is_ok_and(|glob| glob.compile_matcher().is_match(table))
        };
        let options =
            self.settings.input.iter().find(fits).map_or_else(InputOptions::default, InputSetting::options);
        Input { table: table.to_owned(), path: path.to_owned(), options }
    }

    /// The smallest class of rows that a table may release: the largest of the settings whose glob it is of.
    #[must_use]
    pub fn suppress_under(&self, table: &str) -> Option<u64> {
        let fits =
            |glob: &str| globset::Glob::new(glob).is_ok_and(|glob| glob.compile_matcher().is_match(table));
        let all = self.settings.suppress_rows.iter().filter(|(glob, _)| fits(glob));
        all.map(|(_, least)| *least).max()
    }

    /// The same project for another purpose than its `vizard.toml` says.
    #[must_use]
    pub fn for_purpose(mut self, purpose: Purpose) -> Self {
        self.settings.purpose = purpose;
        self
    }

    /// The project's folder, absolute.
    #[must_use]
    pub fn root(&self) -> &Path {
        &self.root
    }

    /// What `vizard.toml` says.
    #[must_use]
    pub const fn settings(&self) -> &ProjectSettings {
        &self.settings
    }

    /// The masked copies that were written: a walk over the data leaves them out. Paths relative to the project.
    #[must_use]
    pub fn outputs(&self) -> Vec<String> {
        let text = std::fs::read_to_string(self.folder().join(OUTPUTS)).unwrap_or_default();
        text.lines().map(str::to_owned).collect()
    }

    /// Remembers a masked copy that was written.
    ///
    /// # Errors
    /// What the system refuses.
    pub fn add_output(&self, path: &str) -> Result<(), StoreError> {
        let mut all = self.outputs();
        if all.iter().any(|known| known == path) {
            return Ok(());
        }
        all.push(path.to_owned());
        all.sort();
        self.create()?;
        atomic::write(&self.folder().join(OUTPUTS), format!("{}\n", all.join("\n")).as_bytes(), true)
    }

    /// Whether it has its `.vizard` folder already.
    #[must_use]
    pub fn exists(&self) -> bool {
        self.folder().is_dir()
    }

    /// Makes the `.vizard` folder where it is missing; says whether it did.
    ///
    /// # Errors
    /// Where the folder cannot be written.
    pub fn create(&self) -> Result<bool, StoreError> {
        let fresh = !self.exists();
        atomic::make_folder(&self.decisions(), false).map_err(|e| match e {
            StoreError::Io { source, .. } => StoreError::NotWritable { path: self.root.clone(), source },
            other => other,
        })?;
        if fresh {
            atomic::sync_folder(&self.root)?;
        }
        Ok(fresh)
    }

    /// Whether decisions can be written, found out without leaving anything behind.
    ///
    /// # Errors
    /// Where they cannot.
    pub fn check_writable(&self) -> Result<(), StoreError> {
        let folder = [self.decisions(), self.folder(), self.root.clone()]
            .into_iter()
            .find(|folder| folder.is_dir())
            .unwrap_or_else(|| self.root.clone());
        match atomic::temporary_in(&folder) {
            Ok(_removed_when_dropped) => Ok(()),
            Err(StoreError::Io { source, .. }) => Err(StoreError::NotWritable { path: folder, source }),
            Err(other) => Err(other),
        }
    }

    /// `.vizard`.
    #[must_use]
    pub fn folder(&self) -> PathBuf {
        self.root.join(FOLDER)
    }

    /// `.vizard/decisions`.
    #[must_use]
    pub fn decisions(&self) -> PathBuf {
        self.folder().join("decisions")
    }

    /// `.vizard/baseline.json`.
    #[must_use]
    pub fn baseline(&self) -> PathBuf {
        self.folder().join("baseline.json")
    }

    /// Where `plan build` writes by default.
    #[must_use]
    pub fn plan(&self) -> PathBuf {
        self.root.join("vizard-plan.json")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn with(text: &str) -> Result<Project, StoreError> {
        let folder = tempfile::tempdir().unwrap();
        std::fs::write(folder.path().join(SETTINGS_FILE), text).unwrap();
        Project::locate(Some(folder.path()), Path::new("/"))
    }

    #[test]
    fn the_nearest_parent_with_a_project_is_it_else_the_current_folder() {
        let top = tempfile::tempdir().unwrap();
        let deep = top.path().join("a/b/c");
        std::fs::create_dir_all(&deep).unwrap();
        let root = |explicit: Option<&Path>| Project::locate(explicit, &deep).unwrap().root().to_owned();
        assert_eq!(root(None), deep);
        std::fs::create_dir(top.path().join("a").join(FOLDER)).unwrap();
        assert_eq!(root(None), top.path().join("a"));
        std::fs::write(top.path().join("a/b").join(SETTINGS_FILE), "").unwrap();
        assert_eq!(root(None), top.path().join("a/b"));
        assert_eq!(root(Some(top.path())), top.path());
        assert!(matches!(
            Project::locate(Some(Path::new("no/such")), &deep),
            Err(StoreError::NoProject { .. })
        ));
    }

    #[test]
    fn looking_makes_nothing_and_creating_says_so() {
        let folder = tempfile::tempdir().unwrap();
        let project = Project::locate(None, folder.path()).unwrap();
        project.check_writable().unwrap();
        assert_eq!(std::fs::read_dir(folder.path()).unwrap().count(), 0);
        assert!(!project.exists());
        assert!(project.create().unwrap());
        assert!(project.exists() && project.decisions().is_dir());
        assert!(!project.create().unwrap());
    }

    #[test]
    fn settings_are_read() {
        let project = with(
            r#"
inputs = ["data"]
exclude = ["**/old/*"]
environment = "prod → training"
[owners]
"crm/*" = "ana"
[policy]
reveal = "forbidden"
[[input]]
path = "legacy.csv"
delimiter = ";"
header = false
encoding = "latin1"
"#,
        )
        .unwrap();
        let settings = project.settings();
        assert_eq!(settings.input[0].options().delimiter, Some(';'));
        assert_eq!(settings.policy.reveal, super::super::policy::Reveal::Forbidden);
        assert_eq!(settings.owners["crm/*"], "ana");
    }

    #[test]
    fn wrong_settings_name_the_place() {
        for (text, place, what) in [
            ("inputs = [\"a\"]\nexlude = []\n", ":2:1:", "exlude"),
            ("inputs = \"a\"\n", ":1:10:", "sequence"),
            ("environment = \" \"\n", ":1:1:", "leave it out"),
            ("[policy]\nreveal = \"never\"\n", ":2:10:", "never"),
            ("[suppress_rows]\n\"p.csv\" = 1\n", ":2:", "2 to 100000"),
            ("[policy.tiers]\nno_such_type = \"public\"\n", ":2:1:", "vizard types"),
            ("[[input]]\npath = \"a\"\nencoding = \"latin-99\"\n", ":3:13:", "latin-99"),
            ("[[input]]\npath = \"a\"\ndelimiter = \"é\"\n", ":3:1:", "ASCII"),
            ("[[input]\n", ":1:", ""),
        ] {
            let error = with(text).unwrap_err().to_string();
            assert!(error.contains(place) && error.contains(what), "{error}");
        }
    }

    #[cfg(unix)]
    #[test]
    fn a_folder_that_cannot_be_written_is_said_at_once() {
        use std::os::unix::fs::PermissionsExt;
        let folder = tempfile::tempdir().unwrap();
        let project = Project::locate(None, folder.path()).unwrap();
        std::fs::set_permissions(folder.path(), PermissionsExt::from_mode(0o555)).unwrap();
        let probe = project.check_writable();
        // The system's superuser can write everywhere.
        if std::fs::write(folder.path().join("x"), "").is_err() {
            assert!(matches!(probe, Err(StoreError::NotWritable { .. })));
            assert!(matches!(project.create(), Err(StoreError::NotWritable { .. })));
        }
        std::fs::set_permissions(folder.path(), PermissionsExt::from_mode(0o755)).unwrap();
    }
}
