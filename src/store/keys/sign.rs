//! Signing keys: Ed25519 (RFC 8032), PEM files as other tools read them (RFC 8410).

use std::path::Path;

use data_encoding::BASE64;
use ed25519_dalek::{Signature, Signer as _, SigningKey, VerifyingKey};
use zeroize::Zeroizing;

use crate::domain::digest;
use crate::store::error::StoreError;

/// What stands before the 32 bytes of a private key in PKCS #8 (RFC 8410, section 7).
const PRIVATE: [u8; 16] =
    [0x30, 0x2e, 0x02, 0x01, 0x00, 0x30, 0x05, 0x06, 0x03, 0x2b, 0x65, 0x70, 0x04, 0x22, 0x04, 0x20];
/// What stands before the 32 bytes of a public key (RFC 8410, section 4).
const PUBLIC: [u8; 12] = [0x30, 0x2a, 0x30, 0x05, 0x06, 0x03, 0x2b, 0x65, 0x70, 0x03, 0x21, 0x00];

/// A private signing key. Its bytes are wiped when it is dropped and never shown.
pub struct SignKey(SigningKey);

impl std::fmt::Debug for SignKey {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("SignKey").field("id", &self.public().id()).finish_non_exhaustive()
    }
}

impl SignKey {
    /// A new random key.
    ///
    /// # Errors
    /// Where the system's random source fails.
    pub(super) fn generate() -> Result<Self, StoreError> {
        let mut bytes = Zeroizing::new([0_u8; 32]);
        getrandom::fill(bytes.as_mut()).map_err(|source| StoreError::Random(source.to_string()))?;
        Ok(Self(SigningKey::from_bytes(&bytes)))
    }

    /// The private key as PKCS #8 in PEM.
    pub(super) fn pem(&self) -> Zeroizing<String> {
        let mut der = Zeroizing::new(PRIVATE.to_vec());
        der.extend_from_slice(self.0.as_bytes());
        let body = Zeroizing::new(BASE64.encode(&der));
        Zeroizing::new(format!("-----BEGIN PRIVATE KEY-----\n{}\n-----END PRIVATE KEY-----\n", *body))
    }

    /// Reads a private key file that only its owner can read.
    ///
    /// # Errors
    /// A file that cannot be read, that others can read, or that holds no Ed25519 private key.
    pub fn from_file(path: &Path) -> Result<Self, StoreError> {
        let text = super::file::private_text(path)?;
        let der = Zeroizing::new(der(&text, "PRIVATE KEY").unwrap_or_default());
        let bytes: Option<Zeroizing<[u8; 32]>> =
            der.strip_prefix(&PRIVATE).and_then(|key| key.try_into().ok()).map(Zeroizing::new);
        match bytes {
            Some(bytes) => Ok(Self(SigningKey::from_bytes(&bytes))),
            None => Err(StoreError::BadKey {
                place: path.display().to_string(),
                what: "is no Ed25519 private key (PKCS #8 in PEM)",
            }),
        }
    }

    /// The public key that goes with it.
    #[must_use]
    pub fn public(&self) -> PublicKey {
        PublicKey(self.0.verifying_key())
    }

    /// The signature of a message, 64 bytes.
    #[must_use]
    pub fn sign(&self, message: &[u8]) -> [u8; 64] {
        self.0.sign(message).to_bytes()
    }
}

/// A public key, for whoever checks a signature.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PublicKey(VerifyingKey);

impl PublicKey {
    /// Reads a public key file.
    ///
    /// # Errors
    /// A file that cannot be read or holds no Ed25519 public key.
    pub fn from_file(path: &Path) -> Result<Self, StoreError> {
        let text = std::fs::read_to_string(path).map_err(|e| StoreError::io(path, "read the key", e))?;
        Self::parse(&text).ok_or_else(|| StoreError::BadKey {
            place: path.display().to_string(),
            what: "is no Ed25519 public key (PEM)",
        })
    }

    /// Reads a public key in PEM.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        let der = der(text, "PUBLIC KEY")?;
        let bytes: [u8; 32] = der.strip_prefix(&PUBLIC)?.try_into().ok()?;
        VerifyingKey::from_bytes(&bytes).ok().filter(|key| !key.is_weak()).map(Self)
    }

    /// The key in PEM.
    #[must_use]
    pub fn pem(&self) -> String {
        format!("-----BEGIN PUBLIC KEY-----\n{}\n-----END PUBLIC KEY-----\n", BASE64.encode(&self.der()))
    }

    /// The SHA-256 of its DER form, 64 hex digits.
    #[must_use]
    pub fn id(&self) -> String {
        digest::sha256(&self.der()).trim_start_matches("sha256:").to_owned()
    }

    /// Whether a signature is this key's over a message (strict: no second signature of the same message passes).
    #[must_use]
    pub fn verifies(&self, message: &[u8], signature: &[u8]) -> bool {
        Signature::from_slice(signature).is_ok_and(|s| self.0.verify_strict(message, &s).is_ok())
    }

    fn der(&self) -> Vec<u8> {
        [&PUBLIC[..], self.0.as_bytes()].concat()
    }
}

/// What a PEM text of one block holds.
fn der(text: &str, label: &str) -> Option<Vec<u8>> {
    let body = text.trim().strip_prefix(&format!("-----BEGIN {label}-----"))?;
    let body = body.strip_suffix(&format!("-----END {label}-----"))?;
    let body = Zeroizing::new(body.split_ascii_whitespace().collect::<String>());
    BASE64.decode(body.as_bytes()).ok()
}

#[cfg(test)]
mod tests {
    use super::super::testing::{RFC_PRIVATE, fresh, rfc_8410};
    use super::*;

    /// RFC 8410, section 10: the public key of the examples.
    const RFC_PUBLIC: &str = "-----BEGIN PUBLIC KEY-----\nMCowBQYDK2VwAyEAGb9ECWmEzf6FQbrBZ9w7lshQhqowtrbLDFw4rXAxZuE=\n-----END PUBLIC KEY-----\n";

    #[test]
    fn the_keys_of_rfc_8410_are_read_written_and_belong_together() {
        let key = rfc_8410();
        assert_eq!(*key.pem(), RFC_PRIVATE);
        assert_eq!(key.public().pem(), RFC_PUBLIC);
        assert_eq!(PublicKey::parse(RFC_PUBLIC), Some(key.public()));
        assert_eq!(PublicKey::parse(RFC_PRIVATE), None);
    }

    #[test]
    fn a_signature_holds_for_its_message_and_key_alone() {
        let (key, other) = (rfc_8410(), fresh());
        let signature = key.sign(b"message");
        assert!(key.public().verifies(b"message", &signature));
        assert!(!key.public().verifies(b"messagf", &signature));
        assert!(!other.public().verifies(b"message", &signature));
        for bit in 0..512 {
            let mut changed = signature;
            changed[bit / 8] ^= 1 << (bit % 8);
            assert!(!key.public().verifies(b"message", &changed), "bit {bit}");
        }
    }

    #[test]
    fn a_private_key_is_never_printed() {
        let key = rfc_8410();
        assert!(!format!("{key:?}").contains(&digest::hex(key.0.as_bytes())[..8]));
    }
}
