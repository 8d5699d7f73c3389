//! `pseudonym`: a keyed token, HMAC-SHA256 of the value's bytes with the sub-key of the consistency domain.
//!
//! hex: the first `length` hexadecimal digits. base32: the first `length` digits (RFC 4648, lower case, no padding).
//! uuid: the first 16 bytes as a UUID of version 8 (RFC 9562). integer: the first 16 bytes as a big-endian number,
//! modulo 9·10^(length−1), plus 10^(length−1), so that it has exactly `length` digits.

use super::support::{Keyed, TEXT_LIKE, cell_plan, check_type, hex_into, promises};
use super::{CellMask, Mask, MaskContext, MaskError, MaskPlan, Outcome, params};
use crate::domain::dtype::DType;
use crate::domain::mask::{ParamSpec, Params, Uniqueness};

/// The mask.
pub struct Pseudonym;

impl Mask for Pseudonym {
    fn name(&self) -> &'static str {
        "pseudonym"
    }

    fn version(&self) -> u32 {
        1
    }

    fn title(&self) -> &'static str {
        "a keyed token: equal values stay equal, joins work, nobody without the key can test a guess"
    }

    fn params(&self) -> &'static [ParamSpec] {
        &[
            ParamSpec {
                name: "format",
                help: "how the token is written",
                required: false,
                default: Some("hex"),
                one_of: &["hex", "base32", "uuid", "integer"],
                range: None,
            },
            ParamSpec {
                name: "length",
                help: "digits of the token: hex 8 to 64, base32 6 to 52, integer 6 to 18; uuid takes none",
                required: false,
                default: None,
                one_of: &[],
                range: Some((6, 64)),
            },
        ]
    }

    fn applies_to(&self) -> &'static [DType] {
        TEXT_LIKE
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
        Ok(cell_plan(guarantees, dtype, output))
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
            _ => Self::Hex(ranged(16, 8, 64)? as usize),
        })
    }

    fn bits(self) -> u32 {
        match self {
            Self::Hex(n) => 4 * n as u32,
            Self::Base32(n) => 5 * n as u32,
            Self::Uuid => 122,
            Self::Integer(n) => (9 * 10_u64.pow(n - 1)).ilog2(),
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
