//! Why the terminal screens cannot run.

use super::keymap::KeymapError;
use super::theme::ThemeError;

/// Why the terminal screens cannot run or ended early. No variant holds a cell's value.
#[derive(Debug, thiserror::Error)]
pub enum TuiError {
    /// The terminal refused.
    #[error("the terminal: cannot {doing}: {source}; `vizard review --plain` asks line by line")]
    Terminal {
        /// `draw`, `start` …
        doing: &'static str,
        /// Cause.
        source: std::io::Error,
    },
    /// A theme file or name.
    #[error(transparent)]
    Theme(#[from] ThemeError),
    /// A key map file.
    #[error(transparent)]
    Keymap(#[from] KeymapError),
    /// A settings file that cannot be read.
    #[error("{path}: cannot read it: {source}; make it readable or take it away")]
    Io {
        /// File.
        path: String,
        /// Cause.
        source: std::io::Error,
    },
    /// Nothing could be loaded.
    #[error("{0}")]
    Nothing(String),
    /// A fault of the program.
    #[error("a fault of vizard in {at}; every decision that was shown as saved is safe; please report this")]
    Fault {
        /// Source file and line.
        at: String,
    },
}
