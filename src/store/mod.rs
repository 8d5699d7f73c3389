//! The only writer of disk beside `apply` and `export`: project folder, journal, keys, settings, cache, atomic writes.
//!
//! | file | what |
//! |---|---|
//! | [`atomic`] | files that are there whole or not at all |
//! | [`folders`] | the user's own folders: settings, data, cache |
//! | [`project`] | where the project is, its `vizard.toml` and its `.vizard` folder |
//! | [`detectors`] | the project's own detectors and allow lists |
//! | [`settings`] | the user's `config.toml` |
//! | [`journal`] | the decisions: append-only, hash-chained, under a lock |
//! | [`keys`] | masking keys and their sub-keys |
//! | [`cache`] | scans that need not be made again |
//! | [`copies`] | what masked copies were made of |
//! | [`reviewer`] | who decides |
//!
//! No file of this room ever holds a cell's value.

pub mod atomic;
pub mod cache;
pub mod clock;
pub mod copies;
pub mod detectors;
pub mod device;
pub mod digest;
pub mod error;
pub mod folders;
pub mod ids;
pub mod journal;
pub mod keys;
pub mod policy;
pub mod project;
mod project_check;
pub mod reviewer;
pub mod settings;
pub mod slug;
mod toml_file;

pub use error::StoreError;
