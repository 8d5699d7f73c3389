//! The user's own settings, `config.toml`.

use std::path::PathBuf;

use serde::Deserialize;

use super::error::StoreError;
use super::folders::Folders;
use super::keys::command;
use super::toml_file;

/// The user's settings; every one may be left out.
#[derive(Debug, Clone, PartialEq, Eq, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Settings {
    /// Name that decisions are recorded under.
    #[serde(default)]
    pub reviewer: Option<String>,
    /// Name of a theme.
    #[serde(default)]
    pub theme: Option<String>,
    /// Whether the terminal's mouse is used; unset: yes.
    #[serde(default)]
    pub mouse: Option<bool>,
    /// A program with its arguments that prints a key, `{name}` for the key's name: keys that lie in a keyring or vault.
    #[serde(default)]
    pub key_command: Option<Vec<String>>,
    /// No moving progress signs.
    #[serde(default)]
    pub reduced_motion: bool,
}

impl Settings {
    /// Reads `config.toml`; the defaults where there is none.
    ///
    /// # Errors
    /// A file that cannot be read or holds what the settings do not know, with line and column.
    pub fn load(folders: &Folders) -> Result<Self, StoreError> {
        let path = Self::path(folders);
        let settings: Self = toml_file::read(&path)?.unwrap_or_default();
        if let Some(what) = settings.key_command.as_deref().and_then(command::wrong) {
            let text = std::fs::read_to_string(&path).unwrap_or_default();
            let at = text.find("key_command").unwrap_or_default();
            return Err(toml_file::at(&path, &text, at, what.to_owned()));
        }
        Ok(settings)
    }

    /// Where the file is.
    #[must_use]
    pub fn path(folders: &Folders) -> PathBuf {
        folders.config().join("config.toml")
    }

    /// The reviewer's name, where one is set that is not blank.
    #[must_use]
    pub fn reviewer(&self) -> Option<&str> {
        self.reviewer.as_deref().map(str::trim).filter(|name| !name.is_empty())
    }

    /// Whether the mouse is used.
    #[must_use]
    pub fn mouse(&self) -> bool {
        self.mouse.unwrap_or(true)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn load(text: &str) -> Result<Settings, StoreError> {
        let folder = tempfile::tempdir().unwrap();
        let folders = Folders::under(folder.path());
        std::fs::create_dir_all(folders.config()).unwrap();
        std::fs::write(Settings::path(&folders), text).unwrap();
        Settings::load(&folders)
    }

    #[test]
    fn settings_are_read_strictly() {
        let settings = load("reviewer = \" ana \"\ntheme = \"dark\"\nmouse = false\n").unwrap();
        assert_eq!(
            (settings.reviewer(), settings.mouse(), settings.reduced_motion),
            (Some("ana"), false, false)
        );
        for (text, place) in [
            ("theme = \"dark\"\ncolour = 1\n", ":2:1:"),
            ("reviewer = 3\n", ":1:12:"),
            ("theme =\n", ":1:"),
            ("\nkey_command = [\"./key\"]\n", ":2:1:"),
        ] {
            let error = load(text).unwrap_err().to_string();
            assert!(error.contains(place), "{error}");
        }
    }

    #[test]
    fn no_file_means_the_defaults() {
        let folder = tempfile::tempdir().unwrap();
        assert_eq!(Settings::load(&Folders::under(folder.path())).unwrap(), Settings::default());
    }
}
