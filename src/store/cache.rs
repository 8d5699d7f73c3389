//! Scans that need not be made again: profiles and counts, never values.

use std::path::{Path, PathBuf};
use std::sync::OnceLock;
use std::time::UNIX_EPOCH;

use serde::{Deserialize, Serialize};

use super::atomic;
use super::error::StoreError;
use super::folders::Folders;
use crate::domain::digest;
use crate::domain::join::Join;
use crate::domain::scan::{DatasetScan, Incomplete};

/// Bumped when the meaning of what is cached changes.
const FORMAT: &str = "vizard-cache/3";
/// No cached scan is larger.
const LARGEST: u64 = 1 << 30;

/// What a scan depends on; two equal keys give equal scans.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct CacheKey {
    /// Canonical path of the file.
    pub path: String,
    /// Size in bytes.
    pub size: u64,
    /// Time of the last change in nanoseconds since 1970.
    pub modified: u64,
    /// Inode on Unix, else 0.
    pub inode: u64,
    /// Table id.
    pub table: String,
    /// Sampling and reading options as text.
    pub reading: String,
    /// Digest of the detectors.
    pub detectors: String,
    /// Program version and build: assessment may differ between two.
    pub version: String,
}

impl CacheKey {
    /// The key of a file as it is now; `None` for what is no plain file (standard input).
    #[must_use]
    pub fn of(path: &Path, table: &str, reading: &str, detectors: &str) -> Option<Self> {
        let canonical = path.canonicalize().ok()?;
        let meta = std::fs::metadata(&canonical).ok()?;
        let modified = meta.modified().ok()?.duration_since(UNIX_EPOCH).ok()?;
        #[cfg(unix)]
        let inode = std::os::unix::fs::MetadataExt::ino(&meta);
        #[cfg(not(unix))]
        let inode = 0;
        meta.is_file().then(|| Self {
            path: canonical.to_string_lossy().into_owned(),
            size: meta.len(),
            modified: u64::try_from(modified.as_nanos()).unwrap_or(u64::MAX),
            inode,
            table: table.to_owned(),
            reading: reading.to_owned(),
            detectors: detectors.to_owned(),
            version: build().to_owned(),
        })
    }
}

/// The version, with size and time of the program's own file where they can be read.
fn build() -> &'static str {
    static BUILD: OnceLock<String> = OnceLock::new();
    BUILD.get_or_init(|| {
        let meta = std::env::current_exe().and_then(std::fs::metadata).ok();
        let changed = meta.as_ref().and_then(|m| m.modified().ok()?.duration_since(UNIX_EPOCH).ok());
        let (size, changed) = (meta.map_or(0, |m| m.len()), changed.map_or(0, |d| d.as_nanos()));
        format!("{} {size:x}.{changed:x}", env!("CARGO_PKG_VERSION"))
    })
}

/// A cached scan.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct CachedScan {
    /// The table.
    pub scan: DatasetScan,
    /// What could not be read.
    pub incomplete: Vec<Incomplete>,
}

#[derive(Serialize, Deserialize)]
struct Entry {
    format: String,
    key: CacheKey,
    cached: CachedScan,
}

#[derive(Serialize, Deserialize)]
struct Joined {
    format: String,
    about: String,
    joins: Vec<Join>,
}

/// The folder of cached scans.
#[derive(Debug, Clone)]
pub struct Cache {
    folder: PathBuf,
}

impl Cache {
    /// The cache of the user's cache folder (which need not exist yet).
    #[must_use]
    pub fn new(folders: &Folders) -> Self {
        Self { folder: folders.cache().join("scans") }
    }

    /// The scan of that key; anything that is not exactly one (missing, damaged, of another version) is `None`.
    #[must_use]
    pub fn get(&self, key: &CacheKey) -> Option<CachedScan> {
        let entry: Entry = read(&self.path(key))?;
        (entry.format == FORMAT && entry.key == *key).then_some(entry.cached)
    }

    /// Keeps a scan in place of an older one of the same file and reading.
    ///
    /// # Errors
    /// What the system refuses. A scan that cannot be cached is still a good scan: callers note it and go on.
    pub fn put(&self, key: &CacheKey, cached: CachedScan) -> Result<(), StoreError> {
        let entry = Entry { format: FORMAT.to_owned(), key: key.clone(), cached };
        self.write(&self.path(key), &entry)
    }

    /// The joins of the tables of a place, where what they depend on is the same.
    #[must_use]
    pub fn joins(&self, place: &str, about: &str) -> Option<Vec<Join>> {
        let entry: Joined = read(&self.file(&format!("joins {place}")))?;
        (entry.format == FORMAT && entry.about == about).then_some(entry.joins)
    }

    /// Keeps joins in place of older ones of the same tables.
    ///
    /// # Errors
    /// As [`Self::put`].
    pub fn put_joins(&self, place: &str, about: &str, joins: &[Join]) -> Result<(), StoreError> {
        let entry = Joined { format: FORMAT.to_owned(), about: about.to_owned(), joins: joins.to_vec() };
        self.write(&self.file(&format!("joins {place}")), &entry)
    }

    fn write(&self, path: &Path, entry: &impl Serialize) -> Result<(), StoreError> {
        atomic::make_folder(&self.folder, true)?;
        let bytes =
            serde_json::to_vec(entry).map_err(|source| StoreError::Json { what: "a scan", source })?;
        atomic::write(path, &bytes, true)
    }

    /// One file for each path, table and reading: a changed file replaces its old scan, so that the folder does not grow.
    fn path(&self, key: &CacheKey) -> PathBuf {
        self.file(&format!("{:?} {:?} {:?}", key.path, key.table, key.reading))
    }

    fn file(&self, of: &str) -> PathBuf {
        let name = digest::sha256(of.as_bytes());
        self.folder.join(format!("{}.json", name.get(7..39).unwrap_or(&name)))
    }
}

/// What a file of the cache holds, where it holds such a thing.
fn read<T: serde::de::DeserializeOwned>(path: &Path) -> Option<T> {
    if std::fs::metadata(path).ok()?.len() > LARGEST {
        return None;
    }
    serde_json::from_slice(&std::fs::read(path).ok()?).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_scan_is_found_again_until_anything_it_depends_on_changes() {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("t.csv");
        std::fs::write(&file, "a\n1\n").unwrap();
        let cache = Cache::new(&Folders::under(folder.path()));
        let key = |reading: &str, detectors: &str| CacheKey::of(&file, "t.csv", reading, detectors).unwrap();
        let cached = CachedScan {
            scan: DatasetScan { table: "t.csv".into(), ..DatasetScan::default() },
            incomplete: Vec::new(),
        };
        assert_eq!(cache.get(&key("all", "d")), None);
        cache.put(&key("all", "d"), cached.clone()).unwrap();
        assert_eq!(cache.get(&key("all", "d")), Some(cached));
        assert_eq!(cache.get(&key("10000 rows", "d")), None);
        assert_eq!(cache.get(&key("all", "other")), None);
        let old = key("all", "d");
        std::fs::write(&file, "a\n12\n").unwrap();
        assert_ne!(old, key("all", "d"));
        assert_eq!(cache.get(&key("all", "d")), None);
    }

    #[test]
    fn a_damaged_entry_is_no_entry() {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("t.csv");
        std::fs::write(&file, "a\n1\n").unwrap();
        let cache = Cache::new(&Folders::under(folder.path()));
        let key = CacheKey::of(&file, "t.csv", "all", "d").unwrap();
        std::fs::create_dir_all(&cache.folder).unwrap();
        for text in ["", "{", "{}", "null"] {
            std::fs::write(cache.path(&key), text).unwrap();
            assert_eq!(cache.get(&key), None);
        }
        assert_eq!(CacheKey::of(Path::new("-"), "-", "all", "d"), None);
    }
}
