//! The user's own folders on this platform.

use std::ffi::OsString;
use std::path::{Path, PathBuf};

use super::error::StoreError;

/// Moves the settings folder.
pub const CONFIG_VARIABLE: &str = "VIZARD_CONFIG_DIR";
/// Moves the data folder.
pub const DATA_VARIABLE: &str = "VIZARD_DATA_DIR";
/// Moves the cache folder.
pub const CACHE_VARIABLE: &str = "VIZARD_CACHE_DIR";

/// Where the user's settings, data (keys, device id) and caches lie. None of them need exist yet.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Folders {
    config: PathBuf,
    data: PathBuf,
    cache: PathBuf,
}

impl Folders {
    /// The platform's folders, or those that the environment names.
    ///
    /// # Errors
    /// Where neither the environment nor the platform knows one.
    pub fn locate() -> Result<Self, StoreError> {
        Self::with(&|name| std::env::var_os(name))
    }

    /// As [`Self::locate`], with the environment given.
    ///
    /// # Errors
    /// Where neither the environment nor the platform knows one.
    pub fn with(variable: &dyn Fn(&str) -> Option<OsString>) -> Result<Self, StoreError> {
        let platform = directories::ProjectDirs::from("", "", "vizard");
        let pick = |what, name, of: fn(&directories::ProjectDirs) -> &Path| {
            match variable(name).filter(|value| !value.is_empty()) {
                Some(value) => Some(PathBuf::from(value)),
                None => platform.as_ref().map(|dirs| of(dirs).to_owned()),
            }
            .ok_or(StoreError::NoFolder { what, variable: name })
        };
        Ok(Self {
            config: pick("settings", CONFIG_VARIABLE, |dirs| dirs.config_dir())?,
            data: pick("data", DATA_VARIABLE, |dirs| dirs.data_dir())?,
            cache: pick("cache", CACHE_VARIABLE, |dirs| dirs.cache_dir())?,
        })
    }

    /// All three below one folder.
    #[must_use]
    pub fn under(folder: &Path) -> Self {
        Self { config: folder.join("config"), data: folder.join("data"), cache: folder.join("cache") }
    }

    /// `config.toml`, `keys.toml`, `themes/`.
    #[must_use]
    pub fn config(&self) -> &Path {
        &self.config
    }

    /// `keys/`, `device`.
    #[must_use]
    pub fn data(&self) -> &Path {
        &self.data
    }

    /// Scans.
    #[must_use]
    pub fn cache(&self) -> &Path {
        &self.cache
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_environment_moves_each_folder() {
        let folders = Folders::with(&|name| Some(OsString::from(format!("/x/{name}")))).unwrap();
        assert_eq!(folders.config(), Path::new("/x/VIZARD_CONFIG_DIR"));
        assert_eq!(folders.data(), Path::new("/x/VIZARD_DATA_DIR"));
        assert_eq!(folders.cache(), Path::new("/x/VIZARD_CACHE_DIR"));
    }
}
