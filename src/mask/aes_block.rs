//! One block of AES as a keyed function, for the masks that are built on it.

use aes::Aes256;
use aes::cipher::{BlockCipherEncrypt as _, KeyInit as _};

use super::support::mode_key;
use super::{MaskContext, MaskError};

/// AES-256 (FIPS 197) under a key of its own for one kind of use.
#[derive(Clone)]
pub struct AesBlock(Aes256);

impl AesBlock {
    /// The cipher of a mask; `mode` names the use in the key derivation.
    ///
    /// # Errors
    /// Where no key is given.
    pub fn new(mask: &'static str, context: &MaskContext<'_>, mode: &str) -> Result<Self, MaskError> {
        Ok(Self::of_key(mode_key(mask, context, mode)?.reveal()))
    }

    /// The cipher of a key.
    pub fn of_key(key: &[u8; 32]) -> Self {
        Self(Aes256::new(&(*key).into()))
    }

    /// A block encrypted.
    pub fn of(&self, block: [u8; 16]) -> [u8; 16] {
        let mut block = block.into();
        self.0.encrypt_block(&mut block);
        block.into()
    }
}
