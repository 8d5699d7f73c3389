//! `dense_code`: a keyed permutation of the whole numbers from 0 to `max`: ids stay ids of the same width.
//!
//! A number of `n` bits (those of `max`) is split into its upper `n / 2` bits A and its other bits B. Twelve rounds: C = A +
//! F(round, B) modulo 2 to the number of bits of A, then A = B and B = C. F is the last 8 bytes, big-endian, of AES-256 of
//! the block: round, `n`, six zeros, B as 8 big-endian bytes. Where A and B joined exceed `max`, it goes on from there
//! (cycle walking: Black and Rogaway, Ciphers with arbitrary finite domains, 2002). Key: mode `dense_code`.

use super::aes_block::AesBlock;
use super::each::each;
use super::support::{TEXT_LIKE, cell_plan, check_type, keyed_promises};
use super::{About, CellMask, MadeFor, Mask, MaskContext, MaskError, MaskPlan, Numbers, params};
use crate::domain::dtype::DType;
use crate::domain::mask::{ParamSpec, Params, Uniqueness};
use crate::domain::technique::Technique;

/// The mask.
pub struct DenseCode;

/// Even, so that both parts are of their own width again.
const ROUNDS: u8 = 12;

/// What it is.
const ABOUT: About = About {
    name: "dense_code",
    version: 1,
    title: "whole numbers up to a limit change places by key: no collision, no wider column, joins work",
    technique: Technique::FormatPreservingEncryption,
    params: &[ParamSpec::new(
        "max",
        "the largest number there can be (2147483647: 32 bits); smaller limits are easier to guess through",
    )
    .or("2147483647")
    .within(255, i64::MAX)],
    applies_to: TEXT_LIKE,
    made_for: MadeFor::Numbers,
};

impl Mask for DenseCode {
    fn about(&self) -> &'static About {
        &ABOUT
    }

    fn plan(&self, given: &Params, dtype: DType) -> Result<MaskPlan, MaskError> {
        check_type(self.name(), TEXT_LIKE, dtype)?;
        params::complete(self, given)?;
        let leaves = "which values are equal and how often each occurs; with the key, the value";
        let mut guarantees = keyed_promises(leaves, Uniqueness::Exact, None);
        guarantees.reversible = true;
        let numbers = Numbers::To(params::Reader::new(self, given)?.number("max")?);
        Ok(MaskPlan { numbers, ..cell_plan(guarantees, dtype, dtype) })
    }

    fn build(
        &self,
        given: &Params,
        _: DType,
        context: &MaskContext<'_>,
    ) -> Result<Box<dyn CellMask>, MaskError> {
        self.runner(given, context, Places::forward)
    }

    fn opener(
        &self,
        given: &Params,
        _: DType,
        context: &MaskContext<'_>,
    ) -> Result<Option<Box<dyn CellMask>>, MaskError> {
        self.runner(given, context, Places::back).map(Some)
    }
}

impl DenseCode {
    fn runner(
        &self,
        given: &Params,
        context: &MaskContext<'_>,
        pass: fn(&Places, u64) -> u64,
    ) -> Result<Box<dyn CellMask>, MaskError> {
        let max = params::Reader::new(self, given)?.number("max")?;
        let places =
            Places { aes: AesBlock::new(self.name(), context, "dense_code")?, max: max.unsigned_abs() };
        Ok(each(move |cell, out| {
            let text = std::str::from_utf8(cell).ok()?;
            let number = text.parse::<u64>().ok().filter(|n| *n <= places.max)?;
            // Another way of writing (leading zeros, plus) would give two values one code.
            if number.to_string() != text {
                return None;
            }
            out.extend_from_slice(places.walk(number, pass).to_string().as_bytes());
            Some(())
        }))
    }
}

/// The permutation of 0 to `max`.
#[derive(Clone)]
struct Places {
    aes: AesBlock,
    max: u64,
}

impl Places {
    /// One pass of a permutation of all numbers of as many bits, until it is in range.
    fn walk(&self, mut number: u64, pass: fn(&Self, u64) -> u64) -> u64 {
        loop {
            number = pass(self, number);
            if number <= self.max {
                return number;
            }
        }
    }

    fn widths(&self) -> (u32, u32) {
        let bits = 64 - self.max.leading_zeros();
        (bits / 2, bits - bits / 2)
    }

    fn round(&self, round: u8, half: u64) -> u64 {
        let mut block = [0; 16];
        block[0] = round;
        block[1] = (64 - self.max.leading_zeros()) as u8;
        block[8..].copy_from_slice(&half.to_be_bytes());
        let mut last = [0; 8];
        last.copy_from_slice(&self.aes.of(block)[8..]);
        u64::from_be_bytes(last)
    }

    fn forward(&self, number: u64) -> u64 {
        let (upper, lower) = self.widths();
        let (mut a, mut b) = (number >> lower, number & mask(lower));
        for round in 0..ROUNDS {
            let width = if round % 2 == 0 { upper } else { lower };
            (a, b) = (b, a.wrapping_add(self.round(round, b)) & mask(width));
        }
        a << lower | b
    }

    fn back(&self, number: u64) -> u64 {
        let (upper, lower) = self.widths();
        let (mut a, mut b) = (number >> lower, number & mask(lower));
        for round in (0..ROUNDS).rev() {
            let width = if round % 2 == 0 { upper } else { lower };
            (a, b) = (b.wrapping_sub(self.round(round, a)) & mask(width), a);
        }
        a << lower | b
    }
}

const fn mask(bits: u32) -> u64 {
    (1 << bits) - 1
}

#[cfg(test)]
mod tests {
    use super::*;

    fn places(max: u64) -> Places {
        Places { aes: AesBlock::of_key(&[7; 32]), max }
    }

    #[test]
    fn every_number_of_a_small_range_is_given_once() {
        for max in [255, 256, 999] {
            let all = places(max);
            let mut codes: Vec<u64> = (0..=max).map(|n| all.walk(n, Places::forward)).collect();
            codes.sort_unstable();
            assert_eq!(codes, (0..=max).collect::<Vec<_>>());
        }
    }

    proptest::proptest! {
        #[test]
        fn the_key_gives_the_number_back(max in 255_u64..=i64::MAX as u64, share in 0.0..=1.0_f64) {
            let all = places(max);
            let number = ((max as f64 * share) as u64).min(max);
            proptest::prop_assert_eq!(all.walk(all.walk(number, Places::forward), Places::back), number);
        }
    }
}
