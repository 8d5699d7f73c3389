//! Addresses of crypto-currencies: `Base58Check`, Bech32 (BIP 173) and Bech32m (BIP 350), Ethereum.

use sha2::{Digest as _, Sha256};

const BASE58: &[u8; 58] = b"123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz";
const BECH32: &[u8; 32] = b"qpzry9x8gf2tvdw0s3jn54khce6mua7l";

/// Whether a value is Base58 of 25 bytes of which the last four are the double SHA-256 of the others (a Bitcoin address
/// of the first kinds). Random values pass in 2^-32.
#[must_use]
pub fn base58check(value: &[u8]) -> bool {
    if !(25..=35).contains(&value.len()) {
        return false;
    }
    let mut bytes = [0_u8; 25];
    for byte in value {
        let Some(digit) = BASE58.iter().position(|symbol| symbol == byte) else { return false };
        let mut carry = digit as u32;
        for place in bytes.iter_mut().rev() {
            carry += u32::from(*place) * 58;
            *place = (carry & 0xff) as u8;
            carry >>= 8;
        }
        if carry != 0 {
            return false;
        }
    }
    let (body, check) = bytes.split_at(21);
    Sha256::digest(Sha256::digest(body)).starts_with(check)
}

/// Whether a value is a Bech32 or Bech32m string of a Bitcoin or Litecoin address. Random values pass in 2^-29.
#[must_use]
pub fn bech32(value: &[u8]) -> bool {
    let Some(split) = value.iter().rposition(|byte| *byte == b'1') else { return false };
    let (Some(human), Some(data)) = (value.get(..split), value.get(split + 1..)) else { return false };
    let mixed = value.iter().any(u8::is_ascii_lowercase) && value.iter().any(u8::is_ascii_uppercase);
    let known = [b"bc".as_slice(), b"tb", b"ltc"].iter().any(|prefix| human.eq_ignore_ascii_case(prefix));
    if mixed || !known || data.len() < 6 || value.len() > 90 {
        return false;
    }
    let low = |byte: &u8| byte.to_ascii_lowercase();
    let mut state = 1_u32;
    for byte in human.iter().map(low) {
        state = step(state, u32::from(byte >> 5));
    }
    state = step(state, 0);
    for byte in human.iter().map(low) {
        state = step(state, u32::from(byte & 31));
    }
    for byte in data.iter().map(low) {
        let Some(digit) = BECH32.iter().position(|symbol| *symbol == byte) else { return false };
        state = step(state, digit as u32);
    }
    state == 1 || state == 0x2bc8_30a3
}

/// One step of the checksum of BIP 173.
fn step(state: u32, value: u32) -> u32 {
    const GENERATOR: [u32; 5] = [0x3b6a_57b2, 0x2650_8e6d, 0x1ea1_19fa, 0x3d42_33dd, 0x2a14_62b3];
    let top = state >> 25;
    let mut next = (state & 0x01ff_ffff) << 5 ^ value;
    for (bit, generator) in GENERATOR.iter().enumerate() {
        if top >> bit & 1 == 1 {
            next ^= generator;
        }
    }
    next
}

/// Whether a value is `0x` and 40 hexadecimal digits that are not all equal. (EIP-55 case checks need Keccak; the
/// prefix and the length say enough.)
#[must_use]
pub fn ethereum(value: &[u8]) -> bool {
    let Some(hex) = value.strip_prefix(b"0x").filter(|hex| hex.len() == 40) else { return false };
    hex.iter().all(u8::is_ascii_hexdigit) && hex.windows(2).any(|pair| pair.first() != pair.last())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_published_addresses_hold() {
        assert!(base58check(b"1A1zP1eP5QGefi2DMPTfTL5SLmv7DivfNa"));
        assert!(base58check(b"3J98t1WpEZ73CNmQviecrnyiWrnqRhWNLy"));
        assert!(!base58check(b"1A1zP1eP5QGefi2DMPTfTL5SLmv7DivfNb"));
        assert!(bech32(b"bc1qw508d6qejxtdg4y5r3zarvary0c5xw7kv8f3t4"));
        assert!(bech32(b"BC1QW508D6QEJXTDG4Y5R3ZARVARY0C5XW7KV8F3T4"));
        assert!(bech32(b"bc1p0xlxvlhemja6c4dqv22uapctqupfhlxm9h8z3k2e72q4k9hcz7vqzk5jj0"));
        assert!(!bech32(b"bc1qw508d6qejxtdg4y5r3zarvary0c5xw7kv8f3t5"));
        assert!(ethereum(b"0x52908400098527886E0F7030069857D2E4169EE7"));
        assert!(!ethereum(b"0x0000000000000000000000000000000000000000"));
    }
}
