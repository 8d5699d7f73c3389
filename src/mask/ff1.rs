//! FF1 of NIST SP 800-38G with AES-256, on numbers of at most 96 bits a half instead of big integers.

use super::aes_block::AesBlock;

/// A value needs at least this many possible ones beside it (SP 800-38G Revision 1, second draft, 2025).
pub const LEAST: u128 = 1_000_000;

/// The longest value in numerals that any alphabet of this program can have.
pub const LONGEST: usize = 64;

/// The cipher of one alphabet and tweak, ready for every length.
#[derive(Clone)]
pub struct Ff1 {
    aes: AesBlock,
    radix: u64,
    lengths: Vec<Option<Length>>,
}

/// What depends on the length of a value only.
#[derive(Clone)]
struct Length {
    /// The chain over P and Q up to the last block, with what that block always holds: a round adds its number and half.
    chain: u128,
    /// Numerals of the first half.
    first: usize,
    /// The number of values of each half.
    sizes: [u128; 2],
    /// Bits of the larger half as a number of whole bytes (`b` of the standard).
    half: u32,
    /// Bits of a round's block that are left out (beyond `d` bytes of the standard).
    unused: u32,
}

impl Ff1 {
    /// The cipher for numerals below `radix` (2 to 40).
    pub fn new(aes: AesBlock, radix: u16, tweak: &[u8]) -> Self {
        let lengths = (0..=LONGEST).map(|n| Length::new(&aes, u64::from(radix), n, tweak)).collect();
        Self { aes, radix: u64::from(radix), lengths }
    }

    /// Encrypts numerals in place; `false`, and nothing changed, where there are too few or too many.
    pub fn encrypt(&self, numerals: &mut [u8]) -> bool {
        let Some(Some(length)) = self.lengths.get(numerals.len()) else { return false };
        let (first, second) = numerals.split_at_mut(length.first);
        let (mut a, mut b) = (self.number(first), self.number(second));
        for round in 0..10 {
            let block = length.chain ^ round << length.half ^ b;
            let y = u128::from_be_bytes(self.aes.of(block.to_be_bytes())) >> length.unused;
            (a, b) = (b, add(a, y, length.sizes[(round % 2) as usize]));
        }
        self.write(a, first);
        self.write(b, second);
        true
    }

    /// Decrypts numerals in place; `false`, and nothing changed, where there are too few or too many.
    pub fn decrypt(&self, numerals: &mut [u8]) -> bool {
        let Some(Some(length)) = self.lengths.get(numerals.len()) else { return false };
        let (first, second) = numerals.split_at_mut(length.first);
        let (mut a, mut b) = (self.number(first), self.number(second));
        for round in (0..10).rev() {
            let block = length.chain ^ round << length.half ^ a;
            let y = u128::from_be_bytes(self.aes.of(block.to_be_bytes())) >> length.unused;
            let size = length.sizes[(round % 2) as usize];
            (a, b) = ((b + size - y % size) % size, a);
        }
        self.write(a, first);
        self.write(b, second);
        true
    }

    fn number(&self, numerals: &[u8]) -> u128 {
        // Twelve numerals of radix 40 fit a machine word.
        if numerals.len() <= 12 {
            return u128::from(numerals.iter().fold(0, |n: u64, d| n * self.radix + u64::from(*d)));
        }
        numerals.iter().fold(0, |n: u128, d| n * u128::from(self.radix) + u128::from(*d))
    }

    fn write(&self, mut number: u128, numerals: &mut [u8]) {
        for place in numerals.iter_mut().rev() {
            if let Ok(small) = u64::try_from(number) {
                *place = (small % self.radix) as u8;
                number = u128::from(small / self.radix);
            } else {
                *place = (number % u128::from(self.radix)) as u8;
                number /= u128::from(self.radix);
            }
        }
    }
}

/// A plus Y modulo a size of at most 96 bits; small ones in a machine word.
fn add(a: u128, y: u128, size: u128) -> u128 {
    match (u64::try_from(y), u64::try_from(size)) {
        (Ok(y), Ok(size)) if size >> 63 == 0 => u128::from((a as u64 + y % size) % size),
        _ => (a + y % size) % size,
    }
}

impl Length {
    /// `None` where a value of `n` numerals is one of too few or too long.
    fn new(aes: &AesBlock, radix: u64, n: usize, tweak: &[u8]) -> Option<Self> {
        let size =
            |numerals: usize| u128::from(radix).checked_pow(numerals as u32).filter(|size| size >> 96 == 0);
        let (u, v) = (n / 2, n - n / 2);
        let sizes = [size(u)?, size(v)?];
        if sizes[0].checked_mul(sizes[1]).is_some_and(|all| all < LEAST) {
            return None;
        }
        let bytes = (128 - (sizes[1] - 1).leading_zeros()).div_ceil(8);
        let digest = 4 * bytes.div_ceil(4) + 4;
        let mut first = [1, 2, 1, 0, 0, 0, 10, u as u8, 0, 0, 0, 0, 0, 0, 0, 0];
        first[3..6].copy_from_slice(&(radix as u32).to_be_bytes()[1..]);
        first[8..12].copy_from_slice(&(n as u32).to_be_bytes());
        first[12..].copy_from_slice(&(tweak.len() as u32).to_be_bytes());
        // Q: the tweak, zeros up to a whole block, and at the end the round and the half, which are of one block.
        let mut q = tweak.to_vec();
        q.resize((tweak.len() + bytes as usize + 1).next_multiple_of(16), 0);
        let chain = q.chunks_exact(16).fold(u128::from_be_bytes(first), |chain, block| {
            let mut bytes = [0; 16];
            bytes.copy_from_slice(block);
            u128::from_be_bytes(aes.of(chain.to_be_bytes())) ^ u128::from_be_bytes(bytes)
        });
        Some(Self { chain, first: u, sizes, half: 8 * bytes, unused: 8 * (16 - digest) })
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    const NIST_KEY: [u8; 32] = [
        0x2b, 0x7e, 0x15, 0x16, 0x28, 0xae, 0xd2, 0xa6, 0xab, 0xf7, 0x15, 0x88, 0x09, 0xcf, 0x4f, 0x3c, 0xef,
        0x43, 0x59, 0xd8, 0xd5, 0x80, 0xaa, 0x4f, 0x7f, 0x03, 0x6d, 0x6f, 0x04, 0xfc, 0x6a, 0x94,
    ];

    /// Samples 7 to 9 of the NIST examples for FF1, those of AES-256.
    #[test]
    fn the_examples_of_nist_hold() {
        let tweak: &[u8] = &[0x39, 0x38, 0x37, 0x36, 0x35, 0x34, 0x33, 0x32, 0x31, 0x30];
        let other: &[u8] = &[0x37, 0x37, 0x37, 0x37, 0x70, 0x71, 0x72, 0x73, 0x37, 0x37, 0x37];
        for (radix, tweak, plain, sealed) in [
            (10, &[][..], "0123456789", "6657667009"),
            (10, tweak, "0123456789", "1001623463"),
            (36, other, "0123456789abcdefghi", "xs8a0azh2avyalyzuwd"),
        ] {
            let read =
                |text: &str| -> Vec<u8> { text.chars().map(|c| c.to_digit(36).unwrap() as u8).collect() };
            let mut numerals = read(plain);
            let ff1 = Ff1::new(AesBlock::of_key(&NIST_KEY), radix, tweak);
            assert!(ff1.encrypt(&mut numerals));
            assert_eq!(numerals, read(sealed));
            assert!(ff1.decrypt(&mut numerals));
            assert_eq!(numerals, read(plain));
        }
    }

    #[test]
    fn few_values_are_refused() {
        for (radix, shortest, longest) in [(10, 6, 56), (26, 5, 40), (36, 4, 36)] {
            let ff1 = Ff1::new(AesBlock::of_key(&NIST_KEY), radix, &[]);
            let taken: Vec<usize> = (0..=80).filter(|n| ff1.encrypt(&mut vec![1; *n])).collect();
            assert_eq!((taken[0], taken[taken.len() - 1]), (shortest, longest), "radix {radix}");
        }
    }

    proptest! {
        /// A Feistel network is a permutation: different values stay different.
        #[test]
        fn different_values_stay_different(key in any::<[u8; 32]>(), a in "[0-9]{6,56}", b in "[0-9]{6,56}") {
            let ff1 = Ff1::new(AesBlock::of_key(&key), 10, &[]);
            let seal = |text: &str| {
                let mut numerals: Vec<u8> = text.bytes().map(|byte| byte - b'0').collect();
                prop_assert!(ff1.encrypt(&mut numerals) && numerals.iter().all(|numeral| *numeral < 10));
                let mut opened = numerals.clone();
                prop_assert!(ff1.decrypt(&mut opened));
                prop_assert!(opened.iter().map(|numeral| numeral + b'0').eq(text.bytes()));
                Ok(numerals)
            };
            prop_assert_eq!(a == b, seal(&a)? == seal(&b)?);
        }
    }
}
