//! Which bytes stand in a text: what holds another one is not in it.

/// The set of bytes of a text.
pub struct Bytes([u64; 4]);

impl Bytes {
    /// The bytes of a text.
    pub fn of(text: &[u8]) -> Self {
        let mut set = [0; 4];
        for byte in text {
            set[usize::from(byte >> 6)] |= 1 << (byte & 63);
        }
        Self(set)
    }

    /// Whether the text may hold a part; it cannot where the part has a byte of its own.
    pub fn may_hold(&self, part: &[u8]) -> bool {
        part.iter().all(|byte| self.0[usize::from(byte >> 6)] >> (byte & 63) & 1 == 1)
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn every_part_of_a_text_may_be_held(text in any::<Vec<u8>>(), from in 0..50_usize, byte in any::<u8>()) {
            let bytes = Bytes::of(&text);
            prop_assert!(bytes.may_hold(text.get(from..).unwrap_or_default()));
            prop_assert_eq!(bytes.may_hold(&[byte]), text.contains(&byte));
        }
    }
}
