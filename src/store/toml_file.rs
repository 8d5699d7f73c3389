//! Settings files: TOML read strictly, errors with line and column.

use std::path::Path;

use serde::de::DeserializeOwned;

use super::error::StoreError;

/// No settings file is longer.
const LARGEST: u64 = 4 << 20;

/// Reads a settings file; `None` where there is none.
///
/// # Errors
/// What the system refuses; anything that is not TOML or that the settings do not know, with line and column.
pub(super) fn read<T: DeserializeOwned>(path: &Path) -> Result<Option<T>, StoreError> {
    match std::fs::metadata(path) {
        Ok(meta) if !meta.is_file() => return Err(StoreError::NotAFile { path: path.to_owned() }),
        Ok(meta) if meta.len() > LARGEST => {
            return Err(at(path, "", 0, "larger than 4 MiB, which no settings file is".to_owned()));
        }
        Ok(_) => {}
        Err(e) if e.kind() == std::io::ErrorKind::NotFound => return Ok(None),
        Err(e) => return Err(StoreError::io(path, "read", e)),
    }
    let text = std::fs::read_to_string(path).map_err(|e| StoreError::io(path, "read", e))?;
    let text = text.strip_prefix('\u{feff}').unwrap_or(&text);
    toml::from_str(text).map(Some).map_err(|e| {
        let what = e.message().lines().collect::<Vec<_>>().join("; ");
        at(path, text, e.span().map_or(0, |span| span.start), what)
    })
}

/// A settings error at a byte of the text.
pub(super) fn at(path: &Path, text: &str, byte: usize, what: String) -> StoreError {
    let before = text.get(..byte).unwrap_or(text);
    let line = before.matches('\n').count() + 1;
    let column = before.rsplit('\n').next().unwrap_or_default().chars().count() + 1;
    StoreError::Settings { path: path.to_owned(), line, column, what }
}
