//! The id of this device: two devices of one reviewer never write the same journal.

use super::error::StoreError;
use super::folders::Folders;
use super::{atomic, ids};

/// The id of this device: eight hex digits, made at random once and kept in the data folder.
///
/// # Errors
/// Where the file `device` can be neither read nor made, or holds something else.
pub fn id(folders: &Folders) -> Result<String, StoreError> {
    if let Some(known) = known(folders)? {
        return Ok(known);
    }
    atomic::make_folder(folders.data(), true)?;
    let fresh = ids::hex(4)?;
    match atomic::write(&folders.data().join("device"), format!("{fresh}\n").as_bytes(), false) {
        Ok(()) => Ok(fresh),
        // Another process was faster: its id is ours too.
        Err(StoreError::Exists { .. }) => Ok(known(folders)?.unwrap_or(fresh)),
        Err(e) => Err(e),
    }
}

/// The id, where one was made already.
///
/// # Errors
/// Where the file cannot be read or holds something else.
pub fn known(folders: &Folders) -> Result<Option<String>, StoreError> {
    let path = folders.data().join("device");
    match std::fs::read_to_string(&path) {
        Ok(text) => {
            let id = text.trim();
            let good = id.len() == 8 && id.bytes().all(|b| b.is_ascii_hexdigit());
            if good {
                Ok(Some(id.to_owned()))
            } else {
                let wrong =
                    std::io::Error::other("it should hold eight hex digits; remove it to get a new one");
                Err(StoreError::io(&path, "use the device id", wrong))
            }
        }
        Err(e) if e.kind() == std::io::ErrorKind::NotFound => Ok(None),
        Err(e) => Err(StoreError::io(&path, "read", e)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_id_is_made_once() {
        let folder = tempfile::tempdir().unwrap();
        let folders = Folders::under(folder.path());
        assert_eq!(known(&folders).unwrap(), None);
        let first = id(&folders).unwrap();
        assert_eq!(id(&folders).unwrap(), first);
        std::fs::write(folders.data().join("device"), "../../x").unwrap();
        assert!(id(&folders).is_err());
    }
}
