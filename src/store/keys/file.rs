//! The key file: one JSON object, mode 0600.

use std::path::Path;

use data_encoding::{BASE64, HEXLOWER_PERMISSIVE};
use serde::{Deserialize, Serialize};
use zeroize::{Zeroize, Zeroizing};

use super::key::Key;
use crate::store::error::StoreError;

/// The format tag of a key file.
const FORMAT: &str = "vizard-key/1";

/// What stands in a key file.
#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct KeyFile {
    format: String,
    id: String,
    name: String,
    created: String,
    /// 32 bytes in base64.
    key: String,
    check: String,
}

impl Drop for KeyFile {
    fn drop(&mut self) {
        self.key.zeroize();
    }
}

/// The text of a key's file.
pub(super) fn text(key: &Key) -> Result<Zeroizing<String>, StoreError> {
    let file = KeyFile {
        format: FORMAT.to_owned(),
        id: key.id().to_owned(),
        name: key.name().to_owned(),
        created: key.created().to_owned(),
        key: BASE64.encode(key.bytes()),
        check: key.check().to_owned(),
    };
    let mut text =
        serde_json::to_string_pretty(&file).map_err(|source| StoreError::Json { what: "a key", source })?;
    text.push('\n');
    Ok(Zeroizing::new(text))
}

/// Reads a key file that only its owner can read.
pub(super) fn read(path: &Path) -> Result<Key, StoreError> {
    let text = private_text(path)?;
    let stem = path.file_stem().map(|stem| stem.to_string_lossy().into_owned());
    parse(&text, &path.display().to_string(), stem.as_deref())
}

/// The text of a file that only its owner can read.
pub(super) fn private_text(path: &Path) -> Result<Zeroizing<String>, StoreError> {
    let meta = std::fs::metadata(path).map_err(|e| StoreError::io(path, "read the key", e))?;
    let place = path.display().to_string();
    if !meta.is_file() || meta.len() > 65_536 {
        return Err(StoreError::BadKey { place, what: "is no key file" });
    }
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt as _;
        let mode = meta.permissions().mode() & 0o777;
        if mode & 0o077 != 0 {
            return Err(StoreError::OpenKey { path: path.to_owned(), mode });
        }
    }
    let bytes = Zeroizing::new(std::fs::read(path).map_err(|e| StoreError::io(path, "read the key", e))?);
    match std::str::from_utf8(&bytes) {
        Ok(text) => Ok(Zeroizing::new(text.to_owned())),
        Err(_) => Err(StoreError::BadKey { place, what: "is not UTF-8 text" }),
    }
}

/// Reads a key: the text of a key file, or 32 bytes in hex or base64. `name` overrides nothing but a missing name.
pub(super) fn parse(text: &str, place: &str, name: Option<&str>) -> Result<Key, StoreError> {
    let bad = |what| StoreError::BadKey { place: place.to_owned(), what };
    let text = text.trim();
    if !text.starts_with('{') {
        let bytes = bytes(text)
            .ok_or_else(|| bad("holds no key: neither a key file nor 32 bytes in hex or base64"))?;
        return Ok(Key::of(bytes, name.unwrap_or(super::DEFAULT), ""));
    }
    // serde_json's own message could quote a part of the key.
    let file: KeyFile =
        serde_json::from_str(text).map_err(|_| bad("is no key file (wrong or missing fields)"))?;
    if file.format != FORMAT {
        return Err(bad("is of a format that this version does not know"));
    }
    let bytes = bytes(&file.key).ok_or_else(|| bad("holds a key that is not 32 bytes"))?;
    let key = Key::of(bytes, &file.name, &file.created);
    if key.id() != file.id || key.check() != file.check {
        return Err(bad("is damaged: the key does not match its id and check value"));
    }
    Ok(key)
}

/// 32 bytes from hex or base64.
fn bytes(text: &str) -> Option<Zeroizing<[u8; 32]>> {
    let decoded = if text.len() == 64 {
        HEXLOWER_PERMISSIVE.decode(text.as_bytes())
    } else {
        BASE64.decode(text.as_bytes())
    };
    let decoded = Zeroizing::new(decoded.ok()?);
    decoded.as_slice().try_into().ok().map(Zeroizing::new)
}
