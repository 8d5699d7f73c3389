//! `fpe`: format-preserving encryption: digits become digits, letters letters, everything keeps its place and length.
//!
//! FF1 (NIST SP 800-38G) with AES-256 and no tweak; key: mode `fpe ` and the alphabet. Blanks and ASCII punctuation stay where
//! they are; `letters` keeps upper and lower case by place, the alphanumeric alphabets take letters of one case only. A value
//! with fewer than 10^6 possible ones (6 digits, 5 letters, 4 of both) is refused, because all of them could be tried. Whole
//! numbers keep their sign and their first digit is no zero: the cipher is run again until that is so, and until the number
//! is on the same side of 2^31 and 2^63 as before.

use super::aes_block::AesBlock;
use super::each::each;
use super::ff1::{Ff1, LONGEST};
use super::support::{TEXT_LIKE, cell_plan, check_type, keyed_promises};
use super::{CellMask, Mask, MaskContext, MaskError, MaskPlan, params};
use crate::domain::dtype::DType;
use crate::domain::mask::{ParamSpec, Params, Uniqueness};
use crate::domain::technique::Technique;

/// The mask.
pub struct Fpe;

impl Mask for Fpe {
    fn name(&self) -> &'static str {
        "fpe"
    }

    fn version(&self) -> u32 {
        1
    }

    fn title(&self) -> &'static str {
        "digits become digits and letters letters by key (FF1): length and punctuation stay, joins work"
    }

    fn technique(&self) -> Technique {
        Technique::FormatPreservingEncryption
    }

    fn params(&self) -> &'static [ParamSpec] {
        const PARAMS: &[ParamSpec] = &[ParamSpec::new("alphabet", "which characters are encrypted")
            .or("digits")
            .among(&["digits", "letters", "alphanumeric", "alphanumeric_upper"])];
        PARAMS
    }

    fn applies_to(&self) -> &'static [DType] {
        TEXT_LIKE
    }

    fn plan(&self, given: &Params, dtype: DType) -> Result<MaskPlan, MaskError> {
        check_type(self.name(), TEXT_LIKE, dtype)?;
        let alphabet = Alphabet::read(self, given)?;
        if dtype == DType::Integer && alphabet != Alphabet::Digits {
            return Err(params::bad("fpe", "alphabet", "must be digits for whole numbers".to_owned()));
        }
        let leaves =
            "which values are equal, how often each occurs, length and punctuation; with the key, the value";
        let mut guarantees = keyed_promises(leaves, Uniqueness::Exact, None);
        guarantees.reversible = true;
        guarantees.keeps_length = true;
        Ok(cell_plan(guarantees, dtype, dtype))
    }

    fn build(
        &self,
        given: &Params,
        dtype: DType,
        context: &MaskContext<'_>,
    ) -> Result<Box<dyn CellMask>, MaskError> {
        self.runner(given, dtype, context, Ff1::encrypt)
    }

    fn opener(
        &self,
        given: &Params,
        dtype: DType,
        context: &MaskContext<'_>,
    ) -> Result<Option<Box<dyn CellMask>>, MaskError> {
        self.runner(given, dtype, context, Ff1::decrypt).map(Some)
    }
}

/// One pass of the cipher, in one direction or the other.
type Pass = fn(&Ff1, &mut [u8]) -> bool;

impl Fpe {
    fn runner(
        &self,
        given: &Params,
        dtype: DType,
        context: &MaskContext<'_>,
        pass: Pass,
    ) -> Result<Box<dyn CellMask>, MaskError> {
        let alphabet = Alphabet::read(self, given)?;
        let aes = AesBlock::new(self.name(), context, &format!("fpe {}", alphabet.name()))?;
        let ff1 = Ff1::new(aes, alphabet.radix(), &[]);
        let whole = dtype == DType::Integer;
        Ok(each(move |cell, out| {
            let mut numerals = [0; LONGEST];
            let mut count = 0;
            for byte in cell {
                match alphabet.numeral(*byte) {
                    Some(numeral) => {
                        *numerals.get_mut(count)? = numeral;
                        count += 1;
                    }
                    None if (byte.is_ascii_punctuation() || *byte == b' ') && (!whole || *byte == b'-') => {}
                    None => return None,
                }
            }
            let numerals = numerals.get_mut(..count)?;
            if whole {
                walk(&ff1, numerals, pass)?;
            } else if !pass(&ff1, numerals) {
                return None;
            }
            let mut numerals = numerals.iter();
            for byte in cell {
                out.push(match alphabet.numeral(*byte) {
                    Some(_) => alphabet.letter(*numerals.next()?, byte.is_ascii_uppercase()),
                    None => *byte,
                });
            }
            Some(())
        }))
    }
}

/// Passes digits through the cipher until they are a whole number of the same kind again; a leading zero is none.
fn walk(ff1: &Ff1, digits: &mut [u8], pass: Pass) -> Option<()> {
    let kind = |digits: &[u8]| {
        let number = digits.iter().fold(0_u128, |n, d| n.saturating_mul(10).saturating_add(u128::from(*d)));
        let zero = digits.first() == Some(&0);
        (zero, number > i32::MAX as u128, number > i64::MAX as u128)
    };
    let before = kind(digits);
    if before.0 {
        return None;
    }
    loop {
        if !pass(ff1, digits) {
            return None;
        }
        if kind(digits) == before {
            return Some(());
        }
    }
}

/// Which characters are encrypted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Alphabet {
    Digits,
    Letters,
    Alphanumeric,
    Upper,
}

impl Alphabet {
    fn read(mask: &Fpe, given: &Params) -> Result<Self, MaskError> {
        Ok(match params::Reader::new(mask, given)?.text("alphabet")?.as_str() {
            "letters" => Self::Letters,
            "alphanumeric" => Self::Alphanumeric,
            "alphanumeric_upper" => Self::Upper,
            _ => Self::Digits,
        })
    }

    const fn name(self) -> &'static str {
        match self {
            Self::Digits => "digits",
            Self::Letters => "letters",
            Self::Alphanumeric => "alphanumeric",
            Self::Upper => "alphanumeric_upper",
        }
    }

    const fn radix(self) -> u16 {
        match self {
            Self::Digits => 10,
            Self::Letters => 26,
            Self::Alphanumeric | Self::Upper => 36,
        }
    }

    /// Digits before letters, as in base 36.
    fn numeral(self, byte: u8) -> Option<u8> {
        match (self, byte) {
            (Self::Digits | Self::Alphanumeric | Self::Upper, b'0'..=b'9') => Some(byte - b'0'),
            (Self::Letters, b'a'..=b'z' | b'A'..=b'Z') => Some(byte.to_ascii_lowercase() - b'a'),
            // One case only: a place that becomes a digit could not keep it.
            (Self::Alphanumeric, b'a'..=b'z') => Some(byte - b'a' + 10),
            (Self::Upper, b'A'..=b'Z') => Some(byte - b'A' + 10),
            _ => None,
        }
    }

    /// The character of a numeral; of the alphabet of letters each place keeps its case.
    fn letter(self, numeral: u8, upper: bool) -> u8 {
        match (self, numeral) {
            (Self::Letters, _) if upper => b'A' + numeral,
            (Self::Letters, _) => b'a' + numeral,
            (_, 0..=9) => b'0' + numeral,
            (Self::Upper, _) => b'A' + numeral - 10,
            _ => b'a' + numeral - 10,
        }
    }
}
