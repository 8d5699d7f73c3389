//! One masking key and what is derived from it.

use hkdf::Hkdf;
use hmac::{Hmac, KeyInit as _, Mac as _};
use sha2::Sha256;
use zeroize::Zeroizing;

use crate::domain::digest;
use crate::domain::secret::Secret;
use crate::store::error::StoreError;

/// What is authenticated for the check value.
const CHECK: &[u8] = b"vizard key check value";
/// What is authenticated for the id.
const ID: &[u8] = b"vizard key id";
/// Salt of the derivation of sub-keys: separates vizard from other users of the same key.
const SALT: &[u8] = b"vizard/1 sub-key";

/// Where a key was found.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Origin {
    /// In a file.
    File,
    /// In an environment variable.
    Environment,
    /// The command of the user's settings printed it.
    Command,
}

impl Origin {
    /// One word.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::File => "file",
            Self::Environment => "environment",
            Self::Command => "command",
        }
    }
}

/// A masking key of 32 bytes. Its bytes are wiped when it is dropped and never shown.
#[derive(Clone)]
pub struct Key {
    id: String,
    name: String,
    check: String,
    created: String,
    origin: Origin,
    bytes: Zeroizing<[u8; 32]>,
}

impl std::fmt::Debug for Key {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Key").field("id", &self.id).field("name", &self.name).finish_non_exhaustive()
    }
}

impl Key {
    /// A new random key.
    ///
    /// # Errors
    /// Where the system's random source fails.
    pub(super) fn generate(name: &str, created: &str) -> Result<Self, StoreError> {
        let mut bytes = Zeroizing::new([0_u8; 32]);
        getrandom::fill(bytes.as_mut()).map_err(|source| StoreError::Random(source.to_string()))?;
        Ok(Self::of(bytes, name, created))
    }

    /// The key of these bytes; id and check value follow from them.
    pub(super) fn of(bytes: Zeroizing<[u8; 32]>, name: &str, created: &str) -> Self {
        Self {
            id: format!("k-{}", tag(&bytes, ID)),
            check: tag(&bytes, CHECK),
            name: name.to_owned(),
            created: created.to_owned(),
            origin: Origin::File,
            bytes,
        }
    }

    /// The same key under another name.
    pub(super) fn renamed(&self, name: &str) -> Self {
        Self { name: name.to_owned(), ..self.clone() }
    }

    /// The same key, found elsewhere.
    pub(super) fn from(self, origin: Origin) -> Self {
        Self { origin, ..self }
    }

    /// Where it was found.
    #[must_use]
    pub const fn origin(&self) -> Origin {
        self.origin
    }

    /// `k-` and 16 hex digits, computed one way from the key: the same key has the same id wherever it comes from.
    #[must_use]
    pub fn id(&self) -> &str {
        &self.id
    }

    /// Its name.
    #[must_use]
    pub fn name(&self) -> &str {
        &self.name
    }

    /// The check value: the first 8 bytes of HMAC-SHA256(key, "vizard key check value") in hex.
    #[must_use]
    pub fn check(&self) -> &str {
        &self.check
    }

    /// When it was made (RFC 3339), empty where that is not known.
    #[must_use]
    pub fn created(&self) -> &str {
        &self.created
    }

    /// The bytes, for the key file alone.
    pub(super) fn bytes(&self) -> &[u8; 32] {
        &self.bytes
    }

    /// The sub-key of a purpose (for example `mask`), consistency domain and environment: HKDF-SHA256 (RFC 5869) with
    /// them in the info field, each preceded by its length; without an environment the first two alone.
    ///
    /// Equal purposes, domains and environments give equal sub-keys; any difference gives unrelated ones.
    #[must_use]
    pub fn sub_key(&self, purpose: &str, domain: &str, environment: Option<&str>) -> Secret<[u8; 32]> {
        let mut info = Vec::new();
        for part in [purpose, domain].into_iter().chain(environment) {
            info.extend_from_slice(&(part.len() as u64).to_be_bytes());
            info.extend_from_slice(part.as_bytes());
        }
        let mut out = [0_u8; 32];
        // Fails only for more than 255 blocks of output; this is one.
        let done = Hkdf::<Sha256>::new(Some(SALT), self.bytes.as_slice()).expand(&info, &mut out);
        debug_assert!(done.is_ok());
        Secret::new(out)
    }
}

/// The first 8 bytes of HMAC-SHA256(key, text) in hex.
fn tag(key: &[u8; 32], text: &[u8]) -> String {
    // HMAC pads a key with zeros to the block of 64 bytes.
    let mut block = Zeroizing::new([0_u8; 64]);
    block.iter_mut().zip(key).for_each(|(to, from)| *to = *from);
    let mut mac = Hmac::<Sha256>::new((&*block).into());
    mac.update(text);
    let full = mac.finalize().into_bytes();
    digest::hex(full.get(..8).unwrap_or_default())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn key(byte: u8) -> Key {
        Key::of(Zeroizing::new([byte; 32]), "default", "")
    }

    #[test]
    fn sub_keys_differ_by_key_purpose_domain_and_environment_and_by_where_one_ends() {
        let base = key(1);
        let one = |purpose: &str, domain: &str| base.sub_key(purpose, domain, None);
        assert_eq!(one("pseudonym", "email").reveal(), one("pseudonym", "email").reveal());
        let all = [
            one("pseudonym", "email"),
            one("pseudonym", "phone"),
            one("pseudonyme", "mail"),
            key(2).sub_key("pseudonym", "email", None),
            base.sub_key("pseudonym", "email", Some("dev")),
            base.sub_key("pseudonym", "email", Some("prod")),
            base.sub_key("pseudonym", "email", Some("")),
        ];
        for (at, a) in all.iter().enumerate() {
            assert!(all.iter().skip(at + 1).all(|b| a.reveal() != b.reveal()));
        }
    }

    #[test]
    fn the_derivation_is_frozen() {
        // Computed with Python's hmac: a change here would make every old plan mask differently.
        let sub = key(1).sub_key("pseudonym", "email", None);
        assert_eq!(digest::hex(sub.reveal()), FROZEN_SUB_KEY);
        let sub = key(1).sub_key("pseudonym", "email", Some("dev"));
        assert_eq!(digest::hex(sub.reveal()), FROZEN_DEV_KEY);
        assert_eq!((key(1).id(), key(1).check()), (FROZEN_ID, FROZEN_CHECK));
    }

    const FROZEN_SUB_KEY: &str = "b38d68e1d9b2d9699ea34da1bda31de8bce130ff9ff81c28831d721646e6fcf4";
    const FROZEN_DEV_KEY: &str = "5a5dd043f58011417b6020bbe8e81089a945695ab5ac195c35bc7481406a3bd4";
    const FROZEN_ID: &str = "k-639722fc2ee35262";
    const FROZEN_CHECK: &str = "e577cbd1f2a7f4e3";

    #[test]
    fn a_key_is_never_printed() {
        let shown = format!("{:?}", key(0xab));
        assert!(!shown.contains("171") && !shown.contains("abab"), "{shown}");
    }
}
