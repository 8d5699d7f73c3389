//! A fast 64-bit hash of cells for counting distinct values; not for secrets.

const K: u64 = 0x9e37_79b9_7f4a_7c15;

/// Multiply-and-fold over 8 bytes at a time.
pub fn hash(bytes: &[u8]) -> u64 {
    let mut state = K ^ bytes.len() as u64;
    let mut chunks = bytes.chunks_exact(8);
    for chunk in &mut chunks {
        let word = chunk.iter().rev().fold(0_u64, |acc, byte| acc << 8 | u64::from(*byte));
        state = fold(state ^ word);
    }
    let tail = chunks.remainder().iter().fold(0_u64, |acc, byte| acc << 8 | u64::from(*byte));
    fold(fold(state ^ tail) ^ K)
}

fn fold(x: u64) -> u64 {
    let wide = u128::from(x ^ K).wrapping_mul(0xa076_1d64_78bd_642f_e703_7ed1_a0b4_28db);
    (wide >> 64) as u64 ^ wide as u64
}
