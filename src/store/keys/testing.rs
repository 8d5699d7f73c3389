//! Signing keys for tests.

use super::sign::SignKey;

/// RFC 8410, section 10: the private key of the examples.
pub const RFC_PRIVATE: &str = "-----BEGIN PRIVATE KEY-----\nMC4CAQAwBQYDK2VwBCIEINTuctv5E1hK1bbY8fdp+K06/nwoy/HU++CXqI9EdVhC\n-----END PRIVATE KEY-----\n";

/// The key of RFC 8410's examples.
pub fn rfc_8410() -> SignKey {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("key.pem");
    crate::store::atomic::write(&path, RFC_PRIVATE.as_bytes(), false).unwrap();
    SignKey::from_file(&path).unwrap()
}

/// A new key.
pub fn fresh() -> SignKey {
    SignKey::generate().unwrap()
}
