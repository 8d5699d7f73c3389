//! A keyed hash for one value after the other: HMAC-SHA256 (RFC 2104, FIPS 180-4) whose key is set up once.

use hmac::{Hmac, KeyInit as _, Mac as _};
use sha2::Sha256;
use sha2::block_api::compress256;
use zeroize::Zeroize as _;

use super::{MaskContext, MaskError};

/// Bytes of a block of SHA-256.
const BLOCK: usize = 64;
/// A value up to this length takes one block with its padding.
const SHORT: usize = BLOCK - 9;
/// The initial state of SHA-256 (FIPS 180-4, 5.3.3).
const INITIAL: [u32; 8] =
    [0x6a09_e667, 0xbb67_ae85, 0x3c6e_f372, 0xa54f_f53a, 0x510e_527f, 0x9b05_688c, 0x1f83_d9ab, 0x5be0_cd19];

/// The hash under one key.
#[derive(Clone)]
pub struct Keyed {
    whole: Hmac<Sha256>,
    /// States after the key's own blocks, from which short values go on.
    inner: [u32; 8],
    outer: [u32; 8],
}

impl Drop for Keyed {
    fn drop(&mut self) {
        self.inner.zeroize();
        self.outer.zeroize();
    }
}

impl Keyed {
    /// The hash of a mask's sub-key.
    ///
    /// # Errors
    /// Where no key is given.
    pub fn new(mask: &'static str, context: &MaskContext<'_>) -> Result<Self, MaskError> {
        let key = context.key.ok_or(MaskError::NoKey { mask })?.reveal();
        let whole = Hmac::<Sha256>::new_from_slice(key).map_err(|_| MaskError::NoKey { mask })?;
        let state = |pad: u8| {
            let mut block = [pad; BLOCK];
            block.iter_mut().zip(key).for_each(|(byte, key)| *byte ^= key);
            let mut state = INITIAL;
            compress256(&mut state, &[block]);
            block.zeroize();
            state
        };
        Ok(Self { whole, inner: state(0x36), outer: state(0x5c) })
    }

    /// The 32 bytes for a value.
    #[must_use]
    pub fn of(&self, value: &[u8]) -> [u8; 32] {
        if value.len() > SHORT {
            let mut mac = self.whole.clone();
            mac.update(value);
            return mac.finalize().into_bytes().into();
        }
        let inner = bytes(&last(self.inner, value));
        bytes(&last(self.outer, &inner))
    }

    /// The 32 bytes for many values, each followed by its suffix.
    pub fn of_parts<'p, const N: usize>(&self, parts: impl Iterator<Item = (&'p [u8], [u8; N])>) -> [u8; 32] {
        let mut mac = self.whole.clone();
        for (value, suffix) in parts {
            mac.update(value);
            mac.update(&suffix);
        }
        mac.finalize().into_bytes().into()
    }
}

/// The state after the last block, of at most [`SHORT`] bytes, behind the block of the key.
fn last(mut state: [u32; 8], text: &[u8]) -> [u32; 8] {
    let mut block = [0; BLOCK];
    for (place, byte) in block.iter_mut().zip(text.iter().chain([&0x80])) {
        *place = *byte;
    }
    let bits = 8 * (BLOCK + text.len()) as u64;
    block[BLOCK - 8..].copy_from_slice(&bits.to_be_bytes());
    compress256(&mut state, &[block]);
    state
}

fn bytes(state: &[u32; 8]) -> [u8; 32] {
    let mut out = [0; 32];
    for (place, word) in out.as_chunks_mut::<4>().0.iter_mut().zip(state) {
        *place = word.to_be_bytes();
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::secret::Secret;

    #[test]
    fn values_of_every_length_have_the_hash_of_the_crate() {
        for seed in [0, 7, 255] {
            let key = Secret::new([seed; 32]);
            let context = MaskContext { key: Some(&key), ..MaskContext::default() };
            let keyed = Keyed::new("test", &context).unwrap();
            for length in 0..200_u8 {
                let value: Vec<u8> = (0..length).map(|at| at.wrapping_mul(31) ^ seed).collect();
                let mut mac = Hmac::<Sha256>::new_from_slice(key.reveal()).unwrap();
                mac.update(&value);
                let wanted: [u8; 32] = mac.finalize().into_bytes().into();
                assert_eq!(keyed.of(&value), wanted, "{length} bytes");
            }
        }
    }
}
