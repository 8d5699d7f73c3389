//! Why something could not be stored or read.

use std::io;
use std::path::{Path, PathBuf};

/// Why something of the project, the keys, the settings or the journal could not be stored or read.
///
/// No variant holds a cell's value, a key or the text of a comment.
#[derive(Debug, thiserror::Error)]
pub enum StoreError {
    /// The operating system refused.
    #[error("{}: cannot {doing}: {source}", path.display())]
    Io {
        /// File or folder.
        path: PathBuf,
        /// `read`, `write`, `create` …
        doing: &'static str,
        /// Cause.
        source: io::Error,
    },
    /// The target of a write is a link.
    #[error("{}: is a link, and vizard never writes through one; name the file it points to", path.display())]
    Link {
        /// The link.
        path: PathBuf,
    },
    /// The target of a write exists.
    #[error("{}: exists already and is left as it is; give another name or ask for it to be replaced", path.display())]
    Exists {
        /// The file.
        path: PathBuf,
    },
    /// The target of a write is not a plain file.
    #[error("{}: is not a plain file; give the name of a file", path.display())]
    NotAFile {
        /// What is in the way.
        path: PathBuf,
    },
    /// The project folder that was asked for is no folder.
    #[error("{}: there is no such folder; --project and VIZARD_PROJECT name an existing folder", path.display())]
    NoProject {
        /// As given.
        path: PathBuf,
    },
    /// The project folder cannot be written, so nothing could be decided.
    #[error(
        "{}: decisions cannot be written here: {source}; make the folder writable, choose another with --project, or look without deciding with --read-only",
        path.display()
    )]
    NotWritable {
        /// The folder.
        path: PathBuf,
        /// Cause.
        source: io::Error,
    },
    /// The user's folders are not known.
    #[error("the user's {what} folder is not known (no home folder); set {variable} to a folder")]
    NoFolder {
        /// `settings`, `data`, `cache`.
        what: &'static str,
        /// The environment variable that sets it.
        variable: &'static str,
    },
    /// A settings file is wrong.
    #[error("{}:{line}:{column}: {what}", path.display())]
    Settings {
        /// The file.
        path: PathBuf,
        /// 1-based line.
        line: usize,
        /// 1-based column.
        column: usize,
        /// What is wrong and what is allowed.
        what: String,
    },
    /// A detector or allow list of the project does not keep what it promises.
    #[error("{}: {fault}; `vizard types --check` lists all that is wrong", path.display())]
    Detector {
        /// The file.
        path: PathBuf,
        /// What is wrong.
        fault: crate::detect::proof::Fault,
    },
    /// A journal is damaged: something other than an unterminated last line.
    #[error(
        "{}:{line}: {what}; the decisions after it cannot be trusted: restore the file from version control or a backup",
        path.display()
    )]
    Damaged {
        /// The journal file.
        path: PathBuf,
        /// 1-based line.
        line: usize,
        /// What is wrong.
        what: String,
    },
    /// Another process writes this journal.
    #[error(
        "{}: another vizard has this journal open; decide there or close it, or look without deciding with --read-only",
        path.display()
    )]
    Locked {
        /// The journal file.
        path: PathBuf,
    },
    /// The journal was opened for looking only.
    #[error("this review is read-only: {why}")]
    ReadOnly {
        /// Why.
        why: String,
    },
    /// An earlier write of this journal failed half-way and could not be taken back.
    #[error("{}: an earlier write failed and could not be taken back; close vizard and start it again", path.display())]
    Broken {
        /// The journal file.
        path: PathBuf,
    },
    /// A text of a decision holds what looks like data.
    #[error(
        "the {field} holds what looks like {kind}; decisions never hold values of the data: write it without"
    )]
    TextHoldsData {
        /// `reason`, `comment`, `parameter`.
        field: &'static str,
        /// The type that was found.
        kind: &'static str,
    },
    /// The system's random source failed.
    #[error("the system gives no random numbers: {0}; nothing was written")]
    Random(String),
    /// A value could not be written as JSON.
    #[error(
        "{what} could not be written as JSON: {source}; this is a fault of the program, please report it"
    )]
    Json {
        /// What.
        what: &'static str,
        /// Cause.
        source: serde_json::Error,
    },
    /// A key file is not one, or is damaged.
    #[error("{place}: {what}; `vizard keys new` makes a key")]
    BadKey {
        /// File or environment variable.
        place: String,
        /// What is wrong; never a part of the key.
        what: &'static str,
    },
    /// A key file can be read by others.
    #[error(
        "{}: others can read this key (mode {mode:03o}); make it yours alone with: chmod 600 {}",
        path.display(),
        path.display()
    )]
    OpenKey {
        /// The file.
        path: PathBuf,
        /// Its permission bits.
        mode: u32,
    },
    /// A key that is nowhere.
    #[error(
        "key `{wanted}` is neither in {} nor in the environment (VIZARD_KEY, VIZARD_KEY_<NAME>); `vizard keys new` makes one, --key-file names a file, `vizard keys list` shows what there is",
        folder.display()
    )]
    NoKey {
        /// Name or id.
        wanted: String,
        /// The key folder.
        folder: PathBuf,
    },
    /// The command that gives keys gave none.
    #[error("key `{name}` cannot be had by `{program}`, the key_command of config.toml: {what}")]
    KeyCommand {
        /// Name of the key.
        name: String,
        /// The program.
        program: String,
        /// What went wrong; nothing that it printed.
        what: String,
    },
    /// A signing key that is nowhere.
    #[error("signing key `{wanted}` is not in {}; `vizard keys new {wanted} --sign` makes one", folder.display())]
    NoSignKey {
        /// Name.
        wanted: String,
        /// The key folder.
        folder: PathBuf,
    },
    /// A key of that name is there already.
    #[error("key `{name}` exists already ({}) and is never replaced; choose another name", path.display())]
    KeyExists {
        /// Name.
        name: String,
        /// File.
        path: PathBuf,
    },
    /// A name that a key cannot have.
    #[error("`{name}` cannot be the name of a key; use 1 to 64 of a-z, 0-9, `-` and `_`")]
    KeyName {
        /// As given.
        name: String,
    },
}

impl StoreError {
    /// An error of the operating system with what was being done.
    pub(crate) fn io(path: &Path, doing: &'static str, source: io::Error) -> Self {
        Self::Io { path: path.to_owned(), doing, source }
    }

    /// Whether something stored is damaged (exit code 3) rather than missing or wrongly used (exit code 2).
    #[must_use]
    pub const fn is_damage(&self) -> bool {
        matches!(self, Self::Damaged { .. } | Self::Broken { .. })
    }
}
