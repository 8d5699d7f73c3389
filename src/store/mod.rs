//! The only writer of disk beside `apply` and `export`: project folder, journal, keys, settings, cache, atomic writes.
//!
//! The agreed surface (other rooms are written against it):
//!
//! - `atomic::write(path, bytes, replace: bool) -> Result<(), StoreError>`: temporary file beside the target, 0600, fsync, rename, fsync of the folder; refuses links and (unless `replace`) existing files.
//! - `project::Project::locate(explicit: Option<&Path>, cwd: &Path) -> Result<Project, StoreError>`; `project.root()`, `project.settings()` (`vizard.toml`), `project.exists()`, `project.create()`.
//! - `journal::Journal::open(&Project, reviewer: &str, read_only: bool) -> Result<Journal, StoreError>`, `journal.events() -> &[Event]` (all files), `journal.notes() -> &[String]`, `journal.append(Vec<Change>, step: Option<&str>) -> Result<Vec<Event>, StoreError>` (returns after fsync), `journal.read_only() -> Option<&str>` (why).
//! - `keys::Keys`: `new_key(name, output)`, `list()`, `find(id_or_name)`, `from_file(path)`; `Key { id, name, check, .. }`, `key.sub_key(purpose, domain) -> Secret<[u8; 32]>` (HKDF-SHA256).
//! - `settings::Settings` (`config.toml`), `reviewer()`.
//! - `cache::Cache`: `get(&CacheKey) -> Option<DatasetScan>`, `put`.
