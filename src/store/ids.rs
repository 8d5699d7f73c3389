//! Random ids.

use super::error::StoreError;
use crate::domain::digest;

/// `bytes` random bytes of the system as lower-case hex (at most 64 bytes).
///
/// # Errors
/// Where the system's random source fails.
pub fn hex(bytes: usize) -> Result<String, StoreError> {
    let mut buffer = [0_u8; 64];
    let wanted = buffer.len().min(bytes);
    let part = buffer.split_at_mut(wanted).0;
    getrandom::fill(part).map_err(|source| StoreError::Random(source.to_string()))?;
    Ok(digest::hex(part))
}

#[cfg(test)]
mod tests {
    #[test]
    fn ids_differ_and_have_the_asked_length() {
        let (one, two) = (super::hex(8).unwrap(), super::hex(8).unwrap());
        assert_eq!(one.len(), 16);
        assert_ne!(one, two);
    }
}
