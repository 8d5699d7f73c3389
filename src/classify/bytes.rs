//! Which kinds of bytes a value holds: one pass that tells what need not be searched for.

/// The kinds of bytes of a value, and its digits.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Bytes {
    /// One bit a kind that occurs.
    pub kinds: u32,
    /// Number of digits.
    pub digits: usize,
}

/// Bits of the kinds.
const DIGIT: u32 = 1;
const LOWER: u32 = 1 << 1;
const UPPER: u32 = 1 << 2;
const BEYOND: u32 = 1 << 3;
const OTHER: u32 = 1 << 4;
/// Each of these is a kind of its own.
const SIGNS: &[u8] = b" @/:=,\"-.+<$_'#()\t\n";

const KINDS: [u32; 256] = kinds();

const fn kinds() -> [u32; 256] {
    let mut out = [OTHER; 256];
    let mut byte = 0;
    while byte < 256 {
        out[byte] = match byte as u8 {
            b'0'..=b'9' => DIGIT,
            b'a'..=b'z' => LOWER,
            b'A'..=b'Z' => UPPER,
            0x80.. => BEYOND,
            _ => OTHER,
        };
        byte += 1;
    }
    let mut at = 0;
    while at < SIGNS.len() {
        out[SIGNS[at] as usize] = 1 << (5 + at);
        at += 1;
    }
    out
}

impl Bytes {
    /// Looks at every byte once.
    pub fn of(value: &[u8]) -> Self {
        let (mut kinds, mut digits) = (0, 0);
        for byte in value {
            let kind = KINDS[usize::from(*byte)];
            kinds |= kind;
            digits += kind & DIGIT;
        }
        Self { kinds, digits: digits as usize }
    }

    /// Whether one of these signs occurs.
    pub const fn any(self, signs: u32) -> bool {
        self.kinds & signs != 0
    }

    /// Whether every kind of byte that a text holds occurs, letters in either case.
    pub const fn may_hold(self, kinds: u32) -> bool {
        self.kinds & kinds == kinds
    }
}

/// The kinds of some signs, for [`Bytes::any`].
pub const fn signs(signs: &[u8]) -> u32 {
    let mut kinds = 0;
    let mut at = 0;
    while at < signs.len() {
        kinds |= KINDS[signs[at] as usize];
        at += 1;
    }
    kinds
}

/// The kinds without which a literal cannot occur, for [`Bytes::may_hold`]; letters are left out, as case may differ.
pub fn needed(literal: &[u8]) -> u32 {
    signs(literal) & !(LOWER | UPPER)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_value_may_hold_what_its_bytes_allow() {
        for (value, literal, may) in [
            ("ann@example.com", "@", true),
            ("ann at example.com", "@", false),
            ("see http://x", "://", true),
            ("a/b c", "://", false),
            ("no sign", "PESEL", true),
            ("0000-0001", "0000-000", true),
            ("aaaa-bbbb", "0000-000", false),
        ] {
            assert_eq!(Bytes::of(value.as_bytes()).may_hold(needed(literal.as_bytes())), may, "{value}");
        }
        assert_eq!(Bytes::of(b"a1b22").digits, 3);
        assert!(Bytes::of(b"a b").any(signs(b" @")) && !Bytes::of(b"ab").any(signs(b" @")));
    }
}
