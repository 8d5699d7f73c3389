//! Content digests of files.

use std::fs::File;
use std::io::Read as _;
use std::path::Path;

use super::error::StoreError;
use crate::domain::digest::Digester;

/// The SHA-256 digest of a file's content as `sha256:…`, read in blocks.
///
/// # Errors
/// Where the file cannot be read.
pub fn file(path: &Path) -> Result<String, StoreError> {
    let mut input = File::open(path).map_err(|e| StoreError::io(path, "open", e))?;
    let mut digest = Digester::new();
    let mut block = vec![0_u8; 1 << 18];
    loop {
        let read = match input.read(&mut block) {
            Ok(read) => read,
            Err(e) if e.kind() == std::io::ErrorKind::Interrupted => continue,
            Err(e) => return Err(StoreError::io(path, "read", e)),
        };
        match block.get(..read) {
            None | Some([]) => return Ok(digest.finish()),
            Some(part) => digest.update(part),
        }
    }
}

#[cfg(test)]
mod tests {
    #[test]
    fn a_files_digest_is_the_digest_of_its_bytes() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("f");
        let bytes = vec![7_u8; 700_000];
        std::fs::write(&path, &bytes).unwrap();
        assert_eq!(super::file(&path).unwrap(), crate::domain::digest::sha256(&bytes));
    }
}
