//! `pseudonym`: a keyed token, HMAC-SHA256 of the value's bytes with the sub-key of the consistency domain.
//!
//! hex: the first `length` hexadecimal digits. base32: the first `length` digits (RFC 4648, lower case, no padding).
//! uuid: the first 16 bytes as a UUID of version 8 (RFC 9562). integer: the first 16 bytes as a big-endian number,
//! modulo 9·10^(length−1), plus 10^(length−1), so that it has exactly `length` digits. words: `length` words that can be read
//! aloud, 16 bits each from the front, as proquints (D. S. Wilkerson, arXiv 0901.4016), hyphens between.

use super::support::{Keyed, TEXT_LIKE, cell_plan, check_type, hex_into, promises};
use super::{About, CellMask, MadeFor, Mask, MaskContext, MaskError, MaskPlan, Numbers, Outcome, params};
use crate::domain::dtype::DType;
use crate::domain::mask::{ParamSpec, Params, Uniqueness};
use crate::domain::technique::Technique;

/// The mask.
pub struct Pseudonym;

/// What it is.
const ABOUT: About = About {
    name: "pseudonym",
    version: 1,
    title: "a keyed token: equal values stay equal, joins work, nobody without the key can test a guess",
    technique: Technique::Pseudonymization,
    params: &[
        ParamSpec {
            name: "format",
            help: "how the token is written",
            required: false,
            default: Some("hex"),
            one_of: &["hex", "base32", "uuid", "integer", "words"],
            range: None,
        },
        ParamSpec {
            name: "length",
            help: "digits of the token: hex 8 to 64, base32 6 to 52, integer 6 to 18; words 2 to 16; uuid takes none",
            required: false,
            default: None,
            one_of: &[],
            range: Some((2, 64)),
        },
    ],
    applies_to: TEXT_LIKE,
    made_for: MadeFor::Anything,
};

impl Mask for Pseudonym {
    fn about(&self) -> &'static About {
        &ABOUT
    }

    fn plan(&self, given: &Params, dtype: DType) -> Result<MaskPlan, MaskError> {
        check_type(self.name(), TEXT_LIKE, dtype)?;
        let format = Format::read(self, given)?;
        let bits = format.bits();
        let mut guarantees = promises("which values are equal and how often each occurs");
        guarantees.keyed = true;
        guarantees.keeps_join = true;
        guarantees.may_equal = bits < 40;
        guarantees.uniqueness = Uniqueness::CollisionBound;
        guarantees.bits = Some(bits);
        let output = if dtype == DType::Integer && matches!(format, Format::Integer(_)) {
            dtype
        } else {
            DType::String
        };
        let numbers = match format {
            Format::Integer(digits) => Numbers::To(10_i64.saturating_pow(digits) - 1),
            _ => Numbers::Any,
        };
        Ok(MaskPlan { numbers, ..cell_plan(guarantees, dtype, output) })
    }

    fn build(
        &self,
        given: &Params,
        _: DType,
        context: &MaskContext<'_>,
    ) -> Result<Box<dyn CellMask>, MaskError> {
        let format = Format::read(self, given)?;
        Ok(Box::new(Runner { format, keyed: Keyed::new(self.name(), context)? }))
    }
}

#[derive(Debug, Clone, Copy)]
enum Format {
    Hex(usize),
    Base32(usize),
    Uuid,
    Integer(u32),
    Words(usize),
}

impl Format {
    fn read(mask: &Pseudonym, given: &Params) -> Result<Self, MaskError> {
        let reader = params::Reader::new(mask, given)?;
        let length = reader.maybe_number("length")?;
        let ranged = |default: i64, low: i64, high: i64| {
            let n = length.unwrap_or(default);
            if (low..=high).contains(&n) {
                Ok(n)
            } else {
                Err(params::bad(
                    "pseudonym",
                    "length",
                    format!("must be from {low} to {high} for this format"),
                ))
            }
        };
        Ok(match reader.text("format")?.as_str() {
            "base32" => Self::Base32(ranged(16, 6, 52)? as usize),
            "uuid" if length.is_some() => {
                return Err(params::bad("pseudonym", "length", "is not taken by the format uuid".to_owned()));
            }
            "uuid" => Self::Uuid,
            "integer" => Self::Integer(ranged(15, 6, 18)? as u32),
            "words" => Self::Words(ranged(4, 2, 16)? as usize),
            _ => Self::Hex(ranged(16, 8, 64)? as usize),
        })
    }

    fn bits(self) -> u32 {
        match self {
            Self::Hex(n) => 4 * n as u32,
            Self::Base32(n) => 5 * n as u32,
            Self::Uuid => 122,
            Self::Integer(n) => (9 * 10_u64.pow(n - 1)).ilog2(),
            Self::Words(n) => 16 * n as u32,
        }
    }
}

#[derive(Clone)]
struct Runner {
    format: Format,
    keyed: Keyed,
}

impl CellMask for Runner {
    fn mask(&mut self, cell: &[u8], _: &[Option<&[u8]>], out: &mut Vec<u8>) -> Outcome {
        let token = self.keyed.of(cell);
        match self.format {
            Format::Hex(n) => hex_into(&token, n, out),
            Format::Base32(n) => {
                let text = data_encoding::BASE32_NOPAD.encode(&token);
                out.extend(text.bytes().take(n).map(|b| b.to_ascii_lowercase()));
            }
            Format::Uuid => {
                let mut bytes = [0; 16];
                bytes.copy_from_slice(&token[..16]);
                bytes[6] = bytes[6] & 0x0f | 0x80;
                bytes[8] = bytes[8] & 0x3f | 0x80;
                for (at, byte) in bytes.iter().enumerate() {
                    if matches!(at, 4 | 6 | 8 | 10) {
                        out.push(b'-');
                    }
                    hex_into(&[*byte], 2, out);
                }
            }
            Format::Words(n) => {
                for (at, pair) in token.chunks_exact(2).take(n).enumerate() {
                    if at > 0 {
                        out.push(b'-');
                    }
                    word_into(u16::from_be_bytes([pair[0], pair[1]]), out);
                }
            }
            Format::Integer(n) => {
                let mut bytes = [0; 16];
                bytes.copy_from_slice(&token[..16]);
                let low = 10_u128.pow(n - 1);
                let number = u128::from_be_bytes(bytes) % (9 * low) + low;
                out.extend_from_slice(number.to_string().as_bytes());
            }
        }
        Outcome::Masked
    }

    fn fork(&self) -> Box<dyn CellMask> {
        Box::new(self.clone())
    }
}

/// A proquint: consonant, vowel, consonant, vowel, consonant of 4, 2, 4, 2 and 4 bits.
fn word_into(bits: u16, out: &mut Vec<u8>) {
    const CONSONANTS: &[u8; 16] = b"bdfghjklmnprstvz";
    const VOWELS: &[u8; 4] = b"aiou";
    let consonant = |shift: u32| CONSONANTS[usize::from(bits >> shift & 15)];
    let vowel = |shift: u32| VOWELS[usize::from(bits >> shift & 3)];
    out.extend([consonant(12), vowel(10), consonant(6), vowel(4), consonant(0)]);
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The addresses of the paper's table: 127.0.0.1 and 63.84.220.193.
    #[test]
    fn words_are_those_of_the_paper() {
        for (bits, expected) in [([0x7f00, 0x0001], "lusab-babad"), ([0x3f54, 0xdcc1], "gutih-tugad")] {
            let words: Vec<String> = bits
                .iter()
                .map(|bits| {
                    let mut out = Vec::new();
                    word_into(*bits, &mut out);
                    String::from_utf8(out).unwrap()
                })
                .collect();
            assert_eq!(words.join("-"), expected);
        }
    }
}
