//! `token`: the value encrypted so that the key gives it back and equal values give equal tokens.
//!
//! AES-SIV (RFC 5297) with AES-256 and no associated data; key: 64 bytes, mode `token`. The token is the synthetic IV and the
//! ciphertext in base32 (RFC 4648, lower case, no padding). A token that was tampered with does not open.

use aes_siv::KeyInit as _;
use aes_siv::siv::Aes256Siv;
use data_encoding::BASE32_NOPAD;

use super::each::each;
use super::support::{TEXT_LIKE, cell_plan, check_type, keyed_promises, mode_key};
use super::{CellMask, Mask, MaskContext, MaskError, MaskPlan, params};
use crate::domain::dtype::DType;
use crate::domain::mask::{ParamSpec, Params, Uniqueness};
use crate::domain::secret::Secret;
use crate::domain::technique::Technique;

/// The mask.
pub struct Token;

impl Mask for Token {
    fn name(&self) -> &'static str {
        "token"
    }

    fn version(&self) -> u32 {
        1
    }

    fn title(&self) -> &'static str {
        "an encrypted token that the key turns back into the value; equal values stay equal, joins work"
    }

    fn technique(&self) -> Technique {
        Technique::DeterministicEncryption
    }

    fn params(&self) -> &'static [ParamSpec] {
        &[]
    }

    fn applies_to(&self) -> &'static [DType] {
        TEXT_LIKE
    }

    fn plan(&self, given: &Params, dtype: DType) -> Result<MaskPlan, MaskError> {
        check_type(self.name(), TEXT_LIKE, dtype)?;
        params::complete(self, given)?;
        let leaves =
            "which values are equal, how often each occurs and how long it is; with the key, the value";
        let mut guarantees = keyed_promises(leaves, Uniqueness::Exact, None);
        guarantees.reversible = true;
        guarantees.may_equal = false;
        Ok(cell_plan(guarantees, dtype, DType::String))
    }

    fn build(
        &self,
        given: &Params,
        _: DType,
        context: &MaskContext<'_>,
    ) -> Result<Box<dyn CellMask>, MaskError> {
        params::complete(self, given)?;
        let mut siv = Siv::new(mode_key(self.name(), context, "token")?);
        Ok(each(move |cell, out| {
            let sealed = siv.seal(cell)?;
            out.extend(BASE32_NOPAD.encode(&sealed).bytes().map(|b| b.to_ascii_lowercase()));
            Some(())
        }))
    }

    fn opener(
        &self,
        given: &Params,
        _: DType,
        context: &MaskContext<'_>,
    ) -> Result<Option<Box<dyn CellMask>>, MaskError> {
        params::complete(self, given)?;
        let mut siv = Siv::new(mode_key(self.name(), context, "token")?);
        Ok(Some(each(move |cell, out| {
            let sealed = BASE32_NOPAD.decode(&cell.to_ascii_uppercase()).ok()?;
            out.extend_from_slice(&siv.open(&sealed)?);
            Some(())
        })))
    }
}

/// The cipher with its key, which makes a second one for another thread.
struct Siv {
    key: Secret<[u8; 64]>,
    cipher: Aes256Siv,
}

impl Siv {
    fn new(key: Secret<[u8; 64]>) -> Self {
        let cipher = Aes256Siv::new(&(*key.reveal()).into());
        Self { key, cipher }
    }

    fn seal(&mut self, value: &[u8]) -> Option<Vec<u8>> {
        self.cipher.encrypt([b""; 0], value).ok()
    }

    fn open(&mut self, sealed: &[u8]) -> Option<Vec<u8>> {
        self.cipher.decrypt([b""; 0], sealed).ok()
    }
}

impl Clone for Siv {
    fn clone(&self) -> Self {
        Self::new(self.key.clone())
    }
}

#[cfg(test)]
mod tests {
    use super::super::Outcome;
    use super::*;

    /// RFC 5297, appendix A.1, whose key is of two AES-128 keys: the cipher below is the one of the RFC.
    #[test]
    fn the_cipher_is_that_of_the_rfc() {
        let hex = |text: &str| data_encoding::HEXLOWER.decode(text.as_bytes()).unwrap();
        let key: [u8; 32] =
            hex("fffefdfcfbfaf9f8f7f6f5f4f3f2f1f0f0f1f2f3f4f5f6f7f8f9fafbfcfdfeff").try_into().unwrap();
        let header = hex("101112131415161718191a1b1c1d1e1f2021222324252627");
        let mut cipher = aes_siv::siv::Aes128Siv::new(&key.into());
        let sealed = cipher.encrypt([&header], &hex("112233445566778899aabbccddee")).unwrap();
        assert_eq!(sealed, hex("85632d07c6e8f37f950acd320a2ecc9340c02b9690c4dc04daef7f6afe5c"));
    }

    #[test]
    fn a_token_of_another_key_or_that_was_changed_does_not_open() {
        let opened = |key: u8, token: &str| {
            let key = Secret::new([key; 32]);
            let context = MaskContext { key: Some(&key), ..MaskContext::default() };
            let mut opener = Token.opener(&Params::new(), DType::String, &context).unwrap().unwrap();
            let mut out = Vec::new();
            (opener.mask(token.as_bytes(), &[], &mut out) == Outcome::Masked).then_some(out)
        };
        let key = Secret::new([7; 32]);
        let context = MaskContext { key: Some(&key), ..MaskContext::default() };
        let mut mask = Token.build(&Params::new(), DType::String, &context).unwrap();
        for value in ["ann@example.com", "Zoë", "0"] {
            let mut out = Vec::new();
            mask.mask(value.as_bytes(), &[], &mut out);
            let token = String::from_utf8(out).unwrap();
            assert_eq!(opened(7, &token).as_deref(), Some(value.as_bytes()));
            assert_eq!(opened(8, &token), None);
            assert_eq!(opened(7, &format!("a{token}")), None);
        }
    }
}
