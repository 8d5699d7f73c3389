//! `ip_prefix`: an IP address becomes another one by key; addresses that share a prefix share one of the same length after.
//!
//! Crypto-PAn (Xu, Fan, Ammar, Moon: Prefix-preserving IP address anonymization, ICNP 2002) with AES-128; key: 32 bytes, mode
//! `ip_prefix`, the cipher's key and the pad. Bit i is flipped by the first bit of AES of the first i bits of the address
//! followed by those of the encrypted pad; IPv6 addresses take 128 such bits.

use std::net::{IpAddr, Ipv4Addr, Ipv6Addr};

use aes::Aes128;
use aes::cipher::{BlockCipherEncrypt as _, KeyInit as _};

use super::each::each;
use super::support::{cell_plan, check_type, keyed_promises, mode_key};
use super::{CellMask, Mask, MaskContext, MaskError, MaskPlan, params};
use crate::domain::dtype::DType;
use crate::domain::mask::{ParamSpec, Params, Uniqueness};
use crate::domain::technique::Technique;

/// The mask.
pub struct IpPrefix;

impl Mask for IpPrefix {
    fn name(&self) -> &'static str {
        "ip_prefix"
    }

    fn version(&self) -> u32 {
        1
    }

    fn title(&self) -> &'static str {
        "an IP address becomes another by key; what shared a network still shares one (Crypto-PAn)"
    }

    fn technique(&self) -> Technique {
        Technique::FormatPreservingEncryption
    }

    fn params(&self) -> &'static [ParamSpec] {
        &[]
    }

    fn applies_to(&self) -> &'static [DType] {
        &[DType::String]
    }

    fn plan(&self, given: &Params, dtype: DType) -> Result<MaskPlan, MaskError> {
        check_type(self.name(), self.applies_to(), dtype)?;
        params::complete(self, given)?;
        let leaves = "which addresses are equal and how long a prefix any two share; one known address tells that of its \
                      neighbours; with the key, the address";
        let mut guarantees = keyed_promises(leaves, Uniqueness::Exact, None);
        guarantees.reversible = true;
        Ok(cell_plan(guarantees, dtype, dtype))
    }

    fn build(
        &self,
        given: &Params,
        _: DType,
        context: &MaskContext<'_>,
    ) -> Result<Box<dyn CellMask>, MaskError> {
        self.runner(given, context, Pan::of)
    }

    fn opener(
        &self,
        given: &Params,
        _: DType,
        context: &MaskContext<'_>,
    ) -> Result<Option<Box<dyn CellMask>>, MaskError> {
        self.runner(given, context, Pan::back).map(Some)
    }
}

impl IpPrefix {
    fn runner(
        &self,
        given: &Params,
        context: &MaskContext<'_>,
        pass: fn(&Pan, u128, u32) -> u128,
    ) -> Result<Box<dyn CellMask>, MaskError> {
        params::complete(self, given)?;
        let pan = Pan::new(mode_key(self.name(), context, "ip_prefix")?.reveal());
        Ok(each(move |cell, out| {
            let address: IpAddr = std::str::from_utf8(cell.trim_ascii()).ok()?.parse().ok()?;
            let text = match address {
                IpAddr::V4(v4) => {
                    let moved = pass(&pan, u128::from(u32::from(v4)) << 96, 32) >> 96;
                    Ipv4Addr::from(moved as u32).to_string()
                }
                IpAddr::V6(v6) => Ipv6Addr::from(pass(&pan, u128::from(v6), 128)).to_string(),
            };
            out.extend_from_slice(text.as_bytes());
            Some(())
        }))
    }
}

/// Crypto-PAn.
#[derive(Clone)]
struct Pan {
    aes: Aes128,
    pad: u128,
}

impl Pan {
    fn new(key: &[u8; 32]) -> Self {
        let (mut first, mut second) = ([0; 16], [0; 16]);
        first.copy_from_slice(&key[..16]);
        second.copy_from_slice(&key[16..]);
        let mut pan = Self { aes: Aes128::new(&first.into()), pad: 0 };
        pan.pad = pan.block(u128::from_be_bytes(second));
        pan
    }

    fn block(&self, block: u128) -> u128 {
        let mut block = block.to_be_bytes().into();
        self.aes.encrypt_block(&mut block);
        u128::from_be_bytes(block.into())
    }

    /// The first `bits` of an address that stands at the left.
    fn of(&self, address: u128, bits: u32) -> u128 {
        let flips = (0..bits).fold(0, |flips, bit| {
            let rest = u128::MAX >> bit;
            flips | (self.block(address & !rest | self.pad & rest) >> 127) << (127 - bit)
        });
        address ^ flips
    }

    /// What [`Self::of`] made this address from: every bit follows from those before it.
    fn back(&self, address: u128, bits: u32) -> u128 {
        (0..bits).fold(address, |found, bit| {
            let rest = u128::MAX >> bit;
            found ^ (self.block(found & !rest | self.pad & rest) >> 127) << (127 - bit)
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn v4(pan: &Pan, text: &str) -> String {
        let address: Ipv4Addr = text.parse().unwrap();
        Ipv4Addr::from((pan.of(u128::from(u32::from(address)) << 96, 32) >> 96) as u32).to_string()
    }

    /// The sample trace that comes with the authors' implementation.
    #[test]
    fn the_published_trace_holds() {
        let pan = Pan::new(&[
            21, 34, 23, 141, 51, 164, 207, 128, 19, 10, 91, 22, 73, 144, 125, 16, 216, 152, 143, 131, 121,
            121, 101, 39, 98, 87, 76, 45, 42, 132, 34, 2,
        ]);
        for (address, expected) in [
            ("128.11.68.132", "135.242.180.132"),
            ("129.118.74.4", "134.136.186.123"),
            ("130.132.252.244", "133.68.164.234"),
            ("141.223.7.43", "141.167.8.160"),
            ("141.233.145.108", "141.129.237.235"),
            ("152.163.225.39", "151.140.114.167"),
            ("156.29.3.236", "147.225.12.42"),
            ("165.247.96.84", "162.9.99.234"),
            ("166.107.77.190", "160.132.178.185"),
            ("192.102.249.13", "252.138.62.131"),
        ] {
            assert_eq!(v4(&pan, address), expected);
        }
    }

    proptest::proptest! {
        #[test]
        fn shared_prefixes_stay_as_long(a: u128, b: u128, key: [u8; 32]) {
            let pan = Pan::new(&key);
            // Random pairs share nearly nothing: the first 70 bits of one are put before the rest of the other.
            let b = (a & !(u128::MAX >> 70)) | (b & (u128::MAX >> 70));
            let shared = |a: u128, b: u128| (a ^ b).leading_zeros();
            proptest::prop_assert_eq!(shared(pan.of(a, 128), pan.of(b, 128)), shared(a, b));
        }
    }
}
