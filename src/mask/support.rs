//! What several masks share.

use hkdf::Hkdf;
use sha2::Sha256;

pub use super::keyed::Keyed;
use super::{MaskContext, MaskError, MaskPlan, Numbers};
use crate::domain::dtype::DType;
use crate::domain::mask::{Guarantees, MaskClass, Uniqueness};
use crate::domain::secret::Secret;

/// Every logical type but nested objects.
pub const ALL_TYPES: &[DType] = &[
    DType::String,
    DType::Integer,
    DType::Float,
    DType::Decimal,
    DType::Boolean,
    DType::Date,
    DType::Datetime,
    DType::Time,
    DType::Duration,
    DType::Binary,
    DType::Object,
    DType::Null,
];
/// Text, and whole numbers that are taken as text.
pub const TEXT_LIKE: &[DType] = &[DType::String, DType::Integer];
/// Text and numbers.
pub const NUMBERS: &[DType] = &[DType::String, DType::Integer, DType::Float, DType::Decimal];
/// Text, dates and points in time.
pub const DATES: &[DType] = &[DType::String, DType::Date, DType::Datetime];

/// Promises of a mask that keeps nothing but nulls.
#[must_use]
pub fn promises(leaves: &str) -> Guarantees {
    Guarantees {
        keyed: false,
        deterministic: true,
        reversible: false,
        keeps_type: true,
        keeps_length: false,
        keeps_order: false,
        keeps_nulls: true,
        keeps_join: false,
        may_equal: false,
        uniqueness: Uniqueness::Lost,
        leaves: leaves.to_owned(),
        bits: None,
    }
}

/// A plan of a cell mask whose output has the given type.
#[must_use]
pub fn cell_plan(mut guarantees: Guarantees, input: DType, output: DType) -> MaskPlan {
    guarantees.keeps_type = input == output;
    MaskPlan {
        guarantees,
        class: MaskClass::Cell,
        output,
        reads: Vec::new(),
        ordered: false,
        keeps_time: false,
        numbers: Numbers::Any,
    }
}

/// Refuses a type that the mask does not take.
///
/// # Errors
/// Where `types` does not hold it.
pub fn check_type(mask: &'static str, types: &[DType], dtype: DType) -> Result<(), MaskError> {
    if types.contains(&dtype) { Ok(()) } else { Err(MaskError::BadType { mask, dtype }) }
}

/// Lower-case hexadecimal digits of the first bytes.
pub fn hex_into(bytes: &[u8], digits: usize, out: &mut Vec<u8>) {
    const DIGITS: &[u8; 16] = b"0123456789abcdef";
    for at in 0..digits {
        let byte = bytes.get(at / 2).copied().unwrap_or(0);
        let nibble = if at % 2 == 0 { byte >> 4 } else { byte & 15 };
        out.push(DIGITS[usize::from(nibble)]);
    }
}

/// A key for one kind of use of a mask's sub-key: HKDF-SHA256 (RFC 5869) with the salt `vizard mask mode/1` and the use as
/// info, so that no token of one mask tells a key of another.
///
/// # Errors
/// Where no key is given.
pub fn mode_key<const N: usize>(
    mask: &'static str,
    context: &MaskContext<'_>,
    mode: &str,
) -> Result<Secret<[u8; N]>, MaskError> {
    let key = context.key.ok_or(MaskError::NoKey { mask })?;
    let mut out = [0; N];
    Hkdf::<Sha256>::new(Some(b"vizard mask mode/1"), key.reveal())
        .expand(mode.as_bytes(), &mut out)
        .map_err(|_| MaskError::NoKey { mask })?;
    Ok(Secret::new(out))
}

/// Promises of a keyed mask that tells equal values to be equal.
#[must_use]
pub fn keyed_promises(leaves: &str, uniqueness: Uniqueness, bits: Option<u32>) -> Guarantees {
    let mut guarantees = promises(leaves);
    guarantees.keyed = true;
    guarantees.keeps_join = true;
    guarantees.uniqueness = uniqueness;
    guarantees.may_equal = bits.is_none_or(|bits| bits < 40);
    guarantees.bits = bits;
    guarantees
}
